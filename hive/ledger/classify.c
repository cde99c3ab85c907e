/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/ledger/classify.h"

/*
 * What happened between two samples of a register, when boards restart, lose
 * what they had not saved, roll over, get replaced and send nonsense.
 * explain() names the one step that fits the rules; what does not fit (a fall
 * without a reason, more energy than the meter's power allows) is odd.
 *
 * An odd sample is not believed by itself.  The next two samples with a
 * register decide: if they go on from it, it was true; if they go on from the
 * sample before it, it was a spike and is dropped; until they came it is held.
 * So one sample depends on at most two behind it, which is what lets post.c
 * look at a small window again when late data comes.
 *
 * ledger_spread() lays the steps over quarters of an hour.  All of it is
 * integers, each edge is rounded down, so the parts add up to the register.
 */

#define NONE		NONE_UWH
#define FINE		7200		/* 1/7200 uWh = half a uJ */
#define CLOCK_MS	2000		/* instants in whole seconds */
#define GUESSED_MS	HOUR_MS		/* a broker may hold a message */
#define UPTIME_S	5

/* ---- One step ----------------------------------------------------------- */

struct step {
	enum sample_rule	 rule;
	int64_t			 counted_uwh;
	bool			 sure;
};

static int64_t
bounded(__int128 x)
{
	return x > INT64_MAX ? INT64_MAX : (int64_t)x;
}

static int64_t
times(int64_t n, int64_t by, int64_t over)
{
	return bounded((__int128)n * by / over);
}

/* The most energy that may lie between two samples. */
static int64_t
max_uwh(const struct ledger_rules *rules, const struct ledger_sample *a,
    const struct ledger_sample *b)
{
	int64_t ms = b->at - a->at +
	    (a->guessed || b->guessed ? GUESSED_MS : CLOCK_MS);
	int64_t uwh = times(rules->power_max_milliw, ms, 3000);

	return uwh > INT64_MAX - 2 * rules->resolution_uwh ? INT64_MAX :
	    uwh + 2 * rules->resolution_uwh;
}

enum restart { UNKNOWN, SAME_RUN, RESTARTED };

static enum restart
restarted(const struct ledger_sample *a, const struct ledger_sample *b)
{
	if (a->boot != NONE && b->boot != NONE)
		return a->boot == b->boot ? SAME_RUN : RESTARTED;
	if (a->uptime_s == NONE || b->uptime_s == NONE)
		return UNKNOWN;
	if (b->uptime_s < a->uptime_s ||
	    (!a->guessed && !b->guessed &&
	    b->uptime_s + UPTIME_S < (b->at - a->at) / 1000 * 15 / 16))
		return RESTARTED;
	return SAME_RUN;
}

/* The board says what its register was when it started: nothing is left to
 * guess. */
static struct step
since_boot(int64_t base, const struct ledger_sample *b, int64_t max)
{
	struct step s = { RULE_PLAIN, b->register_uwh - base, true };

	if (b->boot_register_uwh < base) {
		s.counted_uwh = b->register_uwh - b->boot_register_uwh;
		s.rule = b->boot_register_uwh == 0 ? RULE_RESTART :
		    RULE_ROLL_BACK;
	}
	if (s.counted_uwh < 0 || s.counted_uwh > max)
		s = (struct step){ RULE_REBASE, 0, false };
	return s;
}

/*
 * The register fell.  Near its modulus it rolled over; else exactly one
 * explanation must fit, for nobody guesses.
 */
static struct step
fallen(const struct ledger_rules *rules, int64_t base,
    const struct ledger_sample *b, enum restart how, int64_t max)
{
	struct step s = { RULE_REBASE, 0, false };
	int64_t x = b->register_uwh, fits = 0;
	int64_t wrapped = rules->modulus_uwh - base + x;

	if (base - x <= 2 * rules->resolution_uwh)
		return (struct step){ RULE_JITTER, 0, true };
	if (rules->modulus_uwh && base > rules->modulus_uwh / 2 &&
	    wrapped >= 0 && wrapped <= max && how != RESTARTED)
		return (struct step){ RULE_ROLL_OVER, wrapped,
		    how == SAME_RUN };
	/* A board that restarted lost what it had not saved. */
	if ((how != SAME_RUN && base - x <= rules->save_step_uwh) ||
	    (how == RESTARTED && x > base / 2)) {
		s = (struct step){ RULE_ROLL_BACK, 0, true };
		fits++;
	}
	if (x <= max && x <= base / 2 && how != SAME_RUN) {
		s = (struct step){ RULE_RESTART, x, how == RESTARTED };
		fits++;
	}
	return fits == 1 ? s : (struct step){ RULE_REBASE, 0, false };
}

/* What the step from the anchor to b is, if b is believed; not sure: the
 * next samples must agree. */
static struct step
explain(const struct ledger_rules *rules, const struct ledger_sample *a,
    int64_t base, const struct ledger_sample *b)
{
	int64_t max = max_uwh(rules, a, b);
	enum restart how = restarted(a, b);

	if (b->opens)
		return (struct step){ RULE_SWAP, 0, true };
	if (base == NONE)
		return (struct step){ RULE_FIRST, 0, true };
	if (how == RESTARTED && b->boot_register_uwh != NONE)
		return since_boot(base, b, max);
	if (b->register_uwh < base)
		return fallen(rules, base, b, how, max);
	if (b->register_uwh - base > max)
		return (struct step){ RULE_REBASE, 0, false };
	return (struct step){ b->at - a->at > rules->gap_max_ms ? RULE_GAP :
	    RULE_PLAIN, b->register_uwh - base, true };
}

/* ---- All of them -------------------------------------------------------- */

static void
take(struct ledger_sample *s, int64_t base, struct step step)
{
	s->state = SAMPLE_TAKEN;
	s->rule = step.rule;
	s->counted_uwh = step.counted_uwh;
	s->base_uwh = step.rule == RULE_JITTER ? base : s->register_uwh;
}

static void
refuse(struct ledger_sample *s, enum sample_state state)
{
	s->state = state;
	s->rule = RULE_ODD;
	s->counted_uwh = 0;
	s->base_uwh = NONE;
}

void
ledger_first(struct ledger_sample *s)
{
	s->state = s->register_uwh == NONE && s->power_milliw == NONE ?
	    SAMPLE_NOTED : SAMPLE_TAKEN;
	s->rule = RULE_FIRST;
	s->counted_uwh = 0;
	s->base_uwh = s->register_uwh;
}

static size_t
next_register(const struct ledger_sample *s, size_t n, size_t i)
{
	do
		i++;
	while (i < n && s[i].register_uwh == NONE);
	return i;
}

/* Whether sample i goes on from sample a as a matter of course. */
static bool
follows(const struct ledger_rules *rules, const struct ledger_sample *s,
    size_t a, int64_t base, size_t i)
{
	return explain(rules, &s[a], base, &s[i]).sure;
}

/*
 * An odd sample: a spike, a flash of zero, or a true change that its board
 * did not announce.  The next two samples tell which; until they came it is
 * held.  It never stops those behind it.
 */
static bool
believe(const struct ledger_rules *rules, struct ledger_sample *s, size_t n,
    size_t a, size_t i)
{
	size_t c1 = next_register(s, n, i), c2 = next_register(s, n, c1);
	int64_t base = s[a].base_uwh, own = s[i].register_uwh;
	bool wait = false;

	if (c1 >= n)
		wait = true;
	else if (follows(rules, s, a, base, c1))
		;
	else if (follows(rules, s, i, own, c1))
		return true;
	else if (c2 >= n)
		wait = true;
	else if (!follows(rules, s, a, base, c2) &&
	    !follows(rules, s, c1, s[c1].register_uwh, c2) &&
	    follows(rules, s, i, own, c2))
		return true;
	refuse(&s[i], wait ? SAMPLE_HELD : SAMPLE_DROPPED);
	return false;
}

/* A sample without a register counts only while the meter has none. */
static bool
note(struct ledger_sample *s, const struct ledger_sample *anchor)
{
	bool taken = s->power_milliw != NONE && anchor->base_uwh == NONE;

	s->state = taken ? SAMPLE_TAKEN : SAMPLE_NOTED;
	s->rule = taken ? RULE_POWER : RULE_NONE;
	s->counted_uwh = 0;
	s->base_uwh = NONE;
	return taken;
}

void
ledger_classify(const struct ledger_rules *rules, struct ledger_sample *s,
    size_t n)
{
	size_t a = 0;

	for (size_t i = 1; i < n; i++) {
		struct step step;

		if (s[a].state != SAMPLE_TAKEN) {
			ledger_first(&s[i]);
			a = i;
			continue;
		}
		if (s[i].register_uwh == NONE) {
			a = note(&s[i], &s[a]) ? i : a;
			continue;
		}
		step = explain(rules, &s[a], s[a].base_uwh, &s[i]);
		if (step.sure || believe(rules, s, n, a, i)) {
			take(&s[i], s[a].base_uwh, step);
			a = i;
		}
	}
}

/* ---- Slots -------------------------------------------------------------- */

int64_t
ledger_slot_at(int64_t at)
{
	return at - (at % SLOT_MS + SLOT_MS) % SLOT_MS;
}

int64_t
ledger_slot_uwh(const struct ledger_slot *s)
{
	__int128 uwh = s->fine / FINE, left = s->fine % FINE;

	uwh += (left >= FINE / 2) - (left < -FINE / 2);
	return uwh > SLOT_MAX_UWH ? SLOT_MAX_UWH : (int64_t)uwh;
}

static void
add(struct ledger_slot *slot, const struct ledger_sample *a,
    const struct ledger_sample *b, __int128 fine, int64_t ms,
    enum quality quality)
{
	if (!slot->samples) {
		slot->first_at = a->at;
		slot->samples = 1;
		slot->quality = QUALITY_MEASURED;
	}
	slot->fine += fine;
	slot->covered_ms += ms;
	slot->last_at = b->at;
	slot->samples++;
	if (slot->quality == QUALITY_MEASURED || quality == QUALITY_ESTIMATED)
		slot->quality = quality;
	if (b->rule > slot->rule)
		slot->rule = b->rule;
}

/* A step over slots: each edge rounded down, so the parts add up. */
static void
cut(const struct ledger_sample *a, const struct ledger_sample *b,
    int64_t milliw2, int64_t from, struct ledger_slot *slots, size_t n,
    enum quality quality)
{
	int64_t dt = b->at - a->at, at = a->at, uwh = 0;
	int64_t last = from + (int64_t)n * SLOT_MS;

	do {
		int64_t slot = ledger_slot_at(at), edge = slot + SLOT_MS;
		int64_t to = edge < b->at ? edge : b->at;
		int64_t upto = dt > 0 ? times(b->counted_uwh, to - a->at,
		    dt) : b->counted_uwh;

		if (slot >= last)
			break;
		if (slot >= from)
			add(&slots[(slot - from) / SLOT_MS], a, b,
			    milliw2 != NONE ? (__int128)milliw2 * (to - at) :
			    (__int128)(upto - uwh) * FINE, to - at, quality);
		uwh = upto;
		at = to;
	} while (at < b->at);
}

/* Twice the mean power of a step that no register measures, or NONE. */
static int64_t
power_of(const struct ledger_sample *a, const struct ledger_sample *b)
{
	if (a->base_uwh != NONE || a->power_milliw == NONE)
		return NONE;
	return a->power_milliw +
	    (b->power_milliw != NONE ? b->power_milliw : a->power_milliw);
}

void
ledger_spread(const struct ledger_rules *rules, const struct ledger_sample *s,
    size_t n, int64_t from, struct ledger_slot *slots, size_t count)
{
	const struct ledger_sample *a = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct ledger_sample *b = &s[i];
		int64_t milliw2 = a ? power_of(a, b) : NONE;
		bool gap = a && b->at - a->at > rules->gap_max_ms;

		if (b->state != SAMPLE_TAKEN)
			continue;
		/* Power is never carried over a gap. */
		if (a && b->rule != RULE_SWAP &&
		    (a->base_uwh != NONE || (milliw2 != NONE && !gap)))
			cut(a, b, a->base_uwh != NONE ? NONE : milliw2, from,
			    slots, count, gap ? QUALITY_ESTIMATED :
			    a->guessed || b->guessed ? QUALITY_OUR_CLOCK :
			    QUALITY_MEASURED);
		a = b;
	}
}

const char *
ledger_rule_word(enum sample_rule r)
{
	static const char *const words[] = { "none", "plain", "power",
	    "first", "jitter", "gap", "roll-over", "roll-back", "restart",
	    "swap", "rebase", "odd" };

	return words[r];
}
