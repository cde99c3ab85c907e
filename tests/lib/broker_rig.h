/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_BROKER_RIG_H
#define TESTS_LIB_BROKER_RIG_H

#include <MQTTAsync.h>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/base/arena.h"
#include "hive/base/log.h"
#include "tests/lib/tap.h"

/*
 * A real Mosquitto with certificates of its own, and boards that send to it
 * from processes of their own, which the test becomes when called with words.
 */
#define BIG	(10 << 20)

static struct arena arena;
static char dir[] = "t-mqtt.XXXXXX";
static int port;
static pid_t broker;
static int queued;		/* messages at most; 0: no end */

#define DROPPED	"$SYS/broker/publish/messages/dropped"

/* ---- A board ------------------------------------------------------------ */

static _Atomic int there, sent;

static inline void
on_connect(void *arg, MQTTAsync_successData *data)
{
	(void)arg;
	(void)data;
	there = 1;
}

static inline void
on_refusal(void *arg, MQTTAsync_failureData *data)
{
	(void)arg;
	(void)data;
	there = -1;
}

static inline void
on_sent(void *arg, MQTTAsync_successData *data)
{
	(void)arg;
	(void)data;
	sent = 1;
}

/* board URL CA USER TOPIC TEXT ("big": 10 MB) */
static inline int
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

static inline pid_t
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

static inline int
run(const char *const argv[])
{
	int status = -1;

	waitpid(start(argv), &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static inline int
board(const char *user, const char *topic, const char *text)
{
	char url[64], ca[64];
	const char *argv[] = { "/proc/self/exe", url, ca, user, topic, text,
	    NULL };

	snprintf(url, sizeof url, "ssl://127.0.0.1:%d", port);
	snprintf(ca, sizeof ca, "%s/good.pem", dir);
	return run(argv);
}

static inline void
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

static inline void
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

static inline bool
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
static inline void
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

static inline void
stop_broker(void)
{
	kill(broker, SIGTERM);
	waitpid(broker, NULL, 0);
}

static inline int
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

static inline void
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

static inline void
clean(void)
{
	const char *argv[] = { "rm", "-rf", dir, NULL };

	stop_broker();
	run(argv);
}

#endif
