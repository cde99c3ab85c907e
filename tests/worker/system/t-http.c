/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/tap.h"
#include "worker/system/http.h"

/*
 * worker/system/http.c on real sockets against a server that answers as a
 * hostile machine would.  The path names the answer.
 */
static int port;
static pid_t server;

/* ---- The server, in a process of its own --------------------------------- */

static void
say(int fd, const char *text)
{
	if (write(fd, text, strlen(text)) < 0)
		_exit(0);
}

static void
endless(int fd, const char *piece)
{
	for (;;)
		say(fd, piece);
}

static void
answer(int fd, const char *path)
{
	static const char ok[] =
	    "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}";

	if (!strncmp(path, "/ok", 3))
		say(fd, ok);
	else if (!strncmp(path, "/empty", 6))
		say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
	else if (!strncmp(path, "/500", 4))
		say(fd, "HTTP/1.1 500 No\r\nContent-Length: 3\r\n\r\nno ");
	else if (!strncmp(path, "/body", 5)) {
		say(fd, "HTTP/1.1 200 OK\r\n\r\n");
		endless(fd, "0123456789abcdef0123456789abcdef");
	} else if (!strncmp(path, "/headers", 8)) {
		say(fd, "HTTP/1.1 200 OK\r\n");
		endless(fd, "X-More: 0123456789abcdef0123456789abcdef\r\n");
	} else if (!strncmp(path, "/short", 6))
		say(fd, "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}");
	else if (!strncmp(path, "/redirect", 9))
		say(fd, "HTTP/1.1 302 There\r\nLocation: /ok\r\n"
		    "Content-Length: 0\r\n\r\n");
	else if (!strncmp(path, "/nonsense", 9))
		say(fd, "\x01\x02 nothing like HTTP\r\n\r\n");
	else if (!strncmp(path, "/hang", 5))
		pause();
}

static void
serve(int listener)
{
	signal(SIGCHLD, SIG_IGN);
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		char text[4096] = "";
		ssize_t n;

		if (fd < 0 || fork() != 0) {
			close(fd);
			continue;
		}
		while ((n = read(fd, text, sizeof text - 1)) > 0) {
			text[n] = '\0';
			answer(fd, strchr(text, ' ') + 1);
			if (strstr(text, "/short") || strstr(text, "/nons"))
				break;
		}
		_exit(0);
	}
}

static void
start_server(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	bind(fd, (struct sockaddr *)&a, sizeof a);
	listen(fd, 16);
	getsockname(fd, (struct sockaddr *)&a, &size);
	port = ntohs(a.sin_port);
	if ((server = fork()) == 0) {
		setpgid(0, 0);
		serve(fd);
	}
	close(fd);
}

/* ---- The caller ---------------------------------------------------------- */

static struct loop *loop;
static struct http *http;
static int answers, status;
static char why[256];
static size_t len;

static bool
allowed(void *arg, uint32_t ip)
{
	(void)arg;
	return ip == INADDR_LOOPBACK;
}

static void
done(struct http_call *c, void *arg)
{
	(void)arg;
	answers++;
	status = c->status;
	len = c->len;
	snprintf(why, sizeof why, "%s", c->why ? c->why : "");
}

static void
wait_for(int n)
{
	while (answers < n) {
		loop_wait(loop, 1000);
		http_finish(http);
	}
}

static int
get(const char *host, const char *path)
{
	struct http_call *c = http_call(http);

	c->url = arena_printf(&c->arena, "http://%s:%d%s", host, port, path);
	c->connect_ms = 1000;
	c->timeout_ms = 2000;
	answers = 0;
	http_send(http, c, done, NULL);
	wait_for(1);
	return status;
}

static void
check_plain(void)
{
	CHECK_INT(get("127.0.0.1", "/ok"), 200);
	CHECK_INT((long long)len, 2);
	CHECK_INT(get("127.0.0.1", "/empty"), 200);
	CHECK_INT((long long)len, 0);
	CHECK_INT(get("127.0.0.1", "/500"), 500);
	CHECK_INT(http_room(http), 8);
}

static void
check_hostile(void)
{
	CHECK_INT(get("127.0.0.1", "/body"), 0);
	CHECK_TEXT(why, "body over 256 kB");
	CHECK_INT(get("127.0.0.1", "/headers"), 0);
	CHECK(*why);
	CHECK_INT(get("127.0.0.1", "/short"), 0);
	CHECK_INT(get("127.0.0.1", "/redirect"), 302);
	CHECK_INT(get("127.0.0.1", "/nonsense"), 0);
	CHECK_INT(get("127.0.0.1", "/hang"), 0);
	CHECK_INT(get("127.0.0.2", "/ok"), 0);
	CHECK_TEXT(why, "address is not allowed");
	CHECK_INT(get("2130706434", "/ok"), 0);	/* 127.0.0.2 in disguise */
	CHECK_TEXT(why, "address is not allowed");
	CHECK_INT(http_room(http), 8);
}

/* A proxy in the environment is not ours. */
static void
check_no_proxy(void)
{
	setenv("http_proxy", "http://127.0.0.3:9", 1);
	CHECK_INT(get("127.0.0.1", "/ok"), 200);
	unsetenv("http_proxy");
}

static void
send_again(struct http_call *c, void *arg)
{
	int *left = arg;

	done(c, NULL);
	if (c->status != 200 || --*left == 0)
		return;
	http_again(c, send_again, arg);
	c->url = arena_printf(&c->arena, "http://127.0.0.1:%d/ok", port);
	c->connect_ms = 1000;
	c->timeout_ms = 2000;
}

/* Several questions in one slot, many slots at once. */
static void
check_visits(void)
{
	int left[8];

	answers = 0;
	for (int i = 0; i < 8; i++) {
		struct http_call *c = http_call(http);

		left[i] = 5;
		c->url = arena_printf(&c->arena, "http://127.0.0.1:%d/ok",
		    port);
		c->connect_ms = 1000;
		c->timeout_ms = 2000;
		http_send(http, c, send_again, &left[i]);
	}
	CHECK_INT(http_room(http), 0);
	wait_for(40);
	CHECK_INT(answers, 40);
	CHECK_INT(http_room(http), 8);
}

int
main(void)
{
	start_server();
	loop = loop_new();
	http = http_new(loop, 8, allowed, NULL);
	check_plain();
	check_hostile();
	check_no_proxy();
	check_visits();
	http_free(http);
	loop_free(loop);
	kill(-server, SIGKILL);
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	return tap_done();
}
