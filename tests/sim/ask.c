/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tests/sim/inside.h"

#define V1 "/api/v1"

enum door { OPEN, BEARER, EITHER };

struct route {
	const char	*method, *path;	/* a path ending in / takes a rest */
	enum door	 door;
	void		(*answer)(struct ask *);
	bool		(*here)(const struct sim_firmware *);
};

static bool
not_old(const struct sim_firmware *f)
{
	return f->dialect != OLD;
}

static bool
has_chains(const struct sim_firmware *f)
{
	return !f->boards;
}

static bool
has_boards(const struct sim_firmware *f)
{
	return f->boards;
}

static bool
has_chips(const struct sim_firmware *f)
{
	return f->dialect != NEW;
}

static bool
has_throttle(const struct sim_firmware *f)
{
	return f->throttle;
}

static const struct route routes[] = {
	{ "GET", "/info", OPEN, sim_get_info, NULL },
	{ "GET", "/model", OPEN, sim_get_model, not_old },
	{ "GET", "/status", OPEN, sim_get_status, NULL },
	{ "GET", "/summary", OPEN, sim_get_summary, NULL },
	{ "GET", "/perf-summary", OPEN, sim_get_perf_summary, NULL },
	{ "GET", "/chains", OPEN, sim_get_chains, has_chains },
	{ "GET", "/boards", OPEN, sim_get_chains, has_boards },
	{ "GET", "/chips", OPEN, sim_get_chips, has_chips },
	{ "GET", "/chains/factory-info", OPEN, sim_get_factory_info, NULL },
	{ "GET", "/metrics", OPEN, sim_get_metrics, NULL },
	{ "GET", "/logs/", OPEN, sim_get_logs, NULL },
	{ "POST", "/logs/", EITHER, sim_post_logs_clear, NULL },
	{ "GET", "/notes", OPEN, sim_get_notes, not_old },
	{ "GET", "/notes/", OPEN, sim_get_notes, not_old },
	{ "POST", "/notes", EITHER, change_notes, not_old },
	{ "PUT", "/notes/", EITHER, change_notes, not_old },
	{ "DELETE", "/notes/", EITHER, change_notes, not_old },
	{ "GET", "/ui", OPEN, sim_get_ui, NULL },
	{ "GET", "/autotune/presets", EITHER, sim_get_presets, NULL },
	{ "POST", "/autotune/reset", EITHER, sim_post_autotune_reset, NULL },
	{ "POST", "/autotune/reset-all", EITHER, sim_post_autotune_reset_all,
	  NULL },
	{ "GET", "/settings", EITHER, sim_get_settings, NULL },
	{ "POST", "/settings", EITHER, sim_post_settings, NULL },
	{ "POST", "/mining/throttle", EITHER, sim_post_throttle, has_throttle },
	{ "POST", "/mining/switch-pool", EITHER, sim_post_switch_pool, NULL },
	{ "POST", "/mining/", EITHER, sim_post_mining, NULL },
	{ "POST", "/system/reboot", EITHER, sim_post_reboot, NULL },
	{ "POST", "/find-miner", OPEN, sim_post_find_miner, NULL },
	{ "POST", "/locate-miner", OPEN, sim_post_locate_miner, has_boards },
	{ "POST", "/unlock", OPEN, sim_auth_unlock, NULL },
	{ "GET", "/auth-check", OPEN, sim_auth_check, NULL },
	{ "POST", "/lock", BEARER, sim_auth_lock, NULL },
	{ "POST", "/lock/others", BEARER, sim_auth_lock_others, NULL },
	{ "GET", "/apikeys", EITHER, sim_auth_keys, NULL },
	{ "POST", "/apikeys", EITHER, sim_auth_keys_add, NULL },
	{ "POST", "/apikeys/delete", EITHER, sim_auth_keys_delete, NULL },
	{ .method = NULL }
};

void
ask_status(struct ask *a, int status)
{
	a->reply->status = status;
	a->reply->type = NULL;
	a->reply->body = "";
	a->reply->len = 0;
	a->reply->says_len = 0;
}

void
ask_text(struct ask *a, const char *type, const char *text)
{
	ask_status(a, 200);
	a->reply->type = type;
	a->reply->body = text;
	a->reply->len = strlen(text);
	a->reply->says_len = (int64_t)a->reply->len;
}

void
ask_json(struct ask *a)
{
	const char *text = json_done(&a->out);

	ask_status(a, 200);
	a->reply->type = "application/json";
	a->reply->body = text;
	a->reply->len = a->out.buf.len;
	a->reply->says_len = (int64_t)a->out.buf.len;
}

void
ask_error(struct ask *a, int status, const char *text)
{
	json_init(&a->out, a->arena);
	json_open(&a->out, '{');
	json_pair(&a->out, "err", text);
	json_close(&a->out, '}');
	ask_json(a);
	a->reply->status = status;
}

bool
ask_body(struct ask *a, const struct field *fields, void *record)
{
	const char *error;

	record_clear(fields, record);
	error = json_read(a->arena, a->request->body, a->request->len,
	    fields, record);
	if (error)
		ask_error(a, 400, error);
	return !error;
}

/* Whether the route is for that path; *rest is what follows its slash. */
static bool
matches(const struct route *r, const char *path, const char **rest)
{
	size_t n = strlen(r->path);

	*rest = "";
	if (r->path[n - 1] != '/')
		return !strcmp(r->path, path);
	*rest = path + n;
	return !strncmp(r->path, path, n) && path[n];
}

static void
find_and_answer(struct ask *a)
{
	const char *path = a->request->path + strlen(V1);
	bool other_method = false;

	for (const struct route *r = routes; r->method; r++) {
		if ((r->here && !r->here(a->miner->firmware)) ||
		    !matches(r, path, &a->rest))
			continue;
		if (strcmp(r->method, a->request->method)) {
			other_method = true;
			continue;
		}
		if ((r->door == BEARER && !sim_auth_bearer(a)) ||
		    (r->door == EITHER && !sim_auth_any(a)))
			ask_status(a, 401);
		else
			r->answer(a);
		return;
	}
	ask_status(a, other_method ? 405 : 404);
}

static void
note_write(struct farm *farm, const struct miner *m,
    const struct sim_request *q, int status)
{
	struct sim_write *w;

	if (!strcmp(q->method, "GET") || !strcmp(q->method, "HEAD"))
		return;
	if (!farm->writes)
		farm->writes = ARENA_MANY(&farm->arena, struct sim_write,
		    WRITES_KEPT);
	w = &farm->writes[farm->writes_n++ % WRITES_KEPT];
	*w = (struct sim_write){ .at_ms = farm->now_ms, .miner = m->number,
	    .status = status };
	snprintf(w->method, sizeof w->method, "%s", q->method);
	snprintf(w->path, sizeof w->path, "%s", q->path);
	snprintf(w->body, sizeof w->body, "%.*s", (int)q->len,
	    q->len ? q->body : "");
}

void
farm_ask(struct farm *farm, struct arena *arena, uint32_t ip,
    const struct sim_request *request, struct sim_reply *reply)
{
	struct ask a = { .farm = farm, .arena = arena, .request = request,
	    .reply = reply, .rest = "" };

	*reply = (struct sim_reply){ .end = SIM_NO_DOOR, .body = "",
	    .delay_ms = farm->options.latency_ms };
	if (farm_door(farm, ip) != SIM_OPEN)
		return;
	a.miner = &farm->miners[farm_at(farm, ip) - 1];
	reply->clock_ms = a.miner->clock_ms;
	reply->end = SIM_WHOLE;
	json_init(&a.out, arena);
	if (faults_answer(&a))
		;
	else if (!strncmp(request->path, V1 "/", strlen(V1 "/")))
		find_and_answer(&a);
	else if (!strncmp(request->path, "/cgi-bin/", 9))
		ask_status(&a, 405);
	else if (!strcmp(request->path, "/"))
		ask_text(&a, "text/html", "<!doctype html>"
		    "<title>AnthillOS</title><div id=root></div>\n");
	else
		ask_status(&a, 404);
	faults_spoil(&a);
	note_write(farm, a.miner, request, reply->status);
}
