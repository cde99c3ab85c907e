#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: short.sh CLANG RUNS TARGET...   in the build folder, with srcdir set
# Build the targets with libFuzzer in a folder of their own and let each run.
set -eu

clang=$1 runs=$2
shift 2
command -v "$clang" >/dev/null || {
	echo "fuzz-short: not run, there is no $clang (apt install clang)"
	exit 0
}
mkdir -p fuzz-short.d
cd fuzz-short.d
case $srcdir in /*) top=$srcdir ;; *) top=../$srcdir ;; esac
[ -f Makefile ] || "$top/configure" -q --enable-developer CC="$clang" \
    CPPFLAGS=-DLIBFUZZER CFLAGS='-g -O1 -Wno-error -fsanitize=fuzzer-no-link'

for target in "$@"; do
	make -s "tests/fuzz/fuzz-$target" LDFLAGS=-fsanitize=fuzzer
	mkdir -p "seeds/$target"
	"tests/fuzz/fuzz-$target" -runs="$runs" -max_len=8192 -verbosity=0 \
	    -print_final_stats=1 "seeds/$target" \
	    "$top/tests/fuzz/seeds/$target" >"$target.log" 2>&1 || {
		tail -40 "$target.log"
		echo "fuzz-short: $target FAILED, see $PWD"
		exit 1
	}
	awk -v target="$target" '/number_of_executed_units/ {
		print "fuzz-short: " target " " $2 " inputs without a fault"
	}' "$target.log"
done
