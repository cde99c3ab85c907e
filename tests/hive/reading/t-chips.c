/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/json/json.h"
#include "hive/miner/update.h"
#include "hive/reading/chips.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

#define T0 1800000000000

static struct arena arena;
static struct db *db;

static void
check_odd(void)
{
	static const struct {
		struct chip	 chip;
		const char	*why;
	} cases[] = {
		{ { 1, 400, 500, 300, 70, 0, "grey", 0 }, NULL },
		{ { 1, 400, NONE, NONE, NONE, NONE, NULL, NONE }, NULL },
		{ { 1, NAN, NONE, NONE, NONE, NONE, NULL, NONE }, NULL },
		{ { 1, 0, 500, 300, 70, 0, "red", 0 }, "dead" },
		{ { 1, 400, 500, 300, 90, 0, "red", 0 }, "hot" },
		{ { 1, 400, 500, 300, 89, 0, "red", 0 }, "red" },
		{ { 1, 400, 500, 300, 70, 100, "orange", 0 }, "errors" },
		{ { 1, 199, 500, 300, 70, 99, "orange", 0 }, "slow" },
		{ { 1, 200, 500, 300, 70, 99, "orange", 0 }, "orange" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_TEXT(chip_odd(&cases[i].chip, 400), cases[i].why);
	/* A board that stands still has no dead chips. */
	CHECK_TEXT(chip_odd(&(struct chip){ .hashrate_ghs = 0 }, 0), NULL);
}

/* Three boards of 76 chips; two chips of the second are odd. */
static void
fill(struct telemetry *t, struct chip_chain *chains, struct chip *chips)
{
	t->chains = (struct list){ chains, 3 };
	for (int i = 0; i < 3; i++) {
		chains[i] = (struct chip_chain){ i + 1, "mining",
		    { chips + 76 * i, 76 } };
		for (int k = 0; k < 76; k++)
			chips[76 * i + k] = (struct chip){ k + 1, 400 +
			    (double)store_drift(i, k, 1, 200) / 10, 500,
			    300 + k % 5, 60 + k % 7, 0, "grey", 0 };
	}
	chips[76 + 4].temp_c = 95;
	chips[76 + 9].hashrate_ghs = 0;
	chips[76 + 9].temp_c = NONE;
}

static int
odd_count(char why[2][16])
{
	struct query *q = odd_chips(db, 10);
	struct odd_chip o;
	int n = 0;

	while (db_row(db, q, odd_chip_fields, &o)) {
		if (n < 2)
			snprintf(why[n], 16, "%d %d %s", (int)o.chain,
			    (int)o.chip, o.why);
		n++;
	}
	return n;
}

static bool
same_chip(const struct chip *a, const struct chip *b)
{
	return a->id == b->id && a->frequency_mhz == b->frequency_mhz &&
	    fabs(a->hashrate_ghs - b->hashrate_ghs) < 0.06 &&
	    a->voltage_mv == b->voltage_mv && a->temp_c == b->temp_c &&
	    a->errors == b->errors && a->throttled == b->throttled &&
	    !strcmp(a->grade, b->grade);
}

static void
check_add(void)
{
	struct chip chips[3 * 76];
	struct chip_chain chains[3];
	struct telemetry t = { .miner = 1, .recorded_at = T0 };
	char why[2][16];

	fill(&t, chains, chips);
	CHECK(telemetry_add(db, &t));
	CHECK(!telemetry_add(db, &t));
	CHECK_INT(odd_count(why), 2);
	CHECK_TEXT(why[0], "2 5 hot");
	CHECK_TEXT(why[1], "2 10 dead");
	chips[76 + 4].temp_c = 70;
	t.recorded_at += 60000;
	CHECK(telemetry_add(db, &t));
	CHECK_INT(odd_count(why), 1);
	CHECK_TEXT(why[0], "2 10 dead");
}

static void
check_history(void)
{
	struct list list = telemetry_history(db, &arena, 1, T0, T0 + 60001, 9);
	const struct telemetry *t = list.v;
	const struct chip_chain *chain;
	struct chip chips[3 * 76];
	struct chip_chain chains[3];
	struct telemetry want;
	bool same = true;

	CHECK_INT(list.n, 2);
	CHECK(t[0].recorded_at == T0 + 60000 && t[1].recorded_at == T0);
	fill(&want, chains, chips);
	CHECK_INT(t[1].chains.n, 3);
	chain = t[1].chains.v;
	for (int i = 0; i < 3; i++)
		for (int k = 0; k < 76; k++)
			same &= same_chip((struct chip *)chain[i].chips.v + k,
			    chips + 76 * i + k);
	CHECK(same);
	CHECK_INT(chain[2].id, 3);
	CHECK_TEXT(chain[2].state, "mining");
	CHECK_INT(telemetry_history(db, &arena, 1, T0, T0 + 60001, 1).n, 1);
	CHECK_INT(telemetry_history(db, &arena, 1, T0, T0 + 60000, 9).n, 1);
	CHECK_INT(telemetry_history(db, &arena, 2, T0, T0 + 60000, 9).n, 0);
	CHECK_INT(telemetry_history(db, &arena, 1, T0 + 1, T0 + 9, 9).n, 0);
}

static void
check_json(void)
{
	struct chip chip = { 1, 411.25, 500, 300, 60, 0, "grey", 0 };
	struct chip_chain chain = { 1, "mining", { &chip, 1 } };
	struct telemetry t = { 2, T0, { &chain, 1 } };
	struct list list;
	struct json j;

	telemetry_add(db, &t);
	list = telemetry_history(db, &arena, 2, T0, T0 + 1, 1);
	json_init(&j, &arena);
	json_record(&j, telemetry_fields, list.v);
	CHECK_TEXT(json_done(&j), "{\"recorded_at\":\"2027-01-15T08:00:00.000Z"
	    "\",\"chains\":[{\"id\":1,\"state\":\"mining\",\"chips\":[{\"id\":"
	    "1,\"hashrate_ghs\":411.3,\"frequency_mhz\":500,\"voltage_mv\":300"
	    ",\"temp_c\":60,\"errors\":0,\"grade\":\"grey\",\"throttled\":"
	    "false}]}]}");
}

/* No chain at all, an empty chain, too many chips, a broken blob. */
static void
check_edges(void)
{
	static struct query q = QUERY("UPDATE chips SET data = :data"
	    " WHERE miner = 3");
	struct chip *chips = ARENA_MANY(&arena, struct chip, 600);
	struct chip_chain chains[2] = { { 1, NULL, { NULL, 0 } },
	    { NONE, "failure", { chips, 600 } } };
	struct telemetry t = { 3, T0, { NULL, 0 } };
	struct list list;
	const struct telemetry *back;

	CHECK(telemetry_add(db, &t));
	t.recorded_at++;
	t.chains = (struct list){ chains, 2 };
	CHECK(telemetry_add(db, &t));
	list = telemetry_history(db, &arena, 3, T0, T0 + 2, 9);
	CHECK_INT(list.n, 2);
	back = list.v;
	CHECK(back[1].chains.n == 0 && back[0].chains.n == 2);
	CHECK_INT(((struct chip_chain *)back[0].chains.v)[0].chips.n, 0);
	CHECK_INT(((struct chip_chain *)back[0].chains.v)[1].chips.n,
	    CHIPS_MAX);
	db_blob(db, &q, ":data", (struct blob){ "\1\2\3", 3 });
	CHECK(db_run(db, &q));
	list = telemetry_history(db, &arena, 3, T0, T0 + 2, 9);
	CHECK_INT(list.n, 2);
	CHECK_INT(((struct telemetry *)list.v)->chains.n, 0);
}

/* Polls of a machine that another took the place of. */
static void
check_replaced(void)
{
	struct list list;
	const struct telemetry *t;

	miner_replace(db, 1, 2, T0 + 60001);
	list = telemetry_history(db, &arena, 2, T0, T0 + 60001, 9);
	t = list.v;
	CHECK_INT(list.n, 3);
	CHECK(t[0].recorded_at == T0 + 60000 && t[0].miner == 1);
	CHECK_INT(telemetry_history(db, &arena, 1, T0, T0 + 60001, 9).n, 2);
	CHECK_INT(telemetry_history(db, &arena, 2, T0, T0 + 60001, 1).n, 1);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	db = store_open(":memory:");
	store_miners(db, 3);
	check_odd();
	check_add();
	check_history();
	check_json();
	check_edges();
	check_replaced();
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
