/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/ctl.h"

/* Both scripts are written from commands[]; nothing is listed twice. */

static bool
same_first(const struct command *a, const struct command *b)
{
	size_t n = strcspn(a->name, " ");

	return n == strcspn(b->name, " ") && !strncmp(a->name, b->name, n);
}

/* The row is the first of those with its first word. */
static bool
is_first(const struct command *row)
{
	return row == commands || !same_first(row, row - 1);
}

static void
first_words(void)
{
	for (const struct command *row = commands; row->name; row++)
		if (is_first(row))
			printf("%s%.*s", row == commands ? "" : " ",
			    (int)strcspn(row->name, " "), row->name);
}

/* "list show set" after "miner". */
static void
second_words(void)
{
	for (const struct command *row = commands; row->name; row++) {
		const char *blank = strchr(row->name, ' ');

		if (!blank)
			continue;
		if (is_first(row))
			printf("\t%.*s) echo \"", (int)(blank - row->name),
			    row->name);
		printf("%s%s", is_first(row) ? "" : " ", blank + 1);
		if (!row[1].name || !same_first(row, row + 1))
			printf("\" ;;\n");
	}
}

static void
option_words(const struct ctl_option *o)
{
	for (; o->name; o++)
		printf("--%s ", o->name);
}

static void
options_of_commands(void)
{
	for (const struct command *row = commands; row->name; row++) {
		printf("\t\"%s\") echo \"", row->name);
		option_words(row->options);
		option_words(common_options);
		printf("\" ;;\n");
	}
}

/* What may stand behind an option: its values, or a file's name. */
static void
values_of_options(const struct ctl_option *o)
{
	for (; o->name; o++)
		if (o->values) {
			printf("\t--%s) echo \"", o->name);
			for (const char *p = o->values; *p; p++)
				putchar(*p == '|' ? ' ' : *p);
			printf("\" ;;\n");
		} else if (o->argument)
			printf("\t--%s) echo FILES ;;\n", o->name);
}

static void
functions(void)
{
	printf("_powerhivectl_second() {\n\tcase \"$1\" in\n");
	second_words();
	printf("\tesac\n}\n_powerhivectl_options() {\n\tcase \"$1\" in\n");
	options_of_commands();
	printf("\tesac\n}\n_powerhivectl_values() {\n\tcase \"$1\" in\n");
	values_of_options(common_options);
	for (const struct command *row = commands; row->name; row++)
		values_of_options(row->options);
	printf("\tesac\n}\n");
	/* $1: the word before, then the words so far without options. */
	printf("_powerhivectl_words() {\n"
	    "\tlocal before=\"$1\" first=\"$2\" second=\"$3\" values\n"
	    "\tvalues=$(_powerhivectl_values \"$before\")\n"
	    "\tif [ -n \"$values\" ]; then echo \"$values\"; return; fi\n"
	    "\tif [ -z \"$first\" ]; then echo \"");
	first_words();
	printf(" --config --help --version\"; return; fi\n"
	    "\tvalues=$(_powerhivectl_second \"$first\")\n"
	    "\tif [ -n \"$values\" ] && [ -z \"$second\" ]; then "
	    "echo \"$values\"; return; fi\n"
	    "\t[ -n \"$values\" ] && first=\"$first $second\"\n"
	    "\t_powerhivectl_options \"$first\"\n"
	    "}\n");
}

static void
bash(void)
{
	functions();
	printf("_powerhivectl() {\n"
	    "\tlocal i word skip='' said=() words\n"
	    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	    "\t\tword=${COMP_WORDS[i]}\n"
	    "\t\tif [ -n \"$skip\" ]; then skip=''; continue; fi\n"
	    "\t\tcase \"$word\" in\n"
	    "\t\t--*) skip=$(_powerhivectl_values \"$word\") ;;\n"
	    "\t\t*) said+=(\"$word\") ;;\n"
	    "\t\tesac\n"
	    "\tdone\n"
	    "\twords=$(_powerhivectl_words \"${COMP_WORDS[COMP_CWORD-1]}\" "
	    "\"${said[0]}\" \"${said[1]}\")\n"
	    "\tif [ \"$words\" = FILES ]; then\n"
	    "\t\tCOMPREPLY=($(compgen -f -- \"${COMP_WORDS[COMP_CWORD]}\"))\n"
	    "\telse\n"
	    "\t\tCOMPREPLY=($(compgen -W \"$words\" -- "
	    "\"${COMP_WORDS[COMP_CWORD]}\"))\n"
	    "\tfi\n"
	    "}\n"
	    "complete -F _powerhivectl powerhivectl\n");
}

static void
zsh(void)
{
	printf("#compdef powerhivectl\n");
	functions();
	printf("_powerhivectl() {\n"
	    "\tlocal i word skip='' found\n"
	    "\tlocal -a said\n"
	    "\tfor ((i = 2; i < CURRENT; i++)); do\n"
	    "\t\tword=$words[i]\n"
	    "\t\tif [[ -n $skip ]]; then skip=''; continue; fi\n"
	    "\t\tcase $word in\n"
	    "\t\t--*) skip=$(_powerhivectl_values $word) ;;\n"
	    "\t\t*) said+=($word) ;;\n"
	    "\t\tesac\n"
	    "\tdone\n"
	    "\tfound=$(_powerhivectl_words \"$words[CURRENT-1]\" "
	    "\"$said[1]\" \"$said[2]\")\n"
	    "\tif [[ $found = FILES ]]; then _files\n"
	    "\telse compadd -- ${=found}; fi\n"
	    "}\n"
	    "compdef _powerhivectl powerhivectl\n");
}

int
completion_run(struct ctl *c)
{
	if (!strcmp(c->argv[0], "bash"))
		bash();
	else if (!strcmp(c->argv[0], "zsh"))
		zsh();
	else
		return ctl_fail(EX_USAGE, "completions exist for bash and "
		    "zsh");
	return 0;
}
