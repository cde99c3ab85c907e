/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/core/round.h"
#include "worker/core/turn.h"
#include "worker/poll/pass.h"
#include "worker/poll/poll.h"

#define SPREAD_MS	5	/* per miner, as long as it fits */
#define KEEP_ROOM	16	/* connections for discovery and orders */
#define SILENT_ROOM	64

void
pass_start(struct pass *p)
{
	*p = (struct pass){ .next = 0 };
}

/* How many may have been asked by now. */
static int64_t
due(const struct turn *t, const struct round *r)
{
	int64_t n = (int64_t)t->fleet->n;
	int64_t spread_ms = n * SPREAD_MS;
	int64_t max_ms = r->interval_ms(t->site) * 2 / 5;

	if (spread_ms > max_ms)
		spread_ms = max_ms;
	return spread_ms ? n * (t->now_ms - r->at_ms) / spread_ms + 1 : n;
}

static bool
turn_of(const struct pass *p, const struct fleet_miner *u)
{
	return u->online && !u->retired && (u->misses > 0) == p->silent;
}

bool
pass_step(struct pass *p, const struct turn *t, struct poll_room *room,
    struct round *r,
    bool (*ask)(const struct turn *, struct poll_room *, struct round *,
    struct fleet_miner *))
{
	int64_t max = due(t, r);
	int keep = p->silent ? SILENT_ROOM : KEEP_ROOM;

	if (t->fleet->n == 0)	/* nobody to ask: it ends at once */
		return true;

	while (p->asked < max && http_room(room->http) > keep) {
		struct fleet_miner *u;

		if (p->next == t->fleet->n && p->silent)
			break;
		if (p->next == t->fleet->n) {
			p->silent = true;
			p->next = 0;
			keep = SILENT_ROOM;
			continue;
		}
		u = t->fleet->miners[p->next++];
		if (turn_of(p, u) && ask(t, room, r, u)) {
			p->asked++;
			p->open++;
			r->asked++;
		}
	}
	return p->silent && p->next == t->fleet->n && p->open == 0;
}

void
pass_left(struct pass *p)
{
	p->open--;
}
