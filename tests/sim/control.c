/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/json/json.h"
#include "tests/sim/meters.h"
#include "tests/sim/serve.h"

/* The unix socket by which a running farm is told what happens next: one
 * line there, one answer back. */

static const char *
socket_at(const char *path, int *fd, struct sockaddr_un *a)
{
	*a = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (snprintf(a->sun_path, sizeof a->sun_path, "%s", path) >=
	    (int)sizeof a->sun_path)
		return "the path of the control socket is too long";
	*fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	return *fd < 0 ? strerror(errno) : NULL;
}

/* A socket that nobody listens on is a left-over. */
static bool
is_taken(const char *path)
{
	struct sockaddr_un a;
	bool taken;
	int fd;

	if (socket_at(path, &fd, &a))
		return false;
	taken = connect(fd, (struct sockaddr *)&a, sizeof a) == 0;
	close(fd);
	return taken;
}

const char *
control_open(struct server *s, const char *path)
{
	struct sockaddr_un a;
	const char *error;
	mode_t mask;
	int fd = -1;

	if (is_taken(path))
		return "another simulated farm listens on the control socket";
	if ((error = socket_at(path, &fd, &a)))
		return error;
	unlink(path);
	mask = umask(0177);
	if (bind(fd, (struct sockaddr *)&a, sizeof a) || listen(fd, 8))
		error = strerror(errno);
	umask(mask);
	if (error) {
		close(fd);
		return error;
	}
	s->control_path = arena_copy(&s->arena, path);
	s->control = (struct source){ CONTROL_DOOR, fd };
	serve_watch(s, &s->control, EPOLLIN, EPOLL_CTL_ADD);
	return NULL;
}

#define WRITES_MAX 10000	/* in one answer */

struct control {
	struct source	source;
	struct control	*spare;
};

static struct control *spare;

void
control_accept(struct server *s)
{
	int fd = accept4(s->control.fd, NULL, NULL, SOCK_CLOEXEC);
	struct timeval patience = { .tv_sec = 2 };
	struct control *c = spare;

	if (fd < 0)
		return;
	/* The farm does not stand still for one who does not read. */
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
	if (c)
		spare = c->spare;
	else
		c = ARENA_NEW(&s->arena, struct control);
	c->source = (struct source){ CONTROL, fd };
	serve_watch(s, &c->source, EPOLLIN, EPOLL_CTL_ADD);
}

static void
pair_number(struct json *j, const char *key, double n)
{
	json_key(j, key);
	json_number(j, n);
}

/* The truth about the farm. */
static void
show_farm(struct server *s, struct json *j)
{
	json_open(j, '{');
	json_pair_int(j, "now_ms", farm_now(s->farm));
	json_pair_int(j, "miners", farm_miners(s->farm));
	pair_number(j, "load_w", farm_load_w(s->farm));
	pair_number(j, "hashrate_ths", farm_hashrate_ths(s->farm));
	pair_number(j, "generation_w", farm_generation_w(s->farm));
	pair_number(j, "other_load_w", farm_other_load_w(s->farm));
	pair_number(j, "available_w", farm_available_w(s->farm));
	pair_number(j, "nameplate_w", farm_nameplate_w(s->farm));
	json_pair_int(j, "writes", farm_writes(s->farm));
	json_pair_int(j, "connections", s->conns_n);
	json_close(j, '}');
}

static void
show_miner(const struct sim_miner *m, struct json *j)
{
	json_open(j, '{');
	json_pair_int(j, "number", m->number);
	json_pair(j, "mac", m->mac);
	json_pair(j, "model", m->model);
	json_pair(j, "firmware", m->firmware);
	json_pair(j, "state", m->state);
	json_pair(j, "preset", m->preset);
	json_pair(j, "configured", m->configured);
	pair_number(j, "power_w", m->power_w);
	pair_number(j, "level_w", m->level_w);
	pair_number(j, "hashrate_ths", m->hashrate_ths);
	pair_number(j, "chip_max_c", m->chip_max_c);
	json_pair_int(j, "starts", m->starts);
	json_pair_bool(j, "reachable", m->reachable);
	json_close(j, '}');
}

static void
show_writes(struct server *s, int64_t from, struct json *j)
{
	json_open(j, '[');
	for (int64_t n = from; n < farm_writes(s->farm) &&
	    n < from + WRITES_MAX; n++) {
		const struct sim_write *w = farm_write(s->farm, n);

		if (!w)
			continue;
		json_open(j, '{');
		json_pair_int(j, "serial", n);
		json_pair_int(j, "at_ms", w->at_ms);
		json_pair_int(j, "miner", w->miner);
		json_pair(j, "method", w->method);
		json_pair(j, "path", w->path);
		json_pair(j, "body", w->body);
		json_pair_int(j, "status", w->status);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* "status", "miner N", "writes [FROM]", "meters", or a command. */
static const char *
answer(struct server *s, struct arena *arena, const char *line)
{
	struct sim_miner m;
	const char *error;
	struct json j;
	char end;
	int n;

	json_init(&j, arena);
	if (!strcmp(line, "status"))
		show_farm(s, &j);
	else if (sscanf(line, "miner %d%c", &n, &end) == 1 &&
	    farm_miner(s->farm, n, &m))
		show_miner(&m, &j);
	else if (!strncmp(line, "writes", 6))
		show_writes(s, strtoll(line + 6, NULL, 10), &j);
	else if (!strcmp(line, "meters"))
		meters_show(&j);
	else {
		error = strncmp(line, "meter ", 6) ?
		    farm_command(s->farm, line) : meters_command(line);
		s->doors_due_ms = 0;
		return error ? arena_printf(arena, "error: %s\n", error) :
		    "ok\n";
	}
	buf_byte(&j.buf, '\n');
	return json_done(&j);
}

static void
send_all(int fd, const char *text)
{
	size_t left = strlen(text);

	while (left > 0) {
		ssize_t n = send(fd, text, left, MSG_NOSIGNAL);

		if (n <= 0)
			return;
		text += n;
		left -= (size_t)n;
	}
}

void
control_event(struct server *s, struct source *source)
{
	struct control *c = (struct control *)source;
	struct arena arena;
	char line[256];
	ssize_t n = recv(source->fd, line, sizeof line - 1, 0);

	arena_init(&arena, 64 << 20);
	if (n > 0) {
		line[n] = '\0';
		line[strcspn(line, "\r\n")] = '\0';
		send_all(source->fd, answer(s, &arena, line));
	}
	arena_free(&arena);
	close(source->fd);
	c->spare = spare;
	spare = c;
}

int
control_tell(const char *path, const char *line)
{
	struct sockaddr_un a;
	const char *error;
	char text[4096], first[8] = "";
	ssize_t n;
	int fd;

	if (!(error = socket_at(path, &fd, &a)) &&
	    connect(fd, (struct sockaddr *)&a, sizeof a))
		error = strerror(errno);
	if (error) {
		fprintf(stderr, "powerhive-sim: %s: %s\n", path, error);
		return EX_UNAVAILABLE;
	}
	send_all(fd, line);
	while ((n = recv(fd, text, sizeof text, 0)) > 0) {
		if (!*first)
			snprintf(first, sizeof first, "%.*s", (int)n, text);
		fwrite(text, 1, (size_t)n, stdout);
	}
	close(fd);
	return !strncmp(first, "error:", 6) ? EX_USAGE : *first ? 0 :
	    EX_UNAVAILABLE;
}
