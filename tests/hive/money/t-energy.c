/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "tests/lib/energy_site.h"

/* Days of meters follow the ledger and the prices. */

static int64_t
site_truth(int i, int64_t from_day, int64_t until_day)
{
	int64_t sum = 0;

	for (int64_t t = zone_day_start(from_day);
	    t < zone_day_start(until_day); t += SLOT_MS)
		sum += energy_of(meter[i], t);
	return sum;
}

static void
check_sums(void)
{
	struct energy_item all = site_sum(NULL, first, until), hall, one;
	const struct energy_item *d = all.devices.v, *day = all.days.v;
	int64_t want = 0, days = 0, cost = 0;

	for (int i = 0; i < METERS; i++)
		if (i != 4)	/* its parent is in the sum */
			want += site_truth(i, first, until) * (i == 5 ? -1 : 1);
	CHECK_INT(all.energy_uwh, want);
	CHECK_INT(all.devices.n, METERS);
	CHECK_INT(all.device_count, METERS - 1);
	CHECK(!d[4].counted && d[4].energy_uwh == site_truth(4, first, until));
	CHECK(d[5].energy_uwh < 0 && d[5].cost < 0);
	for (size_t i = 0; i < all.days.n; i++) {
		days += day[i].energy_uwh;
		cost += day[i].cost;
	}
	CHECK_INT(days, all.energy_uwh);
	CHECK_INT(cost, all.cost);
	CHECK_INT(all.slots, 5 * (96 + 100 + 96));
	CHECK_INT(all.missing_slots, 0);
	CHECK_TEXT(confidence_words[all.confidence], "high");
	CHECK_TEXT(day[1].date, "2026-10-25");
	CHECK_INT(day[1].slots, 500);
	hall = site_sum("hall", first, until);
	CHECK_INT(hall.energy_uwh, site_truth(0, first, until) +
	    site_truth(1, first, until));
	one = site_sum("nowhere", first, until);
	CHECK(one.energy_uwh == NONE && one.cost == NONE &&
	    one.devices.n == 0 && !one.confidence);
}

/* Late energy changes its day, whatever was rated before. */
static void
check_late(void)
{
	int64_t at = zone_day_start(first + 1) + 4 * SLOT_MS;
	struct energy_item before = site_sum("yard", first, until), after;

	db_begin(db);
	energy_book(db, meter[2], at, 5 * KWH, "A", now);
	energy_book(db, meter[2], zone_day_start(until) + SLOT_MS, KWH,
	    "E", now);
	db_commit(db);
	CHECK_INT(rating_behind(db), 2);
	site_rest();
	CHECK_INT(rating_behind(db), 0);
	after = site_sum("yard", first, until);
	CHECK_INT(after.energy_uwh - before.energy_uwh, 5 * KWH);
	CHECK_INT(after.corrected_slots, 1);
	after = site_sum("yard", until, until + 1);
	CHECK(after.slots == 1 && after.estimated_slots == 1);
	CHECK_INT(after.missing_slots, 95);
	CHECK_TEXT(confidence_words[after.confidence], "low");
	CHECK_INT(site_error_days(), 0);
}

/* A back-dated price: its run finds what changes. */
static void
check_price(void)
{
	struct energy_item before = site_sum(NULL, first, until), after;
	struct rating_run run;
	struct cost_version v;
	int64_t id, steps;

	now += 1000;
	v = energy_price(db, "2026-10-25", NULL, NONE, 250000, now);
	id = site_run("version", v.id, first + 1, NULL);
	steps = site_rest();
	CHECK(rating_get(db, &arena, id, &run));
	CHECK_TEXT(run_state_words[run.state], "done");
	CHECK_INT(run.done, run.total);
	/* meters at places with a price of their own stay as they are */
	CHECK_INT(run.changed, (METERS - 3) * 2 + 1);
	CHECK(steps >= 1 && run.ended_at == now && run.lines == 0);
	after = site_sum(NULL, first, until);
	CHECK_INT(after.unpriced_uwh, site_truth(2, first, first + 1) +
	    site_truth(3, first, first + 1));
	CHECK(after.cost > before.cost);
	CHECK_INT(site_error_days(), 0);
	/* the same again changes nothing */
	id = site_run("recalculate", NONE, 0, NULL);
	site_rest();
	CHECK(rating_get(db, &arena, id, &run));
	CHECK(run.changed == 0 && run.difference == 0 && run.done > 0);
	CHECK_INT(run.first_day, first);
	id = site_run("recalculate", NONE, 0, "hall");
	site_rest();
	CHECK(rating_get(db, &arena, id, &run));
	CHECK_INT(run.total, 2 * (until + 1 - first));
	id = site_run("recalculate", NONE, until + 50, NULL);
	CHECK(rating_get(db, &arena, id, &run));
	CHECK(run.total == 0 && run.state == RUN_DONE);
}

/* A meter is carried elsewhere at noon: its day has two rows. */
static void
check_move(void)
{
	int64_t noon = zone_day_start(first) + 48 * SLOT_MS;
	struct energy_item hall, yard;

	db_begin(db);
	meter_place(db, meter[1], "yard", noon);
	db_commit(db);
	site_rest();
	hall = site_sum("hall", first, until);
	yard = site_sum("yard", first, first + 1);
	CHECK_INT(hall.slots, 96 + 100 + 96 + 48);
	CHECK_INT(yard.slots, 96 + 48);
	CHECK_INT(hall.missing_slots, 0);
	CHECK_INT(site_error_days(), 0);
}

/* A price that changes inside a slot, on a meter alone. */
static void
check_inside(void)
{
	struct energy_item before = site_sum(NULL, first, until), after;

	now += 1000;
	energy_price(db, "2026-10-25T10:05:00Z", NULL, meter[3], -1000000,
	    now);
	site_run("version", NONE, first, NULL);
	site_rest();
	after = site_sum(NULL, first, until);
	CHECK(after.cost < before.cost);
	CHECK_INT(after.energy_uwh, before.energy_uwh);
	CHECK_INT(site_error_days(), 0);
}

int
main(void)
{
	site_make();
	check_sums();
	check_late();
	check_price();
	check_move();
	check_inside();
	site_close();
	return tap_done();
}
