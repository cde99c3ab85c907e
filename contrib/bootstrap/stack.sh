# shellcheck shell=sh
# SPDX-License-Identifier: ISC
#
# Start and stop of the programs.  Each runs in a session of its own, so that
# Ctrl-C comes to us alone and we stop them in order; each leaves
# DIR/run/NAME.pid with its process id and the instant it was started, by
# which a process that got the same id later is told apart.

stack_names='nginx data control powerhived sim mosquitto'

# started_at PID: ticks since boot; empty: no such process, or a dead one.
started_at()
{
	# Behind the name, which may hold blanks: state, ..., start time.
	sed 's/^.*) //' "/proc/$1/stat" 2>/dev/null |
	    awk '$1 != "Z" && $1 != "X" { print $20 }'
}

# start DIR NAME COMMAND...
start()
{
	into=$1 name=$2
	shift 2
	setsid "$@" >>"$into/log/$name.log" 2>&1 </dev/null &
	echo "$! $(started_at $!)" >"$into/run/$name.pid"
}

# is_running DIR NAME
is_running()
{
	[ -s "$1/run/$2.pid" ] || return 1
	read -r pid since <"$1/run/$2.pid"
	[ "$(started_at "$pid")" = "$since" ] && [ -n "$since" ]
}

# stop_one DIR NAME: asked first, after 15 s made to.
stop_one()
{
	tries=0
	while is_running "$1" "$2"; do
		case $tries in
		0) kill -TERM "$pid" 2>/dev/null || true ;;
		150)
			say "$2 does not end by itself: killed"
			kill -KILL "$pid" 2>/dev/null || true ;;
		esac
		tries=$((tries + 1))
		sleep 0.1
	done
	rm -f "$1/run/$2.pid"
}

stack_stop()
{
	for name in $stack_names; do
		stop_one "$1" "$name"
	done
}

# The sentence that ends a start which did not succeed, after the last words
# of the program that is to blame.
stack_broken()
{
	for name in $stack_names; do
		if [ -f "$dir/run/$name.pid" ] && ! is_running "$dir" "$name"
		then
			say "last lines of $dir/log/$name.log:"
			tail -n 5 "$dir/log/$name.log"
		fi
	done
	fail "$*"
}

# wait_for SECONDS WHAT COMMAND...
wait_for()
{
	until_s=$(($(date +%s) + $1)) what=$2
	shift 2
	until "$@"; do
		for name in $stack_names; do
			if [ -f "$dir/run/$name.pid" ] &&
			    ! is_running "$dir" "$name"; then
				stack_broken "$name has ended: $dir/log/$name.log"
			fi
		done
		[ "$(date +%s)" -lt "$until_s" ] ||
		    stack_broken "$what: not within the time; logs in $dir/log"
		sleep 0.2
	done
}

# A fresh folder, or the one that was asked for; all else goes below it.
stack_folder()
{
	if [ -z "$dir" ]; then
		dir=$(mktemp -d "$build_dir/$command.XXXXXX")
	fi
	umask 077
	mkdir -p "$dir/run" "$dir/log" "$dir/tls" "$dir/data" "$dir/nginx"
	umask 022
	dir=$(cd "$dir" && pwd)
	for name in $stack_names; do
		if is_running "$dir" "$name"; then
			fail "$dir is in use; ./bootstrap stop --dir $dir"
		fi
		rm -f "$dir/run/$name.pid"
	done
}

# A socket's path has at most 107 characters: a long folder's are elsewhere.
stack_sockets()
{
	sockets=$dir/run
	if [ ${#sockets} -gt 80 ]; then
		sockets=$(mktemp -d "${XDG_RUNTIME_DIR:-/tmp}/powerhive.XXXXXX")
	fi
}

ask()
{
	curl -sS -o /dev/null -w '%{http_code}' --max-time 10 \
	    --cacert "$dir/tls/certificate.pem" -K "$dir/run/login" "$@" \
	    2>/dev/null || true
}

answers() { [ "$(ask "$url")" = 200 ] && [ "$(ask "${url}api/site")" = 200 ]; }

listens() { [ -S "$sockets/$1.sock" ]; }

# How many miners are on record with a reading of theirs.
miners_kept()
{
	curl -sS --max-time 20 --cacert "$dir/tls/certificate.pem" \
	    -K "$dir/run/login" "${url}api/miners" 2>/dev/null |
	    grep -o '"latest_status":{' | wc -l
}
all_kept() { kept=$(miners_kept); [ "$kept" -ge "$miners" ]; }

# start_all CONFIG: the worker, who may come in, both pools, nginx.
start_all()
{
	start "$dir" powerhived "$build_dir/powerhived" --config "$1"
	wait_for 60 "the worker's socket" listens orders
	ctl="$build_dir/powerhivectl --config $1"
	if [ ! -s "$dir/credentials" ]; then
		passphrase >"$dir/run/password"
		# shellcheck disable=SC2086 # a command and its first words
		$ctl user add admin --scope admin --password-stdin \
		    --htpasswd "$dir/htpasswd" <"$dir/run/password" ||
		    stack_broken "cannot add the user admin"
		(umask 077; printf 'admin:%s\n' "$(cat "$dir/run/password")" \
		    >"$dir/credentials")
		rm -f "$dir/run/password"
		# shellcheck disable=SC2086
		(umask 077; $ctl token create bootstrap --scope admin |
		    grep -o 'ph_[A-Za-z0-9_-]*' >"$dir/token") ||
		    stack_broken "cannot create a token"
	fi
	(umask 077; printf 'user = "%s"\n' "$(cat "$dir/credentials")" \
	    >"$dir/run/login")
	for pool in control data; do
		start "$dir" $pool "$build_dir/powerhive-fcgi" --config "$1" \
		    --pool $pool --listen "$sockets/$pool.sock"
		wait_for 30 "the responders' socket" listens $pool
	done
	write_nginx "$dir" "$listen:$port" "$sockets"
	start "$dir" nginx "$(PATH=$PATH:/usr/sbin:/sbin command -v nginx)" \
	    -p "$dir/nginx/" -c "$dir/nginx/nginx.conf"
	wait_for 30 "the page at $url" answers
}

# Whether somebody listens on the port already.
port_taken()
{
	awk -v port="$(printf ':%04X' "$1")" '$4 == "0A" &&
	    substr($2, length($2) - 4) == port { found = 1 }
	    END { exit !found }' /proc/net/tcp /proc/net/tcp6 2>/dev/null
}

stack_begin()
{
	if port_taken "$port"; then
		fail "port $port is in use; take another with --port"
	fi
	stack_folder
	stack_sockets
	host=$listen
	[ "$host" != 0.0.0.0 ] || host=127.0.0.1
	url=https://$host:$port/
	trap 'stack_stop "$dir"' EXIT
	trap 'exit 130' INT TERM HUP
	write_certificate "$dir" "$host"
}

# The closing lines; then stay until Ctrl-C, or leave all running.
stack_end()
{
	say "$1"
	say "folder: $dir"
	say "url: $url"
	say "user: $(cut -d: -f1 "$dir/credentials")"
	say "password: $(cut -d: -f2- "$dir/credentials")"
	if [ $detach = yes ]; then
		trap - EXIT INT TERM HUP
		exit 0
	fi
	wait_for 2000000000 "the end" false
}

# The meters' broker at a free port, which is left in $broker_port.
start_broker()
{
	broker_port=$((20000 + $$ % 10000))
	while port_taken $broker_port; do
		broker_port=$((broker_port + 1))
	done
	write_broker "$dir" $broker_port "$meters"
	start "$dir" mosquitto \
	    "$(PATH=$PATH:/usr/sbin:/sbin command -v mosquitto)" \
	    -c "$dir/mosquitto/mosquitto.conf"
	wait_for 30 "the meters' broker" port_taken $broker_port
}

# stack_demo SIMULATOR-OPTION...
stack_demo()
{
	: "${listen:=127.0.0.1}"
	stack_begin
	[ -s "$dir/plant-key" ] ||
	    (umask 077; passphrase >"$dir/plant-key")
	# The ports of an earlier run in this folder are not those of this one.
	rm -f "$dir/log/sim.log"
	broker_port=0
	if [ "$meters" -gt 0 ]; then
		start_broker
		# Two days to look at, once.
		history=172800
		[ ! -e "$dir/data/powerhive.db" ] || history=0
		set -- --meters "$meters" --meter-period 10 \
		    --meter-history $history --meter-fault offline \
		    --mqtt "mqtts://127.0.0.1:$broker_port" \
		    --mqtt-ca "$dir/tls/certificate.pem" \
		    --mqtt-password-file "$dir/meter-password" "$@"
	fi
	start "$dir" sim "$build_dir/powerhive-sim" --miners "$miners" \
	    --net 127.1.0.0/16 --port 0 --plant-port 0 --plant-id demo \
	    --plant-key "$(cat "$dir/plant-key")" \
	    --control "$sockets/sim.sock" "$@"
	wait_for 30 "the simulated farm" grep -q '^ready ' "$dir/log/sim.log"
	ready=$(grep '^ready ' "$dir/log/sim.log" | tail -n 1)
	# shellcheck disable=SC2046 # three words are wanted
	write_demo_config "$dir" "$sockets" "$miners" $(printf '%s\n' "$ready" |
	    sed 's/.* port=\([0-9]*\) plant_port=\([0-9]*\) nameplate_kw=\([0-9]*\).*/\1 \2 \3/') \
	    $broker_port
	start_all "$dir/powerhive.json"
	if [ "$meters" -gt 0 ]; then
		# A broker keeps nothing for a worker that it never met.
		wait_for 60 "the worker at the broker" grep -q 'broker found' \
		    "$dir/log/powerhived.log"
		"$build_dir/powerhive-sim" --control "$sockets/sim.sock" \
		    tell meter all ok >"$dir/log/meters.log" ||
		    stack_broken "cannot start the meters"
	fi
	wait_for 120 "$miners miners on record" all_kept
	mode=
	if [ "$act" = yes ]; then
		demo_act "$dir/powerhive.json"
		mode=', all managed, and the balancer acts'
	fi
	stack_end "SIMULATION: $kept miners on record$mode"
}

# shown KEY: the text at "KEY": {"path": ...} of the configuration in force.
shown()
{
	tr -d '\n' <"$dir/run/config.shown" |
	    sed -n "s/.*\"$1\": *{[^}]*\"path\": *\"\([^\"]*\)\".*/\\1/p"
}

# usable FOLDER KEY EXAMPLE: there, or made within one that is there.
usable()
{
	{ [ -d "$1" ] || mkdir "$1" 2>/dev/null; } && [ -w "$1" ] ||
	    fail "cannot write $1; add to $config: \"$2\": {\"path\": \"$3\"}"
}

stack_run()
{
	: "${listen:=0.0.0.0}"
	"$build_dir/powerhived" --config "$config" --check-config \
	    >"$build_dir/config.shown" || exit 78
	stack_begin
	mv "$build_dir/config.shown" "$dir/run/config.shown"
	sockets=$(shown run)
	usable "$sockets" run run
	usable "$(dirname "$(shown database)")" database data/powerhive.db
	start_all "$config"
	[ "$listen" != 0.0.0.0 ] ||
	    say "from other machines: https://$(uname -n):$port/"
	stack_end "running on $config: $(miners_kept) miners on record so far"
}
