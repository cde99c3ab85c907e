/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>

#include "hive/base/duration.h"
#include "hive/ledger/meter.h"
#include "hive/ledger/ticket.h"
#include "tests/lib/store.h"
#include "tests/lib/tap.h"

/* Where a message begins to be, or ceases to be, a reading. */

#define NOW	INT64_C(1797775200000)	/* at a quarter of an hour */

static struct arena arena;
static struct db *db;

static const char *
take(const char *device, const char *text, size_t len, int64_t now)
{
	struct meter_verdict v;
	enum meter_take t = meter_take(db, &arena, device, text, len, now, &v);

	return t == METER_REJECTED ? v.rule : meter_take_word(t);
}

static const char *
say(const char *device, const char *text)
{
	return take(device, text, strlen(text), NOW);
}

/* The newest reading of the board's first register. */
static struct meter_reading
newest(const char *device)
{
	struct meter_reading r, found = { .meter = NONE };
	struct query *q;
	struct meter m;

	CHECK(meter_find(db, &arena, device, METER_CHANNEL, &m));
	q = meter_reading_list(db, m.id, 0, INT64_MAX, 100);
	while (db_row(db, q, meter_reading_fields, &r))
		if (found.meter == NONE || r.received_at > found.received_at) {
			found = r;
			record_keep(&arena, meter_reading_fields, &found);
		}
	return found;
}

/* ---- Its length and its instant ------------------------------------------ */

static void
check_length(void)
{
	static char text[METER_TEXT_MAX + 1];

	memset(text, ' ', sizeof text);
	memcpy(text, "{\"power_w\":5}", 13);
	CHECK_TEXT(take("len", text, METER_TEXT_MAX, NOW), "accepted");
	CHECK_TEXT(take("len", text, METER_TEXT_MAX + 1, NOW), "too_long");
}

/* A clock that goes before 2020 or is fast by more than five minutes is not
 * believed: then the instant is ours. */
static void
check_instant(void)
{
	static const struct { int64_t at; bool guessed; } cases[] = {
		{ METER_EARLIEST_AT - 1, true }, { METER_EARLIEST_AT, false },
		{ NOW, false }, { NOW + 300000, false },
		{ NOW + 300001, true }, { NONE, true },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *device = arena_printf(&arena, "clock-%d", (int)i);
		struct meter_reading r;

		CHECK_TEXT(say(device, cases[i].at == NONE ?
		    "{\"power_w\":5}" : arena_printf(&arena,
		    "{\"power_w\":5,\"timestamp\":%lld}",
		    (long long)cases[i].at)), "accepted");
		r = newest(device);
		CHECK_INT(r.guessed, cases[i].guessed);
		CHECK_INT(r.at, cases[i].guessed ? NOW : cases[i].at);
		CHECK_INT(r.device_at, cases[i].at);
		CHECK_INT(r.received_at, NOW);
	}
}

/* ---- What it says -------------------------------------------------------- */

static void
check_switches(void)
{
	static const struct { const char *said; int64_t is; } cases[] = {
		{ "", NONE }, { ",\"switch_state\":{}", NONE },
		{ ",\"switch_state\":{\"1\":false}", 0 },
		{ ",\"switch_state\":{\"1\":true}", 2 },
		{ ",\"switch_state\":{\"1\":true,\"2\":true}", 2 },
		{ ",\"switch_state\":{\"1\":false,\"2\":true}", 1 },
		{ ",\"switch_state\":{\"1\":true,\"2\":false}", 1 },
		{ ",\"switch_state\":{\"1\":false,\"2\":false}", 0 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *device = arena_printf(&arena, "sw-%d", (int)i);

		CHECK_TEXT(say(device, arena_printf(&arena,
		    "{\"power_w\":5%s}", cases[i].said)), "accepted");
		CHECK_INT(newest(device).switches, cases[i].is);
	}
}

static void
put(unsigned char *to, int64_t n)
{
	for (int i = 0; i < 8; i++)
		to[i] = (unsigned char)((uint64_t)n >> (56 - 8 * i) & 255);
}

/* The digest is of seven numbers, and only of them. */
static void
digest_of(const struct meter_reading *r, unsigned char to[16])
{
	unsigned char bytes[56];

	put(bytes, r->device_at);
	put(bytes + 8, r->boot);
	put(bytes + 16, r->sequence_no);
	put(bytes + 24, r->register_uwh);
	put(bytes + 32, r->boot_register_uwh);
	put(bytes + 40, r->power_milliw);
	put(bytes + 48, r->uptime_s);
	crypto_generichash(to, 16, bytes, 56, NULL, 0);
}

/* Its identity: the board's own count; else clock and register; else what it
 * says and the minute. */
static void
check_key(void)
{
	unsigned char key[17] = { 1 }, of[24];
	struct meter_reading r;

	CHECK_TEXT(say("k1", "{\"energy_wh_total\":2,\"boot\":7,\"power_w\":9,"
	    "\"sequence_no\":258,\"timestamp\":1797775100000,"
	    "\"uptime_seconds\":11,\"boot_energy_wh\":1}"), "accepted");
	r = newest("k1");
	put(key + 1, 7);
	put(key + 9, 258);
	CHECK(r.key.n == 17 && !memcmp(r.key.p, key, 17));
	digest_of(&r, of);
	CHECK(r.digest.n == 16 && !memcmp(r.digest.p, of, 16));
	CHECK_TEXT(say("k2", "{\"energy_wh_total\":2,\"boot\":7,"
	    "\"timestamp\":1797775100000}"), "accepted");
	r = newest("k2");
	key[0] = 2;
	put(key + 1, INT64_C(1797775100000));
	put(key + 9, 2000000);
	CHECK(!memcmp(r.key.p, key, 17));
	CHECK_TEXT(say("k3", "{\"energy_wh_total\":2,\"sequence_no\":7}"),
	    "accepted");
	r = newest("k3");
	digest_of(&r, of);
	put(of + 16, NOW / 60000);
	key[0] = 3;
	crypto_generichash(key + 1, 16, of, 24, NULL, 0);
	CHECK(!memcmp(r.key.p, key, 17));
}

/* Whose it is: the topic's and the message's names must agree. */
static void
check_names(void)
{
	static const struct { const char *device, *text, *want; } cases[] = {
		{ "n", "{\"esp32_name\":\"n\",\"power_w\":1}", "accepted" },
		{ "n", "{\"power_w\":2}", "accepted" },
		{ NULL, "{\"esp32_name\":\"n\",\"power_w\":3}", "accepted" },
		{ "n", "{\"esp32_name\":\"m\",\"power_w\":4}",
		    "wrong_device" },
		{ NULL, "{\"power_w\":5}", "no_name" },
		{ "n", "{\"device_id\":7,\"power_w\":6}", "bad_channel" },
		{ "n", "{\"energy_wh_total\":null,\"power_w\":7}",
		    "accepted" },
		{ "n", "{\"uptime_seconds\":-1,\"power_w\":8}",
		    "bad_uptime" },
		{ "n", "{\"boot_energy_wh\":-1,\"power_w\":8}",
		    "bad_boot_energy" },
		{ "n", "{\"sequence_no\":-1,\"power_w\":8}", "bad_sequence" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_TEXT(say(cases[i].device, cases[i].text), cases[i].want);
}

/* ---- Current transformers ------------------------------------------------ */

static void
make_meter(const char *device, int64_t multiplier)
{
	struct meter m;

	record_clear(meter_fields, &m);
	m.device = device;
	m.multiplier = multiplier;
	meter_make(db, &arena, &m, "test", NOW);
}

/* What is multiplied stays within 4 TWh and 1.05 GW. */
static void
check_multiplier(void)
{
	static const struct { const char *text, *want; } cases[] = {
		{ "{\"energy_wh_total\":4000000000}", "accepted" },
		{ "{\"energy_wh_total\":4000000000.000001}", "too_large" },
		{ "{\"energy_wh_total\":4000000000000}", "too_large" },
		{ "{\"power_w\":1050000}", "accepted" },
		{ "{\"power_w\":1050000.001}", "too_large" },
		{ "{\"power_w\":1,\"boot_energy_wh\":4000000000}",
		    "accepted" },
		{ "{\"power_w\":1,\"boot_energy_wh\":4000000000.1}",
		    "too_large" },
		{ "{\"power_w\":5,\"energy_wh_total\":7,"
		    "\"boot_energy_wh\":6}", "accepted" },
	};
	struct meter_reading r;

	make_meter("ct", 1000);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		CHECK_TEXT(take("ct", cases[i].text, strlen(cases[i].text),
		    NOW + (int64_t)i * 60000), cases[i].want);
	r = newest("ct");
	CHECK_INT(r.register_uwh, INT64_C(7000000000));
	CHECK_INT(r.boot_register_uwh, INT64_C(6000000000));
	CHECK_INT(r.power_milliw, 5000000);
	/* What it does not say is not nought. */
	CHECK_TEXT(take("ct", "{\"power_w\":0}", 13, NOW + 900000),
	    "accepted");
	r = newest("ct");
	CHECK_INT(r.register_uwh, NONE);
	CHECK_INT(r.boot_register_uwh, NONE);
	CHECK_INT(r.power_milliw, 0);
}

/* ---- Its meter ----------------------------------------------------------- */

static const char *
place(const char *device)
{
	struct meter m = { .location = NULL };

	CHECK(meter_find(db, &arena, device, METER_CHANNEL, &m));
	return m.location;
}

/* Where it is, is believed until a place is known. */
static void
check_place(void)
{
	CHECK_TEXT(say("p", "{\"power_w\":1}"), "accepted");
	CHECK_TEXT(place("p"), NULL);
	CHECK_TEXT(say("p", "{\"power_w\":2,\"classroom\":\"C\","
	    "\"location\":\"L\"}"), "accepted");
	CHECK_TEXT(place("p"), "L");
	CHECK_TEXT(say("p", "{\"power_w\":3,\"classroom\":\"D\"}"),
	    "accepted");
	CHECK_TEXT(place("p"), "L");
	CHECK_TEXT(say("p2", "{\"power_w\":2,\"classroom\":\"C\"}"),
	    "accepted");
	CHECK_TEXT(place("p2"), "C");
}

static void
check_service(void)
{
	static struct query retire = QUERY("UPDATE meter SET retired_at = 1"
	    " WHERE device = 'r'");
	static struct query low = QUERY("UPDATE meter_state SET low_at = :low"
	    " WHERE meter = (SELECT id FROM meter WHERE device = 'o')");
	struct ticket t;
	struct query *q;
	int n = 0;

	CHECK_TEXT(say("r", "{\"power_w\":1}"), "accepted");
	CHECK(db_run(db, &retire));
	CHECK_TEXT(say("r", "{\"power_w\":2}"), "retired");
	/* What is as old as deleted readings is too old; a ticket says so. */
	CHECK_TEXT(say("o", "{\"power_w\":1}"), "accepted");
	db_int(db, &low, ":low", NOW - 1000);
	CHECK(db_run(db, &low));
	CHECK_TEXT(say("o", "{\"power_w\":1,\"timestamp\":1797775199000}"),
	    "too_old");
	CHECK_TEXT(say("o", "{\"power_w\":1,\"timestamp\":1797775199001}"),
	    "accepted");
	q = ticket_list(db, "open", 100);
	while (db_row(db, q, ticket_fields, &t))
		n += t.class == TICKET_TOO_OLD &&
		    t.window_at == NOW - SLOT_MS;
	CHECK_INT(n, 1);
}

/* The newest reading's instant is not set back by one that comes late. */
static void
check_seen(void)
{
	struct meter m;

	CHECK_TEXT(say("s", "{\"power_w\":1,\"timestamp\":1797775190000}"),
	    "accepted");
	CHECK_TEXT(say("s", "{\"power_w\":1,\"timestamp\":1797775100000}"),
	    "accepted");
	CHECK(meter_find(db, &arena, "s", METER_CHANNEL, &m));
	CHECK_INT(m.last_reading_at, INT64_C(1797775190000));
	CHECK_INT(m.last_seen_at, NOW);
	CHECK_INT(m.online, 1);
}

int
main(void)
{
	arena_init(&arena, 16u << 20);
	db = store_open(":memory:");
	db_begin(db);
	check_length();
	check_instant();
	check_switches();
	check_key();
	check_names();
	check_multiplier();
	check_place();
	check_service();
	check_seen();
	CHECK(db_commit(db));
	db_close(db);
	arena_free(&arena);
	return tap_done();
}
