/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/zone.h"
#include "hive/ledger/classify.h"
#include "hive/ledger/entry.h"
#include "hive/money/energy_sum.h"
#include "hive/money/rating.h"

/*
 * Sums of table energy_day.  Rows come in the order of days and meters; each
 * is added to its device's item (a meter at one place: one that moved has an
 * item for each) and, if the meter counts, to the day's item and to the
 * total.
 *
 * What is missing is in no table.  It is the slots that should be booked by
 * now, from the meter's first one on and while it was at that place, less
 * those that are booked.  Missing, estimated and guessed slots make the
 * confidence.
 */

#define ON_TIME	25			/* hundredths of an hour a slot */

/* ---- Adding up ---------------------------------------------------------- */

static void
add(struct energy_item *to, const struct energy_day *d)
{
	to->energy_uwh = (to->energy_uwh == NONE ? 0 : to->energy_uwh) +
	    d->energy_uwh;
	if (d->cost != NONE)
		to->cost = (to->cost == NONE ? 0 : to->cost) + d->cost;
	to->unpriced_uwh += d->unpriced_uwh;
	to->on_time += ON_TIME * d->on_slots;
	to->slots += d->slots;
	to->guessed_slots += d->guessed_slots;
	to->estimated_slots += d->estimated_slots;
	to->corrected_slots += d->corrected_slots;
}

const char *const finality_words[] = {
	[FINALITY_PROVISIONAL] = "provisional", [FINALITY_BOOKED] = "booked",
	[FINALITY_CLOSED] = "closed", NULL
};

const char *const confidence_words[] = {
	[CONFIDENCE_HIGH] = "high", [CONFIDENCE_MEDIUM] = "medium",
	[CONFIDENCE_LOW] = "low", NULL
};

const struct energy_item energy_nothing = { .energy_uwh = NONE,
	.cost = NONE, .meter = NONE, .parent = NONE };

void
energy_judge(struct energy_item *i)
{
	int64_t bad = i->estimated_slots + i->missing_slots;
	int64_t all = i->slots + i->missing_slots;

	i->confidence = all == 0 ? CONFIDENCE_NONE :
	    bad * 10 > all ? CONFIDENCE_LOW :
	    bad + i->guessed_slots > 0 ? CONFIDENCE_MEDIUM : CONFIDENCE_HIGH;
}

/* The devices and days so far, and where a row belongs. */
struct adding {
	struct db			*db;
	struct arena			*arena;
	const struct energy_ask		*ask;
	struct energy_item		*total;
	struct energy_item		**devices;
	size_t				 n, room;
	int64_t				 max_meter;
	struct energy_item		*days;
};

void
energy_add_slot(struct energy_item *to, const struct energy_part *part,
    size_t i)
{
	add(to, &(struct energy_day){ .energy_uwh = part->slots[i].uwh,
	    .cost = part->costs[i].cost, .slots = 1,
	    .unpriced_uwh = part->costs[i].unpriced_uwh,
	    .on_slots = part->slots[i].uwh != 0,
	    .guessed_slots = part->quality[i] == QUALITY_OUR_CLOCK,
	    .estimated_slots = part->quality[i] == QUALITY_ESTIMATED,
	    .corrected_slots = part->entries[i] > 1 });
}

/* Where a meter was, when, in the order of time. */
struct stay {
	int64_t		 from_at;
	const char	*location;
};

static const struct field stay_columns[] = {
	FIELD(struct stay, from_at),
	FIELD(struct stay, location),
	FIELDS_END
};

static size_t
count_stays(struct db *db, int64_t meter)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_place"
	    " WHERE meter = :meter");

	db_int(db, &q, ":meter", meter);
	return (size_t)db_number(db, &q, 0);
}

/* From its first slot on, wherever it was. */
static struct list
stays_of(struct db *db, struct arena *a, int64_t meter)
{
	static struct query q = QUERY("SELECT from_at, location"
	    " FROM meter_place WHERE meter = :meter ORDER BY from_at");
	int64_t first_at = slot_first(db, meter, NONE);
	size_t max = count_stays(db, meter), n = 0;
	struct stay *stays = ARENA_MANY(a, struct stay, max + 1);

	db_int(db, &q, ":meter", meter);
	while (n < max && db_row(db, &q, stay_columns, &stays[n]))
		record_keep(a, stay_columns, &stays[n++]);
	db_end(db, &q);
	if (n == 0)
		n = 1;		/* nobody said where it was */
	for (size_t i = 0; i < n; i++)
		if (i == 0 || stays[i].from_at < first_at)
			stays[i].from_at = first_at;
	return (struct list){ stays, n };
}

static struct energy_item *
new_device(struct adding *a, const struct energy_row *row)
{
	struct energy_item *d = ARENA_NEW(a->arena, struct energy_item);

	if (a->n == a->room) {
		size_t room = a->room ? 2 * a->room : 64;
		struct energy_item **more = ARENA_MANY(a->arena,
		    struct energy_item *, room);

		if (a->n)
			memcpy(more, a->devices, a->n * sizeof *more);
		a->devices = more;
		a->room = room;
	}
	*d = energy_nothing;
	d->meter = row->d.meter;
	d->parent = row->parent;
	d->device = arena_copy(a->arena, row->device);
	d->channel = arena_copy(a->arena, row->channel);
	d->name = arena_copy(a->arena, row->name);
	d->location = *row->d.location ?
	    arena_copy(a->arena, row->d.location) : NULL;
	d->source = row->source;
	d->direction = row->direction;
	d->places = stays_of(a->db, a->arena, row->d.meter);
	if (a->max_meter < row->d.meter)
		a->max_meter = row->d.meter;
	if (a->ask->with_days)
		d->days.v = ARENA_MANY(a->arena, struct energy_item,
		    (size_t)(a->ask->until_day - a->ask->from_day));
	return a->devices[a->n++] = d;
}

/* Rows come by day and meter: a day's meters are those of the day before,
 * in the same order, with few exceptions. */
static struct energy_item *
device_of(struct adding *a, const struct energy_row *row, size_t *hint)
{
	for (size_t k = 0; k < a->n && row->d.meter <= a->max_meter; k++) {
		size_t i = (*hint + k) % a->n;
		struct energy_item *d = a->devices[i];

		if (d->meter == row->d.meter &&
		    !strcmp(d->location ? d->location : "",
		    row->d.location)) {
			*hint = i + 1;
			return d;
		}
	}
	*hint = a->n + 1;
	return new_device(a, row);
}

static void
add_row(struct adding *a, const struct energy_row *row, size_t *hint)
{
	struct energy_item *d = device_of(a, row, hint), *day;

	add(d, &row->d);
	d->counted |= row->counted;
	if (a->ask->with_days) {
		day = (struct energy_item *)d->days.v + d->days.n++;
		*day = energy_nothing;
		day->date = a->days[row->d.day - a->ask->from_day].date;
		add(day, &row->d);
	}
	if (!row->counted)
		return;
	add(a->total, &row->d);
	if (a->ask->with_days) {
		day = &a->days[row->d.day - a->ask->from_day];
		add(day, &row->d);
		day->device_count++;
	}
}

/* Slots that should be booked by now in the span, of an item's meter while
 * it was at the item's place. */
static int64_t
expected(struct adding *a, const struct energy_item *d, int64_t from_at,
    int64_t until_at)
{
	const struct stay *stay = d->places.v;
	int64_t now = a->ask->now - SLOT_WAIT_MS, n = 0;

	if (until_at > now)
		until_at = now - now % SLOT_MS;
	for (size_t i = 0; i < d->places.n; i++) {
		int64_t from = stay[i].from_at, until = until_at;
		const char *here = stay[i].location;

		if (i + 1 < d->places.n && stay[i + 1].from_at < until)
			until = stay[i + 1].from_at;
		if (from < from_at)
			from = from_at;
		if (until > from && !strcmp(here ? here : "",
		    d->location ? d->location : ""))
			n += (until - from) / SLOT_MS;
	}
	return n;
}

/* By names, and a meter that moved by its places. */
static int
by_name(const void *a, const void *b)
{
	const struct energy_item *p = a, *q = b;
	int way = strcmp(p->device, q->device);

	if (!way)
		way = strcmp(p->channel, q->channel);
	return way ? way : strcmp(p->location ? p->location : "",
	    q->location ? q->location : "");
}

static void
count_missing(struct adding *a, struct energy_item *all)
{
	int64_t from_at = zone_day_start(a->ask->from_day);
	int64_t until_at = zone_day_start(a->ask->until_day);

	for (size_t i = 0; i < a->n; i++) {
		struct energy_item *d = &all[i];
		int64_t want = expected(a, d, from_at, until_at);

		d->missing_slots = want > d->slots ? want - d->slots : 0;
		energy_judge(d);
		if (d->counted) {
			a->total->missing_slots += d->missing_slots;
			a->total->device_count++;
		}
	}
	energy_judge(a->total);
}

static void
make_lists(struct adding *a)
{
	struct energy_item *all = ARENA_MANY(a->arena, struct energy_item,
	    a->n);

	for (size_t i = 0; i < a->n; i++)
		all[i] = *a->devices[i];
	if (a->n)
		qsort(all, a->n, sizeof *all, by_name);
	count_missing(a, all);
	a->total->devices = (struct list){ all, a->n };
	if (a->ask->with_days)
		a->total->days = (struct list){ a->days,
		    (size_t)(a->ask->until_day - a->ask->from_day) };
}

static void
name_days(struct adding *a)
{
	size_t n = (size_t)(a->ask->until_day - a->ask->from_day);

	a->days = ARENA_MANY(a->arena, struct energy_item, n);
	for (size_t i = 0; i < n; i++) {
		int64_t day = a->ask->from_day + (int64_t)i;
		char *date = arena_take(a->arena, ZONE_DATE_SIZE);

		zone_date_show(date, day);
		a->days[i] = energy_nothing;
		a->days[i].date = date;
		a->days[i].state = energy_state(a->db, day, day + 1,
		    a->ask->now);
	}
}

/* What each day lacks, of the meters that are counted on it. */
static void
judge_days(struct adding *a)
{
	size_t n = (size_t)(a->ask->until_day - a->ask->from_day);

	for (size_t i = 0; i < n; i++) {
		struct energy_item *day = &a->days[i];
		int64_t from_at = zone_day_start(a->ask->from_day +
		    (int64_t)i);
		int64_t until_at = zone_day_start(a->ask->from_day +
		    (int64_t)i + 1), want = 0;

		for (size_t k = 0; k < a->n; k++)
			if (a->devices[k]->counted)
				want += expected(a, a->devices[k],
				    from_at, until_at);
		day->missing_slots = want > day->slots ? want - day->slots :
		    0;
		energy_judge(day);
	}
}

void
energy_sum(struct db *db, struct arena *arena, const struct energy_ask *ask,
    struct energy_item *total)
{
	struct adding a = { .db = db, .arena = arena, .ask = ask,
	    .total = total, .max_meter = -1 };
	struct energy_row row;
	struct query *q;
	size_t hint = 0;

	*total = energy_nothing;
	total->source = ask->source;
	total->location = ask->location;
	if (ask->with_days)
		name_days(&a);
	q = energy_rows(db, ask->source, ask->location, ask->from_day,
	    ask->until_day);
	while (db_row(db, q, energy_row_columns, &row))
		add_row(&a, &row, &hint);
	if (ask->with_days)
		judge_days(&a);
	make_lists(&a);
}

enum finality
energy_booked(int64_t until_day, int64_t now)
{
	return zone_day_start(until_day) + SLOT_WAIT_MS > now ?
	    FINALITY_PROVISIONAL : FINALITY_BOOKED;
}

enum finality
energy_state(struct db *db, int64_t from_day, int64_t until_day, int64_t now)
{
	bool closed = true;

	for (int64_t m = zone_day_month(from_day);
	    closed && m <= zone_day_month(until_day - 1); m++)
		closed = rating_closed(db, m);
	return closed ? FINALITY_CLOSED : energy_booked(until_day, now);
}

void
energy_prices(struct db *db, struct arena *arena, struct energy_item *item,
    int64_t day)
{
	struct energy_parts *p = ARENA_NEW(arena, struct energy_parts);
	struct list versions = price_list(db, arena, INT64_MAX);
	struct rater rater;

	if (item->direction == DIRECTION_GENERATION)
		return;
	rater_open(&rater, db, &versions);
	energy_parts(&rater, item->meter, item->direction, day, p);
	for (size_t i = 0; i < p->n; i++) {
		struct energy_part *part = &p->part[i];

		if (!strcmp(part->location ? part->location : "",
		    item->location ? item->location : ""))
			item->prices = (struct list){ part->bill.line,
			    part->bill.n };
	}
	rater_close(&rater);
}
