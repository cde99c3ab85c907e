/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hive/base/instant.h"
#include "tests/sim/meters.h"
#include "tests/sim/post.h"

#define STEP_MS		20
#define TEXT_MAX	(1 << 20)

static struct {
	struct meters_options	 with;
	struct broker		 broker;
	struct post		*posts;
	struct arena		 arena;
	pthread_t		 thread;
	pthread_mutex_t		 lock;		/* boards; never in callbacks */
	_Atomic bool		 stop;
	int64_t			 start_ms;
} all = { .lock = PTHREAD_MUTEX_INITIALIZER };

static void *
run(void *arg)
{
	struct timespec until;

	(void)arg;
	while (!all.stop) {
		int64_t now_ms = day_mono_ms() - all.start_ms;

		pthread_mutex_lock(&all.lock);
		for (int i = 0; i < all.with.meters; i++)
			post_step(&all.posts[i], now_ms);
		pthread_mutex_unlock(&all.lock);
		clock_gettime(CLOCK_REALTIME, &until);
		until.tv_nsec += STEP_MS * 1000000L;
		if (until.tv_nsec >= 1000000000) {
			until.tv_nsec -= 1000000000;
			until.tv_sec++;
		}
		if (!sem_timedwait(&all.broker.bell, &until))
			while (!sem_trywait(&all.broker.bell))
				;
	}
	return NULL;
}

/* ---- Opening and closing ------------------------------------------------ */

static const char *
read_password(const char *path)
{
	FILE *f = path ? fopen(path, "re") : NULL;

	if (!path)
		return NULL;
	if (!f)
		return strerror(errno);
	if (!fgets(all.broker.password, sizeof all.broker.password, f))
		*all.broker.password = '\0';
	all.broker.password[strcspn(all.broker.password, "\r\n")] = '\0';
	fclose(f);
	return NULL;
}

static const char *
open_board(struct post *p, int number)
{
	const char *error = NULL;

	board_init(&p->board, number, all.with.seed, all.with.wall_ms,
	    all.with.period_ms, all.with.readings, all.with.history_ms);
	if (all.with.fault)
		error = board_command(&p->board, all.with.fault, NULL, 0);
	return error ? error : post_open(p, &all.broker);
}

const char *
meters_open(const struct meters_options *o)
{
	const char *error, *host = strstr(o->url, "://");

	all.with = *o;
	arena_init(&all.arena, (size_t)1 << 30);
	arena_init(&all.broker.text, TEXT_MAX);
	if (!host || strncmp(o->url, "mqtt", 4))
		return "--mqtt wants mqtt://HOST:PORT or mqtts://HOST:PORT";
	all.broker.uri = arena_printf(&all.arena, "%s%s",
	    o->url[4] == 's' ? "ssl" : "tcp", host);
	all.broker.ca_file = o->ca_file;
	all.broker.prefix = o->prefix;
	if ((error = read_password(o->password_file)))
		return error;
	all.posts = ARENA_MANY(&all.arena, struct post, o->meters);
	for (int i = 0; i < o->meters; i++)
		if ((error = open_board(&all.posts[i], i + 1)))
			return error;
	sem_init(&all.broker.bell, 0, 0);
	all.start_ms = day_mono_ms();
	return pthread_create(&all.thread, NULL, run, NULL) ?
	    "cannot start a thread" : NULL;
}

void
meters_close(void)
{
	if (!all.with.meters)
		return;
	all.stop = true;
	pthread_join(all.thread, NULL);
	for (int i = 0; i < all.with.meters; i++)
		post_leave(&all.posts[i]);
	for (int i = 0; i < all.with.meters; i++)
		MQTTAsync_destroy(&all.posts[i].client);
	arena_free(&all.arena);
	arena_free(&all.broker.text);
}

/* ---- Commands ----------------------------------------------------------- */

static bool
read_who(const char *who, int *first, int *last)
{
	char end;

	*first = 1;
	*last = all.with.meters;
	if (!strcmp(who, "all"))
		return true;
	if (sscanf(who, "%d-%d%c", first, last, &end) != 2) {
		if (sscanf(who, "%d%c", first, &end) != 1)
			return false;
		*last = *first;
	}
	return *first >= 1 && *last >= *first && *last <= all.with.meters;
}

const char *
meters_command(const char *line)
{
	char who[24], fault[24], argument[24] = "", rest[24] = "";
	const char *error = NULL;
	double s = 0;
	int n, first, last;

	n = sscanf(line, "meter %23s %23s %23s %23s", who, fault, argument,
	    rest);
	if (n < 2 || !read_who(who, &first, &last))
		return "want: meter WHO FAULT [ARGUMENT] [for S]";
	if (!strcmp(argument, "for") || !strcmp(rest, "for")) {
		s = strtod(strstr(line, " for ") + 5, NULL);
		if (!strcmp(argument, "for"))
			*argument = '\0';
		if (!(s > 0 && s < 1e7))
			return "`for' wants seconds";
	}
	pthread_mutex_lock(&all.lock);
	for (int i = first; i <= last && !error; i++)
		error = board_command(&all.posts[i - 1].board, fault,
		    *argument ? argument : NULL, (int64_t)(s * 1000));
	pthread_mutex_unlock(&all.lock);
	return error;
}

static void
show(struct post *p, struct json *j)
{
	struct board *b = &p->board;

	json_open(j, '{');
	json_pair_int(j, "number", b->number);
	json_pair(j, "device", b->name);
	json_pair(j, "location", b->place);
	json_pair_bool(j, "connected", p->link == UP);
	json_pair_int(j, "link", p->link);
	json_pair_int(j, "boot", b->boot);
	json_pair_int(j, "sequence_no", b->seq);
	json_pair_int(j, "made", b->made_n);
	json_pair_int(j, "waiting", b->made_n - b->first);
	json_pair_int(j, "dropped", b->dropped);
	json_pair_int(j, "sent", p->sent);
	json_pair_int(j, "acknowledged", p->acknowledged);
	json_pair_int(j, "register_uwh", b->last_uwh);
	json_pair_int(j, "expected_uwh", b->expected_uwh);
	json_close(j, '}');
}

void
meters_show(struct json *j)
{
	json_open(j, '[');
	pthread_mutex_lock(&all.lock);
	for (int i = 0; i < all.with.meters; i++)
		show(&all.posts[i], j);
	pthread_mutex_unlock(&all.lock);
	json_close(j, ']');
}
