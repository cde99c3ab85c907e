/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/zone.h"
#include "hive/money/statement.h"
#include "tests/lib/tap.h"

/* What a statement may be asked for: a month or a day of the site's zone. */

#define DAY	(24 * INT64_C(3600000))

static void
check_periods(void)
{
	static const struct {
		const char	*text;
		int64_t		 days;	/* 0: refused */
	} cases[] = {
		{ "2026-11", 30 }, { "2026-12", 31 }, { "2028-02", 29 },
		{ "2026-11-20", 1 }, { "2026-12-31", 1 }, { "2028-02-29", 1 },
		{ "2026-02-29", 0 }, { "2026-13", 0 }, { "2026-00", 0 },
		{ "2026-11-31", 0 }, { "2026-11-20T00:00:00Z", 0 },
		{ "2026", 0 }, { "2026-11-", 0 }, { "november", 0 }, { "", 0 },
	};
	int64_t from, to;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		from = to = 0;
		CHECK_INT(statement_period(cases[i].text, &from, &to),
		    cases[i].days > 0);
		CHECK_INT(to - from, cases[i].days * DAY);
	}
	/* 2026-11-01 begins there, and so does its first day. */
	CHECK(statement_period("2026-11", &from, &to));
	CHECK_INT(from, INT64_C(1793491200000));
	CHECK(statement_period("2026-11-01", &from, &to));
	CHECK_INT(from, INT64_C(1793491200000));
}

int
main(void)
{
	CHECK(!zone_use("UTC"));
	check_periods();
	return tap_done();
}
