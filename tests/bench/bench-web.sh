#!/bin/sh
# SPDX-License-Identifier: ISC
# Small GETs through nginx beside an empty libfcgi answer under the same
# nginx, 16 clients, in turn; needs nginx and wrk.
set -eu
command -v nginx >/dev/null && command -v wrk >/dev/null || {
	echo "# bench-web: not run, it needs nginx and wrk"
	exit 0
}
# shellcheck source=tests/bench/stack.sh
. "${0%/*}/stack.sh"
make_site 127.1.0.0/22 18970
make_web <<CONF
fastcgi_param HTTP_IF_NONE_MATCH \$http_if_none_match;
 fastcgi_param PH_GATE basic; fastcgi_param REMOTE_USER bench;
 server { listen 127.0.0.1:18971;
  location /hello { fastcgi_pass unix:$dir/hello.sock; }
  location /api/ { fastcgi_pass unix:$dir/run/control.sock; } }
CONF
./powerhive-sim --miners 1000 --net 127.1.0.0/16 --port 18970 --plant-port 0 \
    --control "$dir/sim.sock" >/dev/null & pids="$pids $!"
sleep 2
./powerhived --config "$dir/powerhive.json" 2>"$dir/w.log" & pids="$pids $!"
./tests/bench/hello-fcgi "$dir/hello.sock" 4 & pids="$pids $!"
./powerhive-fcgi --config "$dir/powerhive.json" --processes 4 \
    --listen "$dir/run/control.sock" 2>"$dir/f.log" & pids="$pids $!"
nginx -c "$dir/nginx.conf" -p "$dir" 2>/dev/null & pids="$pids $!"
url=http://127.0.0.1:18971
n=0
until curl -sf "$url/api/health" | grep -q '"online":1000'; do
	n=$((n + 1))
	[ $n -lt 60 ] || { echo "# no farm"; exit 1; }
	sleep 1
done
mac=$(curl -s "$url/api/miners?limit=1&fields=id" | cut -d'"' -f4)
tag=$(curl -sI "$url/api/miners" | tr -d '\r' | sed -n 's/^ETag: //p')

# rate p50 p99
run() {
	wrk -t1 -c16 -d2s --latency "$@" | awk '/50%/ { a = $2 } /99%/ { b = $2 }
	    /Requests\/sec/ { print $2, a, b }'
}
for round in 1 2 3; do
	set -- $(run "$url/hello")
	echo "bench: empty libfcgi answer value=$1 unit=req/s limit=- ratio=- p50=$2 p99=$3"
	base=$1
	for path in "/api/miners/$mac" /api/site; do
		set -- $(run "$url$path")
		echo "bench: GET ${path%/0*} value=$1 unit=req/s limit=$(echo "$base" |
		    awk '{ print $1 * 0.8 }') ratio=$(echo "$base $1" |
		    awk '{ printf "%.2f", $1 * 0.8 / $2 }') p50=$2 p99=$3"
	done
	set -- $(run -H "If-None-Match: $tag" "$url/api/miners")
	echo "bench: GET /api/miners unchanged or list value=$1 unit=req/s limit=- ratio=- p50=$2 p99=$3"
done
