/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/api/api.h"
#include "fcgi/api/energy.h"
#include "fcgi/http/list.h"
#include "hive/money/period.h"
#include "hive/money/price_effect.h"
#include "hive/money/rating_show.h"

#define VERSIONS_MAX	50

static bool
concerns(const struct cost_version *v, const char *location)
{
	return !location || !v->location || !strcmp(v->location, location);
}

int
get_cost_versions(struct request *r)
{
	int64_t limit = request_int(r, "limit", VERSIONS_MAX, 1, 10000);
	int64_t as_of = request_time(r, "as_of", INT64_MAX);
	const char *location = energy_place(r);
	struct list all = price_list(r->db, r->arena, as_of);
	const struct cost_version *v = all.v;
	struct cost_version *shown = ARENA_MANY(r->arena,
	    struct cost_version, all.n);
	struct cost_versions answer = { r->site->currency, { shown, 0 } };

	for (size_t i = all.n; i-- > 0 &&
	    (int64_t)answer.versions.n < limit; ) {
		if (!concerns(&v[i], location))
			continue;
		shown[answer.versions.n] = v[i];
		price_show(r->db, r->arena, &all,
		    &shown[answer.versions.n++]);
	}
	return request_record(r, cost_versions_fields, &answer);
}

int
post_cost_version(struct request *r)
{
	return request_order(r, "cost_version_add", NULL);
}

/* What it would change; nothing is written. */
int
post_cost_preview(struct request *r)
{
	const char *pointer = NULL, *text = r->body_len ? r->body : "{}";
	struct json_error error;
	struct cost_request request;
	struct cost_version v;
	struct price_effect e;
	const char *why;

	if (!json_read_strict(r->arena, text, strlen(text), cost_request_fields,
	    &request, &error)) {
		request_note(r, error.why, error.pointer);
		return 400;
	}
	why = price_from_request(r->db, r->arena, &request,
	    r->site->currency, &v, &pointer);
	if (why && !pointer)
		return request_fail(r, 422, why);
	if (why) {
		request_note(r, why, pointer);
		return 400;
	}
	price_effect(r->db, r->arena, &v, r->now, &e);
	return request_record(r, price_effect_fields, &e);
}

/* ---- Recalculation ------------------------------------------------------ */

/* 202 and where to look, or 200 when it was waited for. */
int
post_recalculate(struct request *r)
{
	int64_t wait = request_flag(r, "wait");
	int status;

	if (r->error)
		return 400;
	status = request_order(r, "recalculate", run_answer_words[
	    wait == 1 ? RUN_WAIT : RUN_LATER]);
	if (status == 202)
		r->location = "/api/power-analytics/recalculate";
	return status;
}

int
get_runs(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct rating_run run;

	list_begin(&l, r, rating_run_fields, sizeof run, 100);
	if (r->error)
		return 400;
	q = rating_list(r->db, list_rows(&l));
	while (db_row(r->db, q, rating_run_columns, &run)) {
		rating_run_show(r->arena, &run);
		list_row(&l, &run);
	}
	return list_end(&l);
}

int
get_run(struct request *r)
{
	struct rating_run run;

	if (!rating_get(r->db, r->arena, request_id(r, 0), &run))
		return request_fail(r, 404, "no such run");
	rating_run_show(r->arena, &run);
	return request_record(r, rating_run_fields, &run);
}

/* ---- Months ------------------------------------------------------------- */

int
get_periods(struct request *r)
{
	struct list_out l;
	struct list all;
	const struct period *p;

	list_begin(&l, r, period_fields, sizeof *p, 1000);
	if (r->error)
		return 400;
	all = period_list(r->db, r->arena, r->now);
	p = all.v;
	for (size_t i = 0; i < all.n; i++)
		list_row(&l, &p[i]);
	return list_end(&l);
}

int
post_period(struct request *r)
{
	int status = request_order(r, "period_close", NULL);

	if (status == 202)
		r->location = "/api/power-analytics/periods";
	return status;
}
