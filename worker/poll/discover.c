/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/miner/update.h"
#include "worker/control/gate.h"
#include "worker/poll/discover.h"
#include "worker/system/scan_queue.h"

#define AT_ONCE		32		/* visits of discovery in flight */
#define AUTH_MS		300000		/* our key is tried again after */
#define CATALOGUE_MS	3600000		/* presets are read again after */
#define BACKOFF_MOST_MS	120000		/* a silent web server */
#define STRANGER_MS	3600000		/* left alone for */

/* ---- The questions ------------------------------------------------------ */

static void
leave(struct visit *v)
{
	v->work->visiting--;
}

static void
took_lock(struct http_call *c, void *arg)
{
	(void)c;
	leave(arg);
}

/* Done: drop the session if we opened one. */
static void
end(struct visit *v)
{
	if (v->token)
		visit_ask(v, ASK_LOCK, true, took_lock);
	else
		leave(v);
}

static void
took_presets(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct unit *u = v->unit;
	struct work *w = v->work;
	struct list presets;
	const char *wrong = visit_wrong(v);
	int64_t id;
	bool other;

	if (c->status == 401)
		u->key_bad = true;
	if (!wrong) {
		wrong = v->firmware->presets(&c->arena, c, &presets);
		visit_odd(v, ASK_PRESETS, "/autotune/presets");
	}
	if (wrong)
		log_warn("no presets mac=%s why=\"%s\"", u->mac, wrong);
	else if (*u->model) {
		id = catalogue_keep(w->db, u->model, presets);
		other = id != u->catalogue;
		u->catalogue = id;
		miner_set_catalogue(w->db, u->row, u->catalogue, w->wall_ms);
		u->catalogue_at = w->wall_ms;
		control_list(w, u, u->catalogue);
		if (other)
			gate_follow(w);
		u->rescan = false;
		w->models_changed = w->miners_changed = true;
	}
	end(v);
}

static bool
wants_presets(const struct visit *v)
{
	const struct unit *u = v->unit;

	return *u->key && !u->key_bad && (u->rescan ||
	    u->catalogue_at == NONE ||
	    v->work->wall_ms - u->catalogue_at > CATALOGUE_MS);
}

static void
then_presets(struct visit *v)
{
	if (wants_presets(v))
		visit_ask(v, ASK_PRESETS, v->token == NULL, took_presets);
	else
		end(v);
}

static void
provide_or_go_on(struct visit *v)
{
	if (provide_wanted(v))
		provide(v, then_presets);
	else
		then_presets(v);
}

static void
took_auth(struct http_call *c, void *arg)
{
	struct visit *v = arg;

	if (c->status == 401)
		v->unit->key_bad = true;
	provide_or_go_on(v);
}

/* Most answers need no key, so a forgotten one must be looked for. */
static void
then_key(struct visit *v)
{
	struct unit *u = v->unit;

	if (*u->key && !u->key_bad && v->work->now_ms >= u->next_auth_ms) {
		u->next_auth_ms = v->work->now_ms + AUTH_MS;
		visit_ask(v, ASK_AUTH, false, took_auth);
	} else
		provide_or_go_on(v);
}

static void
took_model(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct build b;

	if (!visit_wrong(v) && !v->firmware->model(&c->arena, c, &b) &&
	    *v->unit->model) {
		model_seen(v->work->db, v->unit->model, b.name, b.chains,
		    b.chips_per_chain, v->work->wall_ms);
		v->work->models_changed = true;
	}
	then_key(v);
}

/* ---- Who is there ------------------------------------------------------- */

static void
silent(struct visit *v)
{
	struct unit *u = fleet_by_ip(&v->work->fleet, v->ip);
	int64_t wait_ms;

	v->round->lost++;
	if (!u)
		return;
	claim_lost(v->work, u);
	if (u->silent < 16)
		u->silent++;
	wait_ms = u->silent > 3 ? (int64_t)2000 << (u->silent - 3) : 0;
	if (wait_ms > BACKOFF_MOST_MS)
		wait_ms = BACKOFF_MOST_MS;
	/* a fifth more or less, so that they do not all come at once */
	wait_ms += wait_ms / 5 * (u->row % 11 - 5) / 5;
	u->next_probe_ms = v->work->now_ms + wait_ms;
}

static void
stranger(struct visit *v, const char *why)
{
	struct unit *u = fleet_by_ip(&v->work->fleet, v->ip);

	v->round->lost++;
	counter_add(v->work->db, "strangers_met", 1);
	if (u) {	/* it was a miner, now something else has its address */
		claim_lost(v->work, u);
		return;
	}
	stranger_keep(v->work->db, &(struct stranger){ v->ip,
	    v->work->wall_ms, why });
	found_rest(v->ip, v->work->now_ms + STRANGER_MS);
}

static bool
wants_model(const struct unit *u)
{
	return u->rescan || u->catalogue_at == NONE;
}

static void
took_info(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	const char *wrong = visit_wrong(v);
	struct info info;

	if (c->status == 0) {
		silent(v);
		leave(v);
		return;
	}
	if (!wrong)
		wrong = v->firmware->info(&c->arena, c, &info);
	if (wrong) {
		stranger(v, wrong);
		leave(v);
		return;
	}
	v->round->kept++;
	if (!(v->unit = claim(v, &info))) {
		leave(v);
		return;
	}
	if (c->date_s > 0)
		v->unit->clock_ms = c->date_s * 1000 - v->work->wall_ms;
	if (v->unit->conflict)
		end(v);
	else if (wants_model(v->unit))
		visit_ask(v, ASK_MODEL, false, took_model);
	else
		then_key(v);
}

static void
visit_address(struct work *w, struct round *r, uint32_t ip)
{
	struct visit *v;
	char text[16];

	text_ipv4_show(text, ip);
	v = visit_begin(w, r, NULL, text);
	w->visiting++;
	r->asked++;
	visit_ask(v, ASK_INFO, false, took_info);
}

/* ---- The round ---------------------------------------------------------- */

static void
ask_known(struct work *w, struct unit *u)
{
	uint32_t ip;

	claim_forget(w, u);
	if (*u->rival_ip && text_ipv4(u->rival_ip, &ip))
		found_put(ip);
	/* The site's file may have changed since it was seen there. */
	if (u->retired || w->now_ms < u->next_probe_ms ||
	    !text_ipv4(u->ip, &ip) || !site_allows(&w->site, ip))
		return;
	if (u->online)
		found_put(ip);
	else
		scan_name(w->scan, ip);
}

void
discover_start(struct work *w, struct round *r)
{
	(void)r;
	for (size_t i = 0; i < w->fleet.n; i++)
		ask_known(w, w->fleet.units[i]);
	stranger_forget(w->db, w->wall_ms - STRANGER_MS);
	scan_sweep(w->scan);
	scan_turn(w->scan, w->now_ms);
}

bool
discover_step(struct work *w, struct round *r)
{
	uint32_t ip;

	/* Half of the room is left to the polls. */
	while (w->visiting < AT_ONCE && http_room(w->http) > 16 &&
	    found_take(&ip))
		visit_address(w, r, ip);
	if (w->visiting > 0 || !found_empty() || !scan_named_done(w->scan))
		return false;
	/* A short sweep belongs to the pass; a long one goes on behind it. */
	return !scan_progress(w->scan, w->now_ms).running ||
	    w->now_ms - r->at_ms > w->site.discovery_s * 800;
}

void
discover_again(struct work *w, struct unit *u)
{
	uint32_t ip;

	u->rescan = true;
	u->next_key_ms = u->next_probe_ms = 0;
	if (text_ipv4(u->ip, &ip))
		found_put(ip);
	(void)w;
}
