/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/backup/backup.h"

#define PUBLIC_DIGITS	64

static const struct operand folder[] = {
	{ VALUE("FOLDER", V_FOLDER) },
	OPERANDS_END
};

static const struct option backup[] = {
	{ .name = "with-keys", .doc = "the key of the miners' secrets too" },
	{ .name = "encrypt-to", VALUE("PUBKEY", V_HEX,
	    .min = PUBLIC_DIGITS, .max = PUBLIC_DIGITS),
	    .doc = "encrypt to this public key" },
	{ .name = "passphrase-file", VALUE("FILE", V_FILE),
	    .doc = "encrypt with the passphrase in this file" },
	{ .name = "keep", VALUE("N", V_WHOLE, .min = 1, .max = 10000),
	    .doc = "backups to keep in the folder; default 14" },
	{ .name = "make-identity", VALUE("FILE", V_FILE), .doc = "write a new "
	    "secret key to FILE, print its public key, and end" },
	HTPASSWD_OPTION,
	OPTIONS_END
};

static const struct option_rule backup_rules[] = {
	{ RULE_ONE, "FOLDER|make-identity" },
	{ RULE_ONE_MAX, "encrypt-to|passphrase-file" },
	RULES_END
};

static const struct operand from[] = {
	{ VALUE("BACKUP", V_FOLDER), .needed = true },
	OPERANDS_END
};

static const struct option restore[] = {
	{ .name = "to", VALUE("FOLDER", V_FOLDER),
	    .doc = "only unpack into this folder" },
	{ .name = "identity", VALUE("FILE", V_FILE),
	    .doc = "secret key, when encrypted to its public key" },
	{ .name = "passphrase-file", VALUE("FILE", V_FILE),
	    .doc = "passphrase, when encrypted with it" },
	{ .name = "force", .doc = "replace what is there; it is kept under "
	    "another name" },
	HTPASSWD_OPTION,
	OPTIONS_END
};

const struct ctl_command backup_commands[] = {
	{ .name = "backup", .operands = folder, .options = backup,
	    .rules = backup_rules, .run = backup_run,
	    .doc = "put a dated backup into the folder" },
	{ .name = "restore", .operands = from, .options = restore,
	    .run = restore_run,
	    .doc = "check a backup and put it in place" },
	{ .name = NULL }
};
