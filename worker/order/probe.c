/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/text.h"
#include "hive/json/json.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"
#include "worker/poll/visit.h"

/*
 * One address, stage by stage, for a person who wonders why a miner does not
 * appear: the answer is a list of the stages with what came back, up to the
 * first that fails.  Nothing is kept.
 */
struct probe {
	struct order_call	*order;
	struct visit		*visit;
	struct json		 j;
	int			 stage;
};

static bool
check_info(struct probe *p, struct http_call *c, const char **said)
{
	struct info info;

	*said = p->visit->firmware->info(&c->arena, c, &info);
	if (*said)
		return false;
	*said = arena_printf(&c->arena, "%s, model %s, firmware %s %s",
	    info.mac, info.model ? info.model : "?",
	    p->visit->firmware->name, info.version ? info.version : "?");
	return true;
}

static bool
check_token(struct probe *p, struct http_call *c, const char **said)
{
	*said = p->visit->firmware->token(&c->arena, c, &p->visit->token);
	return !*said;
}

static bool
check_keys(struct probe *p, struct http_call *c, const char **said)
{
	const char *key;

	*said = p->visit->firmware->key(&c->arena, c, &key);
	if (*said)
		return false;
	*said = key ? "our key is there" : "no key of ours yet";
	return true;
}

static bool
check_presets(struct probe *p, struct http_call *c, const char **said)
{
	struct list presets;

	*said = p->visit->firmware->presets(&c->arena, c, &presets,
	    NULL);
	if (*said)
		return false;
	*said = arena_printf(&c->arena, "%zu presets", presets.n);
	return true;
}

static bool
check_any(struct probe *p, struct http_call *c, const char **said)
{
	(void)p;
	(void)c;
	*said = NULL;
	return true;
}

static const struct {
	const char	*name;
	enum question	 question;
	bool		(*check)(struct probe *, struct http_call *,
			    const char **said);
} stages[] = {
	{ "info", ASK_INFO, check_info },
	{ "model", ASK_MODEL, check_any },
	{ "summary", ASK_SUMMARY, check_any },
	{ "unlock", ASK_UNLOCK, check_token },
	{ "apikeys", ASK_KEYS, check_keys },
	{ "presets", ASK_PRESETS, check_presets },
	{ "lock", ASK_LOCK, check_any },
};

#define STAGES ((int)(sizeof stages / sizeof *stages))

static void
note(struct probe *p, const char *name, bool ok, const char *said, long ms)
{
	json_open(&p->j, '{');
	json_pair(&p->j, "stage", name);
	json_pair_bool(&p->j, "ok", ok);
	json_pair(&p->j, "detail", said);
	json_pair_int(&p->j, "ms", ms);
	json_close(&p->j, '}');
}

static void
finish(struct probe *p)
{
	json_close(&p->j, ']');
	p->order->answer = (struct answer){ .status = 200,
	    .body = json_done(&p->j) };
	order_done(p->order);
}

static void
took(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct probe *p = v->more;
	const char *said = visit_error(v);
	bool ok = !said && stages[p->stage].check(p, c, &said);

	if (p->stage == 0)
		note(p, "connect", c->status != 0, c->status ? NULL : said,
		    c->ms);
	if (p->stage > 0 || c->status != 0)
		note(p, stages[p->stage].name, ok, said, c->ms);
	/* /model and /summary may be missing; what follows does not need
	 * them. */
	if ((!ok && p->stage != 1 && p->stage != 2) ||
	    ++p->stage == STAGES) {
		finish(p);
		return;
	}
	visit_ask(v, stages[p->stage].question, p->stage == STAGES - 1, took);
}

void
serve_probe(struct order_call *c)
{
	struct probe *p = ARENA_NEW(c->arena, struct probe);
	struct fleet_miner *u;
	uint32_t ip;

	if (!text_ipv4(c->order.target, &ip)) {
		order_refuse(c, 400, "the target must be an IPv4 address",
		    NULL);
		return;
	}
	if (http_room(c->rooms->polls->http) < 1) {
		order_refuse(c, 503, "all connections are in use", NULL);
		return;
	}
	u = fleet_by_ip(c->turn->fleet, c->order.target);
	p->order = c;
	json_init(&p->j, c->arena);
	json_open(&p->j, '[');
	p->visit = visit_begin(c->turn, c->rooms->polls, NULL, u,
	    c->order.target);
	p->visit->more = p;
	c->later = true;
	visit_ask(p->visit, ASK_INFO, false, took);
}
