/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "tests/sim/inside.h"

/* The firmware's words, trailing blank included. */
#define NO_PAUSE "CGMiner err: Cgminer error failed-to-activate-pause-mode "
#define NO_RESUME "CGMiner err: Cgminer error failed-to-activate-resume-mode "

static bool
may_stop(const struct miner *m)
{
	return miner_hashes(m) || m->state == STARTING ||
	    m->state == INITIALIZING || m->state == RESTARTING;
}

static void
stop(struct ask *a)
{
	if (!may_stop(a->miner)) {
		ask_error(a, 500, NO_PAUSE);
		return;
	}
	miner_stop(a->miner, a->farm->now_ms);
	ask_status(a, 200);
}

static void
start(struct ask *a)
{
	if (a->miner->state != STOPPED) {
		ask_error(a, 500, NO_RESUME);
		return;
	}
	miner_start(a->farm, a->miner, a->farm->now_ms);
	ask_status(a, 200);
}

static void
restart(struct ask *a)
{
	miner_restart(a->farm, a->miner, a->farm->now_ms);
	ask_status(a, 200);
}

void
sim_post_mining(struct ask *a)
{
	static const struct {
		const char	*name;
		void		(*order)(struct ask *);
	} orders[] = {
		{ "start", start }, { "resume", start },
		{ "stop", stop }, { "pause", stop }, { "restart", restart },
		{ NULL, NULL }
	};

	for (int i = 0; orders[i].name; i++)
		if (!strcmp(orders[i].name, a->rest)) {
			orders[i].order(a);
			return;
		}
	ask_status(a, 404);
}

struct number {
	int64_t	percent, pool_id;
	int64_t	on;
};

static const struct field number_fields[] = {
	FIELD(struct number, percent),
	FIELD(struct number, pool_id),
	FLAG(struct number, on),
	FIELDS_END
};

void
sim_post_throttle(struct ask *a)
{
	struct miner *m = a->miner;
	struct number q;

	if (!ask_body(a, number_fields, &q))
		return;
	if (q.percent == NONE || q.percent < 20 || q.percent > 100) {
		ask_error(a, 400, "percent is not within 20..100");
		return;
	}
	if (!miner_hashes(m)) {
		ask_error(a, 500, "not mining ");
		return;
	}
	miner_bend(m, a->farm->now_ms, 80000);
	m->throttle = (int)q.percent;
	json_open(&a->out, '{');
	json_pair_bool(&a->out, "restart_required", false);
	json_pair_bool(&a->out, "reboot_required", false);
	json_close(&a->out, '}');
	ask_json(a);
}

void
sim_post_switch_pool(struct ask *a)
{
	struct number q;

	if (!ask_body(a, number_fields, &q))
		return;
	if (q.pool_id < 0 || q.pool_id > 1) {
		ask_error(a, 500, "Could not find pool");
		return;
	}
	a->miner->pool = (int)q.pool_id;
	ask_status(a, 200);
}

void
sim_post_reboot(struct ask *a)
{
	a->miner->reboot_ms = a->farm->now_ms + 3000;
	json_open(&a->out, '{');
	json_pair_int(&a->out, "after", 3);
	json_close(&a->out, '}');
	ask_json(a);
	a->reply->close = true;
	/* Some take the line down before they have answered. */
	if (a->miner->number % 3 == 0) {
		a->reply->end = SIM_CUT;
		a->reply->cut_after = 0;
	}
}

/* Without a body it toggles. */
void
sim_post_find_miner(struct ask *a)
{
	struct number q = { .on = NONE };

	if (a->request->len && !ask_body(a, number_fields, &q))
		return;
	a->miner->find = q.on == NONE ? !a->miner->find : q.on;
	json_open(&a->out, '{');
	json_pair_bool(&a->out, "on", a->miner->find);
	json_close(&a->out, '}');
	ask_json(a);
}

void
sim_post_locate_miner(struct ask *a)
{
	a->miner->find = !a->miner->find;
	json_open(&a->out, '{');
	json_pair_bool(&a->out, "is_enabled", a->miner->find);
	json_close(&a->out, '}');
	ask_json(a);
}
