/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/text.h"
#include "worker/system/scan_queue.h"

#define WAITING_MOST	65536
#define RESTING_SLOTS	131072	/* a power of two; twice the most */
#define RESTING_MOST	65536

static uint32_t waiting[WAITING_MOST];
static uint32_t first, count;

/* A hash table that is only added to until it is emptied as a whole. */
static struct resting {
	uint32_t	ip;
	bool		waits;
	int64_t		until_ms;
} resting[RESTING_SLOTS];
static uint32_t resting_count;

static struct resting *
slot_of(uint32_t ip)
{
	uint32_t at = ip * 2654435761u % RESTING_SLOTS;

	while (resting[at].ip && resting[at].ip != ip)
		at = (at + 1) % RESTING_SLOTS;
	return &resting[at];
}

static struct resting *
entry_of(uint32_t ip)
{
	struct resting *s = slot_of(ip);

	if (!s->ip) {
		if (resting_count == RESTING_MOST)
			found_wake_all();
		s = slot_of(ip);
		resting_count++;
		s->ip = ip;
	}
	return s;
}

void
found_reset(void)
{
	memset(resting, 0, sizeof resting);
	first = count = resting_count = 0;
}

void
found_wake_all(void)
{
	memset(resting, 0, sizeof resting);
	resting_count = 0;
	for (uint32_t i = 0; i < count; i++)
		entry_of(waiting[(first + i) % WAITING_MOST])->waits = true;
}

void
found_put(uint32_t ip)
{
	struct resting *s;

	if (count == WAITING_MOST || ip == 0)
		return;
	s = entry_of(ip);
	if (s->waits)
		return;
	s->waits = true;
	waiting[(first + count++) % WAITING_MOST] = ip;
}

bool
found_take(uint32_t *ip)
{
	if (count == 0)
		return false;
	*ip = waiting[first];
	first = (first + 1) % WAITING_MOST;
	count--;
	entry_of(*ip)->waits = false;
	return true;
}

bool
found_empty(void)
{
	return count == 0;
}

void
found_rest(const char *ip, int64_t until_ms)
{
	uint32_t n;

	if (text_ipv4(ip, &n))
		entry_of(n)->until_ms = until_ms;
}

bool
found_rests(uint32_t ip, int64_t now_ms)
{
	struct resting *s = slot_of(ip);

	return s->ip && s->until_ms > now_ms;
}
