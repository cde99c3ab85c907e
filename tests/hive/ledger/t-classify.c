/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/samples_help.h"

/* The ledger's arithmetic, by tables of samples. */

static void
check_steps(void)
{
	static const struct {
		const struct ledger_rules *rules;
		const char	*samples, *states;
		int64_t		 wh;
	} cases[] = {
		{ &house, "0:1000,30:1010,60:1025", "ttt", 25 },
		/* One reading counts nothing. */
		{ &house, "0:123456", "t", 0 },
		/* Restart from zero, with no word of it from the board. */
		{ &bare, "0:1000,30:1010,60:50,90:60", "tttt", 70 },
		/* ... to exactly zero. */
		{ &bare, "0:1000,30:1010,60:0,90:10", "tttt", 20 },
		/* ... told by the uptime; by the boot; by its register. */
		{ &house, "0:1000 u900,30:1010 u930,60:50 u20", "ttt", 60 },
		{ &house, "0:1000 b1,30:1010 b1,60:50 b2", "ttt", 60 },
		{ &house, "0:1000 b1,30:1010 b1,60:50 b2/0", "ttt", 60 },
		/* A saved counter rolls back: nothing is counted twice. */
		{ &house, "0:10000,30:10009,60:10000,90:10009", "tttt", 18 },
		{ &bare, "0:10000 b1,30:10009 b1,60:10003 b2/10000,"
		    "90:10009 b2/10000", "tttt", 18 },
		/* It restarted unseen and its register went on. */
		{ &house, "0:1000 b1,3000:5000 b3/4990", "tt", 4000 },
		/* A flash of zero. */
		{ &house, "0:10000,30:0,60:10010,90:10020", "tdtt", 20 },
		/* Up and back. */
		{ &house, "0:10000,30:99999,60:10010,90:10020", "tdtt", 20 },
		/* Two readings of nonsense do not stop the third. */
		{ &house, "0:10000,30:99999,60:50000,90:10020,120:10030",
		    "tddtt", 30 },
		/* A jump that stays: its size is not believed, the rest is. */
		{ &house, "0:1000,30:990000,60:990010,90:990020", "tttt",
		    20 },
		/* The same, but an outage makes room for it. */
		{ &house, "0:1000,86400:151000,86430:151010", "ttt",
		    150010 },
		/* Odd, and nothing came after it yet. */
		{ &house, "0:10000,30:99999", "th", 0 },
		{ &house, "0:10000,30:99999,60:50000", "thh", 0 },
		/* Jitter of the last digit. */
		{ &house, "0:1000,30:999,60:1000,90:1005", "tttt", 5 },
		/* Roll-over. */
		{ &odometer, "0:99990,30:5,60:15", "ttt", 25 },
		{ &odometer, "0:99990 b1,30:5 b1,60:15 b1", "ttt", 25 },
		/* Late, without an instant of its own: left out. */
		{ &bare, "0:1000,30:1100,60:1050,90:1110", "ttdt", 110 },
		/* Zero and a rise that no power explains. */
		{ &bare, "0:0,30:0,60:500,90:500", "tttt", 0 },
		/* Power only, from the first sample on; not over a gap. */
		{ &house, "0p3600,30p3600,60p3600", "ttt", 60 },
		{ &house, "0p3600,30p3600,28830p3600,28860p3600", "tttt",
		    60 },
		/* A register takes over, and power counts no more. */
		{ &house, "0p3600,30p3600,60:500,70p9999,90:530", "tttnt",
		    90 },
		{ &house, "0:500,30p3600,60:530", "tnt", 30 },
		/* Another register was put in. */
		{ &house, "0:9000,30:9010,31:0 o,60:10", "tttt", 20 },
		/* Messages that a broker held come all at once. */
		{ &house, "0:1000 g,1:1030 g,1:1060 g", "ttt", 60 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		classify(cases[i].rules, cases[i].samples);
		CHECK_TEXT(states(), cases[i].states);
		CHECK_INT(total(), cases[i].wh * WH);
	}
}

/* What the last step of the samples is called. */
static void
check_rules(void)
{
	static const struct {
		const char		*samples;
		enum sample_rule	 rule;
	} cases[] = {
		{ "0:1000,30:1010", RULE_PLAIN },
		{ "0:1000,3000:1010", RULE_GAP },
		{ "0:1000,30:999", RULE_JITTER },
		{ "0:1000,30:992", RULE_ROLL_BACK },
		{ "0:1000 b1,30:5 b2", RULE_RESTART },
		{ "0:1000 b1,30:505 b2/500", RULE_ROLL_BACK },
		/* 600 of 1,000 is neither a restart nor a roll-back. */
		{ "0:1000,30:600", RULE_ODD },
		{ "0:1000 u900,30:600 u5", RULE_ROLL_BACK },
		/* A roll-back and a restart both fit: nobody guesses. */
		{ "0:10,30:3", RULE_ODD },
		{ "0p100,30p100", RULE_POWER },
		{ "0p100,30:7", RULE_FIRST },
		{ "0:7,30:5 o", RULE_SWAP },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		classify(&house, cases[i].samples);
		CHECK_TEXT(ledger_rule_word(s[n - 1].rule),
		    ledger_rule_word(cases[i].rule));
	}
}

/* Slots: edges telescope, quality and coverage tell the truth. */
static void
check_slots(void)
{
	classify(&house, "0:0,1200:1000 u1,1800:1001");
	CHECK_INT(ledger_slot_uwh(&slots[0]), 750 * WH);
	CHECK_INT(ledger_slot_uwh(&slots[1]), 251 * WH);
	CHECK_INT(slots[0].covered_ms, SLOT_MS);
	CHECK(slots[0].quality == QUALITY_ESTIMATED &&
	    slots[1].quality == QUALITY_ESTIMATED);

	/* 1 Wh over 7 slots does not divide; nothing is lost. */
	classify(&house, "100:0,6100:1");
	CHECK_INT(total(), WH);
	CHECK_INT(ledger_slot_uwh(&slots[0]), 133333);
	CHECK_INT(slots[0].covered_ms, 800000);
	CHECK_INT(slots[6].covered_ms, 700000);
	CHECK_INT(slots[7].samples, 0);

	classify(&house, "0:0,300:10,600 g:20,900:30");
	CHECK(slots[0].quality == QUALITY_OUR_CLOCK);
	CHECK_INT(slots[0].samples, 4);
	CHECK_INT(slots[0].first_at, T0);
	CHECK_INT(slots[0].last_at, T0 + 900000);
	CHECK_INT(slots[1].samples, 0);

	/* Small power is not lost: 1 mW for a quarter of an hour is 250 uWh;
	 * sampled every 7 s the rest of each step is carried on. */
	classify(&house, "0p40,300p40,600p40,900p40");
	CHECK_INT(total(), 10 * WH);
	CHECK_INT(ledger_slot_at(T0 - 1), T0 - SLOT_MS);
	CHECK_INT(ledger_slot_at(T0), T0);
	CHECK_INT(ledger_slot_at(-1), -SLOT_MS);
}

/* 128 steps of 7 s at 1 mW: each is 1.94 uWh. */
static void
check_remainder(void)
{
	static struct ledger_sample many[129];

	for (size_t i = 0; i < 129; i++)
		many[i] = (struct ledger_sample){ .boot = NONE,
		    .boot_register_uwh = NONE, .uptime_s = NONE,
		    .register_uwh = NONE, .power_milliw = 1,
		    .base_uwh = NONE, .at = T0 + 7000 * (int64_t)i };
	ledger_first(&many[0]);
	ledger_classify(&house, many, 129);
	memset(slots, 0, sizeof slots);
	ledger_spread(&house, many, 129, T0, slots, 400);
	CHECK_INT(total(), 249);	/* 896,000 uJ / 3,600 = 248.9 */
}

/* The largest meter that is allowed, over a year, stays in int64. */
static void
check_range(void)
{
	static struct ledger_slot year[36000];
	const struct ledger_rules plant = { .resolution_uwh = WH,
	    .power_max_milliw = INT64_C(1050000000) * 1000,
	    .gap_max_ms = 600000 };
	struct ledger_sample two[2];
	int64_t sum = 0;

	for (int i = 0; i < 2; i++)
		two[i] = (struct ledger_sample){ .boot = NONE,
		    .boot_register_uwh = NONE, .uptime_s = NONE,
		    .power_milliw = NONE, .at = T0 + i * INT64_C(31536000000),
		    .register_uwh = i * INT64_C(1050000000) * 8760 *
		    100 };
	ledger_first(&two[0]);
	ledger_classify(&plant, two, 2);
	ledger_spread(&plant, two, 2, T0, year, 36000);
	for (size_t i = 0; i < 36000; i++)
		sum += ledger_slot_uwh(&year[i]);
	CHECK_INT(sum, two[1].register_uwh);
}

int
main(void)
{
	check_steps();
	check_rules();
	check_slots();
	check_remainder();
	check_range();
	return tap_done();
}
