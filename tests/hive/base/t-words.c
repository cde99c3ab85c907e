/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/pack.h"
#include "hive/base/record.h"
#include "tests/lib/tap.h"

/* Enums with their words: each way, in records, and packed. */

enum band { BAND_NONE, BAND_RED, BAND_YELLOW, BAND_GREEN };

static const char *const band_words[] = {
	[BAND_RED] = "red", [BAND_YELLOW] = "yellow", [BAND_GREEN] = "green",
	NULL
};

struct now {
	int64_t		 at;
	enum band	 band;
	int64_t		 after;		/* is not written over */
};

struct before {
	int64_t		 at;
	const char	*band;
	int64_t		 after;
};

static const struct field now_fields[] = {
	FIELD(struct now, at),
	WORD(struct now, band, band, .doc = "how near the limit"),
	FIELD(struct now, after),
	FIELDS_END
};

static const struct field before_fields[] = {
	FIELD(struct before, at),
	FIELD(struct before, band),
	FIELD(struct before, after),
	FIELDS_END
};

static struct arena arena;

static void
check_values(void)
{
	CHECK_INT(words_value(band_words, "red"), BAND_RED);
	CHECK_INT(words_value(band_words, "green"), BAND_GREEN);
	CHECK_INT(words_value(band_words, "gree"), BAND_NONE);
	CHECK_INT(words_value(band_words, "greens"), BAND_NONE);
	CHECK_INT(words_value(band_words, "Red"), BAND_NONE);
	CHECK_INT(words_value(band_words, ""), BAND_NONE);
	CHECK_INT(words_value(band_words, NULL), BAND_NONE);
	CHECK_INT(words_value_n(band_words, "yellow/2", 6), BAND_YELLOW);
	CHECK_INT(words_value_n(band_words, "yellow/2", 3), BAND_NONE);
	CHECK_TEXT(words_listed(&arena, band_words), "red|yellow|green");
	CHECK_TEXT(words_listed(&arena, band_words + 2), "green");
}

static void
check_record(void)
{
	const struct field *f = &now_fields[1];
	struct now n = { 1, BAND_YELLOW, 2 };

	CHECK_INT(f->kind, F_WORD);
	CHECK(record_is_text(f) && record_is_text(&before_fields[1]));
	CHECK(!record_is_text(&now_fields[0]));
	CHECK_TEXT(record_text(f, &n), "yellow");
	record_keep(&arena, now_fields, &n);
	CHECK_INT(n.band, BAND_YELLOW);
	record_clear(now_fields, &n);
	CHECK_INT(n.band, BAND_NONE);
	CHECK_TEXT(record_text(f, &n), NULL);
}

/* What was packed as texts is read as words, and the other way round. */
static void
check_packed(void)
{
	struct now in[] = { { 1, BAND_GREEN, 7 }, { 2, BAND_NONE, 8 },
	    { 3, BAND_RED, 9 } }, out[3];
	struct before text[3], other = { 4, "violet", 10 };
	const void *from[] = { &in[0], &in[1], &in[2] };
	const void *between[] = { &text[0], &text[1], &text[2] };
	const void *strange[] = { &other };
	void *to[] = { &text[0], &text[1], &text[2] };
	void *back[] = { &out[0], &out[1], &out[2] };
	struct unpack u;
	struct pack k;

	pack_begin(&k, &arena);
	pack_records(&k, now_fields, from, 3);
	unpack_begin(&u, pack_end(&k));
	unpack_records(&u, &arena, before_fields, to, 3);
	CHECK(unpack_end(&u));
	CHECK_TEXT(text[0].band, "green");
	CHECK_TEXT(text[1].band, NULL);
	CHECK_TEXT(text[2].band, "red");
	pack_begin(&k, &arena);
	pack_records(&k, before_fields, between, 3);
	unpack_begin(&u, pack_end(&k));
	unpack_records(&u, &arena, now_fields, back, 3);
	CHECK(unpack_end(&u));
	for (int i = 0; i < 3; i++) {
		CHECK_INT(out[i].band, in[i].band);
		CHECK_INT(out[i].after, in[i].after);
	}
	pack_begin(&k, &arena);
	pack_records(&k, before_fields, strange, 1);
	unpack_begin(&u, pack_end(&k));
	unpack_records(&u, &arena, now_fields, back, 1);
	CHECK_INT(out[0].band, BAND_NONE);
	CHECK_INT(out[0].after, 10);
}

int
main(void)
{
	arena_init(&arena, 1 << 20);
	check_values();
	check_record();
	check_packed();
	return tap_done();
}
