# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# What a test can do without, and is left out where it is not there.  But
# "./bootstrap check" has installed all of it and says so by ALL_TOOLS=yes:
# then nothing is left out, and what is not there is a failure.

# has_tool TOOL: whether it is here.
has_tool()
{
	command -v "$1" >/dev/null && return 0
	[ "${ALL_TOOLS:-no}" = yes ] || return 1
	echo "Bail out! no $1 here"
	exit 1
}

# need_tools TOOL...: or there is nothing to try.
need_tools()
{
	for tool; do
		has_tool "$tool" || {
			echo "1..0 # SKIP no $tool here"
			exit 0
		}
	done
}
