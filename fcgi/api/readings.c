/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/base/duration.h"
#include "hive/base/text.h"
#include "hive/miner/miner.h"
#include "hive/reading/chips.h"

static bool
find(struct request *r, struct miner *m)
{
	char mac[18];

	return text_mac(mac, r->part[0]) && miner_get(r->db, r->arena, mac, m);
}

int
get_statuses(struct request *r)
{
	int64_t until = request_time(r, "until", r->now + MINUTE_MS);
	int64_t since = request_time(r, "since", 0);
	int64_t points = request_int(r, "points", 0, 2, 5000);
	struct list_out l;
	struct miner m;
	struct list readings;
	const struct reading *one;

	if (!find(r, &m))
		return request_fail(r, 404, "no miner has this MAC");
	if (points)
		list_begin(&l, r, reading_fields, sizeof *one, points);
	else
		list_log(&l, r, reading_fields, "recorded_at", 100);
	if (r->error)
		return 400;
	if (!points && l.below < until)
		until = l.below;
	readings = reading_history(r->db, r->arena, m.row, since, until,
	    points ? points : list_rows(&l), points);
	one = readings.v;
	for (size_t i = 0; i < readings.n; i++)
		list_row(&l, &one[i]);
	return list_end(&l);
}

int
get_telemetry(struct request *r)
{
	int64_t until = request_time(r, "until", r->now + MINUTE_MS);
	int64_t since = request_time(r, "since", 0);
	int64_t limit = request_int(r, "limit", 1, 1, 1000);
	struct miner m;
	struct list polls;
	const struct telemetry *t;

	if (!find(r, &m))
		return request_fail(r, 404, "no miner has this MAC");
	polls = telemetry_history(r->db, r->arena, m.row, since, until,
	    limit);
	t = polls.v;
	json_open(&r->out, '[');
	for (size_t i = 0; i < polls.n; i++)
		json_record(&r->out, telemetry_fields, &t[i]);
	json_close(&r->out, ']');
	return 200;
}

int
get_anomalies(struct request *r)
{
	struct list_out l;
	struct odd_chip o;
	struct query *q;

	list_begin(&l, r, odd_chip_fields, sizeof o, 1000);
	if (r->error)
		return 400;
	q = odd_chips(r->db, list_rows(&l));
	while (db_row(r->db, q, odd_chip_fields, &o))
		list_row(&l, &o);
	return list_end(&l);
}
