/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api.h"
#include "fcgi/list.h"
#include "hive/history.h"
#include "hive/text.h"

int
get_events(struct request *r)
{
	int64_t limit = request_int(r, "limit", 100, 1, 1000);
	const char *id = request_text(r, "miner_id");
	struct list_out l;
	struct query *q;
	struct event e;
	char mac[18];

	if (id && !text_mac(mac, id))
		request_note(r, "miner_id must be a MAC", NULL);
	list_begin(&l, r, event_fields, sizeof e, limit);
	if (r->wrong)
		return 400;
	q = event_list(r->db, id ? mac : NULL, limit);
	while (db_row(r->db, q, event_fields, &e))
		list_row(&l, &e);
	return list_end(&l);
}

int
get_audit(struct request *r)
{
	int64_t limit = request_int(r, "limit", 100, 1, 1000);
	int64_t before = request_int(r, "before", NONE, 1, INT64_MAX);
	struct list_out l;
	struct query *q;
	struct audit a;

	list_begin(&l, r, audit_fields, sizeof a, limit);
	if (r->wrong)
		return 400;
	q = audit_list(r->db, before, limit);
	while (db_row(r->db, q, audit_fields, &a))
		list_row(&l, &a);
	return list_end(&l);
}
