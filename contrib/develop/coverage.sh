#!/bin/sh
# SPDX-License-Identifier: ISC
# "make coverage": coverage.sh SRCDIR TEST...   in the build folder
# Builds the programs in coverage/ with gcc's counters and without sanitizers,
# whose checks would count as branches; runs the tests that run our code in a
# process of their own; adds up what gcov says.
set -eu
srcdir=$(cd "$1" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
shift

tests=
for t; do
	case $t in
	*/t-*.sh) tests="$tests $t" ;;
	*.sh | *.mjs) ;;
	*) tests="$tests $t" ;;
	esac
done

mkdir -p coverage
cd coverage
[ -f Makefile ] || "$srcdir/configure" -q CC="${CC:-gcc}" \
    CFLAGS='-O0 -g --coverage -fprofile-abs-path'
find . -name '*.gcda' -exec rm -f {} +
jobs=-j$(nproc)
# A flag of the outer make is not for this one.
unset MAKEFLAGS MFLAGS MAKELEVEL
make -s "$jobs" HARDEN_CFLAGS= HARDEN_CPPFLAGS= all
status=0
make -s "$jobs" HARDEN_CFLAGS= HARDEN_CPPFLAGS= check \
    TESTS="$tests" >check.log 2>&1 || status=$?
[ $status -eq 0 ] || {
	grep -E '^(FAIL|ERROR)|rror:' check.log | head -n 20
	echo "coverage: tests failed, see $PWD/check.log; the sums are of" \
	    "what ran"
}
find . -name '*.gcno' | LC_ALL=C sort | xargs -n 50 gcov --json-format \
    --stdout --branch-probabilities 2>gcov.log |
    node "$here/coverage.mjs" "$srcdir" missed.txt "$here/coverage.goals" \
    short.txt >table.txt
cat table.txt
echo "lines and branches that were missed: $PWD/missed.txt"
[ ! -s short.txt ] || {
	echo "goals that were not reached (contrib/develop/coverage.goals):"
	cat short.txt
	status=1
}
exit $status
