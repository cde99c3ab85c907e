#!/bin/sh
# SPDX-License-Identifier: ISC
# usage: clocks.sh   in the build folder, with srcdir set
# The balancer over each trace's own hours, as many traces at a time as there
# are processors, in a build of its own: with the sanitizers, which "make
# check" has for an hour of each, the days would take hours.
set -eu

mkdir -p clocks.d
cd clocks.d
case $srcdir in /*) top=$srcdir ;; *) top=../$srcdir ;; esac
[ -f Makefile ] || "$top/configure" -q
make -s -j"$(nproc)" tests/balance/sim-balance
rm -f ./*.log

tests/balance/sim-balance names |
    xargs -d '\n' -P "$(nproc)" -I NAME \
    sh -c 'tests/balance/sim-balance full "$1" >"$1.log" 2>&1' sh NAME ||
    failed=1
cat ./*.log
exit "${failed:-0}"
