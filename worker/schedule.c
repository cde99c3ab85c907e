/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/worker.h"

static void
start_discovery(struct worker *w, struct round *r)
{
	(void)r;
	discover_start(&w->turn, &w->polls);
}

static bool
step_discovery(struct worker *w, struct round *r)
{
	return discover_step(&w->turn, &w->polls, r);
}

static void
start_status(struct worker *w, struct round *r)
{
	(void)r;
	status_start(&w->polls.status);
}

static bool
step_status(struct worker *w, struct round *r)
{
	return status_step(&w->turn, &w->polls, r);
}

static void
start_telemetry(struct worker *w, struct round *r)
{
	(void)r;
	telemetry_start(&w->polls.telemetry);
}

static bool
step_telemetry(struct worker *w, struct round *r)
{
	return telemetry_step(&w->turn, &w->polls, r);
}

static void
start_plant(struct worker *w, struct round *r)
{
	plant_start(&w->turn, &w->control, r);
}

static bool
step_plant(struct worker *w, struct round *r)
{
	(void)r;
	return plant_step(&w->control.plant);
}

/* The worker's whole schedule: `start' begins a pass when it is due, `step' is
 * called each turn while the pass runs and says when it has ended. */
static const struct {
	void	(*start)(struct worker *, struct round *);
	bool	(*step)(struct worker *, struct round *);
} schedule[ROUNDS] = {
	[ROUND_DISCOVERY] = { start_discovery, step_discovery },
	[ROUND_STATUS] = { start_status, step_status },
	[ROUND_TELEMETRY] = { start_telemetry, step_telemetry },
	[ROUND_PLANT] = { start_plant, step_plant },
};

static void
keep(const struct turn *t, const struct round *r, bool ended)
{
	struct round_state s = { .name = r->name,
	    .interval_s = r->interval_ms(t->site) / 1000,
	    .started_at = r->wall_ms, .ok_at = ended ? t->wall_ms : NONE,
	    .asked = r->asked, .kept = r->kept, .lost = r->lost,
	    .ms = t->now_ms - r->at_ms, .rounds = r->passes };

	round_keep(t->db, &s);
}

static void
begin(struct worker *w, struct round *r)
{
	r->running = true;
	r->late = false;
	r->at_ms = w->turn.now_ms;
	r->wall_ms = w->turn.wall_ms;
	r->asked = r->kept = r->lost = 0;
	r->passes++;
	schedule[r - w->rounds].start(w, r);
	if (r->passes == 1)
		keep(&w->turn, r, false);
}

static void
end(const struct turn *t, struct round *r)
{
	r->running = false;
	keep(t, r, true);
	log_info("%s round completed in %lld ms round=%s asked=%lld kept=%lld"
	    " lost=%lld ms=%lld", r->name, (long long)(t->now_ms - r->at_ms),
	    r->name, (long long)r->asked, (long long)r->kept,
	    (long long)r->lost, (long long)(t->now_ms - r->at_ms));
}

static int64_t
due_ms(const struct site *site, const struct round *r)
{
	if (!r->interval_ms(site))
		return NEVER;
	return r->passes == 0 || r->at_ms == 0 ? 0 :
	    r->at_ms + r->interval_ms(site);
}

void
rounds_turn(struct worker *w)
{
	for (struct round *r = w->rounds; r < w->rounds + ROUNDS; r++) {
		bool due = w->turn.now_ms >= due_ms(&w->site, r);

		if (!r->running && due)
			begin(w, r);
		if (r->running && schedule[r - w->rounds].step(w, r))
			end(&w->turn, r);
		else if (r->running && due && !r->late && r->passes) {
			r->late = w->turn.now_ms >= due_ms(&w->site, r);
			if (r->late)
				log_warn("round is late round=%s asked=%lld"
				    " kept=%lld", r->name,
				    (long long)r->asked, (long long)r->kept);
		}
	}
}

int64_t
rounds_next_ms(const struct worker *w)
{
	int64_t next = NEVER;

	for (const struct round *r = w->rounds; r < w->rounds + ROUNDS; r++)
		if (r->running)		/* it paces itself */
			next = w->turn.now_ms + 10 < next ? w->turn.now_ms +
			    10 : next;
		else if (due_ms(&w->site, r) < next)
			next = due_ms(&w->site, r);
	return next;
}
