/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/verify/verify.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/* What comes late, just behind what is sealed: no energy is lost, and who
 * verifies finds nothing, but what is not so. */

#define T0	(DAY_MS * INT64_C(20800))	/* a midnight */
#define MINUTE	INT64_C(60000)
#define NOW	(T0 + 10 * DAY_MS)
#define WH	INT64_C(1000000)

static struct arena arena;
static struct db *db;

static const char *
say(const char *device, int64_t at, const char *what)
{
	const char *text = arena_printf(&arena, "{\"timestamp\":%lld,%s}",
	    (long long)at, what);
	struct meter_verdict v;

	meter_take(db, &arena, device, text, strlen(text), NOW, &v);
	return v.rule;
}

static const char *
say_wh(const char *device, int64_t at, int64_t wh)
{
	return say(device, at, arena_printf(&arena,
	    "\"energy_wh_total\":%lld", (long long)wh));
}

static void
book(void)
{
	while (book_step(db, &arena, NOW, 1000))
		;
}

/* Of the day before T0. */
static void
seal(void)
{
	int64_t was;

	book();
	was = entry_newest(db);
	while (meter_seal(db, &arena, 10, NOW))
		;
	CHECK_INT(entry_newest(db), was + 1);
}

/* What is booked of slots from one on and before another, from T0's. */
static int64_t
uwh_of(const char *device, int from, int until)
{
	return energy_booked_uwh(db, energy_meter_of(db, &arena, device),
	    T0 + from * (int64_t)SLOT_MS, T0 + until * (int64_t)SLOT_MS);
}

static struct verify
verify(void)
{
	struct verify v = { .depth = VERIFY_ALL, .as_of_at = INT64_MAX };

	verify_replay(db, &arena, &v);
	return v;
}

/* Of the slot one uWh more, behind the books' back. */
static void
tamper(int64_t meter, int slot, int64_t uwh)
{
	static struct query q = QUERY("UPDATE slot SET measured_uwh ="
	    " measured_uwh + :uwh WHERE meter = :meter AND slot_at = :at");

	db_int(db, &q, ":meter", meter);
	db_int(db, &q, ":at", T0 + slot * (int64_t)SLOT_MS);
	db_int(db, &q, ":uwh", uwh);
	CHECK(db_run(db, &q) && db_changed(db) == 1);
}

/* Nothing is found; if something is changed, it is, in slots from the one on
 * that booking would still change, also if it lies before low_at; and not in
 * the one before.  A register's sum shows it as well. */
static void
check_found(const char *device, int whole)
{
	bool power = !strcmp(device, "power");
	static const struct verify_finding none;
	const struct verify_finding *f;
	struct verify v = verify();

	CHECK_INT(v.found[VERIFY_REBUILD], 0);
	for (int slot = whole; slot < 1; slot++) {
		tamper(energy_meter_of(db, &arena, device), slot, 1);
		v = verify();
		CHECK_INT(v.found[VERIFY_REBUILD], power ? 1 : 2);
		f = v.findings.n ? v.findings.v : &none;
		CHECK_INT(f->slot_at, T0 + slot * (int64_t)SLOT_MS);
		CHECK_TEXT(f->rule, "I11");
		tamper(energy_meter_of(db, &arena, device), slot, -1);
	}
	if (!v.not_replayed)
		return;
	tamper(energy_meter_of(db, &arena, device), whole - 1, 1);
	CHECK_INT(verify().found[VERIFY_REBUILD], 0);
}

/* ---- Behind what is sealed ----------------------------------------------- */

/* Four until an hour before the instant, of which one goes. */
static void
say_before(const char *device, int64_t at)
{
	for (int i = 0; i < 4; i++)
		say_wh(device, at - (10 - i) * HOUR_MS / 5, 960 + 10 * i);
}

/* Two stand at the first instant of the last slot, and the step between them is
 * that slot's also when a late one moves energy to it. */
static void
check_edge(void)
{
	int64_t at = T0 - SLOT_MS;

	say_before("edge", at);
	say_wh("edge", at - 30 * MINUTE, 1000);
	say_wh("edge", at, 1001);
	say_wh("edge", at, 1002);
	say_wh("edge", at + 25 * MINUTE, 1102);
	seal();
	CHECK_INT(uwh_of("edge", -1, 0), 61 * WH);
	CHECK_TEXT(say_wh("edge", at + 5 * MINUTE, 1092), NULL);
	book();
	CHECK_INT(uwh_of("edge", -1, 0), 96 * WH);
	CHECK_INT(uwh_of("edge", 0, 1), 5 * WH);
	CHECK_INT(uwh_of("edge", -96, 1), 142 * WH);
}

/* The last one is half a minute before the midnight, and a late one behind it
 * moves energy over that. */
static void
check_inside(void)
{
	say_before("inside", T0 - HOUR_MS);
	say_wh("inside", T0 - 20 * MINUTE, 998);
	say_wh("inside", T0 - 10 * MINUTE, 999);
	say_wh("inside", T0 - MINUTE / 2, 1000);
	say_wh("inside", T0 + 29 * MINUTE / 2, 1100);
	seal();
	CHECK_INT(uwh_of("inside", 0, 1), 96666667);
	CHECK_TEXT(say_wh("inside", T0 - MINUTE / 2, 1090), "too_old");
	CHECK_TEXT(say_wh("inside", T0 - MINUTE / 4, 1090), NULL);
	book();
	CHECK_INT(uwh_of("inside", 0, 1), 9830509);
	CHECK_INT(uwh_of("inside", -96, 1), 140 * WH);
}

/* A board without a register: its power until the late one is another. */
static void
check_power(void)
{
	for (int i = -24; i < 0; i += 4)
		say("power", T0 + i * MINUTE, "\"power_w\":600");
	say("power", T0 - MINUTE, "\"power_w\":600");
	say("power", T0 + MINUTE, "\"power_w\":600");
	seal();
	CHECK_INT(uwh_of("power", -96, 1), 250 * WH);
	CHECK_TEXT(say("power", T0 - MINUTE / 2, "\"power_w\":0"), NULL);
	book();
	CHECK_INT(uwh_of("power", -96, 0), 235 * WH);
	CHECK_INT(uwh_of("power", 0, 1), 5 * WH);
}

/* A jump that nobody has borne out yet stays: the next two may. */
static void
check_odd(void)
{
	energy_narrow(db, &arena, "odd", 15000, NOW);
	say_before("odd", T0 - HOUR_MS);
	say_wh("odd", T0 - 30 * MINUTE, 1000);
	say_wh("odd", T0 - 2 * MINUTE, 90000);
	seal();
	CHECK_INT(uwh_of("odd", -96, 1), 40 * WH);
	CHECK_TEXT(say_wh("odd", T0 + MINUTE, 90010), NULL);
	CHECK_TEXT(say_wh("odd", T0 + 2 * MINUTE, 90020), NULL);
	book();
	CHECK_INT(uwh_of("odd", -96, 1), 60 * WH);
}

/* It tells each hour, and a rule that is changed reaches the step that leads to
 * what is sealed: of its slots only those behind are booked anew. */
static void
check_rule(void)
{
	struct meter m = { .id = NONE };

	energy_narrow(db, &arena, "rule", 15000, NOW);
	for (int i = 8; i >= 0; i--)
		say_wh("rule", T0 - 20 * MINUTE - i * HOUR_MS,
		    9000 - i * 1000);
	say_wh("rule", T0 + 40 * MINUTE, 29000);
	say_wh("rule", T0 + 100 * MINUTE, 30000);
	seal();
	CHECK_INT(verify().found[VERIFY_REBUILD], 0);
	CHECK(meter_find(db, &arena, "rule", METER_CHANNEL, &m));
	m.power_most_w = 500;
	meter_change(db, &arena, &m, "test", NOW);
	book();
}

/* A meter all of whose readings are of one slot keeps them all. */
static void
check_first(void)
{
	say_wh("first", T0 - 10 * MINUTE, 1000);
	say_wh("first", T0 - MINUTE, 1009);
	say_wh("first", T0 + MINUTE, 1011);
	book();
	CHECK(meter_seal(db, &arena, 10, NOW));
	CHECK(!meter_is_sealed(db, energy_meter_of(db, &arena, "first")));
	CHECK_TEXT(say_wh("first", T0 - MINUTE / 2, 1011), NULL);
	book();
	CHECK_INT(uwh_of("first", -1, 0), 11 * WH);
	CHECK_INT(uwh_of("first", 0, 1), 0);
}

/* An older version kept but the last taken one: its slot stays as it was. */
static void
check_older(void)
{
	static struct query drop = QUERY("DELETE FROM meter_reading WHERE"
	    " meter = :meter AND at < :at");
	static struct query low = QUERY("UPDATE meter_state SET low_at = :at"
	    " WHERE meter = :meter");
	struct query *both[] = { &drop, &low };
	struct entry e = { .kind = ENTRY_SEAL, .slot_at = T0 - SLOT_MS,
	    .quality = QUALITY_MEASURED, .rule = "seal", .samples = 1 };
	int64_t at = T0 - 5 * MINUTE;

	say_wh("older", T0 - 15 * MINUTE, 1000);
	say_wh("older", at, 1010);
	say_wh("older", T0 + 5 * MINUTE, 1020);
	book();
	e.meter = energy_meter_of(db, &arena, "older");
	CHECK(entry_add(db, &e, NOW));
	for (int i = 0; i < 2; i++) {
		db_int(db, both[i], ":meter", e.meter);
		db_int(db, both[i], ":at", at);
		CHECK(db_run(db, both[i]));
	}
	CHECK_TEXT(say_wh("older", T0 + MINUTE, 1016), NULL);
	book();
	CHECK_INT(uwh_of("older", -1, 0), 15 * WH);
	CHECK_INT(uwh_of("older", 0, 1), 5 * WH);
}

static const struct {
	const char	*device;
	void		(*check)(void);
	int		 whole;		/* slot from T0 on; none before is */
} checks[] = {
	{ "edge", check_edge, -3 },
	{ "inside", check_inside, -2 },
	{ "power", check_power, -1 },
	{ "odd", check_odd, -10 },
	{ "rule", check_rule, -1 },
	{ "first", check_first, -1 },
	{ "older", check_older, 0 },
};

int
main(void)
{
	arena_init(&arena, 64u << 20);
	db = store_open(":memory:");
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		db_begin(db);
		checks[i].check();
		check_found(checks[i].device, checks[i].whole);
		db_rollback(db);
	}
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
