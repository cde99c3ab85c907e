#!/bin/sh
# SPDX-License-Identifier: ISC
# compile_commands.json for editors and linters, on standard output:
# compile-commands.sh SRCDIR COMPILER WORD... -- SOURCE...
srcdir=$1
shift
# A cache before the compiler's name is no compiler.
case ${1##*/} in
ccache | sccache | distcc) shift ;;
esac

quote='{ gsub(/[\\"]/, "\\\\&"); printf "%s\"%s\"", (NR > 1 ? ", " : ""), $0 }'
words=
count=0
for word; do
	[ "$word" != -- ] || break
	count=$((count + 1))
done
words=$(for word; do
	[ "$word" != -- ] || break
	printf '%s\n' "$word"
done | awk "$quote")
shift $((count + 1))

for source; do
	printf '%s\n' "$source"
done | LC_ALL=C sort -u | words=$words src=$srcdir awk '
BEGIN {
	words = ENVIRON["words"]
	src = ENVIRON["src"]
	dir = ENVIRON["PWD"]
	printf "["
}
/\.c$/ {
	printf "%s\n{ \"directory\": \"%s\", \"file\": \"%s/%s\",\n" \
	    "  \"arguments\": [%s, \"-c\", \"%s/%s\"] }", \
	    (n++ ? "," : ""), dir, src, $0, words, src, $0
}
END { print "\n]" }'
