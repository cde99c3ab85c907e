/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <zstd.h>

#include "hive/base/inside.h"
#include "hive/base/log.h"

/*
 * What pack.c wrote, read from bytes that may be anything.  It never fails in
 * the middle: once something does not fit all that follows is absent, and
 * unpack_end() says so at the end, so callers have one place to look.
 */

static uint64_t
unzigzag(uint64_t z)
{
	return z >> 1 ^ (z & 1 ? UINT64_MAX : 0);
}

void
unpack_begin(struct unpack *u, struct blob b)
{
	static uint8_t raw[PACK_MAX];
	static struct arena scratch = { .limit = (size_t)64 * PACK_MAX };
	static ZSTD_DCtx *zstd;
	const uint8_t *p = b.p;
	size_t n;

	if (scratch.used)
		arena_reset(&scratch);
	*u = (struct unpack){ .scratch = &scratch, .error = true };
	if (b.n == 0 || (p[0] != STORED && p[0] != FRAME))
		return;
	if (p[0] == STORED) {
		*u = (struct unpack){ &scratch, p + 1, b.n - 1, false };
		return;
	}
	if (!zstd && !(zstd = ZSTD_createDCtx()))
		log_die("out of memory");
	n = ZSTD_decompressDCtx(zstd, raw, sizeof raw, p + 1, b.n - 1);
	if (!ZSTD_isError(n))
		*u = (struct unpack){ &scratch, raw, n, false };
}

/* The next n bytes, or NULL. */
static const uint8_t *
next(struct unpack *u, size_t n)
{
	if (u->error || n > u->left) {
		u->error = true;
		return NULL;
	}
	u->p += n;
	u->left -= n;
	return u->p - n;
}

static uint64_t
unpack_code(struct unpack *u)
{
	uint64_t z = 0;

	for (int shift = 0; shift < 64; shift += 7) {
		const uint8_t *p = next(u, 1);

		if (!p)
			return 0;
		z |= (uint64_t)(*p & 127) << shift;
		if (*p < 128)
			return z;
	}
	u->error = true;
	return 0;
}

int64_t
unpack_number(struct unpack *u, int64_t min, int64_t max)
{
	int64_t n = (int64_t)unzigzag(unpack_code(u) - 1);

	if (!u->error && n >= min && n <= max)
		return n;
	u->error = true;
	return min;
}

static void
planes(uint64_t *z, const uint8_t *p, size_t n, int width)
{
	for (size_t i = 0; i < n; i++)
		z[i] = p[i];
	for (int w = 1; w < width; w++)
		for (size_t i = 0; i < n; i++)
			z[i] |= (uint64_t)p[(size_t)w * n + i] << 8 * w;
}

/* n values that are all there. */
static void
unpack_present(struct unpack *u, int64_t *v, size_t n, int head)
{
	size_t first = head & FROM_MEAN ? 0 : 1;
	int width = head & WIDTH;
	uint64_t at;
	const uint8_t *p;

	if (n == 0)
		return;
	at = unzigzag(unpack_code(u) - 1);
	v[0] = (int64_t)at;
	if (!(p = next(u, (n - first) * (size_t)width)))
		return;
	if (width == 0)
		memset(v + first, 0, (n - first) * sizeof *v);
	else
		planes((uint64_t *)v + first, p, n - first, width);
	for (size_t i = first; i < n; i++) {
		uint64_t it = at + unzigzag((uint64_t)v[i]);

		v[i] = (int64_t)it;
		if (first)
			at = it;
	}
}

static void
all_absent(int64_t *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		v[i] = NONE;
}

static bool
is_set(const uint8_t *map, size_t i)
{
	return map[i / 8] >> i % 8 & 1;
}

void
unpack_column(struct unpack *u, int64_t *v, size_t n)
{
	const uint8_t *p = next(u, 1), *map = NULL;
	int head = p ? *p : 0;
	size_t present = n;

	if ((head & WIDTH) > 8 || head >= 2 * FROM_MEAN)
		u->error = true;
	if (head & ABSENT && (map = next(u, (n + 7) / 8)))
		for (size_t i = present = 0; i < n; i++)
			present += is_set(map, i);
	if (!u->error)
		unpack_present(u, v, present, head);
	if (u->error) {
		all_absent(v, n);
		return;
	}
	/* From the end, each to its place: none is overwritten unread. */
	for (size_t i = n; map && i-- > 0; )
		v[i] = is_set(map, i) ? v[--present] : NONE;
}

const char *
unpack_text(struct unpack *u, struct arena *arena)
{
	uint64_t len = unpack_code(u);
	const uint8_t *p;

	if (len == 0)
		return NULL;
	u->error |= len > PACK_WORD + 1;
	p = next(u, len - 1);
	return p ? arena_text(arena, (const char *)p, len - 1) : NULL;
}

void
unpack_words(struct unpack *u, struct arena *arena, const char **s, size_t n)
{
	size_t different = unpack_code(u);
	const char *words[PACK_WORDS];
	int64_t *place;

	if (different > PACK_WORDS)
		u->error = true;
	if (u->error)
		different = 0;
	for (size_t i = 0; i < different; i++)
		words[i] = unpack_text(u, arena);
	place = ARENA_MANY(u->scratch, int64_t, n);
	unpack_column(u, place, n);
	for (size_t i = 0; i < n; i++) {
		bool known = place[i] >= 0 && place[i] < (int64_t)different;

		s[i] = known ? words[place[i]] : NULL;
		u->error |= !known && place[i] != NONE;
	}
}

bool
unpack_end(struct unpack *u)
{
	return !u->error && u->left == 0;
}

double
unpack_fixed(int64_t n, double scale)
{
	return n == NONE ? NAN : (double)n / scale;
}
