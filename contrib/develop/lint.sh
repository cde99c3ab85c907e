#!/bin/sh
# SPDX-License-Identifier: ISC
# "make lint": what clang-tidy and cppcheck find in the programs, nothing when
# all is well.  In the build folder:
#
#	lint.sh quick|deep SRCDIR COMPILER WORD... -- SOURCE...
#
# A file of which nothing was found is not looked at again until it, a header
# of it, its flags, .clang-tidy or the tool changes: lint/DIGEST says so, the
# digest being of the preprocessed text with its comments.  "deep" lets clang's
# analyzer follow calls and paths as far as it can, at ten times the cost.

# lint.sh --one MODE SRCDIR COMPILER WORD... FILE
one()
{
	mode=$1 src=$2
	shift 2
	digest=$({ echo "$mode"; cat lint/rules; "$@" -E -C -w; } | sha256sum)
	verdict=lint/${digest%% *}
	[ ! -e "$verdict" ] || return 0

	# For clang-tidy: the flags alone, and the file before them.
	case ${1##*/} in
	ccache | sccache | distcc) shift ;;
	esac
	shift
	n=$#
	for word; do
		shift
		n=$((n - 1))
		case $word in
		# One of gcc's that clang takes only with another beside it.
		-ftrivial-auto-var-init=*) continue ;;
		esac
		[ $n -eq 0 ] || set -- "$@" "$word"
	done
	[ "$mode" = deep ] ||
	    set -- "$@" -Xclang -analyzer-config -Xclang mode=shallow
	found=$(clang-tidy --quiet --config-file="$src/.clang-tidy" "$word" -- \
	    "$@" -Wno-unknown-warning-option 2>lint/said.$$)
	if [ $? -eq 0 ] && [ -z "$found" ]; then
		: >"$verdict"
		rm -f lint/said.$$
		return 0
	fi
	printf '%s\n' "$found"
	# Errors of the tool itself; how many warnings it left out is none.
	grep -vE '^[0-9]+ (warning|error)|^$' lint/said.$$
	rm -f lint/said.$$
	return 1
}

if [ "$1" = --one ]; then
	shift
	one "$@"
	exit
fi

mode=$1 src=$2
shift 2
for tool in clang-tidy cppcheck; do
	command -v $tool >/dev/null || {
		echo "lint: there is no $tool (apt install $tool)"
		exit 77
	}
done
mkdir -p lint
{ clang-tidy --version; cat "$src/.clang-tidy"; } >lint/rules

# The words before "--" stay, the sources go to a file: the programs' own and
# the simulator's, as the tests have no user but us.
words=$#
for word; do
	shift
	words=$((words - 1))
	[ "$word" != -- ] || break
	set -- "$@" "$word"
done
for word; do
	[ $words -gt 0 ] || break
	words=$((words - 1))
	shift
	case $word in
	tests/sim/t-*.c) ;;
	tests/sim/*.c) echo "$src/$word" ;;
	tests/*) ;;
	*.c) echo "$src/$word" ;;
	esac
done >lint/list.$$
LC_ALL=C sort -u lint/list.$$ >lint/files
rm -f lint/list.$$

status=0
xargs -n 1 -P "$(nproc)" sh "$0" --one "$mode" "$src" "$@" <lint/files ||
    status=1

defines=
for word; do
	case $word in -D* | -I*) ;; *) word= ;; esac
	[ -z "$word" ] || defines="$defines '$word'"
done
eval "cppcheck -q -j$(nproc) --std=c11 --library=posix --inline-suppr \
    --enable=warning,performance,portability --error-exitcode=1 \
    --suppressions-list='$src/contrib/develop/cppcheck.txt' \
    --file-list=lint/files $defines" 2>&1 ||
    status=1
exit $status
