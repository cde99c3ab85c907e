/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/access/access.h"
#include "hive/base/scope.h"

#define SCOPE_OPTION							\
	{ .name = "scope", VALUE("SCOPE", V_WORD, .of = scope_words),	\
	    .doc = "what it may do: read|operate|admin|ledger",		\
	    .needed = true }
#define STDIN_OPTION							\
	{ .name = "password-stdin", .doc = "read the password from "	\
	    "standard input instead of making one" }

static const struct option user_add[] = {
	SCOPE_OPTION, STDIN_OPTION, HTPASSWD_OPTION, OPTIONS_END
};

static const struct option user_file[] = {
	HTPASSWD_OPTION, OPTIONS_END
};

static const struct option user_list[] = {
	JSON_OPTION, HTPASSWD_OPTION, OPTIONS_END
};

static const struct option user_passwd[] = {
	STDIN_OPTION, HTPASSWD_OPTION, OPTIONS_END
};

static const struct operand user_scope[] = {
	{ VALUE("NAME", V_TEXT, .max = LONGEST_NAME), .needed = true },
	{ VALUE("SCOPE", V_WORD, .of = scope_words), .needed = true },
	OPERANDS_END
};

static const struct option token_create[] = {
	SCOPE_OPTION,
	{ .name = "days", VALUE("N", V_WHOLE, .min = 1, .max = 365),
	    .doc = "days until it expires; default 90, at most 365" },
	OPTIONS_END
};

const struct ctl_command access_commands[] = {
	{ .name = "user add", .operands = name_operand, .options = user_add,
	    .run = user_add_run,
	    .doc = "let a person in, with a new password" },
	{ .name = "user list", .options = user_list, .run = user_list_run,
	    .doc = "who may come in, and what they may do" },
	{ .name = "user passwd", .operands = name_operand,
	    .options = user_passwd, .run = user_passwd_run,
	    .doc = "give a person a new password" },
	{ .name = "user scope", .operands = user_scope,
	    .run = user_scope_run, .doc = "change what a person may do" },
	{ .name = "user remove", .operands = name_operand,
	    .options = user_file, .run = user_remove_run,
	    .doc = "let a person in no more" },
	{ .name = "token create", .operands = name_operand,
	    .options = token_create, .run = token_create_run,
	    .doc = "make a token for a program; it is shown once" },
	{ .name = "token list", .options = json_only, .run = token_list_run,
	    .doc = "the tokens, without their text" },
	{ .name = "token revoke", .operands = id_operand,
	    .run = token_revoke_run, .doc = "make a token worthless" },
	{ .name = NULL }
};
