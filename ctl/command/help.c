/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ctl/command/command.h"

/* What a command takes, told from its row. */

const char *
ctl_usage(struct arena *a, const struct ctl_command *c)
{
	const char *operands = operands_usage(a, c->operands);

	return arena_printf(a, "powerhivectl %s%s%s%s", c->name,
	    *operands ? " " : "", operands, options_usage(a, c->options));
}

int
help_one(struct ctl *c, const struct ctl_command *about)
{
	struct arena *a = &c->arena;

	printf("usage: %s\n\n%s\n\n", ctl_usage(a, about), about->doc);
	options_print(stdout, a, about->options);
	options_print(stdout, a, common_options);
	printf("\nvalues:\n");
	values_print(stdout, a, about->operands, about->options,
	    about->rules);
	values_print(stdout, a, NULL, common_options, NULL);
	if (about->surely)
		printf("\nto %s: powerhivectl %s\n", about->surely_to,
		    about->surely);
	return 0;
}

int
help_all(struct ctl *c)
{
	printf("usage: powerhivectl [--config FILE] COMMAND ...\n");
	for (const struct command_group *g = c->groups; g->title; g++) {
		printf("\n%s:\n", g->title);
		for (const struct ctl_command *row = g->commands; row->name;
		    row++)
			printf("  %-34s %s\n", arena_printf(&c->arena,
			    "%s %s", row->name, operands_usage(&c->arena,
			    row->operands)), row->doc);
	}
	printf("\nbefore and after every command:%s\n",
	    options_usage(&c->arena, common_options));
	printf("\npowerhivectl COMMAND --help tells the options.\n");
	return 0;
}

int
help_run(struct ctl *c)
{
	const struct ctl_command *about;
	int words;

	if (c->argc == 0)
		return help_all(c);
	about = command_find(c, c->argc, c->argv, &words);
	return about && words == c->argc ? help_one(c, about) :
	    command_none(c, c->argc, c->argv);
}
