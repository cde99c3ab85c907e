/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <zstd.h>

#include "hive/base/inside.h"
#include "hive/base/log.h"

/*
 * Columns of integers in few bytes.  Neighbours in time differ little, so a
 * column is kept as differences, from the value before or from the mean,
 * whichever needs fewer bits; zigzag makes small negatives small; byte planes
 * put the bytes that are mostly zero side by side, where zstd finds them.
 */

#define LEVEL	3	/* of zstd; more costs twice and saves two in 100 */
#define SMALL	48	/* bytes below which a frame is longer than its text */

static uint64_t
zigzag(uint64_t n)
{
	return n << 1 ^ (n >> 63 ? UINT64_MAX : 0);
}

/* Bytes that z needs. */
static int
width_of(uint64_t z)
{
	return z ? (71 - __builtin_clzll(z)) / 8 : 0;
}

void
pack_begin(struct pack *k, struct arena *arena)
{
	*k = (struct pack){ .arena = arena, .n = 1, .room = 4096 };
	k->p = arena_take(arena, k->room);
}

static uint8_t *
grow(struct pack *k, size_t n)
{
	if (k->n + n > k->room) {
		size_t room = 2 * (k->n + n);

		k->p = memcpy(arena_take(k->arena, room), k->p, k->n);
		k->room = room;
	}
	k->n += n;
	return k->p + k->n - n;
}

static void
pack_code(struct pack *k, uint64_t z)
{
	for (; z > 127; z >>= 7)
		*grow(k, 1) = (uint8_t)(z | 128);
	*grow(k, 1) = (uint8_t)z;
}

void
pack_number(struct pack *k, int64_t n)
{
	/* The zigzag of NONE is the largest, so plus one it is 0. */
	pack_code(k, zigzag((uint64_t)n) + 1);
}

/* Which of both differences needs fewer bits all in all? */
static bool
mean_is_better(const int64_t *v, size_t n, int64_t mean)
{
	int64_t bits = 0;

	for (size_t i = 1; i < n; i++) {
		uint64_t step = zigzag((uint64_t)v[i] - (uint64_t)v[i - 1]);
		uint64_t off = zigzag((uint64_t)v[i] - (uint64_t)mean);

		bits += __builtin_clzll(off | 1) - __builtin_clzll(step | 1);
	}
	return bits > 0;
}

static int64_t
mean_of(const int64_t *v, size_t n)
{
	__int128 sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return n ? (int64_t)(sum / (__int128)n) : 0;
}

static void
pack_planes(struct pack *k, const uint64_t *z, size_t n, int width)
{
	uint8_t *to = grow(k, n * (size_t)width);

	for (int w = 0; w < width; w++, to += n)
		for (size_t i = 0; i < n; i++)
			to[i] = (uint8_t)(z[i] >> 8 * w);
}

/* The column without its absent values. */
static void
pack_present(struct pack *k, const int64_t *v, size_t n, size_t head)
{
	int64_t mean = mean_of(v, n), before;
	bool from_mean = n > 2 && mean_is_better(v, n, mean);
	uint64_t *z = ARENA_MANY(k->arena, uint64_t, n), all = 0;
	size_t first = from_mean ? 0 : 1;

	if (n == 0)
		return;
	before = from_mean ? mean : v[0];
	pack_number(k, before);
	for (size_t i = first; i < n; i++) {
		z[i] = zigzag((uint64_t)v[i] - (uint64_t)before);
		all |= z[i];
		if (!from_mean)
			before = v[i];
	}
	pack_planes(k, z + first, n - first, width_of(all));
	k->p[head] |= (uint8_t)(width_of(all) | (from_mean ? FROM_MEAN : 0));
}

void
pack_column(struct pack *k, const int64_t *v, size_t n)
{
	size_t head = k->n, present = 0, bytes = (n + 7) / 8;
	int64_t *here;
	uint8_t *map;

	*grow(k, 1) = 0;
	for (size_t i = 0; i < n; i++)
		present += v[i] != NONE;
	if (present == n) {
		pack_present(k, v, n, head);
		return;
	}
	k->p[head] = ABSENT;
	here = ARENA_MANY(k->arena, int64_t, present);
	map = memset(grow(k, bytes), 0, bytes);
	for (size_t i = present = 0; i < n; i++)
		if (v[i] != NONE) {
			map[i / 8] |= (uint8_t)(1 << i % 8);
			here[present++] = v[i];
		}
	pack_present(k, here, present, head);
}

static size_t
word_length(const char *s)
{
	return strnlen(s, PACK_WORD);
}

void
pack_text(struct pack *k, const char *s)
{
	size_t len = s ? word_length(s) : 0;

	pack_code(k, s ? len + 1 : 0);
	if (len)
		memcpy(grow(k, len), s, len);
}

/* The place of a word among n, which it joins when it is new. */
static int64_t
place_of(const char **words, size_t *n, const char *s)
{
	size_t len = word_length(s);

	for (size_t i = 0; i < *n; i++)
		if (words[i] == s || (!strncmp(words[i], s, len) &&
		    (len == PACK_WORD || !words[i][len])))
			return (int64_t)i;
	if (*n == PACK_WORDS)
		return NONE;
	words[*n] = s;
	return (int64_t)(*n)++;
}

void
pack_words(struct pack *k, const char *const *s, size_t n)
{
	int64_t *place = ARENA_MANY(k->arena, int64_t, n);
	const char *words[PACK_WORDS];
	size_t different = 0;

	for (size_t i = 0; i < n; i++)
		place[i] = s[i] ? place_of(words, &different, s[i]) : NONE;
	pack_code(k, different);
	for (size_t i = 0; i < different; i++)
		pack_text(k, words[i]);
	pack_column(k, place, n);
}

struct blob
pack_end_plain(struct pack *k)
{
	if (k->n > PACK_MAX)
		log_die("too much to pack bytes=%zu", k->n);
	k->p[0] = STORED;
	return (struct blob){ k->p, k->n };
}

struct blob
pack_end(struct pack *k)
{
	static ZSTD_CCtx *zstd;
	size_t room = ZSTD_compressBound(k->n - 1), n;
	uint8_t *to;

	if (k->n < SMALL)
		return pack_end_plain(k);
	if (!zstd && !(zstd = ZSTD_createCCtx()))
		log_die("out of memory");
	to = arena_take(k->arena, room + 1);
	to[0] = FRAME;
	n = ZSTD_compressCCtx(zstd, to + 1, room, k->p + 1, k->n - 1, LEVEL);
	if (ZSTD_isError(n) || n + 1 >= k->n || k->n > PACK_MAX)
		return pack_end_plain(k);
	return (struct blob){ to, n + 1 };
}

int64_t
pack_fixed(double x, double scale)
{
	x *= scale;
	return fabs(x) < 9e18 ? (int64_t)llround(x) : NONE;
}
