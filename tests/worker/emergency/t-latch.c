/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "hive/base/log.h"
#include "tests/lib/tap.h"
#include "worker/control/control.h"
#include "worker/core/fleet.h"
#include "worker/emergency/latch.h"

/*
 * The files beside the database that hold an emergency stop when nothing else
 * does: what was written is read, and what cannot be read stops all.
 */
static char dir[] = "/tmp/t-latch-XXXXXX";
static struct arena arena;
static struct control_room control;
static struct emergency_room room = { .control = &control, .folder = dir };
static int syncs;

/* In place of the C library's. */
int
fsync(int fd)
{
	(void)fd;
	syncs++;
	return 0;
}

static const char *
in_dir(const char *name)
{
	return arena_printf(&arena, "%s/%s", dir, name);
}

static void
put(const char *name, const char *text)
{
	FILE *f = fopen(in_dir(name), "we");

	CHECK(f != NULL);
	if (f) {
		fputs(text, f);
		fclose(f);
	}
}

static const char *
got(const char *name)
{
	char *text = arena_take(&arena, 4096);
	FILE *f = fopen(in_dir(name), "re");

	if (!f)
		return NULL;
	text[fread(text, 1, 4095, f)] = '\0';
	fclose(f);
	return text;
}

static int
free_fd(void)
{
	int fd = dup(STDOUT_FILENO);

	close(fd);
	return fd;
}

/* ---- The latch ---------------------------------------------------------- */

static void
check_what_is_written(void)
{
	struct stop *s = &control.stop;
	int fd = free_fd();

	for (int a = EMERGENCY_STOP; a <= EMERGENCY_FREEZE; a++)
		for (int c = EMERGENCY_ALL; c <= EMERGENCY_MANAGED; c++) {
			*s = (struct stop){ .action = (enum emergency_action)a,
			    .scope = (enum emergency_scope)c,
			    .who = "user:ann" };
			syncs = 0;
			latch_write(&room);
			CHECK_INT(syncs, 1);
			*s = (struct stop){ .id = NONE };
			CHECK_INT(latch_read(&room), LATCH_READ);
			CHECK_INT(s->action, a);
			CHECK_INT(s->scope, c);
			CHECK_TEXT(s->who, "user:ann");
		}
	CHECK_TEXT(got("emergency-stop"), "freeze managed user:ann\n");
	/* a shorter one leaves nothing of the one before */
	*s = (struct stop){ .action = EMERGENCY_STOP, .scope = EMERGENCY_ALL,
	    .who = "x" };
	latch_write(&room);
	CHECK_TEXT(got("emergency-stop"), "stop all x\n");
	CHECK_INT(free_fd(), fd);
	latch_remove(&room);
	CHECK_INT(latch_read(&room), LATCH_NONE);
}

/* A line that was cut off or that nobody wrote: it is safer to stop too many
 * than to start one. */
static void
check_unclear(void)
{
	static const char *const lines[] = { "", "\n", "stop", "stop all",
	    "stop all\n", "halt all ann\n", "stop some ann\n",
	    "managed stop ann\n", "stopp all ann\n" };
	struct stop *s = &control.stop;

	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
		*s = (struct stop){ .action = EMERGENCY_FREEZE,
		    .scope = EMERGENCY_MANAGED, .who = "before" };
		put("emergency-stop", lines[i]);
		CHECK_INT(latch_read(&room), LATCH_UNCLEAR);
		CHECK_INT(s->action, EMERGENCY_STOP);
		CHECK_INT(s->scope, EMERGENCY_ALL);
		CHECK_TEXT(s->who, "latch");
	}
	/* one that is there and cannot be opened, as a link to itself */
	latch_remove(&room);
	CHECK(symlink("emergency-stop", in_dir("emergency-stop")) == 0);
	CHECK_INT(latch_read(&room), LATCH_UNCLEAR);
	latch_remove(&room);
	CHECK_INT(latch_read(&room), LATCH_NONE);
	/* what failed before says nothing about this one */
	put("emergency-stop", "lowest managed ann\n");
	CHECK(access(in_dir("nothing"), F_OK) != 0 && errno == ENOENT);
	CHECK_INT(latch_read(&room), LATCH_READ);
	CHECK_INT(s->action, EMERGENCY_LOWEST);
	latch_remove(&room);
}

/* ---- Whom it told ------------------------------------------------------- */

#define TEN "0123456789"
#define LONG TEN TEN TEN TEN "012345"
#define MANY 40

static void
check_told(void)
{
	struct latch_told t[MANY] = { { .action = ACTION_NONE } }, *back;
	size_t n;

	latch_note(&room, &arena, t, 0);
	CHECK_TEXT(got("emergency-told"), NULL);
	CHECK_INT((long long)(latch_told(&room, &arena, &n) != NULL), 1);
	CHECK_INT((long long)n, 0);
	/* the longest that there are, in two parts */
	for (int i = 0; i < MANY; i++) {
		t[i].action = ACTION_THROTTLE;
		snprintf(t[i].mac, sizeof t[i].mac, "02:00:00:00:00:%02x", i);
		snprintf(t[i].preset, sizeof t[i].preset, "%s%c", LONG,
		    'a' + i % 26);
	}
	latch_note(&room, &arena, t, MANY - 1);
	t[MANY - 1].action = ACTION_STOP;
	snprintf(t[MANY - 1].preset, sizeof t->preset, "-");
	latch_note(&room, &arena, &t[MANY - 1], 1);
	back = latch_told(&room, &arena, &n);
	CHECK_INT((long long)n, MANY);
	for (int i = 0; i < MANY; i++) {
		CHECK_TEXT(back[i].mac, t[i].mac);
		CHECK_INT(back[i].action, t[i].action);
		CHECK_TEXT(back[i].preset, t[i].preset);
	}
	latch_remove(&room);
	latch_told(&room, &arena, &n);
	CHECK_INT((long long)n, 0);
}

/* A miner names its presets itself: none of these may hide those that stand
 * behind it, or write a line of its own. */
static void
check_told_odd_presets(void)
{
	static const struct {
		const char *preset, *back;
	} cases[] = {
		{ "my own 3000", "my own 3000" },
		{ "\xc3\xa4 1", "\xc3\xa4 1" },
		{ "2000 ", "2000 " }, { " 2000", "-" }, { " ", "-" },
		{ "x\n02:00:00:00:00:99 stop y", "-" }, { "x\n", "-" },
		{ "\t", "-" }, { "3000", "3000" },
	};
	struct latch_told t = { .action = ACTION_STOP }, *back;
	size_t n;

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(t.mac, sizeof t.mac, "02:00:00:00:00:%02x", (int)i);
		snprintf(t.preset, sizeof t.preset, "%s", cases[i].preset);
		latch_note(&room, &arena, &t, 1);
	}
	back = latch_told(&room, &arena, &n);
	CHECK_INT((long long)n, sizeof cases / sizeof *cases);
	for (size_t i = 0; i < n; i++) {
		CHECK_TEXT(back[i].mac, arena_printf(&arena,
		    "02:00:00:00:00:%02x", (int)i));
		CHECK_INT(back[i].action, ACTION_STOP);
		CHECK_TEXT(back[i].preset, cases[i].back);
	}
	latch_remove(&room);
}

/* The last line was cut off: it names nobody, and those before it count. */
static void
check_told_cut(void)
{
	struct latch_told *back;
	size_t n;

	put("emergency-told", "02:00:00:00:00:01 stop 3120\n"
	    "02:00:00:00:00:02 preset -\n02:00:00:00:00:03 st");
	back = latch_told(&room, &arena, &n);
	CHECK_INT((long long)n, 2);
	CHECK_TEXT(back[1].mac, "02:00:00:00:00:02");
	CHECK_INT(back[1].action, ACTION_PRESET);
	latch_remove(&room);
}

/* No more than there can be miners, whatever the file says. */
static void
check_told_too_many(void)
{
	FILE *f = fopen(in_dir("emergency-told"), "we");
	size_t n;

	for (int i = 0; f && i < FLEET_MAX + 1; i++)
		fputs("a stop -\n", f);
	CHECK(f && fclose(f) == 0);
	latch_told(&room, &arena, &n);
	CHECK_INT((long long)n, FLEET_MAX);
	latch_remove(&room);
}

/* A worker without a folder keeps nothing, and nothing at the root. */
static void
check_no_folder(void)
{
	struct emergency_room nowhere = { .control = &control,
	    .folder = "" };
	struct latch_told t = { "02:00:00:00:00:01", "-", ACTION_STOP };
	size_t n;

	syncs = 0;
	control.stop = (struct stop){ .action = EMERGENCY_STOP,
	    .scope = EMERGENCY_ALL, .who = "x" };
	latch_write(&nowhere);
	latch_note(&nowhere, &arena, &t, 1);
	CHECK_INT(syncs, 0);
	CHECK_INT(latch_read(&nowhere), LATCH_NONE);
	latch_told(&nowhere, &arena, &n);
	CHECK_INT((long long)n, 0);
}

int
main(void)
{
	log_level(LOG_FAIL);
	arena_init(&arena, 64 << 20);
	CHECK(mkdtemp(dir) != NULL);
	check_what_is_written();
	check_unclear();
	check_told();
	check_told_odd_presets();
	check_told_cut();
	check_told_too_many();
	check_no_folder();
	CHECK_INT(rmdir(dir), 0);
	arena_free(&arena);
	return tap_done();
}
