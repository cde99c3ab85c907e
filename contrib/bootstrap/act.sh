# shellcheck shell=sh
# SPDX-License-Identifier: ISC
#
# What an operator does before the balancer may act, done to the demo: a
# maximum preset for each model, every miner managed, and mode act.  By the
# same doors that he has: powerhivectl and the REST API.

# maximum_of ALIAS: the most that the simulated model's own power supply
# takes; for a real one its data sheet tells.
maximum_of()
{
	case $1 in
	s19) echo 3450 ;;
	s19jpro) echo 4480 ;;
	s19pro) echo 3120W ;;
	s19kpro) echo 2980 ;;
	s21pro) echo 3690 ;;
	s19prohyd) echo 5740 ;;
	l7) echo 3260 ;;
	*) return 1 ;;
	esac
}

# demo_act CONFIG: when all miners are on record.
demo_act()
{
	ctl="$build_dir/powerhivectl --config $1"
	# shellcheck disable=SC2086 # a command and its first words
	for alias in $($ctl model list | awk 'NR > 1 { print $1 }'); do
		$ctl model limit "$alias" "$(maximum_of "$alias")" ||
		    stack_broken "cannot set a maximum preset for $alias"
	done
	done_status=$(ask -X PATCH -H 'Content-Type: application/json' \
	    -d '{"filter":{"managed":false},"set":{"managed":true}}' \
	    "${url}api/miners")
	[ "$done_status" = 200 ] ||
	    stack_broken "cannot mark the miners managed: $done_status"
	# shellcheck disable=SC2086
	$ctl setting set balancer_mode=act ||
	    stack_broken "cannot set the mode"
}
