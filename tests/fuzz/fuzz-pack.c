/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/reading/chips.h"
#include "hive/reading/fans_and_boards.h"
#include "hive/reading/packed_hour.h"

/*
 * Packed measurements: any bytes are refused or read, and what was read is
 * the same after it was packed and read again.  The first byte of the input
 * says what the rest is; of an hour the second and third say how many
 * readings and how long its first blob is.
 */
int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static struct arena arena;

/* Beyond, a double is no longer exact to the GH/s. */
static bool
is_exact(double x)
{
	return isnan(x) || fabs(x) < 1e12;
}

static bool
same(struct blob a, struct blob b)
{
	return a.n == b.n && !memcmp(a.p, b.p, a.n);
}

static bool
exact_reading(const struct reading *r)
{
	const struct chain *chain = r->chains.v;
	bool exact = is_exact(r->hashrate_ths);

	for (size_t i = 0; i < r->chains.n; i++)
		exact &= is_exact(chain[i].hashrate_ths);
	return exact;
}

static void
try_boards(struct blob b)
{
	struct reading r = { .hashrate_ths = NAN }, again = r;
	struct blob first, second;

	boards_unpack(&arena, b, &r.fans, &r.chains);
	if (!exact_reading(&r))
		return;
	first = boards_pack(&arena, &r);
	boards_unpack(&arena, first, &again.fans, &again.chains);
	second = boards_pack(&arena, &again);
	if (!same(first, second) || again.fans.n != r.fans.n)
		abort();
}

static void
try_hour(const uint8_t *p, size_t n)
{
	struct hour h = { .miner = 1 }, again = h;
	struct list list;
	size_t cut;

	if (n < 2)
		return;
	h.readings = p[0];
	cut = p[1] < n - 2 ? p[1] : n - 2;
	h.data = (struct blob){ p + 2, cut };
	h.boards = (struct blob){ p + 2 + cut, n - 2 - cut };
	list = hour_unpack(&arena, &h, true);
	for (size_t i = 0; i < list.n; i++)
		if (!exact_reading((struct reading *)list.v + i))
			return;
	hour_pack(&arena, &h, list.v, list.n);
	list = hour_unpack(&arena, &h, true);
	if ((int64_t)list.n != h.readings)
		abort();
	hour_pack(&arena, &again, list.v, list.n);
	if (!same(h.data, again.data) || !same(h.boards, again.boards))
		abort();
}

static void
try_chips(struct blob b)
{
	struct telemetry t = { .miner = 1 }, again = t;
	struct blob first;

	telemetry_unpack(&arena, b, &t);
	for (size_t i = 0; i < t.chains.n; i++) {
		struct list *chips =
		    &((struct chip_chain *)t.chains.v)[i].chips;

		for (size_t k = 0; k < chips->n; k++)
			if (!is_exact(((struct chip *)chips->v)[k]
			    .hashrate_ghs))
				return;
	}
	first = telemetry_pack(&arena, &t);
	telemetry_unpack(&arena, first, &again);
	if (!same(first, telemetry_pack(&arena, &again)))
		abort();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > 65536)
		return 0;
	if (arena.limit == 0)
		arena_init(&arena, 256 << 20);
	arena_reset(&arena);
	switch (data[0] % 3) {
	case 0:
		try_boards((struct blob){ data + 1, size - 1 });
		break;
	case 1:
		try_hour(data + 1, size - 1);
		break;
	default:
		try_chips((struct blob){ data + 1, size - 1 });
	}
	return 0;
}
