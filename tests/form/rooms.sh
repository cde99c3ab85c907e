#!/bin/sh
# SPDX-License-Identifier: ISC
# Where a file lies and what it may include.  The table is tests/form/rooms.
cd "${srcdir:-.}" || exit 1
LC_ALL=C
export LC_ALL
n=0 failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/rooms.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT

# none "about" LINES: passes when there are no lines.
none()
{
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "$2" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}

# same "about" EXPECTED GOT
same()
{
	if [ "$2" = "$3" ]; then
		none "$1" ""
	else
		none "$1" "expected: $2
got: ${3:-nothing}"
	fi
}

sources() { find hive worker fcgi ctl -name '*.[ch]' | sort; }
scripts() { find www -name node_modules -prune -o -name 'uPlot*' -prune -o \
    -name '*.js' -print | sort; }

# breaches TABLE: each line of the tree, or of the table, that breaks the rule.
breaches()
{
	# shellcheck disable=SC2016 # dollars are awk's
	{ sources && scripts; } | xargs awk '
function tell(what) { print FILENAME ":" FNR ": " what }
function room_of(path) {
	if (!(path in row))
		sub(/\/[^\/]*$/, "", path)
	return path
}
function included(path,    room, to) {
	room = room_of(FILENAME)
	to = room_of(path)
	used[room, to]
	if (!(to in row))
		tell(path " is in no room of the table")
	else if (to != room && !((room, to) in may))
		tell(room " may not include " to)
}
FNR == NR && /^[^# \t]/ {
	if ($1 in row)
		tell($1 " has two rows")
	row[room = $1]
	program = $1
	sub(/\/.*/, "", program)
}
FNR == NR && !/^#/ {
	for (i = /^[ \t]/ ? 1 : 2; i <= NF; i++) {
		may[room, $i] = FNR
		if ($i == room || !($i in row))
			tell($i " does not come before " room)
		if ($i !~ "^(" program (program == "www" ? "" : "|hive") ")(/|$)")
			tell($i " is of another program than " room)
	}
}
FNR == NR { table = FILENAME; next }
FNR == 1 && !(room_of(FILENAME) in row) { tell("in no room of the table") }
/^[ \t]*#[ \t]*include[ \t]*("|<(hive|worker|fcgi|ctl|www|tests)\/)/ {
	split($0, part, /["<>]/)
	if (part[2] != "config.h")
		included(part[2])
}
FILENAME ~ /\.js$/ {
	for (rest = $0; match(rest, /"\.\.?\/[^"]*\.js"/);
	    rest = substr(rest, RSTART + RLENGTH)) {
		path = FILENAME
		sub(/[^\/]*$/, "", path)
		path = path substr(rest, RSTART + 1, RLENGTH - 2)
		gsub(/\/\.\//, "/", path)
		sub(/[^\/]*\/\.\.\//, "", path)
		included(path)
	}
}
END {
	for (pair in may)
		if (split(pair, two, SUBSEP) && !(pair in used))
			print table ":" may[pair] ": " two[1] \
			    " does not include " two[2]
}' "$1"
}

[ "$(sources | wc -l)" -gt 20 ] || { echo "Bail out! no sources"; exit 1; }
none "each room includes what its row says, and each row what is included" \
    "$(breaches tests/form/rooms)"

# Every source is built, by a row in its own folder.
none "each source is listed by the room that it lies in" \
    "$(sources | while read -r file; do
	grep -q "SOURCES += %reldir%/${file##*/}\$" "${file%/*}/local.am" ||
	    echo "$file: not in ${file%/*}/local.am"
    done)"
none "each test in C is listed by the folder that it lies in" \
    "$(find tests -name 't-*.c' | sort | while read -r file; do
	name=${file##*/}
	grep -q "tests += %reldir%/${name%.c}\$" "${file%/*}/local.am" ||
	    echo "$file: not in ${file%/*}/local.am"
    done)"
none "no list names a file twice, as a merge would leave it" \
    "$(find hive worker fcgi ctl tests -name local.am | sort |
    while read -r list; do
	grep ' += ' "$list" | LC_ALL=C sort | uniq -d | sed "s,^,$list: ,"
    done)"
none "a room has 2 to 20 .c files" "$(sources | awk -F/ '
NF == 3 && /\.c$/ { count[$1 "/" $2]++ }
NF == 3 { count[$1 "/" $2] += 0 }
END {
	for (room in count)
		if (count[room] < 2 || count[room] > 20)
			print room ": " count[room] " .c files"
}')"
none "outside of rooms lie the programs and the turn of the worker only" \
    "$(find hive worker fcgi ctl -maxdepth 1 -name '*.[ch]' | sort |
    grep -vxE '(worker|fcgi|ctl)/main\.c|ctl/ctl\.[ch]|worker/(turn|schedule|control_loop|stop_all|open|upkeep|worker)\.[ch]')"

# ---- the rule itself, tried on a copy with faults in it ----------------------
tree=$PWD
cp -R hive worker fcgi ctl "$scratch" && mkdir -p "$scratch/www" || exit 1
cp -R www/*.js www/*/ "$scratch/www" 2>/dev/null
chmod -R u+w "$scratch"
cd "$scratch" || exit 1
breaches "$tree/tests/form/rooms" >before

# planted FILE LINE WHAT: that this line in this file is found, by its number.
planted()
{
	: >kept
	[ ! -e "$1" ] || cp "$1" kept
	printf '%s\n' "$2" >>"$1"
	same "found: $2 in $1" "$1:$(wc -l <"$1"): $3" \
	    "$(breaches "$tree/tests/form/rooms" | grep -vxFf before)"
	mv kept "$1"
}
planted hive/base/text.c '#include "hive/json/json.h"' \
    'hive/base may not include hive/json'
planted worker/poll/poll.c '#include "worker/order/orders.h"' \
    'worker/poll may not include worker/order'
planted worker/system/http.c '#include "ctl/command/ctl.h"' \
    'worker/system may not include ctl/command'
planted hive/plan/plan.c '#include "tests/lib/tap.h"' \
    'tests/lib/tap.h is in no room of the table'
planted hive/plan/plan.c '#include <tests/lib/tap.h>' \
    'tests/lib/tap.h is in no room of the table'
planted fcgi/api/routes.c '#include "hive/attic/attic.h"' \
    'hive/attic/attic.h is in no room of the table'
planted hive/json/read.c '#include "../base/text.h"' \
    '../base/text.h is in no room of the table'
planted hive/json/read.c '	#  include "write.h"' \
    'write.h is in no room of the table'
planted www/base/el.js 'import("../views/log.js");' \
    'www/base may not include www/views'
planted www/charts/plot.js '    "../views/log.js";' \
    'www/charts may not include www/views'
mkdir hive/attic
planted hive/attic/attic.c '/* */' 'in no room of the table'

# refused ROWS WHAT: that a table with these rows at its end is not taken.
refused()
{
	{ cat "$tree/tests/form/rooms" && printf '%s\n' "$1"; } >rows
	same "refused: $1" "rows:$(wc -l <rows): $2" \
	    "$(breaches rows | grep '^rows' | grep -v 'does not include')"
}
refused 'hive/late hive/later' 'hive/later does not come before hive/late'
refused 'hive/late hive/late' 'hive/late does not come before hive/late'
refused 'hive/late worker/core' 'worker/core is of another program than hive/late'
refused 'fcgi/late ctl/command' 'ctl/command is of another program than fcgi/late'
refused 'www/late hive/base' 'hive/base is of another program than www/late'
refused 'hive/base' 'hive/base has two rows'
sed 's/^ctl ctl/ctl hive\/base ctl/' "$tree/tests/form/rooms" >rows
same "found: a room that its row names in vain" \
    "rows:$(grep -n '^ctl ' rows | cut -d: -f1): ctl does not include hive/base" \
    "$(breaches rows | grep ': ctl does')"
echo "1..$n"
exit $failed
