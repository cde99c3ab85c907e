/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/control/control.h"
#include "hive/balance/balance.h"

#define LISTED		20
#define PLAN_MS		30000

static const char *
kw(struct ctl *c, int64_t w)
{
	return w == NONE ? "-" : ctl_real(c, (double)w / 1000);
}

/* ---- What was decided --------------------------------------------------- */

static void
add_decision(struct table *t, struct ctl *c, const struct decision *d)
{
	TABLE_ADD(t, ctl_int(c, d->id), ctl_time(c, d->at),
	    ctl_text(c, balancer_mode_words[d->mode]),
	    ctl_text(c, balance_state_words[d->state]),
	    ctl_text(c, band_words[d->band]), kw(c, d->available_w),
	    kw(c, d->target_w), kw(c, d->expected_w), ctl_int(c, d->downs),
	    ctl_int(c, d->ups), ctl_text(c, d->text));
}

int
decision_list_run(struct ctl *c)
{
	int64_t limit = ctl_number(c, "limit", LISTED);
	int status = ctl_db(c);
	struct decision d;
	struct listing l;
	struct query *q;

	if (status)
		return status;
	LISTING(&l, c, decision_fields, "ID", "AT", "MODE", "STATE", "BAND",
	    "AVAIL KW", "TARGET KW", "LOAD KW", "DOWN", "UP", "TEXT");
	q = decision_list(c->db, NONE, NONE, NONE, limit);
	while (db_row(c->db, q, decision_fields, &d))
		if (listing_row(&l, &d))
			add_decision(&l.table, c, &d);
	return listing_end(&l);
}

/* ---- What would be decided ---------------------------------------------- */

struct move {
	const char	*miner_id, *action, *old_preset, *new_preset;
	int64_t		 old_w, new_w;
	double		 delta_ths;
	const char	*reason, *left_out;
};

struct shown_plan {
	const char	*mode, *state, *band;
	int64_t		 available_w, target_w, expected_w;
	int64_t		 downs, down_w, ups, up_w;
	struct list	 miners;	/* struct move */
};

static const struct field move_fields[] = {
	FIELD(struct move, miner_id),
	FIELD(struct move, action),
	FIELD(struct move, old_preset),
	FIELD(struct move, new_preset),
	FIELD(struct move, old_w),
	FIELD(struct move, new_w),
	FIELD(struct move, delta_ths),
	FIELD(struct move, reason),
	FIELD(struct move, left_out),
	FIELDS_END
};

static const struct field plan_fields[] = {
	FIELD(struct shown_plan, mode),
	FIELD(struct shown_plan, state),
	FIELD(struct shown_plan, band),
	FIELD(struct shown_plan, available_w),
	FIELD(struct shown_plan, target_w),
	FIELD(struct shown_plan, expected_w),
	FIELD(struct shown_plan, downs),
	FIELD(struct shown_plan, down_w),
	FIELD(struct shown_plan, ups),
	FIELD(struct shown_plan, up_w),
	LIST(struct shown_plan, miners, move_fields, struct move),
	FIELDS_END
};

static void
show_plan(struct ctl *c, const struct shown_plan *p)
{
	const struct move *m = p->miners.v;
	struct table t;

	printf("mode %s, state %s, band %s\n", ctl_text(c, p->mode),
	    ctl_text(c, p->state), ctl_text(c, p->band));
	printf("available %s kW, target %s kW, load %s kW\n",
	    kw(c, p->available_w), kw(c, p->target_w), kw(c, p->expected_w));
	printf("%s miners down by %s kW, %s up by %s kW\n",
	    ctl_int(c, p->downs), kw(c, p->down_w), ctl_int(c, p->ups),
	    kw(c, p->up_w));
	TABLE_HEAD(&t, c, "MAC", "ACTION", "FROM", "TO", "FROM W", "TO W",
	    "TH/S", "WHY");
	for (size_t i = 0; i < p->miners.n; i++)
		TABLE_ADD(&t, ctl_text(c, m[i].miner_id),
		    ctl_text(c, m[i].action), ctl_text(c, m[i].old_preset),
		    ctl_text(c, m[i].new_preset), ctl_int(c, m[i].old_w),
		    ctl_int(c, m[i].new_w), ctl_real(c, m[i].delta_ths),
		    ctl_text(c, m[i].reason ? m[i].reason :
		    m[i].left_out));
	table_print(&t, stdout);
}

int
plan_run(struct ctl *c)
{
	struct answer answer;
	struct shown_plan p;
	int status = ctl_order_wait(c, "plan", NULL, NULL, PLAN_MS, &answer);

	if (status)
		return status;
	if (!answer.body || json_read(&c->arena, answer.body,
	    strlen(answer.body), plan_fields, &p))
		return ctl_fail(EX_PROTOCOL, "the worker's answer holds no "
		    "plan");
	if (ctl_value(c, "json"))
		ctl_pretty(stdout, answer.body);
	else
		show_plan(c, &p);
	return 0;
}
