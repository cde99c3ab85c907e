#!/bin/sh
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2010,SC2016,SC2086,SC2317 # $c is several words
# powerhivectl as people use it: its words, its exit statuses, its files.
# The worker's part is played by tests/ctl/peer.
srcdir=${srcdir:-.}
builddir=${builddir:-.}
here=$(cd "$builddir" && pwd)
ctl="$here/powerhivectl"
peer="$here/tests/ctl/peer"
dir=$(mktemp -d /tmp/t-ctl-XXXXXX) || exit 99
# shellcheck source=tests/lib/run.sh
. "$srcdir/tests/lib/run.sh"
match=-F
# shellcheck source=tests/lib/tools.sh
. "$srcdir/tests/lib/tools.sh"
need_tools mandoc bash zsh openssl
pids=

finish() {
	for pid in $pids; do
		kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
	done
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

ok() {		# ok WHAT COMMAND...: the command succeeds
	what=$1; shift; n=$((n + 1))
	if "$@" >"$dir/said" 2>&1; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		sed 's/^/# /' "$dir/said"
		failed=1
	fi
}
not() { ! "$@"; }
mode_is() { [ "$(stat -c %a "$2")" = "$1" ]; }

mkdir "$dir/etc" "$dir/db" "$dir/run"
conf=$dir/etc/powerhive.json
cat >"$conf" <<END
{
  "site": { "name": "Test" },
  "database": { "path": "$dir/db/powerhive.db" },
  "network": { "subnets": ["127.9.0.0/24"] },
  "run": { "path": "$dir/run" }
}
END
c="$ctl --config $conf"

# ---- words and exit statuses
run 0 'usage: powerhivectl' $ctl help
run 0 'usage: powerhivectl user add NAME --scope SCOPE' $ctl user add --help
run 0 'powerhivectl 0' $ctl --version
run 64 'which command' $ctl
run 64 'did you mean "doctor"' $ctl docter
run 64 'did you mean "miner list"' $ctl miner lst
run 64 'user add needs --scope' $c user add ann
run 64 'must be one of read|operate' $c user add ann --scope all
run 64 'usage: powerhivectl miner show MAC' $c miner show
run 66 'No such file' $ctl --config "$dir/none.json" miner list
run 66 'No such file' $c miner list
run 3 'POWERHIVE UNKNOWN' $c status
run 69 'the worker is not running' $c scan
run 64 'no MAC address' $c miner rescan 00:00

# ---- the configuration
run 0 '"status_seconds": 15' $c check-config
run 0 '"unlock_password": "***"' $ctl check-config "$conf"
echo '{"network": {"subnet": []}}' >"$dir/bad.json"
run 78 'bad.json:1:14: /network/subnet: is not known; did you mean' \
    $ctl check-config "$dir/bad.json"
$ctl check-config --schema >"$dir/schema.json"
ok 'the schema in the tree is what the tables say' \
    diff -u "$srcdir/contrib/powerhive.schema.json" "$dir/schema.json"
mkdir "$dir/example"
cp "$srcdir/worker/powerhive.json.example" "$dir/example/powerhive.json"
echo x >"$dir/example/plant-api-key"
echo x >"$dir/example/unlock-password"
chmod 600 "$dir/example/plant-api-key" "$dir/example/unlock-password"
run 0 '"nameplate_kw"' $ctl check-config "$dir/example/powerhive.json"
keys_in_manual() {
	sed -n 's/^ *"\([a-z_$]*\)": {$/\1/p' "$dir/schema.json" |
	    grep -vxF -e items -e properties -e additionalProperties |
	    sort -u >"$dir/keys"
	[ "$(wc -l <"$dir/keys")" -gt 40 ] || return 1
	while read -r key; do
		grep -qE "^\.(It|Ss) .*\b?${key#\$}" \
		    "$srcdir/worker/powerhive.json.5" || {
			echo "no $key"; return 1; }
	done <"$dir/keys"
}
ok 'every key is in powerhive.json(5)' keys_in_manual

# ---- manual and completion
usages_in_manual() {
	mandoc -T ascii -O width=400 "$srcdir/ctl/powerhivectl.1" |
	    sed 's/.\x08//g' | tr -s ' ' >"$dir/man"
	$ctl help | sed -n 's/^  \([a-z-]*\( [a-z]*\)\{0,1\}\) .*/\1/p' \
	    >"$dir/names"
	[ "$(wc -l <"$dir/names")" -gt 20 ] || return 1
	while read -r name; do
		# shellcheck disable=SC2086 # two words are two arguments
		$ctl help $name | sed -n 's/^usage: //p' >"$dir/usage"
		grep -qF -f "$dir/usage" "$dir/man" || {
			cat "$dir/usage"; return 1; }
	done <"$dir/names"
}
ok 'every usage line is in powerhivectl(1)' usages_in_manual
manuals_are_clean() {
	mandoc -T lint -W warning "$srcdir/ctl/powerhivectl.1" \
	    "$srcdir/worker/powerhive.json.5"
}
ok 'mandoc finds no fault in the manuals' manuals_are_clean
complete() {	# complete WANTED WORDS...: the completions hold the word
	wanted=$1; shift
	$ctl completion bash >"$dir/complete.bash"
	bash -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
	    _powerhivectl; printf "%s\n" "${COMPREPLY[@]}"' \
	    "$dir/complete.bash" "$@" | grep -qxF -- "$wanted"
}
ok 'bash completes commands' complete doctor powerhivectl 'do'
ok 'bash completes second words' complete retire powerhivectl \
    --config x miner ret
ok 'bash completes options' complete --json powerhivectl miner list --j
ok 'bash completes values' complete operate powerhivectl user add \
    ann --scope op
ok 'also behind an equals sign' complete operate powerhivectl user \
    add ann --scope = op
ok 'and goes on after it' complete --htpasswd powerhivectl user add \
    ann --scope = read --h
ok 'bash completes operands' complete reboot powerhivectl miner \
    command 02:00:00:00:00:0a re
ok 'and offers no files for a number' not complete tests \
    powerhivectl token create x --days te
ok 'the bash completion is shell' $ctl completion bash
$ctl completion zsh >"$dir/complete.zsh"
ok 'the zsh completion is zsh' zsh -n "$dir/complete.zsh"
run 64 'bash and zsh' $ctl completion fish
run 0 '"name": "ledger verify"' $ctl completion json

# ---- people
printf '%s\n' '{"status": 200}' >"$dir/answer"
"$peer" answer "$dir/run/ctl.sock" "$dir/answer" "$dir/log" >"$dir/ready" &
pids="$pids $!"
until [ -s "$dir/ready" ]; do sleep 0.01; done
last() { tail -n 1 "$dir/log" | grep -qF -- "$1"; }

run 0 'password: ' $c user add ann --scope operate
ok 'the scope went to the worker' last '"order":"user_keep"'
ok 'with the name' last '\"name\":\"ann\"'
ok 'with the scope' last '\"scope\":\"operate\"'
ok 'the file is for us and the web server' mode_is 640 "$dir/etc/htpasswd"
ok 'the hash is SHA-512-crypt' grep -q '^ann:\$6\$[^$]*\$[^:]*$' \
    "$dir/etc/htpasswd"
run 65 'is there already' $c user add ann --scope read
run 65 'user'"'"'s name has' $c user add 'an:n' --scope read
echo 'correct horse battery' >"$dir/in"
run 0 '' $c user add bob --scope read --password-stdin <"$dir/in"
echo 'short' >"$dir/in"
run 65 'a password has 12' $c user passwd bob --password-stdin <"$dir/in"
hash_fits() {
	salt=$(sed -n 's/^bob:\$6\$\([^$]*\)\$.*/\1/p' "$dir/etc/htpasswd")
	echo "bob:$(openssl passwd -6 -salt "$salt" 'correct horse battery')" |
	    grep -qxF -f - "$dir/etc/htpasswd"
}
ok 'the hash is that of the password' hash_fits
before=$(grep '^bob:' "$dir/etc/htpasswd")
run 0 'password: ' $c user passwd bob
ok 'a new password is another line' not grep -qxF "$before" \
    "$dir/etc/htpasswd"
ok 'and the only one of that name' [ "$(grep -c '^bob:' \
    "$dir/etc/htpasswd")" = 1 ]
run 66 'no user eve' $c user passwd eve
run 0 '' $c user scope ann admin
ok 'the new scope went to the worker' last '\"scope\":\"admin\"'
run 64 'a scope is one of' $c user scope ann god
run 0 '' $c user remove ann
ok 'the order to forget went out' last '"order":"user_remove"'
ok 'ann is gone' not grep -q '^ann:' "$dir/etc/htpasswd"
ok 'bob stays' grep -q '^bob:' "$dir/etc/htpasswd"
ok 'nothing is left beside the file' [ "$(ls "$dir/etc")" = "htpasswd
powerhive.json" ]

# ---- tokens, miners, probes: what is ordered, what is shown
printf '%s\n' '{"status":201,"id":"7","body":"{\"token\":\"ph_x\",\"expires_at\":\"2027-01-01T00:00:00Z\"}"}' \
    >"$dir/answer"
run 0 'token: ph_x' $c token create grafana --scope read --days 30
ok 'the days went to the worker' last '\"days\":30'
run 64 '--days must be from 1 to 365' $c token create x --scope read \
    --days 999
printf '%s\n' '{"status":404,"why":"no such token"}' >"$dir/answer"
run 66 'no such token' $c token revoke 9
printf '%s\n' '{"status":200}' >"$dir/answer"
run 0 '' $c miner set 02-00-00-00-00-0A 'name=Top "left"' managed=true
ok 'the MAC is written our way' last '"target":"02:00:00:00:00:0a"'
ok 'what is set is JSON' last '{\"name\":\"Top \\\"left\\\"\",\"managed\":true}'
echo geheim >"$dir/in"
run 0 '' $c miner set 02:00:00:00:00:0a unlock_pass=- <"$dir/in"
ok 'a password comes from standard input' last '\"unlock_pass\":\"geheim\"'
run 64 'did you mean "name"' $c miner set 02:00:00:00:00:0a nam=x
run 64 'is true or false' $c miner set 02:00:00:00:00:0a managed=maybe
run 64 'use powerhivectl miner hold' $c miner set 02:00:00:00:00:0a hold=x
run 0 '' $c miner hold 02:00:00:00:00:0a --reason 'fan' --until 2h
ok 'a hold has a reason' last '\"reason\":\"fan\",\"until\":\"20'
run 64 'an instant to come' $c miner hold 02:00:00:00:00:0a --reason x \
    --until 2001-01-01T00:00:00Z
run 0 '' $c miner release 02:00:00:00:00:0a
ok 'a release ends the hold' last '{\"hold\":null}'
run 0 '' $c miner retire 02:00:00:00:00:0a
ok 'retiring is an order' last '"order":"miner_retire"'
run 0 '' $c miner replace 02:00:00:00:00:0a 02:00:00:00:00:0B
ok 'the new machine is named' last '{\"by\":\"02:00:00:00:00:0b\"}'
printf '%s\n' '{"status":409,"why":"is managed","pointer":"/by"}' >"$dir/answer"
run 65 '/by: is managed' $c miner replace 02:00:00:00:00:0a \
    02:00:00:00:00:0B
printf '%s\n' '{"status":200,"body":"[{\"stage\":\"connect\",\"ok\":true,\"ms\":3},{\"stage\":\"unlock\",\"ok\":false,\"detail\":\"password\\u001b[2J refused\"}]"}' \
    >"$dir/answer"
run 69 'failed at stage unlock: password\x1b[2J refused' $c scan \
    --probe 127.9.0.5
ok 'the address went to the worker' last '"target":"127.9.0.5"'
run 64 'is no IPv4 address' $c scan --probe miner.example

# ---- the database: doctor, report, backup, restore
"$peer" make "$dir/db/powerhive.db"
chmod 640 "$dir/db/powerhive.db"
head -c 32 /dev/urandom >"$dir/db/powerhive.key"
chmod 400 "$dir/db/powerhive.key"
run 1 'BROKEN  worker' $c doctor
run 1 'read through' $c doctor --deep
chmod 644 "$dir/db/powerhive.db"
run 1 'has mode 0644; chmod 0640' $c doctor
chmod 640 "$dir/db/powerhive.db"
run 2 'POWERHIVE CRITICAL - no worker has run yet' $c status
run 0 'report.txt' $c report --output "$dir/report.txt"
ok 'a report counts rows' grep -q '^event  *0$' "$dir/report.txt"
ok 'a report is for its owner' mode_is 600 "$dir/report.txt"
ok 'a report counts every table' [ "$(sed -n \
    's/^CREATE TABLE \([a-z_]*\) .*/\1/p' "$srcdir/hive/db/schema.sql" |
    sort)" = "$(sed -n '/rows per table/,/==== log/p' "$dir/report.txt" |
    sed -n 's/^\([a-z_]*\)  *[0-9]*$/\1/p' | sort)" ]
seq 1 900 >"$dir/worker.log"
run 0 'report2.txt' $c report --output "$dir/report2.txt" \
    --log "$dir/worker.log"
ok 'a report ends with the last 500 lines' [ "$(sed -n \
    '/==== log/,$p' "$dir/report2.txt" | sed 1d | sum)" = \
    "$(seq 401 900 | sum)" ]
ok 'and tells no secret' not grep -q 'unlock_password": "admin' \
    "$dir/report2.txt"
run 73 'report.txt' $c report --output "$dir/report.txt"

"$peer" write "$dir/db/powerhive.db" "$dir/committed" &
writer=$!
pids="$pids $writer"
until [ -s "$dir/committed" ]; do sleep 0.01; done
whole_under_writes() {
	for _ in 1 2 3; do
		had=$(cat "$dir/committed")
		rm -rf "$dir/copy"
		$c backup "$dir/copy" || return 1
		has=$("$peer" count "$dir"/copy/*/powerhive.db) || return 1
		[ "$has" -ge "$had" ] || { echo "$has < $had"; return 1; }
	done
}
ok 'a backup under writes is whole and holds what was acknowledged' \
    whole_under_writes
kill $writer
wait $writer
pairs=$(cat "$dir/committed")

run 0 "$dir/b/powerhive-" $c backup "$dir/b" --with-keys
bak=$(cat "$dir/out")
ok 'the folder of backups is closed' mode_is 700 "$dir/b"
ok 'a backup has its four files and a list' [ "$(ls "$bak")" = "htpasswd
manifest.json
powerhive.db
powerhive.json
powerhive.key" ]
ok 'its files are closed' mode_is 600 "$bak/powerhive.db"

# On an empty host.
new=$dir/new
mkdir -p "$new/etc" "$new/db"
sed "s|$dir/db|$new/db|" "$bak/powerhive.json" >"$new/powerhive.json"
run 0 "restored: $dir/un/powerhive.db" $c restore "$bak" --to "$dir/un"
run 73 'is there already; --force' $c restore "$bak" --to "$dir/un"
cp "$new/powerhive.json" "$new/etc/powerhive.json"
[ "$(id -u)" -ne 0 ] || chown 65534:65533 "$new/db"
run 0 "restored: $new/db/powerhive.db" $ctl --config \
    "$new/etc/powerhive.json" restore "$bak"
ok 'every pair is there again' [ "$("$peer" count "$new/db/powerhive.db")" \
    = "$pairs" ]
ok 'it is of the owner of its folder' [ "$(stat -c %u:%g \
    "$new/db/powerhive.db")" = "$(stat -c %u:%g "$new/db")" ]
ok 'so is the key' cmp "$dir/db/powerhive.key" "$new/db/powerhive.key"
ok 'and is as closed as before' mode_is 400 "$new/db/powerhive.key"
ok 'so are the passwords' cmp "$dir/etc/htpasswd" "$new/etc/htpasswd"
rm -rf "$new"
mkdir -p "$new/etc"
mv "$dir/db" "$dir/db.away"
run 0 "restored: $new/etc/powerhive.json" $ctl --config \
    "$new/etc/powerhive.json" restore "$bak"
ok 'without a configuration the restored one tells where' \
    [ -f "$dir/db/powerhive.db" ]
rm -rf "$dir/db"
mv "$dir/db.away" "$dir/db"

# Over a database that is there, with its log.
n1=$("$peer" count "$dir/db/powerhive.db")
run 75 'the worker is running' "$peer" hold "$dir/db/lock" $c restore \
    "$bak" --force
run 73 'is there already; --force' $c restore "$bak"
run 0 "restored: $dir/db/powerhive.db" $c restore "$bak" --force
ok 'the one before stays' [ "$("$peer" count \
    "$dir"/db/powerhive.db.before-*[0-9])" = "$n1" ]
ok 'no part of it is read into the new one' [ "$("$peer" count \
    "$dir/db/powerhive.db")" = "$pairs" ]

# What is no whole backup is refused before anything is touched.
mkdir "$dir/empty"
refused() {	# refused WORDS: a bent copy of the backup
	run 65 "$1" $c restore "$dir/bent" --to "$dir/empty"
	ok 'and nothing was left' [ -z "$(ls "$dir/empty")" ]
	rm -rf "$dir/bent"
	cp -r "$bak" "$dir/bent"
}
cp -r "$bak" "$dir/bent"
printf x | dd of="$dir/bent/powerhive.db" bs=1 seek=9000 conv=notrunc 2>/dev/null
refused 'is not what was backed up'
truncate -s -1 "$dir/bent/powerhive.json"
refused 'bytes, not'
sed -i 's/"schema":[0-9]*/"schema":999/' "$dir/bent/manifest.json"
refused 'schema 999 is newer'
sed -i 's/"name":"htpasswd"/"name":"..\/x"/' "$dir/bent/manifest.json"
refused '/files/2/name: must be one of'
rm "$dir/bent/manifest.json"
refused 'manifest.json: No such file'

# Encrypted, both ways.
echo 'a long enough passphrase' >"$dir/pass"
echo 'another passphrase' >"$dir/pass2"
chmod 600 "$dir/pass" "$dir/pass2"
run 0 "$dir/p/" $c backup "$dir/p" --passphrase-file "$dir/pass"
p=$(cat "$dir/out")
ok 'all is sealed' [ "$(ls "$p")" = "htpasswd.sealed
manifest.json
powerhive.db.sealed
powerhive.json.sealed" ]
run 65 'encrypted with a passphrase' $c restore "$p" --to "$dir/u1"
run 65 'does not fit' $c restore "$p" --to "$dir/u1" \
    --passphrase-file "$dir/pass2"
run 0 'restored:' $c restore "$p" --to "$dir/u1" \
    --passphrase-file "$dir/pass"
ok 'what comes out went in' cmp "$conf" "$dir/u1/powerhive.json"
$ctl backup --make-identity "$dir/id" >"$dir/public"
ok 'an identity is for its owner' mode_is 600 "$dir/id"
run 0 "$dir/k/" $c backup "$dir/k" --encrypt-to "$(cat "$dir/public")"
k=$(cat "$dir/out")
run 65 'its secret key is needed' $c restore "$k" --to "$dir/u2"
$ctl backup --make-identity "$dir/id2" >/dev/null
run 65 'does not fit' $c restore "$k" --to "$dir/u2" --identity "$dir/id2"
run 0 'restored:' $c restore "$k" --to "$dir/u2" --identity "$dir/id"
ok 'every pair is there' [ "$("$peer" count "$dir/u2/powerhive.db")" = \
    "$pairs" ]
run 64 '64 digits' $c backup "$dir/k" --encrypt-to 1234

# Old ones go, strangers stay.
mkdir "$dir/b/powerhive-20200101T000000Z" "$dir/b/powerhive-mine" \
    "$dir/b/powerhive-20200102T000000Z"
run 0 "$dir/b/" $c backup "$dir/b" --keep 20
run 0 "$dir/b/" $c backup "$dir/b" --keep 2
ok 'the newest two stay, and what is not ours' [ "$(ls "$dir/b" |
    grep -c '^powerhive-2')" = 2 ]
ok 'the oldest went first' [ ! -d "$dir/b/powerhive-20200102T000000Z" ]
ok 'what is not ours stays' [ -d "$dir/b/powerhive-mine" ]

echo "1..$n"
exit $failed
