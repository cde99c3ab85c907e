#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: tap-sum.sh FOLDER [BROKEN]
# Adds up the results that the test driver left as *.trs under the folder
# and closes with "N passed, N failed".  No result at all is a failure, and
# so is a run of which make says that it broke (BROKEN 1) with none on record.
find "$1" -name '*.trs' -exec cat {} + | awk -v broken="${2:-0}" '
$1 == ":test-result:" {
	if ($2 == "PASS" || $2 == "XFAIL")
		passed++
	else if ($2 == "SKIP")
		skipped++
	else
		failed++
}
END {
	if (skipped)
		print skipped " skipped"
	if (passed + failed == 0 || (broken && !failed))
		failed = 1
	printf "%d passed, %d failed\n", passed, failed
	exit failed != 0
}'
