/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/reading/fans_and_boards.h"
#include "hive/reading/packed_hour.h"

const struct field hour_columns[] = {
	FIELD(struct hour, miner),
	FIELD(struct hour, hour_at),
	FIELD(struct hour, readings),
	FIELD(struct hour, data),
	FIELD(struct hour, boards),
	FIELDS_END
};

/* What a packed reading holds beside its boards: all but the miner. */
#define packed_fields (reading_columns + 1)

int64_t
hour_of(int64_t at)
{
	int64_t past = at % HOUR_MS;

	return at - (past < 0 ? past + HOUR_MS : past);
}

void
hour_pack(struct arena *arena, struct hour *h, const struct reading *r,
    size_t n)
{
	const void **records;
	struct pack k;

	n = n < HOUR_MAX ? n : HOUR_MAX;
	records = ARENA_MANY(arena, const void *, n);
	for (size_t i = 0; i < n; i++)
		records[i] = r + i;
	h->readings = (int64_t)n;
	pack_begin(&k, arena);
	pack_records(&k, packed_fields, records, n);
	h->data = pack_end(&k);
	pack_begin(&k, arena);
	boards_pack_columns(&k, r, n);
	h->boards = pack_end(&k);
}

struct list
hour_unpack(struct arena *arena, const struct hour *h, bool boards)
{
	size_t n = h->readings > 0 && h->readings <= HOUR_MAX ?
	    (size_t)h->readings : 0;
	struct reading *r = ARENA_MANY(arena, struct reading, n);
	struct unpack u;
	void **records;

	unpack_begin(&u, h->data);
	records = ARENA_MANY(u.scratch, void *, n);
	for (size_t i = 0; i < n; i++) {
		r[i].miner = h->miner;
		records[i] = r + i;
	}
	unpack_records(&u, arena, packed_fields, records, n);
	if (!unpack_end(&u))
		return (struct list){ NULL, 0 };
	if (!boards)
		return (struct list){ r, n };
	unpack_begin(&u, h->boards);
	boards_unpack_columns(&u, arena, r, n);
	for (size_t i = 0; !unpack_end(&u) && i < n; i++)
		r[i].fans.n = r[i].chains.n = 0;
	return (struct list){ r, n };
}
