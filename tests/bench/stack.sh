# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# Sourced by benchmarks of the whole stack: $dir with the configurations of
# PowerHive and nginx; the end removes it and kills what is in $pids.
dir=$(mktemp -d)
chmod 755 "$dir"
pids=
trap 'kill $pids 2>/dev/null; sleep 1; rm -rf "$dir"' EXIT
mkdir "$dir/run" "$dir/state" "$dir/tmp"

# SUBNET PORT: where the miners are.
make_site() {
	cat >"$dir/powerhive.json" <<CONF
{"site":{"name":"bench","timezone":"UTC","currency":"USD"},
 "database":{"path":"$dir/state/powerhive.db"},
 "network":{"subnets":["$1"],"miner_port":$2},
 "run":{"path":"$dir/run"}}
CONF
}

# Directives of the web server from stdin, after those that all have.
make_web() {
	cat >"$dir/nginx.conf" <<CONF
daemon off; pid $dir/nginx.pid; error_log $dir/error.log; worker_processes 1;
user $(id -un);
events { worker_connections 512; }
http {
 access_log off; client_body_temp_path $dir/tmp/b; proxy_temp_path $dir/tmp/p;
 fastcgi_temp_path $dir/tmp/f; uwsgi_temp_path $dir/tmp/u;
 scgi_temp_path $dir/tmp/s; fastcgi_buffers 64 8k; fastcgi_keep_conn off;
 fastcgi_param REQUEST_METHOD \$request_method;
 fastcgi_param DOCUMENT_URI \$document_uri;
 fastcgi_param QUERY_STRING \$query_string;
 $(cat) }
CONF
}
