/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/broker_rig.h"
#include "worker/system/mqtt.h"

/*
 * worker/system/mqtt.c at a real Mosquitto: who is let in, what a message that
 * is not answered does, and that the acknowledgement waits.
 */
static const char *also;	/* the topic that may be refused */
static struct loop *loop;

static struct mqtt *
open_as(const char *password, const char *ca_file)
{
	static const char *const topics[] = { "m/+/telemetry", "m/+/status",
	    NULL };
	char url[64], ca[64];
	const char *error;

	/* Timers stay in a loop for ever: each client has one of its own. */
	if (loop)
		loop_free(loop);
	loop = loop_new();
	snprintf(url, sizeof url, "mqtts://127.0.0.1:%d", port);
	snprintf(ca, sizeof ca, "%s/%s.pem", dir, ca_file);
	return mqtt_open(loop, &(struct mqtt_options){ .url = url,
	    .ca_file = ca, .user = "powerhive", .password = password,
	    .session = "powerhive-test", .topics = topics, .also = also },
	    &error);
}

static void
nothing(void *arg)
{
	(void)arg;
}

/* Until it is up, or until an attempt is refused. */
static bool
comes_up(struct mqtt *m)
{
	int64_t refused = mqtt_state(m).refused;

	for (int i = 0; i < 400 && !mqtt_state(m).up &&
	    mqtt_state(m).refused == refused; i++)
		loop_wait(loop, 50);
	return mqtt_state(m).up;
}

static bool
waits(struct mqtt *m)
{
	for (int i = 0; i < 400 && !mqtt_ready(m); i++)
		loop_wait(loop, 50);
	return mqtt_ready(m);
}

static void
check_text(struct mqtt *m, const char *topic, const char *text)
{
	struct mqtt_message got = { .topic = NULL };

	CHECK(waits(m) && mqtt_take(m, &got));
	CHECK_TEXT(got.topic, topic);
	CHECK(got.len == strlen(text) && !memcmp(got.text, text, got.len));
}

/* A refusal is told in words, and tried again. */
static void
check_refused(const char *password, const char *ca_file, const char *word)
{
	struct mqtt *m = open_as(password, ca_file);

	CHECK(m && !comes_up(m));
	CHECK(mqtt_state(m).refused > 0);
	if (!strstr(mqtt_state(m).why, word))
		printf("# why: %s\n", mqtt_state(m).why);
	CHECK(strstr(mqtt_state(m).why, word) != NULL);
	mqtt_close(m, nothing, NULL);
}

static void
check_unknown_hosts(void)
{
	struct mqtt *m;

	check_refused("wrong", "good", "let us in");
	check_refused("worker", "other", "certificate");
	stop_broker();
	start_broker("elsewhere");
	/* Its certificate is trusted, but is another machine's. */
	check_refused("worker", "elsewhere", "TLS");
	stop_broker();
	start_broker("good");
	m = open_as("worker", "good");
	while (!comes_up(m))
		;
	CHECK(mqtt_state(m).up);
	mqtt_close(m, nothing, NULL);
	CHECK(!mqtt_state(m).up);
}

static void
check_messages(struct mqtt *m)
{
	struct mqtt_message got;

	CHECK_INT(board("b1", "m/b1/telemetry", "one"), 0);
	check_text(m, "m/b1/telemetry", "one");
	/* Not durable: it is taken again. */
	mqtt_answer(m, false);
	check_text(m, "m/b1/telemetry", "one");
	mqtt_answer(m, true);
	/* The broker lets a board speak under its own name only, and tells
	 * it nothing. */
	CHECK_INT(board("b1", "m/b2/telemetry", "false"), 0);
	CHECK_INT(board("nobody", "m/nobody/telemetry", "false"), 2);
	CHECK_INT(board("b2", "m/b2/telemetry", "true"), 0);
	check_text(m, "m/b2/telemetry", "true");
	mqtt_answer(m, true);
	CHECK_INT(board("b1", "m/b1/telemetry", "big"), 0);
	CHECK(waits(m) && mqtt_take(m, &got));
	CHECK_INT(got.len, BIG);
	mqtt_answer(m, true);
	CHECK_INT(board("b1", "m/b1/telemetry", ""), 0);
	check_text(m, "m/b1/telemetry", "");
	mqtt_answer(m, true);
}

/* The broker dies while a message is under way: what it did not hear of
 * comes again. */
static void
check_again(struct mqtt *m)
{
	static const char *const texts[] = { "held", "behind" };
	struct mqtt_message got;

	CHECK_INT(board("b1", "m/b1/telemetry", "held"), 0);
	CHECK_INT(board("b1", "m/b1/telemetry", "behind"), 0);
	check_text(m, "m/b1/telemetry", "held");
	stop_broker();
	start_broker("good");
	mqtt_answer(m, true);
	/* What had come before the end is still given. */
	for (int i = 0; i < 400 && mqtt_state(m).lost == 0; i++) {
		loop_wait(loop, 50);
		if (mqtt_take(m, &got))
			mqtt_answer(m, true);
	}
	CHECK_INT(mqtt_state(m).lost, 1);
	for (int i = 0; i < 2; i++) {
		CHECK(waits(m) && mqtt_take(m, &got));
		CHECK(got.again && got.len == strlen(texts[i]) &&
		    !memcmp(got.text, texts[i], got.len));
		mqtt_answer(m, true);
	}
	while (!comes_up(m) && mqtt_state(m).refused < 10)
		;
	CHECK(mqtt_state(m).up);
}

/* What comes while nobody is there waits at the broker. */
static void
check_absence(void)
{
	struct mqtt *m;

	CHECK_INT(board("b1", "m/b1/telemetry", "late"), 0);
	m = open_as("worker", "good");
	check_text(m, "m/b1/telemetry", "late");
	mqtt_answer(m, true);
	while (!comes_up(m) && mqtt_state(m).refused < 10)
		;
	mqtt_close(m, nothing, NULL);
}

/* A queue with an end, and nobody there: the broker says how many messages it
 * dropped. */
static void
check_dropped(void)
{
	struct mqtt_message got = { .topic = NULL };
	struct mqtt *m;
	int messages = 0;
	long dropped = 0;

	stop_broker();
	queued = 3;
	start_broker("good");
	for (int i = 0; i < 8; i++)
		CHECK_INT(board("b1", "m/b1/telemetry", "more"), 0);
	also = DROPPED;
	m = open_as("worker", "good");
	for (int i = 0; i < 400 && dropped < 5; i++) {
		loop_wait(loop, 50);
		if (!mqtt_take(m, &got))
			continue;
		if (!strcmp(got.topic, DROPPED))
			dropped = strtol(arena_text(&arena, got.text,
			    got.len), NULL, 10);
		messages += !strcmp(got.topic, "m/b1/telemetry");
		mqtt_answer(m, true);
	}
	CHECK_INT(dropped, 5);
	CHECK_INT(messages, 3);
	mqtt_close(m, nothing, NULL);
}

int
main(int argc, char **argv)
{
	const char *probe[] = { "mosquitto_passwd", NULL };
	struct mqtt *m;

	if (argc > 5)
		return be_board(argv);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (!mkdtemp(dir))
		log_die("no folder");
	if (run(probe) == 127) {
		puts("Bail out! no mosquitto here");
		return 1;
	}
	arena_init(&arena, 1 << 20);
	prepare();
	check_unknown_hosts();
	m = open_as("worker", "good");
	while (!comes_up(m) && mqtt_state(m).refused < 10)
		;
	check_messages(m);
	check_again(m);
	mqtt_close(m, nothing, NULL);
	check_absence();
	check_dropped();
	clean();
	return tap_done();
}
