#!/bin/sh
# SPDX-License-Identifier: ISC
# What the objects ask of each other at run time: a function or variable of a
# room is called by that room and those after it in the table tests/form/rooms
# only, however it was declared.  Two tables are the seam where it is turned
# round: the earlier room says what a row is, the later one fills them.
tables='routes commands'
source=$(cd "${srcdir:-.}" && pwd)
table=$source/tests/form/rooms
cd "${builddir:-.}" || exit 1
scratch=$(mktemp -d "${TMPDIR:-/tmp}/symbols.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT

# breaches NM-OUTPUT: lines of "nm -A", so "hive/base/text.o:    U name".
breaches()
{
	awk -v tables=" $tables " '
FNR == NR {
	if (/^[^# \t]/)
		row[$1] = FNR
	next
}
{
	file = $1
	sub(/:.*/, "", file)
	room = file
	sub(/\/[^\/]*$/, "", room)
	program = room
	sub(/\/.*/, "", program)
	kind = $(NF - 1)
	sub(/^.*:/, "", kind)
	if (kind ~ /^[TDBRCWV]$/)
		home[program, $NF] = home["", $NF] = room
	else if (kind == "U") {
		asked++
		asks[asked] = file
		from[asked] = room
		wish[asked] = $NF
		of[asked] = program
	}
}
END {
	for (i = 1; i <= asked; i++) {
		name = wish[i]
		if ((of[i], name) in home)
			to = home[of[i], name]
		else if (("hive", name) in home)
			to = home["hive", name]
		else if (of[i] == "hive" && ("", name) in home)
			to = home["", name]
		else
			continue
		calls++
		if (row[to] > row[from[i]] && !index(tables, " " name " "))
			print asks[i] ": " name " is of " to
	}
	if (calls < 3)
		print "no calls between objects"
}' "$table" "$1"
}

# An object may be left from a source that is gone.
find hive worker fcgi ctl -name '*.o' | LC_ALL=C sort |
    while read -r object; do
	[ ! -e "$source/${object%.o}.c" ] || echo "$object"
    done | xargs "${NM:-nm}" -A >"$scratch/nm" ||
    { echo "Bail out! no objects"; exit 1; }
n=0 failed=0
point()
{
	n=$((n + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $n - $1"
	else
		printf '%s\n' "$3" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}
breaches "$scratch/nm" >"$scratch/found"
point "no object calls a later room" "" "$(cat "$scratch/found")"
{
	cat "$scratch/nm"
	echo "hive/json/late.o:                 U site_read_planted"
	echo "hive/site/late.o:0000000000000000 T site_read_planted"
	echo "worker/core/late.o:0000000000000000 T work_planted"
	echo "hive/plan/late.o:                 U work_planted"
	echo "worker/poll/late.o:                 U work_planted"
	echo "worker/order/late.o:0000000000000000 B order_planted"
	echo "worker/poll/late.o:                 U order_planted"
} >"$scratch/planted"
point "found: a call of a later room, and none that is right" \
"hive/json/late.o: site_read_planted is of hive/site
hive/plan/late.o: work_planted is of worker/core
worker/poll/late.o: order_planted is of worker/order" \
    "$(breaches "$scratch/planted" | grep -vxFf "$scratch/found")"
echo "1..$n"
exit $failed
