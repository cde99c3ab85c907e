#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: long.sh   in the build folder of "./bootstrap check"
# What takes too long for every day, one after the other: "make check-long".
# Each part takes as many processors as it can use.
# LONG='NAME...' runs some of it only.  The last line is the sum.
passed=0 failed=0 all=0

# part NAME COMMAND...: its output is kept, and its end shown when it fails.
# What could not run, like fuzzing without clang, says so and has not passed.
part()
{
	name=$1
	shift
	case " ${LONG:-$name} " in *" $name "*) ;; *) return ;; esac
	begun=$(date +%s)
	if "$@" >"check-long.$name" 2>&1 &&
	    ! grep -q ': not run' "check-long.$name"; then
		result=passed
		passed=$((passed + 1))
	else
		result=FAILED
		failed=$((failed + 1))
		tail -n 40 "check-long.$name"
	fi
	grep -E '^(# TOTAL|# [0-9]+ of|bench:|fuzz-short:)' "check-long.$name" |
	    sed 's/^/  /'
	took=$(($(date +%s) - begun))
	all=$((all + took))
	echo "$name: $result, $took s"
}

# The page's heap after half an hour, which its benchmark holds to a limit.
page_leaks()
{
	make -s bench-web | awk '
	{ print }
	/heap after/ && match($0, /ratio=[0-9.]+/) {
		seen = 1
		over = substr($0, RSTART + 6, RLENGTH - 6) + 0 > 1
	}
	END { exit !seen || over }'
}

part storms make -s check-mqtt
part kills env POWERHIVE_KILLS=1000 make -s check \
    TESTS=tests/system/t-kill.mjs
part clocks sh "$srcdir/tests/balance/clocks.sh"
part leaks env ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1 \
    make -s -j"$(nproc)" check-units
part page-leaks page_leaks
part fuzz make -s fuzz-short
part release make -s -j"$(nproc)" distcheck
part mutants make -s mutants

echo "$passed passed, $failed failed, $all s"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
