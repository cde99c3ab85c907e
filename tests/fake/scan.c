/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/record.h"
#include "tests/lib/work_rig.h"
#include "worker/system/scan.h"

/* worker/system/scan.h without sockets: who answers is asked of the bench. */

struct scan {
	struct scan_options	 with;
	uint32_t		 ranges[16][2], named[20000];
	size_t			 ranges_n, named_n;
	bool			 sweep;
	int64_t			 done;
	int64_t			 asked[256];	/* by the last byte */
};

static struct scan scan;

struct scan *
scan_new(struct loop *loop, const struct scan_options *with)
{
	(void)loop;
	scan = (struct scan){ .with = *with };
	return &scan;
}

void
scan_free(struct scan *s)
{
	(void)s;
}

void
scan_change(struct scan *s, int64_t port, int64_t timeout_ms)
{
	s->with.port = port;
	s->with.timeout_ms = timeout_ms;
}

void
scan_ranges(struct scan *s, const uint32_t (*ranges)[2], size_t n)
{
	memcpy(s->ranges, ranges, n * sizeof *ranges);
	s->ranges_n = n;
}

bool
scan_sweep(struct scan *s)
{
	s->sweep = true;
	return true;
}

void
scan_name(struct scan *s, uint32_t ip)
{
	s->named[s->named_n++] = ip;
	s->asked[ip & 255]++;
}

int64_t
rig_named(uint32_t ip)
{
	return scan.asked[ip & 255];
}

static void
sweep(struct scan *s)
{
	s->done = 0;
	for (size_t i = 0; i < s->ranges_n; i++)
		for (uint32_t ip = s->ranges[i][0]; ip <= s->ranges[i][1];
		    ip++, s->done++)
			if (!s->with.skip(s->with.arg, ip) && rig_open(ip))
				s->with.found(s->with.arg, ip, false);
	s->sweep = false;
}

void
scan_turn(struct scan *s, int64_t now_ms)
{
	(void)now_ms;
	for (size_t i = 0; i < s->named_n; i++)
		if (rig_open(s->named[i]))
			s->with.found(s->with.arg, s->named[i], true);
		else
			s->with.silent(s->with.arg, s->named[i]);
	s->named_n = 0;
	if (s->sweep)
		sweep(s);
}

bool
scan_named_done(const struct scan *s)
{
	return s->named_n == 0;
}

struct scan_progress
scan_progress(const struct scan *s, int64_t now_ms)
{
	(void)now_ms;
	return (struct scan_progress){ s->done, s->done, 0, false };
}
