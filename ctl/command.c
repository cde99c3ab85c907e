/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/ctl.h"
#include "hive/text.h"

#define COMMON		100	/* getopt's value of common_options[0] */

int
ctl_fail(int status, const char *format, ...)
{
	char raw[2048], text[2048];
	va_list ap;

	va_start(ap, format);
	vsnprintf(raw, sizeof raw, format, ap);
	va_end(ap);
	text_one_line(text, sizeof text, raw);
	fflush(stdout);
	fprintf(stderr, "powerhivectl: %s\n", text);
	return status;
}

const char *
ctl_value(const struct ctl *c, const char *option)
{
	for (int i = 0; c->command->options[i].name; i++)
		if (!strcmp(c->command->options[i].name, option))
			return c->value[i];
	return NULL;
}

int64_t
ctl_number(const struct ctl *c, const char *option, int64_t least,
    int64_t most, int64_t otherwise)
{
	const char *text = ctl_value(c, option);
	char *end;
	long long n;

	if (!text)
		return otherwise;
	n = strtoll(text, &end, 10);
	if (!*text || *end || n < least || n > most)
		exit(ctl_fail(EX_USAGE, "--%s must be from %lld to %lld",
		    option, (long long)least, (long long)most));
	return n;
}

/* ---- Help ---- */

static const char *
option_usage(struct arena *a, const struct ctl_option *o)
{
	return arena_printf(a, o->needed ? " --%s%s%s" : " [--%s%s%s]",
	    o->name, o->argument ? " " : "", o->argument ? o->argument : "");
}

const char *
ctl_usage(struct arena *a, const struct command *c)
{
	const char *text = arena_printf(a, "powerhivectl %s%s%s", c->name,
	    *c->arguments ? " " : "", c->arguments);

	for (const struct ctl_option *o = c->options; o->name; o++)
		text = arena_printf(a, "%s%s", text, option_usage(a, o));
	return text;
}

static void
print_options(struct arena *a, const struct ctl_option *o)
{
	for (; o->name; o++)
		printf("  %-24s %s\n", arena_printf(a, "--%s %s", o->name,
		    o->argument ? o->argument : ""), o->doc);
}

static int
help_one(struct ctl *c, const struct command *about)
{
	printf("usage: %s\n\n%s\n\n", ctl_usage(&c->arena, about),
	    about->doc);
	print_options(&c->arena, about->options);
	print_options(&c->arena, common_options);
	return 0;
}

static int
help_all(struct ctl *c)
{
	printf("usage: powerhivectl [--config FILE] COMMAND ...\n\n");
	for (const struct command *row = commands; row->name; row++)
		printf("  %-34s %s\n", arena_printf(&c->arena, "%s %s",
		    row->name, row->arguments), row->doc);
	printf("\npowerhivectl COMMAND --help tells the options.\n");
	return 0;
}

/* ---- Dispatch ---- */

/* How many of the words are the row's name; 0: it is another's. */
static int
named(const struct command *row, int argc, char **argv)
{
	const char *blank = strchr(row->name, ' ');
	size_t n = strcspn(row->name, " ");

	if (argc < 1 || strlen(argv[0]) != n || strncmp(argv[0], row->name, n))
		return 0;
	if (!blank)
		return 1;
	return argc > 1 && !strcmp(argv[1], blank + 1) ? 2 : 0;
}

static const struct command *
find(int argc, char **argv, int *words)
{
	for (const struct command *row = commands; row->name; row++)
		if ((*words = named(row, argc, argv)))
			return row;
	return NULL;
}

static int
no_command(int argc, char **argv)
{
	const char *near = NULL, *said;
	char words[128];
	int best = 6;

	if (argc == 0)
		return ctl_fail(EX_USAGE, "which command? see "
		    "powerhivectl help");
	said = argv[0];
	for (const struct command *row = commands; row->name; row++) {
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
			near = row->name;
		}
	}
	return near ? ctl_fail(EX_USAGE, "no such command: %s%s%s; did you "
	    "mean \"%s\"?", said, argc > 1 ? " " : "", argc > 1 ? argv[1] : "",
	    near) : ctl_fail(EX_USAGE, "no such command: %s; see "
	    "powerhivectl help", said);
}

int
help_run(struct ctl *c)
{
	const struct command *about;
	int words;

	if (c->argc == 0)
		return help_all(c);
	about = find(c->argc, c->argv, &words);
	return about ? help_one(c, about) : no_command(c->argc, c->argv);
}

static int
offer(struct option *to, int n, const struct ctl_option *from, int base)
{
	for (int i = 0; from[i].name; i++)
		to[n++] = (struct option){ from[i].name, from[i].argument ?
		    required_argument : no_argument, NULL, base + i };
	return n;
}

static bool
take_value(struct ctl *c, int i, const char *text)
{
	const struct ctl_option *o = &c->command->options[i];

	c->value[i] = text ? text : "";
	if (!o->values || record_word(o->values, text))
		return true;
	ctl_fail(EX_USAGE, "--%s must be one of %s", o->name, o->values);
	return false;
}

enum common { CONFIG, HELP, TELL_VERSION };

/* 0, or the exit status with *done set where no error was. */
static int
take_options(struct ctl *c, int argc, char **argv, bool *done)
{
	struct option offered[OPTIONS_MOST + 8] = { { 0 } };
	int n = c->command ? offer(offered, 0, c->command->options, 0) : 0, o;

	offer(offered, n, common_options, COMMON);
	/* Before the command no word may be stepped over. */
	optind = 0;
	while ((o = getopt_long(argc, argv, c->command ? "" : "+", offered,
	    NULL)) >= 0) {
		*done = o == COMMON + HELP || o == COMMON + TELL_VERSION;
		if (o == COMMON + HELP)
			return c->command ? help_one(c, c->command) :
			    help_all(c);
		if (o == COMMON + TELL_VERSION)
			return printf("powerhivectl %s\n", PACKAGE_VERSION) < 0;
		if (o == COMMON + CONFIG)
			c->config = optarg;
		else if (o >= COMMON || !take_value(c, o, optarg))
			return EX_USAGE;
	}
	c->argc = argc - optind;
	c->argv = argv + optind;
	return 0;
}

static int
check_arguments(struct ctl *c)
{
	const struct ctl_option *o = c->command->options;

	for (int i = 0; o[i].name; i++)
		if (o[i].needed && !c->value[i])
			return ctl_fail(EX_USAGE, "%s needs --%s %s",
			    c->command->name, o[i].name, o[i].argument);
	if (c->argc >= c->command->least && c->argc <= c->command->most)
		return 0;
	return ctl_fail(EX_USAGE, "usage: %s",
	    ctl_usage(&c->arena, c->command));
}

int
ctl_run(struct ctl *c, int argc, char **argv)
{
	bool done = false;
	int words, status = take_options(c, argc, argv, &done);

	if (status || done)
		return status;
	c->command = find(c->argc, c->argv, &words);
	if (!c->command)
		return no_command(c->argc, c->argv);
	/* getopt skips the first word, as it skips a program's name. */
	status = take_options(c, c->argc - words + 1, c->argv + words - 1,
	    &done);
	if (status || done || (status = check_arguments(c)))
		return status;
	return c->command->run(c);
}
