/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <strings.h>

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "fcgi/http/problem.h"
#include "hive/base/text.h"
#include "hive/miner/miner.h"

/* What a list may be narrowed to; absent: all. */
struct narrow {
	const char	*state, *model, *location, *circuit, *q;
	int64_t		 online, managed, conflict, held;
};

static struct narrow
narrow_of(struct request *r)
{
	return (struct narrow){ .state = request_text(r, "state"),
	    .model = request_text(r, "model"),
	    .location = request_text(r, "location"),
	    .circuit = request_text(r, "circuit"),
	    .q = request_text(r, "q"),
	    .online = request_flag(r, "online"),
	    .managed = request_flag(r, "managed"),
	    .conflict = request_flag(r, "conflict"),
	    .held = request_flag(r, "held") };
}

static bool
is_text(const char *wanted, const char *has)
{
	return !wanted || (has && !strcmp(wanted, has));
}

static bool
is_flag(int64_t wanted, bool has)
{
	return wanted == NONE || wanted == has;
}

static bool
has(const char *text, const char *q)
{
	return text && strcasestr(text, q);
}

static bool
fits(const struct narrow *n, const struct miner *m)
{
	return is_text(n->state, miner_shown_state(m)) &&
	    is_text(n->model, m->model) && is_text(n->location, m->location) &&
	    is_text(n->circuit, m->circuit) && is_flag(n->online, m->online) &&
	    is_flag(n->managed, m->managed) &&
	    is_flag(n->conflict, m->conflict) &&
	    is_flag(n->held, m->hold != NULL) &&
	    (!n->q || has(m->mac, n->q) || has(m->name, n->q) ||
	    has(m->ip, n->q) || has(m->location, n->q) || has(m->model, n->q));
}

int
get_miners(struct request *r)
{
	struct narrow n = narrow_of(r);
	struct miner_parts parts = MINER_PARTS;
	struct query *q;
	struct list_out l;
	struct miner m;

	/* changes with the miners and with what is read of them */
	if (request_fresh(r, arena_printf(r->arena, "miners %lld",
	    (long long)revision_of(r->db, "miners"))))
		return 304;
	list_begin(&l, r, miner_fields, sizeof m, 100000);
	if (r->error)
		return 400;
	q = miner_list(r->db, "");
	while (miner_next(r->db, q, &m, &parts))
		if (fits(&n, &m))
			list_row(&l, &m);
	return list_end(&l);
}

static bool
find(struct request *r, struct miner *m)
{
	char mac[18];

	return text_mac(mac, r->part[0]) &&
	    miner_show(r->db, r->arena, mac, m);
}

static int
no_miner(struct request *r)
{
	return request_fail(r, 404, "no miner has this MAC");
}

int
get_miner(struct request *r)
{
	struct miner m;

	return find(r, &m) ? request_record(r, miner_fields, &m) : no_miner(r);
}

int
patch_miner(struct request *r)
{
	char mac[18];
	int status;

	if (!text_mac(mac, r->part[0]))
		return no_miner(r);
	status = request_order(r, "miner_patch", mac);
	return status ? status : get_miner(r);
}

int
patch_miners(struct request *r)
{
	int status = request_order(r, "miners_patch", NULL);

	return status ? status : 200;
}

int
delete_miner(struct request *r)
{
	return request_order(r, "miner_retire", r->part[0]);
}

int
post_rescan(struct request *r)
{
	return request_order(r, "miner_rescan", r->part[0]);
}
