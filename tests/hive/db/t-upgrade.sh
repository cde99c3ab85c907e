#!/bin/sh
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2086,SC2317 # $c is several words; traps call
# An upgrade with the programs themselves, from each release of which a
# database is kept: what they say before the worker has migrated it, a backup,
# an emergency stop, the first start, the backup restored, a start again; and
# a database that is newer than the programs.
srcdir=${srcdir:-.}
builddir=${builddir:-.}
here=$(cd "$builddir" && pwd)
peer=$here/tests/hive/db/old_peer
dir=$(mktemp -d /tmp/t-old-XXXXXX) || exit 99
# shellcheck source=tests/lib/run.sh
. "$srcdir/tests/lib/run.sh"
worker=
responder=

finish() {
	stop "$worker"
	stop "$responder"
	stop "$sim"
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

number() { "$peer" number "$db" "$1"; }
is() {		# is NUMBER SQL
	run 0 "^$1\$" number "$2"
}
start_worker() {
	"$here/powerhived" --config "$conf" >>"$dir/log" 2>&1 &
	worker=$!
	soon $c scan || sed 's/^/# /' "$dir/log"
}
api() { "$peer" ask "$dir/data.sock" "/api/$1"; }
api_says() {	# api_says WORDS: it looks at the file once a second
	api miners | grep -qF -- "$1"
}
restart_responder() {
	stop "$responder"
	rm -f "$dir/data.sock"
	"$here/powerhive-fcgi" --config "$conf" --pool data --processes 1 \
	    --listen "$dir/data.sock" >>"$dir/fcgi.log" 2>&1 &
	responder=$!
	soon test -S "$dir/data.sock"
}

start_farm --net 127.1.0.0/16 --dead 0
# In the farm of 0.1.0 another machine took the place of the sixth.
"$here/powerhive-sim" --control "$dir/sim.sock" tell miner 6 \
    mac 02:f2:0c:30:00:99 >/dev/null
mkdir "$dir/etc" "$dir/db" "$dir/run"
conf=$dir/etc/powerhive.json
db=$dir/db/powerhive.db
c="$here/powerhivectl --config $conf"
# The keys that opened the miners' sealed ones are not kept, so it logs in.
(umask 077; echo admin >"$dir/etc/unlock"; head -c 32 /dev/urandom \
    >"$dir/db/powerhive.key"; chmod 400 "$dir/db/powerhive.key")
cat >"$conf" <<END
{
  "site": { "name": "Old", "timezone": "UTC", "currency": "USD",
    "simulation": true },
  "database": { "path": "$db" },
  "network": { "subnets": ["127.1.0.0/28"], "miner_port": $port,
    "unlock_password_file": "unlock" },
  "run": { "path": "$dir/run" }
}
END

# Keys of the release's own farm were not kept: each miner gets a new one.
keys_are_there() {
	[ "$(number "SELECT count(*) FROM miner WHERE retired_at IS NULL
	    AND online AND key_trouble IS NULL
	    AND sealed_key > zeroblob(99)")" = "$miners" ]
}
# The worker could not migrate the file, and the miners must stop.
stop_all() {
	"$peer" tell "$db" "DROP VIEW miner_now; DROP VIEW miner_succession;
	    DROP VIEW rating_run_meter; PRAGMA user_version = 1"
	run 65 "$needs" $c miner list
	run 0 "told=$miners confirmed=$miners of $miners\$" \
	    "$here/powerhived" --stop-all --config "$conf"
	n=$((n + 1))
	if grep -q 'of an older version, and nothing is written' "$dir/out"
	then
		echo "ok $n - it says that it writes nothing"
	else
		echo "not ok $n - it says that it writes nothing"
		failed=1
	fi
	is 1 'PRAGMA user_version'
	run 0 '^stop all stop-all$' cat "$dir/db/emergency-stop"
	rm "$dir/db/emergency-stop"
}

try() {		# try SQL-FILE
	rm -f "$db" "$db-wal" "$db-shm" "$dir/db/ledger.pub"
	"$peer" load "$1" "$db"
	chmod 640 "$db"
	cp "${1%.sql}.pub" "$dir/db/ledger.pub"
	old=$(number 'PRAGMA user_version')
	entries=$(number 'SELECT count(*) FROM entry')
	miners=$(number 'SELECT count(*) FROM miner WHERE retired_at IS NULL')
	needs="it has version $old, and this program needs $new: the worker"
	needs="$needs has to migrate it first"

	# Before the worker has seen it.
	run 65 "powerhive.db: $needs" $c miner list
	run 65 "$needs" $c ledger verify
	run 1 "^BROKEN +database +$db: $needs" $c doctor
	run 3 "$needs" $c status
	restart_responder
	run 0 "Status: 503" api miners
	run 0 "the database cannot be used: $needs" api miners
	run 0 "$dir/b/powerhive-" $c backup "$dir/b"
	backup=$(cat "$dir/out")
	run 0 "\"schema\":$old," cat "$backup/manifest.json"
	run 0 "restored:" $c restore "$backup" --to "$dir/unpacked"
	rm -rf "$dir/unpacked"

	# The first start; the responder finds what it did.
	start_worker
	run 0 "was migrated from=$old to=$new" cat "$dir/log"
	is "$new" 'PRAGMA user_version'
	is 1 "SELECT count(*) FROM event WHERE kind = 'migrated'"
	run 0 'Status: 200' api miners
	run 0 '"North 1"' api miners
	run 0 "POWERHIVE" sh -c "$c status || [ \$? -lt 3 ]"
	run 0 '"ok": true' $c ledger verify
	run 0 "ok +database +schema $new" sh -c "$c doctor || :"
	is 1 "SELECT count(*) >= $entries FROM entry"
	soon keys_are_there
	run 0 '' keys_are_there
	stop "$worker"
	run 0 '' $c ledger verify --quick
	[ "$old" != 1 ] || stop_all

	# Back to the backup made before, and up again.
	run 0 "restored: $db" $c restore "$backup" --force
	is "$old" 'PRAGMA user_version'
	soon api_says "$needs"
	run 0 "$needs" api miners
	start_worker
	is "$new" 'PRAGMA user_version'
	run 0 'Status: 200' api miners
	run 0 '"ok": true' $c ledger verify
	stop "$worker"
	worker=

	# Newer than these programs.
	number "PRAGMA user_version = $((new + 1))" >/dev/null
	newer="it has version $((new + 1)) and is newer than this program"
	run 65 "$newer, which knows $new: install" timeout 60 "$here/powerhived" \
	    --config "$conf"
	run 65 "$newer" $c miner list
	run 1 "^BROKEN +database +$db: $newer" $c doctor
	run 65 "$newer" $c backup "$dir/b"
	soon api_says "$newer"
	run 0 "the database cannot be used: $newer" api miners
	number "PRAGMA user_version = $new" >/dev/null
	run 0 'Status: 200' api miners
	rm -rf "$dir/b" "$dir/db"/powerhive.db.before-* "$dir/log"
}

# The version that these programs make.
fresh=$dir/fresh.db
"$here/tests/ctl/peer" make "$fresh"
new=$("$peer" number "$fresh" 'PRAGMA user_version')
for file in "$srcdir"/tests/old/*.sql; do
	echo "# $file"
	[ "$(sed -n 's/^PRAGMA user_version = \([0-9]*\);/\1/p' "$file")" \
	    = "$new" ] || try "$file"
done
echo "1..$n"
exit $failed
