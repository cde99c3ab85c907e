/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/base/instant.h"
#include "hive/ledger/meter.h"
#include "tests/bench/bench.h"
#include "tests/lib/store.h"

/*
 * Boards' messages through the whole worker: this program is the broker (MQTT
 * 3.1.1, just enough of it), with as many messages under way as Mosquitto
 * has.  Beside it the same readings, one a commit, with nothing around: what
 * the disk and the ledger allow.  All of it passes on the wall.
 */
#define ROUNDS	5
#define MANY	1500		/* messages of a round */
#define WINDOW	20		/* max_inflight_messages */
#define BOARDS	50
#define PACED	2000		/* one by one, 200 a second */
#define PACE_US	5000

static struct arena arena;
static char dir[] = "bench-mqtt.XXXXXX";
static int client, number;	/* the worker's connection; of readings */

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int
reading(char *to, size_t size, int n)
{
	int board = n % BOARDS, seq = n / BOARDS;

	return snprintf(to, size, "{\"esp32_name\":\"board-%02d\","
	    "\"classroom\":\"Lab %d\",\"timestamp\":%lld,\"power_w\":%d.5,"
	    "\"energy_wh_total\":%d.%03d,\"boot\":3,\"sequence_no\":%d,"
	    "\"boot_energy_wh\":10,\"uptime_seconds\":%d,"
	    "\"switch_state\":{\"1\":true,\"2\":false},\"status\":"
	    "\"online\",\"firmware_ver\":\"2.1.0\",\"wifi_rssi\":-61}",
	    board, board % 7, (long long)day_wall_ms(), 1200 + board,
	    1000 + seq, board, seq, 60 + seq * 30);
}

/* ---- Alone -------------------------------------------------------------- */

/* us a reading, each a commit of its own. */
static double
round_alone(struct db *db, int from)
{
	struct meter_verdict v;
	char text[600], device[16];
	double began = now_us();

	for (int n = from; n < from + MANY; n++) {
		int len = reading(text, sizeof text, n);

		snprintf(device, sizeof device, "board-%02d", n % BOARDS);
		arena_reset(&arena);
		db_begin(db);
		if (meter_take(db, &arena, device, text, (size_t)len,
		    day_wall_ms(), &v) != METER_ACCEPTED || !db_commit(db))
			log_die("not taken why=\"%s\"", v.why);
	}
	return (now_us() - began) / MANY;
}

/* ---- The broker --------------------------------------------------------- */

static int
listen_free(int *port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (bind(fd, (struct sockaddr *)&a, size) || listen(fd, 1) ||
	    getsockname(fd, (struct sockaddr *)&a, &size))
		log_die("no port");
	*port = ntohs(a.sin_port);
	return fd;
}

static void
take(unsigned char *to, size_t n)
{
	while (n > 0) {
		ssize_t got = read(client, to, n);

		if (got <= 0)
			log_die("the worker is gone");
		to += got;
		n -= (size_t)got;
	}
}

static void
give(const void *from, size_t n)
{
	if (write(client, from, n) != (ssize_t)n)
		log_die("the worker is gone");
}

/* The next packet's first byte and its body; what is asked is answered. */
static unsigned char
packet(unsigned char body[2048])
{
	static const unsigned char connack[] = { 0x20, 2, 0, 0 };
	static const unsigned char pong[] = { 0xd0, 0 };
	unsigned char suback[] = { 0x90, 5, 0, 0, 1, 1, 1 };
	unsigned char type, more = 0x80;
	size_t len = 0;

	take(&type, 1);
	for (int shift = 0; more & 0x80; shift += 7) {
		take(&more, 1);
		len |= (size_t)(more & 0x7f) << shift;
	}
	if (len > 2048)
		log_die("a packet of %zu bytes", len);
	take(body, len);
	if (type >> 4 == 1)
		give(connack, sizeof connack);
	else if (type >> 4 == 12)
		give(pong, sizeof pong);
	else if (type >> 4 == 8) {
		memcpy(suback + 2, body, 2);
		give(suback, sizeof suback);
	}
	return type >> 4;
}

static void
publish(int n)
{
	unsigned char out[1024], *p = out + 3;
	char topic[40], text[600];
	int head = snprintf(topic, sizeof topic, "autovolt/board-%02d/"
	    "telemetry", n % BOARDS);
	int len = reading(text, sizeof text, n), all = 2 + head + 2 + len;
	unsigned id = (unsigned)n % 60000 + 1;

	out[0] = 0x32;		/* quality of service 1 */
	out[1] = (unsigned char)(all | 0x80);
	out[2] = (unsigned char)(all >> 7);
	*p++ = 0;
	*p++ = (unsigned char)head;
	memcpy(p, topic, (size_t)head);
	p += head;
	*p++ = (unsigned char)(id >> 8);
	*p++ = (unsigned char)id;
	memcpy(p, text, (size_t)len);
	give(out, (size_t)(p + len - out));
}

static void
wait_puback(void)
{
	unsigned char body[2048];

	while (packet(body) != 4)
		;
}

/* us a message, WINDOW of them under way. */
static double
round_through(void)
{
	double began = now_us();
	int sent = 0, done = 0;

	while (done < MANY) {
		while (sent < MANY && sent - done < WINDOW) {
			publish(number++);
			sent++;
		}
		wait_puback();
		done++;
	}
	return (now_us() - began) / MANY;
}

/* ms from a message to its acknowledgement, a board at a time. */
static void
bench_latency(void)
{
	static double took[PACED];
	double due = now_us();

	for (int i = 0; i < PACED; i++) {
		double from = now_us();

		if (from < due)
			usleep((useconds_t)(due - from));
		due += PACE_US;
		from = now_us();
		publish(number++);
		wait_puback();
		took[i] = (now_us() - from) / 1e3;
	}
	bench_median(took, PACED);
	bench_print("mqtt_puback_p50", took[PACED / 2], "ms", 0);
	bench_print("mqtt_puback_p99", took[PACED * 99 / 100], "ms", 50);
	bench_print("mqtt_puback_longest", took[PACED - 1], "ms", 0);
}

/* ---- The worker --------------------------------------------------------- */

static pid_t
start_worker(int port)
{
	char config[64], log[64];
	FILE *f;
	pid_t pid;

	snprintf(config, sizeof config, "%s/powerhive.json", dir);
	snprintf(log, sizeof log, "%s/log", dir);
	if (!(f = fopen(config, "we")))
		log_die("cannot write %s", config);
	fprintf(f, "{\"site\":{\"name\":\"bench\",\"timezone\":\"UTC\","
	    "\"currency\":\"USD\"},\"database\":{\"path\":\"%s/w.db\"},"
	    "\"network\":{\"subnets\":[\"127.1.0.0/30\"],\"miner_port\":9},"
	    "\"run\":{\"path\":\"%s/run\"},\"mqtt\":{\"url\":"
	    "\"mqtt://127.0.0.1:%d\"}}", dir, dir, port);
	fclose(f);
	if ((pid = fork()))
		return pid;
	if (!freopen(log, "we", stderr))
		_exit(1);
	execl("./powerhived", "powerhived", "--config", config, NULL);
	_exit(127);
}

static void
bench_rate(struct db *db)
{
	double alone[ROUNDS], through[ROUNDS], a, t;

	for (int i = 0; i < ROUNDS; i++) {
		alone[i] = round_alone(db, i * MANY);
		through[i] = round_through();
	}
	a = bench_median(alone, ROUNDS);
	t = bench_median(through, ROUNDS);
	bench_print("mqtt_one_a_commit_alone", a, "us", 0);
	bench_print("mqtt_through_the_worker", t, "us", a / 0.8);
	bench_print("mqtt_messages_a_second", 1e6 / t, "1/s", 0);
}

int
main(void)
{
	const char *clean[] = { "rm", "-rf", dir, NULL };
	unsigned char body[2048];
	int port, door, one = 1, status;
	struct db *db;
	pid_t worker;

	signal(SIGPIPE, SIG_IGN);
	arena_init(&arena, 16 << 20);
	if (!mkdtemp(dir))
		log_die("no folder");
	db = store_open(arena_printf(&arena, "%s/alone.db", dir));
	door = listen_free(&port);
	worker = start_worker(port);
	if ((client = accept(door, NULL, NULL)) < 0)
		log_die("nobody came");
	setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	while (packet(body) != 8)
		;
	bench_rate(db);
	bench_latency();
	kill(worker, SIGTERM);
	waitpid(worker, &status, 0);
	db_close(db);
	close(client);
	close(door);
	if (fork() == 0) {
		execvp(clean[0], (char *const *)(uintptr_t)clean);
		_exit(127);
	}
	wait(&status);
	return 0;
}
