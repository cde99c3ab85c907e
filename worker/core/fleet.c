/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/log.h"
#include "worker/core/fleet.h"

/*
 * The fleet in memory: an array in the order in which miners were met, and two
 * hash tables, by MAC and by address.  A fleet miner is never freed, so that
 * callbacks and changes may keep pointers to it; a retired one only leaves the
 * tables.
 *
 * After a failed transaction memory may know more than the database.
 * fleet_follow() makes it follow the rows again, and forgets row numbers that
 * were never committed, since another miner may soon get them.
 */

#define ARENA_MAX (256u << 20)

/* uthash's own tables live in the fleet's arena as well, which is `tables'
 * where a miner is added to one; what it gives back when a table grows is small
 * against the miners. */
#undef uthash_malloc
#undef uthash_free
#define uthash_malloc(size) arena_take(tables, (size))
#define uthash_free(p, size) ((void)(p))
#undef uthash_fatal
#define uthash_fatal(why) log_die("fleet: %s", (why))

void
fleet_init(struct fleet *f)
{
	*f = (struct fleet){ .n = 0 };
	arena_init(&f->arena, ARENA_MAX);
}

void
fleet_free(struct fleet *f)
{
	arena_free(&f->arena);
	fleet_init(f);
}

struct fleet_miner *
fleet_met(struct fleet *f, const char *mac)
{
	struct fleet_miner *u;

	HASH_FIND(by_mac, f->macs, mac, strlen(mac), u);
	return u;
}

struct fleet_miner *
fleet_by_mac(struct fleet *f, const char *mac)
{
	struct fleet_miner *u = fleet_met(f, mac);

	return u && !u->retired ? u : NULL;
}

struct fleet_miner *
fleet_by_ip(struct fleet *f, const char *ip)
{
	struct fleet_miner *u;

	HASH_FIND(by_ip, f->ips, ip, strlen(ip), u);
	return u;
}

struct fleet_miner *
fleet_add(struct fleet *f, const char *mac)
{
	struct fleet_miner *u = ARENA_NEW(&f->arena, struct fleet_miner);
	struct arena *tables = &f->arena;

	if (f->n == f->room) {
		size_t room = f->room ? 2 * f->room : 256;
		struct fleet_miner **miners = ARENA_MANY(&f->arena,
		    struct fleet_miner *, room);

		if (f->n)
			memcpy(miners, f->miners, f->n * sizeof *miners);
		f->miners = miners;
		f->room = room;
	}
	f->miners[f->n++] = u;
	u->row = u->catalogue_at = u->catalogue = u->clock_ms = NONE;
	u->ths_per_miner = 1e-3;
	control_begin(u);
	snprintf(u->mac, sizeof u->mac, "%s", mac);
	HASH_ADD(by_mac, f->macs, mac, strlen(u->mac), u);
	return u;
}

struct fleet_rows
fleet_rows(struct fleet *f, struct arena *a)
{
	struct fleet_rows rows = { .n = 1 };

	for (size_t i = 0; i < f->n; i++)
		if (f->miners[i]->row >= (int64_t)rows.n)
			rows.n = (size_t)f->miners[i]->row + 1;
	rows.miner = ARENA_MANY(a, struct fleet_miner *, rows.n);
	for (size_t i = 0; i < f->n; i++)
		if (f->miners[i]->row > 0 && !f->miners[i]->retired)
			rows.miner[f->miners[i]->row] = f->miners[i];
	return rows;
}

struct fleet_miner *
fleet_row(const struct fleet_rows *rows, int64_t row)
{
	return (size_t)row < rows->n ? rows->miner[row] : NULL;
}

struct fleet_miner *
fleet_next_told(const struct fleet_rows *rows, struct db *db, struct query *q,
    struct command *c)
{
	struct fleet_miner *u = NULL;

	while (!u && command_next(db, q, c))
		u = fleet_row(rows, c->row);
	return u;
}

static void
leave_address(struct fleet *f, struct fleet_miner *u)
{
	if (!*u->ip)
		return;
	/* Who has an address is in the table.
	 * NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
	HASH_DELETE(by_ip, f->ips, u);
	*u->ip = '\0';
}

void
fleet_move(struct fleet *f, struct fleet_miner *u, const char *ip)
{
	struct fleet_miner *before = fleet_by_ip(f, ip);
	struct arena *tables = &f->arena;

	if (before == u)
		return;
	if (before)
		leave_address(f, before);
	leave_address(f, u);
	snprintf(u->ip, sizeof u->ip, "%s", ip);
	HASH_ADD(by_ip, f->ips, ip, strlen(u->ip), u);
}

void
fleet_retire(struct fleet *f, struct fleet_miner *u)
{
	leave_address(f, u);
	HASH_DELETE(by_mac, f->macs, u);
	u->retired = true;
	u->online = u->managed = false;
}

static void
open_secrets(struct arena *a, const struct secret_key *secret,
    const struct miner *m, struct fleet_miner *u)
{
	const char *key = m->sealed_key.p ? secret_open(a, secret, m->mac,
	    "sealed_key", m->sealed_key) : NULL;
	const char *unlock = m->sealed_unlock.p ? secret_open(a, secret,
	    m->mac, "sealed_unlock", m->sealed_unlock) : NULL;

	if (m->sealed_key.p && !key)
		log_warn("cannot open the miner's key mac=%s", m->mac);
	snprintf(u->key, sizeof u->key, "%s", key ? key : "");
	snprintf(u->unlock, sizeof u->unlock, "%s", unlock ? unlock : "");
}

/* What the miner's row decides, whatever the worker believed. */
static void
follow(struct arena *a, const struct secret_key *secret,
    const struct miner *m, struct fleet_miner *u)
{
	u->row = m->row;
	u->managed = m->managed;
	u->conflict = m->conflict;
	u->online = m->online;
	u->catalogue_at = m->catalogue_at;
	u->catalogue = m->catalogue;
	u->control.held = m->hold_reason != NULL;
	u->control.held_at = m->hold_since_at;
	snprintf(u->control.circuit, sizeof u->control.circuit, "%s",
	    m->circuit ? m->circuit : "");
	open_secrets(a, secret, m, u);
}

/* A row for which there is no fleet miner yet. */
static struct fleet_miner *
load(struct fleet *f, const struct miner *m, int64_t now_ms)
{
	struct fleet_miner *u = fleet_add(f, m->mac);

	u->firmware = firmware_by_name(m->firmware);
	u->answered_ms = now_ms;
	snprintf(u->model, sizeof u->model, "%s", m->model ? m->model : "");
	snprintf(u->version, sizeof u->version, "%s",
	    m->firmware_version ? m->firmware_version : "");
	if (m->last_ip)
		fleet_move(f, u, m->last_ip);
	return u;
}

void
fleet_load(struct fleet *f, struct db *db, const struct secret_key *secret,
    int64_t now_ms)
{
	struct query *q = miner_list(db, "");
	struct miner_parts parts = MINER_PARTS;
	struct arena a;
	struct miner m;

	arena_init(&a, 1 << 20);
	while (miner_next(db, q, &m, &parts)) {
		struct fleet_miner *u = fleet_met(f, m.mac);

		follow(&a, secret, &m, u ? u : load(f, &m, now_ms));
		arena_reset(&a);
	}
	arena_free(&a);
}

void
fleet_follow(struct fleet *f, struct db *db, const struct secret_key *secret,
    int64_t now_ms)
{
	/* A row that was never committed may soon be another miner's. */
	for (size_t i = 0; i < f->n; i++) {
		struct fleet_miner *u = f->miners[i];

		u->row = u->catalogue_at = NONE;
		u->online = false;
		*u->key = *u->unlock = '\0';
	}
	fleet_load(f, db, secret, now_ms);
}

void
fleet_holds(struct fleet *f, struct db *db)
{
	struct query *q = miner_list(db, "");
	struct miner_parts parts = MINER_PARTS;
	struct miner m;

	while (miner_next(db, q, &m, &parts)) {
		struct fleet_miner *u = fleet_by_mac(f, m.mac);

		if (!u)
			continue;
		u->control.held = m.hold_reason != NULL;
		u->control.held_at = m.hold_since_at;
	}
}
