/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/ledger/polled.h"

/* One meter and slot: from samples to energy. */

void
polled_begin(struct polled_sum *s)
{
	*s = (struct polled_sum){ .at = NONE, .power_w = NONE };
}

static void
hash_sample(struct polled_sum *s, int64_t at, int64_t power_w)
{
	unsigned char bytes[32 + 16];

	memcpy(bytes, s->digest, 32);
	for (int i = 0; i < 8; i++) {
		bytes[32 + i] = (unsigned char)((uint64_t)at >> 8 * i);
		bytes[40 + i] = (unsigned char)((uint64_t)power_w >> 8 * i);
	}
	crypto_generichash(s->digest, 32, bytes, sizeof bytes, NULL, 0);
	s->slot.samples++;
	s->slot.last_at = at;
}

static void
add_step(struct polled_sum *s, int64_t slot_at, int64_t at, int64_t power_w)
{
	int64_t from = s->at > slot_at ? s->at : slot_at;
	int64_t to = at < slot_at + SLOT_MS ? at : slot_at + SLOT_MS;

	if (from >= to)
		return;
	if (!s->slot.samples)
		s->slot.first_at = s->at;
	if (s->slot.last_at != s->at || !s->slot.samples)
		hash_sample(s, s->at, s->power_w);
	hash_sample(s, at, power_w);
	s->slot.fine += (__int128)(s->power_w + power_w) * 1000 * (to - from);
	s->slot.covered_ms += to - from;
}

void
polled_add(struct polled_sum *s, int64_t slot_at, int64_t at,
    int64_t power_w)
{
	if (s->at != NONE && at <= s->at)
		return;
	if (s->at != NONE && s->power_w != NONE && power_w != NONE &&
	    at - s->at <= POLLED_GAP_MS)
		add_step(s, slot_at, at, power_w);
	s->at = at;
	s->power_w = power_w;
}
