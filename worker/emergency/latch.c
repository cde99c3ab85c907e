/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "worker/control/control.h"
#include "worker/core/turn.h"
#include "worker/emergency/latch.h"

/*
 * The files are for the day when the database cannot be written, so they need
 * nothing but a folder: the latch is one short line, overwritten in place and
 * flushed; what was told is appended, a line a miner.  A latch that is there
 * and cannot be understood (a write that was cut off) counts as a stop of all
 * miners, for it is safer to stop too many than to start one.
 */

#define PATH_SIZE 4116	/* of a file in the folder */
#define STOP	"emergency-stop"
#define TOLD	"emergency-told"
#define TOLD_MAX FLEET_MAX
#define WORD_MAX 10	/* of an action, terminated */

/* False: the worker has no folder (a test). */
static bool
path_of(const struct emergency_room *room, const char *name, char *to,
    size_t size)
{
	snprintf(to, size, "%s/%s", room->folder, name);
	return *room->folder != '\0';
}

static void
put_text(const char *path, int flags, const char *text, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0640);

	if (fd < 0 || write(fd, text, n) != (ssize_t)n ||
	    fsync(fd))
		log_error("cannot write the latch path=\"%s\" why=\"%s\"",
		    path, strerror(errno));
	if (fd >= 0)
		close(fd);
}

void
latch_write(const struct emergency_room *room)
{
	const struct stop *s = &room->control->stop;
	char path[PATH_SIZE], text[128];
	int n = snprintf(text, sizeof text, "%s %s %s\n",
	    emergency_action_words[s->action],
	    emergency_scope_words[s->scope], s->who);

	if (path_of(room, STOP, path, sizeof path))
		put_text(path, O_TRUNC, text, (size_t)n);
}

enum latch
latch_read(struct emergency_room *room)
{
	char path[PATH_SIZE], action[8], scope[8];
	struct stop *s = &room->control->stop;
	FILE *f;
	int n = 0;

	if (!path_of(room, STOP, path, sizeof path))
		return LATCH_NONE;
	f = fopen(path, "re");
	if (!f && errno == ENOENT)
		return LATCH_NONE;
	if (f) {
		n = fscanf(f, "%7s %7s %63s", action, scope, s->who);
		fclose(f);
	}
	s->action = n == 3 ? words_value(emergency_action_words, action) :
	    EMERGENCY_NONE;
	s->scope = n == 3 ? words_value(emergency_scope_words, scope) :
	    EMERGENCY_NOBODY;
	if (s->action && s->scope)
		return LATCH_READ;
	s->action = EMERGENCY_STOP;
	s->scope = EMERGENCY_ALL;
	snprintf(s->who, sizeof s->who, "%s", teller_words[TELLER_LATCH]);
	return LATCH_UNCLEAR;
}

void
latch_remove(const struct emergency_room *room)
{
	char path[PATH_SIZE];

	if (path_of(room, STOP, path, sizeof path))
		unlink(path);
	if (path_of(room, TOLD, path, sizeof path))
		unlink(path);
}

/* A miner may call its presets anything; one that a line cannot hold is noted
 * as unknown. */
static const char *
on_a_line(const char *preset)
{
	const char *p = preset;

	while (*p && !iscntrl((unsigned char)*p))
		p++;
	return *p || *preset == ' ' ? "-" : preset;
}

void
latch_note(const struct emergency_room *room, struct arena *a,
    const struct latch_told *t, size_t n)
{
	char path[PATH_SIZE];
	size_t max = n * (sizeof *t + WORD_MAX + 3) + 1, at = 0;
	char *text = arena_take(a, max);

	if (n == 0 || !path_of(room, TOLD, path, sizeof path))
		return;
	for (size_t i = 0; i < n; i++)
		at += (size_t)snprintf(text + at, max - at, "%s %s %s\n",
		    t[i].mac, action_words[t[i].action],
		    on_a_line(t[i].preset));
	put_text(path, O_APPEND, text, at);
}

struct latch_told *
latch_told(const struct emergency_room *room, struct arena *a, size_t *n)
{
	struct latch_told *all = ARENA_MANY(a, struct latch_told, TOLD_MAX);
	char path[PATH_SIZE], word[WORD_MAX];
	FILE *f;

	*n = 0;
	if (!path_of(room, TOLD, path, sizeof path) ||
	    !(f = fopen(path, "re")))
		return all;
	while (*n < TOLD_MAX && fscanf(f, "%17s %9s %47[^\n]", all[*n].mac,
	    word, all[*n].preset) == 3)
		all[(*n)++].action = words_value(action_words, word);
	fclose(f);
	return all;
}
