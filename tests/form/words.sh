#!/bin/sh
# SPDX-License-Identifier: ISC
# A word of ours is an enum with its list (hive/base/words.h); nothing compares
# it as a text, or compares or counts by one of its letters, and no list of
# several words stands in a field or an option beside it; SQL, which has no
# enums, spells no word that is in none of the lists.  The words are taken from
# the lists themselves: *_words[] wherever one stands.  Firmwares, browsers
# and people have words of their own; where one of them is also one of ours, a
# row of the table below says so: the file, the word (* for all; letter, values
# for the other two rules), and why.
cd "${srcdir:-.}" || exit 1

dir=$(mktemp -d) || { echo "Bail out! no folder"; exit 1; }
trap 'rm -rf "$dir"' EXIT

cat >"$dir/allowed" <<'ROWS'
ctl/control/model.c none a person says so for no maximum preset
fcgi/http/auth.c none a browser says so in Sec-Fetch-Site
fcgi/main.c values what the log calls the processes, which decides nothing
ctl/backup/manifest.c values the names of files
ctl/backup/backup.c letter an instant as ISO 8601 writes it
hive/base/text.c letter an escape in a URL
hive/db/migrate.c migrated the kind of an event, which people read
hive/db/migrate.c view SQLite says so
hive/db/outline.c table SQLite says so
hive/db/outline.c sqlite_ SQLite's own tables begin so
hive/db/row_count.c table SQLite says so
hive/ledger/polled.c all_devices the name of a channel
hive/miner/update.c retired the reason that people read
hive/json/quote.c letter the exponent of a number
hive/miner/preset.c letter the unit behind a number
hive/money/price.c letter the digits of HH:MM
hive/money/price_request.c all a client says so for every place
tests/balance/witness.c failure a simulated miner says so
tests/hive/base/t-pack.c letter a text that was packed
tests/hive/ledger/t-earlier-ledger.c letter a place in a template
tests/lib/samples_help.h letter a sample as its test writes it
tests/hive/order/t-access.c letter a character of a token, made another
tests/lib/energy_same.h * an export says so, and is read as others read it
tests/lib/puppet.h status a path of the firmware
tests/lib/site_rig.h stopped a simulated miner says so
tests/worker/control/t-any-orders.c stopped a simulated miner says so
tests/worker/emergency/t-return-after-release.c stopped a simulated miner says so
ROWS

find hive fcgi worker ctl -name "*.[ch]" | LC_ALL=C sort >"$dir/files"
[ -s "$dir/files" ] || { echo "Bail out! no sources under $PWD"; exit 1; }
# The tests compare as well; the simulator speaks the words of a firmware.
{ cat "$dir/files"; find hive -name "*.sql"
  find tests -name "*.[ch]" ! -path "tests/sim/*"; } |
    LC_ALL=C sort >"$dir/all"

# What is wrong in these files, a line each: "RULE FILE:LINE WHAT".
cat >"$dir/words.awk" <<'AWK'
# Which constants an enum has, and which its list names.
function enum_end(    n, part, i, name) {
	sub(/^[^{]*\{/, "", body)
	sub(/\}.*$/, "", body)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", body)
	gsub(/[ \t\n]/, "", body)
	n = split(body, part, ",")
	for (i = 2; i <= n; i++)	# the first one is the absent one
		if (part[i] != "") {
			name = part[i]
			members[enum] = members[enum] " " name
		}
	enum = ""
}
function list_end(    rest, constant, word) {
	rest = body
	while (match(rest, /\[[A-Z][A-Z0-9_]*\][ \t\n]*=[ \t\n]*"[^"]*"/)) {
		word = constant = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		sub(/^\[/, "", constant)
		sub(/\].*$/, "", constant)
		sub(/^[^"]*"/, "", word)
		sub(/"$/, "", word)
		named[list] = named[list] " " constant
		ours[word] = 1
	}
	if (body !~ /NULL[ \t\n]*\}/)
		print "list " where " " list "_words[] does not end with NULL"
	lists[list] = where
	list = ""
}
function excused(word,    row) {
	row = FILENAME " " word
	if (!(row in allowed))
		row = FILENAME " *"
	if (!(row in allowed))
		return 0
	used[row] = 1
	return 1
}
# Compared with a letter, or counted from one; digits make numbers, unless they
# stand at a place of a text.
function letter(text) {
	return match(text, /[=!]= *\047[A-Za-z]\047/) ||
	    match(text, /\047[A-Za-z]\047 *[=!]=/) ||
	    match(text, /case \047[A-Za-z]\047/) ||
	    match(text, /[]A-Za-z0-9_)] *- *\047[A-Za-z1-9]\047/) ||
	    match(text, /\] *- *\0470\047/)
}
# "a|b", a macro, or something on the next line.
function several(text) {
	return match(text, /\.(values|words) *=( *"[^"]*\||$)/) ||
	    match(text, /\.(values|words) *= *[A-Z][A-Z0-9_]*[^A-Z0-9_(]/)
}
# Between single quotes stand SQL's texts, and more than a letter of C never.
function names(text,    word) {
	while (match(text, /\047[a-z_-][a-z_-]+\047/)) {
		word = substr(text, RSTART + 1, RLENGTH - 2)
		text = substr(text, RSTART + RLENGTH)
		if (!(word in ours) && !excused(word))
			print "sql " FILENAME ":" FNR " \047" word "\047"
	}
}
FILENAME == table {
	allowed[$1 " " $2] = 1
	next
}
pass == 1 && /^#[ \t]*define[ \t]+[A-Z][A-Z0-9_]*[ \t]+"[^"]*"$/ {
	split($0, part, "\"")
	macro[$1 == "#" ? $3 : $2] = part[2]
}
pass == 1 && /^enum [a-z_]+ \{/ && !/^enum [a-z_]+ \{.*\};.*[a-z]\(/ {
	enum = $2
	body = ""
}
pass == 1 && enum != "" {
	body = body "\n" $0
	if (/\}/)
		enum_end()
}
pass == 1 && /^(static )?const char \*const [a-z_]+_words\[\] = \{/ {
	list = $0
	sub(/_words\[\].*$/, "", list)
	sub(/^.*\*const /, "", list)
	where = FILENAME ":" FNR
	body = ""
}
pass == 1 && list != "" {
	body = body "\n" $0
	if (/\};/)
		list_end()
}
# A macro that is nothing but a word is that word.
pass == 2 && /^[^#]/ {
	for (name in macro)
		if (index($0, name))
			gsub("[^A-Za-z0-9_]" name "[^A-Za-z0-9_]",
			    "\"" macro[name] "\"&")
}
pass == 2 {
	rest = before $0
	before = ""
	if (/str(n|case|ncase)?cmp *\([^;"]*$/)
		before = $0		# its word stands on the next line
	while (match(rest, /str(n|case|ncase)?cmp *\([^;"]*"[^"]*"/)) {
		word = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		sub(/^[^"]*"/, "", word)
		sub(/"$/, "", word)
		if (word in ours && !excused(word))
			print "text " FILENAME ":" FNR " \"" word "\""
	}
	if (letter($0) && !excused("letter"))
		print "letter " FILENAME ":" FNR " " $0
	if (FILENAME !~ /^tests\//)
		names($0)
	if (FILENAME !~ /^tests\// && several($0) && !excused("values"))
		print "values " FILENAME ":" FNR " " $0
}
END {
	for (list in lists) {
		n = split(members[list], part, " ")
		if (n == 0)
			print "list " lists[list] " there is no enum " list
		for (i = 1; i <= n; i++)
			if (index(named[list] " ", " " part[i] " ") == 0)
				print "list " lists[list] " has no word for " \
				    part[i]
	}
	for (row in allowed)
		if (!(row in used))
			print "row " row " is not needed"
}
AWK

# The lists first, the comparisons then.
look() {
	# shellcheck disable=SC2046 # one word a file is what is wanted
	awk -v table="$dir/allowed" -f "$dir/words.awk" "$dir/allowed" \
	    pass=1 $(cat "$1") pass=2 $(cat "$2")
}

look "$dir/files" "$dir/all" >"$dir/found" || {
	echo "Bail out! the sources cannot be read"
	exit 1
}

n=0 failed=0
verdict() {	# RULE ABOUT
	n=$((n + 1))
	if grep -q "^$1 " "$dir/found"; then
		grep "^$1 " "$dir/found" | sed 's/^/# /'
		echo "not ok $n - $2"
		failed=1
	else
		echo "ok $n - $2"
	fi
}
verdict list "every enum with words has one for each of its values"
verdict text "no word of ours is compared as a text"
verdict letter "nothing is compared or counted by a letter"
verdict values "no words are listed in a field or an option once more"
verdict sql "SQL spells no word that no list has"
verdict row "every exception is needed"

# The rule itself: a newcomer's comparisons are found, in each form.
planted() {	# RULE TEXT ABOUT
	n=$((n + 1))
	printf '%s\n' "$2" >"$dir/newcomer.c"
	cat "$dir/files" >"$dir/more"
	echo "$dir/newcomer.c" >>"$dir/more"
	if look "$dir/more" "$dir/more" | grep -q "^$1 .*newcomer"; then
		echo "ok $n - $3"
	else
		echo "not ok $n - $3"
		failed=1
	fi
}
planted text '	if (!strcmp(x->band, "red"))' "a planted word is found"
planted text '	return strcmp(wanted(x, y),
	    "operate") != 0;' "one on the next line is found"
planted text '	a = strcmp(b, "-") && strcmp(c, "act");' \
    "a second one on a line is found"
planted letter "	if (*x->band == 'r')" "a planted letter is found"
planted letter "	return e->kind[0] != 'b';" "one of an index is found"
planted text '#define BAND_GOOD "green"
	if (!strcmp(x->band, BAND_GOOD))' "a planted macro is found"
planted text '#define BAND_GOOD "green"
	return strcmp(wanted(x, y),
	    BAND_GOOD) == 0;' "one on the next line is found"
planted letter "	if (quality == 'A')" "one of a plain variable is found"
planted letter "	return 'r' != *band;" "one before what it is compared with is found"
planted letter "	.phase = x->phase[1] - '1'," "a letter that is counted is found"
planted letter "	n = x->phase[1]-'0';" "a digit at a place of a text is found"
planted letter "	i = *band - 'a';" "one behind a pointer is found"
planted letter "	case 'A':" "a letter of a switch is found"
planted values '	FIELD(struct x, state, .values = "open|closed"),' \
    "a list in a field is found"
planted values '	FIELD(struct x, state, .values =
	    "open|closed"),' "one on the next line is found"
planted values '	FIELD(struct x, state, .values = STATES),' \
    "one in a macro is found"
planted values '	VALUE("BAND", V_WORD, .words = "red|green")' \
    "one in an option is found"
planted sql "	    \" WHERE state = 'opn' AND\"" "a misspelt word of SQL is found"
planted sql "	    \" AND state IN ('open', 'opn')\"" \
    "one that is not the first of its list is found"
planted sql "	\" CASE state WHEN 'opn'\"" "one after WHEN is found"
planted sql "	    \" 'opn' AND kind =\"" "one on the next line is found"
planted sql "	\" THEN 'useless' END AS state\"" "one that SQL answers is found"
planted list 'enum colour { COLOUR_NONE, COLOUR_RED, COLOUR_BLUE };
const char *const colour_words[] = {
	[COLOUR_RED] = "red", NULL
};' "a value without its word is found"

# And what is no list and no letter is not.
spared() {	# TEXT ABOUT
	n=$((n + 1))
	printf '%s\n' "$1" >"$dir/newcomer.c"
	cat "$dir/files" >"$dir/more"
	echo "$dir/newcomer.c" >>"$dir/more"
	if look "$dir/more" "$dir/more" | grep "newcomer" | sed 's/^/# /' |
	    grep .; then
		echo "not ok $n - $2"
		failed=1
	else
		echo "ok $n - $2"
	fi
}
spared '	FIELD(struct x, program, .values = "powerhive"),' \
    "a single word is spared"
spared "	    \" WHERE state = 'open' AND kind <> 'seal'\"" \
    "words that lists have are spared"
spared "	n = 10 * n + *p - '0';" "a digit of a number is spared"
spared '	t.values = mix(t.values, s);' "other values are spared"

echo "1..$n"
exit $failed
