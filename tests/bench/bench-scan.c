/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/base/record.h"
#include "hive/site/site.h"
#include "tests/bench/bench.h"
#include "worker/system/scan.h"
#include "worker/system/system.h"

/*
 * usage: bench-scan NAME RANGE LIVE [IN-FLIGHT]
 *
 * One sweep with worker/system/scan.c and 300 ms; bench-scan.sh makes the
 * networks.
 */
static int found;

static bool
skip(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
	return false;
}

static void
on_found(void *arg, uint32_t ip, bool named)
{
	(void)arg;
	(void)ip;
	(void)named;
	found++;
}

static void
silent(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
}

int
main(int argc, char **argv)
{
	struct scan_options with = { .port = 80, .timeout_ms = 300,
	    .skip = skip, .found = on_found, .silent = silent };
	struct loop *loop = loop_new();
	uint32_t range[1][2];
	struct scan *s;
	double began, ms, hosts;
	char name[80];

	if (argc < 4 || !site_range(argv[2], &range[0][0], &range[0][1]))
		return 64;
	with.in_flight = (system_raise_files() - 512) / 2;
	if (argc > 4)
		with.in_flight = (int)strtol(argv[4], NULL, 10);
	s = scan_new(loop, &with);
	scan_ranges(s, (const uint32_t (*)[2])range, 1);
	began = (double)day_mono_ms();
	scan_sweep(s);
	while (scan_progress(s, day_mono_ms()).running) {
		scan_turn(s, day_mono_ms());
		loop_wait(loop, 100);
	}
	ms = (double)day_mono_ms() - began;
	hosts = (double)range[0][1] - range[0][0] + 1;
	snprintf(name, sizeof name, "scan %s: found of live", argv[1]);
	bench_print(name, found, "miners", strtod(argv[3], NULL));
	snprintf(name, sizeof name, "scan %s: time", argv[1]);
	bench_print(name, ms / 1000, "s", 0);
	snprintf(name, sizeof name, "scan %s: rate", argv[1]);
	bench_print(name, hosts / ms * 1000, "hosts/s",
	    with.in_flight / 0.3);
	scan_free(s);
	loop_free(loop);
	return 0;
}
