# shellcheck shell=sh disable=SC2034,SC2154 # it has dir, and reads the rest
# SPDX-License-Identifier: ISC
# What tests share that start the programs and look at what they say.  Who
# reads it has a folder $dir of its own.
n=0
failed=0
match=-E	# how texts are looked for: as grep has them
sim=
port=

stop() {	# stop PID: asked to end, and waited for
	[ -z "$1" ] || { kill "$1" 2>/dev/null && wait "$1" 2>/dev/null; }
}
run() {		# run STATUS WORDS COMMAND...: exit status and a text in it
	status=$1; words=$2; shift 2; n=$((n + 1))
	"$@" >"$dir/out" 2>&1; got=$?
	if [ $got -eq "$status" ] && { [ -z "$words" ] ||
	    grep -q "$match" -- "$words" "$dir/out"; }; then
		echo "ok $n - ${words:-$*}"
	else
		echo "not ok $n - status $got, wanted $status: $words"
		sed 's/^/# /' "$dir/out"
		failed=1
	fi
}
soon() {	# soon COMMAND...: it succeeds within three minutes
	tries=0
	until "$@" >"$dir/said" 2>&1; do
		tries=$((tries + 1))
		[ $tries -lt 1800 ] || return 1
		sleep 0.1
	done
}
start_farm() {	# start_farm OPTION...: six miners that listen at $port
	"${builddir:-.}/powerhive-sim" --miners 6 --port 0 --plant-port 0 \
	    --control "$dir/sim.sock" "$@" >"$dir/sim.log" 2>&1 &
	sim=$!
	soon grep -q '^ready ' "$dir/sim.log" || {
		echo "Bail out! the simulated farm does not start"; exit 1; }
	port=$(sed -n 's/^ready .* port=\([0-9]*\) .*/\1/p' "$dir/sim.log")
}
