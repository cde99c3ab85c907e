/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/json/json.h"
#include "hive/ledger/entry.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/post.h"
#include "hive/ledger/ticket.h"
#include "tests/lib/tap.h"

/*
 * What an earlier ledger for the same boards did wrong, each with the
 * messages that show it.  The number is that of tests/form/traps.md, which
 * tells where the others are tried.
 */
#define T0	INT64_C(1795132800000)	/* 2026-11-20T00:00:00Z */
#define SAID	12

static struct arena arena;
static struct db *db;

/* "t=30 e=1010.5 p=60 b=2/1000 q=7 u=12 sw=off": said at second 30 after
 * T0 and received then, or at r=SECOND; x=... is JSON put in as it is. */
struct trap {
	int		 number;
	const char	*what;
	int64_t		 milliwh;	/* that the books must come to */
	const char	*said[SAID];
};

static const struct trap traps[] = {
	{ 1, "the same message twice, without a clock", 10000, {
	    "e=1000 r=30", "e=1000 r=31", "e=1010 r=100", "e=1010 r=101" } },
	{ 2, "the same message again two days later", 10000, {
	    "t=0 e=1000", "t=30 e=1010", "t=0 e=1000 r=172800",
	    "t=30 e=1010 r=172830" } },
	{ 4, "numbers that begin anew after a restart", 25000, {
	    "t=0 e=1000 b=1/0 q=1", "t=30 e=1010 b=1/0 q=2",
	    "t=60 e=1015 b=2/1010 q=1", "t=90 e=1025 b=2/1010 q=2" } },
	{ 6, "another guide's payload: seconds, a list of switches", 10000, {
	    "t=0 e=1000 x=\"switch_state\":[true,false]",
	    "t=30 e=1010 x=\"switch_state\":[true,false]" } },
	{ 7, "milliseconds since the start for an instant", 30000, {
	    "e=1000 r=0 x=\"timestamp\":123000",
	    "e=1010 r=30 x=\"timestamp\":153000",
	    "e=1020 r=60 x=\"timestamp\":5000",
	    "e=1030 r=90 x=\"timestamp\":35000" } },
	{ 8, "states that nobody listed", 10000, {
	    "t=0 e=1000 x=\"status\":\"offline\"",
	    "t=30 e=1010 x=\"status\":\"heartbeat\"" } },
	{ 11, "energy since a reset", 70000, {
	    "t=0 e=1000", "t=30 e=1010", "t=60 e=50", "t=90 e=60" } },
	{ 12, "a reset to exactly nothing", 40000, {
	    "t=0 e=1000", "t=30 e=1010", "t=60 e=0", "t=90 e=30" } },
	{ 13, "a late reading is no reset", 110000, {
	    "t=0 e=1000", "t=90 e=1110", "t=60 e=1050 r=120",
	    "t=30 e=1020 r=130" } },
	{ 13, "a saved counter that rolls back", 18000, {
	    "t=0 e=10000 b=1/9000 q=1", "t=30 e=10009 b=1/9000 q=2",
	    "t=60 e=10000 b=2/10000 q=1", "t=90 e=10009 b=2/10000 q=2" } },
	{ 14, "an outage does not freeze the meter", 300020000, {
	    "t=0 e=1000", "t=30 e=1010", "t=72000 e=301010",
	    "t=72030 e=301020" } },
	{ 14, "nor does a jump that nothing explains", 30000, {
	    "t=0 e=1000", "t=30 e=1010", "t=60 e=900001010",
	    "t=90 e=900001020", "t=120 e=900001030" } },
	{ 15, "one message with power only, between registers", 20000, {
	    "t=0 e=1000 p=60", "t=30 p=60", "t=60 e=1010", "t=90 e=1020" } },
	{ 16, "a board that knows power only", 30000, {
	    "t=0 p=3600", "t=15 p=3600", "t=30 p=3600" } },
	{ 17, "an outage of eight hours, power only", 20000, {
	    "t=0 p=1200", "t=30 p=1200", "t=28830 p=1200",
	    "t=28860 p=1200" } },
	{ 17, "an outage of eight hours, with a register", 8020000, {
	    "t=0 e=1000", "t=30 e=1010", "t=28830 e=9010",
	    "t=28860 e=9020" } },
	{ 18, "measured energy while the switches are off", 1000000, {
	    "t=0 e=1000 sw=on", "t=600 e=2000 sw=off" } },
	{ 20, "small powers in short steps", 333, {	/* and a third */
	    "t=0 p=40", "t=5 p=40", "t=10 p=40", "t=15 p=40", "t=20 p=40",
	    "t=25 p=40", "t=30 p=40" } },
	{ 21, "a small fall at each restart, told by the uptime", 15000, {
	    "t=0 e=1000 u=500", "t=30 e=1010 u=530", "t=60 e=1005 u=20",
	    "t=90 e=1010 u=50" } },
	{ 22, "the first reading counts nothing", 0, {
	    "t=0 e=123456" } },
	{ 26, "what a board kept during an outage comes last first", 60000, {
	    "t=0 e=1000", "t=300 e=1060 r=310", "t=180 e=1036 r=311",
	    "t=240 e=1048 r=312", "t=120 e=1024 r=313",
	    "t=60 e=1012 r=314" } },
	{ 29, "a step over midnight", 3000000, {
	    "t=84600 e=1000", "t=88200 e=4000" } },
	{ 44, "a gap is counted once", 120000, {
	    "t=0 e=1000", "t=900 e=1060", "t=1800 e=1120" } },
	{ 54, "a list that overlaps what was sent before", 30000, {
	    "t=0 e=1000", "t=30 e=1010", "t=60 e=1020", "t=0 e=1000",
	    "t=30 e=1010", "t=60 e=1020", "t=90 e=1030" } },
};

/* The value of "name=" in the words, or NULL. */
static const char *
word(const char *said, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = said; p; p = strchr(p, ' ')) {
		p += *p == ' ';
		if (!strncmp(p, name, n) && p[n] == '=')
			return arena_text(&arena, p + n + 1,
			    *name == 'x' ? strlen(p + n + 1) :
			    strcspn(p + n + 1, " "));
	}
	return NULL;
}

static void
pair(struct json *j, const char *key, const char *digits)
{
	if (!digits)
		return;
	json_key(j, key);
	json_raw(j, arena_text(&arena, digits, strcspn(digits, "/")));
}

/* The message, and when it is received. */
static const char *
message(const char *said, int64_t *at)
{
	const char *t = word(said, "t"), *r = word(said, "r");
	const char *b = word(said, "b"), *more = word(said, "x");
	const char *sw = word(said, "sw");
	struct json j;

	*at = T0 + 1000 * strtoll(r ? r : t, NULL, 10);
	json_init(&j, &arena);
	json_open(&j, '{');
	if (t)
		json_pair_int(&j, "timestamp", T0 + 1000 *
		    strtoll(t, NULL, 10));
	pair(&j, "energy_wh_total", word(said, "e"));
	pair(&j, "power_w", word(said, "p"));
	pair(&j, "boot", b);
	pair(&j, "boot_energy_wh", b ? strchr(b, '/') + 1 : NULL);
	pair(&j, "sequence_no", word(said, "q"));
	pair(&j, "uptime_seconds", word(said, "u"));
	if (sw) {
		json_key(&j, "switch_state");
		json_raw(&j, !strcmp(sw, "on") ? "{\"1\":true}" :
		    "{\"1\":false}");
	}
	if (more)
		return arena_printf(&arena, "%s%s%s}", json_done(&j),
		    j.buf.len > 1 ? "," : "", more);
	json_close(&j, '}');
	return json_done(&j);
}

static void
book(int64_t now)
{
	while (book_step(db, &arena, now, 1000))
		;
}

static int64_t
total(const char *device, int64_t from, int64_t to)
{
	struct meter m;
	struct slot_sum s;
	struct query *q;
	int64_t uwh = 0;

	if (!meter_find(db, &arena, device, METER_CHANNEL, &m))
		return NONE;
	q = slot_sums(db, m.id, from, to);
	while (db_row(db, q, slot_sum_fields, &s))
		uwh += s.energy_uwh;
	return uwh;
}

/* In the order of receipt; booked after each one, as a slow board's are, or
 * at the end: the books are the same. */
static void
try(const struct trap *trap, int i, bool at_once)
{
	const char *device = arena_printf(&arena, "trap-%d-%d", i, at_once);
	struct meter_verdict v;
	int64_t at = T0, want = trap->milliwh * 1000, got;

	db_begin(db);
	for (int n = 0; n < SAID && trap->said[n]; n++) {
		const char *text = message(trap->said[n], &at);

		if (meter_take(db, &arena, device, text, strlen(text), at,
		    &v) == METER_REJECTED)
			printf("# %s: %s\n", text, v.why);
		if (!at_once)
			book(at + 4 * SLOT_MS);
	}
	book(T0 + 10 * INT64_C(86400000));
	CHECK(db_commit(db));
	got = total(device, 0, INT64_MAX);
	/* 40 W for 30 s is 333.333 mWh: to the rounding of one slot. */
	tap_check(got >= want && got < want + 1000, __func__,
	    trap->number, trap->what);
	if (got != want)
		printf("# trap %d: %lld of %lld uWh\n", trap->number,
		    (long long)got, (long long)want);
}

/* 3: an identity is claimed with the reading, not before it. */
static void
check_claim(void)
{
	const char *text = "{\"timestamp\":1795132800,\"power_w\":5}";
	struct meter_verdict v;

	db_begin(db);
	CHECK(meter_take(db, &arena, "claim", text, strlen(text), T0, &v) ==
	    METER_ACCEPTED);
	db_rollback(db);
	db_begin(db);
	CHECK(meter_take(db, &arena, "claim", text, strlen(text), T0, &v) ==
	    METER_ACCEPTED);
	CHECK(meter_take(db, &arena, "claim", text, strlen(text), T0, &v) ==
	    METER_DUPLICATE);
	CHECK(db_commit(db));
}

/* 19, 29: what belongs to which day is the board's instant, not ours. */
static void
check_day(void)
{
	int64_t midnight = T0 + DAY_MS;

	CHECK_INT(total("trap-21-0", T0, midnight), 1500000000);
	CHECK_INT(total("trap-21-0", midnight, INT64_MAX), 1500000000);
}

/* 7: nothing lies in 1970, nothing lasts for years. */
static void
check_1970(void)
{
	struct query *q = entry_list(db, NONE, 0, T0, INT64_MAX, 10);
	struct entry e;
	int n = 0;

	while (db_row(db, q, entry_fields, &e))
		n++;
	CHECK_INT(n, 0);
}

/* 31: two boards in one room, neither naming its register. */
static void
check_room(void)
{
	struct meter_verdict v;
	struct meter a, b;
	const char *text = "{\"classroom\":\"A1\",\"timestamp\":1795132800,"
	    "\"energy_wh_total\":5}";

	db_begin(db);
	meter_take(db, &arena, "room-a", text, strlen(text), T0, &v);
	meter_take(db, &arena, "room-b", text, strlen(text), T0, &v);
	CHECK(db_commit(db));
	CHECK(meter_find(db, &arena, "room-a", METER_CHANNEL, &a));
	CHECK(meter_find(db, &arena, "room-b", METER_CHANNEL, &b));
	CHECK(a.id != b.id);
	CHECK_TEXT(b.location, "A1");
}

/* 24, 48: booking again books nothing, and something was booked. */
static void
check_again(void)
{
	static struct query q = QUERY("SELECT count(*) FROM entry");
	static struct query due = QUERY("UPDATE meter_state SET from_at = 0,"
	    " until_at = last_at, due_at = 0 WHERE last_at IS NOT NULL");
	int64_t before = db_number(db, &q, 0);

	CHECK(before > 30);
	db_begin(db);
	CHECK(db_run(db, &due));
	book(T0 + 10 * INT64_C(86400000));
	CHECK(db_commit(db));
	CHECK_INT(db_number(db, &q, 0), before);
}

/* 14: the jump that was not counted is a ticket, once. */
static void
check_ticket(void)
{
	struct query *q = ticket_list(db, "open", 1000);
	struct ticket t;
	struct meter m;
	int n = 0;

	CHECK(meter_find(db, &arena, "trap-11-0", METER_CHANNEL, &m));
	while (db_row(db, q, ticket_fields, &t))
		n += t.class == TICKET_RESET && t.meter == m.id;
	CHECK_INT(n, 1);
}

int
main(void)
{
	const char *error;

	arena_init(&arena, 512u << 20);
	log_level(LOG_FAIL);
	if (!(db = db_create(":memory:", &error)))
		log_die("%s", error);
	for (size_t i = 0; i < sizeof traps / sizeof *traps; i++) {
		try(&traps[i], (int)i, false);
		try(&traps[i], (int)i, true);
	}
	check_claim();
	check_day();
	check_1970();
	check_room();
	check_again();
	check_ticket();
	db_close(db);
	return tap_done();
}
