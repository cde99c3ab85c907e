/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <MQTTAsync.h>
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/day.h"
#include "hive/log.h"
#include "hive/meter.h"
#include "tests/bench/bench.h"
#include "worker/mqtt.h"

/*
 * Readings through a real Mosquitto, one commit each: how many a second
 * beside the same commits without a broker, and how long from a board's
 * sending to the commit.  Needs mosquitto; a process of its own sends.
 */
#define STEADY		1000	/* messages, 100 a second */
#define FLOOD		5000
#define ROUNDS		5		/* of the flood */
#define WINDOW		200

static char dir[64] = "bench-mqtt.XXXXXX", url[64];
static int64_t *sent_us;	/* by number; shared with the sender */
static double took_ms[STEADY + FLOOD];
static int port;
static _Atomic int under_way;
static _Atomic bool there;

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000000) + t.tv_nsec / 1000;
}

/* ---- The sender, in a process of its own -------------------------------- */

static void
on_connect(void *arg, MQTTAsync_successData *data)
{
	(void)arg;
	(void)data;
	there = true;
}

static void
on_sent(void *arg, MQTTAsync_successData *data)
{
	(void)arg;
	(void)data;
	under_way--;
}

static int
reading(char *text, size_t room, int number)
{
	return snprintf(text, room, "{\"esp32_name\":\"esp32-01\","
	    "\"classroom\":\"Hall 1\",\"timestamp\":%lld,\"power_w\":3500.5,"
	    "\"energy_wh_total\":%d.125,\"boot\":%lld,\"boot_energy_wh\":0,"
	    "\"sequence_no\":%d,\"uptime_seconds\":%d,\"switch_state\":"
	    "{\"1\":true},\"status\":\"online\",\"firmware_ver\":\"b\"}",
	    (long long)day_wall_ms(), number, (long long)getpid(),
	    number, number);
}

static void
send_all(int first, int n, int pause_us)
{
	MQTTAsync_connectOptions o = MQTTAsync_connectOptions_initializer;
	MQTTAsync_responseOptions sent = MQTTAsync_responseOptions_initializer;
	MQTTAsync client;
	char text[512];

	MQTTAsync_create(&client, url, "bench-sender",
	    MQTTCLIENT_PERSISTENCE_NONE, NULL);
	o.onSuccess = on_connect;
	o.maxInflight = WINDOW;
	MQTTAsync_connect(client, &o);
	while (!there)
		usleep(1000);
	sent.onSuccess = on_sent;
	for (int i = first; i < first + n; i++) {
		int len = reading(text, sizeof text, i + 1);

		while (under_way >= WINDOW)
			usleep(200);
		under_way++;
		sent_us[i] = now_us();
		MQTTAsync_send(client, "autovolt/esp32-01/telemetry", len,
		    text, 1, 0, &sent);
		usleep((useconds_t)pause_us);
	}
	while (under_way)
		usleep(1000);
	_exit(0);
}

/* ---- The broker --------------------------------------------------------- */

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

/* each: its queue is written after each change, as we ship it; else now and
 * then. */
static pid_t
start_broker(bool each)
{
	char path[128], log[128];
	FILE *f;
	pid_t pid;

	snprintf(path, sizeof path, "%s/m.conf", dir);
	snprintf(log, sizeof log, "%s/m.log", dir);
	if (!(f = fopen(path, "we")))
		log_die("cannot write %s", path);
	fprintf(f, "user root\nlistener %d 127.0.0.1\nallow_anonymous true\n"
	    "persistence true\npersistence_location %s/\n"
	    "max_queued_messages 0\nautosave_on_changes %s\n"
	    "autosave_interval 1\nlog_type error\n", port, dir,
	    each ? "true" : "false");
	fclose(f);
	if ((pid = fork()))
		return pid;
	if (!freopen(log, "w", stderr))
		_exit(1);
	execlp("mosquitto", "mosquitto", "-c", path, NULL);
	execl("/usr/sbin/mosquitto", "mosquitto", "-c", path, NULL);
	_exit(127);
}

/* ---- A worker without anything else ------------------------------------- */

static struct db *db;
static struct arena arena;

static int64_t
number_of(const struct mqtt_message *m)
{
	const char *at = memmem(m->text, m->len, "\"sequence_no\":", 14);

	return at ? strtoll(at + 14, NULL, 10) - 1 : -1;
}

/* As the worker does every few seconds. */
static void
checkpoint(void)
{
	static int commits;

	if (++commits % 500 == 0)
		db_checkpoint(db);
}

/* One message, as the worker takes it; false: none waits. */
static bool
take_one(struct mqtt *mqtt)
{
	struct meter_verdict v;
	struct mqtt_message m;
	int64_t number;

	if (!mqtt_take(mqtt, &m))
		return false;
	number = number_of(&m);
	arena_reset(&arena);
	db_begin(db);
	meter_take(db, &arena, "esp32-01", m.text, m.len, day_wall_ms(), &v);
	if (!db_commit(db))
		log_die("cannot commit");
	mqtt_answer(mqtt, true);
	checkpoint();
	if (number >= 0 && number < STEADY + FLOOD)
		took_ms[number] = (double)(now_us() - sent_us[number]) / 1e3;
	return true;
}

/* This program once more: a library's threads do not outlive a fork. */
static pid_t
start_sender(int first, int n, int pause_us)
{
	char a[16], b[16], c[16];
	pid_t pid = fork();

	if (pid)
		return pid;
	snprintf(a, sizeof a, "%d", first);
	snprintf(b, sizeof b, "%d", n);
	snprintf(c, sizeof c, "%d", pause_us);
	execl("/proc/self/exe", "bench-mqtt", dir, url, a, b, c, NULL);
	_exit(127);
}

static double
run(struct loop *loop, struct mqtt *mqtt, int first, int n, int pause_us)
{
	pid_t pid = start_sender(first, n, pause_us);
	int64_t from;
	int done = 0;

	while (!take_one(mqtt))
		loop_wait(loop, 100);
	from = now_us();
	for (done = 1; done < n;)
		if (take_one(mqtt))
			done++;
		else
			loop_wait(loop, 100);
	waitpid(pid, NULL, 0);
	return (double)(now_us() - from) / 1e3 / n;
}

/* The same commits without a broker. */
static double
rival(int first, int n)
{
	int64_t from = now_us();
	struct meter_verdict v;
	char text[512];

	for (int i = 0; i < n; i++) {
		int len = reading(text, sizeof text, first + i);

		arena_reset(&arena);
		db_begin(db);
		meter_take(db, &arena, "esp32-01", text, (size_t)len,
		    day_wall_ms(), &v);
		db_commit(db);
		checkpoint();
	}
	return (double)(now_us() - from) / 1e3 / n;
}

static void
report(const char *how, double each_ms, double alone_ms)
{
	char name[64];

	bench_median(took_ms, STEADY);
	snprintf(name, sizeof name, "mqtt%s_durable_p50", how);
	bench_print(name, took_ms[STEADY / 2], "ms", 0);
	snprintf(name, sizeof name, "mqtt%s_durable_p99", how);
	bench_print(name, took_ms[STEADY * 99 / 100], "ms", 50);
	snprintf(name, sizeof name, "mqtt%s_rate", how);
	bench_print(name, 1e3 / each_ms, "1/s", 0);
	snprintf(name, sizeof name, "mqtt%s_commits_alone_rate", how);
	bench_print(name, 1e3 / alone_ms, "1/s", 0);
	snprintf(name, sizeof name, "mqtt%s_message", how);
	bench_print(name, each_ms, "ms", alone_ms / 0.8);
}

static void
remove_all(void)
{
	static const char *const names[] = { "m.conf", "m.log", "sent",
	    "mosquitto.db", "b.db", "b.db-wal", "b.db-shm" };
	char path[128];

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	rmdir(dir);
}

static void
bench(struct loop *loop, struct mqtt *mqtt, bool each)
{
	double each_ms[ROUNDS], alone_ms[ROUNDS];
	pid_t broker = start_broker(each);
	int n = FLOOD / ROUNDS;

	for (int i = 0; i < 100 && !mqtt_state(mqtt).up; i++)
		loop_wait(loop, 100);
	if (mqtt_state(mqtt).up) {
		run(loop, mqtt, 0, STEADY, 10000);
		/* In turns, for the machine is shared. */
		for (int i = 0; i < ROUNDS; i++) {
			each_ms[i] = run(loop, mqtt, STEADY + i * n, n, 0);
			alone_ms[i] = rival(i * n, n);
		}
		report(each ? "" : "_unsaved", bench_median(each_ms, ROUNDS),
		    bench_median(alone_ms, ROUNDS));
	} else
		printf("# no mosquitto: not measured\n");
	kill(broker, SIGTERM);
	waitpid(broker, NULL, 0);
	while (mqtt_state(mqtt).up)
		loop_wait(loop, 100);
}

static void
share_times(int flags)
{
	size_t size = sizeof *sent_us * (STEADY + FLOOD);
	char path[128];
	int fd;

	snprintf(path, sizeof path, "%s/sent", dir);
	if ((fd = open(path, O_RDWR | O_CLOEXEC | flags, 0600)) < 0 ||
	    ftruncate(fd, (off_t)size))
		log_die("cannot share %s", path);
	sent_us = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
}

static void
be_sender(char **argv)
{
	snprintf(dir, sizeof dir, "%s", argv[1]);
	snprintf(url, sizeof url, "%s", argv[2]);
	share_times(0);
	send_all((int)strtol(argv[3], NULL, 10),
	    (int)strtol(argv[4], NULL, 10), (int)strtol(argv[5], NULL, 10));
}

int
main(int argc, char **argv)
{
	static const char *const topics[] = { "autovolt/+/telemetry", NULL };
	struct loop *loop = loop_new();
	struct mqtt *mqtt;
	const char *wrong;
	char path[128];

	if (argc > 5)
		be_sender(argv);
	if (!mkdtemp(dir))
		log_die("no folder");
	port = free_port();
	snprintf(url, sizeof url, "tcp://127.0.0.1:%d", port);
	snprintf(path, sizeof path, "%s/b.db", dir);
	arena_init(&arena, 16 << 20);
	share_times(O_CREAT);
	if (!(db = db_create(path, &wrong)))
		log_die("%s", wrong);
	snprintf(path, sizeof path, "mqtt://127.0.0.1:%d", port);
	mqtt = mqtt_open(loop, &(struct mqtt_options){ .url = path,
	    .session = "bench", .topics = topics }, &wrong);
	bench(loop, mqtt, true);
	bench(loop, mqtt, false);
	db_close(db);
	remove_all();
	return 0;
}
