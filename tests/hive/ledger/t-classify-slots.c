/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/samples_help.h"

/* What of a step falls into which quarter of an hour. */

#define FINE	7200			/* of a uWh */

static void
check_rounding(void)
{
	static const struct { int64_t fine, uwh; } cases[] = {
		{ 0, 0 }, { FINE, 1 }, { -FINE, -1 },
		/* The half is rounded up, below zero as well. */
		{ 3599, 0 }, { 3600, 1 }, { 3601, 1 },
		{ -3599, 0 }, { -3600, 0 }, { -3601, -1 },
		{ 2 * FINE + 3599, 2 }, { 2 * FINE + 3600, 3 },
		{ -2 * FINE - 3600, -2 }, { -2 * FINE - 3601, -3 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_INT(ledger_slot_uwh(&(struct ledger_slot){
		    .fine = cases[i].fine }), cases[i].uwh);
	CHECK_INT(ledger_slot_at(T0 + SLOT_MS - 1), T0);
	CHECK_INT(ledger_slot_at(T0 + SLOT_MS), T0 + SLOT_MS);
	CHECK_INT(ledger_slot_at(1 - SLOT_MS), -SLOT_MS);
	CHECK_INT(ledger_slot_at(-SLOT_MS), -SLOT_MS);
}

/* How sure the first slot is, and what it is covered for. */
static void
check_quality(void)
{
	static const struct {
		const char		*samples;
		enum quality		 quality;
		int64_t			 covered_s, steps;
	} cases[] = {
		{ "0:0,300:10,900:20", QUALITY_MEASURED, 900, 2 },
		/* 600 s are no gap, 601 are. */
		{ "0:0,600:10", QUALITY_MEASURED, 600, 1 },
		{ "0:0,601:10", QUALITY_ESTIMATED, 601, 1 },
		{ "0:0,30:10 g", QUALITY_OUR_CLOCK, 30, 1 },
		{ "0:0 g,30:10", QUALITY_OUR_CLOCK, 30, 1 },
		{ "0:0 g,30:10 g", QUALITY_OUR_CLOCK, 30, 1 },
		/* The worst of its steps counts, whichever was first. */
		{ "0:0,30:10 g,60:11,90:12", QUALITY_OUR_CLOCK, 90, 3 },
		{ "0:0 g,30:10,60:11,861:12", QUALITY_ESTIMATED, 861, 3 },
		{ "0:0,700:10,730:11 g,760:12", QUALITY_ESTIMATED, 760, 3 },
		{ "0:0,30:10,60:11 g", QUALITY_OUR_CLOCK, 60, 2 },
		/* Powers: a gap of more than 600 s is not bridged. */
		{ "0p3600,600p3600", QUALITY_MEASURED, 600, 1 },
		{ "0p3600,601p3600", QUALITY_NONE, 0, 0 },
		/* Nothing is known of the time in which it was swapped. */
		{ "0:9000,30:9010,31:0 o,61:10", QUALITY_MEASURED, 60, 2 },
		{ "0:9000,31:0 o", QUALITY_NONE, 0, 0 },
		{ "0p3600,31:0 o", QUALITY_NONE, 0, 0 },
		/* A held sample is no edge of a step. */
		{ "0:1000,30:9000", QUALITY_NONE, 0, 0 },
		/* Two at one instant are a step without time. */
		{ "0:1000,0:1001", QUALITY_MEASURED, 0, 1 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		classify(&house, cases[i].samples);
		if (slots[0].quality != cases[i].quality)
			printf("# %s\n", cases[i].samples);
		CHECK_INT(slots[0].quality, cases[i].quality);
		CHECK_INT(slots[0].covered_ms, cases[i].covered_s * 1000);
		CHECK_INT(slots[0].samples, cases[i].steps ?
		    cases[i].steps + 1 : 0);
	}
	classify(&house, "0:1000,0:1001");
	CHECK_INT(total(), WH);
}

/* The most remarkable step gives the slot its word. */
static void
check_rule(void)
{
	static const struct { const char *samples, *rule; } cases[] = {
		{ "0:1000,30:1001,60:1002", "plain" },
		{ "0:1000,30:999,60:1002", "jitter" },
		{ "0:1000 b1,30:5 b2,60:6 b2", "restart" },
		{ "0:1000,30:1001,60:999", "jitter" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		classify(&house, cases[i].samples);
		CHECK_TEXT(ledger_rule_word(slots[0].rule), cases[i].rule);
	}
}

/* The mean of two powers, or the one of which the other knows nothing. */
static void
check_power(void)
{
	static const struct { const char *samples; int64_t wh; } cases[] = {
		{ "0p3600,60p7200", 90 },	/* 5.4 kW for a minute */
		{ "0p7200,60p3600", 90 },
		{ "0p3600,60:500", 60 },
		{ "0p0,60p3600", 30 },
		/* Where a register counts, a power says nothing. */
		{ "0:500 p3600,60:510 p3600", 10 },
		/* The noted one between them is no edge. */
		{ "0p3600,30,60p3600", 60 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		classify(&house, cases[i].samples);
		CHECK_INT(total(), cases[i].wh * WH);
	}
}

/* An hour of 400 Wh from ten minutes before the slots to twenty behind: only
 * what lies in them is added, and nothing beyond. */
static void
check_window(void)
{
	struct ledger_slot window[4] = { { .samples = 0 } };

	classify(&house, "300:0,3900:400");
	ledger_spread(&house, s, n, T0 + SLOT_MS, &window[1], 2);
	CHECK_INT(window[0].samples, 0);
	CHECK_INT(ledger_slot_uwh(&window[1]), 100 * WH);
	CHECK_INT(window[1].covered_ms, SLOT_MS);
	CHECK_INT(ledger_slot_uwh(&window[2]), 100 * WH);
	CHECK_INT(window[3].samples, 0);
	CHECK_INT(window[1].first_at, T0 + 300000);
	CHECK_INT(window[1].last_at, T0 + 3900000);
	CHECK_INT(window[1].samples, 2);
	/* All of it, an hour by the quarter: 600, 900, 900, 900 and 300 s. */
	CHECK_INT(ledger_slot_uwh(&slots[0]), 66666666);
	CHECK_INT(ledger_slot_uwh(&slots[1]), 100 * WH);
	CHECK_INT(ledger_slot_uwh(&slots[4]), 33333334);
	CHECK_INT(total(), 400 * WH);
	/* A step that ends with the slot is none of the next one's. */
	classify(&house, "0:0,900:9");
	CHECK_INT(ledger_slot_uwh(&slots[0]), 9 * WH);
	CHECK_INT(slots[1].samples, 0);
}

/* A board without a clock may count an hour's energy with each reading, for
 * nobody knows when the broker got it: 5.9 MWh of 6.0, 170 times, are booked;
 * 300 times are more than a slot may have, and more than 64 bits of the sum's
 * fine steps.  Two months of such slots have room in a
 * sum. */
static void
check_crowd(void)
{
	static struct ledger_sample many[301];
	const struct ledger_rules wide = { .resolution_uwh = WH,
	    .power_max_milliw = INT64_C(5000000000), .gap_max_ms = 600000 };

	for (int i = 0; i <= 300; i++)
		many[i] = (struct ledger_sample){ .boot = NONE,
		    .boot_register_uwh = NONE, .uptime_s = NONE,
		    .power_milliw = NONE, .guessed = true, .base_uwh = NONE,
		    .at = T0 + i * 1000, .register_uwh = i * 5900000 * WH };
	ledger_first(&many[0]);
	ledger_classify(&wide, many, 301);
	memset(slots, 0, sizeof slots);
	ledger_spread(&wide, many, 171, T0, slots, 1);
	CHECK_INT(ledger_slot_uwh(&slots[0]), 170 * 5900000 * WH);
	memset(slots, 0, sizeof slots);
	ledger_spread(&wide, many, 301, T0, slots, 1);
	CHECK_INT(ledger_slot_uwh(&slots[0]), SLOT_MAX_UWH);
	slots[0].fine = (__int128)SLOT_MAX_UWH * FINE - 1;
	CHECK_INT(ledger_slot_uwh(&slots[0]), SLOT_MAX_UWH);
	slots[0].fine = (__int128)INT64_MAX * FINE * 3;
	CHECK_INT(ledger_slot_uwh(&slots[0]), SLOT_MAX_UWH);
	CHECK(SLOT_MAX_UWH <= INT64_MAX / (2 * 31 * 100));
}

int
main(void)
{
	check_rounding();
	check_quality();
	check_rule();
	check_power();
	check_window();
	check_crowd();
	return tap_done();
}
