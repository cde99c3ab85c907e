/* SPDX-License-Identifier: ISC */
#ifndef TESTS_LIB_COMMAND_LINE_H
#define TESTS_LIB_COMMAND_LINE_H

#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "hive/base/arena.h"
#include "tests/lib/tap.h"

/*
 * Programs are started with lines that have a fault.  Each must end with
 * EX_USAGE and one line that names the fault, print nothing else, connect to
 * nobody and open no file of the site: the site's socket is a trap, its
 * folders are watched.
 */
#define WORDS_MAX	64
#define LONG		131071	/* the longest word that Linux hands over */

struct row {			/* an option, or an operand */
	const char	*name, *value, *kind, *words, *doc;
	double		 min, max;
	bool		 needed, again;
	int64_t		 many;
};

static struct arena arena;
static char *folder, *config, *programs, *longest;
static int trap, watch, status;
static char said[1 << 20], errors[1 << 16];

/* The program as a function, which only refuses or helps; NULL: it is started,
 * and that takes much longer. */
static int (*program)(int argc, char **argv);

/* ---- A site whose files and socket are watched --------------------------- */

static char *
made(const char *name)
{
	char *path = arena_printf(&arena, "%s/%s", folder, name);

	mkdir(path, 0700);
	return path;
}

static void
write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f))
		exit((perror(path), 1));
}

static void
set_up(void)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	const char *folders[] = { made("etc"), made("run"), made("db"),
	    made("here") };

	config = arena_printf(&arena, "%s/etc/site.json", folder);
	write_file(config, arena_printf(&arena, "{\"site\": {\"name\": "
	    "\"Test\"}, \"database\": {\"path\": \"%s/db/x.db\"}, "
	    "\"network\": {\"subnets\": [\"127.9.0.0/24\"]}, "
	    "\"run\": {\"path\": \"%s/run\"}}\n", folder, folder));
	trap = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	snprintf(a.sun_path, sizeof a.sun_path, "%s/run/ctl.sock", folder);
	if (bind(trap, (struct sockaddr *)&a, sizeof a) || listen(trap, 8) ||
	    chdir(folders[3]))
		exit((perror(folder), 1));
	watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		inotify_add_watch(watch, folders[i], IN_OPEN | IN_CREATE |
		    IN_DELETE | IN_MOVE | IN_MODIFY);
}

/* Whether a file of the site was opened or made since the last call. */
static bool
touched(void)
{
	char events[4096];
	bool any = false;

	while (read(watch, events, sizeof events) > 0)
		any = true;
	return any;
}

static bool
connected(void)
{
	int fd = accept(trap, NULL, NULL);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

/* ---- Running ------------------------------------------------------------- */

struct line {
	char	*word[WORDS_MAX + 1];
	int	 n;
};

static void
add(struct line *l, const char *word)
{
	if (l->n == WORDS_MAX)
		exit((puts("Bail out! too many words"), 1));
	l->word[l->n++] = word == longest ? longest : arena_copy(&arena, word);
	l->word[l->n] = NULL;
}

static void
add_all(struct line *l, const char *const *words)
{
	for (; *words; words++)
		add(l, *words);
}

#define ADD(l, ...) add_all((l), (const char *const []){ __VA_ARGS__, NULL })

static void
read_back(int fd, char *to, size_t room)
{
	ssize_t n = pread(fd, to, room - 1, 0);

	to[n > 0 ? n : 0] = '\0';
	close(fd);
}

static int
call(struct line l, int out, int error)
{
	int own_out = dup(STDOUT_FILENO), own_error = dup(STDERR_FILENO);
	int ends;

	fflush(stdout);
	if (dup2(out, STDOUT_FILENO) < 0 || dup2(error, STDERR_FILENO) < 0)
		exit((perror("dup2"), 1));
	ends = program(l.n, l.word);
	fflush(stdout);
	if (dup2(own_out, STDOUT_FILENO) < 0 ||
	    dup2(own_error, STDERR_FILENO) < 0)
		exit((perror("dup2"), 1));
	close(own_out);
	close(own_error);
	return ends;
}

static pid_t
start(const struct line *l, int out, int error)
{
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (pid != 0)
		return pid;
	if (dup2(out, STDOUT_FILENO) < 0 || dup2(error, STDERR_FILENO) < 0)
		_exit(126);
	execv(l->word[0], l->word);
	_exit(127);
}

/* Its status (128 + n: ended by signal n), what it said on both.  -1: it came
 * to the trap; it is hung up on, as a worker that ends would. */
static int
started(const struct line *l, int out, int error)
{
	pid_t pid = start(l, out, error);
	struct pollfd p = { .fd = trap, .events = POLLIN };
	bool met = false;
	int state = 0;

	while (waitpid(pid, &state, met ? 0 : WNOHANG) == 0)
		met = poll(&p, 1, 1) > 0 && connected();
	return met ? -1 : WIFEXITED(state) ? WEXITSTATUS(state) :
	    128 + WTERMSIG(state);
}

static void
run(const struct line *l)
{
	int out = memfd_create("out", MFD_CLOEXEC);
	int error = memfd_create("errors", MFD_CLOEXEC);

	status = program ? call(*l, out, error) : started(l, out, error);
	read_back(out, said, sizeof said);
	read_back(error, errors, sizeof errors);
}

static const char *
shown(const struct line *l)
{
	const char *text = "";

	for (int i = 1; i < l->n; i++)
		if (strcmp(l->word[i], config))
			text = arena_printf(&arena, "%s%.30s ", text,
			    l->word[i]);
		else
			text = arena_printf(&arena, "%sSITE ", text);
	for (char *p = arena_copy(&arena, text), *q = p; ; q++) {
		if (!*q)
			return p;
		if (*q < ' ' || *q > '~' || *q == '#')
			*q = '?';
	}
}

/* The line is refused, with these words and before anything was done. */
static void
refused(const struct line *l, const char *words)
{
	const char *name = strrchr(l->word[0], '/') + 1, *end;
	bool open, met, one, ok;

	touched();
	run(l);
	open = touched();
	met = status == -1 || connected();
	end = strchr(errors, '\n');
	one = end && !end[1] && !strncmp(errors, name, strlen(name)) &&
	    strlen(errors) < 2048;
	ok = status == EX_USAGE && !*said && one && strstr(errors, words) &&
	    !open && !met;
	tap_failed += !ok;
	printf("%sok %d - refused: %s\n", ok ? "" : "not ", ++tap_count,
	    shown(l));
	if (!ok)
		printf("# status %d%s%s, wanted \"%s\"\n# out: %.200s\n# "
		    "errors: %.400s\n", status, open ? ", a file was opened" :
		    "", met ? ", the worker was asked" : "", words, said,
		    errors);
}

/* ---- Values -------------------------------------------------------------- */

static const char *
good(const struct row *r)
{
	static const char *const of[][2] = { { "file", "f" },
	    { "folder", "d" }, { "mac", "02:00:00:00:00:0a" },
	    { "ipv4", "127.9.0.9" }, { "instant", "2026-11-20T00:00:00Z" },
	    { "until", "2h" }, { "pair", "name=x" }, { "text", "x" },
	    { "hex", "00112233445566778899aabbccddeeff"
	    "00112233445566778899aabbccddeeff" } };

	if (r->words)
		return arena_text(&arena, r->words, strcspn(r->words, "|"));
	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (!strcmp(r->kind, of[i][0]))
			return of[i][1];
	return arena_printf(&arena, "%.0f", r->min);
}

static bool
is_kind(const struct row *r, const char *kind)
{
	return !strcmp(r->kind, kind);
}

static bool
is_path(const struct row *r)
{
	return is_kind(r, "file") || is_kind(r, "folder");
}

/* The n-th value that the row does not take, or NULL. */
static const char *
bad(const struct row *r, int n)
{
	const char *outside[] = { arena_printf(&arena, "%.0f", r->min - 1),
	    arena_printf(&arena, "%.0f", r->max + 1), "3x", "99999999999999"
	    "999999", NULL };

	if (n == 0)
		return longest;
	if (n == 1 && !is_path(r))
		return "\xff\xfe";
	if (n < 2 || is_path(r) || is_kind(r, "text"))
		return NULL;
	return is_kind(r, "whole") ? n < 7 ? outside[n - 2] : NULL :
	    n == 2 ? "nonsense" : NULL;
}

static void
good_line(const struct line *l, int wanted, const char *words)
{
	bool ok;

	run(l);
	ok = status == wanted && strstr(*said ? said : errors, words);
	tap_failed += !ok;
	printf("%sok %d - taken: %s\n", ok ? "" : "not ", ++tap_count,
	    shown(l));
	if (!ok)
		printf("# status %d\n# out: %.300s\n# errors: %.300s\n",
		    status, said, errors);
}

#define TRY(words, ...) do {						\
	struct line l_ = *base;						\
	ADD(&l_, __VA_ARGS__);						\
	refused(&l_, (words));						\
} while (0)

static const char *
cut(const char *text)
{
	return arena_text(&arena, text, strlen(text) - 1);
}

/* An option behind the words of a line. */
static void
try_option(const struct line *base, const struct row *o)
{
	const char *name = arena_printf(&arena, "--%s", o->name), *value;
	const char *twice = arena_printf(&arena, "%s is given twice", name);
	const char *needs = arena_printf(&arena, "%s needs a value", name);
	const char *near = arena_printf(&arena, "did you mean %s?", name);
	const char *text = o->value ? good(o) : NULL;

	TRY(near, cut(name));
	TRY("is not known", arena_printf(&arena, "%s-x", name));
	if (!o->value) {
		TRY("takes no value", arena_printf(&arena, "%s=", name));
		TRY("takes no value", arena_printf(&arena, "%s=1", name));
		if (!o->again)
			TRY(twice, name, name);
		return;
	}
	TRY(needs, name);
	TRY(needs, name, "--help");
	TRY(needs, name, "");
	TRY(needs, arena_printf(&arena, "%s=", name));
	if (!o->again)
		TRY(twice, name, text, arena_printf(&arena, "%s=%s", name,
		    text));
	for (int i = 0; (value = bad(o, i)); i++)
		TRY(name, name, value);
}

/* Before and after all of it. */
static void
line_begin(void)
{
	static char at[] = "/tmp/t-options-XXXXXX", here[4096];

	arena_init(&arena, 1u << 30);
	folder = mkdtemp(at);
	programs = getcwd(here, sizeof here);
	longest = arena_take(&arena, LONG + 1);
	memset(longest, 'x', LONG);
	memcpy(longest, "x--", 3);
	if (!folder || !programs)
		exit((perror(at), 1));
	dup2(open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
	set_up();
	/* Thousands of programs are started; other tests look for leaks. */
	setenv("ASAN_OPTIONS", "detect_leaks=0", 0);
}

static int
line_end(void)
{
	struct line l = { .n = 0 };

	if (chdir("/"))
		return 1;
	ADD(&l, "/bin/rm", "-rf", folder);
	run(&l);
	arena_free(&arena);
	return tap_done();
}

#endif
