/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/money/period.h"
#include "hive/money/statement.h"
#include "tests/lib/energy_rig.h"

/*
 * A closed month has one statement.  Whoever asks for it, by the API or by
 * the order that powerhivectl sends, gets the bytes that were signed when it
 * was closed, whatever came to be known since; and nothing else that is
 * signed says that it is closed.
 */
#define METERS	3
#define KWH	INT64_C(1000000000)
#define MONTH	"2026-10"

static int64_t meter[METERS], first;
static struct head_public public = { .n = 1 };

/* As powerhivectl asks. */
static const char *
ordered(const char *order, const char *period)
{
	struct order o = { .order = order, .target = period, .scope = "read",
	    .who = "local:0", .door = "local" };
	struct answer a;

	order_send(door.arena, "", &o, 0, &a);
	CHECK_INT(a.status, 200);
	return a.body ? a.body : "";
}

static const char *
asked(const char *query)
{
	CHECK_INT(door_get("/statement", query), 200);
	return arena_copy(door.arena, door.r.out.buf.text);
}

static const struct statement *
opened(const char *text)
{
	struct signed_statement *s = ARENA_NEW(door.arena,
	    struct signed_statement);

	CHECK_TEXT(statement_verify(door.arena, text, strlen(text), &public,
	    s), NULL);
	return s->statement;
}

/* ---- What changes figures ----------------------------------------------- */

static void
late_energy(void)
{
	db_begin(door.db);
	energy_book(door.db, meter[0], zone_day_start(first) + SLOT_MS,
	    5 * KWH, "A", door.now);
	db_commit(door.db);
	energy_rest();
}

static void
new_price(void)
{
	CHECK_INT(door_ask("books", "POST", "/cost-versions", NULL,
	    "{\"cost_per_kwh\":0.77,\"effective_from\":\"2026-10-01\"}"),
	    201);
	energy_rest();
}

static void
by_hand(void)
{
	CHECK_INT(door_ask("books", "POST", "/entries", NULL,
	    "{\"meter\":2,\"from\":\"2026-10-25T12:00:00Z\","
	    "\"to\":\"2026-10-25T13:00:00Z\",\"energy_wh\":-1500.5,"
	    "\"reason\":\"as read at the board\"}"), 201);
	energy_rest();
}

static void
again_rated(void)
{
	CHECK_INT(door_ask("books", "POST", "/recalculate", "wait=1",
	    "{\"start\":\"2026-10-01\",\"end\":\"2026-10-31\"}"), 200);
	energy_rest();
}

static void
moved(void)
{
	CHECK_INT(door_ask("books", "PATCH", "/meters/3", NULL,
	    "{\"location\":\"yard\",\"location_from\":"
	    "\"2026-10-25T00:00:00Z\"}"), 200);
	energy_rest();
}

/* ---- Open, closed, ever after ------------------------------------------- */

static const char *
state_of(const char *text)
{
	return finality_words[opened(text)->state];
}

static void
check_open(void)
{
	CHECK_TEXT(state_of(asked("period=" MONTH)), "booked");
	CHECK_TEXT(state_of(ordered("ledger_statement", MONTH)), "booked");
	CHECK_TEXT(state_of(asked("period=2026-11")), "provisional");
	CHECK_TEXT(state_of(ordered("ledger_statement", "2026-11")),
	    "provisional");
}

static const char *
closed_text(void)
{
	struct period p;
	int64_t month;

	CHECK_INT(door_ask("books", "POST", "/periods", NULL,
	    "{\"period\":\"" MONTH "\"}"), 202);
	/* Asked for while it is being closed it is not final. */
	CHECK_TEXT(state_of(ordered("ledger_statement", MONTH)), "booked");
	for (int i = 0; i < 20; i++)
		energy_pass(1000);
	CHECK(zone_month_read(MONTH, &month));
	CHECK(period_get(door.db, door.arena, month, &p));
	CHECK_TEXT(state_of(p.statement), "closed");
	return p.statement;
}

/* The figures as they are now are signed, too, but not as closed. */
static void
check_now(const char *text, const struct statement *kept, bool other)
{
	const struct statement *s = opened(text);

	CHECK_TEXT(finality_words[s->state], "booked");
	CHECK_INT(s->total_cost != kept->total_cost ||
	    s->total_uwh != kept->total_uwh ||
	    s->total_unpriced_uwh != kept->total_unpriced_uwh, other);
}

static void
check_kept(const char *text, bool other)
{
	const struct statement *kept = opened(text);

	for (int i = 0; i < 3; i++) {
		CHECK_TEXT(asked("period=" MONTH), text);
		CHECK_TEXT(asked("period=" MONTH "&again=false"), text);
		CHECK_TEXT(ordered("ledger_statement", MONTH), text);
		energy_pass(1000);
	}
	check_now(asked("period=" MONTH "&again=true"), kept, other);
	check_now(ordered("ledger_statement_again", MONTH), kept, other);
	/* Nor is a day of it, which nobody has closed by itself. */
	CHECK_TEXT(state_of(asked("period=2026-10-25")), "booked");
	CHECK_TEXT(state_of(ordered("ledger_statement", "2026-10-25")),
	    "booked");
}

/* ---- The rule in the function that signs -------------------------------- */

static const char *made;
static bool done;

static void
keep(const struct turn *t, struct statement_job *j, const char *text)
{
	(void)t;
	(void)j;
	made = text;
	done = true;
}

static const char *
signed_as(const char *period, enum finality state)
{
	struct statement s = { .site = "bench", .timezone = "UTC",
	    .period = period, .state = state, .head_entry = NONE,
	    .head_at = NONE };

	return statement_sign(door.db, door.arena,
	    &rig.worker.books.head_key, &s);
}

static void
check_rule(const char *text)
{
	struct statement_job job = { .arena = door.arena, .reason = "close",
	    .closes = true, .made = keep };
	struct period p;
	int64_t month = 0;

	CHECK(!signed_as(MONTH, FINALITY_CLOSED));
	CHECK(!signed_as("2026-10-25", FINALITY_CLOSED));
	CHECK(!signed_as("2026-11-01", FINALITY_CLOSED));
	CHECK(signed_as(MONTH, FINALITY_BOOKED) != NULL);
	CHECK(signed_as("2026-09", FINALITY_CLOSED) != NULL);
	CHECK(statement_begin(&rig.worker.turn, &rig.worker.books, &job,
	    MONTH));
	db_begin(door.db);
	while (statement_turn(&rig.worker.turn, &rig.worker.books))
		;
	CHECK(done && !made);
	CHECK(zone_month_read(MONTH, &month));
	period_keep(door.db, &(struct period){ .month = month,
	    .closed_at = 1, .closed_by = "test", .statement = "{}" });
	db_commit(door.db);
	CHECK(period_get(door.db, door.arena, month, &p));
	CHECK_TEXT(p.statement, text);
}

/* ---- The site ----------------------------------------------------------- */

static void
make_key(void)
{
	energy_key();
	memcpy(public.key[0], rig.worker.books.head_key.public, 32);
}

static void
make_books(void)
{
	static const char *const names[METERS] = { "a1", "a2", "b1" };

	first = energy_date("2026-10-24");
	db_begin(door.db);
	for (int i = 0; i < METERS; i++) {
		meter[i] = energy_meter(door.db, door.arena, names[i],
		    "message", "hall");
		energy_fill(door.db, meter[i], first, first + 3,
		    rig.worker.turn.wall_ms - 86400000);
	}
	energy_price(door.db, "2026-10-01", "hall", NONE, 123457, 1000);
	db_commit(door.db);
	energy_rest();
}

int
main(void)
{
	void (*const change[])(void) = { late_energy, new_price, by_hand,
	    again_rated, moved };
	const char *text;

	energy_open("Europe/Lisbon");
	make_key();
	make_books();
	check_open();
	text = closed_text();
	check_kept(text, false);
	for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
		change[i]();
		check_kept(text, true);
	}
	check_rule(text);
	rig_close(&rig);
	return tap_done();
}
