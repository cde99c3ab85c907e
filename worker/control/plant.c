/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/base/log.h"
#include "hive/service/health.h"
#include "worker/control/control.h"
#include "worker/control/plant.h"
#include "worker/core/round.h"
#include "worker/core/turn.h"

/*
 * One poll of the plant at a time.  hive/plant/read.c reads the answer and
 * hive/plant/gate.c judges it; each new reading is kept, a refused one with
 * its reason, and an accepted one is what control goes by.  Its age is what
 * it was late when it came and what has passed since by the monotonic clock,
 * so that no clock that is set makes it younger.
 */

#define TIMEOUT_MS	9000
#define FROZEN_PERIODS	10
#define FROZEN_MIN_MS	600000

int64_t
plant_age_ms(const struct plant *p, int64_t now_ms)
{
	return p->source_at ? now_ms - p->seen_ms + p->late_ms : NEVER;
}

static void
accept(struct plant *p, const struct plant_reading *r, int64_t now_ms,
    int64_t wall_ms)
{
	p->source_at = r->source_at;
	p->generation_w = r->generation_w;
	p->container_w = r->container_w;
	p->seen_ms = now_ms;
	p->late_ms = wall_ms > r->source_at ? wall_ms - r->source_at : 0;
}

void
plant_begin(const struct turn *t, struct plant *plant)
{
	struct plant_reading r;
	struct arena a;

	*plant = (struct plant){ .clock_ms = NONE };
	arena_init(&a, 1 << 20);
	if (t->site->plant && plant_latest(t->db, &a, true, &r)) {
		accept(plant, &r, t->now_ms, t->wall_ms);
		plant->gate.source_at = r.source_at;
	}
	arena_free(&a);
}

/* ---- One poll ----------------------------------------------------------- */

static const char *
url_of(struct arena *a, const struct site_plant *p)
{
	char id[3 * 256 + 1];
	size_t n = 0;

	for (const char *c = p->plant_id; *c && n < sizeof id - 4; c++)
		if (isalnum((unsigned char)*c) || strchr("-._~", *c))
			id[n++] = *c;
		else
			n += (size_t)snprintf(id + n, 4, "%%%02X",
			    (unsigned char)*c);
	id[n] = '\0';
	return arena_printf(a, "%s%cplant_id=%s", p->api_endpoint,
	    strchr(p->api_endpoint, '?') ? '&' : '?', id);
}

static void
note(const struct turn *t, struct plant *p, const struct plant_reading *r,
    bool news)
{
	if (!r->state) {			/* seen before */
		p->clock_doubt = false;
		return;
	}
	p->state = r->state;
	snprintf(p->reason, sizeof p->reason, "%s",
	    r->reason ? r->reason : "");
	p->clock_doubt = r->source_at != NONE &&
	    r->source_at > t->wall_ms + 30000;
	if (!news)
		return;
	plant_add(t->db, r);
	if (r->reason) {
		p->in_a_row = 0;
		counter_add(t->db, "plant_readings_refused", 1);
		log_warn("plant data refused state=%s why=\"%s\"",
		    plant_state_words[r->state], r->reason);
		return;
	}
	accept(p, r, t->now_ms, t->wall_ms);
	p->accepted++;
	p->in_a_row++;
	p->news = true;
	log_info("plant data recorded plant_id=\"%s\" generation_kw=%lld"
	    " container_kw=%lld available_kw=%lld age_ms=%lld",
	    t->site->plant->plant_id, (long long)r->generation_w / 1000,
	    (long long)r->container_w / 1000,
	    (long long)r->available_w / 1000, (long long)p->late_ms);
}

static void
missing(struct db *db, struct plant *plant, struct round *r, const char *why)
{
	r->lost++;
	if (plant->trouble++ == 0 || plant->trouble % 20 == 0)
		log_warn("no plant data polls=%lld why=\"%s\"",
		    (long long)plant->trouble, why);
	counter_add(db, "plant_polls_failed", 1);
}

struct poll {
	const struct turn	*turn;
	struct control_room	*room;
	struct round		*round;
};

static void
took(struct http_call *c, void *arg)
{
	struct poll *poll = arg;
	const struct turn *t = poll->turn;
	struct plant *plant = &poll->room->plant;
	const struct site_plant *site = t->site->plant;
	struct plant_rules rules;
	struct plant_said said;
	struct plant_reading r;
	const char *error = NULL;

	plant->asking = false;
	if (c->status < 200 || c->status > 299)
		error = c->status ? arena_printf(&c->arena, "HTTP %d",
		    c->status) : c->why;
	else if (!site)
		error = "the configuration names no plant any more";
	else
		error = plant_read(&c->arena, c->text, c->len,
		    site->unit == UNIT_KW, &said);
	if (error) {
		missing(t->db, plant, poll->round, error);
		return;
	}
	rules = (struct plant_rules){ .plant_id = site->plant_id,
	    .nameplate_w = site->nameplate_kw * 1000,
	    .stale_ms = plant_stretch_ms(t->site, PLANT_STALE_MS),
	    .frozen_ms = site->period_s * 1000 * FROZEN_PERIODS };
	if (rules.frozen_ms < FROZEN_MIN_MS)
		rules.frozen_ms = FROZEN_MIN_MS;
	plant->trouble = 0;
	poll->round->kept++;
	if (c->date_s > 0)
		plant->clock_ms = c->date_s * 1000 - t->wall_ms;
	note(t, plant, &r, plant_judge(&plant->gate, &rules, &c->arena, &said,
	    t->wall_ms, &r));
}

void
plant_start(const struct turn *t, struct control_room *room, struct round *r)
{
	const struct site_plant *p = t->site->plant;
	struct http_call *c;
	struct poll *poll;

	if (room->plant.asking || http_room(room->outside) == 0)
		return;
	c = http_call(room->outside);
	poll = ARENA_NEW(&c->arena, struct poll);
	*poll = (struct poll){ t, room, r };
	c->url = url_of(&c->arena, p);
	c->header[0] = p->api_key ? arena_printf(&c->arena,
	    "Authorization: Bearer %s", p->api_key) : NULL;
	c->ca_file = p->ca_file;
	c->connect_ms = OUTSIDE_CONNECT_MS;
	c->timeout_ms = TIMEOUT_MS;
	c->last = true;
	room->plant.asking = true;
	r->asked++;
	http_send(room->outside, c, took, poll);
}

bool
plant_step(struct plant *plant)
{
	return !plant->asking;
}
