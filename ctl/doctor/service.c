/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "ctl/doctor/doctor.h"
#include "hive/alert/alert.h"
#include "hive/miner/miner.h"
#include "hive/miner/model.h"
#include "hive/plant/plant.h"
#include "hive/service/health.h"

/* The checks of the first run, in the order in which they come right. */

#define BEAT_MAX_S	30
#define ROUNDS_MISSED	3
#define CLOCKS_MS	30000
#define CLOCK_DOUBT_MS	2000
#define CLOCK_BROKEN_MS	30000

static enum finding
no_database(struct patient *p)
{
	return found(p, FOUND_NOTHING, "the database cannot be read");
}

static enum finding
look_worker(struct patient *p)
{
	bool running = ctl_locked(p->ctl);
	struct worker_state w;
	int64_t age_s;

	if (!running)
		return found(p, FOUND_BROKEN, "powerhived is not running; "
		    "systemctl start powerhived");
	if (p->no_db)
		return found(p, FOUND_DOUBT, "running, but its database "
		    "cannot be read");
	if (!worker_state_get(p->ctl->db, &p->ctl->arena, &w))
		return found(p, FOUND_DOUBT, "just started");
	age_s = (p->now - w.seen_at) / 1000;
	return found(p, age_s > BEAT_MAX_S ? FOUND_BROKEN : FOUND_WELL,
	    "version %s, seen %lld s ago", w.version, (long long)age_s);
}

static bool
find_round(struct patient *p, const char *name, struct round_state *r)
{
	struct query *q = round_list(p->ctl->db);
	bool here = false;

	while (!here && db_row(p->ctl->db, q, round_state_fields, r))
		here = !strcmp(r->name, name);
	if (here)
		record_keep(&p->ctl->arena, round_state_fields, r);
	db_end(p->ctl->db, q);
	return here;
}

/* Whether it answers at all; what it says is the next check. */
static enum finding
look_plant(struct patient *p)
{
	struct round_state r;
	int64_t age_s;

	if (!p->ctl->site.plant)
		return found(p, FOUND_DOUBT, "the configuration has no plant: "
		    "nothing is balanced");
	if (p->no_db)
		return no_database(p);
	if (!find_round(p, "plant", &r) || r.ok_at == NONE)
		return found(p, FOUND_NOTHING, "was not asked yet");
	age_s = (p->now - r.ok_at) / 1000;
	if (age_s > ROUNDS_MISSED * r.interval_s)
		return found(p, FOUND_BROKEN, "was asked last %lld s ago",
		    (long long)age_s);
	if (r.kept == 0)
		return found(p, FOUND_BROKEN, "gave no good answer %lld s ago "
		    "at %s; see the log, and try curl", (long long)age_s,
		    p->ctl->site.plant->api_endpoint);
	return found(p, FOUND_WELL, "answered %lld s ago", (long long)age_s);
}

/* The gate's verdict on the newest reading, and how old the last good is. */
static enum finding
look_plant_data(struct patient *p)
{
	struct ctl *c = p->ctl;
	struct plant_reading newest, good;
	int64_t age_s, ahead_ms;

	if (!c->site.plant)
		return found(p, FOUND_NOTHING, "no plant");
	if (p->no_db)
		return no_database(p);
	if (!plant_latest(c->db, &c->arena, false, &newest))
		return found(p, FOUND_NOTHING, "no reading yet");
	if (!plant_latest(c->db, &c->arena, true, &good))
		return found(p, FOUND_BROKEN, "none was accepted; the newest "
		    "is %s: %s", plant_state_words[newest.state],
		    newest.reason);
	age_s = (p->now - good.source_at) / 1000;
	ahead_ms = good.source_at - good.recorded_at;
	if (p->now - good.source_at > plant_stretch_ms(&c->site,
	    PLANT_STALE_MS))
		return found(p, FOUND_BROKEN, "the last good ones are %lld s "
		    "old%s%s", (long long)age_s, newest.reason ? "; the "
		    "newest: " : "", newest.reason ? newest.reason : "");
	if (newest.reason)
		return found(p, FOUND_DOUBT, "the newest are %s: %s; the last "
		    "good ones are %lld s old",
		    plant_state_words[newest.state], newest.reason,
		    (long long)age_s);
	if (ahead_ms > CLOCK_DOUBT_MS)
		return found(p, FOUND_DOUBT, "they come %lld s from the "
		    "future: its clock or ours is wrong",
		    (long long)ahead_ms / 1000);
	return found(p, FOUND_WELL, "accepted, %lld s old, %s kW generated",
	    (long long)age_s, ctl_real(c, (double)good.generation_w / 1000));
}

static enum finding
look_subnets(struct patient *p)
{
	struct miner_sums sums;
	struct worker_state w;

	if (p->ctl->site.subnets.n == 0)
		return found(p, FOUND_BROKEN, "none; write network.subnets "
		    "into the configuration");
	if (p->no_db)
		return no_database(p);
	if (!worker_state_get(p->ctl->db, &p->ctl->arena, &w))
		return found(p, FOUND_NOTHING, "no scan yet");
	miner_sum(p->ctl->db, &sums);
	return found(p, sums.total > 0 ? FOUND_WELL : FOUND_DOUBT,
	    "%lld of %lld addresses asked in this sweep, %lld miners known, "
	    "%lld online%s", (long long)w.scan_done,
	    (long long)w.scan_addresses, (long long)sums.total,
	    (long long)sums.online, sums.total > 0 ? "" :
	    "; try powerhivectl scan --probe with a miner's address");
}

static enum finding
look_models(struct patient *p)
{
	const struct model *models;
	size_t limited = 0;
	struct list l;

	if (p->no_db)
		return no_database(p);
	l = model_list(p->ctl->db, &p->ctl->arena);
	models = l.v;
	for (size_t i = 0; i < l.n; i++)
		limited += models[i].max_preset != NULL;
	return found(p, l.n > 0 && limited == l.n ? FOUND_WELL : FOUND_DOUBT,
	    "%zu of %zu have a maximum preset%s", limited, l.n,
	    limited == l.n ? "" : "; the others are not raised until you "
	    "set one");
}

static enum finding
look_managed(struct patient *p)
{
	struct miner_sums sums;

	if (p->no_db)
		return no_database(p);
	miner_sum(p->ctl->db, &sums);
	return found(p, sums.managed > 0 ? FOUND_WELL : FOUND_DOUBT,
	    "%lld of %lld miners%s", (long long)sums.managed,
	    (long long)sums.total, sums.managed > 0 ? "" : "; hand some "
	    "over: powerhivectl miner set MAC managed=true");
}

/* ---- Clocks, as the worker sees them in what others say ---- */

struct clocks {
	int64_t		 plant_offset_ms;
	int64_t		 miners, miners_off;	/* asked; over a minute off */
	int64_t		 worst_offset_ms;
	const char	*worst_miner;
};

static const struct field clocks_fields[] = {
	FIELD(struct clocks, plant_offset_ms),
	FIELD(struct clocks, miners),
	FIELD(struct clocks, miners_off),
	FIELD(struct clocks, worst_offset_ms),
	FIELD(struct clocks, worst_miner),
	FIELDS_END
};

static enum finding
look_clocks(struct patient *p)
{
	struct ctl *c = p->ctl;
	struct order order = { .order = "clocks", .who = "local:0",
	    .door = "local", .scope = "admin" };
	struct answer answer;
	struct clocks k;
	int64_t plant;

	if (!p->deep)
		return found(p, FOUND_NOTHING, "compared by doctor --deep");
	order_send(&c->arena, site_ctl_socket(&c->arena, &c->site), &order,
	    CLOCKS_MS, &answer);
	if (answer.status != 200 || !answer.body || json_read(&c->arena,
	    answer.body, strlen(answer.body), clocks_fields, &k))
		return found(p, FOUND_NOTHING, "the worker does not know "
		    "those of the miners and the plant");
	plant = k.plant_offset_ms == NONE ? 0 : llabs(k.plant_offset_ms);
	return found(p, plant > CLOCK_BROKEN_MS ? FOUND_BROKEN :
	    plant > CLOCK_DOUBT_MS || k.miners_off > 0 ? FOUND_DOUBT :
	    FOUND_WELL, "plant %s ms from ours; %s of %s miners are more "
	    "than a minute off, worst %s by %s ms",
	    ctl_int(c, k.plant_offset_ms), ctl_int(c, k.miners_off),
	    ctl_int(c, k.miners), k.worst_miner ? k.worst_miner : "-",
	    ctl_int(c, k.worst_offset_ms));
}

#define MESSAGES_LATE_MS 600000

static enum finding
look_alerts(struct patient *p)
{
	const struct site *s = &p->ctl->site;
	int64_t waits;

	if (!s->webhook_url && !s->email_to.n)
		return found(p, FOUND_DOUBT, "neither webhook nor mail is "
		    "configured: alerts are only shown");
	if (p->no_db)
		return no_database(p);
	waits = message_oldest(p->ctl->db);
	if (waits != NONE && p->now - waits > MESSAGES_LATE_MS)
		return found(p, FOUND_BROKEN, "messages wait since %s; try "
		    "powerhivectl alert test", ctl_time(p->ctl, waits));
	return found(p, FOUND_WELL, "sent by%s%s%s",
	    s->webhook_url ? " webhook" : "",
	    s->webhook_url && s->email_to.n ? " and" : "",
	    s->email_to.n ? " mail" : "");
}

const struct check service_checks[] = {
	{ "worker", look_worker },
	{ "plant", look_plant },
	{ "plant data", look_plant_data },
	{ "subnets", look_subnets },
	{ "models", look_models },
	{ "managed", look_managed },
	{ "clocks", look_clocks },
	{ "alerts", look_alerts },
	{ NULL, NULL }
};
