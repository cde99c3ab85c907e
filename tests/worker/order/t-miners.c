/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/service/audit_log.h"
#include "tests/lib/hand_rig.h"

/*
 * What people set of miners: which a filter means, what an order about one or
 * many leaves in memory, in its row and in the audit, and who may take whose
 * place.
 */
#define MINERS	5
#define NOBODY_HAS "02:00:00:00:ff:ff"

static struct turn *t;

static struct answer
patch(const char *body)
{
	return rig_order(&b, "miners_patch", NULL, body);
}

/* 1 is online in the hall on "row"; 2 is managed in the yard; 3 is another
 * model; 4 has nothing. */
static void
furnish(void)
{
	CHECK_INT(order("circuit_keep", "row", "{\"limit_kw\":30}"), 200);
	CHECK_INT(order("circuit_keep", "feeder", "{}"), 200);
	CHECK_INT(order("miner_patch", mac_of(1),
	    "{\"location\":\"hall\",\"circuit\":\"row\"}"), 200);
	CHECK_INT(order("miner_patch", mac_of(2),
	    "{\"location\":\"yard\",\"managed\":true}"), 200);
	for (int i = 2; i <= 4; i++)
		miner_of(i)->online = false;
	snprintf(miner_of(3)->model, sizeof miner_of(3)->model, "s21");
	CHECK_INT(order("miner_retire", mac_of(5), NULL), 204);
}

/* ---- Which -------------------------------------------------------------- */

static void
check_filters(void)
{
	static const struct {
		const char *filter;
		int miners;		/* a bit each, from the lowest */
	} cases[] = {
		{ "", 15 },
		{ "\"online\":true", 1 },
		{ "\"online\":false", 14 },
		{ "\"managed\":true", 2 },
		{ "\"managed\":false", 13 },
		{ "\"model\":\"s19jpro\"", 11 },
		{ "\"model\":\"s21\"", 4 },
		{ "\"model\":\"s\"", 0 },
		{ "\"circuit\":\"row\"", 1 },
		{ "\"circuit\":\"feeder\"", 0 },
		{ "\"location\":\"hall\"", 1 },
		{ "\"location\":\"yard\"", 2 },
		{ "\"location\":\"ha\"", 0 },
		{ "\"location\":\"yard\",\"managed\":true", 2 },
		{ "\"location\":\"yard\",\"managed\":false", 0 },
		{ "\"location\":\"yard\",\"online\":true", 0 },
		{ "\"model\":\"s19jpro\",\"online\":false", 10 },
		{ "\"online\":null,\"managed\":null,\"model\":null,"
		    "\"circuit\":null,\"location\":null", 15 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = patch(arena_printf(&b.arena,
		    "{\"filter\":{%s},\"set\":{}}", cases[i].filter));
		int fits = 0;

		CHECK_INT(a.status, 200);
		for (int m = 1; m <= MINERS; m++)
			if (strstr(a.body, mac_of(m)))
				fits |= 1 << (m - 1);
		printf("# %s\n", cases[i].filter);
		CHECK_INT(fits, cases[i].miners);
	}
}

/* ---- One ---------------------------------------------------------------- */

static struct audit
last_audit(void)
{
	static struct query q = QUERY("SELECT max(id) FROM audit");
	struct audit a = { .result = 0 };

	CHECK(audit_get(t->db, &b.arena, db_number(t->db, &q, 0), &a));
	return a;
}

static const struct {
	const char *body;
	const char *old, *new;
} patches[] = {
	{ "{\"name\":\"a\"}", "{\"name\":null}", "{\"name\":\"a\"}" },
	{ "{\"name\":\"b\"}", "{\"name\":\"a\"}", "{\"name\":\"b\"}" },
	{ "{\"managed\":true}", "{\"managed\":false}",
	    "{\"managed\":true}" },
	{ "{\"managed\":null}", "{\"managed\":true}",
	    "{\"managed\":null}" },
	{ "{\"managed\":false}", "{\"managed\":true}",
	    "{\"managed\":false}" },
	{ "{\"unlock_pass\":\"secret\"}", "{\"unlock_pass\":null}",
	    "{\"unlock_pass\":\"***\"}" },
	{ "{\"unlock_pass\":null}", "{\"unlock_pass\":\"***\"}",
	    "{\"unlock_pass\":null}" },
};

/* What was said is set, what was not stays, and both are in the audit. */
static void
check_one(void)
{
	static const bool managed[] = { false, false, true, true, false,
	    false, false };

	for (size_t i = 0; i < sizeof patches / sizeof *patches; i++) {
		struct audit a;

		CHECK_INT(order("miner_patch", mac_of(4), patches[i].body),
		    200);
		a = last_audit();
		CHECK_TEXT(a.old, patches[i].old);
		CHECK_TEXT(a.new, patches[i].new);
		CHECK_INT(miner_of(4)->managed, managed[i]);
		CHECK_INT(miner(4).managed, managed[i]);
		CHECK_TEXT(miner_of(4)->unlock, i == 5 ? "secret" : "");
	}
	CHECK_TEXT(miner(4).name, "b");
	hand_wait(1000);
	CHECK_INT(order("miner_patch", mac_of(4),
	    "{\"hold\":{\"reason\":\"fan\"}}"), 200);
	CHECK(control_of(4)->held && control_of(4)->held_at == t->wall_ms);
	CHECK_TEXT(miner(4).hold_reason, "fan");
	CHECK_INT(order("miner_patch", mac_of(4), "{\"name\":\"c\"}"), 200);
	CHECK(control_of(4)->held);
	CHECK_INT(order("miner_patch", mac_of(4), "{\"hold\":null}"), 200);
	CHECK(!control_of(4)->held);
	CHECK_TEXT(miner(4).hold_reason, NULL);
}

/* A circuit that is none would take the miner out of every limit. */
static void
check_circuits(void)
{
	struct control *k = control_of(4);
	struct answer a;

	k->circuit_age = 7;
	CHECK_INT(order("miner_patch", mac_of(4), "{\"name\":\"d\"}"), 200);
	CHECK_INT(k->circuit_age, 7);
	CHECK_INT(order("miner_patch", mac_of(4),
	    "{\"circuit\":\"feeder\"}"), 200);
	CHECK_TEXT(k->circuit, "feeder");
	CHECK_INT(k->circuit_age, NONE);
	a = rig_order(&b, "miner_patch", mac_of(4),
	    "{\"circuit\":\"feeded\",\"name\":\"e\"}");
	CHECK_INT(a.status, 422);
	CHECK_TEXT(a.pointer, "/circuit");
	CHECK_TEXT(k->circuit, "feeder");
	CHECK_TEXT(miner(4).name, "d");
	a = patch("{\"filter\":{},\"set\":{\"circuit\":\"feeded\"}}");
	CHECK_INT(a.status, 422);
	CHECK_TEXT(a.pointer, "/set/circuit");
	CHECK_TEXT(control_of(1)->circuit, "row");
	CHECK_INT(order("miner_patch", mac_of(4), "{\"circuit\":null}"), 200);
	CHECK_TEXT(k->circuit, "");
}

/* ---- Many --------------------------------------------------------------- */

static void
check_many(void)
{
	struct answer a = patch(arena_printf(&b.arena, "{\"macs\":[\"%s\","
	    "\"%s\",\"x\",\"%s\"],\"set\":{\"name\":\"twin\"}}", mac_of(1),
	    NOBODY_HAS, mac_of(5)));

	CHECK_INT(a.status, 200);
	CHECK_TEXT(a.body, arena_printf(&b.arena, "[{\"id\":\"%s\","
	    "\"status\":200,\"detail\":null},{\"id\":\"" NOBODY_HAS "\","
	    "\"status\":404,\"detail\":\"no miner has this MAC\"},"
	    "{\"id\":\"x\",\"status\":404,\"detail\":\"no miner has this "
	    "MAC\"},{\"id\":\"%s\",\"status\":404,\"detail\":\"no miner has "
	    "this MAC\"}]", mac_of(1), mac_of(5)));
	CHECK_TEXT(miner(1).name, "twin");
	CHECK_TEXT(miner(2).name, NULL);
	CHECK_INT(patch("{\"set\":{}}").status, 400);
	CHECK_INT(patch("{\"macs\":[],\"filter\":{},\"set\":{}}").status,
	    400);
	CHECK_INT(patch("{\"macs\":[],\"set\":{}}").status, 200);
	b.worker.fleet.miners_changed = false;
	CHECK_INT(patch("{\"filter\":{\"managed\":true},\"set\":{\"name\":"
	    "\"mine\"}}").status, 200);
	CHECK(b.worker.fleet.miners_changed);
	CHECK_TEXT(miner(2).name, "mine");
	CHECK_TEXT(miner(1).name, "twin");
}

/* ---- Another machine ---------------------------------------------------- */

static int
replace(int number, const char *by)
{
	return order("miner_replace", mac_of(number), arena_printf(&b.arena,
	    "{\"by\":\"%s\"}", by));
}

static void
check_replaced(void)
{
	CHECK_INT(replace(1, "x"), 422);
	CHECK_INT(replace(1, NOBODY_HAS), 422);
	CHECK_INT(replace(1, mac_of(1)), 422);
	CHECK_INT(replace(1, mac_of(5)), 422);
	CHECK(miner_of(1) != NULL && !miner_of(1)->retired);
	miner_of(1)->managed = true;
	CHECK_INT(replace(1, mac_of(4)), 200);
	CHECK(miner_of(1) == NULL);
	CHECK(miner_of(4)->managed);
	CHECK_TEXT(control_of(4)->circuit, "row");
	CHECK_TEXT(miner(4).name, "twin");
	CHECK_TEXT(miner(4).location, "hall");
}

int
main(void)
{
	hand_open(MINERS, false);
	t = &b.worker.turn;
	furnish();
	check_filters();
	check_one();
	check_circuits();
	check_many();
	check_replaced();
	rig_close(&b);
	return tap_done();
}
