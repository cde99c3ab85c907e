/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/base/text.h"
#include "hive/service/audit_log.h"
#include "hive/service/event_log.h"

int
get_events(struct request *r)
{
	const char *id = request_text(r, "miner_id");
	struct list_out l;
	struct query *q;
	struct event e;
	char mac[18];

	if (id && !text_mac(mac, id))
		request_note(r, "miner_id must be a MAC", NULL);
	list_log(&l, r, event_fields, "id", 100);
	if (r->error)
		return 400;
	q = event_list(r->db, id ? mac : NULL, l.below, list_rows(&l));
	while (db_row(r->db, q, event_fields, &e))
		list_row(&l, &e);
	return list_end(&l);
}

int
get_event(struct request *r)
{
	struct event e;

	return event_get(r->db, r->arena, request_id(r, 0), &e) ?
	    request_record(r, event_fields, &e) :
	    request_fail(r, 404, "no such event");
}

int
get_audit(struct request *r)
{
	int64_t before = request_int(r, "before", INT64_MAX, 1, INT64_MAX);
	struct list_out l;
	struct query *q;
	struct audit a;

	list_log(&l, r, audit_fields, "id", 100);
	if (r->error)
		return 400;
	q = audit_list(r->db, before < l.below ? before : l.below,
	    list_rows(&l));
	while (db_row(r->db, q, audit_fields, &a))
		list_row(&l, &a);
	return list_end(&l);
}

int
get_audit_entry(struct request *r)
{
	struct audit a;

	return audit_get(r->db, r->arena, request_id(r, 0), &a) ?
	    request_record(r, audit_fields, &a) :
	    request_fail(r, 404, "no such entry");
}
