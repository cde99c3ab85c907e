/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_FARM_HELP_H
#define TESTS_LIB_FARM_HELP_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/json/json.h"
#include "tests/lib/tap.h"
#include "tests/sim/farm.h"

/* A farm under test: made from the options, asked by the miner's number. */
struct rig {
	struct farm		*farm;
	struct farm_options	 options;
	struct arena		 arena;
	struct sim_reply	 reply;
	const char		*key, *bearer;	/* sent with each request */
};

/* Calm: every preset tuned, nothing goes wrong by chance. */
static inline void
rig_calm(struct rig *b, int miners)
{
	*b = (struct rig){ .key = NULL };
	farm_defaults(&b->options);
	b->options.miners = miners;
	b->options.tuned_percent = 100;
	b->options.dead_percent = b->options.switcher_percent = 0;
	b->options.ignored_percent = b->options.restart_percent = 0;
	b->options.late_percent = b->options.refused_percent = 0;
	b->options.trip_first_ms = -1;
	b->options.model = "s19";
	b->options.firmware = "1.2.6";
	arena_init(&b->arena, 64 << 20);
}

static inline void
rig_open(struct rig *b)
{
	const char *error;

	b->farm = farm_new(&b->options, &error);
	if (!b->farm) {
		printf("Bail out! %s\n", error);
		exit(1);
	}
}

static inline void
rig_close(struct rig *b)
{
	farm_free(b->farm);
	arena_free(&b->arena);
}

static inline void
rig_wait(struct rig *b, double seconds)
{
	farm_advance(b->farm, farm_now(b->farm) + (int64_t)(seconds * 1000));
}

static inline struct sim_miner
rig_miner(struct rig *b, int number)
{
	struct sim_miner m;

	if (!farm_miner(b->farm, number, &m)) {
		printf("Bail out! no miner %d\n", number);
		exit(1);
	}
	return m;
}

/* The status; the reply lies in b->reply.  Path: what follows /api/v1. */
static inline int
rig_ask(struct rig *b, int number, const char *method, const char *path,
    const char *body)
{
	struct sim_request q = { .method = method, .query = "",
	    .path = arena_printf(&b->arena, "/api/v1%s", path),
	    .api_key = b->key, .authorization = b->bearer,
	    .body = body ? body : "", .len = body ? strlen(body) : 0 };

	farm_ask(b->farm, &b->arena, rig_miner(b, number).ip, &q,
	    &b->reply);
	return b->reply.status;
}

static inline bool
rig_says(const struct rig *b, const char *part)
{
	return strstr(b->reply.body, part) != NULL;
}

/* The number behind a key, its first place in the reply; -1: not there. */
static inline double
rig_number(struct rig *b, const char *key)
{
	const char *at = strstr(b->reply.body,
	    arena_printf(&b->arena, "\"%s\":", key));

	return at ? strtod(at + strlen(key) + 3, NULL) : -1;
}

/* Unlocks the miner and uses the session from now on. */
static inline bool
rig_unlock(struct rig *b, int number)
{
	if (rig_ask(b, number, "POST", "/unlock", "{\"pw\":\"admin\"}") !=
	    200)
		return false;
	b->bearer = arena_printf(&b->arena, "Bearer %.32s",
	    b->reply.body + strlen("{\"token\":\""));
	return true;
}

/* Sets the preset as PowerHive does. */
static inline int
rig_preset(struct rig *b, int number, const char *preset)
{
	return rig_ask(b, number, "POST", "/settings",
	    arena_printf(&b->arena,
	    "{\"miner\":{\"overclock\":{\"preset\":\"%s\"}}}", preset));
}

#endif
