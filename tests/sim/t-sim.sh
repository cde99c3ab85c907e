#!/bin/sh
# SPDX-License-Identifier: ISC
# The simulated farm as a program: real sockets, real misbehaviour.

sim=${builddir:-.}/powerhive-sim
# shellcheck source=tests/lib/tools.sh
. "${srcdir:-.}/tests/lib/tools.sh"
need_tools curl
dir=$(mktemp -d) || exit 99
n=0 failed=0 pid=

finish() {
	[ -z "$pid" ] || kill "$pid" 2>/dev/null
	rm -rf "$dir"
}
trap finish EXIT

# check WHAT COMMAND...: the command must succeed.
check() {
	n=$((n + 1))
	what=$1
	shift
	if "$@" >"$dir/said" 2>&1; then
		echo "ok $n - $what"
	else
		echo "not ok $n - $what"
		sed 's/^/# /' "$dir/said" | head -n 20
		failed=1
	fi
}

# status N COMMAND...: the command must end with N.
status() {
	want=$1
	shift
	"$@" >/dev/null 2>&1
	got=$?
	[ "$got" = "$want" ] || { echo "status $got, not $want"; return 1; }
}

# soon COMMAND...: it must succeed within a while.
soon() {
	tries=0
	until "$@"; do
		tries=$((tries + 1))
		[ $tries -lt 300 ] || return 1
		sleep 0.1
	done
}

has() {
	grep -q -- "$1" "$2"
}

tell() {
	"$sim" --control "$dir/control" tell "$@"
}

ask() {
	path=$1
	shift
	curl -s -S --max-time 20 "$@" "http://$path"
}

# code PATH ARGUMENTS...: only the HTTP status.
code() {
	ask "$@" -o /dev/null -w '%{http_code}'
}

is() {
	[ "$1" = "$2" ] || { echo "$1, not $2"; return 1; }
}

cat >"$dir/script" <<EOF
# from the start
miner 9 password secret
at 0.1 miner 10 stop
EOF
"$sim" --miners 12 --net 127.77.0.0/16 --port 0 --plant-port 0 --seed 7 \
    --model s19 --firmware 1.2.6 --dead 0 --control "$dir/control" \
    --script "$dir/script" --fault 11:hang --fault "12:closed" \
    >"$dir/out" 2>"$dir/err" &
pid=$!
check "it says when it is ready" soon has '^ready ' "$dir/out"
port=$(sed -n 's/.* port=\([0-9]*\).*/\1/p' "$dir/out")
plant=$(sed -n 's/.* plant_port=\([0-9]*\).*/\1/p' "$dir/out")
one=127.77.0.1:$port/api/v1

ask "$one/info" >"$dir/info"
check "a miner says who it is" has '"fw_name":"Vnish"' "$dir/info"
check "another address is another miner" sh -c \
    "curl -s http://127.77.0.2:$port/api/v1/info | cmp -s - $dir/info;
    [ \$? = 1 ]"
check "an address without a miner refuses" status 7 ask "127.77.0.13:$port/"
check "so does 127.0.0.1" status 7 ask "127.0.0.1:$port/"

curl -sv "http://$one/status" "http://$one/summary" >"$dir/two" 2>"$dir/log"
check "connections are kept" has 'Re-using existing connection' "$dir/log"
ask "$one/status" -H 'Connection: close' -i >"$dir/close"
check "or closed when asked" has '^Connection: close' "$dir/close"
check "a request in pieces is put together" sh -c \
    "{ printf 'GET /api/v1/sta'; sleep 0.2;
    printf 'tus HTTP/1.0\r\n\r\n'; } |
    timeout 10 nc -q 5 127.77.0.1 $port | grep -q miner_state ||
    ! command -v nc"

check "a wrong password is refused" is 403 \
    "$(code "127.77.0.9:$port/api/v1/unlock" -d '{"pw":"admin"}')"
check "the script set another one" is 200 \
    "$(code "127.77.0.9:$port/api/v1/unlock" -d '{"pw":"secret"}')"
check "the script stopped a miner" soon sh -c \
    "$sim --control $dir/control tell miner 10 | grep -q stopped"
check "some summaries want credentials" is 401 \
    "$(code "127.77.0.12:$port/api/v1/summary")"
check "an unknown path is 404" is 404 "$(code "$one/nothing")"
check "the wrong method is 405" is 405 "$(code "$one/info" -d x)"

head -c 70000 /dev/zero | tr '\0' x >"$dir/big"
check "a big body is 413" is 413 \
    "$(code "$one/unlock" -H Expect: --data-binary "@$dir/big")"
check "a big header is 431" is 431 "$(code "$one/info" \
    -H "X-Long: $(head -c 9000 "$dir/big")")"
check "a chunked body is 411" is 411 "$(code "$one/unlock" \
    -H 'Transfer-Encoding: chunked' -d '{}')"
head -c 5000 "$dir/big" >"$dir/medium"
check "a body past the first buffer is read" is 400 \
    "$(code "$one/unlock" --data-binary "@$dir/medium")"

token=$(ask "$one/unlock" -d '{"pw":"admin"}' |
    sed 's/.*"token":"\([^"]*\)".*/\1/')
key=0123456789abcdef0123456789abcdef
check "a key is inserted" is '{"status":"inserted"}' "$(ask "$one/apikeys" \
    -H "Authorization: Bearer $token" \
    -d "{\"key\":\"$key\",\"description\":\"t-sim\"}")"
check "an order has an empty answer" is "200 0" "$(ask "$one/mining/restart" \
    -X POST -H "x-api-key: $key" -o /dev/null \
    -w '%{http_code} %{size_download}')"
tell writes >"$dir/writes"
check "every write is on record" has '/api/v1/mining/restart' "$dir/writes"

check "a hanging miner does not answer" status 28 \
    ask "127.77.0.11:$port/" --max-time 0.5
tell miner 2 half >/dev/null
check "half an answer" status 18 ask "127.77.0.2:$port/api/v1/summary"
tell miner 2 ok >/dev/null
tell miner 2 long-length >/dev/null
check "a length that is too long" status 18 \
    ask "127.77.0.2:$port/api/v1/summary"
tell miner 2 ok >/dev/null
tell miner 2 endless >/dev/null
ask "127.77.0.2:$port/api/v1/summary" --max-time 1 2>/dev/null |
    head -c 3000000 >"$dir/endless"
check "an endless body" is 3000000 "$(wc -c <"$dir/endless")"
tell miner 2 ok >/dev/null
tell miner 2 slow 300 >/dev/null
check "a slow answer is an answer" is 200 "$(code "127.77.0.2:$port/")"

tell miner 3 offline >/dev/null
check "offline: refused" soon status 7 ask "127.77.0.3:$port/"
tell miner 3 online >/dev/null
check "online: answers" soon status 0 ask "127.77.0.3:$port/"
tell miner 3 silent >/dev/null
check "silent: not even a connection" soon status 28 \
    ask "127.77.0.3:$port/" --connect-timeout 0.5
tell miner 3 online >/dev/null
check "back from silence" soon status 0 ask "127.77.0.3:$port/"
tell miner 4 address 127.77.9.9 >/dev/null
check "a new address answers" soon status 0 ask "127.77.9.9:$port/"
check "the old one refuses" status 7 ask "127.77.0.4:$port/"
ask "127.77.0.3:$port/api/v1/unlock" -d '{"pw":"admin"}' >"$dir/unlock"
token=$(sed 's/.*"token":"\([^"]*\)".*/\1/' "$dir/unlock")
check "a reboot hangs up unanswered on some" status 52 \
    ask "127.77.0.3:$port/api/v1/system/reboot" -X POST \
    -H "Authorization: $token"
check "and closes the door" soon status 7 ask "127.77.0.3:$port/"

check "the plant wants its key" is 401 "$(code "127.0.0.1:$plant/any")"
ask "127.0.0.1:$plant/any" -H 'Authorization: Bearer demo-plant-key' \
    >"$dir/plant"
check "the plant answers" has '"generation_mw"' "$dir/plant"
tell status >"$dir/status"
made=$(sed 's/.*"generation_w":\([0-9]*\).*/\1/' "$dir/status")
check "a trip is taken" status 0 "$sim" --control "$dir/control" trip 0.5
less() {
	tell status | sed 's/.*"generation_w":\([0-9]*\).*/\1/' |
	    awk -v most="$made" '{ exit $1 > 0.6 * most }'
}
check "half of the generation is gone" soon less

check "nonsense is refused" status 64 tell miner 3 nonsense
check "the control socket is private" is srw------- \
    "$(ls -l "$dir/control" | cut -c 1-10)"
check "one farm per control socket" status 69 "$sim" --port 0 --plant-port 0 \
    --control "$dir/control"
check "a bad option is refused" status 64 "$sim" --miners 10001
check "a bad network is refused" status 64 "$sim" --net 127.1.0.0
check "nobody to tell" status 69 "$sim" --control "$dir/none" tell status

kill "$pid"
wait "$pid"
check "it ends when told" is 0 $?
pid=
check "and takes its socket along" test ! -e "$dir/control"
check "nothing on stderr" test ! -s "$dir/err"
echo "1..$n"
exit $failed
