# shellcheck shell=sh
# SPDX-License-Identifier: ISC
#
# What is needed, as PROBE=PACKAGE: a command that must be there, or "lib"
# for a Debian package that must be installed.  Names are those of Debian 12
# and newer and of Ubuntu 22.04 and newer.

packages_build='
cc=gcc make=make autoreconf=autoconf automake=automake
pkg-config=pkg-config
lib=libc6-dev lib=libfcgi-dev lib=libsqlite3-dev lib=libcurl4-openssl-dev
lib=libsodium-dev lib=libjansson-dev lib=libzstd-dev lib=libcrypt-dev
lib=uthash-dev lib=libpaho-mqtt-dev lib=tzdata npm=npm'
packages_run='nginx=nginx openssl=openssl curl=curl setsid=util-linux'
packages_demo='mosquitto=mosquitto'
packages_check='
ab=apache2-utils git=git node=nodejs chromium=chromium mandoc=mandoc
clang-tidy=clang-tidy cppcheck=cppcheck
promtool=prometheus systemd-analyze=systemd xz=xz-utils zsh=zsh'

here_or_sbin()
{
	command -v "$1" >/dev/null 2>&1 || [ -x "/usr/sbin/$1" ] ||
	    [ -x "/usr/local/sbin/$1" ] || [ -x "/sbin/$1" ]
}

is_installed()
{
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = \
	    installed ]
}

# The packages of the list that are missing, one a line.
missing_packages()
{
	for pair in $1; do
		probe=${pair%%=*} package=${pair#*=}
		case $probe in
		lib)
			is_installed "$package" || say "$package" ;;
		npm)
			# A release carries the chart's files: no npm then.
			[ -e www/uPlot.esm.js ] || here_or_sbin npm ||
			    say npm ;;
		*)
			here_or_sbin "$probe" || say "$package" ;;
		esac
	done | LC_ALL=C sort -u
}

as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# While apt works, a service may start only if it ran before.  Debian asks
# /usr/sbin/policy-rc.d; one that is there already is asked in its turn and
# comes back afterwards, also after an interrupted run.
policy=/usr/sbin/policy-rc.d
policy_kept=/usr/sbin/policy-rc.d.before-powerhive

hold_services()
{
	ran=
	if [ -d /run/systemd/system ]; then
		ran=$(systemctl list-units --type=service --state=active \
		    --plain --no-legend 2>/dev/null |
		    sed 's/\.service .*//' | tr '\n' ' ')
	fi
	if [ -e $policy ] && [ ! -e $policy_kept ]; then
		as_root mv $policy $policy_kept
	fi
	as_root tee $policy >/dev/null <<POLICY
#!/bin/sh
# Written by bootstrap for the length of one apt call.
while case \$1 in --*) ;; *) false ;; esac; do shift; done
case " $ran " in
*" \${1%.service} "*) [ ! -x $policy_kept ] || exec $policy_kept "\$@"; exit 0 ;;
esac
exit 101
POLICY
	as_root chmod 755 $policy
}

release_services()
{
	if [ -e $policy_kept ]; then
		as_root mv $policy_kept $policy
	else
		as_root rm -f $policy
	fi
}

install_packages()
{
	if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null
	then
		say "This system has no apt.  Install the counterparts of:"
		for pair in $1; do
			say "  ${pair#*=}"
		done
		fail "then: autoreconf -i && ./configure && make"
	fi
	wanted=$(missing_packages "$1")
	[ -n "$wanted" ] || return 0
	wanted=$(printf '%s' "$wanted" | tr '\n' ' ')
	if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
		fail "missing: $wanted; as root: apt-get install $wanted"
	fi
	say "installing: $wanted"
	trap 'release_services' EXIT
	trap 'exit 130' INT TERM HUP
	hold_services
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update
	# shellcheck disable=SC2086 # one word a package
	as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
	    --no-install-recommends install $wanted ||
	    fail "apt could not install: $wanted"
	release_services
	trap - EXIT INT TERM HUP
	say "installed: $wanted"
}
