/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "ctl/command/command.h"
#include "hive/json/json.h"

/* Both scripts and the table are written from the rows of all commands;
 * nothing is listed twice. */

const char *const completion_words[] = {
	[COMPLETION_JSON] = "json", [COMPLETION_BASH] = "bash",
	[COMPLETION_ZSH] = "zsh", NULL
};

static bool
same_first(const struct ctl_command *a, const struct ctl_command *b)
{
	size_t n = strcspn(a->name, " ");

	return n == strcspn(b->name, " ") && !strncmp(a->name, b->name, n);
}

/* The row is the first of those with its first word, which follow each
 * other in one table. */
static bool
is_first(const struct ctl *c, const struct ctl_command *row)
{
	for (const struct command_group *g = c->groups; g->title; g++)
		if (row == g->commands)
			return true;
	return !same_first(row, row - 1);
}

static void
first_words(const struct ctl *c)
{
	for EACH_COMMAND(c, row)
		if (is_first(c, row))
			printf("%.*s ", (int)strcspn(row->name, " "),
			    row->name);
}

/* "list show set" after "miner". */
static void
second_words(const struct ctl *c)
{
	for EACH_COMMAND(c, row) {
		const char *blank = strchr(row->name, ' ');

		if (!blank)
			continue;
		if (is_first(c, row))
			printf("\t%.*s) echo \"", (int)(blank - row->name),
			    row->name);
		printf("%s%s", is_first(c, row) ? "" : " ", blank + 1);
		if (!row[1].name || !same_first(row, row + 1))
			printf("\" ;;\n");
	}
}

static void
words_of(struct ctl *c, const struct value *v)
{
	const char *words = value_words(&c->arena, v);

	for (const char *p = words; p && *p; p++)
		putchar(*p == '|' ? ' ' : *p);
}

/* Options, and what the operands may be. */
static void
words_of_commands(struct ctl *c)
{
	for EACH_COMMAND(c, row) {
		printf("\t\"%s\") echo \"", row->name);
		for (const struct operand *o = row->operands; o &&
		    o->value.name; o++)
			if (value_words(&c->arena, &o->value)) {
				words_of(c, &o->value);
				putchar(' ');
			}
		for (const struct option *o = row->options; o && o->name; o++)
			printf("--%s ", o->name);
		for (const struct option *o = common_options; o->name; o++)
			printf("--%s ", o->name);
		printf("\" ;;\n");
	}
}

/* What may stand behind an option: its words, FILES, or TEXT that nobody
 * can complete. */
static void
values_of_options(struct ctl *c, const struct option *o)
{
	for (; o && o->name; o++) {
		if (!o->value.name)
			continue;
		printf("\t--%s) echo \"", o->name);
		if (value_words(&c->arena, &o->value))
			words_of(c, &o->value);
		else
			printf("%s", o->value.kind == V_FILE ||
			    o->value.kind == V_FOLDER ? "FILES" : "TEXT");
		printf("\" ;;\n");
	}
}

static void
functions(struct ctl *c)
{
	printf("_powerhivectl_second() {\n\tcase \"$1\" in\n");
	second_words(c);
	printf("\tesac\n}\n_powerhivectl_options() {\n\tcase \"$1\" in\n");
	words_of_commands(c);
	printf("\tesac\n}\n_powerhivectl_values() {\n\tcase \"$1\" in\n");
	values_of_options(c, common_options);
	for EACH_COMMAND(c, row)
		values_of_options(c, row->options);
	printf("\tesac\n}\n");
	/* $1: the word before, then the words so far without options. */
	printf("_powerhivectl_words() {\n"
	    "\tlocal before=\"$1\" first=\"$2\" second=\"$3\" values\n"
	    "\tvalues=$(_powerhivectl_values \"$before\")\n"
	    "\tif [ -n \"$values\" ]; then echo \"$values\"; return; fi\n"
	    "\tif [ -z \"$first\" ]; then echo \"");
	first_words(c);
	printf("--config --help --version\"; return; fi\n"
	    "\tvalues=$(_powerhivectl_second \"$first\")\n"
	    "\tif [ -n \"$values\" ] && [ -z \"$second\" ]; then "
	    "echo \"$values\"; return; fi\n"
	    "\t[ -n \"$values\" ] && first=\"$first $second\"\n"
	    "\t_powerhivectl_options \"$first\"\n"
	    "}\n");
}

/* Bash takes --name=value apart at the equals sign. */
static void
bash(struct ctl *c)
{
	functions(c);
	printf("_powerhivectl() {\n"
	    "\tlocal i word skip='' said=() words\n"
	    "\tlocal now=${COMP_WORDS[COMP_CWORD]}\n"
	    "\tlocal before=${COMP_WORDS[COMP_CWORD-1]}\n"
	    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	    "\t\tword=${COMP_WORDS[i]}\n"
	    "\t\tif [ \"$word\" = = ]; then continue; fi\n"
	    "\t\tif [ -n \"$skip\" ]; then skip=''; continue; fi\n"
	    "\t\tcase \"$word\" in\n"
	    "\t\t--*) skip=$(_powerhivectl_values \"$word\") ;;\n"
	    "\t\t*) said+=(\"$word\") ;;\n"
	    "\t\tesac\n"
	    "\tdone\n"
	    "\tif [ \"$before\" = = ]; then "
	    "before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
	    "\tif [ \"$now\" = = ]; then now=''; fi\n"
	    "\twords=$(_powerhivectl_words \"$before\" "
	    "\"${said[0]}\" \"${said[1]}\")\n"
	    "\tcase \"$words\" in\n"
	    "\tFILES) COMPREPLY=($(compgen -f -- \"$now\")) ;;\n"
	    "\tTEXT) COMPREPLY=() ;;\n"
	    "\t*) COMPREPLY=($(compgen -W \"$words\" -- \"$now\")) ;;\n"
	    "\tesac\n"
	    "}\n"
	    "complete -F _powerhivectl powerhivectl\n");
}

static void
zsh(struct ctl *c)
{
	printf("#compdef powerhivectl\n");
	functions(c);
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
	    "\telif [[ $found != TEXT ]]; then compadd -- ${=found}; fi\n"
	    "}\n"
	    "compdef _powerhivectl powerhivectl\n");
}

/* ---- The table itself ---------------------------------------------------- */

static void
write_value(struct json *j, const struct value *v)
{
	const char *words = value_words(j->buf.arena, v);

	json_pair(j, "kind", value_kind_word(v->kind));
	if (words)
		json_pair(j, "words", words);
	if (v->max > v->min) {
		json_key(j, "min");
		json_number(j, v->min);
		json_key(j, "max");
		json_number(j, v->max);
	}
}

static void
write_options(struct json *j, const struct option *o)
{
	json_open(j, '[');
	for (; o && o->name; o++) {
		json_open(j, '{');
		json_pair(j, "name", o->name);
		json_pair(j, "value", o->value.name);
		write_value(j, &o->value);
		json_pair_bool(j, "needed", o->needed);
		json_pair_bool(j, "many", o->many);
		json_pair(j, "doc", o->doc);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
write_operands(struct json *j, const struct operand *o)
{
	json_open(j, '[');
	for (; o && o->value.name; o++) {
		json_open(j, '{');
		json_pair(j, "name", o->value.name);
		write_value(j, &o->value);
		json_pair_bool(j, "needed", o->needed);
		json_pair_int(j, "many", o->many ? o->many : 1);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
table(struct ctl *c)
{
	struct json j;

	json_init(&j, &c->arena);
	json_open(&j, '{');
	json_key(&j, "options");
	write_options(&j, common_options);
	json_key(&j, "commands");
	json_open(&j, '[');
	for EACH_COMMAND(c, row) {
		json_open(&j, '{');
		json_pair(&j, "name", row->name);
		json_pair(&j, "doc", row->doc);
		json_key(&j, "operands");
		write_operands(&j, row->operands);
		json_key(&j, "options");
		write_options(&j, row->options);
		json_close(&j, '}');
	}
	json_close(&j, ']');
	json_close(&j, '}');
	ctl_pretty(stdout, json_done(&j));
}

int
completion_run(struct ctl *c)
{
	static void (*const print[])(struct ctl *) = {
		[COMPLETION_JSON] = table, [COMPLETION_BASH] = bash,
		[COMPLETION_ZSH] = zsh
	};

	print[words_value(completion_words, c->argv[0])](c);
	return 0;
}
