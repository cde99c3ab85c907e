/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/reading/fans_and_boards.h"

#define GHS	1000.0		/* of one TH/s */

/* What rows hold are places in this list: new words go to its end. */
static const char *const usual[] = {
	NULL, "ok", "lost", "mining", "initializing", "stopped", "failure",
	"disconnected", "disabled", "unknown",
};

#define USUAL ((int64_t)(sizeof usual / sizeof *usual))

static void
pack_word(struct pack *k, const char *s)
{
	for (int64_t i = 0; i < USUAL; i++)
		if (s == usual[i] || (s && i && !strcmp(s, usual[i]))) {
			pack_number(k, i);
			return;
		}
	pack_number(k, -1);
	pack_text(k, s);
}

static const char *
unpack_word(struct unpack *u, struct arena *arena)
{
	int64_t i = unpack_number(u, -1, USUAL - 1);

	return i < 0 ? unpack_text(u, arena) : usual[i];
}

static size_t
no_more(size_t n, size_t max)
{
	return n < max ? n : max;
}

struct blob
boards_pack(struct arena *arena, const struct reading *r)
{
	const struct fan *fan = r->fans.v;
	const struct chain *chain = r->chains.v;
	size_t fans = no_more(r->fans.n, READING_FANS);
	size_t chains = no_more(r->chains.n, READING_CHAINS);
	struct pack k;

	pack_begin(&k, arena);
	pack_number(&k, (int64_t)fans);
	for (; fans-- > 0; fan++) {
		pack_number(&k, fan->id);
		pack_number(&k, fan->rpm);
		pack_word(&k, fan->status);
	}
	pack_number(&k, (int64_t)chains);
	for (; chains-- > 0; chain++) {
		pack_number(&k, chain->id);
		pack_word(&k, chain->state);
		pack_number(&k, pack_fixed(chain->hashrate_ths, GHS));
		pack_number(&k, chain->power_w);
		pack_number(&k, chain->chip_max_c);
		pack_number(&k, chain->board_max_c);
	}
	return pack_end_plain(&k);
}

static int64_t
any_number(struct unpack *u)
{
	return unpack_number(u, NONE, INT64_MAX);
}

void
boards_unpack(struct arena *arena, struct blob blob, struct list *fans,
    struct list *chains)
{
	struct unpack u;
	struct fan *fan;
	struct chain *chain;

	unpack_begin(&u, blob);
	fans->n = (size_t)unpack_number(&u, 0, READING_FANS);
	fans->v = fan = ARENA_MANY(arena, struct fan, fans->n);
	for (size_t i = 0; i < fans->n; i++, fan++) {
		fan->id = any_number(&u);
		fan->rpm = any_number(&u);
		fan->status = unpack_word(&u, arena);
	}
	chains->n = (size_t)unpack_number(&u, 0, READING_CHAINS);
	chains->v = chain = ARENA_MANY(arena, struct chain, chains->n);
	for (size_t i = 0; i < chains->n; i++, chain++) {
		chain->id = any_number(&u);
		chain->state = unpack_word(&u, arena);
		chain->hashrate_ths = unpack_fixed(any_number(&u), GHS);
		chain->power_w = any_number(&u);
		chain->chip_max_c = any_number(&u);
		chain->board_max_c = any_number(&u);
	}
	if (!unpack_end(&u))
		fans->n = chains->n = 0;
}

/* One of the two lists that a reading has. */
struct boards {
	size_t			 at;	/* of the list in the reading */
	size_t			 size, max;
	const struct field	*fields;
};

static const struct boards both[] = {
	{ offsetof(struct reading, fans), sizeof(struct fan), READING_FANS,
	    fan_fields },
	{ offsetof(struct reading, chains), sizeof(struct chain),
	    READING_CHAINS, chain_fields },
};

static const struct list *
list_of(const struct boards *b, const struct reading *r)
{
	return (const void *)((const char *)r + b->at);
}

static void
pack_list(struct pack *k, const struct boards *b, const struct reading *r,
    size_t n)
{
	const void **records = ARENA_MANY(k->arena, const void *, n);
	int64_t *count = ARENA_MANY(k->arena, int64_t, n), max = 0;

	for (size_t i = 0; i < n; i++) {
		count[i] = (int64_t)no_more(list_of(b, r + i)->n, b->max);
		max = count[i] > max ? count[i] : max;
	}
	pack_column(k, count, n);
	for (int64_t slot = 0; slot < max; slot++) {
		for (size_t i = 0; i < n; i++)
			records[i] = slot < count[i] ?
			    (char *)list_of(b, r + i)->v +
			    (size_t)slot * b->size : NULL;
		pack_records(k, b->fields, records, n);
	}
}

void
boards_pack_columns(struct pack *k, const struct reading *r, size_t n)
{
	for (size_t i = 0; i < sizeof both / sizeof *both; i++)
		pack_list(k, &both[i], r, n);
}

/* How long each reading's list is; all of them stand in one array. */
static int64_t
unpack_lengths(struct unpack *u, struct arena *arena, const struct boards *b,
    struct reading *r, size_t n)
{
	int64_t *count = ARENA_MANY(u->scratch, int64_t, n), max = 0;
	size_t all = 0;
	char *next;

	unpack_column(u, count, n);
	for (size_t i = 0; i < n; i++) {
		if (count[i] < 0 || count[i] > (int64_t)b->max) {
			u->error = true;
			return 0;
		}
		max = count[i] > max ? count[i] : max;
		all += (size_t)count[i];
	}
	next = arena_take(arena, all * b->size);
	for (size_t i = 0; i < n; i++) {
		struct list *list = (void *)((char *)(r + i) + b->at);

		*list = (struct list){ next, (size_t)count[i] };
		next += list->n * b->size;
	}
	return max;
}

static void
unpack_list(struct unpack *u, struct arena *arena, const struct boards *b,
    struct reading *r, size_t n)
{
	int64_t max = unpack_lengths(u, arena, b, r, n);
	void **records = ARENA_MANY(u->scratch, void *, n);

	for (int64_t slot = 0; slot < max; slot++) {
		for (size_t i = 0; i < n; i++) {
			const struct list *list = list_of(b, r + i);

			records[i] = (size_t)slot < list->n ? (char *)list->v +
			    (size_t)slot * b->size : NULL;
		}
		unpack_records(u, arena, b->fields, records, n);
	}
}

void
boards_unpack_columns(struct unpack *u, struct arena *arena,
    struct reading *r, size_t n)
{
	for (size_t i = 0; i < sizeof both / sizeof *both; i++)
		unpack_list(u, arena, &both[i], r, n);
}
