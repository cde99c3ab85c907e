/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/json/json.h"
#include "hive/miner/update.h"
#include "hive/reading/fans_and_boards.h"
#include "hive/reading/packed_hour.h"
#include "hive/reading/retention_pack.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

#define T0	(1800000000000 - 1800000000000 % HOUR_MS)

static struct arena arena;
static struct db *db;

static void
check_efficiency(void)
{
	CHECK(fabs(reading_efficiency_jth(2600, 100) - 26) < 1e-9);
	CHECK(isnan(reading_efficiency_jth(NONE, 100)));
	CHECK(isnan(reading_efficiency_jth(2600, NAN)));
	CHECK(isnan(reading_efficiency_jth(2600, 0)));
}

static const struct chain *
chain_of(const struct reading *r, size_t i)
{
	return (const struct chain *)r->chains.v + i;
}

static void
check_boards(void)
{
	struct fan fans[10] = { { 0, 5400, "ok" }, { 1, 0, "lost" },
	    { NONE, NONE, NULL }, { 3, -7, "wobbling" } };
	struct chain chains[2] = {
		{ 1, "mining", 30.4567, 861, 78, 62 },
		{ 2, NULL, NAN, NONE, NONE, NONE },
	};
	struct reading in = { .fans = { fans, 10 }, .chains = { chains, 2 } };
	struct reading out;
	const struct fan *fan;
	struct blob b = boards_pack(&arena, &in);

	boards_unpack(&arena, b, &out.fans, &out.chains);
	CHECK_INT(out.fans.n, READING_FANS);
	fan = out.fans.v;
	CHECK_TEXT(fan[1].status, "lost");
	CHECK(fan[2].id == NONE && fan[2].rpm == NONE && !fan[2].status);
	CHECK(fan[3].rpm == -7);
	CHECK_TEXT(fan[3].status, "wobbling");
	CHECK_INT(out.chains.n, 2);
	CHECK(fabs(chain_of(&out, 0)->hashrate_ths - 30.457) < 1e-9);
	CHECK(isnan(chain_of(&out, 1)->hashrate_ths));
	CHECK_INT(chain_of(&out, 0)->power_w, 861);
	boards_unpack(&arena, (struct blob){ b.p, b.n - 1 }, &out.fans,
	    &out.chains);
	CHECK(out.fans.n == 0 && out.chains.n == 0);
	boards_unpack(&arena, (struct blob){ NULL, 0 }, &out.fans,
	    &out.chains);
	CHECK(out.fans.n == 0 && out.chains.n == 0);
}

static void
check_hour(void)
{
	struct store_reading s[240];
	struct reading r[240];
	struct hour h = { .miner = 3 };
	struct list back;
	const struct reading *b;
	bool same = true;

	for (int i = 0; i < 240; i++)
		r[i] = *store_reading(&s[i], 3, T0 + i * 15000);
	r[7].power_w = NONE;
	r[7].chains.n = 1;
	r[8].state = MINER_STATE_NONE;
	r[9].fans.n = 0;
	hour_pack(&arena, &h, r, 240);
	back = hour_unpack(&arena, &h, true);
	CHECK_INT(back.n, 240);
	b = back.v;
	for (int i = 0; i < 240; i++)
		same &= b[i].recorded_at == r[i].recorded_at &&
		    b[i].power_w == r[i].power_w && b[i].miner == 3 &&
		    fabs(b[i].hashrate_ths - r[i].hashrate_ths) < 0.0006 &&
		    b[i].fans.n == r[i].fans.n &&
		    b[i].chains.n == r[i].chains.n &&
		    !memcmp(b[i].fans.v, r[i].fans.v, 16 * (i != 9)) &&
		    chain_of(b + i, 0)->power_w == chain_of(r + i, 0)->power_w;
	CHECK(same);
	CHECK(!b[8].state);
	CHECK_TEXT(b[10].preset, "2620");
	CHECK_TEXT(chain_of(b + 5, 2)->state, "mining");
	CHECK_INT(hour_unpack(&arena, &h, false).n, 240);
	h.readings = 239;
	CHECK_INT(hour_unpack(&arena, &h, true).n, 0);
	h.readings = -1;
	CHECK_INT(hour_unpack(&arena, &h, true).n, 0);
	h.readings = 240;
	h.boards.n /= 2;
	back = hour_unpack(&arena, &h, true);
	CHECK_INT(back.n, 240);
	CHECK_INT(((struct reading *)back.v)->fans.n, 0);
}

static bool
latest_of(int64_t miner, struct latest *l)
{
	static struct query q = QUERY(
	    "SELECT * FROM miner_now WHERE id = :miner");

	db_int(db, &q, ":miner", miner);
	if (!db_one(db, &q, &arena, latest_fields, l))
		return false;
	latest_show(&arena, l);
	return l->recorded_at != NONE;
}

static const char *
latest_json(const struct latest *l, const char *name)
{
	struct json j;

	json_init(&j, &arena);
	json_field(&j, record_field(latest_fields, name, strlen(name)), l);
	return json_done(&j);
}

static void
check_add(void)
{
	struct fan fan = { 0, 5400, "ok" };
	struct chain chain = { 1, "mining", 30.4, 861, 78, NONE };
	struct pool pool = { "pool.example:3333", "active" };
	struct reading r = { .miner = 1, .recorded_at = T0,
	    .state = MINER_STATE_MINING,
	    .state_time_s = 80, .preset = "2620", .hashrate_ths = 91.23456,
	    .power_w = 0, .chip_max_c = 78, .board_max_c = NONE,
	    .fans = { &fan, 1 }, .chains = { &chain, 1 },
	    .pools = { &pool, 1 } };
	struct latest l;
	struct list list;
	const struct reading *b;

	CHECK(reading_add(db, &r));
	CHECK(!reading_add(db, &r));
	CHECK(!latest_of(2, &l));
	CHECK(latest_of(1, &l));
	CHECK_INT(l.recorded_at, T0);
	CHECK_INT(l.power_w, 0);
	CHECK_INT(l.board_max_c, NONE);
	CHECK_TEXT(latest_json(&l, "fans"),
	    "[{\"id\":0,\"rpm\":5400,\"status\":\"ok\"}]");
	CHECK_TEXT(latest_json(&l, "chains"), "[{\"id\":1,\"state\":\"mining\","
	    "\"hashrate_ths\":30.4,\"power_w\":861,\"chip_max_c\":78,"
	    "\"board_max_c\":null}]");
	CHECK_TEXT(latest_json(&l, "pools"),
	    "[{\"url\":\"pool.example:3333\",\"status\":\"active\"}]");
	/* The clock was set back. */
	r.recorded_at = T0 - 15000;
	r.power_w = NONE;
	CHECK(reading_add(db, &r));
	CHECK(latest_of(1, &l) && l.recorded_at == T0 - 15000);
	list = reading_history(db, &arena, 1, T0 - 15000, T0 + 1, 10, 0);
	CHECK_INT(list.n, 2);
	b = list.v;
	CHECK(b[0].recorded_at == T0 && b[1].recorded_at == T0 - 15000);
	CHECK(b[0].power_w == 0 && b[1].power_w == NONE);
	CHECK(fabs(b[0].hashrate_ths - 91.235) < 1e-9);
	CHECK(isnan(b[0].efficiency_jth) && isnan(b[1].efficiency_jth));
	CHECK(b[0].fans.n == 1 && b[0].chains.n == 1 && b[0].pools.n == 0);
	CHECK_INT(reading_history(db, &arena, 1, T0, T0 + 1, 10, 0).n, 1);
	CHECK_INT(reading_history(db, &arena, 1, T0 - 15000, T0, 10, 0).n, 1);
	CHECK_INT(reading_history(db, &arena, 1, 0, T0 + 1, 1, 0).n, 1);
	CHECK_INT(reading_history(db, &arena, 2, 0, T0 + 1, 9, 0).n, 0);
	CHECK_INT(reading_history(db, &arena, 1, T0, T0, 9, 0).n, 0);
	CHECK_INT(reading_history(db, &arena, 1, INT64_MIN, INT64_MAX, 9, 0).n,
	    2);
}

/* A reading as the API shows it. */
static void
check_json(void)
{
	struct list list = reading_history(db, &arena, 1, T0, T0 + 1, 1, 0);
	struct json j;

	json_init(&j, &arena);
	json_record(&j, reading_fields, list.v);
	CHECK_TEXT(json_done(&j), "{\"recorded_at\":\"2027-01-15T08:00:00.000Z"
	    "\",\"state\":\"mining\",\"state_time_s\":80,\"preset\":\"2620\","
	    "\"hashrate_ths\":91.235,\"power_w\":0,\"chip_max_c\":78,"
	    "\"board_max_c\":null,\"efficiency_jth\":null,\"fans\":[{\"id\":0,"
	    "\"rpm\":5400,\"status\":\"ok\"}],\"chains\":[{\"id\":1,\"state\":"
	    "\"mining\",\"hashrate_ths\":30.4,\"power_w\":861,\"chip_max_c\":"
	    "78,\"board_max_c\":null}],\"pools\":[]}");
}

/* 120 readings of 1,000 W then 120 of 2,000 W in two points. */
static void
check_thin(void)
{
	struct reading r = { .miner = 2, .state = MINER_STATE_MINING,
	    .state_time_s = NONE, .hashrate_ths = 100, .chip_max_c = 70,
	    .board_max_c = 50 };
	struct list list;
	const struct reading *b;

	for (int i = 0; i < 240; i++) {
		r.recorded_at = T0 + i * 15000;
		r.power_w = i < 120 ? 1000 : 2000;
		r.chip_max_c = i == 100 ? 90 : 70;
		r.state = i == 119 ? MINER_STATE_STOPPED : MINER_STATE_MINING;
		reading_add(db, &r);
	}
	list = reading_history(db, &arena, 2, T0, T0 + HOUR_MS, 10, 2);
	CHECK_INT(list.n, 2);
	b = list.v;
	CHECK(b[0].power_w == 2000 && b[1].power_w == 1000);
	CHECK(b[0].chip_max_c == 70 && b[1].chip_max_c == 90);
	CHECK_TEXT(miner_state_words[b[0].state], "mining");
	CHECK_TEXT(miner_state_words[b[1].state], "stopped");
	CHECK(fabs(b[0].efficiency_jth - 20) < 1e-9);
	CHECK_INT(b[1].recorded_at, T0 + HOUR_MS / 4 - 7500);
	CHECK_INT(reading_history(db, &arena, 2, T0, T0 + HOUR_MS, 1, 2).n, 1);
	CHECK_INT(reading_history(db, &arena, 2, T0, T0 + HOUR_MS, 999, 240).n,
	    240);
}

/* The old machine's measurements are shown before the new one's, and stay
 * its own; of the new one's the later ones are shown as well. */
static void
check_replaced(void)
{
	int64_t end_at = T0 + 3 * (int64_t)HOUR_MS;
	const struct reading *r;
	struct store_reading s;
	struct list list;

	for (int64_t at = T0; at < end_at; at += 60000) {
		reading_add(db, store_reading(&s, 3, at));
		reading_add(db, store_reading(&s, 5, at));
	}
	while (retention_pack(db, end_at - HOUR_MS))
		;
	CHECK(reading_history(db, &arena, 3, T0, end_at, 999, 0).n == 180);
	miner_replace(db, 3, 4, end_at);
	CHECK_INT(reading_history(db, &arena, 4, T0, end_at, 999, 0).n, 180);
	CHECK_INT(reading_history(db, &arena, 3, T0, end_at, 999, 0).n, 180);
	CHECK_INT(reading_history(db, &arena, 5, T0, end_at, 999, 0).n, 180);
	CHECK_INT(reading_history(db, &arena, 4, T0, end_at, 7, 0).n, 7);
	CHECK_INT(reading_history(db, &arena, 4, T0, end_at, 999, 3).n, 3);
	CHECK_INT(reading_history(db, &arena, 4, end_at - 96 *
	    (int64_t)HOUR_MS, end_at, 999, 96).n, 3);
	/* It is found again elsewhere, and its place has a third machine. */
	for (int64_t at = end_at; at < end_at + 600000; at += 60000) {
		reading_add(db, store_reading(&s, 3, at));
		reading_add(db, store_reading(&s, 4, at));
	}
	miner_replace(db, 4, 1, end_at + 600000);
	list = reading_history(db, &arena, 1, T0 + 60000, end_at + HOUR_MS, 999,
	    0);
	CHECK_INT(list.n, 179 + 10);
	r = list.v;
	CHECK_INT(r[9].miner, 4);
	CHECK_INT(r[10].miner, 3);
	CHECK_INT(r[188].recorded_at, T0 + 60000);
	CHECK_INT(reading_samples(db, &arena, 1, T0 + 60000, end_at).n, 0);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	db = store_open(":memory:");
	store_miners(db, 5);
	check_efficiency();
	check_boards();
	check_hour();
	check_add();
	check_json();
	check_thin();
	check_replaced();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
