#!/bin/sh
# SPDX-License-Identifier: ISC
#
# tests/form/traps.md names a test for each of the 55 faults; that it is there.
set -u
top=${srcdir:-.}/tests
count=0
status=0

ok()
{
	count=$((count + 1))
	if [ -z "$2" ]; then
		echo "ok $count - $1"
	else
		echo "not ok $count - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
		status=1
	fi
}

# there FILE:WORD: nothing, or what is missing.
there()
{
	file=$top/${1%%:*} word=${1#*:}
	case $word in
	*[!0-9]*) word=$(printf '%s' "$word" | tr - ' ')
		grep -qF -e "$word" -e "${1#*:}" "$file" 2>/dev/null ;;
	*) grep -q "^	{ $word, " "$file" 2>/dev/null ;;
	esac || echo "$1"
}

number=1
while [ $number -le 55 ]; do
	where=$(sed -n "s/^| $number |.*| \(.*\) |\$/\1/p" "$top/form/traps.md")
	missing=
	case $where in
	'') missing="no line" ;;
	'none: '*) ;;
	*) for place in $where; do
		missing="$missing$(there "$place")"
	done ;;
	esac
	ok "trap $number is tried" "$missing"
	number=$((number + 1))
done
echo "1..$count"
exit $status
