/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/alert/alert.h"

int
get_alerts(struct request *r)
{
	int64_t limit = request_int(r, "limit", 1000, 1, 100000);
	const char *state = request_text(r, "state");
	enum alert_filter filter = words_value(alert_filter_words, state);
	struct list_out l;
	struct alert a;
	struct query *q;

	if (state && !filter)
		request_note(r, "state must be open, acknowledged, ended or "
		    "present", NULL);
	list_begin(&l, r, alert_fields, sizeof a, limit);
	if (r->error)
		return 400;
	q = alert_list(r->db, filter, list_rows(&l));
	while (db_row(r->db, q, alert_fields, &a))
		list_row(&l, &a);
	return list_end(&l);
}

int
get_alert(struct request *r)
{
	struct alert a;

	return alert_get(r->db, r->arena, request_id(r, 0), &a) ?
	    request_record(r, alert_fields, &a) :
	    request_fail(r, 404, "no such alert");
}

int
post_acknowledge(struct request *r)
{
	int status = request_order(r, "alert_acknowledge", r->part[0]);

	return status ? status : get_alert(r);
}

int
post_alert_test(struct request *r)
{
	return request_order(r, "alert_test", NULL);
}
