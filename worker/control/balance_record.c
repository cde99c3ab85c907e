/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/log.h"
#include "worker/core/work.h"

/* What people are told of a cycle: its row, and how things stand. */

static const char *
sentence(const struct work *w, struct arena *a, const struct cycle *c)
{
	const struct plan *p = &c->plan;

	if (!w->site.plant)
		return "no plant is configured";
	if (!strcmp(c->state, "STOP"))
		return "an emergency stop is in force";
	if (!p->have)
		return "no reading of the plant yet";
	if (!p->downs && !p->ups)
		return p->blind ? "old plant data, nothing to lower" :
		    !strcmp(c->state, "HOLD") ? "holding: not all is known" :
		    "nothing to do";
	return arena_printf(a, "%s%d down by %lld W, %d up by %lld W:"
	    " %s", strcmp(w->settings.balancer_mode, "act") ? "would move " :
	    "", p->downs, (long long)p->down_w, p->ups, (long long)p->up_w,
	    p->reason);
}

int64_t
cycle_record(struct work *w, struct arena *a, const struct cycle *c,
    const char *cause, int64_t us)
{
	const struct plan *p = &c->plan;
	bool solved = p->solution.bound_ths > 0;
	struct decision d = { .id = NONE, .at = w->wall_ms, .cause = cause,
	    .mode = w->settings.balancer_mode, .state = c->state,
	    .band = p->band, .reading_state = w->plant.state,
	    .source_at = w->plant.source_at ? w->plant.source_at : NONE,
	    .age_ms = c->age_ms == NEVER ? NONE : c->age_ms,
	    .generation_w = p->have ? w->plant.generation_w : NONE,
	    .container_w = p->have ? w->plant.container_w : NONE,
	    .available_w = p->available_w, .target_w = p->target_w,
	    .target_up_w = p->target_up_w, .least_w = p->draws_w,
	    .expected_w = p->expected_w, .pessimist_w = p->pessimist_w,
	    .managed_w = p->managed_w, .fixed_w = p->fixed_w,
	    .silent_w = p->silent_w, .unmanaged_w = p->unmanaged_w,
	    .flight_w = p->flight_w, .miners = (int64_t)p->movable,
	    .cap_w = solved ? p->cap_w : NONE,
	    .value_ths = solved ? p->solution.value_ths : NAN,
	    .bound_ths = solved ? p->solution.bound_ths : NAN,
	    .downs = p->downs, .ups = p->ups, .down_w = p->down_w,
	    .up_w = p->up_w, .us = us, .text = sentence(w, a, c) };

	if (p->downs || p->ups)
		log_info("balance cause=%s band=%s state=%s target_w=%lld"
		    " expected_w=%lld downs=%d down_w=%lld ups=%d up_w=%lld"
		    " us=%lld", cause, p->band, c->state,
		    (long long)p->target_w, (long long)p->expected_w,
		    p->downs, (long long)p->down_w, p->ups,
		    (long long)p->up_w, (long long)us);
	return decision_add(w->db, &d);
}

static const char *
status_of(const struct work *w, const struct cycle *c)
{
	const struct plan *p = &c->plan;

	if (!p->have || c->age_ms > plant_stretch_ms(&w->site, 420000))
		return "NO_DATA";
	if (p->draws_w * 20 > p->target_w * 21)
		return "OVER_TARGET";
	return p->draws_w > p->target_w + plan_tolerance_w(&w->settings,
	    p->target_w) ? "WARNING" : "OK";
}

void
cycle_show(struct work *w, struct arena *a, const struct cycle *c)
{
	const struct plan *p = &c->plan;

	w->balancer.shown_ms = w->now_ms;
	w->balancer.moving = w->changes.first != NULL;
	w->balancer.status = status_of(w, c);
	w->balancer.band = p->band;
	w->balancer.drawn_w = p->draws_w;
	w->balancer.expected_w = p->expected_w;
	balance_keep(w->db, &(struct balance){ .at = w->wall_ms,
	    .decision = w->balancer.decision, .mode = w->settings.balancer_mode,
	    .state = c->state, .band = p->band, .status = w->balancer.status,
	    .reading_state = w->plant.state,
	    .reading_reason = *w->plant.reason ? w->plant.reason : NULL,
	    .last_reading_at = w->plant.source_at ? w->plant.source_at : NONE,
	    .generation_w = p->have ? w->plant.generation_w : NONE,
	    .container_w = p->have ? w->plant.container_w : NONE,
	    .available_w = p->available_w, .target_w = p->target_w,
	    .margin_percent = w->settings.safety_margin_percent,
	    .current_w = p->draws_w, .managed_w = p->managed_w,
	    .unmanaged_w = p->unmanaged_w, .expected_w = p->expected_w,
	    .managed_miners = (int64_t)p->managed,
	    .next_at = w->wall_ms - w->now_ms + w->balancer.cycle_ms +
		w->site.balancer_s * 1000,
	    .next_text = p->downs + p->ups ? sentence(w, a, c) : "look again",
	    .next_miners = p->downs + p->ups,
	    .next_delta_w = p->up_w - p->down_w });
}
