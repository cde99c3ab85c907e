/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/core/work.h"

/* The log tells how power stands after each cycle, also when nothing is
 * done: who reads it must see that somebody looks. */

static const char *
watts(struct arena *a, int64_t w)
{
	return w == NONE ? "unknown" : arena_printf(a, "%lld", (long long)w);
}

void
power_status(struct work *w)
{
	static int64_t told_ms;
	const struct balancer *b = &w->balancer;
	struct arena a;

	if (!w->site.plant || b->cycle_ms == told_ms || !b->status)
		return;
	told_ms = b->cycle_ms;
	arena_init(&a, 1 << 20);
	log_info("power status current_w=%s target_w=%s delta_w=%s"
	    " expected_w=%s status=%s band=%s state=%s mode=%s",
	    watts(&a, b->drawn_w), watts(&a, b->target_w),
	    watts(&a, b->target_w == NONE ? NONE : b->target_w - b->drawn_w),
	    watts(&a, b->expected_w), b->status, b->band, b->state,
	    w->settings.balancer_mode);
	arena_free(&a);
}
