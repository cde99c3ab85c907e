/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/text.h"
#include "hive/miner/circuit.h"
#include "hive/miner/update.h"
#include "worker/control/gate.h"
#include "worker/core/turn.h"
#include "worker/order/orders.h"
#include "worker/poll/retire_key.h"

/* The request without its password, as the audit keeps it. */
static const char *
told(struct arena *a, const struct miner_request *w, uint64_t given)
{
	struct miner_request open = *w;
	struct json j;

	if (open.unlock_pass)
		open.unlock_pass = "***";
	json_init(&j, a);
	json_some(&j, miner_request_fields, &open, given);
	return json_done(&j);
}

static const char *
was(struct order_call *c, const struct fleet_miner *u, uint64_t given)
{
	struct miner_request w = { 0 };
	struct hold_request hold;
	struct miner m;

	if (!miner_get(c->turn->db, c->arena, u->mac, &m))
		return NULL;
	hold = (struct hold_request){ m.hold_reason, m.hold_until_at };
	w = (struct miner_request){ given, m.name, m.location, m.circuit,
	    m.managed,
	    m.sealed_unlock.p ? "***" : NULL, m.hold_reason ? &hold : NULL };
	return told(c->arena, &w, given);
}

static void
set_unlock(struct order_call *c, struct fleet_miner *u, const char *pass)
{
	snprintf(u->unlock, sizeof u->unlock, "%s", pass ? pass : "");
	miner_set_unlock(c->turn->db, u->row, pass ? secret_seal(c->arena,
	    c->rooms->polls->secret, u->mac, "sealed_unlock", pass) :
	    (struct blob){ NULL, 0 });
	discover_again(c->rooms->polls, u);
}

static void
set_circuit(struct fleet_miner *u, const char *circuit)
{
	snprintf(u->control.circuit, sizeof u->control.circuit, "%s",
	    circuit ? circuit : "");
	u->control.circuit_age = NONE;
}

static void
set_request(struct order_call *c, struct fleet_miner *u,
    const struct miner_request *w, uint64_t given)
{
	miner_set_request(c->turn->db, u->row, w, given, c->turn->wall_ms);
	if ((given & GIVEN_MANAGED) && w->managed != NONE)
		u->managed = w->managed == 1;
	if (given & GIVEN_HOLD) {
		u->control.held = w->hold != NULL;
		u->control.held_at = c->turn->wall_ms;
	}
	if (given & GIVEN_CIRCUIT)
		set_circuit(u, w->circuit);
	if (given & GIVEN_UNLOCK)
		set_unlock(c, u, w->unlock_pass);
	c->turn->fleet->miners_changed = true;
}

/* A name that no circuit has would take the miner out of every limit. */
static bool
known_circuit(struct order_call *c, const struct miner_request *w,
    uint64_t given, const char *where)
{
	struct circuit circuit;

	if (!(given & GIVEN_CIRCUIT) || !w->circuit ||
	    circuit_get(c->turn->db, c->arena, w->circuit, &circuit))
		return true;
	order_refuse(c, 422, "no circuit has this name", where);
	return false;
}

void
serve_miner_patch(struct order_call *c)
{
	struct miner_request *w = c->body;

	if (!known_circuit(c, w, c->given, "/circuit"))
		return;
	c->old = was(c, c->miner, c->given);
	c->new = told(c->arena, w, c->given);
	set_request(c, c->miner, w, c->given);
}

/* ---- Many at once ------------------------------------------------------- */

static bool
fits_text(const char *wanted, const char *has)
{
	return !wanted || (has && !strcmp(wanted, has));
}

bool
miner_fits(struct order_call *c, const struct miners_filter *f,
    const struct fleet_miner *u)
{
	struct miner m;

	if (u->retired || (f->online != NONE && f->online != u->online) ||
	    (f->managed != NONE && f->managed != u->managed) ||
	    !fits_text(f->model, u->model) ||
	    !fits_text(f->circuit, *u->control.circuit ?
	    u->control.circuit : NULL))
		return false;
	return !f->location || (miner_get(c->turn->db, c->arena, u->mac,
	    &m) && fits_text(f->location, m.location));
}

void
order_result(struct json *j, const char *mac, int status, const char *why)
{
	json_open(j, '{');
	json_pair(j, "id", mac);
	json_pair_int(j, "status", status);
	json_pair(j, "detail", why);
	json_close(j, '}');
}

static void
set_named(struct order_call *c, const struct miners_request *w,
    struct json *j)
{
	const struct miner_request *set = w->set;
	const struct word *macs = w->macs.v;

	for (size_t i = 0; i < w->macs.n; i++) {
		char mac[18];
		struct fleet_miner *u = NULL;

		if (text_mac(mac, macs[i].text))
			u = fleet_by_mac(c->turn->fleet, mac);
		if (u) {
			set_request(c, u, set, set->given);
			order_result(j, u->mac, 200, NULL);
		} else
			order_result(j, macs[i].text, 404,
			    "no miner has this MAC");
	}
}

static void
set_fitting(struct order_call *c, const struct miners_request *w,
    struct json *j)
{
	const struct miner_request *set = w->set;
	struct fleet *f = c->turn->fleet;

	for (size_t i = 0; i < f->n; i++)
		if (miner_fits(c, w->filter, f->miners[i])) {
			set_request(c, f->miners[i], set, set->given);
			order_result(j, f->miners[i]->mac, 200, NULL);
		}
}

void
serve_miners_patch(struct order_call *c)
{
	const struct miners_request *w = c->body;
	const struct miner_request *set = w->set;
	struct json j;

	if (!w->filter == !(c->given & 1)) {
		order_refuse(c, 400, "say either macs or filter", "/macs");
		return;
	}
	if (!known_circuit(c, set, set->given, "/set/circuit"))
		return;
	json_init(&j, c->arena);
	json_open(&j, '[');
	if (w->filter)
		set_fitting(c, w, &j);
	else
		set_named(c, w, &j);
	json_close(&j, ']');
	c->answer.body = json_done(&j);
	c->new = told(c->arena, set, set->given);
}

/* ---- Its life ----------------------------------------------------------- */

void
serve_miner_retire(struct order_call *c)
{
	struct fleet_miner *u = c->miner;

	retire_key(c->turn, c->rooms->polls, u);
	miner_retire(c->turn->db, u->row, c->turn->wall_ms);
	tell(c->turn, "retired", u, "taken out of service");
	fleet_retire(c->turn->fleet, u);
	gate_follow(c->turn->db, &c->rooms->control->limits);
	c->turn->fleet->miners_changed = c->turn->fleet->models_changed = true;
	c->answer.status = 204;
}

void
serve_miner_rescan(struct order_call *c)
{
	discover_again(c->rooms->polls, c->miner);
	c->answer.status = 202;
}

void
serve_miner_replace(struct order_call *c)
{
	struct miner_replacement *r = c->body;
	struct fleet_miner *by = NULL;
	char mac[18];

	if (text_mac(mac, r->by))
		by = fleet_by_mac(c->turn->fleet, mac);
	if (!by || by == c->miner) {
		order_refuse(c, 422, "the new machine must be another miner "
		    "that was seen", "/by");
		return;
	}
	retire_key(c->turn, c->rooms->polls, c->miner);
	miner_replace(c->turn->db, c->miner->row, by->row, c->turn->wall_ms);
	by->managed = c->miner->managed;
	set_circuit(by, c->miner->control.circuit);
	tell(c->turn, "replaced", by, arena_printf(c->arena,
	    "takes the place of %s", c->miner->mac));
	fleet_retire(c->turn->fleet, c->miner);
	gate_follow(c->turn->db, &c->rooms->control->limits);
	c->turn->fleet->miners_changed = c->turn->fleet->models_changed = true;
}
