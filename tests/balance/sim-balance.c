/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/balance/balance.h"
#include "hive/base/log.h"
#include "hive/miner/miner.h"
#include "hive/miner/model.h"
#include "tests/balance/trace.h"
#include "tests/balance/witness.h"
#include "tests/lib/tap.h"

/*
 * The balancer on a simulated farm under a virtual clock: the worker's own
 * code, driven as an operator drives it.
 *
 *	sim-balance			every trace, 200 miners, one hour
 *	sim-balance full [TRACE [N]]	1,000 miners, or N, and the trace's own
 *					hours: the table of docs/benchmarks.md
 *	sim-balance show TRACE		one hour, each decision beside the truth
 *	sim-balance names		each TRACE on a line
 */
#define WARM_S		1200	/* not scored: it finds its miners, and them
				 * their places */
#define UNMANAGED	20	/* every so-manieth miner */
#define STEPS_MAX	32
#define FALLEN_MS	3100	/* a fall takes 2 s, in steps of one */

static bool full, show;
static int miners = 200;

struct fall {
	int64_t	at_ms, seen_ms, down_ms;	/* 0: not yet */
	double	deepest, before_w;		/* of the load */
	double	hash, best_hash;		/* over 15 minutes */
};

struct trial {
	const struct trace *trace;
	uint64_t	 seed;
	struct rig	 rig;
	struct witness	 watch;
	double		 base_kw;		/* generation at share 1 */
	struct fall	 fall[STEPS_MAX];
	int		 falls;
};

/* ---- The farm and its operator ------------------------------------------ */

static void
farm_of(struct trial *t, struct farm_options *o)
{
	farm_defaults(o);
	o->miners = miners;
	o->seed = t->seed;
	o->net = "127.1.0.0/21";
	o->tuned_percent = 100;
	o->restart_on_change = true;
	o->switcher_percent = 0;
	o->refused_percent = 1;
	o->shape = PLANT_STEADY;
	o->trip_first_ms = -1;
	o->plant_period_ms = 15000;
	o->plant_latency_ms = 4000;
	o->meter_includes_miners = false;
	if (t->trace->farm)
		t->trace->farm(o);
	o->other_load_w = 80.0 * o->miners;
	o->nameplate_w = 6000.0 * o->miners;
}

/* The plant as it is now, and a second later. */
static void
drive_plant(struct trial *t)
{
	int64_t ms = t->rig.now_ms;
	char text[80];

	snprintf(text, sizeof text, "plant generation %.6f", t->base_kw *
	    trace_share(t->trace, t->seed, ms));
	farm_command(t->rig.farm, text);
	if (t->trace->command && ms % 60000 == 0) {
		const char *command = t->trace->command(t->seed, ms / 60000,
		    text, sizeof text);

		if (command && farm_command(t->rig.farm, command))
			log_die("%s", farm_command(t->rig.farm, command));
	}
}

/* What the worker thought, in kW, and what was so. */
static void
show_decision(struct trial *t)
{
	static int64_t last;
	const struct witness *w = &t->watch;
	struct db *db = t->rig.worker.turn.db;
	struct decision d = { .id = NONE };

	if (!show || !db_one(db, decision_list(db, NONE, NONE, NONE, 1),
	    &t->watch.arena, decision_fields, &d) || d.id == last)
		return;
	last = d.id;
	printf("# %5lld s load %.1f target %.1f available %.1f hash %.4f | %s"
	    " %s draws %.1f expects %.1f at most %.1f target %.1f up %.1f"
	    " down %lld up %lld\n", (long long)t->rig.now_ms / 1000,
	    w->load_w / 1e3, w->target_w / 1e3, w->available_w / 1e3,
	    w->hash_ths / w->best_ths, decision_cause_words[d.cause],
	    band_words[d.band],
	    (double)d.least_w / 1e3, (double)d.expected_w / 1e3,
	    (double)d.pessimist_w / 1e3, (double)d.target_w / 1e3,
	    (double)d.target_up_w / 1e3, (long long)d.downs,
	    (long long)d.ups);
}

static void
run_second(struct trial *t)
{
	drive_plant(t);
	rig_run(&t->rig, 1000);
	witness_second(&t->watch);
	show_decision(t);
}

static void
order(struct trial *t, const char *name, const char *target,
    const char *body)
{
	struct answer a = rig_order(&t->rig, name, target, body);

	if (a.status != 200)
		log_die("order %s %s %s: %lld %s %s", name, target ? target :
		    "", body, (long long)a.status, a.body ? a.body : "",
		    a.why ? a.why : "");
}

/* The second highest preset that needs no modified supply, for each model
 * there is. */
static void
set_models(struct trial *t)
{
	const struct witness *w = &t->watch;
	struct sim_miner s;

	for (int i = 0; i < w->n; i++) {
		const struct watched *m = &w->miner[i];
		bool first = true;

		farm_miner(t->rig.farm, i + 1, &s);
		for (int k = 0; k < i && first; k++) {
			struct sim_miner before;

			farm_miner(t->rig.farm, k + 1, &before);
			first = strcmp(before.model, s.model);
		}
		if (first)
			order(t, "model_patch", s.model, arena_printf(
			    &t->rig.arena, "{\"max_preset\":\"%s\"}",
			    m->level[m->max].preset));
	}
}

static void
operate(struct trial *t, const char *mode)
{
	struct sim_miner s;

	set_models(t);
	for (int i = 0; i < t->watch.n; i++) {
		farm_miner(t->rig.farm, i + 1, &s);
		if (t->watch.miner[i].managed)
			order(t, "miner_patch", s.mac, "{\"managed\":true}");
	}
	order(t, "settings_patch", NULL, arena_printf(&t->rig.arena,
	    "{\"balancer_mode\":\"%s\"}", mode));
}

/* So that share 1 bears four fifths of the full power. */
static void
size_plant(struct trial *t)
{
	const struct witness *w = &t->watch;
	double other_w = farm_other_load_w(t->rig.farm);
	double fixed_w = 0;
	struct sim_miner s;

	for (int i = 0; i < w->n; i++) {
		farm_miner(t->rig.farm, i + 1, &s);
		fixed_w += w->miner[i].managed ? 0 : s.power_w;
	}
	t->base_kw = ((0.8 * w->full_w + fixed_w) / 0.9 + other_w) / 1000;
}

static void
trial_open(struct trial *t)
{
	struct farm_options o;

	farm_of(t, &o);
	rig_open_farm(&t->rig, &o);
	t->rig.worker.site.telemetry_s = 3600;
	witness_open(&t->watch, &t->rig, UNMANAGED);
	t->watch.observing = t->trace->observing;
	size_plant(t);
	for (int s = 0; s < 60; s++)
		run_second(t);
	operate(t, t->trace->observing ? "observe" : "act");
}

static void
trial_close(struct trial *t)
{
	witness_close(&t->watch);
	rig_close(&t->rig);
}

/* ---- Steps -------------------------------------------------------------- */

/* From the reading in hand to a load below what is available. */
static void
follow_falls(struct trial *t)
{
	const struct witness *w = &t->watch;
	struct fall *f = &t->fall[t->falls];
	int64_t now = t->rig.now_ms;
	int64_t at;

	for (int n = 0; (at = trace_step_ms(t->seed, n)) <= now; n++)
		if (at > now - 1000 && t->falls < STEPS_MAX)
			t->fall[t->falls++] = (struct fall){ .at_ms = at,
			    .deepest = 1, .before_w = w->load_w };
	if (t->falls == 0)
		return;
	f = &t->fall[t->falls - 1];
	if (now > f->at_ms + STEP_MS)
		return;
	f->deepest = fmin(f->deepest, w->load_w / f->before_w);
	f->hash += w->hash_ths;
	f->best_hash += w->best_ths;
	if (!f->seen_ms && t->rig.worker.control.plant.source_at >=
	    BENCH_WALL_MS + f->at_ms + FALLEN_MS)
		f->seen_ms = now;
	if (f->seen_ms && !f->down_ms && w->load_w <= w->available_w)
		f->down_ms = now;
}

static void
tell_falls(struct trial *t)
{
	double from_fall = 0, from_seen = 0, deepest = 0, hash = 0;
	int n = t->falls;

	for (int i = 0; i < n; i++) {
		const struct fall *f = &t->fall[i];

		CHECK(f->seen_ms && f->down_ms);
		from_fall += (double)(f->down_ms - f->at_ms) / 1000 / n;
		from_seen += (double)(f->down_ms - f->seen_ms) / 1000 / n;
		deepest += f->deepest / n;
		hash += f->hash / f->best_hash / n;
	}
	printf("# %d falls of 30 %%: %.1f s to below available, %.1f s of"
	    " it after the reading, lowest load %.2f, hash over 15 min"
	    " %.3f\n", n, from_fall, from_seen, deepest, hash);
	CHECK(n > 0);
	if (!t->trace->farm) {
		CHECK(from_seen <= 5);
		CHECK(hash >= 0.93);
	}
}

/* ---- Verdict ------------------------------------------------------------ */

static void
check_never(const struct witness *w)
{
	CHECK_INT(w->above_max, 0);
	CHECK_INT(w->disabled, 0);
	CHECK_INT(w->unmanaged, 0);
	CHECK_INT(w->stale_raises, 0);
	CHECK_INT(w->too_soon, 0);
	CHECK_INT(w->observed, 0);
}

static void
tell_row(const struct trial *t)
{
	const struct figures *f = &t->watch.sum;
	double hours = (double)f->seconds / 3600;

	printf("# | %s | %.0f | %.2f | %.0f | %.2f | %.3f | %.3f | %.2f"
	    " |\n", t->trace->name, f->over_s / hours, f->over_kwh / hours,
	    f->beyond_s / hours, f->beyond_kwh / hours,
	    f->load_j / f->target_j, f->hash / f->best_hash,
	    f->changes / f->miner_hours);
	fflush(stdout);
}

static void
check_goals(const struct trial *t)
{
	const struct figures *f = &t->watch.sum;
	const struct trace *g = t->trace;
	double hours = (double)f->seconds / 3600;

	if (g->calm)
		CHECK(f->over_s == 0);
	if (g->over_max_s > 0)
		CHECK(f->over_s / hours <= g->over_max_s);
	if (g->over_max_kwh > 0)
		CHECK(f->beyond_kwh / hours <= g->over_max_kwh);
	if (g->hash_min > 0)
		CHECK(f->hash / f->best_hash >= g->hash_min);
	if (g->changes_max > 0)
		CHECK(f->changes / f->miner_hours <= g->changes_max);
}

static void
run_trace(const struct trace *trace)
{
	struct trial *t = calloc(1, sizeof *t);
	double hours = full ? trace->hours : fmin(trace->hours, 1);
	int64_t until = 1000 * (WARM_S + (int64_t)(hours * 3600));

	t->trace = trace;
	t->seed = 20261120;
	trial_open(t);
	while (t->rig.now_ms < until) {
		if (t->rig.now_ms == 1000 * WARM_S)
			witness_score(&t->watch);
		run_second(t);
		if (t->watch.scoring && !strncmp(trace->name, "step", 4))
			follow_falls(t);
	}
	if (!trace->observing)
		tell_row(t);
	check_never(&t->watch);
	check_goals(t);
	if (!strncmp(trace->name, "step", 4))
		tell_falls(t);
	trial_close(t);
	free(t);
}

/* In a process of its own: the worker keeps what is in flight in statics. */
static void
apart(const struct trace *t)
{
	int count[2] = { 0, 1 }, ends[2];
	pid_t child;

	fflush(stdout);
	if (pipe(ends) || (child = fork()) < 0)
		log_die("cannot fork");
	if (!child) {
		run_trace(t);
		fflush(stdout);
		count[0] = tap_count;
		count[1] = tap_failed;
		_exit(write(ends[1], count, sizeof count) < 0);
	}
	close(ends[1]);
	if (read(ends[0], count, sizeof count) == sizeof count) {
		tap_count = count[0];
		tap_failed = count[1];
	} else
		CHECK(!"the trial came to its end");
	close(ends[0]);
	waitpid(child, NULL, 0);
}

int
main(int argc, char **argv)
{
	if (argc > 1 && !strcmp(argv[1], "names")) {
		for (const struct trace *t = traces; t->name; t++)
			puts(t->name);
		return 0;
	}
	full = argc > 1 && !strcmp(argv[1], "full");
	show = argc > 1 && !strcmp(argv[1], "show");
	if (full)
		miners = argc > 3 ? (int)strtol(argv[3], NULL, 10) : 1000;
	printf("# | trace | s/h > available | kWh/h > available |"
	    " s/h > target + 2 kW | kWh/h > target | used/target |"
	    " hash/optimum | changes/miner-h |\n");
	for (const struct trace *t = traces; t->name; t++)
		if (argc < 3 || !strcmp(t->name, argv[2]))
			apart(t);
	if (!tap_count)
		CHECK(!"there is such a trace");
	return tap_done();
}
