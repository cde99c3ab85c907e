#!/bin/sh
# SPDX-License-Identifier: ISC
# Readings in lists of 1,000 through nginx, responder and worker until all of
# them are booked: on the wall, and what it took of the processors.  Needs
# nginx and curl.
set -eu
command -v nginx >/dev/null && command -v curl >/dev/null || {
	echo "# bench-intake: not run, it needs nginx and curl"
	exit 0
}
lists=${1:-60}
# shellcheck source=tests/bench/stack.sh
. "${0%/*}/stack.sh"
mkdir "$dir/lists"
make_site 127.1.0.0/30 9
make_web <<CONF
client_max_body_size 1m; client_body_buffer_size 1m;
 fastcgi_param CONTENT_TYPE \$content_type;
 fastcgi_param CONTENT_LENGTH \$content_length;
 fastcgi_param PH_GATE token;
 server { listen 127.0.0.1:18972;
  location /api/ { fastcgi_pass unix:$dir/run/data.sock; } }
CONF
# One reading of each of 1,000 boards a list, as boards send them.
base=$(($(date +%s) / 900 * 900 - 172800))
awk -v lists="$lists" -v base=$base -v dir="$dir/lists" 'BEGIN {
	for (n = 0; n < lists; n++) {
		file = dir "/" n
		for (i = 0; i < 1000; i++)
			printf "%s{\"esp32_name\":\"board-%04d\",\"classroom\":" \
			    "\"Lab %d\",\"timestamp\":%d,\"power_w\":%d.5," \
			    "\"energy_wh_total\":%d.%03d,\"boot\":3," \
			    "\"sequence_no\":%d,\"boot_energy_wh\":10," \
			    "\"uptime_seconds\":%d,\"switch_state\":{\"1\":" \
			    "true,\"2\":false},\"status\":\"online\"," \
			    "\"firmware_ver\":\"2.1.0\",\"wifi_rssi\":-61," \
			    "\"free_heap\":180000}%s", i ? "," : "[", i,
			    i % 40, base + n * 30, 1200 + i % 300, 1000 + n * 10,
			    i, n, 60 + n * 30, i < 999 ? "" : "]" >file
		close(file)
	} }'
./powerhived --config "$dir/powerhive.json" 2>"$dir/w.log" & worker=$!
./powerhive-fcgi --config "$dir/powerhive.json" --processes 2 \
    --listen "$dir/run/data.sock" 2>"$dir/f.log" & responder=$!
nginx -c "$dir/nginx.conf" -p "$dir" 2>/dev/null & web=$!
pids="$worker $responder $web"
ctl="./powerhivectl --config $dir/powerhive.json"
n=0
until token=$($ctl token create bench --scope ledger 2>/dev/null); do
	n=$((n + 1))
	[ $n -lt 60 ] || { echo "# no worker"; exit 1; }
	sleep 1
done
token=$(printf '%s\n' "$token" | sed -n 's/^token: //p')
url=http://127.0.0.1:18972/api/power-analytics
ask() { curl -s -H "Authorization: Bearer $token" "$@"; }

# Ticks of the processes and of those that they started and ended, or run.
ticks() {
	for pid in $worker $responder $web $(pgrep -P "$responder,$web"); do
		sed 's/.*) //' "/proc/$pid/stat"
	done | awk '{ n += $12 + $13 } END { print n }'
}
for half in 0 1; do
	n=$half
	while [ "$n" -lt "$lists" ]; do
		echo "url = \"$url/telemetry\""
		echo "data-binary = \"@$dir/lists/$n\""
		echo "header = \"Authorization: Bearer $token\""
		echo "header = \"Content-Type: application/json\""
		echo "output = \"$dir/lists/$n.answer\""
		echo next
		n=$((n + 2))
	done | sed '$d' >"$dir/curl$half"
done
until ask "$url/health" | grep -q '"status":"healthy"'; do sleep 0.1; done
from=$(ticks) began=$(date +%s%N)
curl -s -K "$dir/curl0" & one=$!
curl -s -K "$dir/curl1"
wait $one
until ask "$url/health" | grep -q '"unprocessed_events":0,'; do
	sleep 0.05
done
ended=$(date +%s%N) to=$(ticks)
taken=$(cat "$dir"/lists/*.answer | grep -o '"accepted":[0-9]*' |
    awk -F: '{ n += $2 } END { print n }')
[ "$taken" = $((lists * 1000)) ] || {
	echo "# only $taken were taken"
	exit 1
}
awk -v n="$taken" -v ns=$((ended - began)) -v ticks=$((to - from)) \
    -v hz="$(getconf CLK_TCK)" 'BEGIN {
	us = ns / 1e3 / n
	cpu = ticks / hz * 1e6 / n
	printf "bench: intake_a_reading_wall value=%.1f unit=us limit=100.000 ratio=%.2f\n", us, us / 100
	printf "bench: intake_readings_a_second value=%.0f unit=1/s limit=- ratio=-\n", 1e6 / us
	printf "bench: intake_cpu_of_all_programs value=%.1f unit=us limit=- ratio=-\n", cpu
}'
