/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/log.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"

/* The log tells how power stands after each cycle, also when nothing is done:
 * its reader must see that the balancer is at work. */

static const char *
watts(struct arena *a, int64_t w)
{
	return w == NONE ? "unknown" : arena_printf(a, "%lld", (long long)w);
}

void
power_status(const struct turn *t, struct balancer *b)
{
	struct arena a;

	if (!t->site->plant || b->cycle_ms == b->logged_ms || !b->status)
		return;
	b->logged_ms = b->cycle_ms;
	arena_init(&a, 1 << 20);
	log_info("power status current_w=%s target_w=%s delta_w=%s"
	    " expected_w=%s status=%s band=%s state=%s mode=%s",
	    watts(&a, b->drawn_w), watts(&a, b->target_w),
	    watts(&a, b->target_w == NONE ? NONE : b->target_w - b->drawn_w),
	    watts(&a, b->expected_w), balance_status_words[b->status],
	    band_words[b->band], balance_state_words[b->state],
	    balancer_mode_words[t->settings->balancer_mode]);
	arena_free(&a);
}
