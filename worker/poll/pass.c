/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/poll/pass.h"

#define SPREAD_MS	5	/* per unit, as long as it fits */
#define KEEP_ROOM	16	/* connections for discovery and orders */
#define SILENT_ROOM	64

void
pass_start(struct pass *p, struct work *w, struct round *r)
{
	(void)w;
	(void)r;
	*p = (struct pass){ .next = 0 };
}

/* How many may have been asked by now. */
static int64_t
due(const struct work *w, const struct round *r)
{
	int64_t n = (int64_t)w->fleet.n;
	int64_t spread_ms = n * SPREAD_MS;
	int64_t most_ms = r->interval_ms(&w->site) * 2 / 5;

	if (spread_ms > most_ms)
		spread_ms = most_ms;
	return spread_ms ? n * (w->now_ms - r->at_ms) / spread_ms + 1 : n;
}

static bool
turn_of(const struct pass *p, const struct unit *u)
{
	return u->online && !u->retired && (u->misses > 0) == p->silent;
}

bool
pass_step(struct pass *p, struct work *w, struct round *r,
    bool (*ask)(struct work *, struct round *, struct unit *))
{
	int64_t most = due(w, r);
	int keep = p->silent ? SILENT_ROOM : KEEP_ROOM;

	if (w->fleet.n == 0)	/* nobody to ask: it ends at once */
		return true;

	while (p->asked < most && http_room(w->http) > keep) {
		struct unit *u;

		if (p->next == w->fleet.n && p->silent)
			break;
		if (p->next == w->fleet.n) {
			p->silent = true;
			p->next = 0;
			keep = SILENT_ROOM;
			continue;
		}
		u = w->fleet.units[p->next++];
		if (turn_of(p, u) && ask(w, r, u)) {
			p->asked++;
			p->open++;
			r->asked++;
		}
	}
	return p->silent && p->next == w->fleet.n && p->open == 0;
}

void
pass_left(struct pass *p)
{
	p->open--;
}
