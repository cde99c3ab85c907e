# shellcheck shell=sh
# SPDX-License-Identifier: ISC

build_dir=$source_dir/build

# build FOLDER [CONFIGURE-OPTION...]: nothing is done twice.
build()
{
	into=$1
	shift
	if [ ! -x configure ] || [ configure.ac -nt configure ] ||
	    [ ! -f Makefile.in ] || [ Makefile.am -nt Makefile.in ]; then
		say "generating configure"
		autoreconf -i
	fi
	mkdir -p "$into"
	if [ ! -f "$into/config.status" ] ||
	    [ configure -nt "$into/config.status" ]; then
		say "configuring $into"
		(cd "$into" && "$source_dir/configure" -q "$@") ||
		    fail "configure did not end well"
	fi
	say "building $into"
	make -C "$into" -s -j"$(nproc)" || fail "the build did not end well"
}
