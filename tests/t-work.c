/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/access.h"
#include "hive/history.h"
#include "hive/json.h"
#include "tests/fake_http.h"
#include "tests/site_bench.h"

/* The worker's rounds against the simulated farm, under a virtual clock. */

static int
events(const char *kind)
{
	struct query *q = event_list(b.work.db, NULL, 100000);
	struct event e;
	int n = 0;

	while (db_row(b.work.db, q, event_fields, &e))
		n += !strcmp(e.kind, kind);
	return n;
}

static void
check_found(void)
{
	const struct latest *l;

	bench_run(&b, 40000);
	CHECK_INT(sums().total, 60);
	CHECK_INT(sums().online, 60);
	CHECK_INT(sums().keyless, 0);
	CHECK_INT(events("found"), 60);
	l = latest(7);
	CHECK(l != NULL);
	CHECK_TEXT(l->state, truth(7).state);
	CHECK_TEXT(l->preset, truth(7).preset);
	CHECK(l->power_w > 0.9 * truth(7).power_w &&
	    l->power_w < 1.1 * truth(7).power_w);
	CHECK_TEXT(miner(7).model, truth(7).model);
	CHECK(model_list(b.work.db, &b.arena).n >= 2);
}

/* Chips of every dialect, whether it calls them chains or boards. */
static void
check_chips(void)
{
	static struct query q = QUERY("SELECT count(DISTINCT miner)"
	    " FROM chips");

	bench_run(&b, 70000);
	CHECK_INT(db_number(b.work.db, &q, 0), 60);
}

/* One key a miner, however often the worker meets it. */
static void
check_keys(void)
{
	int64_t writes = farm_writes(b.farm), added = 0;

	bench_run(&b, 120000);
	for (int64_t i = 0; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		added += !strcmp(w->path, "/api/v1/apikeys") &&
		    w->status == 200;
	}
	CHECK_INT(added, 60);
	CHECK_INT(farm_writes(b.farm), writes);
}

static void
check_silence(void)
{
	farm("miner 3 silent");
	bench_run(&b, 30000);
	CHECK(miner(3).online);		/* two missed polls mean nothing */
	bench_run(&b, 60000);
	CHECK(!miner(3).online);
	CHECK(miner(3).ip == NULL && miner(3).last_ip != NULL);
	CHECK(miner(3).offline_reason != NULL);
	CHECK_INT(sums().online, 59);
	farm("miner 3 online");
	bench_run(&b, 150000);
	CHECK(miner(3).online && miner(3).ip != NULL);
	CHECK_INT(events("offline"), 1);
}

static void
check_move(void)
{
	struct sim_miner before, after;

	farm_miner(b.farm, 9, &before);
	farm("miner 9 address 127.1.0.200");
	bench_run(&b, 150000);
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
	bench_run(&b, 150000);
	CHECK_TEXT(miner(26).ip, "127.1.0.26");
	CHECK(miner(26).online);
	CHECK(miner_show(b.work.db, &b.arena, old.mac, &gone));
	CHECK(!gone.online && gone.ip == NULL);
	CHECK_TEXT(gone.last_ip, "127.1.0.26");
	CHECK_TEXT(gone.offline_reason, "another miner has its address");
	farm(arena_printf(&b.arena, "miner 26 mac %s", old.mac));
	bench_run(&b, 150000);
	CHECK(miner(26).online);
	CHECK_INT(order("miner_retire", "02:11:22:33:44:26", NULL), 204);
}

/* What a failed transaction had done to the units is undone with it. */
static void
check_undone(void)
{
	struct fleet *f = &b.work.fleet;
	struct sim_miner s;
	struct unit *new;

	farm_miner(b.farm, 27, &s);
	fleet_retire(f, fleet_by_mac(f, s.mac));
	new = fleet_add(f, "02:11:22:33:44:77");
	new->row = 987654;
	new->online = true;
	snprintf(new->key, sizeof new->key, "made and never kept");
	/* as if the record of its return had been lost */
	miner_went_offline(b.work.db, miner(25).row, "lost");
	fleet_follow(f, b.work.db, &b.work.secret, b.work.now_ms);
	CHECK(new->row == NONE && !new->online && !*new->key);
	CHECK(fleet_by_mac(f, s.mac) != NULL);
	CHECK_INT(fleet_by_mac(f, s.mac)->row, miner(27).row);
	CHECK_TEXT(fleet_by_mac(f, s.mac)->ip, miner(27).ip);
	fleet_retire(f, new);
	bench_run(&b, 60000);
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
	bench_run(&b, 90000);
	CHECK(!miner(28).online);
	b.work.site.exclude = (struct list){ &word, 1 };
	bench_run(&b, 120000);
	asked = bench_named(0x7f01001c);
	bench_run(&b, 300000);
	CHECK_INT(bench_named(0x7f01001c), asked);
	b.work.site.exclude = (struct list){ NULL, 0 };
	farm("miner 28 online");
	bench_run(&b, 300000);
	CHECK(bench_named(0x7f01001c) > asked);
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
	bench_open_farm(&b, &o);
	farm("miner 1 silent");
	bench_run(&b, 90000);
	CHECK_INT(sums().total, 0);
	q = round_list(b.work.db);
	while (db_row(b.work.db, q, round_state_fields, &s))
		ended += s.ok_at != NONE && s.rounds >= 2;
	CHECK_INT(ended, 4);
	bench_close(&b);
}

/* A web server that is no miner of ours is listed, and left alone for an
 * hour unless a person asks. */
static void
check_stranger(void)
{
	static struct query met = QUERY("SELECT n FROM counter"
	    " WHERE name = 'strangers_met'");
	struct stranger who = { .ip = NULL };
	struct farm_options o;
	int64_t sent;

	farm_defaults(&o);
	o.miners = 1;
	o.net = "127.1.0.0/28";
	o.plant_key = NULL;
	bench_open_farm(&b, &o);
	farm("miner 1 stock");
	bench_run(&b, 90000);
	CHECK(db_one(b.work.db, stranger_list(b.work.db), &b.arena,
	    stranger_fields, &who));
	CHECK_TEXT(who.ip, "127.1.0.1");
	CHECK(who.why != NULL);
	CHECK_INT(db_number(b.work.db, &met, 0), 1);
	sent = fake_sent();
	bench_run(&b, 3300000);
	CHECK_INT(fake_sent(), sent);
	bench_run(&b, 600000);
	CHECK(fake_sent() > sent);
	farm("miner 1 ok");
	CHECK_INT(order("scan", NULL, NULL), 202);
	bench_run(&b, 60000);
	CHECK_INT(sums().online, 1);
	bench_close(&b);
}

/* A worker that lost its place to a later one learns it at its heartbeat. */
static void
check_epoch(void)
{
	struct worker_state s = { .scan_left_s = NONE,
	    .growth_bytes_per_day = NONE, .seen_at = BENCH_WALL_MS };

	db_begin(b.work.db);
	s.epoch = worker_begin(b.work.db, "1", 1, BENCH_WALL_MS);
	CHECK(worker_beat(b.work.db, &s));
	CHECK(worker_begin(b.work.db, "1", 2, BENCH_WALL_MS) > s.epoch);
	CHECK(!worker_beat(b.work.db, &s));
	CHECK(db_commit(b.work.db));
}

/* A fleet that is full takes nobody in, and keeps on with whom it has. */
static void
check_full(void)
{
	struct fleet *f = &b.work.fleet;
	int64_t total = sums().total;

	for (int i = 0; f->n < FLEET_MOST; i++)
		fleet_retire(f, fleet_add(f, arena_printf(&b.arena,
		    "0e:00:00:%02x:%02x:%02x", i >> 16, i >> 8 & 255,
		    i & 255)));
	farm("miner 29 mac 02:11:22:33:44:29");
	bench_run(&b, 120000);
	CHECK_INT(sums().total, total);
	CHECK_INT((long long)f->n, FLEET_MOST);
	CHECK(latest(58)->recorded_at > BENCH_WALL_MS + b.now_ms - 31000);
}

/* Values that cannot be are counted; all that was well has none. */
static void
check_odd(void)
{
	static struct query q = QUERY("SELECT n FROM counter"
	    " WHERE name = 'values_refused'");

	CHECK_INT(db_number(b.work.db, &q, 0), 0);
	farm("miner 14 absurd");
	bench_run(&b, 60000);
	CHECK(db_number(b.work.db, &q, 0) >= 3);
	CHECK(fleet_by_mac(&b.work.fleet, miner(14).mac)->odd != 0);
	farm("miner 14 ok");
	bench_run(&b, 60000);
	CHECK(fleet_by_mac(&b.work.fleet, miner(14).mac)->odd == 0);
}

/* Two machines say the same MAC: shown, until only one does. */
static void
check_conflict(void)
{
	CHECK_INT(sums().conflict, 0);
	farm("miner 12 clash 11");
	bench_run(&b, 90000);
	CHECK_INT(sums().conflict, 1);
	CHECK(miner(11).conflict);
	CHECK_TEXT(miner(11).ip, "127.1.0.11");
	farm("miner 12 mac 02:11:22:33:44:55");
	bench_run(&b, 200000);
	CHECK_INT(sums().conflict, 0);
	CHECK(fleet_by_mac(&b.work.fleet, "02:11:22:33:44:55") != NULL);
}

/* What this miner was asked; word: with that in the body, or NULL. */
static int64_t
written_with(const char *path, int number, const char *word)
{
	int64_t n = 0;

	for (int64_t i = 0; i < farm_writes(b.farm); i++) {
		const struct sim_write *w = farm_write(b.farm, i);

		n += w && w->miner == number && !strcmp(w->path, path) &&
		    (!word || strstr(w->body, word));
	}
	return n;
}

static int64_t
written(const char *path, int number)
{
	return written_with(path, number, NULL);
}

/* A forgotten key is made anew once; a wrong password is not tried again
 * within the hour. */
static void
check_refusals(void)
{
	int64_t before = written("/api/v1/unlock", 21);

	farm("miner 21 forget-keys");
	bench_run(&b, 400000);
	CHECK_INT(written("/api/v1/unlock", 21), before + 1);
	CHECK(miner(21).key_trouble == NULL);

	before = written("/api/v1/unlock", 22);
	farm("miner 22 password other");
	farm("miner 22 forget-keys");
	bench_run(&b, 1200000);
	CHECK_INT(written("/api/v1/unlock", 22), before + 1);
	CHECK_TEXT(miner(22).key_trouble, "the unlock password is wrong");
	CHECK(miner(22).online);
	CHECK_INT(order("miner_patch", miner(22).mac,
	    "{\"unlock_pass\":\"other\"}"), 200);
	bench_run(&b, 60000);
	CHECK(miner(22).key_trouble == NULL);
}

/* Somebody else tries passwords until the miner allows no further one. */
static void
lock_out(int number)
{
	static const char body[] = "{\"pw\":\"guess\"}";
	struct sim_request ask = { .method = "POST",
	    .path = "/api/v1/unlock", .query = "", .body = body,
	    .len = sizeof body - 1 };
	struct sim_miner s;

	farm_miner(b.farm, number, &s);
	for (int i = 0; i < 5; i++) {
		struct sim_reply reply;

		farm_ask(b.farm, &b.arena, s.ip, &ask, &reply);
	}
}

/* 429 is obeyed: one try, and the next one after the wait. */
static void
check_lock_out(void)
{
	struct sim_miner s = { .number = 13 };
	int64_t before;

	while (farm_miner(b.farm, s.number, &s) &&
	    !strncmp(s.firmware, "1.2.0", 5))
		s.number++;
	before = written_with("/api/v1/unlock", s.number, "admin");
	farm(arena_printf(&b.arena, "miner %d forget-keys", s.number));
	for (int i = 0; i < 40 && !miner(s.number).key_trouble; i++) {
		lock_out(s.number);
		bench_run(&b, 10000);
	}
	CHECK_TEXT(miner(s.number).key_trouble,
	    "the miner allows no further try now");
	bench_run(&b, 250000);
	CHECK_INT(written_with("/api/v1/unlock", s.number, "admin"),
	    before + 1);
	bench_run(&b, 120000);
	CHECK_INT(written_with("/api/v1/unlock", s.number, "admin"),
	    before + 2);
	CHECK_TEXT(miner(s.number).key_trouble, NULL);
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
	bench_run(&b, 120000);
	for (size_t i = 30 + n; i < 58; i++)
		CHECK(latest((int)i)->recorded_at >
		    BENCH_WALL_MS + b.now_ms - 31000);
	for (size_t i = 0; i < n; i++)
		farm(arena_printf(&b.arena, "miner %zu ok", 30 + i));
	bench_run(&b, 300000);
	/* miner 12 was given another MAC: who had the first one is gone */
	CHECK_INT(sums().online, sums().total - 1);
}

static void
check_orders(void)
{
	struct sim_miner s;
	struct answer a;

	farm_miner(b.farm, 1, &s);
	a = bench_order(&b, "miner_patch", s.mac,
	    "{\"managed\":true,\"name\":\"rack 1 top\"}");
	CHECK_INT(a.status, 200);
	CHECK(miner(1).managed);
	CHECK_TEXT(miner(1).name, "rack 1 top");
	a = bench_order(&b, "miner_patch", "02:00:00:00:00:ff", "{}");
	CHECK_INT(a.status, 404);
	CHECK(!fleet_by_mac(&b.work.fleet, "02:00:00:00:00:ff"));
	a = bench_order(&b, "miner_patch", s.mac, "{\"manged\":true}");
	CHECK_INT(a.status, 400);
	CHECK_TEXT(a.pointer, "/manged");
	CHECK_TEXT(a.why, "is not known; did you mean \"managed\"?");
	a = bench_order(&b, "model_patch", s.model,
	    "{\"max_preset\":\"disabled\"}");
	CHECK_INT(a.status, 422);
	a = bench_order(&b, "model_patch", s.model,
	    arena_printf(&b.arena, "{\"max_preset\":\"%s\"}", s.preset));
	CHECK_INT(a.status, 200);
	a = bench_order(&b, "miners_patch", NULL,
	    "{\"filter\":{},\"set\":{\"managed\":true}}");
	CHECK_INT(a.status, 200);
	CHECK_INT(sums().managed, sums().total);
	a = bench_order(&b, "miners_patch", NULL,
	    "{\"macs\":[\"00:00\"],\"set\":{\"managed\":true}}");
	CHECK_TEXT(a.body, "[{\"id\":\"00:00\",\"status\":404,\"detail\":"
	    "\"no miner has this MAC\"}]");
}

static void
check_retired(void)
{
	int64_t total = sums().total;
	struct sim_miner s;

	farm_miner(b.farm, 60, &s);
	CHECK_INT(order("miner_retire", s.mac, NULL), 204);
	bench_run(&b, 120000);
	CHECK_INT(written("/api/v1/apikeys/delete", 60), 1);
	CHECK_INT(sums().total, total - 1);
	CHECK_INT(order("miner_patch", s.mac, "{}"), 404);
}

/* The new machine stands where the old one stood, with its history. */
static void
check_replaced(void)
{
	static struct query q = QUERY("SELECT count(*) FROM reading"
	    " WHERE miner = :miner AND recorded_at >= :at");
	int64_t at = BENCH_WALL_MS + b.now_ms;
	struct sim_miner old, new;
	struct unit *u;

	farm_miner(b.farm, 50, &old);
	farm_miner(b.farm, 51, &new);
	farm("miner 51 silent");
	CHECK_INT(order("circuit_keep", "hall",
	    "{\"limit_kw\":50}"), 200);
	CHECK_INT(order("miner_patch", old.mac,
	    "{\"circuit\":\"hall\",\"name\":\"B4\"}"), 200);
	bench_run(&b, 300000);
	farm("miner 50 silent");
	farm("miner 51 online");
	bench_run(&b, 300000);
	u = fleet_by_mac(&b.work.fleet, new.mac);
	CHECK_INT(order("miner_patch", new.mac,
	    "{\"managed\":false}"), 200);
	CHECK_INT(order("miner_replace", old.mac, arena_printf(
	    &b.arena, "{\"by\":\"%s\"}", new.mac)), 200);
	CHECK(u->managed);
	CHECK_TEXT(u->control.circuit, "hall");
	CHECK_TEXT(miner(51).name, "B4");
	CHECK_TEXT(miner(51).circuit, "hall");
	CHECK(!fleet_by_mac(&b.work.fleet, old.mac));
	db_int(b.work.db, &q, ":miner", u->row);
	db_int(b.work.db, &q, ":at", at);
	CHECK(db_number(b.work.db, &q, 0) >= 35);
}

static void
check_token(void)
{
	struct answer a = bench_order(&b, "token_create", NULL,
	    "{\"name\":\"grafana\",\"scope\":\"read\"}");
	const char *at;
	struct token t;

	CHECK_INT(a.status, 201);
	at = strstr(a.body, "\"token\":\"") + 9;
	CHECK(token_find(b.work.db, &b.arena, arena_text(&b.arena, at,
	    TOKEN_SIZE - 1), BENCH_WALL_MS + b.now_ms, &t));
	CHECK_TEXT(t.scope, "read");
	CHECK_INT(order("token_revoke", a.id, NULL), 204);
	CHECK(!token_find(b.work.db, &b.arena, arena_text(&b.arena, at,
	    TOKEN_SIZE - 1), BENCH_WALL_MS + b.now_ms, &t));
	CHECK_INT(order("token_revoke", a.id, NULL), 404);
}

int
main(void)
{
	struct farm_options o;

	farm_defaults(&o);
	o.miners = 60;
	o.net = "127.1.0.0/24";
	bench_open_farm(&b, &o);
	check_found();
	check_chips();
	check_keys();
	check_silence();
	check_move();
	check_swap();
	check_undone();
	check_exclude();
	check_odd();
	check_conflict();
	check_refusals();
	check_lock_out();
	check_hostile();
	check_orders();
	check_retired();
	check_replaced();
	check_token();
	check_full();
	check_epoch();
	bench_close(&b);
	check_nobody();
	check_stranger();
	return tap_done();
}
