#!/bin/sh
# SPDX-License-Identifier: ISC
# The form of our C, kept by a machine instead of by argument.  The rule is
# functions of 40 lines, half of them of 10, and files of 400; refused is a
# function that passes 50, so that nobody folds code to please a counter
# (tests: 90 and 700).  Each rule is tried with a breach as well.
cd "${srcdir:-.}" || exit 1
scratch=$(mktemp -d "${TMPDIR:-/tmp}/style.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT

files=$(find hive fcgi worker ctl tests -name "*.[ch]" 2>/dev/null |
    LC_ALL=C sort)
[ -n "$files" ] || { echo "Bail out! no sources under $PWD"; exit 1; }

# The library calls that may not be used, and the ones to use instead.
banned='sprintf|vsprintf|strcpy|strcat|strncpy|strtok|atoi|atol|atof|gmtime'
banned="$banned|localtime|setlocale|rand|srand|system|popen|alloca|gets"

# breaches FILE...: "RULE FILE:LINE WHAT", and a line on all functions.
breaches()
{
awk -v banned="(^|[^A-Za-z0-9_>.])($banned)[ ]*\\\\(" '
function tell(rule, what) {
	printf "%s %s:%d %s\n", rule, FILENAME, FNR, what
}
function width(text,    i, at) {
	for (i = 1; i <= length(text); i++)
		at += substr(text, i, 1) == "\t" ? 8 - at % 8 : 1
	return at
}
# Without texts and comments; a comment over several lines is remembered.
function bare(text) {
	gsub(/\\./, "", text)
	gsub(/"[^"]*"/, "\"\"", text)
	gsub(/\047[^\047]*\047/, "0", text)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", text)
	if (comment && !sub(/^.*\*\//, "", text))
		return ""
	comment = sub(/\/\*.*$/, "", text)
	return text
}
function ended() {
	if (before != "" && lines > most_lines)
		printf "file %s:%d %d lines\n", before, lines, lines
}
FNR == 1 {
	ended()
	before = FILENAME
	comment = 0; start = 0; includes = 0; last_system = ""; own = 0
	head = ""
	tests = FILENAME ~ /^tests\//
	most_lines = tests ? 700 : 400
	most_function = tests ? 90 : 50
	if ($0 != "/* SPDX-License-Identifier: ISC */")
		tell("spdx", "the first line is not the licence")
}
{ lines = FNR }
width($0) > 80 { tell("width", width($0) " columns") }
/[ \t]$/ { tell("blank", "blanks at the end") }
/^        / { tell("blank", "blanks where a tab belongs") }
/^#include/ {
	includes++
	if (includes == 1 && FILENAME ~ /\.c$/ && $2 != "\"config.h\"")
		tell("include", "config.h does not come first")
	if ($2 ~ /^</) {
		if (own)
			tell("include", $2 " after our own")
		if (last_system != "" && $2 < last_system && !gap)
			tell("include", $2 " is out of order")
		last_system = $2
		gap = 0
	} else if ($2 != "\"config.h\"")
		own = 1
}
/^$/ { gap = 1 }
/^\t\t\t\t\t/ && !/^\t*("|\* )/ && start { tell("deep", "nested too deep") }
{
	text = bare($0)
	if (text ~ /(^|[^:])\/\//)
		tell("comment", "// is not our comment")
	if (text ~ /(^|[^A-Za-z0-9_])goto /)
		tell("goto", "goto")
	if (text ~ /typedef (struct|union|enum)/)
		tell("typedef", "a struct keeps its name")
	if (text ~ banned)
		tell("banned", text)
	if (text ~ /^[A-Za-z_].*\)[ ]*\{[ ]*$/ && text !~ /^(struct|static|enum|union|const).*=/)
		tell("brace", "a function opens on a line of its own")
}
# A definition: "name(" at the margin after a line with its type.
/^[A-Za-z_]/ { head = $0 }
/^\{/ {
	start = FNR
	if (head ~ /^(static |const |struct |void |int|bool |char |enum |unsigned |double |size_t )[^=]*\(/)
		tell("type", "the return type stands on its own line")
}
/^\}/ && start {
	long = FNR - start - 1
	if (long > most_function)
		tell("function", long " lines")
	if (!tests && head ~ /\(/) {
		of_length[long]++
		functions++
		if (long > longest)
			longest = long
	}
	start = 0
}
END {
	ended()
	for (median = 0; median <= longest; median++)
		if ((sum += of_length[median]) * 2 >= functions)
			break
	print "functions: " functions + 0 ", half of them of " median \
	    " lines or less, the longest of " longest + 0
	if (median > 10)
		print "median " median " lines"
}
' "$@"
}

# shellcheck disable=SC2086 # one word a file is what is wanted
breaches $files >"$scratch/found" || { echo "Bail out! awk"; exit 1; }
sed -n 's/^functions:/# &/p' "$scratch/found"

n=0 failed=0
while read -r rule about; do
	n=$((n + 1))
	if grep -q "^$rule " "$scratch/found"; then
		grep "^$rule " "$scratch/found" | sed 's/^/# /'
		echo "not ok $n - $about"
		failed=1
	else
		echo "ok $n - $about"
	fi
done <<RULES
spdx every file begins with its licence
width no line is wider than 80 columns
blank tabs indent, nothing stands at the end
include config.h, the system's headers in order, then ours
deep no code is nested deeper than three levels
comment comments are /* */
goto no goto
typedef no typedef of structs
banned no call that is banned
brace functions open at the margin
type return types stand on their own line
function functions are short
file files are short
median half of the functions have ten lines or less
RULES

# ---- the rules themselves: a file with one breach each ------------------------
cd "$scratch" && mkdir -p hive tests || exit 1
# body LINES...: a function of each of these lengths.
body()
{
	for length in "$@"; do
		printf 'int\nfunction(void)\n{\n'
		yes '	one();' | head -n "$length"
		printf '}\n'
	done >text
}
# planted "RULES" FILE [LINE...]: these lines, or what stands in text, break
# these rules and no others.
planted()
{
	n=$((n + 1))
	rules=$1 file=$2
	shift 2
	[ $# = 0 ] || printf '%s\n' "$@" >text
	printf '/* SPDX-License-Identifier: ISC */\n#include "config.h"\n' |
	    cat - text >"$file"
	[ "$rules" != spdx ] || sed -i 1d "$file"
	got=$(breaches "$file" | sed '/^functions:/d; s/ .*//' | sort -u |
	    xargs)
	if [ "$got" = "$rules" ]; then
		echo "ok $n - found: ${rules:-nothing} in $file"
	else
		echo "not ok $n - found: ${rules:-nothing} (got: $got) in $file"
		failed=1
	fi
}

body 10; planted '' hive/ten.c
body 10 11; planted '' hive/half_of_ten.c
body 10 11 11; planted median hive/median.c
body 3 50; planted '' hive/fifty.c
body 3 51; planted function hive/longer.c
body 90; planted '' tests/ninety.c
body 91; planted function tests/longer.c
yes 'int x;' | head -n 398 >text; planted '' hive/four_hundred.c
yes 'int x;' | head -n 399 >text; planted file hive/longer_file.c
yes 'int x;' | head -n 698 >text; planted '' tests/seven_hundred.c
yes 'int x;' | head -n 699 >text; planted file tests/longer_file.c
planted spdx hive/spdx.c 'int x;'
planted width hive/wide.c "$(printf '%081d' 0)"
planted width hive/wide_by_tabs.c "		$(printf '%065d' 0)"
planted blank hive/blank_at_the_end.c 'int x; '
planted blank hive/blanks_for_a_tab.c '        int x;'
planted include hive/ours_first.c '#include "hive/base/log.h"' \
    '#include <time.h>'
planted include hive/no_order.c '#include <time.h>' '#include <stdio.h>'
planted deep hive/deep.c 'int' 'x(void)' '{' '					one();' '}'
planted comment hive/comment.c '	one(); // two'
planted goto hive/goto.c '		goto out;'
planted goto tests/goto.c '	if (x) goto out;'
planted '' hive/said.c '	say("goto out;"); /* goto out; */'
planted typedef hive/typedef.h 'typedef struct miner miner_t;'
planted banned hive/strcpy.c '	strcpy(to, from);'
planted banned hive/atoi.c '	x = (int)atoi (text);'
planted brace hive/brace.c 'int main(void) {'
planted type hive/type.c 'int main(void)' '{' '}'
echo "1..$n"
exit $failed
