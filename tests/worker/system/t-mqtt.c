/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <MQTTAsync.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "tests/lib/tap.h"
#include "worker/system/mqtt.h"

/*
 * worker/system/mqtt.c at a real Mosquitto: who is let in, what a message that
 * is not answered does, and that the acknowledgement waits.  Boards send from
 * processes of their own, which this program becomes when called with words.
 */
#define BIG	(10 << 20)

static struct arena arena;
static char dir[] = "t-mqtt.XXXXXX";
static int port;
static pid_t broker;
static int queued;		/* messages at most; 0: no end */
static const char *also;	/* the topic that may be refused */
static struct loop *loop;

#define DROPPED	"$SYS/broker/publish/messages/dropped"

/* ---- A board ------------------------------------------------------------ */

static _Atomic int there, sent;

static void
on_connect(void *arg, MQTTAsync_successData *data)
{
	(void)arg;
	(void)data;
	there = 1;
}

static void
on_refusal(void *arg, MQTTAsync_failureData *data)
{
	(void)arg;
	(void)data;
	there = -1;
}

static void
on_sent(void *arg, MQTTAsync_successData *data)
{
	(void)arg;
	(void)data;
	sent = 1;
}

/* board URL CA USER TOPIC TEXT ("big": 10 MB) */
static int
be_board(char **argv)
{
	MQTTAsync_connectOptions o = MQTTAsync_connectOptions_initializer;
	MQTTAsync_SSLOptions tls = MQTTAsync_SSLOptions_initializer;
	MQTTAsync_responseOptions r = MQTTAsync_responseOptions_initializer;
	size_t len = strcmp(argv[5], "big") ? strlen(argv[5]) : BIG;
	char *text = calloc(1, len + 1);
	MQTTAsync client;

	if (len < BIG)
		memcpy(text, argv[5], len);
	tls.trustStore = argv[2];
	tls.verify = 1;
	o.ssl = &tls;
	o.username = argv[3];
	o.password = "board";
	o.onSuccess = on_connect;
	o.onFailure = on_refusal;
	MQTTAsync_create(&client, argv[1], argv[3],
	    MQTTCLIENT_PERSISTENCE_NONE, NULL);
	MQTTAsync_connect(client, &o);
	while (!there)
		usleep(1000);
	if (there < 0)
		_exit(2);
	r.onSuccess = on_sent;
	MQTTAsync_send(client, argv[4], (int)len, text, 1, 0, &r);
	for (int i = 0; !sent && i < 10000; i++)
		usleep(1000);
	_exit(sent ? 0 : 3);
}

/* ---- Programs ----------------------------------------------------------- */

static pid_t
start(const char *const argv[])
{
	char log[64];
	pid_t pid;

	fflush(NULL);
	if ((pid = fork()))
		return pid;
	snprintf(log, sizeof log, "%s/log", dir);
	if (!freopen(log, "a", stderr) || !freopen(log, "a", stdout))
		_exit(1);
	setenv("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", 1);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

static int
run(const char *const argv[])
{
	int status = -1;

	waitpid(start(argv), &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static int
board(const char *user, const char *topic, const char *text)
{
	char url[64], ca[64];
	const char *argv[] = { "/proc/self/exe", url, ca, user, topic, text,
	    NULL };

	snprintf(url, sizeof url, "ssl://127.0.0.1:%d", port);
	snprintf(ca, sizeof ca, "%s/good.pem", dir);
	return run(argv);
}

static void
make_certificate(const char *name, const char *address)
{
	char key[64], file[64], subject[64];
	const char *argv[] = { "openssl", "req", "-x509", "-newkey", "ec",
	    "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days",
	    "2", "-subj", "/CN=t", "-addext", subject, "-keyout", key,
	    "-out", file, NULL };

	snprintf(key, sizeof key, "%s/%s.key", dir, name);
	snprintf(file, sizeof file, "%s/%s.pem", dir, name);
	snprintf(subject, sizeof subject, "subjectAltName=%s", address);
	if (run(argv))
		log_die("openssl failed");
}

static void
write_file(const char *name, const char *format, ...)
{
	char path[64];
	va_list ap;
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	if (!(f = fopen(path, "we")))
		log_die("cannot write %s", path);
	va_start(ap, format);
	vfprintf(f, format, ap);
	va_end(ap);
	fclose(f);
	chmod(path, 0600);
}

static bool
listens(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_port = htons((uint16_t)port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	bool yes = connect(fd, (struct sockaddr *)&a, sizeof a) == 0;

	close(fd);
	return yes;
}

/* The certificate is that of the name. */
static void
start_broker(const char *name)
{
	const char *argv[] = { "mosquitto", "-c", NULL, NULL };
	char config[64];

	snprintf(config, sizeof config, "%s/m.conf", dir);
	argv[2] = config;
	write_file("m.conf", "user root\nlistener %d 127.0.0.1\n"
	    "certfile %s/%s.pem\nkeyfile %s/%s.key\nallow_anonymous false\n"
	    "password_file %s/passwords\nacl_file %s/acl\npersistence true\n"
	    "persistence_location %s/\nmax_queued_messages %d\n"
	    "sys_interval 1\n", port, dir, name, dir, name, dir, dir, dir,
	    queued);
	broker = start(argv);
	while (!listens())
		usleep(10000);
}

static void
stop_broker(void)
{
	kill(broker, SIGTERM);
	waitpid(broker, NULL, 0);
}

static int
free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&a, size) ||
	    getsockname(fd, (struct sockaddr *)&a, &size))
		log_die("no port");
	close(fd);
	return ntohs(a.sin_port);
}

/* ---- The worker side ---------------------------------------------------- */

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

static void
prepare(void)
{
	char path[64];
	const char *hash[] = { "mosquitto_passwd", "-U", path, NULL };

	make_certificate("good", "IP:127.0.0.1");
	make_certificate("other", "IP:127.0.0.1");
	make_certificate("elsewhere", "DNS:elsewhere.example");
	write_file("passwords", "powerhive:worker\nb1:board\nb2:board\n");
	snprintf(path, sizeof path, "%s/passwords", dir);
	if (run(hash))
		log_die("mosquitto_passwd failed");
	write_file("acl", "user powerhive\ntopic read m/#\n"
	    "topic read " DROPPED "\n"
	    "pattern write m/%%u/telemetry\n");
	port = free_port();
	start_broker("good");
}

static void
clean(void)
{
	const char *argv[] = { "rm", "-rf", dir, NULL };

	stop_broker();
	run(argv);
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
		/* See tests/lib/tools.sh. */
		puts(getenv("ALL_TOOLS") ? "Bail out! no mosquitto here" :
		    "1..0 # SKIP no mosquitto here");
		return 0;
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
