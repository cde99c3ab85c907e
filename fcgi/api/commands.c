/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/base/text.h"
#include "hive/json/json.h"
#include "hive/miner/command.h"

static const struct field id_fields[] = {
	FIELD(struct command, id),
	FIELDS_END
};

int
post_command(struct request *r)
{
	struct command c;
	char mac[18];
	int status;

	if (!text_mac(mac, r->part[0]))
		return request_fail(r, 404, "no miner has this MAC");
	status = request_order(r, "command", mac);
	if (status == 202 && !json_read(r->arena, r->out.buf.text,
	    r->out.buf.len, id_fields, &c))
		r->location = arena_printf(r->arena, "/api/commands/%lld",
		    (long long)c.id);
	return status;
}

int
post_commands(struct request *r)
{
	return request_order(r, "commands", NULL);
}

int
get_commands(struct request *r)
{
	int64_t decision = request_int(r, "decision", NONE, 1, INT64_MAX);
	const char *id = request_text(r, "miner_id");
	const char *state = request_text(r, "state");
	struct list_out l;
	struct command c;
	struct query *q;
	char mac[18];

	if (id && !text_mac(mac, id))
		request_note(r, "miner_id must be a MAC", NULL);
	list_log(&l, r, command_fields, "id", 100);
	if (r->error)
		return 400;
	q = command_list(r->db, id ? mac : NULL, state, decision, l.below,
	    list_rows(&l));
	while (command_next(r->db, q, &c))
		list_row(&l, &c);
	return list_end(&l);
}

int
get_command(struct request *r)
{
	struct command c;

	return command_get(r->db, r->arena, request_id(r, 0), &c) ?
	    request_record(r, command_fields, &c) :
	    request_fail(r, 404, "no such command");
}
