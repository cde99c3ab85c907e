#!/bin/sh
# SPDX-License-Identifier: ISC
# make install: every file where it belongs, units that systemd takes and
# that are locked in, a web server's configuration that nginx takes, and
# nothing left behind by make uninstall.
top=$(cd "${srcdir:-.}" && pwd)
cd "${builddir:-.}" || exit 1
PATH=$PATH:/usr/sbin:/sbin
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR
# shellcheck source=tests/lib/tools.sh
. "$top/tests/lib/tools.sh"
need_tools systemd-analyze systemd-sysusers systemd-tmpfiles nginx openssl
dir=$(mktemp -d "${TMPDIR:-/tmp}/ph-install.XXXXXX") || exit 1
trap 'rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM HUP
n=0 failed=0
check()
{
	n=$((n + 1)) about=$1
	shift
	if "$@" >"$dir/said" 2>&1; then
		echo "ok $n - $about"
	else
		head -n 40 "$dir/said" | sed 's/^/# /'
		echo "not ok $n - $about"
		failed=1
	fi
}

# The places of this build.
eval "$(make -s print-places)"
root=$dir/root
check "make install DESTDIR" make -s install DESTDIR="$root"
for file in "$sbindir/powerhived" "$bindir/powerhivectl" \
    "$bindir/powerhive-sim" "$libexecdir/powerhive/powerhive-fcgi"; do
	check "a program: $file" [ -x "$root$file" ]
	check "... that runs" "$root$file" --version
done
for file in \
    "$systemdsystemunitdir/powerhived.service" \
    "$systemdsystemunitdir/powerhived-orders.socket" \
    "$systemdsystemunitdir/powerhived-ctl.socket" \
    "$systemdsystemunitdir/powerhive-fcgi@.service" \
    "$systemdsystemunitdir/powerhive-fcgi@.socket" \
    "$systemdsystemunitdir/powerhive-backup.service" \
    "$systemdsystemunitdir/powerhive-failed@.service" \
    "$pkgdatadir/powerhive.rules.yml" \
    "$systemdsystemunitdir/powerhive-backup.timer" \
    "$sysusersdir/powerhive.conf" "$tmpfilesdir/powerhive.conf" \
    "$mandir/man1/powerhivectl.1" "$mandir/man1/powerhive-sim.1" \
    "$mandir/man5/powerhive.json.5" \
    "$mandir/man8/powerhived.8" "$mandir/man8/powerhive-fcgi.8" \
    "$bashcompletiondir/powerhivectl" "$zshcompletiondir/_powerhivectl" \
    "$sysconfdir/powerhive/nginx/powerhive.conf" \
    "$sysconfdir/powerhive/nginx/limits.conf" \
    "$pkgdatadir/nginx/server.conf" "$pkgdatadir/www/index.html" \
    "$pkgdatadir/www/uPlot.esm.js" "$docdir/README.md" "$docdir/LICENSE"
do
	check "a file: $file" [ -s "$root$file" ]
done
find "$top/www" -type f ! -name 'package*.json' ! -name local.am \
    ! -name fetch-uplot.sh ! -path '*/node_modules/*' -printf '%P\n' | grep -v '^uPlot' |
    LC_ALL=C sort >"$dir/page"
find "$root$pkgdatadir/www" -type f -printf '%P\n' | grep -v '^uPlot' |
    LC_ALL=C sort >"$dir/there"
check "all of the page, and nothing else" diff "$dir/page" "$dir/there"
check "no @word@ is left" sh -c "! grep -rnE '@[a-z_]+@' --include='*.conf' \
    --include='*.service' --include='*.socket' '$root'"

# Units, with the programs where the units say.
units=$dir/units
mkdir "$units"
cp "$root$systemdsystemunitdir"/powerhive* "$units"
for unit in "$units"/*; do
	sed -i "s|^ExecStart=/|ExecStart=$root/|" "$unit"
done
check "units are well-formed" sh -c "cd '$units' && \
    systemd-analyze verify --man=no ./powerhived.service \
    ./powerhived-orders.socket ./powerhived-ctl.socket \
    ./powerhive-fcgi@control.service ./powerhive-fcgi@data.socket \
    ./powerhive-backup.timer ./powerhive-failed@x.service"
for unit in powerhived powerhive-fcgi@control powerhive-backup \
    powerhive-failed@x; do
	check "$unit is locked in (at most 1.5 of 10)" sh -c \
	    "cd '$units' && cp -n powerhive-fcgi@.service \
	    powerhive-fcgi@control.service; cp -n \
	    powerhive-failed@.service powerhive-failed@x.service; \
	    systemd-analyze security \
	    --offline=true --no-pager --threshold=15 ./$unit.service"
done
# A socket that the worker would not know, or that its user namespace could
# not keep others out of, is a worker that nobody can give orders to.
for socket in orders:powerhive-fcgi ctl:powerhive; do
	unit=$units/powerhived-${socket%:*}.socket
	for line in Service=powerhived.service \
	    "FileDescriptorName=${socket%:*}" "SocketUser=${socket#*:}" \
	    SocketMode=0600 StopWhenUnneeded=yes RemoveOnStop=yes \
	    "ListenStream=$runstatedir/powerhive/${socket%:*}.sock"; do
		check "${socket%:*} socket: $line" grep -qx "$line" "$unit"
	done
	check "... and the worker is handed it" grep -q \
	    "^Sockets=.*powerhived-${socket%:*}.socket" \
	    "$units/powerhived.service"
done
check "the worker keeps its user namespace" \
    grep -qx PrivateUsers=yes "$units/powerhived.service"
check "users can be made" systemd-sysusers --dry-run \
    "$root$sysusersdir/powerhive.conf"
check "folders are well-formed" systemd-tmpfiles --clean \
    --prefix="$dir/none" "$root$tmpfilesdir/powerhive.conf"

# The installed configuration as nginx sees it on a server.
mkdir -p "$root$sysconfdir/powerhive/tls" "$dir/tmp"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 \
    -nodes -subj /CN=test -days 2 \
    -keyout "$root$sysconfdir/powerhive/tls/key.pem" \
    -out "$root$sysconfdir/powerhive/tls/certificate.pem" 2>/dev/null
cp -r "$root$sysconfdir/powerhive/nginx" "$dir/conf"
cp -r "$root$pkgdatadir/nginx" "$dir/snippets"
# Other ports and our folder in place of the root.
sed -i -e "s|$pkgdatadir/nginx|$dir/snippets|g" \
    -e "s|$sysconfdir/powerhive/nginx|$dir/conf|g" \
    -e "s|$sysconfdir/powerhive/tls|$root&|g" \
    -e 's/listen 80 /listen 127.0.0.1:18081 /' \
    -e 's/listen 443 /listen 127.0.0.1:18444 /' \
    -e '/listen \[::\]/d' "$dir"/conf/*.conf "$dir"/snippets/*.conf
cat >"$dir/nginx.conf" <<NGINX
error_log stderr;
pid $dir/nginx.pid;
events { }
http {
	access_log off;
	client_body_temp_path $dir/tmp/a;
	proxy_temp_path $dir/tmp/b;
	fastcgi_temp_path $dir/tmp/c;
	uwsgi_temp_path $dir/tmp/d;
	scgi_temp_path $dir/tmp/e;
	include $dir/conf/powerhive.conf;
}
NGINX
check "nginx takes the installed configuration" \
    nginx -t -p "$dir" -c "$dir/nginx.conf"
check "... and promises TLS for two years" \
    grep -q 'default "max-age=63072000"' "$dir/conf/powerhive.conf"

# An upgrade: the administrator's file stays, ours is laid beside it.
echo "# mine" >>"$root$sysconfdir/powerhive/nginx/powerhive.conf"
check "make install again" make -s install DESTDIR="$root"
check "... keeps what was edited" \
    grep -q '^# mine' "$root$sysconfdir/powerhive/nginx/powerhive.conf"
check "... and lays the new one beside it" \
    [ -s "$root$sysconfdir/powerhive/nginx/powerhive.conf.new" ]
rm -rf "$root$sysconfdir/powerhive"
make -s install DESTDIR="$root" >"$dir/said" 2>&1
check "make uninstall" make -s uninstall DESTDIR="$root"
find "$root" -type f >"$dir/left"
check "... leaves nothing behind" sh -c "cat '$dir/left'; ! [ -s '$dir/left' ]"
[ -f "$top/configure.ac" ] || failed=1

echo "1..$n"
exit $failed
