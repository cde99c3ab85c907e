#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: clocks.sh   in the build folder, not the sources', with srcdir set
# The balancer over each trace's own hours, as many traces at a time as there
# are processors, in a build of its own: with the sanitizers, which "make
# check" has for an hour of each, the days would take hours.
set -eu

mkdir -p clocks.d
cd clocks.d
case $srcdir in /*) top=$srcdir ;; *) top=../$srcdir ;; esac
[ -f Makefile ] || "$top/configure" -q
make -s -j"$(nproc)" tests/balance/sim-balance
rm -f ./*.log ./*.passed

# shellcheck disable=SC2016 # the inner shell's words
tests/balance/sim-balance names | xargs -P "$(nproc)" -I NAME sh -c '
	tests/balance/sim-balance full "$1" >"$1.log" 2>&1 && : >"$1.passed"' \
    sh NAME || :

failed=0
tests/balance/sim-balance names >names
while read -r name; do
	[ ! -e "$name.passed" ] || continue
	echo "clocks: $name FAILED, see $PWD"
	grep -v '^ok' "$name.log" || :
	failed=1
done <names
grep -h '^# |' ./*.log | LC_ALL=C sort -u
exit $failed
