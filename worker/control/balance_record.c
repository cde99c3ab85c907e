/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"

/* What people are told of a cycle: its row, and how things stand. */

static const char *
sentence(const struct turn *t, struct arena *a, const struct cycle *c)
{
	const struct plan *p = &c->plan;

	if (!t->site->plant)
		return "no plant is configured";
	if (c->state == BALANCE_STOP)
		return "an emergency stop is in force";
	if (!p->have)
		return "no reading of the plant yet";
	if (!p->downs && !p->ups)
		return p->blind ? "old plant data, nothing to lower" :
		    c->state == BALANCE_HOLD ? "holding: not all is known" :
		    "nothing to do";
	return arena_printf(a, "%s%d down by %lld W, %d up by %lld W:"
	    " %s", t->settings->balancer_mode == BALANCER_ACT ? "" :
	    "would move ", p->downs, (long long)p->down_w, p->ups,
	    (long long)p->up_w, reason_words[p->reason]);
}

int64_t
cycle_record(const struct turn *t, struct plant *plant, struct arena *a,
    const struct cycle *c, enum decision_cause cause, int64_t us)
{
	const struct plan *p = &c->plan;
	bool solved = p->solution.bound_ths > 0;
	struct decision d = { .id = NONE, .at = t->wall_ms, .cause = cause,
	    .mode = t->settings->balancer_mode, .state = c->state,
	    .band = p->band, .reading_state = plant->state,
	    .source_at = plant->source_at ? plant->source_at : NONE,
	    .age_ms = c->age_ms == NEVER ? NONE : c->age_ms,
	    .generation_w = p->have ? plant->generation_w : NONE,
	    .container_w = p->have ? plant->container_w : NONE,
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
	    .up_w = p->up_w, .us = us, .text = sentence(t, a, c) };

	if (p->downs || p->ups)
		log_info("balance cause=%s band=%s state=%s target_w=%lld"
		    " expected_w=%lld downs=%d down_w=%lld ups=%d up_w=%lld"
		    " us=%lld", decision_cause_words[cause],
		    band_words[p->band], balance_state_words[c->state],
		    (long long)p->target_w, (long long)p->expected_w,
		    p->downs, (long long)p->down_w, p->ups,
		    (long long)p->up_w, (long long)us);
	return decision_add(t->db, &d);
}

static enum balance_status
status_of(const struct turn *t, const struct cycle *c)
{
	const struct plan *p = &c->plan;

	if (!p->have || c->age_ms > plant_stretch_ms(t->site, 420000))
		return BALANCE_NO_DATA;
	if (p->draws_w * 20 > p->target_w * 21)
		return BALANCE_OVER_TARGET;
	return p->draws_w > p->target_w + plan_tolerance_w(t->settings,
	    p->target_w) ? BALANCE_WARNING : BALANCE_OK;
}

void
cycle_show(const struct turn *t, struct control_room *room, struct arena *a,
    const struct cycle *c)
{
	const struct plan *p = &c->plan;

	room->balancer.shown_ms = t->now_ms;
	room->balancer.moving = room->changes.first != NULL;
	room->balancer.status = status_of(t, c);
	room->balancer.band = p->band;
	room->balancer.drawn_w = p->draws_w;
	room->balancer.expected_w = p->expected_w;
	balance_keep(t->db, &(struct balance){ .at = t->wall_ms,
	    .decision = room->balancer.decision,
	    .mode = t->settings->balancer_mode, .state = c->state,
	    .band = p->band, .status = room->balancer.status,
	    .reading_state = room->plant.state,
	    .reading_reason = *room->plant.reason ? room->plant.reason : NULL,
	    .last_reading_at = room->plant.source_at ?
		room->plant.source_at : NONE,
	    .generation_w = p->have ? room->plant.generation_w : NONE,
	    .container_w = p->have ? room->plant.container_w : NONE,
	    .available_w = p->available_w, .target_w = p->target_w,
	    .margin_percent = t->settings->safety_margin_percent,
	    .current_w = p->draws_w, .managed_w = p->managed_w,
	    .unmanaged_w = p->unmanaged_w, .expected_w = p->expected_w,
	    .managed_miners = (int64_t)p->managed,
	    .next_at = t->wall_ms - t->now_ms + room->balancer.cycle_ms +
		t->site->balancer_s * 1000,
	    .next_text = p->downs + p->ups ? sentence(t, a, c) : "look again",
	    .next_miners = p->downs + p->ups,
	    .next_delta_w = p->up_w - p->down_w });
}
