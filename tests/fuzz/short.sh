#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: short.sh CLANG RUNS TARGET...   in the build folder, with srcdir set
# Build the targets with libFuzzer in a folder of their own and let them run,
# as many at a time as there are processors.
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
	rm -f "$target.passed" "$target.log"
done
# shellcheck disable=SC2016 # the inner shell's words
printf '%s\n' "$@" | xargs -P "$(nproc)" -I TARGET sh -c '
	"tests/fuzz/fuzz-$1" -runs="$2" -max_len=8192 -verbosity=0 \
	    -print_final_stats=1 "seeds/$1" "$3/$1" >"$1.log" 2>&1 &&
	    : >"$1.passed"' sh TARGET "$runs" "$top/tests/fuzz/seeds" || :

failed=0
for target in "$@"; do
	if [ -e "$target.passed" ]; then
		awk -v target="$target" '/number_of_executed_units/ {
			print "fuzz-short: " target " " $2 \
			    " inputs without a fault"
		}' "$target.log"
	else
		echo "fuzz-short: $target FAILED, see $PWD"
		tail -40 "$target.log" || :
		failed=1
	fi
done
exit $failed
