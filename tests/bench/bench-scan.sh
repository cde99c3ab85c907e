#!/bin/sh
# SPDX-License-Identifier: ISC
# A routed /16 of which 1,024 addresses live and the rest is dropped, and an
# on-link /20 of which 64 live, in network namespaces; needs root.
set -eu
[ "$(id -u)" = 0 ] && command -v ip >/dev/null || {
	echo "# bench-scan: not run, it needs root and ip(8)"
	exit 0
}
a=bench-a-$$ b=bench-b-$$ server=
trap 'kill $server 2>/dev/null; ip netns del $a; ip netns del $b' EXIT
ip netns add $a
ip netns add $b
ip link add va netns $a type veth peer name vb netns $b
ip -n $a link set lo up
ip -n $b link set lo up
ip -n $a addr add 10.60.0.1/20 dev va
ip -n $b addr add 10.60.0.2/20 dev vb
ip -n $a link set va up
ip -n $b link set vb up
# Routed: 10.50.0.0/22 is there, the rest of the /16 goes nowhere.
ip -n $a route add 10.50.0.0/16 via 10.60.0.2
ip -n $b route add local 10.50.0.0/22 dev lo
ip -n $b route add blackhole 10.50.0.0/16
# On the link: 64 addresses.
i=0
while [ $i -lt 64 ]; do
	ip -n $b addr add 10.60.$((i / 8)).$((100 + i))/20 dev vb
	i=$((i + 1))
done
ip netns exec $b ./tests/bench/listen-any 80 &
server=$!
sleep 1
ip netns exec $a ./tests/bench/bench-scan "routed /16" 10.50.0.0/16 1024
ip netns exec $a ./tests/bench/bench-scan "on-link /20" 10.60.0.0/20 65
