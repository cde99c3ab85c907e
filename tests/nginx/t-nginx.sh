#!/bin/sh
# SPDX-License-Identifier: ISC
# The web server's configuration in a real nginx, before responders that tell
# what they were told: doors, pools, headers, limits, refusals.
top=$(cd "${srcdir:-.}" && pwd)
build_dir=$(cd "${builddir:-.}" && pwd)
PATH=$PATH:/usr/sbin:/sbin
# shellcheck source=tests/lib/tools.sh
. "$top/tests/lib/tools.sh"
need_tools nginx openssl curl

dir=$(mktemp -d "${TMPDIR:-/tmp}/ph-nginx.XXXXXX") || exit 1
pids=
cleanup()
{
	# shellcheck disable=SC2086 # one word a process
	[ -z "$pids" ] || kill $pids 2>/dev/null
	wait
	rm -rf "$dir"
}
trap cleanup EXIT
trap 'exit 130' INT TERM HUP
unset MAKEFLAGS MFLAGS MAKELEVEL
fail() { echo "Bail out! $*"; exit 1; }
# shellcheck source=contrib/bootstrap/site.sh
. "$top/contrib/bootstrap/site.sh"

n=0 failed=0
# check ABOUT COMMAND...
check()
{
	n=$((n + 1)) about=$1
	shift
	if "$@"; then
		echo "ok $n - $about"
	else
		echo "not ok $n - $about"
		sed 's/^/# /' "$dir/head" "$dir/body" 2>/dev/null | head -n 50
		failed=1
	fi
}
has() { grep -q -- "$1" "$dir/body"; }
hasnt() { ! grep -q -- "$1" "$dir/body"; }
header() { grep -qi -- "^$1" "$dir/head"; }
is() { [ "$status" = "$1" ]; }
problem() { is "$1" && header 'content-type: application/problem+json' &&
    has "\"status\":$1,"; }

# get PATH [CURL-OPTION...]: $status, and the files head and body.
get()
{
	path=$1
	shift
	rm -f "$dir/head" "$dir/body"
	status=$(curl -sS --max-time 20 --path-as-is -o "$dir/body" \
	    -D "$dir/head" -w '%{http_code}' --cacert \
	    "$dir/tls/certificate.pem" "$@" "$url$path")
	touch "$dir/head" "$dir/body"
}
login='-u alice:right-horse-9'

mkdir -p "$dir/run" "$dir/log" "$dir/tls" "$dir/nginx"
printf 'alice:%s\n' "$(openssl passwd -6 right-horse-9)" >"$dir/htpasswd"
write_certificate "$dir"
# A free port: nginx is tried until one is.
for port in 18443 18543 18643 18743 18843 18943 19043; do
	write_nginx "$dir" "127.0.0.1:$port" "$dir/run"
	: >"$dir/log/nginx.log"
	nginx -p "$dir/nginx/" -c "$dir/nginx/nginx.conf" \
	    2>"$dir/log/nginx.err" &
	nginx=$!
	until [ -s "$dir/nginx/nginx.pid" ] || ! kill -0 $nginx 2>/dev/null
	do sleep 0.05; done
	kill -0 $nginx 2>/dev/null && break
	nginx=
done
printf '<!doctype html>\n<title>entry</title>\n' >"$dir/www/index.html"
head -c 9000 /dev/zero | tr '\0' 'x' >"$dir/www/app.js"
[ -n "$nginx" ] || { cat "$dir/log/nginx.err"; echo "Bail out! nginx"; exit 1; }
pids=$nginx
url=https://127.0.0.1:$port
until curl -s -o /dev/null --cacert "$dir/tls/certificate.pem" "$url/app.js"
do sleep 0.05; done

# shellcheck disable=SC2086 # $login is two words
{
get /api/site $login
check "no responder: 502 as a problem" problem 502
check "... and when to come again" header 'retry-after: 5'
for pool in control data; do
	"$build_dir/tests/nginx/echo-fcgi" "$dir/run/$pool.sock" $pool &
	pids="$pids $!"
	until [ -S "$dir/run/$pool.sock" ]; do sleep 0.05; done
done

# The door of people.
get /api/site
check "no password: 401 as a problem" problem 401
check "... with the challenge" header 'www-authenticate: basic realm="PowerHive"'
check "... and the page's policy" header "content-security-policy: default-src 'none'"
get /api/site -u alice:wrong
check "wrong password: 401" problem 401
get /api/site $login
check "right password: passed" is 200
check "... by the gate of people" has '^PH_GATE=basic$'
check "... as alice" has '^REMOTE_USER=alice$'
check "... without the password" hasnt '^HTTP_AUTHORIZATION=.'
check "... with the policy on answers" header "content-security-policy: default-src 'none'"
check "... which wants trusted types" header 'content-security-policy:.*require-trusted-types-for'
check "... nosniff" header 'x-content-type-options: nosniff'
check "... no promise of TLS from a home-made certificate" \
    sh -c "! grep -qi strict-transport '$dir/head'"
check "... no version of the web server" sh -c "! grep -qi 'server:.*/' '$dir/head'"
get /api/site $login -H 'Remote-User: bob' -H 'REMOTE_USER: bob' \
    -H 'PH_GATE: token' -H 'Proxy: http://127.0.0.9:1'
check "forged headers do not change who is who" has '^REMOTE_USER=alice$'
check "... nor the gate" has '^PH_GATE=basic$'
check "... nor set a proxy" hasnt '^HTTP_PROXY=.'

# The door of programs.
get /api/site -H 'Authorization: Bearer ph_x'
check "a bearer comes by the gate of programs" has '^PH_GATE=token$'
check "... without a user" has '^REMOTE_USER=$'
check "... with its token" has '^HTTP_AUTHORIZATION=Bearer ph_x$'
get /api/site -H 'authorization: bEaReR ph_x' -H 'Remote-User: bob'
check "... in any case of letters" has '^PH_GATE=token$'
check "... and nobody forges a user there" has '^REMOTE_USER=$'
get /api/site -H 'Authorization: Basic YWxpY2U6' -H 'Authorization: Bearer ph_x'
check "two Authorization headers: 400" is 400
get /api/site -H 'Authorization: Digest x'
check "another scheme: 401" problem 401

# Pools.
for path in /api/miners /api/miners/aa:bb:cc:dd:ee:ff /api/commands \
    /api /api/health /metrics /api/v1/balance/status; do
	get $path $login
	check "control: $path" has '^POOL=control$'
	get $path -H 'Authorization: Bearer ph_x'
	check "control by token: $path" has '^POOL=control$'
done
for path in /api/miners/aa:bb:cc:dd:ee:ff/statuses \
    /api/v1/miners/aa%3Abb%3Acc%3Add%3Aee%3Aff/telemetry \
    /api/statuses/aabbccddeeff /api/telemetry/anomalies /api/audit \
    /api/events /metrics/miners \
    /api/plant/history /api/power-analytics/daily /api/miners.csv; do
	get "$path" $login
	check "data: $path" has '^POOL=data$'
	check "... with a person's name" has '^REMOTE_USER=alice$'
	get "$path" -H 'Authorization: Bearer ph_x'
	check "data by token: $path" has '^POOL=data$'
	check "... by the gate of programs" has '^PH_GATE=token$'
	get "$path"
	check "... and not without either" problem 401
done
for path in /metrics/x /apix /healthz /powerhive.json /.htpasswd /nginx.conf; do
	get $path $login
	check "no way to a responder: $path" problem 404
done
get /api/own-404 $login
check "a responder's own 404 passes unchanged" has '^POOL=control$'
get /api/../../../../etc/passwd $login
check "no way out of the folder" is 400
get '/api/site?q=%2e%2e&x=1' $login
check "the query passes unchanged" has '^QUERY_STRING=q=%2e%2e&x=1$'

# Sizes.
head -c 65536 /dev/zero | tr '\0' 'a' >"$dir/64k"
head -c 65537 /dev/zero | tr '\0' 'a' >"$dir/more"
head -c 1048577 /dev/zero | tr '\0' 'a' >"$dir/1m"
get /api/settings $login --data-binary @"$dir/64k"
check "a body of 64 kB passes" is 200
get /api/settings $login --data-binary @"$dir/more"
check "a larger one: 413 as a problem" problem 413
get /api/settings -H 'Authorization: Bearer ph_x' --data-binary @"$dir/more"
check "... by token as well" problem 413
get /api/settings -H 'Authorization: Bearer ph_x' \
    -H 'Transfer-Encoding: chunked' --http1.1 --data-binary @"$dir/more"
check "... and in chunks" problem 413
for path in /api/power-analytics/telemetry /api/v1/power-analytics/telemetry; do
	get $path $login --data-binary @"$dir/more"
	check "meters' batches may be larger: $path" is 200
	get $path -H 'Authorization: Bearer ph_x' --data-binary @"$dir/more"
	check "... by token" is 200
	get $path -H 'Authorization: Bearer ph_x' \
	    -H 'Transfer-Encoding: chunked' --http1.1 --data-binary @"$dir/more"
	check "... in chunks" is 200
	get $path -H 'Authorization: Bearer ph_x' --data-binary @"$dir/1m"
	check "... not over 1 MB" problem 413
done

# The page.
get /
check "the entry asks for the password" problem 401
get / $login
check "... and shows the page" has '<title>entry</title>'
check "... with the policy" header "content-security-policy: default-src 'none'"
check "... not kept without asking" header 'cache-control: no-cache'
for path in /dashboard /dashboard/ /index.html; do
	get $path $login -H 'Host: evil.example'
	check "$path leads to /" header 'location: /.$'
done
get /app.js --compressed
check "scripts come packed" header 'content-encoding: gzip'
check "... with their type" header 'content-type: application/javascript'
check "... with the policy" header "content-security-policy: default-src 'none'"
get /none.js
check "a missing file: 404 as a problem" problem 404
check "... with the policy" header "content-security-policy: default-src 'none'"

# How often: so many requests as fast as they go.
where=/api/site
list()
{
	i=0
	while [ $i -lt 450 ]; do
		echo "url = \"$url$where\""
		echo "output = /dev/null"
		i=$((i + 1))
	done >"$dir/urls"
}
count()
{
	list
	curl -s --cacert "$dir/tls/certificate.pem" -K "$dir/urls" \
	    --parallel --parallel-max 8 -w '%{http_code}\n' "$@" 2>/dev/null |
	    sort | uniq -c >"$dir/body"
}
count $login
check "many requests of a person: 429" has ' 429$'
check "... not before 100" sh -c "awk '\$2 == 200 && \$1 > 100 { ok = 1 }
    END { exit !ok }' '$dir/body'"
count -H 'Authorization: Bearer ph_x'
check "many requests of a program: 429" has ' 429$'
check "... not before 200" sh -c "awk '\$2 == 200 && \$1 > 200 { ok = 1 }
    END { exit !ok }' '$dir/body'"
where=/api/power-analytics/telemetry
count -H 'Authorization: Bearer ph_y' -d '{}'
check "meters have a count of their own" has '^ *450 200$'
# By one curl, for starting one takes longer than is between two that pass.
where=/api/site
list
sed -i "s|/dev/null|$dir/body|" "$dir/urls"
status=$(curl -s --cacert "$dir/tls/certificate.pem" $login -K "$dir/urls" \
    --fail-early --fail-with-body -D "$dir/heads" -w '%{http_code}\n' |
    tail -n 1)
awk '/^HTTP\// { head = "" } { head = head $0 "\n" }
    END { printf "%s", head }' "$dir/heads" >"$dir/head"
check "429 as a problem" problem 429
check "... and when to come again" header 'retry-after: 1'
get /app.js
check "files are not counted" is 200
}
: >"$dir/head"
grep -E '\[(emerg|alert|crit)\]' "$dir/log/nginx.log" |
    grep -v 'connect() to unix' >"$dir/body"
check "nginx has nothing to complain of" [ ! -s "$dir/body" ]

echo "1..$n"
exit $failed
