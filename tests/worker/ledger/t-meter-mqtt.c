/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "hive/base/log.h"
#include "tests/fake/mqtt.h"
#include "tests/lib/tap.h"
#include "worker/core/health.h"
#include "worker/core/turn.h"
#include "worker/ledger/meter_mqtt.h"

/*
 * Messages of meters in the worker's turn: what is taken, what is refused
 * and counted, and that nothing is acknowledged before it is durable.
 */
static struct arena kept;
static struct site site;
static struct health health;
static struct secret_key secret;
static struct turn turn = { .site = &site };
static struct meters intake = { .health = &health };

static void
open_site(const char *mqtt)
{
	const char *warnings, *error;
	char text[512];

	arena_init(&kept, 1 << 20);
	snprintf(text, sizeof text, "{\"site\":{\"name\":\"t\",\"timezone\":"
	    "\"UTC\",\"currency\":\"USD\"},\"network\":{\"subnets\":"
	    "[\"127.9.0.0/24\"]}%s}", mqtt);
	error = site_read(&kept, "test", text, strlen(text), &site,
	    &warnings);
	if (error)
		log_die("%s", error);
}

static int64_t
counted(const char *name)
{
	static struct query q = QUERY("SELECT n FROM counter WHERE"
	    " name = :name");

	db_text(turn.db, &q, ":name", name);
	return db_number(turn.db, &q, 0);
}

static int64_t
events(const char *kind)
{
	static struct query q = QUERY("SELECT count(*) FROM event WHERE"
	    " kind = :kind");

	db_text(turn.db, &q, ":kind", kind);
	return db_number(turn.db, &q, 0);
}

/* A number that the tables hold; the SQL is the same each time. */
static int64_t
number(struct query *q)
{
	return db_number(turn.db, q, NONE);
}

static struct query
    readings = QUERY("SELECT count(*) FROM meter_reading"),
    highest = QUERY("SELECT max(register_uwh) FROM meter_reading"),
    meters = QUERY("SELECT count(*) FROM meter"),
    all_refused = QUERY("SELECT count(*) FROM meter_refused"),
    online = QUERY("SELECT online FROM meter_state");

static int64_t
refused(const char *rule)
{
	static struct query q = QUERY("SELECT count(*) FROM meter_refused"
	    " WHERE rule = :rule");

	db_text(turn.db, &q, ":rule", rule);
	return db_number(turn.db, &q, 0);
}

static void
take_turn(bool durable)
{
	turn.now_ms += 100;
	turn.wall_ms = 1795168800000 + turn.now_ms;
	db_begin(turn.db);
	meters_serve(&turn, &intake);
	if (durable)
		durable = db_commit(turn.db);
	else
		db_rollback(turn.db);
	meters_answer(&intake, durable);
}

/* One message to its end. */
static void
send_text(const char *topic, const char *text, size_t len)
{
	fake_mqtt_send(topic, text, len, false);
	while (meters_ready(turn.db, &intake))
		take_turn(true);
}

static void
check_nothing(void)
{
	open_site("");
	meters_open(&site, &kept, NULL, &secret, &intake);
	CHECK(!intake.mqtt);
	CHECK(!meters_ready(turn.db, &intake));
	take_turn(true);
	meters_close(&turn, &intake);
	arena_free(&kept);
}

static void
check_topics(void)
{
	struct meter_topic t;
	char longest[66];

	CHECK(meter_topic("autovolt", "autovolt/esp-1/telemetry", &t));
	CHECK_TEXT(t.device, "esp-1");
	CHECK_TEXT(topic_kind_words[t.kind], "telemetry");
	CHECK(meter_topic("a/b", "a/b/A.z_:-9/x/y", &t));
	CHECK_INT(t.kind, TOPIC_NONE);
	CHECK(!meter_topic("autovolt", "autovolt", &t));
	CHECK(!meter_topic("autovolt", "autovolt//telemetry", &t));
	CHECK(!meter_topic("autovolt", "autovolt/esp-1", &t));
	CHECK(!meter_topic("autovolt", "autovolt2/esp-1/telemetry", &t));
	CHECK(!meter_topic("autovolt", "autovolt/e p/telemetry", &t));
	CHECK(!meter_topic("autovolt", "autovolt/\xc3\xa4/telemetry", &t));
	CHECK(!meter_topic("autovolt", "", &t));
	memset(longest, 'x', 65);
	longest[65] = '\0';
	CHECK(!meter_topic("p", arena_printf(&kept, "p/%s/k",
	    longest), &t));
	CHECK(meter_topic("p", arena_printf(&kept, "p/%s/k",
	    longest + 1), &t));
	CHECK_INT(strlen(t.device), 64);
}

static void
check_uris(void)
{
	struct arena *a = &kept;

	CHECK_TEXT(mqtt_uri(a, "mqtts://h.example"), "ssl://h.example:8883");
	CHECK_TEXT(mqtt_uri(a, "mqtts://h:9/"), "ssl://h:9");
	CHECK_TEXT(mqtt_uri(a, "mqtt://10.0.0.1"), "tcp://10.0.0.1:1883");
	CHECK_TEXT(mqtt_uri(a, "mqtts://[fd00::1]"), "ssl://[fd00::1]:8883");
	CHECK_TEXT(mqtt_uri(a, "mqtts://[fd00::1]:7"), "ssl://[fd00::1]:7");
}

static void
check_options(void)
{
	const struct mqtt_options *o = fake_mqtt_options();

	CHECK_TEXT(o->url, "mqtts://broker.example:8883");
	CHECK_TEXT(o->topics[0], "power/watt/+/telemetry");
	CHECK_TEXT(o->topics[1], "power/watt/+/status");
	CHECK_TEXT(o->topics[2], "power/watt/+/heartbeat");
	CHECK(!o->topics[3]);
	CHECK_TEXT(o->also, "$SYS/broker/publish/messages/dropped");
	CHECK_INT(strlen(o->session), 22);
	CHECK(!strncmp(o->session, "powerhive-", 10));
}

#define READING "{\"esp32_name\":\"e1\",\"timestamp\":1795168800,"  \
	"\"energy_wh_total\":1.5,\"boot\":7,\"sequence_no\":"

static void
check_readings(void)
{
	static const char one[] = READING "1}", two[] = READING "2}";
	static const char other[] = READING "2,\"power_w\":3}";

	send_text("power/watt/e1/telemetry", one, sizeof one - 1);
	send_text("power/watt/e1/telemetry", one, sizeof one - 1);
	send_text("power/watt/e1/telemetry", two, sizeof two - 1);
	CHECK_INT(number(&readings), 2);
	CHECK_INT(number(&highest), 1500000);
	CHECK_INT(number(&meters), 1);
	send_text("power/watt/e1/telemetry", other, sizeof other - 1);
	CHECK_INT(refused("conflict"), 1);
	/* The topic's device is who speaks. */
	send_text("power/watt/e2/telemetry", one, sizeof one - 1);
	CHECK_INT(refused("wrong_device"), 1);
	CHECK_INT(number(&meters), 1);
	CHECK_INT(fake_mqtt_acknowledged(), 5);
}

/* A byte that is out of its place, and its end that is no text's end. */
static void
check_hostile(void)
{
	static const char *const bad[] = { "", "{", "null", "[]", "\x01\xff",
	    "{\"energy_wh_total\":NaN}", "{\"energy_wh_total\":-1}",
	    "{\"energy_wh_total\":\"12\"}", "{\"energy_wh_total\":1e300}",
	    "{\"esp32_name\":\"e1\"}", "{\"esp32_name\":{\"a\":[[[[]]]]}}",
	    "{\"energy_wh_total\":1,\"energy_wh_total\":2}" };
	int64_t before = number(&all_refused);
	int64_t n = sizeof bad / sizeof *bad;

	for (int i = 0; i < n; i++) {
		char *text = malloc(strlen(bad[i]) + 1);

		/* Exactly as long as it is: a reader that goes on is seen. */
		memcpy(text, bad[i], strlen(bad[i]));
		text = realloc(text, strlen(bad[i]) + !*bad[i]);
		send_text("power/watt/e1/telemetry", text, strlen(bad[i]));
		free(text);
	}
	CHECK_INT(number(&all_refused) - before, n);
	CHECK_INT(number(&readings), 2);
}

static void
check_refusals(void)
{
	size_t big = 10 << 20;
	char *payload = calloc(1, big);
	int before = fake_mqtt_acknowledged();

	send_text("power/watt/e1/telemetry", payload, big);
	CHECK_INT(refused("too_long"), 1);
	send_text("power/watt/e1/status", payload, big);
	CHECK_INT(refused("too_long"), 2);
	free(payload);
	send_text("", "{}", 2);
	send_text("power/watt/e1/telemetry/x", "{}", 2);
	send_text("power/watt/e1/config", "{}", 2);
	send_text("other/e1/telemetry", "{}", 2);
	CHECK_INT(refused("bad_topic"), 4);
	CHECK_INT(counted("mqtt_refused_bad_topic"), 4);
	fake_mqtt_send("power/watt/e1/telemetry", "{}", 2, true);
	take_turn(true);
	CHECK_INT(refused("retained"), 1);
	CHECK_INT(fake_mqtt_left(), 0);
	CHECK_INT(fake_mqtt_acknowledged(), before + 7);
}

static void
sign(const char *kind, const char *text, bool retained)
{
	fake_mqtt_send(arena_printf(&kept, "power/watt/e1/%s",
	    kind), text, strlen(text), retained);
	take_turn(true);
}

static void
check_signs(void)
{
	CHECK_INT(number(&online), 1);
	sign("status", "{\"status\":\"offline\"}", true);
	CHECK_INT(number(&online), 0);
	sign("status", "{\"status\":\"online\"}", true);
	CHECK_INT(number(&online), 0);
	sign("status", "{\"status\":\"online\"}", false);
	CHECK_INT(number(&online), 1);
	sign("status", "offline", false);
	CHECK_INT(number(&online), 0);
	sign("heartbeat", "{\"heap\":1}", false);
	CHECK_INT(number(&online), 1);
}

/* The broker counts since it began; what it says first is not ours. */
static void
check_dropped(void)
{
	static const struct { const char *says; int64_t dropped; } all[] = {
		{ "70", 0 }, { "70", 0 }, { "", 0 }, { "x", 0 }, { "-9", 0 },
		{ "75", 5 }, { "75", 5 }, { "3", 8 },
		{ "99999999999999999999999", 8 }, { "4", 9 } };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		fake_mqtt_send("$SYS/broker/publish/messages/dropped",
		    all[i].says, strlen(all[i].says), true);
		take_turn(true);
		CHECK_INT(health.broker.dropped, all[i].dropped);
	}
	CHECK_INT(events("broker dropped"), 1);
	CHECK_INT(counted("mqtt_broker_dropped"), 4);
}

/* No acknowledgement without a commit, and the same message again. */
static void
check_durable(void)
{
	int before = fake_mqtt_acknowledged();
	int64_t heard = counted("mqtt_heartbeat");

	fake_mqtt_send("power/watt/e1/heartbeat", "{}", 2, false);
	for (int i = 0; i < 5; i++) {
		take_turn(false);
		CHECK_INT(fake_mqtt_acknowledged(), before);
		CHECK_INT(counted("mqtt_heartbeat"), heard);
	}
	take_turn(true);
	CHECK_INT(fake_mqtt_acknowledged(), before + 1);
	CHECK_INT(counted("mqtt_heartbeat"), heard + 1);
	CHECK(!meters_ready(turn.db, &intake));
}

/* A disk that is full: nothing is taken until it is well again. */
static void
check_sick(void)
{
	static struct query small = QUERY("PRAGMA max_page_count = 1");
	static struct query fill = QUERY("INSERT INTO event (at, kind, text)"
	    " VALUES (0, 'x', hex(zeroblob(40000)))");
	int before = fake_mqtt_acknowledged();

	db_number(turn.db, &small, 0);
	db_begin(turn.db);
	db_run(turn.db, &fill);
	CHECK(!db_commit(turn.db));
	CHECK(db_sick(turn.db));
	fake_mqtt_send("power/watt/e1/heartbeat", "{}", 2, false);
	CHECK(!meters_ready(turn.db, &intake));
	take_turn(true);
	CHECK_INT(fake_mqtt_left(), 1);
	CHECK_INT(fake_mqtt_acknowledged(), before);
}

static void
check_link(void)
{
	fake_mqtt_link(false, "nobody there");
	take_turn(true);
	fake_mqtt_link(false, "nobody there");
	take_turn(true);
	CHECK_INT(events("broker lost"), 1);
	CHECK(health.broker.wanted && !health.broker.up);
	CHECK_TEXT(health.broker.why, "nobody there");
	CHECK_TEXT(broker_words[health.state.broker], "lost");
	fake_mqtt_link(true, NULL);
	take_turn(true);
	take_turn(true);
	CHECK_INT(events("broker found"), 1);
	CHECK(health.broker.up);
	CHECK_TEXT(broker_words[health.state.broker], "connected");
	fake_mqtt_link(false, "gone");
	take_turn(true);
	fake_mqtt_link(false, "still gone");
	take_turn(true);
	CHECK_INT(events("broker lost"), 2);
	CHECK_INT(counted("mqtt_lost"), 1);
	fake_mqtt_link(true, NULL);
	take_turn(true);
	CHECK_INT(events("broker found"), 2);
}

int
main(void)
{
	const char *error;

	log_level(LOG_DIE);
	if (!(turn.db = db_create(":memory:", &error)))
		log_die("%s", error);
	check_nothing();
	open_site(",\"mqtt\":{\"url\":\"mqtts://broker.example:8883\","
	    "\"prefix\":\"power/watt\"}");
	meters_open(&site, &kept, NULL, &secret, &intake);
	check_topics();
	check_options();
	check_uris();
	check_link();
	check_readings();
	check_hostile();
	check_refusals();
	check_signs();
	check_dropped();
	check_durable();
	check_sick();
	meters_close(&turn, &intake);
	db_close(turn.db);
	arena_free(&kept);
	return tap_done();
}
