/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/base/text.h"
#include "hive/miner/update.h"
#include "hive/service/health.h"
#include "worker/control/control.h"
#include "worker/control/gate.h"
#include "worker/control/miner_state.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/discover.h"
#include "worker/system/scan.h"
#include "worker/system/scan_queue.h"

/*
 * A visit of discovery is a chain of questions to one address, each function of
 * the chain beginning the next: who are you (took_info), how are you built, do
 * you still know our key, give us a key, which presets have you, and the end,
 * which closes the session if one was opened.  Every step may be the last.
 *
 * Addresses come from two places: those of known miners, asked each round, and
 * those that the light scan found.  Silent web servers are asked less and less
 * often, unknown hosts once an hour.  Visits are few at a time and leave
 * connections to the polls.
 */

#define AT_ONCE		32		/* visits of discovery in flight */
#define AUTH_MS		300000		/* our key is tried again after */
#define CATALOGUE_MS	HOUR_MS		/* presets are read again after */
#define BACKOFF_MAX_MS	120000		/* most, for a silent web server */
#define UNKNOWN_HOST_MS	HOUR_MS		/* left alone for */

/* ---- The questions ------------------------------------------------------ */

static void
leave(struct visit *v)
{
	v->room->visiting--;
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
	struct fleet_miner *u = v->miner;
	const struct turn *t = v->turn;
	struct json_odd odd;
	struct list presets;
	const char *error = visit_error(v);
	int64_t id;
	bool other;

	if (c->status == 401)
		u->key_bad = true;
	if (!error) {
		error = v->firmware->presets(&c->arena, c, &presets, &odd);
		visit_odd(v, ASK_PRESETS, "/autotune/presets", &odd);
	}
	if (error)
		log_warn("no presets mac=%s why=\"%s\"", u->mac, error);
	else if (*u->model) {
		id = catalogue_keep(t->db, u->model, presets);
		other = id != u->catalogue;
		u->catalogue = id;
		miner_set_catalogue(t->db, u->row, u->catalogue, t->wall_ms);
		u->catalogue_at = t->wall_ms;
		control_list(t, u, u->catalogue);
		if (other)
			gate_follow(t->db, &v->room->control->limits);
		u->rescan = false;
		t->fleet->models_changed = t->fleet->miners_changed = true;
	}
	end(v);
}

static bool
wants_presets(const struct visit *v)
{
	const struct fleet_miner *u = v->miner;

	return *u->key && !u->key_bad && (u->rescan ||
	    u->catalogue_at == NONE ||
	    v->turn->wall_ms - u->catalogue_at > CATALOGUE_MS);
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
		v->miner->key_bad = true;
	provide_or_go_on(v);
}

/* Most questions are answered without a key, so this one must show whether the
 * miner still knows ours. */
static void
then_key(struct visit *v)
{
	struct fleet_miner *u = v->miner;

	if (*u->key && !u->key_bad && v->turn->now_ms >= u->next_auth_ms) {
		u->next_auth_ms = v->turn->now_ms + AUTH_MS;
		visit_ask(v, ASK_AUTH, false, took_auth);
	} else
		provide_or_go_on(v);
}

static void
took_model(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	struct build b;

	if (!visit_error(v) && !v->firmware->model(&c->arena, c, &b) &&
	    *v->miner->model) {
		model_seen(v->turn->db, v->miner->model, b.name, b.chains,
		    b.chips_per_chain, v->turn->wall_ms);
		v->turn->fleet->models_changed = true;
	}
	then_key(v);
}

/* ---- Who is there ------------------------------------------------------- */

static void
silent(struct visit *v)
{
	struct fleet_miner *u = fleet_by_ip(v->turn->fleet, v->ip);
	int64_t wait_ms;

	v->round->lost++;
	if (!u)
		return;
	claim_lost(v->turn->now_ms, u);
	if (u->silent < 16)
		u->silent++;
	wait_ms = u->silent > 3 ? (int64_t)2000 << (u->silent - 3) : 0;
	if (wait_ms > BACKOFF_MAX_MS)
		wait_ms = BACKOFF_MAX_MS;
	/* a fifth more or less, so that they do not all come at once */
	wait_ms += wait_ms / 5 * (u->row % 11 - 5) / 5;
	u->next_probe_ms = v->turn->now_ms + wait_ms;
}

static void
unknown_host(struct visit *v, const char *why)
{
	struct fleet_miner *u = fleet_by_ip(v->turn->fleet, v->ip);

	v->round->lost++;
	counter_add(v->turn->db, "strangers_met", 1);
	if (u) {	/* it was a miner, now something else has its address */
		claim_lost(v->turn->now_ms, u);
		return;
	}
	unknown_host_keep(v->turn->db, &(struct unknown_host){ v->ip,
	    v->turn->wall_ms, why });
	found_rest(v->room->found, v->ip, v->turn->now_ms + UNKNOWN_HOST_MS);
}

static bool
wants_model(const struct fleet_miner *u)
{
	return u->rescan || u->catalogue_at == NONE;
}

static void
took_info(struct http_call *c, void *arg)
{
	struct visit *v = arg;
	const char *error = visit_error(v);
	struct info info;

	if (c->status == 0) {
		silent(v);
		leave(v);
		return;
	}
	if (!error)
		error = v->firmware->info(&c->arena, c, &info);
	if (error) {
		unknown_host(v, error);
		leave(v);
		return;
	}
	v->round->kept++;
	if (!(v->miner = claim(v, &info))) {
		leave(v);
		return;
	}
	if (c->date_s > 0)
		v->miner->clock_ms = c->date_s * 1000 - v->turn->wall_ms;
	if (v->miner->conflict)
		end(v);
	else if (wants_model(v->miner))
		visit_ask(v, ASK_MODEL, false, took_model);
	else
		then_key(v);
}

static void
visit_address(const struct turn *t, struct poll_room *room, struct round *r,
    uint32_t ip)
{
	struct visit *v;
	char text[16];

	text_ipv4_show(text, ip);
	v = visit_begin(t, room, r, NULL, text);
	room->visiting++;
	r->asked++;
	visit_ask(v, ASK_INFO, false, took_info);
}

/* ---- The round ---------------------------------------------------------- */

static void
ask_known(const struct turn *t, struct poll_room *room, struct fleet_miner *u)
{
	uint32_t ip;

	claim_forget(t, u);
	if (*u->rival_ip && text_ipv4(u->rival_ip, &ip))
		found_put(room->found, ip);
	/* The configuration may not allow the address any more. */
	if (u->retired || t->now_ms < u->next_probe_ms ||
	    !text_ipv4(u->ip, &ip) || !site_allows(t->site, ip))
		return;
	if (u->online)
		found_put(room->found, ip);
	else
		scan_name(room->scan, ip);
}

void
discover_start(const struct turn *t, struct poll_room *room)
{
	for (size_t i = 0; i < t->fleet->n; i++)
		ask_known(t, room, t->fleet->miners[i]);
	unknown_host_forget(t->db, t->wall_ms - UNKNOWN_HOST_MS);
	scan_sweep(room->scan);
	scan_turn(room->scan, t->now_ms);
}

bool
discover_step(const struct turn *t, struct poll_room *room, struct round *r)
{
	uint32_t ip;

	/* Half of the room is left to the polls. */
	while (room->visiting < AT_ONCE && http_room(room->http) > 16 &&
	    found_take(room->found, &ip))
		visit_address(t, room, r, ip);
	if (room->visiting > 0 || !found_empty(room->found) ||
	    !scan_named_done(room->scan))
		return false;
	/* A short sweep belongs to the pass; a long one goes on behind it. */
	return !scan_progress(room->scan, t->now_ms).running ||
	    t->now_ms - r->at_ms > t->site->discovery_s * 800;
}

void
discover_again(struct poll_room *room, struct fleet_miner *u)
{
	uint32_t ip;

	u->rescan = true;
	u->next_key_ms = u->next_probe_ms = 0;
	if (text_ipv4(u->ip, &ip))
		found_put(room->found, ip);
}

void
poll_close(struct poll_room *room)
{
	arena_free(&room->status.arena);
	arena_free(&room->telemetry.arena);
}
