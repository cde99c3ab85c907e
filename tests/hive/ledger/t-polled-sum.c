/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdlib.h>

#include "hive/base/duration.h"
#include "hive/ledger/polled.h"
#include "tests/lib/energy_help.h"
#include "tests/lib/tap.h"

/*
 * One polled meter and quarter of an hour, and the plant's meters: which
 * samples count, to the millisecond, and what of them is the evidence.
 */
#define T0	(SLOT_MS * INT64_C(1994600))
#define MOST	32

static struct arena arena;

struct sample {
	int64_t	at, power_w;		/* at: ms from T0 on */
};

/* "0:100,15000:200,30000:": ms and W; without W: it has no power. */
static size_t
read_samples(const char *text, struct sample *s)
{
	char *end;
	size_t n = 0;

	for (const char *p = text; *p; n++) {
		s[n].at = strtoll(p, &end, 10);
		p = end + 1;
		s[n].power_w = strtoll(p, &end, 10);
		if (end == p)
			s[n].power_w = NONE;
		p = end + (*end == ',');
	}
	return n;
}

/* The evidence, as hive/ledger/polled.h describes it. */
static void
evidence(const char *text, unsigned char digest[32])
{
	struct sample s[MOST];
	size_t n = read_samples(text, s);
	unsigned char bytes[48];

	memset(digest, 0, 32);
	for (size_t i = 0; i < n; i++) {
		int64_t says[] = { T0 + s[i].at, s[i].power_w };

		memcpy(bytes, digest, 32);
		for (int k = 0; k < 16; k++)
			bytes[32 + k] = (unsigned char)((uint64_t)says[k / 8] >>
			    k % 8 * 8 & 255);
		crypto_generichash(digest, 32, bytes, 48, NULL, 0);
	}
}

static const struct sum {
	const char	*samples, *used;
	int64_t		 uwh, covered_ms;
} sums[] = {
	{ "", "", 0, 0 }, { "0:3600", "", 0, 0 },
	/* 3,600 W for 10 s are 10 Wh; 1,800 W in the mean are 5. */
	{ "0:3600,10000:3600", "0:3600,10000:3600", 10000000, 10000 },
	{ "0:0,10000:3600", "0:0,10000:3600", 5000000, 10000 },
	/* 1 W for 1 ms is 1 mJ: of a step that begins before the slot, and of
	 * one that ends behind it, only what lies within. */
	{ "-5000:3600,5000:3600,6000:3600", "-5000:3600,5000:3600,6000:3600",
	    6000000, 6000 },
	{ "895000:3600,905000:3600,906000:3600", "895000:3600,905000:3600",
	    5000000, 5000 },
	{ "-1:3600,1:3600", "-1:3600,1:3600", 1000, 1 },
	{ "899999:3600,900001:3600", "899999:3600,900001:3600", 1000, 1 },
	/* A step that ends where the slot begins, or begins where it ends, is
	 * another slot's. */
	{ "-10000:3600,0:3600,1000:3600", "0:3600,1000:3600", 1000000, 1000 },
	{ "-10000:3600,0:3600", "", 0, 0 },
	{ "899000:3600,900000:3600,910000:3600", "899000:3600,900000:3600",
	    1000000, 1000 },
	{ "900000:3600,910000:3600", "", 0, 0 },
	/* Two minutes are bridged, a millisecond more is a gap. */
	{ "0:3600,120000:3600", "0:3600,120000:3600", 120000000, 120000 },
	{ "0:3600,120001:3600", "", 0, 0 },
	/* On both sides of a gap there are samples of their own. */
	{ "0:3600,1000:3600,200000:3600,201000:3600",
	    "0:3600,1000:3600,200000:3600,201000:3600", 2000000, 2000 },
	/* Without a power there is no step to it, nor from it. */
	{ "0:3600,1000:,2000:3600", "", 0, 0 },
	{ "0:,1000:3600,2000:3600", "1000:3600,2000:3600", 1000000, 1000 },
	/* What is said of one instant twice is believed once, and what comes
	 * too late not at all. */
	{ "0:3600,0:9000,1000:3600", "0:3600,1000:3600", 1000000, 1000 },
	{ "0:3600,1000:3600,500:9000,2000:3600",
	    "0:3600,1000:3600,2000:3600", 2000000, 2000 },
};

static void
check_sums(void)
{
	struct sample s[MOST], u[MOST];
	unsigned char digest[32];

	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		struct polled_sum p;
		size_t n = read_samples(sums[i].samples, s);
		size_t used = read_samples(sums[i].used, u);

		polled_begin(&p);
		for (size_t k = 0; k < n; k++)
			polled_add(&p, T0, T0 + s[k].at, s[k].power_w);
		evidence(sums[i].used, digest);
		CHECK_INT(ledger_slot_uwh(&p.slot), sums[i].uwh);
		CHECK_INT(p.slot.covered_ms, sums[i].covered_ms);
		CHECK_INT(p.slot.samples, used);
		CHECK(!memcmp(p.digest, digest, 32));
		if (used) {
			CHECK_INT(p.slot.first_at, T0 + u[0].at);
			CHECK_INT(p.slot.last_at, T0 + u[used - 1].at);
		}
	}
}

/* ---- The plant ---------------------------------------------------------- */

static void
say(struct db *db, int64_t came_ms, int64_t at_ms, int64_t generation_w,
    int64_t container_w, const char *sources)
{
	plant_add(db, &(struct plant_reading){ .recorded_at = T0 + came_ms,
	    .source_at = at_ms == NONE ? NONE : T0 + at_ms,
	    .generation_w = generation_w, .container_w = container_w,
	    .available_w = NONE, .sources = sources,
	    .state = PLANT_FRESH });
}

#define SOURCE(kind, name, kw) "{\"name\":\"" name "\",\"kind\":\"" kind \
	"\",\"kw\":" kw ",\"status\":\"success\"}"

/* The energy of a channel, in Wh; NONE: there is none of that name. */
static int64_t
wh(const struct polled_plant *p, const char *channel, bool generates)
{
	for (size_t i = 0; i < p->n; i++)
		if (!strcmp(p->v[i].channel, channel) &&
		    p->v[i].generates == generates)
			return ledger_slot_uwh(&p->v[i].sum.slot) / 1000000;
	return NONE;
}

/* Sums and sources of a whole slot: 36 kW for 900 s are 9,000 Wh. */
static void
check_channels(struct db *db)
{
	static struct polled_plant p;
	const char *both = "[" SOURCE("generation", "sun", "36") ","
	    SOURCE("generation", "generation", "36") ","
	    SOURCE("consumption", "sun", "3.6") ","
	    SOURCE("consumption", "containers", "7.2") ","
	    "{\"kind\":\"generation\",\"kw\":1}]";

	for (int64_t at = -60000; at <= SLOT_MS + 60000; at += 60000)
		say(db, at, at, 72000, 36000, both);
	polled_plant(db, &arena, T0, &p);
	CHECK_INT(p.n, 5);
	CHECK_TEXT(p.v[0].channel, "generation");
	CHECK_TEXT(p.v[1].channel, "containers");
	CHECK_INT(wh(&p, "generation", true), 18000);
	CHECK_INT(wh(&p, "containers", false), 9000);
	CHECK_INT(wh(&p, "generation/sun", true), 9000);
	CHECK_INT(wh(&p, "containers/sun", false), 900);
	CHECK_INT(wh(&p, "containers/containers", false), 1800);
	/* A service that names no source has its sum under that name. */
	CHECK_INT(wh(&p, "generation/generation", true), NONE);
	CHECK_INT(wh(&p, "generation", false), NONE);
	polled_plant(db, &arena, T0 + 4 * (int64_t)SLOT_MS, &p);
	CHECK_INT(p.n, POLLED_SUMS);
	CHECK_INT(p.v[0].sum.slot.samples, 0);
}

/* By its own instant, however late it came: within the two and a half minutes
 * that a slot is waited for. */
static void
check_instants(struct db *db)
{
	static struct polled_plant p;
	int64_t slot = 8 * (int64_t)SLOT_MS, end = slot + SLOT_MS;

	say(db, slot - 240001, slot, 9000000, NONE, "[]");
	say(db, slot - 240000, slot + 1, 36000, NONE, "[]");
	say(db, slot + 10001, NONE, 36000, NONE, "[]");
	say(db, end + 149999, slot + 20001, 36000, NONE, "[]");
	say(db, end + 150000, slot + 30001, 36000, NONE, "[]");
	polled_plant(db, &arena, T0 + slot, &p);
	CHECK_INT(p.v[0].sum.slot.samples, 3);
	CHECK_INT(p.v[0].sum.slot.first_at, T0 + slot + 1);
	CHECK_INT(p.v[0].sum.slot.last_at, T0 + slot + 20001);
	CHECK_INT(wh(&p, "generation", true), 200);
	CHECK_INT(p.v[1].sum.slot.samples, 0);
}

/* Names that change with each reading: 64 of them get a channel. */
static void
check_many(struct db *db)
{
	static struct polled_plant p;
	int64_t slot = 12 * (int64_t)SLOT_MS;

	for (int i = 0; i <= PLANT_SOURCES; i++)
		say(db, slot + i * 1000, slot + i * 1000, 1000, NONE,
		    arena_printf(&arena, "[" SOURCE("generation", "s%d", "1")
		    "]", i));
	say(db, slot + 70000, slot + 70000, 1000, NONE, "nonsense");
	polled_plant(db, &arena, T0 + slot, &p);
	CHECK_INT(p.n, POLLED_CHANNELS);
	CHECK(wh(&p, "generation/s63", true) != NONE);
	CHECK_INT(wh(&p, "generation/s64", true), NONE);
	CHECK_INT(p.v[0].sum.slot.samples, PLANT_SOURCES + 2);
}

int
main(void)
{
	struct db *db;

	arena_init(&arena, 4u << 20);
	check_sums();
	db = store_open(":memory:");
	db_begin(db);
	check_channels(db);
	check_instants(db);
	check_many(db);
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
