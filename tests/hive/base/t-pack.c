/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/pack.h"
#include "tests/lib/tap.h"

#define MAX 700

static struct arena arena;
static uint64_t seed = 1;

static uint64_t
dice(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	return seed ^= seed << 17;
}

static bool
same_column(const int64_t *v, size_t n, size_t *bytes)
{
	int64_t back[MAX];
	struct unpack u;
	struct pack k;
	struct blob b;

	pack_begin(&k, &arena);
	pack_column(&k, v, n);
	b = pack_end(&k);
	*bytes = b.n;
	unpack_begin(&u, b);
	unpack_column(&u, back, n);
	return unpack_end(&u) && !memcmp(back, v, n * sizeof *v);
}

/* Shapes that measurements have, and the ends of the range. */
static int64_t
shaped(int shape, size_t i)
{
	switch (shape) {
	case 0: return 7;
	case 1: return (int64_t)i * 15000;
	case 2: return 2600 + (int64_t)(dice() % 30);
	case 3: return (int64_t)dice();
	case 4: return dice() % 4 ? NONE : 70 + (int64_t)(dice() % 5);
	case 5: return NONE;
	case 6: return i % 2 ? INT64_MAX : INT64_MIN + 1;
	case 7: return -(int64_t)(dice() >> dice() % 64);
	default: return i % 3 ? 0 : NONE;
	}
}

static void
check_columns(void)
{
	static const size_t lengths[] = { 0, 1, 2, 3, 8, 9, 240, MAX };
	int64_t v[MAX];
	size_t bytes;

	for (int shape = 0; shape < 9; shape++) {
		bool same = true;

		for (size_t l = 0; l < sizeof lengths / sizeof *lengths; l++) {
			for (size_t i = 0; i < lengths[l]; i++)
				v[i] = shaped(shape, i);
			same &= same_column(v, lengths[l], &bytes);
		}
		CHECK(same);
		arena_reset(&arena);
	}
}

static void
check_sizes(void)
{
	int64_t v[240];
	size_t bytes;

	for (size_t i = 0; i < 240; i++)
		v[i] = 1700000000000 + (int64_t)i * 15000;
	CHECK(same_column(v, 240, &bytes) && bytes < 40);
	for (size_t i = 0; i < 240; i++)
		v[i] = 2600 + (int64_t)(dice() % 16);
	CHECK(same_column(v, 240, &bytes) && bytes < 180);
}

static void
check_numbers(void)
{
	static const int64_t numbers[] = { 0, 1, -1, 63, 64, -64, 1 << 20,
	    INT64_MAX, INT64_MIN + 1, NONE };
	const size_t n = sizeof numbers / sizeof *numbers;
	struct unpack u;
	struct pack k;

	pack_begin(&k, &arena);
	for (size_t i = 0; i < n; i++)
		pack_number(&k, numbers[i]);
	unpack_begin(&u, pack_end_plain(&k));
	for (size_t i = 0; i < n; i++)
		CHECK_INT(unpack_number(&u, NONE, INT64_MAX), numbers[i]);
	CHECK(unpack_end(&u));
	unpack_begin(&u, pack_end_plain(&k));
	CHECK_INT(unpack_number(&u, 1, 9), 1);
	CHECK(!unpack_end(&u));
}

static void
check_words(void)
{
	char many[300][8], long_word[400];
	const char *words[300], *back[300];
	struct unpack u;
	struct pack k;

	memset(long_word, 'x', sizeof long_word);
	long_word[sizeof long_word - 1] = '\0';
	for (size_t i = 0; i < 300; i++) {
		snprintf(many[i], sizeof many[i], "w%zu", i);
		words[i] = many[i];
	}
	words[0] = NULL;
	words[1] = "";
	words[2] = long_word;
	pack_begin(&k, &arena);
	pack_words(&k, words, 300);
	unpack_begin(&u, pack_end(&k));
	unpack_words(&u, &arena, back, 300);
	CHECK(unpack_end(&u));
	CHECK(!back[0]);
	CHECK_TEXT(back[1], "");
	CHECK(strlen(back[2]) == PACK_WORD && back[2][0] == 'x');
	CHECK_TEXT(back[3], "w3");
	CHECK_TEXT(back[255], "w255");
	CHECK(!back[256] && !back[299]);
}

struct thing {
	int64_t		 n, flag, at;
	const char	*word;
	double		 x;
	bool		 yes;
	struct list	 others;
	int64_t		 new_one;
};

#define THING								\
	FIELD(struct thing, n), FLAG(struct thing, flag),		\
	TIME(struct thing, at), FIELD(struct thing, word),		\
	FIELD(struct thing, x, .scale = 2), FIELD(struct thing, yes),	\
	LIST(struct thing, others, thing_fields, struct thing)

static const struct field thing_fields[] = { THING, FIELDS_END };
static const struct field thing_fields_later[] = {
	THING, FIELD(struct thing, new_one), FIELDS_END
};

static void
check_records(void)
{
	struct thing a = { 1, 0, 99, "one", 1.234, true, { NULL, 0 }, 5 };
	struct thing b = { NONE, NONE, NONE, NULL, NAN, false, { NULL, 0 }, 6 };
	struct thing back[3] = { { .new_one = 7 }, { .n = 3 }, { .n = 4 } };
	const void *in[] = { &a, NULL, &b };
	void *out[] = { &back[0], &back[1], NULL };
	struct unpack u;
	struct pack k;

	pack_begin(&k, &arena);
	pack_records(&k, thing_fields, in, 3);
	unpack_begin(&u, pack_end(&k));
	unpack_records(&u, &arena, thing_fields_later, out, 3);
	CHECK(unpack_end(&u));
	CHECK(back[0].n == 1 && back[0].flag == 0 && back[0].at == 99);
	CHECK_TEXT(back[0].word, "one");
	CHECK(fabs(back[0].x - 1.23) < 1e-9 && back[0].yes);
	CHECK_INT(back[0].new_one, NONE);
	CHECK(back[1].n == NONE && !back[1].word && isnan(back[1].x));
	CHECK_INT(back[2].n, 4);
	/* More fields than we know: written by a newer program. */
	pack_begin(&k, &arena);
	pack_records(&k, thing_fields_later, in, 3);
	unpack_begin(&u, pack_end(&k));
	unpack_records(&u, &arena, thing_fields, out, 3);
	CHECK(!unpack_end(&u));
}

static void
check_fixed(void)
{
	CHECK_INT(pack_fixed(91.2345, 1000), 91235);
	CHECK_INT(pack_fixed(-0.0005, 1000), -1);
	CHECK_INT(pack_fixed(NAN, 1000), NONE);
	CHECK_INT(pack_fixed(INFINITY, 1000), NONE);
	CHECK_INT(pack_fixed(1e300, 1000), NONE);
	CHECK(isnan(unpack_fixed(NONE, 10)));
}

/* Whatever the bytes are: no crash, and what is cut is refused. */
static void
check_corrupt(void)
{
	uint8_t bytes[4096];
	int64_t v[300];
	const char *words[300];
	struct blob whole, bad = { bytes, 0 };
	struct unpack u;
	struct pack k;
	int believed = 0;

	for (size_t i = 0; i < 300; i++) {
		v[i] = shaped(i % 2 ? 4 : 2, i);
		words[i] = i % 3 ? "mining" : "stopped";
	}
	pack_begin(&k, &arena);
	pack_column(&k, v, 300);
	pack_words(&k, words, 300);
	whole = pack_end(&k);
	for (size_t cut = 0; cut < whole.n; cut++) {
		unpack_begin(&u, (struct blob){ whole.p, cut });
		unpack_column(&u, v, 300);
		unpack_words(&u, &arena, words, 300);
		believed += unpack_end(&u);
	}
	CHECK_INT(believed, 0);
	for (int turn = 0; turn < 20000; turn++) {
		bad.n = turn % 2 ? k.n : whole.n;
		memcpy(bytes, turn % 2 ? k.p : whole.p, bad.n);
		for (uint64_t hits = dice() % 4; ; hits--) {
			bytes[dice() % bad.n] = (uint8_t)dice();
			if (hits == 0)
				break;
		}
		unpack_begin(&u, bad);
		unpack_column(&u, v, 300);
		unpack_words(&u, &arena, words, 300);
		for (size_t i = 0; i < 300; i++)
			believed += words[i] && strlen(words[i]) > PACK_WORD;
		arena_reset(&arena);
	}
	CHECK_INT(believed, 0);
}

int
main(void)
{
	arena_init(&arena, 64 << 20);
	check_columns();
	check_sizes();
	check_numbers();
	check_words();
	check_records();
	check_fixed();
	check_corrupt();
	arena_free(&arena);
	return tap_done();
}
