#!/bin/sh
# SPDX-License-Identifier: ISC
# Nothing secret and nothing of somebody's machine stands in the tree: no
# tokens, keys or passwords, no text of high entropy, no home folders.
cd "${srcdir:-.}" || exit 1
n=0 failed=0
if [ -e .git ] && command -v git >/dev/null; then
	list() { git ls-files -z; }
else
	list() { find . -type f ! -path './build*/*' ! -path './_build/*' \
	    ! -path './_inst/*' ! -name Makefile.in \
	    ! -name configure ! -name aclocal.m4 ! -path './autom4te*' \
	    ! -path '*/node_modules/*' ! -name 'uPlot*' -print0; }
fi

# none "about" LINES: passes when there are no lines.
none()
{
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "$2" | cut -c1-150 | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}
# Lines that match, of text files; this file would find its own patterns.
found() { list | grep -zvE '(^|/)(secrets\.sh|package-lock\.json)$' |
    xargs -0 -r grep -nIE -e "$1" --; }

[ "$(list | tr -cd '\0' | wc -c)" -gt 40 ] || { echo "Bail out! no tree"; exit 1; }

none "no token of ours" "$(found 'ph_[A-Za-z0-9_-]{49}')"
none "no private key" "$(found 'BEGIN [A-Z ]*PRIVATE KEY')"
none "no hashed password" "$(found '\$(6|5|2[aby]|y|apr1)\$[./A-Za-z0-9]{2,}')"
none "no key of a known service" \
    "$(found '(AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}|xox[bp]-[0-9]|AIza[0-9A-Za-z_-]{35})')"
none "no path of a machine" \
    "$(found '(/home/[a-z]|/root/|/work/|/Users/|\.\./shared|C:\\\\Users)')"

# A word of 32 or more base64 or 40 or more hex characters counts as secret
# when its letters are as evenly spread as random ones (bits a character).
# Hashes that stand beside "sha256", "sha512" or "integrity" are public, and so
# are the ledger's keys, hashes and packed readings in databases of earlier
# releases, of which tests/old/dump.sh has left out what opens doors.  (Not
# every awk knows {32,}.)
secret_words()
{
	awk '{
		line = $0
		while (match(line, /[A-Za-z0-9+_=]+/)) {
			word = substr(line, RSTART, RLENGTH)
			line = substr(line, RSTART + RLENGTH)
			if (length(word) < 32 || word ~ /^(crypto|sodium)_/)
				continue
			split("", seen)
			for (i = 1; i <= length(word); i++)
				seen[substr(word, i, 1)]++
			bits = 0
			for (c in seen) {
				p = seen[c] / length(word)
				bits -= p * log(p) / log(2)
			}
			hex = word ~ /^[0-9a-fA-F]+$/
			mixed = word ~ /[0-9]/ && word ~ /[A-Z]/ &&
			    word ~ /[a-z]/
			if ((hex && length(word) >= 40 && bits > 3.3) ||
			    (mixed && bits > 4.3))
				print $0
		}
	}'
}
none "no text of high entropy" "$(found '[A-Za-z0-9+/_=-]{32,}' |
    grep -viE '(sha(256|384|512)|integrity|[^A-Za-z]hash)' |
    grep -vE '^(\./)?(tests/old/[^:]*\.pub|\.git-blame-ignore-revs):' |
    sed "/^[./]*tests\/old\//s/X'[0-9a-f]*'//g" | secret_words)"
n=$((n + 1))
if echo "key = $(printf '%s' 0 1 2 3 4 5 6 7 8 9 a b c d e f \
    f e d c b a 9 8 7 6 5 4 3 2 1 0 0 a 1 b 2 c 3 d)" | secret_words |
    grep -q key; then
	echo "ok $n - one would be found"
else
	echo "not ok $n - one would be found"
	failed=1
fi

echo "1..$n"
exit $failed
