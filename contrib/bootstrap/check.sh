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
	run_tests -j"$(nproc)" check || broken=1
	# Tests of the whole stack wait most of the time, and two share it.
	run_tests -j2 check-system || broken=1
	run_tests -j1 check-alone || broken=1
	tell_failures
	sh tests/lib/tap-sum.sh "$check_dir/tests" $broken
	exit $?
}
