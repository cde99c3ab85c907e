# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# need_tools TOOL...: what a test cannot do without.  Nothing is left out where
# one is absent: it is a failure, and "./bootstrap check" installs them all.
need_tools()
{
	for tool; do
		command -v "$tool" >/dev/null || {
			echo "Bail out! no $tool here"
			exit 1
		}
	done
}
