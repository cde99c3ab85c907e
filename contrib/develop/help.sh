#!/bin/sh
# SPDX-License-Identifier: ISC
# "make help": what the comments "## make TARGET: TEXT" in the *.am files say,
# what everybody needs before the rest.  help.sh SRCDIR
cd "$1" || exit 1
first=contrib/develop/local.am
{
	echo $first
	find . \( -name 'build*' -o -name _build \) -prune -o -name '*.am' \
	    ! -path ./$first -print | LC_ALL=C sort
} | xargs sed -n 's/^## make \([^:]*\): /\1\t/p' |
    awk -F '\t' '{ printf "make %-18s %s\n", $1, $2 }'
