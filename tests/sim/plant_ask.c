/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/instant.h"
#include "tests/sim/inside.h"

/*
 * The plant service's replies: a reading with free source names, or, with
 * format=a in the query, the older list.  The fields that end in _mw carry
 * kW, as the real service has it, unless the option says MW.
 */

static const char *const names[] = { "upper_turbine", "lower_turbine",
    "container_north", "container_south" };

/* The nth newest reading that is out by now, or NULL. */
static const struct plant_reading *
reading(const struct farm *farm, int nth)
{
	const struct plant *p = &farm->plant;
	int64_t out = farm->now_ms - farm->options.plant_latency_ms;

	for (int64_t n = p->readings_n - 1; n >= 0 &&
	    n >= p->readings_n - READINGS; n--) {
		const struct plant_reading *r = &p->readings[n % READINGS];

		if (r->at_ms <= out && nth-- == 0)
			return r;
	}
	return NULL;
}

static double
value_w(const struct plant_reading *r, int source)
{
	return source < 2 ? r->generation_w[source] :
	    r->consumption_w[source - 2];
}

/* What the service says of a source; NaN: nothing. */
static double
said(const struct farm *farm, const struct plant_reading *r, int source)
{
	const struct plant *p = &farm->plant;
	double value = value_w(r, source) /
	    (farm->options.plant_unit_mw ? 1e6 : 1e3);

	if (p->faults & P_FAILED && p->source == source)
		return NAN;
	if (p->faults & P_X1000)
		value *= 1000;
	if (p->faults & P_NEGATIVE && p->source == source)
		value = -value;
	return floor(value * 1e6 + 0.5) / 1e6;
}

/* With up to six decimals: MW need them. */
static void
pair_value(struct ask *a, const char *key, double value)
{
	json_key(&a->out, key);
	json_raw(&a->out, isnan(value) ? NULL :
	    arena_printf(a->arena, "%.12g", value));
}

static void
sources(struct ask *a, const struct plant_reading *r, int first,
    int64_t source_ms)
{
	const struct plant *p = &a->farm->plant;
	struct json *j = &a->out;

	json_open(j, '{');
	for (int i = first; i < first + 2; i++) {
		double value = said(a->farm, r, i);

		if (p->faults & P_MISSING && p->source == i)
			continue;
		json_key(j, names[i]);
		json_open(j, '{');
		json_key(j, "source_timestamp");
		json_time(j, source_ms + i);
		json_pair(j, "status", isnan(value) ? "error" : "success");
		pair_value(a, "value_mw", value);
		json_close(j, '}');
	}
	json_close(j, '}');
}

/* The sum of what is there. */
static double
total(const struct farm *farm, const struct plant_reading *r, int first)
{
	double sum = 0;

	for (int i = first; i < first + 2; i++) {
		double value = said(farm, r, i);

		if (!isnan(value) && !(farm->plant.faults & P_MISSING &&
		    farm->plant.source == i))
			sum += value;
	}
	if (farm->plant.faults & P_TOTALS && first == 0)
		sum *= 1.25;
	return sum;
}

static void
totals_and_trust(struct ask *a, const struct plant_reading *r)
{
	const struct plant *p = &a->farm->plant;
	double made = total(a->farm, r, 0), used = total(a->farm, r, 2);
	bool trusted = !(p->faults & P_TRUST);
	struct json *j = &a->out;

	json_key(j, "totals");
	json_open(j, '{');
	pair_value(a, "generation_mw", made);
	pair_value(a, "consumption_mw", used);
	pair_value(a, "exported_mw", made - used);
	json_close(j, '}');
	json_key(j, "trust");
	json_open(j, '{');
	json_key(j, "confidence_score");
	json_number(j, trusted ? 1 : p->trust);
	json_pair(j, "status", trusted ? "trusted" : "untrusted");
	json_pair(j, "summary", trusted ? "All critical checks passed" :
	    "Sources disagree");
	json_close(j, '}');
}

static void
answer_reading(struct ask *a, const struct plant_reading *r)
{
	int64_t at = a->farm->options.wall_ms + r->at_ms;
	struct json *j = &a->out;

	if (a->farm->plant.faults & P_AHEAD)
		at += a->farm->plant.ahead_ms;
	json_open(j, '{');
	json_key(j, "reading");
	json_open(j, '{');
	json_pair_int(j, "id", r->id);
	json_pair(j, "plant_id", a->farm->options.plant_id);
	json_key(j, "collection_timestamp");
	json_time(j, at);
	json_key(j, "generation");
	sources(a, r, 0, at + 280);
	json_key(j, "consumption");
	sources(a, r, 2, at + 280);
	totals_and_trust(a, r);
	json_close(j, '}');
	json_close(j, '}');
	ask_json(a);
}

static void
list_row(struct ask *a, const struct plant_reading *r)
{
	struct json *j = &a->out;

	json_open(j, '{');
	json_key(j, "timestamp");
	json_time(j, a->farm->options.wall_ms + r->at_ms);
	json_pair(j, "plant_id", a->farm->options.plant_id);
	pair_value(a, "total_generation", total(a->farm, r, 0));
	json_key(j, "container_consumption");
	json_open(j, '{');
	for (int i = 2; i < 4; i++)
		pair_value(a, names[i], said(a->farm, r, i));
	json_close(j, '}');
	json_close(j, '}');
}

static void
answer_list(struct ask *a)
{
	const struct plant_reading *r;
	struct json *j = &a->out;
	int n = 0;

	while (reading(a->farm, n))
		n++;
	json_open(j, '{');
	json_pair_bool(j, "success", true);
	json_pair_int(j, "count", n);
	json_key(j, "data");
	json_open(j, '[');
	for (n = 0; (r = reading(a->farm, n)); n++)
		list_row(a, r);
	json_close(j, ']');
	json_close(j, '}');
	ask_json(a);
}

static bool
may_ask(const struct ask *a)
{
	const char *text = a->request->authorization;

	return text && !strncmp(text, "Bearer ", 7) &&
	    !strcmp(text + 7, a->farm->options.plant_key);
}

static bool
other_plant(const struct ask *a)
{
	const char *id = strstr(a->request->query, "plant_id=");
	size_t n = strlen(a->farm->options.plant_id);

	if (!id)
		return false;
	id += strlen("plant_id=");
	return strcspn(id, "&") != n ||
	    strncmp(id, a->farm->options.plant_id, n);
}

static void
answer(struct ask *a)
{
	const struct plant_reading *r = reading(a->farm, 0);

	if (a->farm->plant.faults & P_HTTP)
		ask_error(a, a->farm->plant.http, "collector unavailable");
	else if (strcmp(a->request->method, "GET"))
		ask_error(a, 405, "only GET");
	else if (!may_ask(a))
		ask_error(a, 401, "missing or wrong bearer key");
	else if (other_plant(a) || !r)
		ask_error(a, 404, "no reading of that plant");
	else if (strstr(a->request->query, "format=a"))
		answer_list(a);
	else
		answer_reading(a, r);
}

void
farm_plant_ask(struct farm *farm, struct arena *arena,
    const struct sim_request *request, struct sim_reply *reply)
{
	struct ask a = { .farm = farm, .arena = arena, .request = request,
	    .reply = reply, .rest = "" };
	const struct plant *p = &farm->plant;

	*reply = (struct sim_reply){ .end = SIM_WHOLE, .body = "" };
	json_init(&a.out, arena);
	if (p->faults & P_NOT_JSON)
		ask_text(&a, "text/html", "<h1>Bad gateway</h1>\n");
	else
		answer(&a);
	if (p->faults & P_SLOW)
		reply->delay_ms += p->slow_ms;
	if (p->faults & P_HALF) {
		reply->end = SIM_CUT;
		reply->cut_after = reply->len / 2;
	}
	if (p->faults & P_SILENT) {
		reply->end = SIM_HANG;
		reply->delay_ms = 60000;
	}
}
