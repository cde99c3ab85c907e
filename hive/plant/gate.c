/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <inttypes.h>
#include <string.h>

#include "hive/json/json.h"
#include "hive/plant/plant.h"

/*
 * A reading of the plant decides over megawatts, so it is judged before
 * anything may use it, in the order of state_of(): could a plant say this at
 * all, is it ours and trusted, is it fresh and does it still change.  Only
 * FRESH passes.
 *
 * Three traps have their own rule.  A source that is missing makes the sum too
 * small: a new set of names is believed only when it stays over many readings.
 * A service that repeats old numbers with new timestamps looks fresh: numbers
 * that do not change for long are frozen.  Polls come more often than data: the
 * same reading again is no news and is not kept.
 */

#define TRUST_MIN	0.8	/* not trusted up to here */
#define FUTURE_MS	30000
#define OTHERS_MAX	20	/* readings until new names are believed */
#define DIFFER_MIN_W	2000	/* totals against sources */

static uint64_t
mix(uint64_t h, const void *p, size_t n)
{
	const unsigned char *c = p;

	while (n--)			/* FNV-1a */
		h = (h ^ *c++) * UINT64_C(1099511628211);
	return h;
}

static bool
good(const struct plant_source *s)
{
	return s->value_w != NONE && s->status &&
	    !strcmp(s->status, "success");
}

struct sums {
	int64_t		 generation_w, container_w, at;
	uint64_t	 names, values;
	const char	*bad;		/* a source without a value */
	const char	*negative;
};

static struct sums
add_up(const struct plant_said *said)
{
	const struct plant_source *s = said->sources.v;
	struct sums t = { .at = said->at, .names = 1, .values = 1 };

	for (size_t i = 0; i < said->sources.n; i++) {
		t.names += mix(UINT64_C(14695981039346656037), s[i].name,
		    strlen(s[i].name) + 1);
		t.values = mix(t.values, &s[i].value_w,
		    sizeof s[i].value_w);
		if (!good(&s[i])) {
			t.bad = s[i].name;
			continue;
		}
		if (s[i].value_w < 0)
			t.negative = s[i].name;
		*(s[i].generates ? &t.generation_w : &t.container_w) +=
		    s[i].value_w;
		if (s[i].at != NONE && (t.at == NONE || s[i].at < t.at))
			t.at = s[i].at;
	}
	return t;
}

static bool
differ(int64_t total_w, int64_t sum_w)
{
	int64_t max_w = sum_w / 100 > DIFFER_MIN_W ? sum_w / 100 :
	    DIFFER_MIN_W;

	return total_w != NONE && (total_w - sum_w > max_w ||
	    sum_w - total_w > max_w);
}

#define KW(w) ((w) / 1000)

/* Why no plant could say this; NULL when one could. */
static const char *
implausible(struct arena *a, const struct plant_rules *rules,
    const struct plant_said *said, const struct sums *t)
{
	int64_t max_w = rules->nameplate_w + rules->nameplate_w / 20;

	if (t->negative)
		return arena_printf(a, "source %s is negative", t->negative);
	if (t->generation_w > max_w)
		return arena_printf(a, "generation of %" PRId64 " kW is above"
		    " the nameplate of %" PRId64 " kW: is plant.unit right?",
		    KW(t->generation_w), KW(rules->nameplate_w));
	if (t->container_w > max_w)
		return arena_printf(a, "consumption of %" PRId64 " kW is above"
		    " the nameplate of %" PRId64 " kW: is plant.unit right?",
		    KW(t->container_w), KW(rules->nameplate_w));
	if (!t->bad && differ(said->generation_w, t->generation_w))
		return "the total of the generation is not its sources' sum";
	if (!t->bad && differ(said->container_w, t->container_w))
		return "the total of the consumption is not its sources' sum";
	return NULL;
}

static const char *
untrusted(struct arena *a, const struct plant_rules *rules,
    const struct plant_said *said, const struct sums *t, int64_t now)
{
	if (rules->plant_id && said->plant_id &&
	    strcmp(said->plant_id, rules->plant_id))
		return arena_printf(a, "it is of plant \"%.40s\": is"
		    " plant.plant_id right?", said->plant_id);
	if (t->bad)
		return arena_printf(a, "source %s has no value", t->bad);
	if (!isnan(said->trust) && !(said->trust > TRUST_MIN))
		return arena_printf(a, "confidence score of %.2f",
		    said->trust);
	if (said->trust_status && strcmp(said->trust_status, "trusted"))
		return arena_printf(a, "the service calls it %.40s",
		    said->trust_status);
	if (t->at == NONE)
		return "no timestamp";
	if (t->at > now + FUTURE_MS)
		return "its timestamp lies in the future";
	return NULL;
}

/* A source that is missing lowers the sum; a new set of names is believed
 * only when it stays, reading after reading and not poll after poll. */
static const char *
renamed(struct plant_gate *g, const struct sums *t)
{
	if (!g->names || g->names == t->names) {
		g->names = t->names;
		g->others = 0;
		return NULL;
	}
	if (g->other_names != t->names)
		g->others = 0;
	if (!g->others || g->others_at != t->at)
		g->others++;
	g->other_names = t->names;
	g->others_at = t->at;
	if (g->others < OTHERS_MAX)
		return "other sources than before";
	g->names = t->names;
	g->others = 0;
	return NULL;
}

static const char *
stale(struct arena *a, struct plant_gate *g,
    const struct plant_rules *rules, const struct sums *t, int64_t now)
{
	int64_t age_ms = now - t->at;

	if (age_ms > rules->stale_ms)
		return arena_printf(a, "read %" PRId64 " s ago",
		    age_ms / 1000);
	if (t->at < g->source_at)
		return "older than the reading before";
	if (g->values == t->values &&
	    t->at - g->changed_at > rules->frozen_ms)
		return arena_printf(a, "the same numbers for %" PRId64 " s",
		    (t->at - g->changed_at) / 1000);
	return NULL;
}

static const char *
sources_text(struct arena *a, const struct plant_said *said)
{
	const struct plant_source *s = said->sources.v;
	struct json j;

	json_init(&j, a);
	json_open(&j, '[');
	for (size_t i = 0; i < said->sources.n; i++) {
		json_open(&j, '{');
		json_pair(&j, "name", s[i].name);
		json_pair(&j, "kind", plant_source_kind_words[
		    s[i].generates ? PLANT_GENERATION : PLANT_CONSUMPTION]);
		json_key(&j, "kw");
		json_fixed_point(&j, s[i].value_w, 3);
		json_pair(&j, "status", s[i].status);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	return json_done(&j);
}

/* In this order; PLANT_NONE with no reason: accepted before. */
static enum plant_state
state_of(struct plant_gate *g, const struct plant_rules *rules,
    struct arena *a, const struct plant_said *said, const struct sums *t,
    int64_t now, const char **reason)
{
	if ((*reason = implausible(a, rules, said, t)))
		return PLANT_IMPLAUSIBLE;
	if ((*reason = untrusted(a, rules, said, t, now)) ||
	    (*reason = renamed(g, t)))
		return PLANT_UNTRUSTED;
	if (t->at == g->source_at)
		return PLANT_NONE;
	return (*reason = stale(a, g, rules, t, now)) ? PLANT_STALE :
	    PLANT_FRESH;
}

/* Whether it is news; only news is kept. */
static bool
note(struct plant_gate *g, const struct sums *t, enum plant_state state,
    int64_t now)
{
	bool again = g->refused == state && g->refused_at == t->at;

	if (g->values != t->values) {
		g->values = t->values;
		g->changed_at = t->at == NONE ? now : t->at;
	}
	if (state == PLANT_FRESH) {
		g->source_at = t->at;
		g->refused = PLANT_NONE;
	} else if (state) {
		g->refused = state;
		g->refused_at = t->at;
	}
	return state && !again;
}

bool
plant_judge(struct plant_gate *g, const struct plant_rules *rules,
    struct arena *a, const struct plant_said *said, int64_t now,
    struct plant_reading *r)
{
	struct sums t = add_up(said);

	*r = (struct plant_reading){ .id = NONE, .plant_id = said->plant_id,
	    .recorded_at = now, .source_at = t.at,
	    .generation_w = t.generation_w, .container_w = t.container_w,
	    .available_w = t.generation_w - t.container_w,
	    .sources = sources_text(a, said) };
	r->state = state_of(g, rules, a, said, &t, now, &r->reason);
	return note(g, &t, r->state, now);
}
