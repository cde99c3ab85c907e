/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "tests/lib/control_rig.h"

/*
 * The table of a change's life.  `t-life --draw' writes docs/change-life.txt.
 */
#define STORIES	20000
#define STEPS	60

static struct arena arena;
static struct fleet_miner *one;

static struct change
change_in(enum life l, enum command_state shown)
{
	struct change c = { .miner = one, .cmd = { .id = 1,
	    .action = ACTION_PRESET, .state = shown } };

	change_enter(&c, l);
	return c;
}

/* ---- Each state with each event ------------------------------------------ */

/* Lines that were logged into this file since. */
static int
lines(int file)
{
	static off_t at;
	char text[1024];
	ssize_t n;
	int found = 0;

	fflush(stderr);
	while ((n = pread(file, text, sizeof text, at)) > 0) {
		for (ssize_t i = 0; i < n; i++)
			found += text[i] == '\n';
		at += n;
	}
	return found;
}

/* What can happen leads on and shows no less; what cannot changes nothing,
 * and is told. */
static void
check_pair(enum life l, enum happening e, int log)
{
	struct change c = change_in(l, lives[l].shown);
	enum life to = life_next(l, e);
	bool went = change_step(&c, e);
	int told = lines(log);
	bool ok;

	if (to == LIFE_NONE)
		ok = !went && told == 1 && c.life == l &&
		    c.cmd.state == lives[l].shown;
	else
		ok = went && told == 0 && c.life == to &&
		    c.cmd.state >= lives[to].shown &&
		    c.cmd.state >= lives[l].shown;
	if (!ok)
		printf("# %s %s\n", lives[l].name, happenings[e]);
	CHECK(ok);
}

static void
check_pairs(void)
{
	FILE *log = tmpfile();
	int was = dup(STDERR_FILENO);

	CHECK(log && was >= 0);
	fflush(stderr);
	dup2(fileno(log), STDERR_FILENO);
	for (enum life l = LIFE_NONE + 1; l < LIVES; l++)
		for (enum happening e = 0; e < HAPPENINGS; e++)
			check_pair(l, e, fileno(log));
	dup2(was, STDERR_FILENO);
	close(was);
	fclose(log);
}

/* ---- What the table says ------------------------------------------------- */

/* All that this state may lead to. */
static void
reach(enum life from, bool seen[LIVES])
{
	seen[from] = true;
	for (enum happening e = 0; e < HAPPENINGS; e++) {
		enum life to = life_next(from, e);

		if (to != LIFE_NONE && !seen[to])
			reach(to, seen);
	}
}

static bool
can(enum life l, enum happening e)
{
	return life_next(l, e) != LIFE_NONE;
}

/* Every state has what its turn will do to it. */
static void
check_due(enum life l)
{
	switch (lives[l].due) {
	case DUE_ANSWER:
		CHECK(can(l, LIFE_TELLS) || (can(l, LIFE_ACCEPTS) &&
		    can(l, LIFE_LOST)));
		break;
	case DUE_TELL:
	case DUE_RESTART:
		CHECK(can(l, LIFE_TELLS) && !can(l, LIFE_DONE));
		break;
	case DUE_READ:
		CHECK(can(l, LIFE_NOT_YET) && can(l, LIFE_DONE));
		break;
	case DUE_RECORD:
		for (enum happening e = 0; e < HAPPENINGS; e++)
			CHECK(!can(l, e));
		return;
	}
	CHECK(can(l, LIFE_FAILS) && can(l, LIFE_DROPS));
}

static void
check_table(void)
{
	bool seen[LIVES] = { false };

	reach(LIFE_QUEUED, seen);
	reach(LIFE_DOUBT, seen);
	for (enum life l = LIFE_NONE + 1; l < LIVES; l++) {
		CHECK(seen[l] && lives[l].name && lives[l].shown);
		check_due(l);
	}
	for (enum happening e = 0; e < HAPPENINGS; e++) {
		bool any = false;

		for (enum life l = LIFE_NONE + 1; l < LIVES; l++)
			any |= can(l, e);
		CHECK(any && happenings[e]);
	}
}

/* Once a miner is stopped instead it is told nothing else by this change: no
 * restart, no preset, nothing that brings load back. */
static void
check_stop_stays(void)
{
	for (enum life l = LIFE_NONE + 1; l < LIVES; l++) {
		bool seen[LIVES] = { false };

		if (!lives[l].stops)
			continue;
		reach(l, seen);
		for (enum life to = LIFE_NONE + 1; to < LIVES; to++)
			CHECK(!seen[to] || lives[to].stops || life_ended(to));
	}
}

/* ---- Any story ----------------------------------------------------------- */

static uint32_t seed = 20261120;

static uint32_t
below(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

/* queued, sent, accepted, and one of the ends: never back, never on. */
static bool
is_in_order(enum command_state before, enum command_state now)
{
	if (before == COMMAND_CONFIRMED || before == COMMAND_FAILED ||
	    before == COMMAND_EXPIRED)
		return now == before;
	return now >= before;
}

static bool
tell_story(enum life from, enum command_state shown, int *ended)
{
	struct change c = change_in(from, shown);
	bool stopped = false;

	for (int i = 0; i < STEPS; i++) {
		enum happening e = below(HAPPENINGS);
		enum command_state before = c.cmd.state;

		/* the usual ends come late, or there is no story */
		if (i < STEPS / 2 && (e == LIFE_FAILS || e == LIFE_DROPS))
			continue;
		if (can(c.life, e) && !change_step(&c, e))
			return false;
		stopped |= lives[c.life].stops;
		if (!is_in_order(before, c.cmd.state) ||
		    c.cmd.state < lives[c.life].shown ||
		    (stopped && !lives[c.life].stops && !life_ended(c.life)))
			return false;
	}
	*ended += life_ended(c.life);
	return true;
}

static void
check_stories(void)
{
	static const struct {
		enum life		life;
		enum command_state	shown;
	} from[] = {
		{ LIFE_QUEUED, COMMAND_QUEUED },
		{ LIFE_DOUBT, COMMAND_QUEUED }, { LIFE_DOUBT, COMMAND_SENT },
		{ LIFE_ACCEPTED, COMMAND_SENT },
		{ LIFE_ACCEPTED, COMMAND_ACCEPTED },
	};
	int bad = 0, ended = 0;

	printf("# seed %u\n", (unsigned)seed);
	for (int i = 0; i < STORIES; i++)
		bad += !tell_story(from[i % 5].life, from[i % 5].shown,
		    &ended);
	CHECK_INT(bad, 0);
	CHECK(ended > STORIES / 2);
}

/* ---- The picture --------------------------------------------------------- */

static void
check_picture(void)
{
	const char *srcdir = getenv("srcdir");
	const char *path = arena_printf(&arena, "%s/docs/change-life.txt",
	    srcdir ? srcdir : ".");
	char text[8192];
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(text, 1, sizeof text - 1, f) : 0;

	CHECK(f && n > 0);
	text[n] = '\0';
	CHECK_TEXT(text, life_draw(&arena));
	if (f)
		fclose(f);
}

int
main(int argc, char **argv)
{
	arena_init(&arena, 1 << 22);
	if (argc > 1 && !strcmp(argv[1], "--draw")) {
		fputs(life_draw(&arena), stdout);
		return 0;
	}
	rig_open(1);
	one = miner_at(1);
	check_pairs();
	check_table();
	check_stop_stays();
	check_stories();
	check_picture();
	rig_close();
	return tap_done();
}
