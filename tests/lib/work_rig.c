/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/log.h"
#include "hive/base/text.h"
#include "tests/fake/http.h"
#include "tests/lib/work_rig.h"
#include "worker/alert/alert.h"
#include "worker/alert/send.h"
#include "worker/control_loop.h"
#include "worker/ledger/posting.h"
#include "worker/ledger/rating.h"
#include "worker/system/scan.h"
#include "worker/system/scan_queue.h"

#define POLLS_MAX	128
#define OUTSIDE_MAX	8

const char *rig_database = ":memory:";
static struct rig *rig;

int64_t
fake_answer(struct http_call *c, int64_t now_ms)
{
	(void)now_ms;
	if (rig->outside && strstr(c->url, "//" BENCH_OUTSIDE))
		return rig->outside(c);
	return fake_from_farm(rig->farm, c, rig->now_ms);
}

bool
rig_open(uint32_t ip)
{
	return farm_door(rig->farm, ip) == SIM_OPEN;
}

static bool
allowed(void *arg, uint32_t ip)
{
	const struct site_word *subnet =
	    ((const struct site *)arg)->subnets.v;
	uint32_t first, last;

	return site_range(subnet->text, &first, &last) && ip >= first &&
	    ip <= last;
}

static bool
skip(void *arg, uint32_t ip)
{
	struct worker *w = arg;
	char text[16];

	text_ipv4_show(text, ip);
	return found_rests(w->polls.found, ip, w->turn.now_ms) ||
	    fleet_by_ip(&w->fleet, text);
}

static void
found(void *arg, uint32_t ip, bool named)
{
	struct worker *w = arg;

	(void)named;
	found_put(w->polls.found, ip);
}

static void
silent(void *arg, uint32_t ip)
{
	(void)arg;
	(void)ip;
}

/* An hour of uptime, so that no monotonic time is near 0. */
static void
read_clocks(struct rig *b)
{
	b->worker.turn.now_ms = b->now_ms + 3600000;
	b->worker.turn.wall_ms = BENCH_WALL_MS + b->now_ms;
	fake_time(b->worker.turn.now_ms);
}

static void
read_site(struct rig *b, const struct farm_options *o)
{
	const char *plant = o->plant_key ? arena_printf(&b->arena,
	    ",\"plant\":{\"api_endpoint\":\"http://127.0.0.1:80/\","
	    "\"plant_id\":\"%s\",\"api_key\":\"%s\",\"unit\":\"%s\","
	    "\"period_s\":%d,\"nameplate_kw\":%d,"
	    "\"meter_includes_miners\":%s}", o->plant_id, o->plant_key,
	    o->plant_unit_mw ? "MW" : "kW", (int)(o->plant_period_ms / 1000),
	    (int)(farm_nameplate_w(b->farm) / 1000),
	    o->meter_includes_miners ? "true" : "false") : "";
	const char *text = arena_printf(&b->arena, "{\"site\":{\"name\":"
	    "\"bench\",\"timezone\":\"UTC\",\"currency\":\"USD\"},"
	    "\"database\":{\"path\":\"/nowhere/x.db\"},"
	    "\"network\":{\"subnets\":[\"%s\"]}%s}", o->net, plant);
	const char *warnings, *error = site_read(&b->arena, "bench", text,
	    strlen(text), &b->worker.site, &warnings);

	if (error)
		log_die("%s", error);
}

/* All that a worker makes when it starts, but for the database. */
static void
start_worker(struct rig *b)
{
	struct scan_options with = { .skip = skip, .found = found,
	    .silent = silent, .arg = &b->worker };
	struct worker *w = &b->worker;
	const struct site_word *subnet = w->site.subnets.v;
	uint32_t range[1][2];

	worker_wire(w);
	memset(w->secret.bytes, 7, sizeof w->secret.bytes);
	fleet_init(&w->fleet);
	w->polls.found = scan_queue_new(&b->arena);
	w->polls.scan = scan_new(NULL, &with);
	site_range(subnet->text, &range[0][0], &range[0][1]);
	scan_ranges(w->polls.scan, (const uint32_t (*)[2])range, 1);
	w->polls.http = http_new(NULL, POLLS_MAX, allowed, &w->site);
	w->outside = http_new(NULL, OUTSIDE_MAX, NULL, NULL);
	w->control.outside = w->alerts.sender.outside = w->outside;
	read_clocks(b);
	fleet_load(&w->fleet, w->turn.db, &w->secret, w->turn.now_ms);
	steer_open(w, http_new(NULL, 512, allowed, &w->site));
	alert_send_begin(w->turn.now_ms, &w->alerts.sender);
	alerts_follow(&w->turn, &w->alerts);
	prices_open(&w->turn, &w->prices);
	rounds_begin(w->rounds);
}

static void
end_worker(struct worker *w)
{
	http_free(w->polls.http);
	http_free(w->outside);
	steer_close(w);
	poll_close(&w->polls);
	books_close(&w->books);
	prices_close(&w->prices);
	fleet_free(&w->fleet);
}

void
rig_open_farm(struct rig *b, struct farm_options *o)
{
	struct worker *w = &b->worker;
	const char *error;

	memset(b, 0, sizeof *b);
	rig = b;
	arena_init(&b->arena, 1u << 30);
	o->wall_ms = BENCH_WALL_MS;
	if (!(b->farm = farm_new(o, &error)) ||
	    !(w->turn.db = db_create(rig_database, &error)))
		log_die("%s", error);
	read_site(b, o);
	log_level(LOG_FAIL);
	start_worker(b);
}

void
rig_close(struct rig *b)
{
	end_worker(&b->worker);
	db_close(b->worker.turn.db);
	farm_free(b->farm);
	arena_free(&b->arena);
}

/* A round in the middle knows its visits, which a real start would not. */
static bool
between_rounds(const struct worker *w)
{
	for (const struct round *r = w->rounds; r < w->rounds + ROUNDS; r++)
		if (r->running)
			return false;
	return http_room(w->polls.http) == POLLS_MAX &&
	    http_room(w->outside) == OUTSIDE_MAX;
}

void
rig_restart(struct rig *b)
{
	struct worker *w = &b->worker;
	struct db *db = w->turn.db;
	struct site site;

	while (!between_rounds(w))
		rig_run(b, 1);
	site = w->site;
	end_worker(w);
	memset(w, 0, sizeof *w);
	w->turn.db = db;
	w->site = site;
	start_worker(b);
}

void
rig_kill(struct rig *b)
{
	struct worker *w = &b->worker;

	http_free(w->polls.http);
	steer_close(w);
	fleet_free(&w->fleet);
	fleet_init(&w->fleet);
	fleet_load(&w->fleet, w->turn.db, &w->secret, w->turn.now_ms);
	w->polls.http = http_new(NULL, 128, allowed, &w->site);
	steer_open(w, http_new(NULL, 512, allowed, &w->site));
	rounds_begin(w->rounds);
}

static void
turn(struct rig *b)
{
	struct worker *w = &b->worker;

	read_clocks(b);
	farm_advance(b->farm, b->now_ms);
	db_begin(w->turn.db);
	scan_turn(w->polls.scan, w->turn.now_ms);
	http_finish(w->polls.http);
	http_finish(w->outside);
	rounds_turn(w);
	books_turn(&w->turn, &w->books);
	prices_turn(&w->turn, &w->prices);
	alerts_turn(&w->turn, &w->alerts);
	steer_turn(w);
	steer_send(w, db_commit(w->turn.db));
	b->turns++;
}

void
rig_run(struct rig *b, int64_t ms)
{
	const struct worker *w = &b->worker;
	int64_t end = b->now_ms + ms;

	while (b->now_ms < end) {
		int64_t next;

		turn(b);
		next = rounds_next_ms(w);
		if (steer_next_ms(w) < next)
			next = steer_next_ms(w);
		if (fake_next_ms() < next)
			next = fake_next_ms();
		if (alerts_next_ms(&w->site, &w->alerts) < next)
			next = alerts_next_ms(&w->site, &w->alerts);
		next -= 3600000;
		b->now_ms = next > b->now_ms ? next : b->now_ms + 1;
	}
	b->now_ms = end;
	turn(b);
}

struct answer
rig_order(struct rig *b, const char *order, const char *target,
    const char *body)
{
	struct order_call c = { .turn = &b->worker.turn,
	    .rooms = &b->worker.rooms, .arena = &b->arena,
	    .order = { .order = order, .target = target, .body = body,
		.scope = "admin", .who = "user:test", .door = "basic" } };

	db_begin(b->worker.turn.db);
	order_serve(&c);
	stop_committed(&b->worker.turn, &b->worker.emergency,
	    db_commit(b->worker.turn.db));
	return c.answer;
}
