/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/command.h"
#include "tests/tap.h"
#include "tests/work_bench.h"

/* A worker that is killed in the middle of a shed, and the one after it. */

static struct bench b;

static void
order(const char *name, const char *target, const char *body)
{
	CHECK_INT(bench_order(&b, name, target, body).status, 200);
}

#define LOST 5

/* Requests that a miner of `lost' (or none of them) got twice since then. */
static int64_t
twice_since(int64_t from, const int *lost, bool of_them)
{
	int64_t n = 0;

	for (int64_t i = from; i < farm_writes(b.farm); i++)
		for (int64_t k = from; k < i; k++) {
			const struct sim_write *x = farm_write(b.farm, i);
			const struct sim_write *y = farm_write(b.farm, k);
			bool there = false;

			for (int l = 0; l < LOST; l++)
				there |= x->miner == lost[l];
			n += there == of_them && x->miner == y->miner &&
			    !strcmp(x->path, y->path) &&
			    !strcmp(x->body, y->body);
		}
	return n;
}

/* Some are as if their order had never reached them. */
static void
lose(int64_t from, int *lost)
{
	char line[64];

	for (int i = 0; i < LOST; i++) {
		lost[i] = farm_write(b.farm, from + i)->miner;
		snprintf(line, sizeof line, "miner %d preset 3660", lost[i]);
		CHECK_TEXT(farm_command(b.farm, line), NULL);
	}
}

/*
 * The worker dies when the whole shed has been sent and nobody has answered
 * yet, and again when the next one has only just begun to look.  Who got his
 * order is not told again; who did not is, before the plant is known again.
 */
static void
check_killed(void)
{
	int64_t before;
	int lost[LOST];

	order("miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}");
	order("settings_patch", NULL, "{\"balancer_mode\":\"act\"}");
	order("model_patch", "s19jpro", "{\"max_preset\":\"3660\"}");
	bench_run(&b, 600000);
	before = farm_writes(b.farm);
	farm_command(b.farm, "trip 0.5 for 600");
	for (int ms = 0; ms < 60000 && farm_writes(b.farm) == before; ms++)
		bench_run(&b, 1);
	CHECK(farm_writes(b.farm) - before > 2 * LOST);
	CHECK(command_open_count(b.work.db) >= farm_writes(b.farm) - before);
	lose(before, lost);
	bench_kill(&b);
	bench_run(&b, 100);
	bench_kill(&b);
	bench_run(&b, 5000);
	CHECK_TEXT(b.work.balancer.state, "INIT");
	CHECK_INT(twice_since(before, lost, false), 0);
	CHECK_INT(twice_since(before, lost, true), LOST);
	bench_run(&b, 15000);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
	bench_run(&b, 60000);
	CHECK_INT(twice_since(before, lost, false), 0);
	CHECK_INT(command_open_count(b.work.db), 0);
	CHECK(farm_load_w(b.farm) < farm_available_w(b.farm));
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 40;
	o.model = "s19jpro";
	o.net = "127.1.0.0/22";
	o.trip_first_ms = -1;
	o.shape = PLANT_STEADY;
	o.tuned_percent = 100;
	o.plant_period_ms = 15000;
	o.latency_ms = 300;
	o.ignored_percent = o.refused_percent = o.restart_percent =
	    o.late_percent = o.switcher_percent = 0;
	bench_open_farm(&b, &o);
	bench_run(&b, 120000);
	check_killed();
	bench_close(&b);
	return tap_done();
}
