/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_PUPPET_H
#define TESTS_LIB_PUPPET_H

#include <stdio.h>
#include <string.h>

#include "tests/fake/http.h"

/*
 * Miners that do nothing of themselves: each answers as the test says at that
 * moment, after so long, and notes what it was asked.  Puppet number N has the
 * address 127.1.0.N.  All is static: a test includes it once.
 */
#define PUPPETS 9

struct puppet {
	/* what it says of itself */
	const char	*state;		/* "mining", ...; NULL: not told */
	const char	*preset;	/* that it runs; NULL: it names none */
	int64_t		 power_w;	/* NONE: it does not tell */
	int64_t		 throttled;	/* to this many per cent; NONE */
	bool		 wants_restart;
	/* how it answers; 0: not at all */
	int		 asked;		/* status of what only asks */
	int		 told;		/* status of what tells */
	bool		 stores;	/* a preset, until mining restarts */
	bool		 garbled;	/* what it says is no JSON */
	int64_t		 after_ms;	/* each answer takes so long */
	/* what was heard: see heard() */
	char		 heard[400];
	long		 connect_ms, timeout_ms; /* patience of the last */
	bool		 last;		/* no more on that connection */
};

static struct puppet puppets[PUPPETS + 1];	/* from 1 */

static inline void
puppets_begin(void)
{
	for (int i = 0; i <= PUPPETS; i++)
		puppets[i] = (struct puppet){ .state = "mining",
		    .preset = "3000", .power_w = 3000, .throttled = NONE,
		    .asked = 200, .told = 200 };
}

/* What it was asked since the last call, in order: "status
 * settings=2000 mining/stop". */
static inline const char *
heard(int number)
{
	static char text[sizeof puppets->heard];

	snprintf(text, sizeof text, "%s", puppets[number].heard);
	*puppets[number].heard = '\0';
	return text;
}

static inline void
puppet_hear(struct puppet *p, const struct http_call *c, const char *path)
{
	size_t n = strlen(p->heard);
	char preset[33];
	int percent;

	p->connect_ms = c->connect_ms;
	p->timeout_ms = c->timeout_ms;
	p->last = c->last;
	n += (size_t)snprintf(p->heard + n, sizeof p->heard - n, "%s%s",
	    n ? " " : "", path);
	if (n >= sizeof p->heard || !c->body)
		return;
	if (sscanf(c->body, "{\"miner\":{\"overclock\":{\"preset\":"
	    "\"%32[^\"]", preset) == 1)
		snprintf(p->heard + n, sizeof p->heard - n, "=%s", preset);
	else if (sscanf(c->body, "{\"percent\":%d", &percent) == 1)
		snprintf(p->heard + n, sizeof p->heard - n, "=%d", percent);
}

static inline const char *
puppet_says(const struct puppet *p, struct arena *a, const char *path)
{
	const char *flag = p->wants_restart ? "true" : "false";

	if (p->garbled)
		return "<html>";
	if (!strcmp(path, "settings"))
		return arena_printf(a, "{\"restart_required\":%s}",
		    p->stores ? "true" : "false");
	if (!strcmp(path, "perf-summary"))
		return p->preset ? arena_printf(a, "{\"current_preset\":"
		    "{\"name\":\"%s\"}}", p->preset) : "{}";
	if (!p->state)
		return "{}";
	if (!strcmp(path, "status"))
		return p->throttled == NONE ? arena_printf(a,
		    "{\"miner_state\":\"%s\",\"restart_required\":%s}",
		    p->state, flag) : arena_printf(a, "{\"miner_state\":"
		    "\"%s\",\"restart_required\":%s,\"throttled\":%d}",
		    p->state, flag, (int)p->throttled);
	if (!strcmp(path, "summary"))
		return arena_printf(a, "{\"miner\":{\"miner_status\":"
		    "{\"miner_state\":\"%s\"},\"power_consumption\":%s}}",
		    p->state, p->power_w == NONE ? "null" : arena_printf(a,
		    "%lld", (long long)p->power_w));
	return "{}";
}

int64_t
fake_answer(struct http_call *c, int64_t now_ms)
{
	struct puppet *p;
	char path[40] = "";
	int number = 0;

	(void)now_ms;
	if (sscanf(c->url, "http://127.1.0.%d:%*d/api/v1/%39s", &number,
	    path) != 2 || number < 1 || number > PUPPETS) {
		c->why = "connection refused";
		return 0;
	}
	p = &puppets[number];
	puppet_hear(p, c, path);
	c->status = c->body ? p->told : p->asked;
	if (c->status == 0) {
		c->why = "connection refused";
		return p->after_ms;
	}
	c->text = arena_copy(&c->arena, puppet_says(p, &c->arena, path));
	c->len = strlen(c->text);
	return p->after_ms;
}

#endif
