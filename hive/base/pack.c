/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <zstd.h>

#include "hive/base/log.h"
#include "hive/base/pack.h"

/*
 * Columns of integers in few bytes.  Neighbours in time differ little, so a
 * column is kept as differences, from the value before or from the mean,
 * whichever needs fewer bits; zigzag makes small negatives small; byte planes
 * put the bytes that are mostly zero side by side, where zstd finds them.
 *
 * The other half reads bytes that may be anything.  It never fails in the
 * middle: once something does not fit all that follows is absent, and
 * unpack_end() says so at the end, so callers have one place to look.
 */

#define LEVEL	3	/* of zstd; more costs twice and saves two in 100 */
#define SMALL	48	/* bytes below which a frame is longer than its text */

enum { STORED, FRAME };
enum { WIDTH = 15, ABSENT = 16, FROM_MEAN = 32 };

static uint64_t
zigzag(uint64_t n)
{
	return n << 1 ^ (n >> 63 ? UINT64_MAX : 0);
}

static uint64_t
unzigzag(uint64_t z)
{
	return z >> 1 ^ (z & 1 ? UINT64_MAX : 0);
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
	if (k->n > PACK_MOST)
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
	if (ZSTD_isError(n) || n + 1 >= k->n || k->n > PACK_MOST)
		return pack_end_plain(k);
	return (struct blob){ to, n + 1 };
}

void
unpack_begin(struct unpack *u, struct blob b)
{
	static uint8_t raw[PACK_MOST];
	static struct arena scratch = { .limit = (size_t)64 * PACK_MOST };
	static ZSTD_DCtx *zstd;
	const uint8_t *p = b.p;
	size_t n;

	if (scratch.used)
		arena_reset(&scratch);
	*u = (struct unpack){ .scratch = &scratch, .wrong = true };
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
	if (u->wrong || n > u->left) {
		u->wrong = true;
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
	u->wrong = true;
	return 0;
}

int64_t
unpack_number(struct unpack *u, int64_t least, int64_t most)
{
	int64_t n = (int64_t)unzigzag(unpack_code(u) - 1);

	if (!u->wrong && n >= least && n <= most)
		return n;
	u->wrong = true;
	return least;
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
		u->wrong = true;
	if (head & ABSENT && (map = next(u, (n + 7) / 8)))
		for (size_t i = present = 0; i < n; i++)
			present += is_set(map, i);
	if (!u->wrong)
		unpack_present(u, v, present, head);
	if (u->wrong) {
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
	u->wrong |= len > PACK_WORD + 1;
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
		u->wrong = true;
	if (u->wrong)
		different = 0;
	for (size_t i = 0; i < different; i++)
		words[i] = unpack_text(u, arena);
	place = ARENA_MANY(u->scratch, int64_t, n);
	unpack_column(u, place, n);
	for (size_t i = 0; i < n; i++) {
		bool known = place[i] >= 0 && place[i] < (int64_t)different;

		s[i] = known ? words[place[i]] : NULL;
		u->wrong |= !known && place[i] != NONE;
	}
}

bool
unpack_end(struct unpack *u)
{
	return !u->wrong && u->left == 0;
}

int64_t
pack_fixed(double x, double scale)
{
	x *= scale;
	return fabs(x) < 9e18 ? (int64_t)llround(x) : NONE;
}

double
unpack_fixed(int64_t n, double scale)
{
	return n == NONE ? NAN : (double)n / scale;
}
