#!/bin/sh
# SPDX-License-Identifier: ISC
# What "make coverage" makes of gcov's counts: sums, what was missed, and which
# goals fall short.  The counts here are made up.
srcdir=$(cd "${srcdir:-.}" && pwd) || exit 1
develop=$srcdir/contrib/develop
n=0 failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/coverage.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1

# same "about" EXPECTED GOT
same()
{
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		printf 'expected: %s\ngot: %s\n' "$2" "${3:-nothing}" |
		    sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}

mkdir -p hive/ledger hive/json
printf 'one();\ntwo();\n\tthree();\nfour();\n' >hive/ledger/post.c
printf 'one();\n' >hive/json/read.c
# counts COUNT...: of the lines of hive/ledger/post.c; the other is run.
counts()
{
	line=0
	rows=
	for count; do
		line=$((line + 1))
		rows="$rows,{\"line_number\":$line,\"count\":$count,\"branches\":[]}"
	done
	printf '{"current_working_directory":"%s","files":[%s,%s]}\n' "$PWD" \
	    "{\"file\":\"hive/ledger/post.c\",\"lines\":[${rows#,}]}" \
	    '{"file":"hive/json/read.c","lines":[{"line_number":1,"count":3,"branches":[{"count":0}]}]}'
}
# short GOALS COUNT...: what falls short of these goals.
short()
{
	printf "%b" "$1" >goals
	shift
	counts "$@" | node "$develop/coverage.mjs" "$PWD" missed goals short \
	    >table || echo "status $?"
	cat short
}

same "a goal that is reached is not told" "" \
    "$(short 'hive/ledger 75\nhive/json 100\n' 1 1 0 1)"
same "the table has the sums" "hive/ledger/ 4 75.0 0 -" \
    "$(grep '^hive/ledger/ ..* ' table | xargs)"
same "what was missed is listed, branches too" \
    "hive/json/read.c:1 branch hive/ledger/post.c:3" "$(xargs <missed)"
same "one line less is told, with its lines" \
    "hive/ledger: 50.0 % of the lines, its goal is 75 %
	hive/ledger/post.c:2 two();
	hive/ledger/post.c:3 three();" \
    "$(short 'hive/ledger 75\n' 1 0 0 1)"
same "a file has a goal of its own" \
    "hive/ledger/post.c: 75.0 % of the lines, its goal is 100 %
	hive/ledger/post.c:3 three();" \
    "$(short '# ours\nhive/ledger 75\nhive/ledger/post.c 100\n' 1 1 0 1)"
same "a line that may be missed counts as run" "" \
    "$(short 'hive/ledger 100\n\thive/ledger/post.c three();\n\t\tto come\n' \
    1 1 0 1)"
same "it needs a reason" \
    "hive/ledger: 75.0 % of the lines, its goal is 100 %
	hive/ledger/post.c:3 three();
hive/ledger: no reason: hive/ledger/post.c three();" \
    "$(short 'hive/ledger 100\n\thive/ledger/post.c three();\n' 1 1 0 1)"
same "a row whose line is run is stale" \
    "hive/ledger: stale: hive/ledger/post.c three();" \
    "$(short 'hive/ledger 100\n\thive/ledger/post.c three();\n\t\tto come\n' \
    1 1 1 1)"
same "a goal without a file is told" "hive/ledge: there is no such file" \
    "$(short 'hive/ledge 0\n' 1 1 1 1)"

# ---- our own goals ----------------------------------------------------------
same "each of our goals is percent of a file or a folder that is there" "" "$(
	grep -v '^[#	]' "$develop/coverage.goals" | grep . |
	    while read -r path percent; do
		[ -e "$srcdir/$path" ] && [ "$percent" -le 100 ] &&
		    [ "$percent" -ge 90 ] || echo "$path $percent"
	done)"

echo "1..$n"
exit $failed
