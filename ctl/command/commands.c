/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/command/command.h"

/* What the tables of all rooms have in common, and the commands about
 * commands. */

const struct option common_options[] = {
	{ .name = "config", VALUE("FILE", V_FILE),
	    .doc = "the configuration; default " SITE_DEFAULT_PATH },
	{ .name = "help", .doc = "print what the command takes" },
	{ .name = "version", .doc = "print the version" },
	OPTIONS_END
};

const struct option json_only[] = { JSON_OPTION, OPTIONS_END };

const struct operand name_operand[] = {
	{ VALUE("NAME", V_TEXT, .max = LONGEST_NAME), .needed = true },
	OPERANDS_END
};

const struct operand id_operand[] = {
	{ VALUE("ID", V_WHOLE, .min = 1, .max = ID_MAX), .needed = true },
	OPERANDS_END
};

/* JSON is the table itself, for other shells and for tests. */
static const struct operand shell[] = {
	{ VALUE("SHELL", V_WORD, .of = completion_words), .needed = true },
	OPERANDS_END
};

static const struct operand about[] = {
	{ VALUE("COMMAND", V_TEXT, .max = LONGEST_NAME), .many = 2 },
	OPERANDS_END
};

const struct ctl_command help_commands[] = {
	{ .name = "completion", .operands = shell, .run = completion_run,
	    .doc = "print completions for bash or zsh" },
	{ .name = "help", .operands = about, .run = help_run,
	    .doc = "print this list, or what a command takes" },
	{ .name = NULL }
};
