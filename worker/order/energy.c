/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/money/period.h"
#include "hive/request/energy.h"
#include "worker/core/turn.h"
#include "worker/ledger/rating.h"
#include "worker/order/orders.h"

/* ---- A new price -------------------------------------------------------- */

/* Have the days rated again that the new price covers, until today at the
 * latest; the run, or NONE. */
static int64_t
rate_again(struct order_call *c, const struct cost_version *v)
{
	int64_t now = c->turn->wall_ms, until = v->effective_until;
	struct rating_run run = { .kind = RUN_VERSION, .location = v->location,
	    .meter = v->meter, .version = v->id,
	    .first_day = zone_day(v->effective_from),
	    .last_day = zone_day(until != NONE && until <= now ?
		until - 1 : now), .actor = v->created_by,
	    .reason = v->notes };

	if (v->effective_from > now)
		return NONE;
	prices_soon(c->rooms->prices);
	return rating_start(c->turn->db, &run, now);
}

static const char *
told_version(struct order_call *c, struct cost_version *v, int64_t run)
{
	struct list all = price_list(c->turn->db, c->arena,
	    c->turn->wall_ms);
	struct json j;

	price_show(c->turn->db, c->arena, &all, v);
	json_init(&j, c->arena);
	json_open(&j, '{');
	json_pair_bool(&j, "success", true);
	json_key(&j, "version");
	json_record(&j, cost_version_fields, v);
	json_pair_int(&j, "run", run);
	json_close(&j, '}');
	return json_done(&j);
}

void
serve_cost_version(struct order_call *c)
{
	const struct cost_request *request = c->body;
	struct cost_version v;
	const char *pointer, *error = price_from_request(c->turn->db, c->arena,
	    request, c->turn->site->currency, &v, &pointer);
	int64_t run;

	if (error) {
		order_refuse(c, pointer ? 400 : 422, error, pointer);
		return;
	}
	v.created_by = c->order.who ? c->order.who : "local";
	v.created_at = c->turn->wall_ms;
	price_add(c->turn->db, &v);
	run = rate_again(c, &v);
	c->new = c->order.body;
	c->answer = (struct answer){ .status = 201,
	    .id = arena_printf(c->arena, "%lld", (long long)v.id),
	    .body = told_version(c, &v, run) };
}

/* ---- Recalculation ------------------------------------------------------ */

static int64_t
months(const struct rating_run *run)
{
	return run->total == 0 ? 0 : (zone_day_month(run->last_day) -
	    zone_day_month(run->first_day) + 1) *
	    (run->total / (run->last_day - run->first_day + 1));
}

/* What AutoVolt's clients expect, and what was done. */
static const char *
told_run(struct arena *a, const struct rating_run *run, const char *message)
{
	char first[ZONE_DATE_SIZE], last[ZONE_DATE_SIZE];
	struct json j;

	zone_date_show(first, run->first_day);
	zone_date_show(last, run->last_day);
	json_init(&j, a);
	json_open(&j, '{');
	json_pair_bool(&j, "success", true);
	json_pair(&j, "message", message);
	json_pair_int(&j, "id", run->id);
	json_pair(&j, "classroom", run->location);
	json_pair(&j, "start", first);
	json_pair(&j, "end", last);
	json_pair_int(&j, "daily_aggregates", run->done);
	json_pair_int(&j, "monthly_aggregates", months(run));
	json_pair_int(&j, "changed", run->changed);
	json_pair_int(&j, "lines", run->lines);
	json_key(&j, "difference");
	json_fixed_point(&j, run->difference, 6);
	json_close(&j, '}');
	return json_done(&j);
}

static void
answer_recalculated(struct order_call *c, const struct rating_run *run)
{
	c->answer = (struct answer){ .status = 200,
	    .id = arena_printf(c->arena, "%lld", (long long)run->id),
	    .body = told_run(c->arena, run, run->total ?
		"recalculated" : "there is nothing in these days") };
}

static void
recalculated(void *arg, const struct rating_run *run)
{
	struct order_call *c = arg;

	if (run)
		answer_recalculated(c, run);
	else
		order_refuse(c, 503, "the database could not be written",
		    NULL);
	order_done(c);
}

void
serve_recalculate(struct order_call *c)
{
	const struct recalculate_request *request = c->body;
	struct rating_run run = { .kind = RUN_RECALCULATE, .version = NONE,
	    .actor = c->order.who ? c->order.who : "local",
	    .reason = request->reason };
	const char *pointer, *error = rating_run_from_request(c->turn->db,
	    c->arena, request, &run, &pointer);

	if (error) {
		order_refuse(c, pointer ? 400 : 404, error, pointer);
		return;
	}
	rating_start(c->turn->db, &run, c->turn->wall_ms);
	c->new = c->order.body;
	if (run.ended_at != NONE) {
		answer_recalculated(c, &run);
		return;
	}
	prices_soon(c->rooms->prices);
	if (words_value(run_answer_words, c->order.target) == RUN_WAIT &&
	    prices_wait(c->turn->wall_ms, c->rooms->prices, run.id,
	    recalculated, c)) {
		c->later = true;
		return;
	}
	c->answer = (struct answer){ .status = 202,
	    .id = arena_printf(c->arena, "%lld", (long long)run.id),
	    .body = told_run(c->arena, &run, "recalculation has begun") };
}

/* ---- Closing a month ---------------------------------------------------- */

void
serve_period_close(struct order_call *c)
{
	const struct period_request *request = c->body;
	struct rating_run run;
	const char *error;
	int64_t month;

	if (!zone_month_read(request->period, &month)) {
		order_refuse(c, 400, "must be a month, like 2026-10, of the "
		    "years " DAY_YEARS, "/period");
		return;
	}
	error = period_close(c->turn->db, month, c->order.who ? c->order.who :
	    "local", c->turn->wall_ms, &run);
	if (error) {
		order_refuse(c, 409, error, NULL);
		return;
	}
	prices_soon(c->rooms->prices);
	c->new = c->order.body;
	c->answer = (struct answer){ .status = 202,
	    .id = arena_printf(c->arena, "%lld", (long long)run.id),
	    .body = told_run(c->arena, &run, "the month is being closed") };
}
