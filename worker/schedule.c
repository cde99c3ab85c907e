/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "hive/service/event_log.h"
#include "worker/core/work.h"

static int64_t
discovery_ms(const struct site *s)
{
	return s->discovery_s * 1000;
}

static int64_t
status_ms(const struct site *s)
{
	return s->status_s * 1000;
}

static int64_t
telemetry_ms(const struct site *s)
{
	return s->telemetry_s * 1000;
}

/* Without a plant there is nothing to ask. */
static int64_t
plant_ms(const struct site *s)
{
	return s->plant ? s->plant_s * 1000 : 0;
}

/* The worker's whole schedule. */
struct round rounds[] = {
	{ .name = "discovery", .interval_ms = discovery_ms,
	    .start = discover_start, .step = discover_step },
	{ .name = "status", .interval_ms = status_ms,
	    .start = status_start, .step = status_step },
	{ .name = "telemetry", .interval_ms = telemetry_ms,
	    .start = telemetry_start, .step = telemetry_step },
	{ .name = "plant", .interval_ms = plant_ms,
	    .start = plant_start, .step = plant_step },
	{ .name = NULL }
};

void
tell(struct work *w, const char *kind, const struct unit *u,
    const char *text)
{
	event_add(w->db, w->wall_ms, kind, u ? u->row : NONE, text);
	log_info("miner %s mac=%s ip=%s model=%s text=\"%s\"", kind,
	    u ? u->mac : "-", u ? u->ip : "-", u ? u->model : "-", text);
}

static void
keep(struct work *w, const struct round *r, bool ended)
{
	struct round_state s = { .name = r->name,
	    .interval_s = r->interval_ms(&w->site) / 1000,
	    .started_at = r->wall_ms, .ok_at = ended ? w->wall_ms : NONE,
	    .asked = r->asked, .kept = r->kept, .lost = r->lost,
	    .ms = w->now_ms - r->at_ms, .rounds = r->passes };

	round_keep(w->db, &s);
}

static void
begin(struct work *w, struct round *r)
{
	r->running = true;
	r->late = false;
	r->at_ms = w->now_ms;
	r->wall_ms = w->wall_ms;
	r->asked = r->kept = r->lost = 0;
	r->passes++;
	r->start(w, r);
	if (r->passes == 1)
		keep(w, r, false);
}

static void
end(struct work *w, struct round *r)
{
	r->running = false;
	keep(w, r, true);
	log_info("%s round completed in %lld ms round=%s asked=%lld kept=%lld"
	    " lost=%lld ms=%lld", r->name, (long long)(w->now_ms - r->at_ms),
	    r->name, (long long)r->asked, (long long)r->kept,
	    (long long)r->lost, (long long)(w->now_ms - r->at_ms));
}

static int64_t
due_ms(const struct work *w, const struct round *r)
{
	if (!r->interval_ms(&w->site))
		return NEVER;
	return r->passes == 0 || r->at_ms == 0 ? 0 :
	    r->at_ms + r->interval_ms(&w->site);
}

void
rounds_turn(struct work *w)
{
	for (struct round *r = rounds; r->name; r++) {
		bool due = w->now_ms >= due_ms(w, r);

		if (!r->running && due)
			begin(w, r);
		if (r->running && r->step(w, r))
			end(w, r);
		else if (r->running && due && !r->late && r->passes) {
			r->late = w->now_ms >= due_ms(w, r);
			if (r->late)
				log_warn("round is late round=%s asked=%lld"
				    " kept=%lld", r->name,
				    (long long)r->asked, (long long)r->kept);
		}
	}
}

int64_t
rounds_next_ms(const struct work *w)
{
	int64_t next = NEVER;

	for (struct round *r = rounds; r->name; r++)
		if (r->running)		/* it paces itself */
			next = w->now_ms + 10 < next ? w->now_ms + 10 : next;
		else if (due_ms(w, r) < next)
			next = due_ms(w, r);
	return next;
}
