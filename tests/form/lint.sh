#!/bin/sh
# SPDX-License-Identifier: ISC
# clang-tidy and cppcheck find nothing in the programs, and would find
# something: make lint, and the same of a source with two faults.
srcdir=${srcdir:-.}
cd "${builddir:-.}" || exit 1
# shellcheck source=tests/lib/tools.sh
. "$srcdir/tests/lib/tools.sh"
need_tools clang-tidy cppcheck
n=0 failed=0

# said "about" STATUS TEXT: passes by status 0.
said()
{
	n=$((n + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok $n - $1"
	else
		printf '%s\n' "$3" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}

# The faulty source has a tree and a folder of verdicts of its own.
lint=$(cd "$srcdir" && pwd)/contrib/develop/lint.sh
rules=$(cd "$srcdir" && pwd)
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
trap 'exit 1' INT TERM HUP
mkdir -p "$dir/contrib/develop" "$dir/hive"
cp "$rules/.clang-tidy" "$dir"
cp "$rules/contrib/develop/cppcheck.txt" "$dir/contrib/develop"

faulty()
{
	(cd "$dir" && sh "$lint" quick . cc -c -- hive/faulty.c hive/good.c 2>&1)
}

cat >"$dir/hive/faulty.c" <<'C'
#include <stdio.h>
#include <stdlib.h>

int	faulty(int n);

int
faulty(int n)
{
	FILE *f = fopen("x", "r");
	int *p = NULL;

	if (n > 3)
		return *p;
	return f ? 1 : 0;
}
C
echo 'int good(int n); int good(int n) { return n; }' >"$dir/hive/good.c"
text=$(faulty)
n=$((n + 1))
if echo "$text" | grep -q 'clang-analyzer-core.NullDereference' &&
    echo "$text" | grep -q 'resourceLeak'; then
	echo "ok $n - both find what is wrong"
else
	echo "$text" | sed 's/^/# /'
	echo "not ok $n - both find what is wrong"
	failed=1
fi
# good.c is not looked at again; faulty.c is, until it is mended.
kept=$(find "$dir/lint" -type f -size 0 -path '*/lint/????????*' | wc -l)
[ "$kept" -eq 1 ]
said "a verdict is kept of what is good only" $? "$kept are kept"
text=$(faulty)
echo "$text" | grep -q 'NullDereference'
said "what is wrong is told again" $? "$text"
cp "$dir/hive/good.c" "$dir/hive/faulty.c"
text=$(faulty)
said "and no more when it is mended" $? "$text"

begun=$(date +%s)
text=$(make -s lint 2>&1)
said "nothing is found in the programs" $? "$text"
echo "# $(wc -l <lint/files) sources, $(($(date +%s) - begun)) s"
echo "1..$n"
exit $failed
