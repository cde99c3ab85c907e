/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/hand_rig.h"

/* Orders about the site: its clocks, a scan of all of it, circuits, models. */
#define MINERS	4

static struct turn *t;

/* ---- Clocks -------------------------------------------------------------- */

/* A clock is off by more than a minute, either way; the worst is the first of
 * those that are as far off.  Who does not tell is not asked. */
static void
check_clocks(void)
{
	static const struct {
		int64_t ms[MINERS];
		bool retired;		/* the first of them */
		int asked, off;
		int64_t worst_ms;
		int worst;		/* 0: nobody */
	} cases[] = {
		{ { NONE, NONE, NONE, NONE }, false, 0, 0, NONE, 0 },
		{ { 0, NONE, NONE, NONE }, false, 1, 0, 0, 1 },
		{ { 60000, -60000, 60001, -60001 }, false, 4, 2, 60001, 3 },
		{ { 5, -7, 7, 6 }, false, 4, 0, -7, 2 },
		{ { 5, 6, 7, NONE }, false, 3, 0, 7, 3 },
		{ { 7, 6, 5, NONE }, false, 3, 0, 7, 1 },
		{ { 90000, 6, -61000, 0 }, false, 4, 2, 90000, 1 },
		{ { 90000, 6, -61000, 0 }, true, 3, 1, -61000, 3 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *worst = cases[i].worst ? arena_printf(&b.arena,
		    "\"worst_offset_ms\":%lld,\"worst_miner\":\"%s\"}",
		    (long long)cases[i].worst_ms, mac_of(cases[i].worst)) :
		    "\"worst_offset_ms\":null,\"worst_miner\":null}";
		struct answer a;

		for (int m = 0; m < MINERS; m++)
			b.worker.fleet.miners[m]->clock_ms = cases[i].ms[m];
		miner_of(1)->retired = cases[i].retired;
		b.worker.control.plant.clock_ms = (int64_t)i;
		a = rig_order(&b, "clocks", NULL, NULL);
		miner_of(1)->retired = false;
		CHECK_INT(a.status, 200);
		CHECK_TEXT(a.body, arena_printf(&b.arena,
		    "{\"plant_offset_ms\":%d,\"miners\":%d,\"miners_off\":%d,"
		    "%s", (int)i, cases[i].asked, cases[i].off, worst));
	}
}

/* ---- A scan -------------------------------------------------------------- */

/* All miners in service are asked everything again, at once unless a scan
 * runs. */
static void
check_scan(void)
{
	struct round *r = &b.worker.rounds[ROUND_DISCOVERY];

	for (int running = 0; running < 2; running++) {
		for (int m = 1; m <= MINERS; m++) {
			miner_of(m)->rescan = false;
			miner_of(m)->next_probe_ms = t->now_ms + 99;
		}
		miner_of(1)->retired = true;
		r->running = running;
		r->at_ms = 4711;
		CHECK_INT(order("scan", NULL, NULL), 202);
		miner_of(1)->retired = false;
		CHECK(!miner_of(1)->rescan);
		for (int m = 2; m <= MINERS; m++)
			CHECK(miner_of(m)->rescan &&
			    miner_of(m)->next_probe_ms == 0);
		CHECK_INT(r->at_ms, running ? 4711 : 0);
	}
	r->running = false;
}

/* ---- Circuits and models ------------------------------------------------- */

static void
check_circuits(void)
{
	char name[62];

	memset(name, 'x', sizeof name);
	name[61] = '\0';
	CHECK_INT(order("circuit_keep", name, "{\"limit_kw\":1}"), 422);
	CHECK_INT(order("circuit_remove", name, NULL), 404);
	name[60] = '\0';
	CHECK_INT(order("circuit_keep", name, "{\"limit_kw\":1}"), 200);
	CHECK_INT((int64_t)b.worker.control.balancer.n_circuits, 1);
	CHECK_INT(order("circuit_keep", "row", arena_printf(&b.arena,
	    "{\"parent\":\"%s\"}", name)), 200);
	CHECK_INT(order("circuit_keep", "row", "{\"parent\":\"none\"}"), 422);
	CHECK_INT(order("circuit_remove", name, NULL), 409);
	CHECK_INT(order("circuit_remove", "row", NULL), 200);
	CHECK_INT(order("circuit_remove", name, NULL), 200);
	CHECK_INT(order("circuit_remove", name, NULL), 404);
	CHECK_INT((int64_t)b.worker.control.balancer.n_circuits, 0);
}

static const char *
limit(void)
{
	struct model m = { .max_preset = NULL };

	CHECK(model_get(t->db, &b.arena, "s19jpro", &m));
	return m.max_preset;
}

static void
check_models(void)
{
	CHECK_INT(order("model_patch", "s21", "{\"max_preset\":null}"), 404);
	CHECK_INT(order("model_patch", "s19jpro", "{\"max_preset\":\"1\"}"),
	    422);
	/* nothing said is nothing set */
	b.worker.fleet.models_changed = false;
	CHECK_INT(order("model_patch", "s19jpro", "{}"), 200);
	CHECK_TEXT(limit(), "3000");
	CHECK(!b.worker.fleet.models_changed);
	CHECK_INT(order("model_patch", "s19jpro", "{\"max_preset\":\"2000\"}"),
	    200);
	CHECK_TEXT(limit(), "2000");
	CHECK(b.worker.fleet.models_changed);
	CHECK_INT(b.worker.control.limits.of[0].power_w, 2000);
	CHECK_INT(order("model_patch", "s19jpro", "{\"max_preset\":null}"),
	    200);
	CHECK_TEXT(limit(), NULL);
	CHECK_INT((int64_t)b.worker.control.limits.n, 0);
}

int
main(void)
{
	hand_open(MINERS, false);
	t = &b.worker.turn;
	check_clocks();
	check_scan();
	check_circuits();
	check_models();
	rig_close(&b);
	return tap_done();
}
