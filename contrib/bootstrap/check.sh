# shellcheck shell=sh
# SPDX-License-Identifier: ISC

check_dir=$source_dir/build-check

# All tests.  The last line is the sum; the exit status says whether it is
# without a failure.  What ran is read from what the test driver recorded,
# so that a run that broke off is seen as well.
check()
{
	install_packages "$packages_build $packages_run $packages_check"
	if ! (build "$check_dir" --enable-developer && build "$build_dir"); then
		say "0 passed, 1 failed"
		exit 1
	fi
	find "$check_dir" -name '*.trs' -exec rm -f {} +
	broken=0
	for target in check check-system; do
		say "make $target"
		make -C "$check_dir" -k -s "$target" || broken=1
	done
	find "$check_dir/tests" -name '*.log' -exec \
	    grep -H '^\(not ok\|Bail out\)' {} + || true
	sh tests/tap-sum.sh "$check_dir/tests" $broken
	exit $?
}
