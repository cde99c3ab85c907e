#!/bin/sh
# SPDX-License-Identifier: ISC
# What is said of the API in three places is the same: routes[], docs/api.md,
# and the paths that the page asks for.
cd "${srcdir:-.}" || exit 1
n=0
result() {
	n=$((n + 1))
	if [ -z "$2" ]; then echo "ok $n - $1"; else
		echo "$2" | sed 's/^/# /'
		echo "not ok $n - $1"
	fi
}

# METHOD path scope, one a line
routes=$(awk '/^const struct route routes/ { on = 1 }
    on && match($0, /(GET|POST|PATCH|PUT|DELETE), "[^"]+", [A-Z]+/) {
	split(substr($0, RSTART, RLENGTH), p, /[", ]+/)
	path = p[2] ~ /^\/metrics/ ? p[2] : "/api" (p[2] == "/" ? "" : p[2])
	print p[1], path, tolower(p[3])
    }' fcgi/api/routes.c | sort)
[ "$(echo "$routes" | wc -l)" -gt 20 ] || result "routes[] can be read" "no"
told=$(sed -n 's/^| \(GET\|POST\|PATCH\|PUT\|DELETE\) | `\([^`]*\)` | \([a-z]*\) |.*/\1 \2 \3/p' \
    docs/api.md | sort)
result "docs/api.md lists exactly the routes" "$(
	printf '%s\n' "$routes" >/tmp/contract-$$-1
	printf '%s\n' "$told" >/tmp/contract-$$-2
	diff /tmp/contract-$$-1 /tmp/contract-$$-2 | grep '^[<>]'
	rm -f /tmp/contract-$$-1 /tmp/contract-$$-2)"

# ${...} in the page stands for a segment, what follows ? or .csv is no path.
# What it asks for only where has("GET path") or forbidden("POST path") allows
# may be missing.
asked=$(grep -ohE '[`"'"'"']/(api|metrics)[^`"'"'"'?]*' www/*.js www/*/*.js |
    sed -e 's/^.//' -e 's/\${[^}]*}/{}/g' -e 's/\${$/{}/' \
	-e 's/\.csv.*//' -e 's/{}$//' -e 's,^/api/$,/api,' | sort -u)
if_there=$(grep -ohE '(has|forbidden)\("[A-Z]+ [^"]*"' www/*.js www/*/*.js |
    sed 's/^[^/]*//; s/"$//')
missing=
for path in $asked; do
	if echo "$if_there" | grep -qxF "$path"; then continue; fi
	pattern=$(echo "$path" | sed 's/{}/[^\/ ]*/g')
	echo "$routes" | cut -d' ' -f2 | grep -qx "$pattern\({[a-z]*}\)\?" ||
	    missing="$missing $path"
done
result "the page asks for nothing that is not there" "$missing"
missing=
for rule in $(grep -oE '(SITE|UNIT|READING)\("[a-z_]+"' worker/alert/rules.c |
    cut -d'"' -f2); do
	grep -q "^| \`$rule\`" docs/operations.md || missing="$missing $rule"
done
result "docs/operations.md says what to do at each alert" "$missing"
# `t-x` name in the table of faults: a function of the test t-x.
missing=
for pair in $(grep '^|' docs/decisions.md |
    grep -oE '`t-[a-z-]+(\.mjs)?` [a-z]+[A-Za-z_]*(, [a-z]+[A-Za-z_]*)*' |
    sed 's/`//g; s/, /,/g; s/ /:/'); do
	file=${pair%%:*}
	case $file in
	*.mjs) file=tests/system/$file ;;
	*) file=$(find tests -name "$file.c") ;;
	esac
	for name in $(echo "${pair#*:}" | tr , ' '); do
		# shellcheck disable=SC2086 # rooms may have tests of one name
		grep -qE "^(async function )?$name\(" $file ||
		    missing="$missing $file:$name"
	done
done
result "docs/decisions.md names tests that are there" "$missing"
unread=
settings=$(sed -n 's/^	FIELD(struct settings, \([a-z_]*\),.*/\1/p' \
    hive/site/setting.c)
for name in $settings; do
	grep -qE "(->|\.)$name\>" worker/*.c worker/*/*.c hive/plan/*.c \
	    hive/alert/alert.c hive/balance/report.c || unread="$unread $name"
done
[ -n "$settings" ] || unread=all
result "each setting has an effect" "$unread"
missing=
for name in $(sed -n 's/^	{ [0-9]*, "[^"]*", "\([a-z-]*\)" },/\1/p' fcgi/http/problem.c) \
    $(grep -o 'problems.html#[a-z-]*' nginx/server.conf.in | cut -d'#' -f2); do
	grep -q "<dt id=\"$name\">" www/problems.html || missing="$missing $name"
done
result "www/problems.html tells of every problem" "$missing"
result "no tool of the tests is asked for by a tag" \
    "$(grep -oE '"[^"]*": "(latest|next)"' tests/web/package-lock.json)"
echo "1..$n"
