#!/bin/sh
# SPDX-License-Identifier: ISC
# Who may ask for memory, and who may speak to SQLite or Jansson: a table of
# rules, each tried on a copy with a breach in it as well.
cd "${srcdir:-.}" || exit 1
LC_ALL=C
export LC_ALL
n=0 failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/reach.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT

# What may stand in some files only: its name, those files, a planted breach
# and where; the pattern is on a line of its own.
rules()
{
	cat <<'RULES'
memory;^(hive/base/arena|hive/db/db|worker/system/(http|mqtt))\.c:;	free(list);hive/plan/plan.c
(^|[^A-Za-z0-9_.>])(malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf|free)[ ]*\(
SQLite;^hive/db/;#include <sqlite3.h>;worker/turn.c
sqlite3
Jansson;^hive/json/read\.c:;static json_t *value;fcgi/api/routes.c
jansson\.h|json_t 
SQL;^hive/;	rows = QUERY("SELECT 1");ctl/doctor/doctor.c
QUERY\(
RULES
}

# breaches PATTERN FILES: the lines of code that match, but in these files.
breaches()
{
	find hive fcgi worker ctl -name '*.[ch]' | sort |
	    xargs grep -nE "$1" | grep -vE ':[[:space:]]*(/\*|\*)' |
	    grep -vE "$2"
}

# tell "about" OK: one point.
tell()
{
	n=$((n + 1))
	[ "$2" = 0 ] || printf 'not '
	[ "$2" = 0 ] || failed=1
	echo "ok $n - $1"
}

[ "$(find hive -name '*.c' | wc -l)" -gt 20 ] ||
    { echo "Bail out! no sources"; exit 1; }
cp -R hive fcgi worker ctl "$scratch" && chmod -R u+w "$scratch" || exit 1
rules >"$scratch/rules"
while IFS=';' read -r what files breach file && IFS= read -r pattern; do
	breaches "$pattern" "$files" >"$scratch/found" && sed 's/^/# /' \
	    "$scratch/found"
	tell "$what is known to $files only" \
	    "$([ ! -s "$scratch/found" ]; echo $?)"
	printf '%s\n' "$breach" >>"$scratch/$file"
	(cd "$scratch" && breaches "$pattern" "$files") >"$scratch/found"
	tell "found: $breach in $file" "$(grep -qxF \
	    "$file:$(wc -l <"$scratch/$file"):$breach" "$scratch/found"
	    echo $?)"
done <"$scratch/rules"
[ "$n" = 8 ] || tell "four rules" 1
echo "1..$n"
exit $failed
