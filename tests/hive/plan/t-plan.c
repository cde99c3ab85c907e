/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>

#include "hive/plan/plan.h"
#include "tests/lib/tap.h"

/*
 * One cycle of the balancer on tables.  The named cases are faults of two
 * older controllers of the same kind, each of which this one must not have.
 */

#define MAX 60

static const struct plan_preset table[] = {
	{ "1150", 1150, 1100, 53, 53, false },
	{ "1550", 1550, 1480, 65, 65, false },
	{ "2000", 2000, 1910, 76, 76, false },
	{ "2500", 2500, 2400, 88, 88, false },
	{ "3050", 3050, 2930, 98, 98, false },
	{ "3450", 3450, 3310, 106, 106, false },
	{ "4150", 4150, 3980, 116, 116, true },
};
#define TOP 5			/* the last that needs no modified supply */

struct site {
	struct settings		 settings;
	struct plan_miner	 m[MAX];
	struct plan_circuit	 circuits[3];
	char			 mac[MAX][40];
	struct plan		 p;
};

static struct arena arena;
static uint64_t seed;

static double
share(void)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (double)(seed >> 11) / 9007199254740992.0;
}

static int
below(int n)
{
	return (int)(share() * n);
}

static void
set_preset(struct plan_miner *m, int now)
{
	m->now = now;
	m->draws_w = m->expected_w = m->pessimist_w = table[now].power_w;
	m->hashrate_ths = table[now].hashrate_ths;
}

/* n managed miners on this preset, a plant that bears them all. */
static void
begin(struct site *s, size_t n, int now)
{
	*s = (struct site){ .settings = setting_defaults };
	for (size_t i = 0; i < n; i++) {
		snprintf(s->mac[i], sizeof s->mac[i],
		    "02:00:00:00:00:%02zx", i);
		s->m[i] = (struct plan_miner){ .mac = s->mac[i],
		    .managed = true, .capped = true, .presets = table,
		    .n = TOP + 2, .limit_w = 3450, .circuit = -1,
		    .since_ms = 3600000, .phase = PLAN_SETTLED };
		set_preset(&s->m[i], now);
	}
	s->p = (struct plan){ .settings = &s->settings, .miners = s->m,
	    .n = n, .circuits = s->circuits, .have = true,
	    .may_raise = true, .ramp_up_w = INT64_MAX / 4,
	    .ramp_down_w = INT64_MAX / 4, .starts = 100 };
}

static void
make(struct site *s, int64_t target_w)
{
	s->p.target_w = s->p.target_up_w = target_w;
	s->p.available_w = target_w * 10 / 9;
	arena_reset(&arena);
	plan_make(&arena, &s->p);
}

static bool
moves(const struct plan_miner *m)
{
	return m->to != PLAN_STAY;
}

static int
movers(const struct site *s)
{
	int n = 0;

	for (size_t i = 0; i < s->p.n; i++)
		n += moves(&s->m[i]);
	return n;
}

/* What all expect to draw once the plan has landed. */
static int64_t
after_w(const struct site *s)
{
	int64_t sum_w = 0;

	for (size_t i = 0; i < s->p.n; i++)
		sum_w += moves(&s->m[i]) ? s->m[i].to_w : s->m[i].expected_w;
	return sum_w;
}

/* ---- Bands --------------------------------------------------------------- */
static void
check_bands(void)
{
	static struct site s;

	begin(&s, 40, 3);			/* 96 kW */
	make(&s, 96000);
	CHECK_TEXT(band_words[s.p.band], "green");
	make(&s, 94500);			/* within 2 kW */
	CHECK_TEXT(band_words[s.p.band], "green");
	CHECK_INT(s.p.downs, 0);
	make(&s, 93900);
	CHECK_TEXT(band_words[s.p.band], "yellow");
	CHECK(after_w(&s) <= 93900);
	make(&s, 87000);			/* 96 > 0.985 x 96.7 */
	CHECK_TEXT(band_words[s.p.band], "red");
	CHECK(after_w(&s) <= 87000);
	make(&s, 120000);
	CHECK_TEXT(band_words[s.p.band], "headroom");
	CHECK(s.p.ups > 0);
	s.p.have = false;
	make(&s, 50000);
	CHECK_TEXT(band_words[s.p.band], "none");
	CHECK_INT(movers(&s), 0);
}

/* 0.4 % of a big site is more than 2 kW, of a small one it is not. */
static void
check_tolerance(void)
{
	struct settings s = setting_defaults;

	CHECK_INT(plan_tolerance_w(&s, 100000), 2000);
	CHECK_INT(plan_tolerance_w(&s, 5000000), 20000);
	s.tolerance_w = 500;
	CHECK_INT(plan_tolerance_w(&s, 100000), 500);
}

/* ---- Faults of others ---------------------------------------------------- */
/* Without a maximum preset there was no upper limit at all. */
static void
check_no_max_preset_is_no_freedom(void)
{
	static struct site s;

	begin(&s, 10, 2);
	for (size_t i = 0; i < s.p.n; i++)
		s.m[i].capped = false;
	make(&s, 60000);
	CHECK_INT(movers(&s), 0);
	make(&s, 17000);			/* yellow: fixed load */
	CHECK_TEXT(band_words[s.p.band], "red");
	make(&s, 15000);
	CHECK_TEXT(band_words[s.p.band], "red");
	CHECK(s.p.downs > 0);			/* in red it sheds */
}

/* With one, the first raise went there at once, whatever the room. */
static void
check_raise_stays_in_the_room(void)
{
	static struct site s;

	begin(&s, 10, 0);			/* 11 kW */
	make(&s, 14000);
	CHECK_TEXT(band_words[s.p.band], "headroom");
	CHECK(s.p.ups > 0);
	CHECK(after_w(&s) <= 14000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK(!moves(&s.m[i]) || s.m[i].to <= TOP);
}

/* A miner on an unknown preset, or on "disabled", was told the highest one
 * when it had to be reduced. */
static void
check_unknown_preset_goes_down(void)
{
	static struct site s;

	begin(&s, 6, 3);
	s.m[0].now = -1;
	s.m[0].expected_w = s.m[0].pessimist_w = 3250;
	make(&s, 13000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK(!moves(&s.m[i]) || s.m[i].to_w < s.m[i].expected_w);
	CHECK(after_w(&s) <= 13000);
}

/* A dead one ranked as the most efficient of all. */
static void
check_dead_is_left_alone(void)
{
	static struct site s;

	begin(&s, 6, 3);
	s.m[2].phase = PLAN_DEAD;
	s.m[2].hashrate_ths = 0;
	s.m[2].expected_w = s.m[2].pessimist_w = s.m[2].draws_w = 14;
	make(&s, 30000);
	CHECK(!moves(&s.m[2]));
	CHECK_TEXT(s.m[2].left_out, "in failure");
	CHECK_INT(s.p.expected_w, 5 * 2400 + 14);
	make(&s, 8000);
	CHECK(!moves(&s.m[2]));
}

/* What was told to go down was counted as down at once, so that its load was
 * given to others while it still ran. */
static void
check_reduction_counts_when_it_is_seen(void)
{
	static struct site s;

	begin(&s, 20, 3);			/* 48 kW */
	for (size_t i = 0; i < 10; i++) {	/* half on the way to 11 kW */
		set_preset(&s.m[i], 0);
		s.m[i].phase = PLAN_FLIGHT;
		s.m[i].pessimist_w = 2400;
	}
	make(&s, 48000);
	CHECK_INT(s.p.expected_w, 35000);
	CHECK_INT(s.p.pessimist_w, 48000);
	CHECK_INT(s.p.ups, 0);
	make(&s, 60000);
	CHECK(s.p.ups > 0);
	CHECK(s.p.pessimist_w + s.p.up_w <= 60000);
}

/* The size of a cut came from the reading, without what was on its way
 * already: each cycle cut the same again. */
static void
check_cut_is_made_once(void)
{
	static struct site s;

	begin(&s, 20, 3);			/* 48 kW */
	make(&s, 40000);
	CHECK(s.p.downs > 0);
	for (size_t i = 0; i < s.p.n; i++)
		if (moves(&s.m[i])) {
			int64_t from_w = s.m[i].expected_w;

			set_preset(&s.m[i], s.m[i].to);
			s.m[i].phase = PLAN_FLIGHT;
			s.m[i].draws_w = s.m[i].pessimist_w = from_w;
		}
	make(&s, 40000);
	CHECK_INT(s.p.draws_w, 48000);
	CHECK_INT(s.p.downs, 0);
}

/* Within one pass some were reduced and the next ones raised. */
static void
check_one_direction_when_over(void)
{
	static struct site s;

	begin(&s, 40, 4);
	for (int64_t w = 20000; w < 110000; w += 5000) {
		make(&s, w);
		CHECK_INT(s.p.ups, 0);
		CHECK(after_w(&s) <= w);
	}
}

/* Those that are not managed drew nothing, for the controller. */
static void
check_unmanaged_count(void)
{
	static struct site s;

	begin(&s, 20, 3);			/* 48 kW, half of it fixed */
	for (size_t i = 0; i < 10; i++)
		s.m[i].managed = false;
	make(&s, 40000);
	CHECK_INT(s.p.expected_w, 48000);
	CHECK_INT(s.p.unmanaged_w, 24000);
	for (size_t i = 0; i < 10; i++)
		CHECK(!moves(&s.m[i]));
	CHECK(after_w(&s) <= 40000);
}

/* One step of everyone in every cycle: the whole farm restarted at once. */
static void
check_few_move_far(void)
{
	static struct site s;

	begin(&s, 60, 5);			/* 199 kW */
	make(&s, 190000);
	printf("# 5 %% less: %d of 60 move\n", movers(&s));
	CHECK(movers(&s) <= 9);
	make(&s, 139000);
	printf("# 30 %% less: %d of 60 move\n", movers(&s));
	CHECK(movers(&s) < 60);
}

/* Miners on cooldown could not be reduced when it mattered. */
static void
check_red_ignores_cooldown(void)
{
	static struct site s;

	begin(&s, 10, 5);
	for (size_t i = 0; i < s.p.n; i++)
		s.m[i].since_ms = 5000;
	make(&s, 32000);			/* yellow is patient */
	CHECK_INT(movers(&s), 0);
	make(&s, 20000);
	CHECK_TEXT(band_words[s.p.band], "red");
	CHECK(after_w(&s) <= 20000);
}

/* The lowest preset was the end: no stop, whatever the plant could bear. */
static void
check_red_stops(void)
{
	static struct site s;
	int stops = 0;

	begin(&s, 10, 0);			/* 11 kW at the lowest */
	make(&s, 6000);
	for (size_t i = 0; i < s.p.n; i++)
		stops += s.m[i].to == PLAN_STOP;
	CHECK(stops >= 5);
	CHECK(after_w(&s) <= 6000);
	s.p.critical = true;
	make(&s, 100000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK_INT(s.m[i].to, PLAN_STOP);
}

/* Like miners flapped, or the order changed from run to run. */
static void
check_same_in_same_out(void)
{
	static struct site s, t;

	begin(&s, 30, 4);
	t = s;
	t.p.settings = &t.settings;
	t.p.miners = t.m;
	t.p.circuits = t.circuits;
	for (size_t i = 0; i < s.p.n; i++) {
		t.m[i] = s.m[s.p.n - 1 - i];
		s.m[i].since_ms = t.m[s.p.n - 1 - i].since_ms =
		    600000 + 1000 * (int64_t)i;
	}
	make(&s, 70000);
	make(&t, 70000);
	for (size_t i = 0; i < s.p.n; i++)
		CHECK_INT(s.m[i].to, t.m[s.p.n - 1 - i].to);
}

/* A new maximum did not lower those who were above it. */
static void
check_lowered_maximum(void)
{
	static struct site s;

	begin(&s, 5, 5);
	for (size_t i = 0; i < s.p.n; i++)
		s.m[i].limit_w = 2500;
	make(&s, 16600);			/* green */
	for (size_t i = 0; i < s.p.n; i++) {
		CHECK_INT(s.m[i].to, 3);
		CHECK_TEXT(reason_words[s.m[i].reason], "max_preset_lowered");
	}
}

/* ---- Any state at all ---------------------------------------------------- */
static void
scramble(struct site *s)
{
	begin(s, (size_t)(1 + below(MAX)), 0);
	s->p.n_circuits = (size_t)below(4);
	for (size_t i = 0; i < s->p.n_circuits; i++)
		s->circuits[i] = (struct plan_circuit){ .name = "x",
		    .parent = below((int)i + 1) - 1,
		    .limit_w = share() < 0.3 ? NONE : below(80000) };
	for (size_t i = 0; i < s->p.n; i++) {
		struct plan_miner *m = &s->m[i];

		set_preset(m, below(TOP + 1));
		m->managed = share() < 0.9;
		m->held = share() < 0.1;
		m->barred = share() < 0.05 ? "no key" : NULL;
		m->capped = share() < 0.9;
		m->limit_w = table[below(TOP + 1)].label_w;
		m->phase = share() < 0.7 ? PLAN_SETTLED :
		    (enum plan_phase)below(PLAN_SILENT + 1);
		m->since_ms = below(900) * 1000;
		m->raises = below(14);
		m->backs_off = share() < 0.05;
		m->circuit = below((int)s->p.n_circuits + 1) - 1;
		if (m->phase == PLAN_STOPPED || m->phase == PLAN_RESTING)
			m->expected_w = m->pessimist_w = m->draws_w = 14;
		if (m->phase == PLAN_FLIGHT)
			m->pessimist_w += below(1000);
	}
	s->p.may_raise = share() < 0.7;
	s->p.blind = share() < 0.1;
	s->p.critical = share() < 0.05;
	s->p.ramp_up_w = below(40000);
	s->p.ramp_full = share() < 0.3;
	s->p.starts = below(5);
}

/* What may be said to one miner. */
static bool
lawful(const struct site *s, const struct plan_miner *m)
{
	bool red = s->p.band == BAND_RED, up = m->to_w > m->expected_w;

	if (!m->managed || m->held || m->barred ||
	    m->phase == PLAN_DEAD || m->phase == PLAN_SILENT)
		return false;
	if (!red && (m->phase == PLAN_FLIGHT || m->since_ms <
	    s->settings.cooldown_s * 1000 ||
	    (!m->capped && m->phase != PLAN_STOPPED)))
		return false;
	if (up && (!s->p.may_raise || red || s->p.band == BAND_YELLOW ||
	    (m->phase != PLAN_STOPPED && (m->raises >=
	    s->settings.max_changes_per_miner_hour ||
	    m->since_ms < s->settings.dwell_s * 1000))))
		return false;
	return m->to == PLAN_STOP || (!m->presets[m->to].modded_psu &&
	    ((!m->capped && !up) || m->presets[m->to].label_w <= m->limit_w));
}

static bool
circuits_kept(const struct site *s)
{
	int64_t below_w[3] = { 0 };
	bool raised[3] = { false };

	for (size_t i = 0; i < s->p.n; i++) {
		const struct plan_miner *m = &s->m[i];
		bool up = moves(m) && m->to_w > m->pessimist_w;

		for (int c = m->circuit; c >= 0;
		    c = s->circuits[c].parent) {
			below_w[c] += up ? m->to_w : m->pessimist_w;
			raised[c] |= up;
		}
	}
	for (size_t c = 0; c < s->p.n_circuits; c++)
		if (raised[c] && s->circuits[c].limit_w != NONE &&
		    below_w[c] > s->circuits[c].limit_w)
			return false;
	return true;
}

static void
check_anything(void)
{
	static struct site s;
	int unlawful = 0, over = 0, ramp = 0, circuits = 0, busy = 0;

	for (int i = 0; i < 20000; i++) {
		int64_t up_w = 0, sum_w = 0;
		int ups = 0;

		seed = 77 + (uint64_t)i;
		scramble(&s);
		make(&s, 1000 + below(150000));
		for (size_t k = 0; k < s.p.n; k++) {
			const struct plan_miner *m = &s.m[k];

			sum_w += m->pessimist_w;
			if (!moves(m))
				continue;
			busy++;
			unlawful += !lawful(&s, m);
			if (m->to_w > m->pessimist_w) {
				up_w += m->to_w - m->pessimist_w;
				ups++;
			}
		}
		over += up_w > 0 && sum_w + up_w > s.p.target_up_w;
		ramp += up_w > s.p.ramp_up_w &&
		    !(s.p.ramp_full && ups == 1);
		circuits += !circuits_kept(&s);
	}
	CHECK(busy > 100000);
	CHECK_INT(unlawful, 0);
	CHECK_INT(over, 0);
	CHECK_INT(ramp, 0);
	CHECK_INT(circuits, 0);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	check_bands();
	check_tolerance();
	check_no_max_preset_is_no_freedom();
	check_raise_stays_in_the_room();
	check_unknown_preset_goes_down();
	check_dead_is_left_alone();
	check_reduction_counts_when_it_is_seen();
	check_cut_is_made_once();
	check_one_direction_when_over();
	check_unmanaged_count();
	check_few_move_far();
	check_red_ignores_cooldown();
	check_red_stops();
	check_same_in_same_out();
	check_lowered_maximum();
	check_anything();
	arena_free(&arena);
	return tap_done();
}
