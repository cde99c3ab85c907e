#!/bin/sh
# SPDX-License-Identifier: ISC
# shellcheck disable=SC2086,SC2317 # $c is several words; traps call
# powerhivectl against a real worker and simulated miners: every order takes
# effect, and a backup brings the site back on an empty host.
srcdir=${srcdir:-.}
builddir=${builddir:-.}
here=$(cd "$builddir" && pwd)
dir=$(mktemp -d /tmp/t-ctl-worker-XXXXXX) || exit 99
# shellcheck source=tests/lib/run.sh
. "$srcdir/tests/lib/run.sh"
worker=

finish() {
	stop "$worker"
	stop "$sim"
	rm -rf "$dir"
}
trap finish EXIT
trap 'exit 1' INT TERM

says() {	# says WORDS COMMAND...
	pattern=$1; shift
	"$@" 2>&1 | grep -qE -- "$pattern"
}
start_worker() {	# start_worker CONFIG LOG
	"$here/powerhived" --config "$1" >>"$2" 2>&1 &
	worker=$!
}
write_config() {	# write_config ROOT [INTERVALS [SECTIONS]]
	mkdir -p "$1/etc" "$1/db" "$1/run"
	cat >"$1/etc/powerhive.json" <<END
{
  "site": { "name": "Trial", "simulation": true },
  "database": { "path": "../db/powerhive.db" },
  "network": { "subnets": ["127.37.0.0/28"], "miner_port": $port },
  "intervals": { ${2-} "discovery_seconds": 2, "status_seconds": 1 },${3-}
  "run": { "path": "../run" }
}
END
}

start_farm --net 127.37.0.0/16 --plant-period 2 --plant-shape steady --no-trips
write_config "$dir/a"
conf=$dir/a/etc/powerhive.json
c="$here/powerhivectl --config $conf"

run 69 'not running' $c token create x --scope read
sed 's/"miner_port"/"unlock_password_file": "none", &/' "$conf" \
    >"$dir/a/etc/bad.json"
run 78 'none: No such file' "$here/powerhived" --config \
    "$dir/a/etc/bad.json"
start_worker "$conf" "$dir/a.log"
soon says 'POWERHIVE OK .* 6 of 6 miners online' $c status
run 0 'POWERHIVE OK .* 6 of 6 miners online.*\| miners=6 ' $c status

# ---- who may come in
run 0 'password: ' $c user add ann --scope operate
run 0 '^ann +operate$' $c user list
run 0 '' $c user scope ann admin
run 0 '^ann +admin$' $c user list
run 0 '"scope": "admin"' $c user list --json
run 0 'token: ph_' $c token create grafana --scope read --days 3
run 0 '^1 +grafana +read +ph_.* good ' $c token list
run 0 '' $c token revoke 1
run 0 '^1 +grafana .* revoked ' $c token list
run 66 'no such token' $c token revoke 1
run 0 '' $c user remove ann
run 1 '' grep ann "$dir/a/etc/htpasswd"

# ---- miners
$c miner list | awk 'NR > 1 { print $1 }' >"$dir/macs"
one=$(sed -n 1p "$dir/macs")
two=$(sed -n 2p "$dir/macs")
three=$(sed -n 3p "$dir/macs")
run 0 '' $c miner set "$one" 'name=Rack 1' location=A managed=yes
run 0 '^managed +yes' $c miner show "$one"
run 0 '"location": "A"' $c miner show "$one" --json
run 0 '' $c miner set "$one" location=
run 0 '"location": null' $c miner show "$one" --json
run 0 '' $c miner hold "$one" --reason 'fan test' --until 2h
run 0 '^held because +fan test' $c miner show "$one"
run 64 'an instant to come' $c miner hold "$one" --reason x \
    --until 9223372036854775807d
run 64 'an instant to come' $c miner hold "$one" --reason x --until 99999d
run 64 'an instant to come' $c miner hold "$one" --reason x \
    --until 9999-12-31T00:00:00Z
run 0 '' $c miner release "$one"
run 0 '"hold": null' $c miner show "$one" --json
run 0 '' $c miner rescan "$one"
run 0 'scan has begun' $c scan
ip=$($c miner show "$two" | sed -n 's/^address *//p')
run 0 '^apikeys +ok ' $c scan --probe "$ip"
run 69 '127.37.0.14 failed at stage connect' $c scan --probe 127.37.0.14
run 69 'failed at stage connect' $c scan --probe 127.36.0.1
run 65 '/by: ' $c miner replace "$one" 02:00:00:00:00:99
run 0 '' $c miner replace "$one" "$two"
run 0 '^name +Rack 1' $c miner show "$two"
run 0 '' $c miner retire "$three"
run 0 '' $c miner list --json
cp "$dir/out" "$dir/list"
run 1 "" grep -e "$one" -e "$three" "$dir/list"

# ---- settings, limits and orders
run 0 '^safety_margin_percent +10 +10 +0 to 50 ' $c setting list
run 0 '' $c setting set safety_margin_percent=12.5 cooldown_s=45
run 0 '^safety_margin_percent +12.5 +10 ' $c setting list
run 0 '"cooldown_s": 45' $c setting list --json
run 0 '' $c setting set cooldown_s=
run 0 '^cooldown_s +30 ' $c setting list
run 65 '/safety_margin_percent: ' $c setting set safety_margin_percent=51
run 64 'is a number' $c setting set cooldown_s=soon
run 64 'did you mean "cooldown_s"' $c setting set coldown_s=1
run 65 '/balancer_mode: ' $c setting set balancer_mode=on
run 0 '"max_preset": null' $c model list --json
model=$(sed -n 's/.*"alias": "\(.*\)".*/\1/p' "$dir/out" | head -n 1)
top=$($c model list --json | sed -n 's/.*"preset": "\([0-9]*\)".*/\1/p' |
    sort -n | sed -n 3p)
run 65 '/max_preset: ' $c model limit "$model" disabled
run 0 '' $c model limit "$model" "$top"
run 0 "^$model .* $top " $c model list
run 0 '' $c model limit "$model" none
run 0 "^$model .* [0-9]+ +- " $c model list
run 66 'no such model' $c model limit nothing 1
run 0 '' $c circuit set hall limit_kw=400
run 0 '' $c circuit set 'row 1' parent=hall limit_kw=12.5 phase=L2
run 0 '' $c circuit set 'row 1' limit_kw=13
run 0 '^row 1 +hall +13.0 +L2 ' $c circuit list
run 65 '/parent: ' $c circuit set hall 'parent=row 1'
run 65 'another circuit hangs on it' $c circuit remove hall
run 64 'phase' $c circuit set 'row 1' phase=L4
run 0 '' $c circuit set 'row 1' parent=
run 0 '' $c circuit remove hall
run 66 'no such circuit' $c circuit remove hall
run 0 '"name": "row 1"' $c circuit list --json
run 65 'percent' $c miner command "$two" throttle
run 65 '/action: ' $c miner command "$two" explode
run 0 '' $c miner command "$two" find
run 0 '' $c miner command "$two" stop
soon says '^state +stopp' $c miner show "$two"
run 0 '^held because +manual stop by local:' $c miner show "$two"
run 0 '' $c miner command "$two" start
soon says '^state +mining' $c miner show "$two"
run 0 '^mode ' $c plan
run 0 '"miners": ' $c plan --json
run 0 '^ID ' $c decision list --limit 5

# ---- the emergency stop
run 64 'either --all or --managed' $c stop
run 64 'either --all or --managed' $c stop --all --managed
run 64 'say --yes' $c stop --all
run 65 'no emergency stop is in force' $c release
run 0 '^told=4 sent=4 accepted=4 confirmed=4$' $c stop --all --yes
stopped() {	# stopped N: so many miners do not mine
	[ "$($c miner list | grep -cE ' (stopped|shutting-down) ')" -eq "$1" ]
}
stand() {	# stand N: so many miners come to stand; 0: all are back
	n=$((n + 1))
	if soon stopped "$1"; then
		echo "ok $n - $1 miners stand"
	else
		$c miner list | sed 's/^/# /'
		echo "not ok $n - $1 miners stand"
		failed=1
	fi
}
stand 4
run 2 'emergency stop is in force since .*by local:' $c status
run 65 'an emergency stop is in force' $c miner command "$two" start
run 0 'released' $c release
stand 0
run 0 ' 4 of 4 miners online' $c status
run 0 '^told=1 sent=1 accepted=1 confirmed=1$' $c stop --managed --yes
run 0 'released' $c release
stand 0
run 0 '^told=0 ' $c stop --all --action freeze --yes
run 0 'released' $c release

run 66 'no miner' $c miner set 02:00:00:00:00:99 name=x
run 0 '^ok +worker ' $c doctor
run 0 'read through' $c doctor --deep

# ---- the ledger
run 0 '"ok": true' $c ledger verify
run 0 '"mode": "rebuild"' $c ledger verify --rebuild
run 65 'ledger is empty' $c ledger sign
run 64 'which --period' $c ledger statement
run 65 'a period is a month' $c ledger statement --period yesterday
run 65 'must be a month' $c ledger close October
run 65 'not over yet' $c ledger close 2099-01
run 0 '"daily_aggregates": 0' $c ledger recalculate 2026-10-01 2026-10-31
run 65 'must not be before' $c ledger recalculate 2026-10-02 2026-10-01
month=$(date -u +%Y-%m)
run 0 '"state":"provisional".*"public_key"' $c ledger statement \
    --period "$month"
cp "$dir/out" "$dir/statement"
run 0 "^good: Trial, $month" "$here/powerhivectl" ledger statement \
    --verify "$dir/statement" --key "$dir/a/db/ledger.pub"
sed "s/$month/2026-01/" "$dir/statement" >"$dir/forged"
run 3 'signature is not' $c ledger statement --verify "$dir/forged"
run 65 'of the years 1970 to 2199' $c ledger statement --period 9999-12
run 65 'the period has not begun' $c ledger statement --period 2199-12
run 64 'of the years 1970 to 2199' $c ledger verify --as-of \
    9999-12-31T00:00:00Z
# A closed month has one statement, however often it is asked for.
last=$(date -u -d "$month-01 -1 day" +%Y-%m)
run 0 '"state":"booked"' $c ledger statement --period "$last"
run 0 'is being closed' $c ledger close "$last"
soon says '"state":"closed"' $c ledger statement --period "$last"
run 0 '"state":"closed"' $c ledger statement --period "$last"
cp "$dir/out" "$dir/closed"
run 0 "^good: Trial, $last" "$here/powerhivectl" ledger statement \
    --verify "$dir/closed" --key "$dir/a/db/ledger.pub"
run 0 '' $c ledger recalculate "$last-01" "$last-02"
run 0 '"state":"closed"' $c ledger statement --period "$last"
cp "$dir/out" "$dir/again"
run 0 '' cmp "$dir/again" "$dir/closed"
run 0 '"state":"booked"' $c ledger statement --period "$last-01"
run 65 'is closed' $c ledger close "$last"
run 0 '' cp "$dir/a/db/ledger.pub" "$dir/ledger.pub"

# ---- from a running site to an empty host
run 0 "$dir/backups/powerhive-" $c backup "$dir/backups" --with-keys
backup=$(cat "$dir/out")
run 75 'the worker is running' $c restore "$backup" --force
stop "$worker"
worker=
run 2 'the worker is not running' $c status
# The two hosts differ in nothing but their place.
mkdir -p "$dir/b/etc" "$dir/b/run"
run 0 'restored: .*/b/etc/powerhive.json' "$here/powerhivectl" --config \
    "$dir/b/etc/powerhive.json" restore "$backup"
c="$here/powerhivectl --config $dir/b/etc/powerhive.json"
run 0 '' cmp "$dir/b/db/ledger.pub" "$dir/ledger.pub"
start_worker "$dir/b/etc/powerhive.json" "$dir/b.log"
soon says '4 of 4 miners online' $c status
run 0 '4 of 4 miners online' $c status
run 0 '^name +Rack 1' $c miner show "$two"
run 0 '^managed +yes' $c miner show "$two"
run 0 'our key is there' $c scan --probe "$ip"
run 1 '' grep 'a new key' "$dir/b.log"
run 1 '' grep -i -e refused -e 'no key' "$dir/b.log"
run 0 '^1 +grafana .* revoked ' $c token list

# ---- the emergency stop when the worker hangs
hang() {	# hang: the worker answers nobody
	kill -STOP "$worker"
}
come_back() {	# come_back: a new worker, as systemd would start it
	wait "$worker" 2>/dev/null
	start_worker "$dir/b/etc/powerhive.json" "$dir/b.log"
	soon says 'worker seen .* stop is in force .* by stop-all' $c status
}
stand 0
hang
run 0 '^told=4 confirmed=4 of 4$' $c stop --all --yes
run 0 'stop all stop-all' cat "$dir/b/db/emergency-stop"
come_back
run 0 '' says 'stop is in force since .* by stop-all: stop all' $c status
stand 4
run 0 '' $c release
run 1 '' test -e "$dir/b/db/emergency-stop"
stand 0

# The same with a disk that takes nothing: whom it told stands beside it.
# Nothing was heard of them yet, so the lowest preset may be a raise: they
# are stopped.
hang
# shellcheck disable=SC3045 # ulimit -f is in every shell that we meet
run 0 '^told=4 confirmed=4 of 4$' sh -c \
    'trap "" XFSZ; ulimit -f 8; exec "$@"' - $c stop --all --yes \
    --action lowest
run 0 '^4$' grep -c ' stop ' "$dir/b/db/emergency-told"
come_back
run 0 '' says 'stop is in force since .* by stop-all: lowest all' $c status
run 0 '' $c release
stand 0
run 1 '' test -e "$dir/b/db/emergency-told"

# ---- the configuration, read again
bconf=$dir/b/etc/powerhive.json
cp "$bconf" "$dir/was"
ip=$($c miner show "$two" | sed -n 's/^address *//p')
online() {	# online N: so many of four come to answer
	n=$((n + 1))
	if soon says "$1 of 4 miners online" $c status; then
		echo "ok $n - $1 of 4 miners online"
	else
		echo "not ok $n - $1 of 4 miners online"
		failed=1
	fi
}
reload() {	# reload WORDS: the worker reads it again and says so
	before=$(wc -l <"$dir/b.log")
	kill -HUP "$worker"
	n=$((n + 1))
	if soon said_since "$before" "$1"; then
		echo "ok $n - $1"
	else
		tail -n "+$before" "$dir/b.log" | grep -v round= | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}
said_since() {
	tail -n "+$(($1 + 1))" "$dir/b.log" | grep -qF -- "$2"
}
sed 's/subnets/subnet/' "$dir/was" >"$bconf"
reload 'configuration refused, the old one stays'
sed 's|/powerhive.db|/other.db|' "$dir/was" >"$bconf"
reload 'database.path, run.path and site.timezone need a restart'
sed "s/\"subnets\"/\"exclude\": [\"$ip\"], &/" "$dir/was" >"$bconf"
reload 'configuration reloaded subnets=1'
online 3
run 69 'failed at stage connect' $c scan --probe "$ip"
cp "$dir/was" "$bconf"
reload 'configuration reloaded subnets=1'
online 4

# ---- a lock that was taken away holds nobody back: who had it ends
rm "$dir/b/db/lock"
wait "$worker"
worker=
run 0 'this worker ends' grep "lock's file is gone" "$dir/b.log"
start_worker "$bconf" "$dir/b.log"
online 4

# ---- a site with a plant: what status and doctor say of it
stop "$worker"
worker=
plant=$(sed -n 's/^ready .*plant_port=\([0-9]*\) .*/\1/p' "$dir/sim.log")
write_config "$dir/p" '"plant_seconds": 1, "balancer_seconds": 1,' '
  "plant": {
    "api_endpoint": "http://127.0.0.1:'$plant'/", "plant_id": "riverside",
    "api_key": "demo-plant-key", "unit": "kW", "period_s": 2,
    "nameplate_kw": 1000, "meter_includes_miners": true
  },'
conf=$dir/p/etc/powerhive.json
chmod 600 "$conf"
c="$here/powerhivectl --config $conf"
sim_does() {	# sim_does COMMAND: it befalls the plant
	"$here/powerhive-sim" --control "$dir/sim.sock" tell "$@" >/dev/null
}
comes() {	# comes STATUS WORDS COMMAND...: that is said soon
	wanted=$1; words=$2; shift 2; n=$((n + 1))
	if soon says_and_ends "$wanted" "$words" "$@"; then
		echo "ok $n - $words"
	else
		echo "not ok $n - status $wanted: $words"
		"$@" 2>&1 | sed 's/^/# /'
		failed=1
	fi
}
says_and_ends() {	# says_and_ends STATUS WORDS COMMAND...
	ends=$1; pattern=$2; shift 2
	"$@" >"$dir/out" 2>&1
	[ $? -eq "$ends" ] && grep -qE -- "$pattern" "$dir/out"
}
start_worker "$conf" "$dir/p.log"
comes 0 'load [0-9.]+ of [0-9.]+ kW, mode observe' $c status
run 0 'load=[0-9]+W target=[0-9]+W headroom=[0-9]+W$' $c status
comes 0 '^ok +plant +answered [0-9]+ s ago' $c doctor
run 0 '^ok +plant data +accepted, [0-9]+ s old, [0-9.]+ kW' $c doctor
sim_does plant trust 0.5
comes 1 'POWERHIVE WARNING .*plant data UNTRUSTED: confidence' $c status
comes 0 '^doubt +plant data +the newest are UNTRUSTED: conf' $c doctor
sim_does plant ok
comes 0 'mode observe \|' $c status
sim_does plant ahead 10
comes 0 '^doubt +plant data +they come [0-9]+ s from the future' $c doctor
sim_does plant ok
sim_does plant http 503
comes 1 '^BROKEN +plant +gave no good answer' $c doctor
sim_does plant ok
comes 0 '^ok +plant +answered' $c doctor
sim_does plant generation 5
comes 2 'POWERHIVE CRITICAL .*load over target, [0-9.]+ of' $c status

echo "1..$n"
exit $failed
