/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/balance/balance.h"
#include "hive/base/log.h"
#include "tests/bench/bench.h"
#include "tests/lib/work_rig.h"

/*
 * A whole cycle of the balancer: snapshot, budget, plan, decision and what it
 * tells the miners, all managed, with the database in memory; quiet ones and
 * the one that meets a fall of generation by 30 %.  Then what the plan is as
 * an answer of the API.
 */
#define CYCLES	41

static struct rig b;

static void
order(const char *name, const char *target, const char *body)
{
	struct answer a = rig_order(&b, name, target, body);

	if (a.status != 200)
		log_die("order %s: %lld %s", name, (long long)a.status,
		    a.why ? a.why : "");
}

/* Every miner to be moved, below a preset that most can climb to. */
static void
operate(int miners)
{
	struct sim_miner s, before;

	for (int i = 1; i <= miners; i++) {
		bool first = true;

		farm_miner(b.farm, i, &s);
		for (int k = 1; k < i && first; k++) {
			farm_miner(b.farm, k, &before);
			first = strcmp(before.model, s.model);
		}
		if (first)
			order("model_patch", s.model, arena_printf(&b.arena,
			    "{\"max_preset\":\"%s\"}", s.preset));
	}
	for (int i = 1; i <= miners; i++) {
		farm_miner(b.farm, i, &s);
		order("miner_patch", s.mac, "{\"managed\":true}");
	}
	order("settings_patch", NULL, "{\"balancer_mode\":\"act\"}");
}

static void
last_decision(struct decision *d)
{
	db_one(b.worker.turn.db, decision_list(b.worker.turn.db, NONE, NONE,
	    NONE, 1), &b.arena, decision_fields, d);
}

/* A plant that bears nine tenths of what they draw; five minutes later they
 * are there. */
static void
bind_plant(void)
{
	struct decision d;

	last_decision(&d);
	farm_command(b.farm, arena_printf(&b.arena, "plant generation %lld",
	    (long long)(d.generation_w - d.available_w + d.expected_w) /
	    1000));
	rig_run(&b, 300000);
}

static double
cycle_ms(void)
{
	double from;

	b.worker.control.plant.news = true;
	b.worker.turn.now_ms += 1000;
	from = bench_cpu_ms();
	balance_turn(&b.worker.turn, &b.worker.control);
	return bench_cpu_ms() - from;
}

static void
measure(int miners, const char *quiet, const char *shed, const char *answer,
    double limit)
{
	struct farm_options o;
	double ms[CYCLES], from;
	struct decision d;
	struct answer a;

	farm_defaults(&o);
	o.miners = miners;
	o.net = "127.1.0.0/17";
	o.shape = PLANT_STEADY;
	o.trip_first_ms = -1;
	o.nameplate_w = 6000.0 * miners;
	rig_open_farm(&b, &o);
	rig_run(&b, 180000);
	operate(miners);
	bind_plant();
	for (int i = 0; i < CYCLES; i++)
		ms[i] = cycle_ms();
	bench_print(quiet, bench_median(ms, CYCLES), "ms", limit);
	b.worker.control.plant.generation_w =
	    b.worker.control.plant.generation_w * 7 / 10;
	bench_print(shed, cycle_ms(), "ms", limit);
	last_decision(&d);
	printf("# band %s, state %s: %s\n", band_words[d.band],
	    balance_state_words[d.state], d.text);
	from = bench_cpu_ms();
	a = rig_order(&b, "plan", NULL, NULL);
	bench_print(answer, bench_cpu_ms() - from, "ms", 0);
	printf("# %lld found, the plan is an answer of %zu bytes, status"
	    " %lld\n", (long long)b.worker.fleet.n, strlen(a.body),
	    (long long)a.status);
	rig_close(&b);
}

int
main(int argc, char **argv)
{
	log_level(LOG_NOTE);
	if (argc < 2 || strcmp(argv[1], "10000"))
		measure(1000, "cycle_1000", "cycle_1000_shed",
		    "plan_1000_answer", 15);
	else
		measure(10000, "cycle_10000", "cycle_10000_shed",
		    "plan_10000_answer", 0);
	return 0;
}
