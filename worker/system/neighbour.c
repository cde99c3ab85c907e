/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <stdio.h>

#include "worker/system/neighbour.h"

#define DEAD_S		4	/* 3, and a second to be sure */
#define MIN_RATE	16
#define DEFAULT_MAX	1024	/* Linux's gc_thresh3 */

static int64_t
number_in(const char *path, int64_t fallback)
{
	FILE *f = fopen(path, "r");
	long long n;

	if (!f)
		return fallback;
	if (fscanf(f, "%lld", &n) == 1)
		fallback = n;
	fclose(f);
	return fallback;
}

/* The first column of the statistics, in hex, is the number of entries. */
static int64_t
entries(void)
{
	FILE *f = fopen("/proc/net/stat/arp_cache", "r");
	unsigned n = 0;
	int c;

	if (!f)
		return 0;
	while ((c = fgetc(f)) != EOF && c != '\n')
		;
	if (fscanf(f, "%x", &n) != 1)
		n = 0;
	fclose(f);
	return n;
}

static void
read_links(struct neighbours *n)
{
	struct ifaddrs *all, *i;

	n->links_n = 0;
	if (getifaddrs(&all) < 0)
		return;
	for (i = all; i && n->links_n < LINKS_MAX; i = i->ifa_next) {
		const struct sockaddr_in *a = (const void *)i->ifa_addr;
		const struct sockaddr_in *m = (const void *)i->ifa_netmask;

		if (!a || !m || a->sin_family != AF_INET ||
		    (i->ifa_flags & (IFF_LOOPBACK | IFF_NOARP)))
			continue;
		n->links[n->links_n][1] = ntohl(m->sin_addr.s_addr);
		n->links[n->links_n][0] = ntohl(a->sin_addr.s_addr) &
		    n->links[n->links_n][1];
		n->links_n++;
	}
	freeifaddrs(all);
}

void
neighbours_read(struct neighbours *n, int64_t now_ms)
{
	n->read_ms = now_ms;
	n->max = number_in("/proc/sys/net/ipv4/neigh/default/gc_thresh3",
	    DEFAULT_MAX);
	n->used = entries();
	read_links(n);
}

double
neighbours_rate(const struct neighbours *n)
{
	double rate = (double)(n->max - n->used) / DEAD_S;

	return rate < MIN_RATE ? MIN_RATE : rate;
}

bool
neighbours_on_link(const struct neighbours *n, uint32_t ip)
{
	for (size_t i = 0; i < n->links_n; i++)
		if ((ip & n->links[i][1]) == n->links[i][0])
			return true;
	return false;
}
