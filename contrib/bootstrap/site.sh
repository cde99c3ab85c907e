# shellcheck shell=sh
# SPDX-License-Identifier: ISC
#
# The files of one running stack, all below $dir:
#
#	powerhive.json		the configuration (demo only)
#	htpasswd credentials token	who may come in; the last two for you
#	tls/			a certificate that this machine made itself
#	mosquitto/		the meters' broker: configuration, queue
#	nginx/			nginx's own prefix: configuration, temporary files
#	www/			the page
#	log/			what each program says
#	run/			pid files, and the sockets of the demo

# A sentence of 100 random bits that can be read out on the telephone.
passphrase()
{
	LC_ALL=C tr -dc 'abcdefghjkmnpqrstuvwxyz23456789' </dev/urandom |
	    dd bs=1 count=20 2>/dev/null | sed 's/...../&-/g; s/-$//'
}

# write_certificate DIR [ADDRESS]: unless the one that is there names it.
write_certificate()
{
	address=${2:-127.0.0.1}
	if openssl x509 -in "$1/tls/certificate.pem" -noout -checkip "$address" \
	    2>/dev/null | grep -q 'does match'; then
		return 0
	fi
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
	    -nodes -days 825 -subj "/CN=PowerHive" -addext \
	    "subjectAltName=DNS:localhost,DNS:$(uname -n),IP:127.0.0.1,IP:$address" \
	    -keyout "$1/tls/key.pem" -out "$1/tls/certificate.pem" \
	    2>"$1/log/openssl.log" || fail "openssl: see $1/log/openssl.log"
	chmod 600 "$1/tls/key.pem"
}

# write_nginx DIR LISTEN SOCKETS: nginx's configuration, and the page.
write_nginx()
{
	make -C "$build_dir" -s stack-files FILES="$1" ||
	    fail "cannot write $1/nginx"
	mkdir -p "$1/nginx/tmp"
	http2='' http2_listen=http2
	if grep -q '^NGINX_HTTP2 = .' "$build_dir/Makefile"; then
		http2='http2 on;' http2_listen=''
	fi
	{
		# nginx alone, as root, would serve as nobody, who cannot
		# enter this folder.
		[ "$(id -u)" -ne 0 ] || echo "user root;"
		cat <<NGINX
daemon off;
worker_processes 2;
pid $1/nginx/nginx.pid;
error_log $1/log/nginx.log warn;
events {
	worker_connections 1024;
}
http {
	access_log $1/log/nginx-access.log;
	client_body_temp_path $1/nginx/tmp/body;
	proxy_temp_path $1/nginx/tmp/proxy;
	fastcgi_temp_path $1/nginx/tmp/fastcgi;
	uwsgi_temp_path $1/nginx/tmp/uwsgi;
	scgi_temp_path $1/nginx/tmp/scgi;
	sendfile on;
	upstream powerhive_control {
		server unix:$3/control.sock;
	}
	upstream powerhive_data {
		server unix:$3/data.sock;
	}
	include $1/nginx/limits.conf;
	# No promise to come by TLS for ever: the certificate is home-made.
	map "" \$powerhive_hsts {
		default "";
	}
	server {
		listen $2 ssl $http2_listen default_server;
		$http2
		server_name localhost;
		ssl_certificate $1/tls/certificate.pem;
		ssl_certificate_key $1/tls/key.pem;
		include $1/nginx/tls.conf;
		root $1/www;
		auth_basic_user_file $1/htpasswd;
		include $1/nginx/server.conf;
	}
}
NGINX
	} >"$1/nginx/nginx.conf"
}

# write_broker DIR PORT METERS: Mosquitto's files in DIR/mosquitto.  The boards
# of a demo share one password; yours have each their own.
write_broker()
{
	mkdir -p "$1/mosquitto/data"
	(
		umask 077
		[ -s "$1/mqtt-password" ] || passphrase >"$1/mqtt-password"
		[ -s "$1/meter-password" ] || passphrase >"$1/meter-password"
		echo "powerhive:$(cat "$1/mqtt-password")"
		board=1
		while [ $board -le "$3" ]; do
			printf 'esp32-%02d:%s\n' $board \
			    "$(cat "$1/meter-password")"
			board=$((board + 1))
		done
	) >"$1/mosquitto/passwords"
	chmod 600 "$1/mosquitto/passwords"
	mosquitto_passwd -U "$1/mosquitto/passwords"
	cp contrib/mosquitto/acl "$1/mosquitto/acl"
	chmod 600 "$1/mosquitto/acl"
	{
		# As root it would become another user, who cannot enter.
		echo "user $(id -un)"
		echo "persistence_location $1/mosquitto/data/"
		echo "log_dest stderr"
		sed -e "s|@mqtt_listen[@]|$2 127.0.0.1|" \
		    -e "s|@mqtt_tls[@]|$1/tls|" \
		    -e "s|@mqtt_files[@]|$1/mosquitto|" \
		    contrib/mosquitto/powerhive.conf.in
	} >"$1/mosquitto/mosquitto.conf"
}

# The smallest subnet of 127.1.0.0/16 that holds N simulated miners, which
# live at .1 to .254 of each block of 256 addresses.
demo_subnet()
{
	bits=28 room=14
	while [ $room -lt "$1" ]; do
		bits=$((bits - 1))
		case $bits in
		2[4-7]) room=$(((1 << (32 - bits)) - 2)) ;;
		*) room=$((254 << (24 - bits))) ;;
		esac
	done
	echo "127.1.0.0/$bits"
}

# write_demo_config DIR SOCKETS MINERS MINER-PORT PLANT-PORT NAMEPLATE-KW
#	BROKER-PORT (0: none)
write_demo_config()
{
	mqtt=
	[ "$7" = 0 ] || mqtt='
  "mqtt": {
    "url": "mqtts://127.0.0.1:'$7'",
    "ca_file": "tls/certificate.pem",
    "user": "powerhive",
    "password_file": "mqtt-password"
  },'
	cat >"$1/powerhive.json" <<CONFIG
{
  "site": {
    "name": "PowerHive demo",
    "timezone": "UTC",
    "currency": "USD",
    "simulation": true
  },
  "database": { "path": "data/powerhive.db" },
  "run": { "path": "$2" },
  "network": {
    "subnets": ["$(demo_subnet "$3")"],
    "miner_port": $4
  },$mqtt
  "plant": {
    "api_endpoint": "http://127.0.0.1:$5/data/latest",
    "plant_id": "demo",
    "api_key_file": "plant-key",
    "unit": "kW",
    "period_s": 60,
    "nameplate_kw": $6,
    "meter_includes_miners": true
  }
}
CONFIG
}
