#!/bin/sh
# SPDX-License-Identifier: ISC
# The release: its tarball builds, passes the tests of its files, installs and
# uninstalls from a read-only folder, without npm and so without network; and
# the chart library is taken from a folder only if it is the right one.
top=$(cd "${srcdir:-.}" && pwd)
unset MAKEFLAGS MFLAGS MAKELEVEL DESTDIR srcdir builddir
unset AM_TESTS_ENVIRONMENT TESTS TEST_LOGS
dir=$(mktemp -d "${TMPDIR:-/tmp}/ph-release.XXXXXX") || exit 1
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
		grep -v '^PASS' "$dir/said" | grep -A 12 -E \
		    '^(not ok|FAIL|ERROR)|rror' | head -n 60 | sed 's/^/# /'
		tail -n 20 "$dir/said" | sed 's/^/# /'
		echo "not ok $n - $about"
		failed=1
	fi
}

# An npm that fails, to be found before the real one.
mkdir "$dir/bin" "$dir/build"
printf '#!/bin/sh\necho "npm was called" >&2\nexit 1\n' >"$dir/bin/npm"
chmod +x "$dir/bin/npm"

check "the tarball is made" make -C "$top/build" -s dist
check "... with the chart library in it" sh -c "tar tzf '$top'/build/powerhive-*.tar.gz |
    grep -q '/www/uPlot.esm.js$'"
check "make check-release without npm" env PATH="$dir/bin:$PATH" VERBOSE=1 \
    make -C "$top/build" -s -j"$(nproc)" check-release

# As from git: the library is not in the source folder.
mkdir -p "$dir/uplot/dist"
sed '$d' "$top"/build/www/uPlot.esm.js >"$dir/uplot/dist/uPlot.iife.min.js"
cp "$top"/build/www/uPlot.min.css "$dir/uplot/dist"
cp "$top"/build/www/uPlot.LICENSE "$dir/uplot/LICENSE"
cd "$dir/build" || exit 1
check "configure --with-uplot=DIR" "$top/configure" -q \
    --with-uplot="$dir/uplot"
check "... and no npm is needed" env PATH="$dir/bin:$PATH" \
    make -s www/uPlot.esm.js
echo '/* changed */' >>"$dir/uplot/dist/uPlot.iife.min.js"
rm -f www/uPlot.*
check "another file in its place is refused" sh -c \
    "! make -s www/uPlot.esm.js && [ ! -e www/uPlot.esm.js ]"
check "configure names a folder without it" sh -c \
    "! '$top/configure' -q --with-uplot='$dir/bin' 2>'$dir/why' &&
    grep -q 'no dist/uPlot.iife.min.js' '$dir/why'"

# A library that is missing is named with its package, all at once.
check "configure names missing libraries" sh -c \
    "! PKG_CONFIG_LIBDIR=/none PKG_CONFIG_PATH=/none '$top/configure' -q \
    2>'$dir/why' && grep -q 'libsodium-dev' '$dir/why' &&
    grep -q 'libsqlite3-dev' '$dir/why'"

echo "1..$n"
exit $failed
