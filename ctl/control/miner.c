/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <sysexits.h>

#include "ctl/control/control.h"
#include "hive/base/text.h"
#include "hive/miner/miner.h"

static const char *
state_of(struct ctl *c, const struct miner *m, const struct latest *l)
{
	if (m->conflict)
		return "CONFLICT";
	return ctl_text(c, m->online && !l ?
	    miner_state_words[MINER_STATE_UNKNOWN] : miner_shown_state(m));
}

static const char *
managed_of(const struct miner *m)
{
	return m->hold_reason ? "held" : m->managed ? "yes" : "no";
}

static void
add_miner(struct table *t, struct ctl *c, const struct miner *m)
{
	const struct latest *l = m->latest_status;

	TABLE_ADD(t, ctl_text(c, m->mac), ctl_text(c, m->name),
	    ctl_text(c, m->last_ip), ctl_text(c, m->model),
	    state_of(c, m, l), l ? ctl_text(c, l->preset) : "-",
	    l ? ctl_int(c, l->power_w) : "-",
	    l ? ctl_real(c, l->hashrate_ths) : "-",
	    l ? ctl_int(c, l->chip_max_c) : "-", managed_of(m),
	    ctl_time(c, m->last_seen_at));
}

int
miner_list_run(struct ctl *c)
{
	int status = ctl_db(c);
	struct miner_parts parts = MINER_PARTS;
	struct listing l;
	struct query *q;
	struct miner m;

	if (status)
		return status;
	LISTING(&l, c, miner_fields, "MAC", "NAME", "ADDRESS", "MODEL",
	    "STATE", "PRESET", "W", "TH/S", "CHIP C", "MANAGED", "LAST SEEN");
	q = miner_list(c->db, "");
	while (miner_next(c->db, q, &m, &parts))
		if (listing_row(&l, &m))
			add_miner(&l.table, c, &m);
	return listing_end(&l);
}

static void
line(const char *what, const char *value)
{
	printf("%-18s %s\n", what, value);
}

static void
show_parts(struct ctl *c, const struct latest *l)
{
	const struct fan *fans = l->fans.v;
	const struct chain *chains = l->chains.v;

	for (size_t i = 0; i < l->fans.n; i++)
		line("fan", arena_printf(&c->arena, "%s: %s rpm, %s",
		    ctl_int(c, fans[i].id), ctl_int(c, fans[i].rpm),
		    ctl_text(c, fans[i].status)));
	for (size_t i = 0; i < l->chains.n; i++)
		line("chain", arena_printf(&c->arena, "%s: %s, %s TH/s, "
		    "%s W, chips to %s C", ctl_int(c, chains[i].id),
		    ctl_text(c, chains[i].state),
		    ctl_real(c, chains[i].hashrate_ths),
		    ctl_int(c, chains[i].power_w),
		    ctl_int(c, chains[i].chip_max_c)));
}

static void
show_miner(struct ctl *c, const struct miner *m)
{
	const struct latest *l = m->latest_status;

	line("mac", ctl_text(c, m->mac));
	line("name", ctl_text(c, m->name));
	line("location", ctl_text(c, m->location));
	line("circuit", ctl_text(c, m->circuit));
	line("address", ctl_text(c, m->last_ip));
	line("model", ctl_text(c, m->model));
	line("firmware", ctl_text(c, m->firmware));
	line("version", ctl_text(c, m->firmware_version));
	line("serial", ctl_text(c, m->serial));
	line("state", state_of(c, m, l));
	if (!m->online)
		line("offline because", ctl_text(c, m->offline_reason));
	line("managed", m->managed ? "yes" : "no");
	if (m->hold_reason) {
		line("held because", ctl_text(c, m->hold_reason));
		line("held until", ctl_time(c, m->hold_until_at));
	}
	line("trouble with keys", ctl_text(c, m->key_trouble));
	line("first seen", ctl_time(c, m->first_seen_at));
	line("last seen", ctl_time(c, m->last_seen_at));
	if (!l)
		return;
	line("preset", ctl_text(c, l->preset));
	line("power, W", ctl_int(c, l->power_w));
	line("hashrate, TH/s", ctl_real(c, l->hashrate_ths));
	line("efficiency, J/TH", ctl_real(c, l->efficiency_jth));
	line("hottest chip, C", ctl_int(c, l->chip_max_c));
	show_parts(c, l);
	line("pools", ctl_text(c, l->pools));
}

int
miner_show_run(struct ctl *c)
{
	const char *mac = ctl_mac(c, 0);
	int status = ctl_db(c);
	struct miner m;
	struct json j;

	if (status)
		return status;
	if (!miner_show(c->db, &c->arena, mac, &m))
		return ctl_fail(EX_NOINPUT, "no miner %s", mac);
	if (!ctl_value(c, "json")) {
		show_miner(c, &m);
		return 0;
	}
	json_init(&j, &c->arena);
	json_record(&j, miner_fields, &m);
	ctl_pretty(stdout, json_done(&j));
	return 0;
}
