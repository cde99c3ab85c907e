/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/json/json.h"
#include "hive/service/event_log.h"
#include "tests/fake/http.h"
#include "tests/lib/site_rig.h"

/*
 * The worker's rounds against the simulated farm, under a virtual clock: who
 * is found, who moves, who falls silent, and whoever does as he should not.
 * t-keys.c has what it may ask them, and what people may ask of it.
 */

static int
events(const char *kind)
{
	struct query *q = event_list(b.worker.turn.db, NULL, INT64_MAX, 100000);
	struct event e;
	int n = 0;

	while (db_row(b.worker.turn.db, q, event_fields, &e))
		n += !strcmp(e.kind, kind);
	return n;
}

static void
check_found(void)
{
	const struct latest *l;

	rig_run(&b, 40000);
	CHECK_INT(sums().total, 60);
	CHECK_INT(sums().online, 60);
	CHECK_INT(sums().keyless, 0);
	CHECK_INT(events("found"), 60);
	l = latest(7);
	CHECK(l != NULL);
	CHECK_TEXT(miner_state_words[l->state], truth(7).state);
	CHECK_TEXT(l->preset, truth(7).preset);
	CHECK(l->power_w > 0.9 * truth(7).power_w &&
	    l->power_w < 1.1 * truth(7).power_w);
	CHECK_TEXT(miner(7).model, truth(7).model);
	CHECK(model_list(b.worker.turn.db, &b.arena).n >= 2);
}

/* Chips of every dialect, whether it calls them chains or boards. */
static void
check_chips(void)
{
	static struct query q = QUERY("SELECT count(DISTINCT miner)"
	    " FROM chips");

	rig_run(&b, 70000);
	CHECK_INT(db_number(b.worker.turn.db, &q, 0), 60);
}

static void
check_silence(void)
{
	farm("miner 3 silent");
	rig_run(&b, 30000);
	CHECK(miner(3).online);		/* two missed polls mean nothing */
	rig_run(&b, 60000);
	CHECK(!miner(3).online);
	CHECK(miner(3).ip == NULL && miner(3).last_ip != NULL);
	CHECK(miner(3).offline_reason != NULL);
	CHECK_INT(sums().online, 59);
	farm("miner 3 online");
	rig_run(&b, 150000);
	CHECK(miner(3).online && miner(3).ip != NULL);
	CHECK_INT(events("offline"), 1);
}

static void
check_move(void)
{
	struct sim_miner before, after;

	farm_miner(b.farm, 9, &before);
	farm("miner 9 address 127.1.0.200");
	rig_run(&b, 150000);
	farm_miner(b.farm, 9, &after);
	CHECK_TEXT(after.mac, before.mac);
	CHECK_TEXT(miner(9).ip, "127.1.0.200");
	CHECK_INT(sums().total, 60);
}

/* Another machine at a miner's address: the one that was there is gone. */
static void
check_swap(void)
{
	struct sim_miner old;
	struct miner gone = { .row = NONE };

	farm_miner(b.farm, 26, &old);
	farm("miner 26 mac 02:11:22:33:44:26");
	rig_run(&b, 150000);
	CHECK_TEXT(miner(26).ip, "127.1.0.26");
	CHECK(miner(26).online);
	CHECK(miner_show(b.worker.turn.db, &b.arena, old.mac, &gone));
	CHECK(!gone.online && gone.ip == NULL);
	CHECK_TEXT(gone.last_ip, "127.1.0.26");
	CHECK_TEXT(gone.offline_reason, "another miner has its address");
	farm(arena_printf(&b.arena, "miner 26 mac %s", old.mac));
	rig_run(&b, 150000);
	CHECK(miner(26).online);
	CHECK_INT(order("miner_retire", "02:11:22:33:44:26", NULL), 204);
}

/* What a failed transaction had done to the units is undone with it. */
static void
check_undone(void)
{
	struct fleet *f = &b.worker.fleet;
	struct sim_miner s;
	struct fleet_miner *new;

	farm_miner(b.farm, 27, &s);
	fleet_retire(f, fleet_by_mac(f, s.mac));
	new = fleet_add(f, "02:11:22:33:44:77");
	new->row = 987654;
	new->online = true;
	snprintf(new->key, sizeof new->key, "made and never kept");
	/* as if the record of its return had been lost */
	miner_went_offline(b.worker.turn.db, miner(25).row, "lost");
	fleet_follow(f, b.worker.turn.db, &b.worker.secret,
	    b.worker.turn.now_ms);
	CHECK(new->row == NONE && !new->online && !*new->key);
	CHECK(fleet_by_mac(f, s.mac) != NULL);
	CHECK_INT(fleet_by_mac(f, s.mac)->row, miner(27).row);
	CHECK_TEXT(fleet_by_mac(f, s.mac)->ip, miner(27).ip);
	fleet_retire(f, new);
	rig_run(&b, 60000);
	CHECK(miner(25).online && miner(25).ip != NULL);
	CHECK(latest(27)->recorded_at > BENCH_WALL_MS + b.now_ms - 20000);
}

/* A known address that the site's file excludes is not even connected to. */
static void
check_exclude(void)
{
	static struct site_word word = { "127.1.0.28" };
	int64_t asked;

	farm("miner 28 silent");
	rig_run(&b, 90000);
	CHECK(!miner(28).online);
	b.worker.site.exclude = (struct list){ &word, 1 };
	rig_run(&b, 120000);
	asked = rig_named(0x7f01001c);
	rig_run(&b, 300000);
	CHECK_INT(rig_named(0x7f01001c), asked);
	b.worker.site.exclude = (struct list){ NULL, 0 };
	farm("miner 28 online");
	rig_run(&b, 300000);
	CHECK(rig_named(0x7f01001c) > asked);
	CHECK(miner(28).online);
}

/* Nobody there yet: the rounds come to their end all the same. */
static void
check_nobody(void)
{
	struct farm_options o;
	struct query *q;
	struct round_state s;
	int ended = 0;

	farm_defaults(&o);
	o.miners = 1;
	o.net = "127.1.0.0/24";
	rig_open_farm(&b, &o);
	farm("miner 1 silent");
	rig_run(&b, 90000);
	CHECK_INT(sums().total, 0);
	q = round_list(b.worker.turn.db);
	while (db_row(b.worker.turn.db, q, round_state_fields, &s))
		ended += s.ok_at != NONE && s.rounds >= 2;
	CHECK_INT(ended, 4);
	rig_close(&b);
}

/* A web server that is no miner of ours is listed, and left alone for an
 * hour unless a person asks. */
static void
check_unknown_host(void)
{
	static struct query met = QUERY("SELECT n FROM counter"
	    " WHERE name = 'strangers_met'");
	struct unknown_host who = { .ip = NULL };
	struct farm_options o;
	int64_t sent;

	farm_defaults(&o);
	o.miners = 1;
	o.net = "127.1.0.0/28";
	o.plant_key = NULL;
	rig_open_farm(&b, &o);
	farm("miner 1 stock");
	rig_run(&b, 90000);
	CHECK(db_one(b.worker.turn.db, unknown_host_list(b.worker.turn.db),
	    &b.arena, unknown_host_fields, &who));
	CHECK_TEXT(who.ip, "127.1.0.1");
	CHECK(who.why != NULL);
	CHECK_INT(db_number(b.worker.turn.db, &met, 0), 1);
	sent = fake_sent();
	rig_run(&b, 3300000);
	CHECK_INT(fake_sent(), sent);
	rig_run(&b, 600000);
	CHECK(fake_sent() > sent);
	farm("miner 1 ok");
	CHECK_INT(order("scan", NULL, NULL), 202);
	rig_run(&b, 60000);
	CHECK_INT(sums().online, 1);
	rig_close(&b);
}

/* A worker that lost its place to a later one learns it at its heartbeat. */
static void
check_epoch(void)
{
	struct worker_state s = { .scan_left_s = NONE,
	    .growth_bytes_per_day = NONE, .seen_at = BENCH_WALL_MS };

	db_begin(b.worker.turn.db);
	s.epoch = worker_begin(b.worker.turn.db, "1", 1, BENCH_WALL_MS);
	CHECK(worker_beat(b.worker.turn.db, &s));
	CHECK(worker_begin(b.worker.turn.db, "1", 2, BENCH_WALL_MS) > s.epoch);
	CHECK(!worker_beat(b.worker.turn.db, &s));
	CHECK(db_commit(b.worker.turn.db));
}

/* A fleet that is full takes nobody in, and keeps on with whom it has. */
static void
check_full(void)
{
	struct fleet *f = &b.worker.fleet;
	int64_t total = sums().total;

	for (int i = 0; f->n < FLEET_MAX; i++)
		fleet_retire(f, fleet_add(f, arena_printf(&b.arena,
		    "0e:00:00:%02x:%02x:%02x", i >> 16, i >> 8 & 255,
		    i & 255)));
	farm("miner 29 mac 02:11:22:33:44:29");
	rig_run(&b, 120000);
	CHECK_INT(sums().total, total);
	CHECK_INT((long long)f->n, FLEET_MAX);
	CHECK(latest(58)->recorded_at > BENCH_WALL_MS + b.now_ms - 31000);
}

/* Values that cannot be are counted; all that was well has none. */
static void
check_odd(void)
{
	static struct query q = QUERY("SELECT n FROM counter"
	    " WHERE name = 'values_refused'");

	CHECK_INT(db_number(b.worker.turn.db, &q, 0), 0);
	farm("miner 14 absurd");
	rig_run(&b, 60000);
	CHECK(db_number(b.worker.turn.db, &q, 0) >= 3);
	CHECK(fleet_by_mac(&b.worker.fleet, miner(14).mac)->odd != 0);
	farm("miner 14 ok");
	rig_run(&b, 60000);
	CHECK(fleet_by_mac(&b.worker.fleet, miner(14).mac)->odd == 0);
}

/* Two machines say the same MAC: shown, until only one does. */
static void
check_conflict(void)
{
	CHECK_INT(sums().conflict, 0);
	farm("miner 12 clash 11");
	rig_run(&b, 90000);
	CHECK_INT(sums().conflict, 1);
	CHECK(miner(11).conflict);
	CHECK_TEXT(miner(11).ip, "127.1.0.11");
	farm("miner 12 mac 02:11:22:33:44:55");
	rig_run(&b, 200000);
	CHECK_INT(sums().conflict, 0);
	CHECK(fleet_by_mac(&b.worker.fleet, "02:11:22:33:44:55") != NULL);
}

/* Whatever one miner does, the others are polled as before. */
static void
check_hostile(void)
{
	static const char *const faults[] = { "half", "endless", "not-json",
	    "deep-json", "empty", "500", "long-length", "hang", "hostile",
	    "null-summary", "null-preset", "foreign" };
	size_t n = sizeof faults / sizeof *faults;

	for (size_t i = 0; i < n; i++)
		farm(arena_printf(&b.arena, "miner %zu %s", 30 + i,
		    faults[i]));
	rig_run(&b, 120000);
	for (size_t i = 30 + n; i < 58; i++)
		CHECK(latest((int)i)->recorded_at >
		    BENCH_WALL_MS + b.now_ms - 31000);
	for (size_t i = 0; i < n; i++)
		farm(arena_printf(&b.arena, "miner %zu ok", 30 + i));
	rig_run(&b, 300000);
	/* miner 12 was given another MAC: who had the first one is gone */
	CHECK_INT(sums().online, sums().total - 1);
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 60;
	o.net = "127.1.0.0/24";
	rig_open_farm(&b, &o);
	check_found();
	check_chips();
	check_silence();
	check_move();
	check_swap();
	check_undone();
	check_exclude();
	check_odd();
	check_conflict();
	check_hostile();
	check_full();
	check_epoch();
	rig_close(&b);
	check_nobody();
	check_unknown_host();
	return tap_done();
}
