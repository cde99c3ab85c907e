#!/bin/sh
# SPDX-License-Identifier: ISC
# The rules for Prometheus: well-formed, firing when they should, and about
# series that /metrics has.
cd "${srcdir:-.}" || exit 1
# shellcheck source=tests/lib/tools.sh
. ./tests/lib/tools.sh
need_tools promtool
n=0 failed=0

result()
{
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "$2" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}

said()
{
	text=$("$@" 2>&1) || echo "$text"
}

rules=contrib/prometheus/powerhive.rules.yml
missing=
for series in $(grep -v '^ *#' $rules | grep -o 'powerhive_[a-z_]*' |
    LC_ALL=C sort -u); do
	grep -q "\"${series#powerhive_}\"" fcgi/api/metrics*.c ||
	    missing="$missing $series"
done
result "every series is one of /metrics" "$missing"
result "the rules are well-formed" "$(said promtool check rules $rules)"
result "they fire when they should" "$(cd contrib/prometheus &&
    said promtool test rules powerhive.test.yml)"
echo "1..$n"
exit $failed
