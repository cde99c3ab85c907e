/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/samples_help.h"

/*
 * Where one explanation of a register's step ends and the next begins.  All
 * meters here take 15 kW and count in steps of 1 Wh: over 30 s they may use
 * 15 kW x 1.2 x 32 s = 160 Wh and twice a step, 162 Wh; over 60 s 312 Wh, over
 * 100 s 512 Wh.
 */

struct edge {
	const struct ledger_rules *rules;
	const char		*samples, *states;
	enum sample_rule	 rule;		/* of the last one's step */
	int64_t			 wh;		/* that it counts */
};

static void
check(const struct edge *e, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		classify(e[i].rules, e[i].samples);
		if (strcmp(states(), e[i].states) ||
		    s[n - 1].rule != e[i].rule)
			printf("# %s\n", e[i].samples);
		CHECK_TEXT(states(), e[i].states);
		CHECK_TEXT(ledger_rule_word(s[n - 1].rule),
		    ledger_rule_word(e[i].rule));
		CHECK_INT(s[n - 1].counted_uwh, e[i].wh * WH);
	}
}

#define CHECK_EDGES(table) check(table, sizeof table / sizeof *table)

/* No more energy than the meter's power allows, and no less than none. */
static void
check_power(void)
{
	static const struct edge edges[] = {
		{ &house, "0:1000,30:1162", "tt", RULE_PLAIN, 162 },
		{ &house, "0:1000,30:1163", "th", RULE_ODD, 0 },
		{ &house, "0:1000,30:1000", "tt", RULE_PLAIN, 0 },
		/* A broker may have held a message for an hour: 15 kW x 1.2 x
		 * 3,630 s = 18,150 Wh. */
		{ &house, "0:1000,30:19152 g", "tt", RULE_PLAIN, 18152 },
		{ &house, "0:1000 g,30:19152", "tt", RULE_PLAIN, 18152 },
		{ &house, "0:1000 g,30:19153", "th", RULE_ODD, 0 },
		/* The gap that makes the shape an estimate. */
		{ &house, "0:1000,600:1010", "tt", RULE_PLAIN, 10 },
		{ &house, "0:1000,601:1010", "tt", RULE_GAP, 10 },
	};

	CHECK_EDGES(edges);
}

/*
 * Whether it restarted: from 1,000 Wh a board that did fell back to what it
 * had saved, 600; one that did not cannot have.
 */
static void
check_restarted(void)
{
	static const struct edge edges[] = {
		{ &house, "0:1000 b1,30:600 b1", "th", RULE_ODD, 0 },
		{ &house, "0:1000 b1,30:600 b2", "tt", RULE_ROLL_BACK, 0 },
		/* One count of starts says nothing. */
		{ &house, "0:1000 b1,30:600", "th", RULE_ODD, 0 },
		{ &house, "0:1000,30:600 b2", "th", RULE_ODD, 0 },
		/* The count goes before the uptime. */
		{ &house, "0:1000 b1 u9,30:600 b1 u8", "th", RULE_ODD, 0 },
		{ &house, "0:1000 u5,1:600 u4", "tt", RULE_ROLL_BACK, 0 },
		{ &house, "0:1000 u5,1:600 u5", "th", RULE_ODD, 0 },
		{ &house, "0:1000 u5,1:600", "th", RULE_ODD, 0 },
		{ &house, "0:1000,1000:600 u10", "th", RULE_ODD, 0 },
		/* It is up for less than it must be: of 1,000 s 937, less
		 * five.  Where an instant is the server's that says nothing. */
		{ &house, "0:1000 u0,1000:600 u931", "tt", RULE_ROLL_BACK, 0 },
		{ &house, "0:1000 u0,1000:600 u932", "th", RULE_ODD, 0 },
		{ &house, "0:1000 u0 g,1000:600 u931", "th", RULE_ODD, 0 },
		{ &house, "0:1000 u0,1000:600 u931 g", "th", RULE_ODD, 0 },
		{ &house, "0:1000 u0 g,1000:600 u931 g", "th", RULE_ODD, 0 },
	};

	CHECK_EDGES(edges);
}

/* What the board itself says of its register at the start. */
static void
check_since_boot(void)
{
	static const struct edge edges[] = {
		{ &house, "0:1000 b1,30:1010 b2/1000", "tt", RULE_PLAIN, 10 },
		{ &house, "0:1000 b1,30:1010 b2/1005", "tt", RULE_PLAIN, 10 },
		{ &house, "0:1000 b1,30:1000 b2/1000", "tt", RULE_PLAIN, 0 },
		{ &house, "0:1000 b1,30:1010 b2/999", "tt", RULE_ROLL_BACK,
		    11 },
		{ &house, "0:1000 b1,30:505 b2/500", "tt", RULE_ROLL_BACK, 5 },
		{ &house, "0:1000 b1,30:5 b2/0", "tt", RULE_RESTART, 5 },
		/* It fell below what it began with. */
		{ &house, "0:1000 b1,30:499 b2/500", "th", RULE_ODD, 0 },
		/* As much as its power allows, and more. */
		{ &house, "0:1000 b1,30:1162 b2/1000", "tt", RULE_PLAIN, 162 },
		{ &house, "0:1000 b1,30:1163 b2/1000", "th", RULE_ODD, 0 },
		/* Told without a restart it is of no use. */
		{ &house, "0:1000,30:1010 b2/0", "tt", RULE_PLAIN, 10 },
		{ &house, "0:1000 b2,30:1010 b2/0", "tt", RULE_PLAIN, 10 },
		{ &house, "0:1000 b1,30:1010 b2", "tt", RULE_PLAIN, 10 },
	};

	CHECK_EDGES(edges);
}

/* A fall: the last digit, what was not saved, or a new beginning. */
static void
check_fallen(void)
{
	static const struct edge edges[] = {
		{ &house, "0:1000,30:998", "tt", RULE_JITTER, 0 },
		{ &house, "0:1000,30:997", "tt", RULE_ROLL_BACK, 0 },
		{ &house, "0:1000,30:990", "tt", RULE_ROLL_BACK, 0 },
		{ &house, "0:1000,30:989", "th", RULE_ODD, 0 },
		{ &house, "0:1000 b1,30:990 b1", "th", RULE_ODD, 0 },
		/* Where it restarted: above the half it fell back, up to the
		 * half it began anew, and counts what it may have used. */
		{ &house, "0:1000 b1,100:501 b2", "tt", RULE_ROLL_BACK, 0 },
		{ &house, "0:1000 b1,100:500 b2", "tt", RULE_RESTART, 500 },
		{ &house, "0:1000 b1,30:162 b2", "tt", RULE_RESTART, 162 },
		{ &house, "0:1000 b1,30:163 b2", "th", RULE_ODD, 0 },
		/* Nobody restarted. */
		{ &house, "0:1000 b1,30:100 b1", "th", RULE_ODD, 0 },
		/* Nobody said so: the next sample must bear it out. */
		{ &house, "0:1000,30:100", "th", RULE_ODD, 0 },
		{ &house, "0:1000,30:100,60:110", "ttt", RULE_PLAIN, 10 },
	};

	CHECK_EDGES(edges);
	classify(&house, "0:1000,30:100,60:110");
	CHECK_TEXT(ledger_rule_word(s[1].rule), "restart");
	CHECK_INT(s[1].counted_uwh, 100 * WH);
	/* Jitter leaves the register where it was. */
	classify(&house, "0:1000,30:998,60:1003");
	CHECK_INT(s[1].base_uwh, 1000 * WH);
	CHECK_INT(s[2].counted_uwh, 3 * WH);
}

/* A register of five digits, in Wh. */
static void
check_roll_over(void)
{
	static const struct edge edges[] = {
		{ &odometer, "0:99900 b1,30:62 b1", "tt", RULE_ROLL_OVER,
		    162 },
		{ &odometer, "0:99900 b1,30:63 b1", "th", RULE_ODD, 0 },
		/* Only from the upper half: in three hours 15 kW may fill the
		 * lower one. */
		{ &odometer, "0:50001 b1,10800:0 b1", "tt", RULE_ROLL_OVER,
		    49999 },
		{ &odometer, "0:50000 b1,10800:0 b1", "th", RULE_ODD, 0 },
		/* From beyond its end it comes to where it must. */
		{ &odometer, "0:100005 b1,30:5 b1", "tt", RULE_ROLL_OVER, 0 },
		{ &odometer, "0:100006 b1,30:5 b1", "th", RULE_ODD, 0 },
		/* A board that restarted began anew. */
		{ &odometer, "0:99990 b1,30:5 b2", "tt", RULE_RESTART, 5 },
		/* Nobody said whether it did: wait. */
		{ &odometer, "0:99990,30:5", "th", RULE_ODD, 0 },
	};

	CHECK_EDGES(edges);
	classify(&odometer, "0:99990,30:5,60:15");
	CHECK_TEXT(ledger_rule_word(s[1].rule), "roll-over");
	CHECK_INT(s[1].counted_uwh, 15 * WH);
}

/* Two readings decide about an odd one. */
static void
check_believed(void)
{
	static const struct {
		const char	*samples, *states;
		int64_t		 wh;
	} cases[] = {
		/* The second bears it out, which the first did not. */
		{ "0:1000,30:990000,60:500000,90:990020", "ttdt", 20 },
		/* The second goes on from both: then it was a spike. */
		{ "0:1000,30:1170,60:99999,90:1180", "tddt", 180 },
		/* The second goes on from the first, not from it alone. */
		{ "0:1000,30:990000,60:990200,90:990210", "tdtt", 10 },
		/* Neither goes on from anything. */
		{ "0:1000,30:990000,60:500000,90:700000", "tdhh", 0 },
		/* What has no register is no witness. */
		{ "0:10000,30:99999,40p5,60:10010", "tdnt", 10 },
		{ "0:10000,30:99999,40p5", "thn", 0 },
		/* Before it and behind it is nothing at all. */
		{ "0,30:1000,60:1010", "ntt", 10 },
		{ "0,1,30p3600,60p3600", "nntt", 30 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		classify(&bare, cases[i].samples);
		CHECK_TEXT(states(), cases[i].states);
		CHECK_INT(total(), cases[i].wh * WH);
	}
}

/* Powers and times beyond all measure leave no room to run over. */
static void
check_beyond(void)
{
	const struct ledger_rules vast = { .resolution_uwh = INT64_MAX / 4,
	    .power_max_milliw = INT64_MAX / 2, .gap_max_ms = 600000 };

	classify(&vast, "0:0,86400:1000000000000");
	CHECK_TEXT(states(), "tt");
	CHECK_INT(s[1].counted_uwh, 1000000000000 * WH);
}

int
main(void)
{
	check_power();
	check_restarted();
	check_since_boot();
	check_fallen();
	check_roll_over();
	check_believed();
	check_beyond();
	return tap_done();
}
