/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_SAMPLES_HELP_H
#define TESTS_LIB_SAMPLES_HELP_H

#include <stdlib.h>

#include "hive/base/duration.h"
#include "hive/base/record.h"
#include "hive/ledger/classify.h"
#include "tests/lib/tap.h"

/* Tables of samples for the ledger's arithmetic. */

#define WH		INT64_C(1000000)	/* in uWh */
#define MAX		64	/* and one behind them */
#define T0		(SLOT_MS * INT64_C(2000000))

static const struct ledger_rules house = { .resolution_uwh = WH,
	.save_step_uwh = 10 * WH, .power_max_milliw = 15000000,
	.gap_max_ms = 600000 };
static const struct ledger_rules bare = { .resolution_uwh = WH,
	.power_max_milliw = 15000000, .gap_max_ms = 600000 };
static const struct ledger_rules odometer = { .resolution_uwh = WH,
	.modulus_uwh = 100000 * WH, .power_max_milliw = 15000000,
	.gap_max_ms = 600000 };

static struct ledger_sample s[MAX + 1];
static struct ledger_slot slots[400];
static size_t n;

/* "30:1010 b2/0 u5 p2500 g": second, Wh, boot and its register, uptime s,
 * power W, guessed instant; samples are parted by a comma. */
static inline void
read_samples(const char *text)
{
	const char *p = text;
	char *end;

	for (n = 0; *p; n++) {
		s[n] = (struct ledger_sample){ .boot = NONE,
		    .boot_register_uwh = NONE, .uptime_s = NONE,
		    .register_uwh = NONE, .power_milliw = NONE,
		    .base_uwh = NONE };
		s[n].at = T0 + strtoll(p, &end, 10) * 1000;
		for (p = end; *p && *p++ != ',';) {
			int64_t x = strtoll(p, &end, 10);

			switch (p[-1]) {
			case ':': s[n].register_uwh = x * WH; break;
			case 'b': s[n].boot = x; break;
			case '/': s[n].boot_register_uwh = x * WH; break;
			case 'u': s[n].uptime_s = x; break;
			case 'p': s[n].power_milliw = x * 1000; break;
			case 'g': s[n].guessed = true; break;
			case 'o': s[n].opens = true; break;
			default: break;
			}
			p = end;
		}
	}
}

static inline void
classify(const struct ledger_rules *rules, const char *text)
{
	read_samples(text);
	/* What lies behind them would bear out the last one, if it was looked
	 * at. */
	s[n] = s[n - 1];
	s[n].at += 30000;
	ledger_first(&s[0]);
	ledger_classify(rules, s, n);
	memset(slots, 0, sizeof slots);
	ledger_spread(rules, s, n, T0, slots, 400);
}

static inline int64_t
total(void)
{
	int64_t uwh = 0;

	for (size_t i = 0; i < 400; i++)
		uwh += ledger_slot_uwh(&slots[i]);
	return uwh;
}

/* One letter a sample: t aken, n oted, h eld, d ropped. */
static inline const char *
states(void)
{
	static char text[MAX + 1];

	for (size_t i = 0; i < n; i++)
		text[i] = "?tnhd"[s[i].state];
	text[n] = '\0';
	return text;
}

#endif
