#!/bin/sh
# SPDX-License-Identifier: ISC
# The form of our C, kept by a machine instead of by argument.  The rule is
# functions of 40 and files of 400 lines; refused is what passes 50 and 460
# (tests: 90 and 700), so that nobody folds code to please a counter.
cd "${srcdir:-.}" || exit 1

files=$(find hive fcgi worker ctl tests -name "*.[ch]" 2>/dev/null |
    LC_ALL=C sort)
[ -n "$files" ] || { echo "Bail out! no sources under $PWD"; exit 1; }

# The library calls that may not be used, and the ones to use instead.
banned='sprintf|vsprintf|strcpy|strcat|strncpy|strtok|atoi|atol|atof|gmtime'
banned="$banned|localtime|setlocale|rand|srand|system|popen|alloca|gets"

# shellcheck disable=SC2086 # one word a file is what is wanted
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
	most_lines = tests ? 700 : 460
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
	if (FNR - start - 1 > most_function)
		tell("function", FNR - start - 1 " lines")
	start = 0
}
END { ended() }
' $files >"${TMPDIR:-/tmp}/style.$$" || { echo "Bail out! awk"; exit 1; }

n=0 failed=0
while read -r rule about; do
	n=$((n + 1))
	if grep -q "^$rule " "${TMPDIR:-/tmp}/style.$$"; then
		grep "^$rule " "${TMPDIR:-/tmp}/style.$$" | sed 's/^/# /'
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
RULES
rm -f "${TMPDIR:-/tmp}/style.$$"
echo "1..$n"
exit $failed
