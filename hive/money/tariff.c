/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/zone.h"
#include "hive/money/tariff.h"

/*
 * First the day is cut into pieces with one price each: at the beginnings and
 * ends of versions, and at the edges of bands by the clock on the wall, which a
 * day of 23 or 25 hours has less or more of.  Then each slot's energy is laid
 * over the pieces.
 *
 * Costs are exact until the very end: a slot's and a line's cost is the
 * difference of two rounded running totals of the day, so that nothing is lost
 * or won between them.
 */

#define UWH_PER_KWH	1000000000

/* ---- Which price when --------------------------------------------------- */

enum width { METER, LOCATION, GLOBAL, WIDTHS };

static enum width
width_of(const struct cost_version *v)
{
	return v->meter != NONE ? METER : v->location ? LOCATION : GLOBAL;
}

static bool
concerns(const struct cost_version *v, int64_t meter, const char *location)
{
	switch (width_of(v)) {
	case METER:
		return v->meter == meter;
	case LOCATION:
		return location && !strcmp(v->location, location);
	default:
		return true;
	}
}

/* The versions that may have a say on a meter's day. */
static struct list
narrowed(struct arena *a, const struct list *versions, int64_t meter,
    const char *location, int64_t day)
{
	const struct cost_version *v = versions->v;
	struct cost_version *some = ARENA_MANY(a, struct cost_version,
	    versions->n);
	int64_t end = zone_day_start(day + 1);
	size_t n = 0;

	for (size_t i = 0; i < versions->n; i++)
		if (v[i].effective_from < end &&
		    concerns(&v[i], meter, location))
			some[n++] = v[i];
	return (struct list){ some, n };
}

static bool
covers(const struct cost_version *v, int64_t at)
{
	return v->effective_from <= at &&
	    (v->effective_until == NONE || at < v->effective_until);
}

/* Versions stand in the order in which they were entered. */
static const struct cost_version *
version_at(const struct list *versions, int64_t at)
{
	const struct cost_version *v = versions->v, *best[WIDTHS] = { 0 };

	for (size_t i = 0; i < versions->n; i++, v++) {
		const struct cost_version **b = &best[width_of(v)];

		if (covers(v, at) &&
		    (!*b || v->effective_from >= (*b)->effective_from))
			*b = v;
	}
	for (int w = METER; w < WIDTHS; w++)
		if (best[w] && best[w]->cost_per_kwh != NONE)
			return best[w];
	return NULL;
}

static bool
in_band(const struct cost_band *b, int weekday, int minute)
{
	int begins = price_minute(b->begins), ends = price_minute(b->ends);

	if (b->weekdays && !(price_weekdays(b->weekdays) >> weekday & 1))
		return false;
	return begins < ends ? minute >= begins && minute < ends :
	    minute >= begins || minute < ends;
}

/* An edge on the wall inside a slot that shows `minute' at its start. */
static int64_t
edge(int64_t slot, int minute, int wanted, int64_t at, int64_t until)
{
	int64_t then = slot + (wanted - minute) * MINUTE_MS;

	return then > at && then < until ? then : until;
}

/* The price at an instant of the slot, and until when it stays at most. */
static struct price_piece
piece_at(const struct list *versions, int64_t day, int64_t slot, int64_t at)
{
	const struct cost_version *v = versions->v, *now;
	int minute = zone_minute(slot), passed = (int)((at - slot) / MINUTE_MS);
	struct price_piece p = { at, slot + SLOT_MS, NONE, BAND_NONE,
	    NONE };
	const struct cost_band *b;

	for (size_t i = 0; i < versions->n; i++, v++) {
		if (v->effective_from > at && v->effective_from < p.end_at)
			p.end_at = v->effective_from;
		if (v->effective_until > at && v->effective_until < p.end_at)
			p.end_at = v->effective_until;
	}
	if (!(now = version_at(versions, at)))
		return p;
	p.version = now->id;
	p.cost_per_kwh = now->cost_per_kwh;
	b = now->bands.v;
	for (size_t i = 0; i < now->bands.n; i++, b++) {
		p.end_at = edge(slot, minute, price_minute(b->begins), at,
		    p.end_at);
		p.end_at = edge(slot, minute, price_minute(b->ends), at,
		    p.end_at);
	}
	b = now->bands.v;
	for (size_t i = 0; i < now->bands.n; i++, b++)
		if (in_band(b, zone_weekday(day), minute + passed)) {
			p.band = (int64_t)i;
			p.cost_per_kwh = b->cost_per_kwh;
			break;
		}
	return p;
}

static bool
same_price(const struct price_piece *a, const struct price_piece *b)
{
	return a->version == b->version && a->band == b->band;
}

#define PIECES_FIRST 32

struct list
tariff_day(struct arena *a, const struct list *versions, int64_t meter,
    const char *location, int64_t day)
{
	struct list some = narrowed(a, versions, meter, location, day);
	int64_t end = zone_day_start(day + 1);
	size_t room = PIECES_FIRST, n = 0;
	struct price_piece *all = ARENA_MANY(a, struct price_piece, room);

	for (int64_t at = zone_day_start(day); at < end; ) {
		struct price_piece p = piece_at(&some, day,
		    at - at % SLOT_MS, at);

		at = p.end_at;
		if (n && same_price(&all[n - 1], &p)) {
			all[n - 1].end_at = p.end_at;
			continue;
		}
		if (n == room) {
			struct price_piece *more = ARENA_MANY(a,
			    struct price_piece, 2 * room);

			memcpy(more, all, n * sizeof *all);
			all = more;
			room *= 2;
		}
		all[n++] = p;
	}
	return (struct list){ all, n };
}

bool
tariff_has_meter(const struct list *versions, int64_t meter)
{
	const struct cost_version *v = versions->v;

	for (size_t i = 0; i < versions->n; i++)
		if (v[i].meter == meter)
			return true;
	return false;
}

/* ---- What it costs ------------------------------------------------------ */

/* Half to even. */
static int64_t
money(__int128 exact)
{
	__int128 whole = exact / UWH_PER_KWH, rest = exact % UWH_PER_KWH;
	__int128 twice = 2 * (rest < 0 ? -rest : rest);

	if (twice > UWH_PER_KWH || (twice == UWH_PER_KWH && whole % 2))
		whole += exact < 0 ? -1 : 1;
	return (int64_t)whole;
}

/* The slot's energy up to an instant inside it, rounded down. */
static int64_t
up_to(const struct slot_energy *s, int64_t at)
{
	__int128 product;

	if (at <= s->slot_at)
		return 0;
	if (at >= s->slot_at + SLOT_MS)
		return s->uwh;
	product = (__int128)s->uwh * (at - s->slot_at);
	return (int64_t)(product / SLOT_MS -
	    (product % SLOT_MS < 0));
}

static size_t
line_of(struct bill *b, const struct price_piece *p)
{
	size_t i = 0;

	while (i < b->n && (b->line[i].version != p->version ||
	    b->line[i].band != p->band))
		i++;
	if (i == b->n && b->n < BILL_LINES)
		b->line[b->n++] = (struct bill_line){ p->version, p->band,
		    p->cost_per_kwh, 0, 0 };
	return i < BILL_LINES ? i : BILL_LINES - 1;
}

/* The lines' shares of the day, by differences of its running total. */
static void
share_cost(struct bill *b, const __int128 *exact)
{
	__int128 total = 0;

	for (size_t i = 0; i < b->n; i++) {
		int64_t before = money(total);

		total += exact[i];
		b->line[i].cost = money(total) - before;
	}
	b->cost = money(total);
}

void
tariff_bill(const struct list *pieces, const struct slot_energy *slots,
    size_t n, struct bill *b, struct slot_cost *costs)
{
	const struct price_piece *p = pieces->v, *last = p + pieces->n;
	__int128 exact[BILL_LINES] = { 0 }, total = 0;

	*b = (struct bill){ .n = 0 };
	for (const struct slot_energy *s = slots; s < slots + n; s++) {
		int64_t end = s->slot_at + SLOT_MS, before = money(total);
		int64_t unpriced = b->unpriced_uwh;
		bool priced = false;

		while (p < last && p->end_at <= s->slot_at)
			p++;
		for (const struct price_piece *q = p; q < last &&
		    q->start_at < end; q++) {
			int64_t part = up_to(s, q->end_at) -
			    up_to(s, q->start_at);
			size_t i = line_of(b, q);

			b->line[i].uwh += part;
			b->uwh += part;
			if (q->version == NONE) {
				b->unpriced_uwh += part;
				continue;
			}
			priced = true;
			exact[i] += (__int128)part * q->cost_per_kwh;
			total += (__int128)part * q->cost_per_kwh;
		}
		if (costs)
			costs[s - slots] = (struct slot_cost){ priced ?
			    money(total) - before : NONE,
			    b->unpriced_uwh - unpriced };
	}
	share_cost(b, exact);
}
