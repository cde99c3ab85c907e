/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/text.h"
#include "worker/system/scan_queue.h"

#define WAITING_MAX	65536
#define RESTING_SLOTS	131072	/* a power of two; twice the most */
#define RESTING_MAX	65536

struct scan_queue {
	uint32_t	waiting[WAITING_MAX];
	uint32_t	first, count;
	/* A hash table that is only added to until it is emptied as a
	 * whole. */
	struct resting {
		uint32_t	ip;
		bool		waits;
		int64_t		until_ms;
	} resting[RESTING_SLOTS];
	uint32_t	resting_count;
};

struct scan_queue *
scan_queue_new(struct arena *a)
{
	return ARENA_NEW(a, struct scan_queue);
}

static struct resting *
place_of(struct scan_queue *q, uint32_t ip)
{
	uint32_t at = ip * 2654435761u % RESTING_SLOTS;

	while (q->resting[at].ip && q->resting[at].ip != ip)
		at = (at + 1) % RESTING_SLOTS;
	return &q->resting[at];
}

static struct resting *
entry_of(struct scan_queue *q, uint32_t ip)
{
	struct resting *s = place_of(q, ip);

	if (!s->ip) {
		if (q->resting_count == RESTING_MAX)
			found_wake_all(q);
		s = place_of(q, ip);
		q->resting_count++;
		s->ip = ip;
	}
	return s;
}

void
found_wake_all(struct scan_queue *q)
{
	memset(q->resting, 0, sizeof q->resting);
	q->resting_count = 0;
	for (uint32_t i = 0; i < q->count; i++)
		entry_of(q, q->waiting[(q->first + i) %
		    WAITING_MAX])->waits = true;
}

void
found_put(struct scan_queue *q, uint32_t ip)
{
	struct resting *s;

	if (q->count == WAITING_MAX || ip == 0)
		return;
	s = entry_of(q, ip);
	if (s->waits)
		return;
	s->waits = true;
	q->waiting[(q->first + q->count++) % WAITING_MAX] = ip;
}

bool
found_take(struct scan_queue *q, uint32_t *ip)
{
	if (q->count == 0)
		return false;
	*ip = q->waiting[q->first];
	q->first = (q->first + 1) % WAITING_MAX;
	q->count--;
	entry_of(q, *ip)->waits = false;
	return true;
}

bool
found_empty(const struct scan_queue *q)
{
	return q->count == 0;
}

void
found_rest(struct scan_queue *q, const char *ip, int64_t until_ms)
{
	uint32_t n;

	if (text_ipv4(ip, &n))
		entry_of(q, n)->until_ms = until_ms;
}

bool
found_rests(struct scan_queue *q, uint32_t ip, int64_t now_ms)
{
	struct resting *s = place_of(q, ip);

	return s->ip && s->until_ms > now_ms;
}
