/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/command/command.h"
#include "hive/base/text.h"

/*
 * From the command line to the row that is run.  Nothing is opened before
 * the whole line was read and found to fit the row: a line with a fault in
 * it does nothing but say so (EX_USAGE).
 */

#define SAID_SIZE	(5 * PATH_MAX)	/* holds a path, each byte quoted */

static int
say(int status, const char *format, va_list ap)
{
	char raw[SAID_SIZE], text[SAID_SIZE];

	vsnprintf(raw, sizeof raw, format, ap);
	text_one_line(text, sizeof text, raw);
	fflush(stdout);
	fprintf(stderr, "powerhivectl: %s\n", text);
	return status;
}

int
ctl_fail(int status, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(status, format, ap);
	va_end(ap);
	return status;
}

const char *
ctl_value(const struct ctl *c, const char *option)
{
	return options_value(&c->options, option);
}

int64_t
ctl_number(const struct ctl *c, const char *option, int64_t fallback)
{
	return options_number(&c->options, option, fallback);
}

/* ---- Rows ---------------------------------------------------------------- */

const struct ctl_command *
command_next(const struct ctl *c, const struct ctl_command *row)
{
	bool found = !row;

	for (const struct command_group *g = c->groups; g->title; g++)
		for (const struct ctl_command *r = g->commands; r->name; r++) {
			if (found)
				return r;
			found = r == row;
		}
	return NULL;
}

/* How many of the words are the row's name; 0: it is another's. */
static int
named(const struct ctl_command *row, int argc, char **argv)
{
	const char *blank = strchr(row->name, ' ');
	size_t n = strcspn(row->name, " ");

	if (argc < 1 || strlen(argv[0]) != n || strncmp(argv[0], row->name, n))
		return 0;
	if (!blank)
		return 1;
	return argc > 1 && !strcmp(argv[1], blank + 1) ? 2 : 0;
}

const struct ctl_command *
command_find(const struct ctl *c, int argc, char **argv, int *words)
{
	for EACH_COMMAND(c, row)
		if ((*words = named(row, argc, argv)))
			return row;
	return NULL;
}

/* The row that looks most like the words, or NULL. */
static const struct ctl_command *
nearest(const struct ctl *c, int argc, char **argv)
{
	const struct ctl_command *near = NULL;
	const char *said = argv[0];
	char words[128];
	int best = 6;

	for EACH_COMMAND(c, row) {
		size_t n = strcspn(row->name, " ");
		bool same = row->name[n] && strlen(said) == n &&
		    !strncmp(said, row->name, n);
		int d;

		snprintf(words, sizeof words, "%s%s%s", said,
		    row->name[n] && argc > 1 ? " " : "",
		    row->name[n] && argc > 1 ? argv[1] : "");
		d = text_distance(words, row->name) - 4 * same;
		if (d < best) {
			best = d;
			near = row;
		}
	}
	return near;
}

/* ---- Wrong usage --------------------------------------------------------- */

/* As a shell reads it. */
static const char *
quoted(struct arena *a, const char *text)
{
	const char *plain = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+,@%:";
	const char *to = "'";

	if (!text[strspn(text, plain)])
		return text;
	for (const char *p = text; *p; p++)
		to = arena_printf(a, *p == '\'' ? "%s'\\''" : "%s%c", to, *p);
	return arena_printf(a, "%s'", to);
}

/* ". To stop every miner: powerhivectl stop --all --yes" behind the text,
 * with the configuration that was named. */
static const char *
surely(struct ctl *c, const struct ctl_command *row, const char *text)
{
	const char *config = ctl_value(c, "config");
	size_t len = strlen(text);

	if (!row || !row->surely)
		return "";
	return arena_printf(&c->arena, "%s To %s: powerhivectl %s%s%s%s",
	    len > 0 && text[len - 1] == '?' ? "" : ".", row->surely_to,
	    config ? "--config " : "",
	    config ? quoted(&c->arena, config) : "", config ? " " : "",
	    row->surely);
}

int
ctl_misuse(struct ctl *c, const char *format, ...)
{
	char text[SAID_SIZE];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	return ctl_fail(EX_USAGE, "%s%s", text,
	    surely(c, c->command, text));
}

int
command_none(struct ctl *c, int argc, char **argv)
{
	const struct ctl_command *near;
	const char *said;

	if (argc == 0 || !*argv[0])
		return ctl_fail(EX_USAGE, "which command? see "
		    "powerhivectl help");
	near = nearest(c, argc, argv);
	said = value_shown(&c->arena, argv[0]);
	if (!near)
		return ctl_fail(EX_USAGE, "no such command: %s; see "
		    "powerhivectl help", said);
	return ctl_fail(EX_USAGE, "no such command: %s%s%s; did you "
	    "mean \"%s\"?%s", said, argc > 1 ? " " : "", argc > 1 ?
	    value_shown(&c->arena, argv[1]) : "", near->name,
	    surely(c, near, "?"));
}

/* An option that stands before the command: perhaps it is the command's. */
static int
misplaced(struct ctl *c, const char *error)
{
	struct options *o = &c->options;
	const struct ctl_command *row = NULL;
	const char *name;
	size_t len;
	int words;

	for (char **p = o->next; !row && p < o->end; p++)
		row = command_find(c, (int)(o->end - p), p, &words);
	c->command = row;
	if (!row || !o->unknown || strncmp(o->unknown, "--", 2))
		return ctl_misuse(c, "%s", error);
	name = o->unknown + 2;
	len = strcspn(name, "=");
	if (!option_row(row->options, name, len))
		return ctl_misuse(c, "%s", error);
	return ctl_misuse(c, "--%.*s is an option of %s and goes after it",
	    (int)len, name, row->name);
}

/* ---- Dispatch ------------------------------------------------------------ */

static bool
is_first_word(const struct ctl *c, const char *word)
{
	for EACH_COMMAND(c, row) {
		size_t n = strcspn(row->name, " ");

		if (row->name[n] && strlen(word) == n &&
		    !strncmp(word, row->name, n))
			return true;
	}
	return false;
}

/* The command's words; common options may stand before and between them.
 * NULL, or what is wrong with those. */
static const char *
take_words(struct ctl *c, char **words, int *n)
{
	struct options *o = &c->options;
	const char *error = options_lead(o);

	while (!error && *n < 2 && o->next < o->end) {
		words[(*n)++] = *o->next++;
		if (*n < 2 && is_first_word(c, words[0]))
			error = options_lead(o);
		else
			break;
	}
	return error;
}

/* Read the line; 0, or the exit status. */
static int
take_line(struct ctl *c)
{
	struct options *o = &c->options;
	char *words[2];
	int n = 0, taken;
	const char *error = take_words(c, words, &n);

	if (error)
		return misplaced(c, error);
	if (n == 0 && (ctl_value(c, "help") || ctl_value(c, "version")))
		return 0;
	if (!(c->command = command_find(c, n, words, &taken)))
		return command_none(c, n, words);
	o->rows[1] = common_options;
	o->rows[0] = c->command->options;
	o->help = arena_printf(&c->arena, "powerhivectl help %s",
	    c->command->name);
	error = options_read(o);
	return error ? ctl_misuse(c, "%s", error) : 0;
}

/* Whether the operands and what is needed are there. */
static int
check_line(struct ctl *c)
{
	const struct ctl_command *row = c->command;
	const char *error = options_check(&c->options, row->operands,
	    row->rules);

	if (!error)
		return 0;
	return ctl_misuse(c, "%s%s %s; usage: %s", row->name,
	    strncmp(error, "needs ", 6) ? ":" : "", error,
	    ctl_usage(&c->arena, row));
}

int
ctl_run(struct ctl *c, const struct command_group *groups, int argc,
    char **argv)
{
	struct options *o = &c->options;
	int status;

	c->groups = groups;
	options_begin(o, &c->arena, argc - 1, argv + 1);
	o->rows[0] = common_options;
	o->help = "powerhivectl help";
	if ((status = take_line(c)))
		return status;
	if (ctl_value(c, "help"))
		return c->command ? help_one(c, c->command) : help_all(c);
	if (ctl_value(c, "version"))
		return printf("powerhivectl %s\n", PACKAGE_VERSION) < 0;
	if ((status = check_line(c)))
		return status;
	if (ctl_value(c, "config"))
		c->config = ctl_value(c, "config");
	c->argc = o->words_n;
	c->argv = o->words;
	return c->command->run(c);
}
