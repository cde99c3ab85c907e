/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/balance.h"
#include "hive/log.h"
#include "worker/work.h"

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
	struct balance s;
	struct arena a;

	if (!w->site.plant || w->balancer.cycle_ms == told_ms)
		return;
	told_ms = w->balancer.cycle_ms;
	arena_init(&a, 1 << 20);
	if (balance_get(w->db, &a, &s) && s.at >= w->state.started_at)
		log_info("power status current_w=%s target_w=%s delta_w=%s"
		    " expected_w=%s status=%s band=%s state=%s mode=%s",
		    watts(&a, s.current_w), watts(&a, s.target_w),
		    watts(&a, s.target_w == NONE ? NONE :
		    s.target_w - s.current_w), watts(&a, s.expected_w),
		    s.status, s.band, s.state, s.mode);
	arena_free(&a);
}
