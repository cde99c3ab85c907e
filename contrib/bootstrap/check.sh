# shellcheck shell=sh
# SPDX-License-Identifier: ISC

check_dir=$source_dir/build-check

# run_tests MAKE-ARGUMENT...: without the thousands of lines that say PASS.
run_tests()
{
	rm -f "$check_dir/broken"
	{ make -C "$check_dir" -k -s "$@" 2>&1 || : >"$check_dir/broken"; } |
	    grep --line-buffered -v '^PASS: '
	[ ! -e "$check_dir/broken" ]
}

# The layers of the tests in their order, and the seconds that each may take
# on two processors: 25 minutes together.  "central" has no test yet: its share
# is kept for the server of several sites, and a layer without tests is skipped.
layers='form:120 units:240 loop:240 books:120 system:420 page:240 central:120'

# layer_of TEST: by the folder that it lies in, so that a new test has one.
layer_of()
{
	case $1 in
	tests/form/*) echo form ;;
	tests/central/*) echo central ;;
	tests/*/ledger/*|tests/hive/money/*|tests/hive/verify/*) echo books ;;
	tests/web/*|*/t-page.*|*/t-journeys.*) echo page ;;
	tests/system/*) echo system ;;
	tests/worker/*|tests/fcgi/*|tests/balance/*) echo loop ;;
	*) echo units ;;
	esac
}

# tests_of LAYER HOW: from the list "TEST HOW" of the Makefile.
tests_of()
{
	while read -r test how; do
		[ "$how" != "$2" ] || [ "$(layer_of "$test")" != "$1" ] ||
		    printf '%s ' "$test"
	done <"$check_dir/all-tests"
}

# run_layer NAME BUDGET: those of C and of scripts as many as there are
# processors; those of the whole stack wait most of the time, and two share
# it; some want the machine alone.  What it took is left in the file "took".
run_layer()
{
	begun=$(date +%s)
	ran=no
	for how in any:$(nproc) two:2 alone:1; do
		tests=$(tests_of "$1" "${how%:*}")
		[ -n "$tests" ] || continue
		ran=yes
		run_tests -j"${how#*:}" check TESTS="$tests" || broken=1
	done
	[ $ran = no ] ||
	    echo "$1 $(($(date +%s) - begun)) $2" >>"$check_dir/took"
}

# What each layer took beside what it may take.
tell_times()
{
	awk '
{
	printf "%-8s %5d s of %4d s\n", $1, $2, $3
	if ($2 > $3)
		over = over sprintf("warning: %s took %d s more than its " \
		    "budget\n", $1, $2 - $3)
	took += $2
}
END {
	printf "%-8s %5d s of 1500 s\n%s", "together", took, over
	if (took > 1500)
		print "warning: the tests took " took - 1500 \
		    " s more than 25 minutes"
}' "$check_dir/took"
}

# Tools from npm for the page and the API's contract, by the lock file.  Where
# one of them asks for the "latest" of another, the lock file was told which:
# npm would look up what that is today, and Debian's cannot override it.
install_web_tools()
{
	web=$check_dir/web
	if ! cmp -s tests/web/package-lock.json "$web/package-lock.json" ||
	    [ ! -e "$web/done" ]; then
		rm -rf "$web"
		mkdir -p "$web"
		cp tests/web/package.json tests/web/package-lock.json "$web"
		(cd "$web" && npm ci --ignore-scripts --no-audit --no-fund \
		    --loglevel=error && : >done) || {
			say "npm cannot install what tests/web names"
			return 1
		}
	fi
}

# What failed, and what the test said of it: the machine that guards main may
# keep no more than this.
tell_failures()
{
	find "$check_dir/tests" -name '*.log' -exec \
	    grep -l '^\(not ok\|Bail out\)' {} + | while read -r log; do
		printf '\n%s\n' "$log"
		grep -E '^(not ok|Bail out|#)' "$log" |
		    grep -E -B 20 -A 15 '^(not ok|Bail out)' | head -n 80
	done
	return 0
}

# All tests.  The last line is the sum; the exit status says whether it is
# without a failure.  What ran is read from what the test driver recorded,
# so that a run that broke off is seen as well.
check()
{
	install_packages "$packages_build $packages_run $packages_demo \
	    $packages_check"
	if ! (build "$check_dir" --enable-developer &&
	    build "$build_dir" && install_web_tools); then
		say "0 passed, 1 failed"
		exit 1
	fi
	find "$check_dir" -name '*.trs' -exec rm -f {} +
	broken=0
	: >"$check_dir/took"
	# Built first, so that no layer pays for it.
	run_tests -j"$(nproc)" check TESTS= || broken=1
	make -C "$check_dir" -s list-tests >"$check_dir/all-tests" || broken=1
	for layer in $layers; do
		run_layer "${layer%:*}" "${layer#*:}"
	done
	tell_failures
	tell_times
	sh tests/lib/tap-sum.sh "$check_dir/tests" $broken
	exit $?
}
