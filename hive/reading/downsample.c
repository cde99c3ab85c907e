/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/base/pack.h"
#include "hive/reading/downsample.h"

void
thin_begin(struct thin *t, struct arena *arena, int64_t since_at,
    int64_t until_at, int64_t points)
{
	points = points < THIN_MAX ? points : THIN_MAX;
	t->arena = arena;
	t->since_at = since_at;
	t->span_ms = (until_at - since_at + points - 1) / points;
	t->n = (size_t)points;
	t->spans = ARENA_MANY(arena, struct span, points);
	for (size_t i = 0; i < t->n; i++) {
		record_clear(reading_fields, &t->spans[i].newest);
		t->spans[i].newest.miner = NONE;
	}
}

/* The span of that instant, with n more readings in it; NULL outside. */
static struct span *
span_at(struct thin *t, int64_t at, int64_t n)
{
	int64_t past = at - t->since_at;
	struct span *s = t->spans + past / t->span_ms;

	if (past < 0 || past / t->span_ms >= (int64_t)t->n)
		return NULL;
	s->n += n;
	s->ms += n * (past % t->span_ms);
	return s;
}

static void
add_power(struct span *s, int64_t power_w, int64_t n)
{
	if (power_w == NONE)
		return;
	s->power_sum_w += (double)n * (double)power_w;
	s->powers += (double)n;
}

static void
add_hashrate(struct span *s, double hashrate_ths, int64_t n)
{
	if (isnan(hashrate_ths))
		return;
	s->hashrate_sum_ths += (double)n * hashrate_ths;
	s->hashrates += (double)n;
}

/* NONE is the least of all. */
static void
keep_max(int64_t *a, int64_t b)
{
	*a = *a > b ? *a : b;
}

void
thin_add(struct thin *t, const struct reading *r)
{
	struct span *s = span_at(t, r->recorded_at, 1);
	struct reading *newest;

	if (!s)
		return;
	newest = &s->newest;
	add_power(s, r->power_w, 1);
	add_hashrate(s, r->hashrate_ths, 1);
	keep_max(&newest->chip_max_c, r->chip_max_c);
	keep_max(&newest->board_max_c, r->board_max_c);
	newest->miner = r->miner;
	if (r->recorded_at <= newest->recorded_at)
		return;
	newest->recorded_at = r->recorded_at;
	newest->state = r->state;
	newest->preset = r->preset;
}

void
thin_add_hour(struct thin *t, const struct rollup *u)
{
	struct span *s = span_at(t, u->hour_at + HOUR_MS / 2, u->readings);

	if (!s)
		return;
	add_power(s, u->power_mean_w, u->readings);
	add_hashrate(s, u->hashrate_mean_ths, u->readings);
	keep_max(&s->newest.chip_max_c, u->chip_max_c);
	s->newest.miner = u->miner;
}

static struct reading
mean(const struct span *s, int64_t from_at)
{
	struct reading r = s->newest;

	r.recorded_at = from_at + s->ms / s->n;
	if (s->powers > 0)
		r.power_w = pack_fixed(s->power_sum_w / s->powers, 1);
	if (s->hashrates > 0)
		r.hashrate_ths = s->hashrate_sum_ths / s->hashrates;
	r.efficiency_jth = reading_efficiency_jth(r.power_w, r.hashrate_ths);
	return r;
}

struct list
thin_end(struct thin *t, int64_t limit)
{
	struct reading *r = ARENA_MANY(t->arena, struct reading, t->n);
	size_t n = 0;

	for (size_t i = t->n; i-- > 0 && (int64_t)n < limit; )
		if (t->spans[i].n)
			r[n++] = mean(t->spans + i, t->since_at +
			    (int64_t)i * t->span_ms);
	return (struct list){ r, n };
}
