/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/ctl.h"
#include "hive/alert.h"

#define SCOPES	"read|operate|admin|ledger"

#define SCOPE_OPTION							\
	{ "scope", "SCOPE", SCOPES, "what it may do: " SCOPES, true }
#define HTPASSWD_OPTION							\
	{ "htpasswd", "FILE", NULL, "passwords for the web server; "	\
	    "default: htpasswd beside the configuration", false }
#define STDIN_OPTION							\
	{ "password-stdin", NULL, NULL, "read the password from "	\
	    "standard input instead of making one", false }
#define JSON_OPTION							\
	{ "json", NULL, NULL, "print JSON, in the API's shape", false }
#define OPTIONS_END { NULL, NULL, NULL, NULL, false }

const struct ctl_option common_options[] = {
	{ "config", "FILE", NULL, "the configuration; default "
	    SITE_DEFAULT_PATH, false },
	{ "help", NULL, NULL, "print what the command takes", false },
	{ "version", NULL, NULL, "print the version", false },
	OPTIONS_END
};

static const struct ctl_option none[] = { OPTIONS_END };

static const struct ctl_option user_add[] = {
	SCOPE_OPTION, STDIN_OPTION, HTPASSWD_OPTION, OPTIONS_END
};

static const struct ctl_option user_file[] = {
	HTPASSWD_OPTION, OPTIONS_END
};

static const struct ctl_option user_list[] = {
	JSON_OPTION, HTPASSWD_OPTION, OPTIONS_END
};

static const struct ctl_option user_passwd[] = {
	STDIN_OPTION, HTPASSWD_OPTION, OPTIONS_END
};

static const struct ctl_option token_create[] = {
	SCOPE_OPTION,
	{ "days", "N", NULL, "days until it expires; default 90, "
	    "at most 365", false },
	OPTIONS_END
};

static const struct ctl_option json_only[] = { JSON_OPTION, OPTIONS_END };

static const struct ctl_option status[] = {
	{ "warning", "PERCENT", NULL,
	    "miners offline that are a warning; default 5", false },
	{ "critical", "PERCENT", NULL,
	    "miners offline that are critical; default 25", false },
	OPTIONS_END
};

static const struct ctl_option scan[] = {
	{ "probe", "IP", NULL, "ask one address, stage by stage", false },
	OPTIONS_END
};

static const struct ctl_option hold[] = {
	{ "reason", "TEXT", NULL, "why it is held", true },
	{ "until", "TIME", NULL, "when the hold ends: an RFC 3339 instant, "
	    "or 90m, 12h, 3d from now", false },
	OPTIONS_END
};

static const struct ctl_option check_config[] = {
	{ "schema", NULL, NULL, "print the JSON schema of the "
	    "configuration instead", false },
	{ "quiet", NULL, NULL, "do not print the configuration", false },
	OPTIONS_END
};

static const struct ctl_option doctor[] = {
	{ "deep", NULL, NULL, "read the whole database and compare clocks; "
	    "takes a second a gigabyte", false },
	HTPASSWD_OPTION,
	OPTIONS_END
};

static const struct ctl_option backup[] = {
	{ "with-keys", NULL, NULL, "the key of the miners' secrets too",
	    false },
	{ "encrypt-to", "PUBKEY", NULL, "encrypt to this public key", false },
	{ "passphrase-file", "FILE", NULL,
	    "encrypt with the passphrase in this file", false },
	{ "keep", "N", NULL, "backups to keep in the folder; default 14",
	    false },
	{ "make-identity", "FILE", NULL, "write a new secret key to FILE, "
	    "print its public key, and end", false },
	HTPASSWD_OPTION,
	OPTIONS_END
};

static const struct ctl_option restore[] = {
	{ "to", "FOLDER", NULL, "only unpack into this folder", false },
	{ "identity", "FILE", NULL, "secret key, when encrypted to its "
	    "public key", false },
	{ "passphrase-file", "FILE", NULL, "passphrase, when encrypted "
	    "with it", false },
	{ "force", NULL, NULL, "replace what is there; it is kept under "
	    "another name", false },
	HTPASSWD_OPTION,
	OPTIONS_END
};

static const struct ctl_option alerts_shown[] = {
	{ "state", "STATE", ALERT_STATES, "only those: " ALERT_STATES
	    "; default present", false },
	JSON_OPTION,
	OPTIONS_END
};

static const struct ctl_option alerts_sent[] = {
	{ "severity", "SEVERITY", "info|warning|critical",
	    "how bad it is; default critical", false },
	OPTIONS_END
};

#define KEY_OPTION							\
	{ "key", "FILE", NULL, "the ledger's public key; default: "	\
	    "ledger.pub beside the database", false }

static const struct ctl_option ledger_verify[] = {
	{ "quick", NULL, NULL, "only what was booked since the last head",
	    false },
	{ "full", NULL, NULL, "the whole chain and the slots (this is the "
	    "default)", false },
	{ "rebuild", NULL, NULL, "that, and the readings once more", false },
	{ "as-of", "TIME", NULL, "the chain as it was at this instant",
	    false },
	{ "statement", "FILE", NULL, "a statement whose head the chain must "
	    "have", false },
	KEY_OPTION,
	OPTIONS_END
};

static const struct ctl_option ledger_statement[] = {
	{ "period", "PERIOD", NULL, "a month, 2026-11, or a day", false },
	{ "verify", "FILE", NULL, "check a statement instead; needs no "
	    "database", false },
	KEY_OPTION,
	OPTIONS_END
};

static const struct ctl_option stop[] = {
	{ "all", NULL, NULL, "every miner that we hold a key for", false },
	{ "managed", NULL, NULL, "the managed ones only", false },
	{ "action", "ACTION", "stop|lowest|freeze", "stop mining, go to the "
	    "lowest preset, or hold as it is; default stop", false },
	{ "yes", NULL, NULL, "do not ask", false },
	OPTIONS_END
};

static const struct ctl_option order[] = {
	{ "preset", "NAME", NULL, "with preset: which", false },
	{ "percent", "N", NULL, "with throttle: of full power, 20 to 100",
	    false },
	OPTIONS_END
};

static const struct ctl_option decisions[] = {
	{ "limit", "N", NULL, "how many; default 20", false },
	JSON_OPTION,
	OPTIONS_END
};

static const struct ctl_option report[] = {
	{ "output", "FILE", NULL, "where to write it", true },
	{ "lines", "N", NULL, "lines of the log; default 500", false },
	{ "log", "FILE", NULL, "take them from there, not from the journal",
	    false },
	OPTIONS_END
};

const struct command commands[] = {
	{ "user add", "NAME", 1, 1, user_add, user_add_run,
	    "let a person in, with a new password" },
	{ "user list", "", 0, 0, user_list, user_list_run,
	    "who may come in, and what they may do" },
	{ "user passwd", "NAME", 1, 1, user_passwd, user_passwd_run,
	    "give a person a new password" },
	{ "user scope", "NAME SCOPE", 2, 2, none, user_scope_run,
	    "change what a person may do" },
	{ "user remove", "NAME", 1, 1, user_file, user_remove_run,
	    "let a person in no more" },
	{ "token create", "NAME", 1, 1, token_create, token_create_run,
	    "make a token for a program; it is shown once" },
	{ "token list", "", 0, 0, json_only, token_list_run,
	    "the tokens, without their text" },
	{ "token revoke", "ID", 1, 1, none, token_revoke_run,
	    "make a token worthless" },
	{ "status", "", 0, 0, status, status_run,
	    "one line and 0, 1, 2 or 3, as monitoring plugins do" },
	{ "stop", "", 0, 0, stop, stop_run,
	    "emergency: stop all miners, and keep them stopped" },
	{ "release", "", 0, 0, none, release_run,
	    "end the emergency stop; miners come back in batches" },
	{ "plan", "", 0, 0, json_only, plan_run,
	    "what the balancer would do now, and why not more" },
	{ "decision list", "", 0, 0, decisions, decision_list_run,
	    "what the balancer decided, newest first" },
	{ "setting list", "", 0, 0, json_only, setting_list_run,
	    "the settings in force, and what they may be" },
	{ "setting set", "NAME=VALUE...", 1, 32, none, setting_set_run,
	    "change settings; an empty value goes back to the default" },
	{ "model list", "", 0, 0, json_only, model_list_run,
	    "models of miners, their presets and maximum" },
	{ "model limit", "ALIAS PRESET", 2, 2, none, model_limit_run,
	    "set a model's maximum preset, or none" },
	{ "circuit list", "", 0, 0, json_only, circuit_list_run,
	    "containers, feeders and phases with their limits" },
	{ "circuit set", "NAME [KEY=VALUE...]", 1, 8, none, circuit_set_run,
	    "make or change a circuit: parent, limit_kw, phase" },
	{ "circuit remove", "NAME", 1, 1, none, circuit_remove_run,
	    "remove a circuit that feeds nothing" },
	{ "scan", "", 0, 0, scan, scan_run,
	    "look for miners now, or ask one address" },
	{ "miner list", "", 0, 0, json_only, miner_list_run,
	    "every miner in service" },
	{ "miner show", "MAC", 1, 1, json_only, miner_show_run,
	    "all about one miner" },
	{ "miner set", "MAC KEY=VALUE...", 2, 16, none, miner_set_run,
	    "name, location, circuit, managed, unlock_pass" },
	{ "miner command", "MAC ACTION", 2, 2, order, miner_command_run,
	    "start, stop, pause, resume, restart, reboot, find, preset, "
	    "throttle" },
	{ "miner hold", "MAC", 1, 1, hold, miner_hold_run,
	    "keep a miner as it is" },
	{ "miner release", "MAC", 1, 1, none, miner_release_run,
	    "hold a miner no longer" },
	{ "miner rescan", "MAC", 1, 1, none, miner_rescan_run,
	    "ask a miner anew what it is" },
	{ "miner retire", "MAC", 1, 1, none, miner_retire_run,
	    "take a miner out of service; its history stays" },
	{ "miner replace", "OLD NEW", 2, 2, none, miner_replace_run,
	    "put a new machine into an old one's place" },
	{ "alert list", "", 0, 0, alerts_shown, alert_list_run,
	    "what somebody should know of" },
	{ "alert ack", "ID", 1, 1, none, alert_ack_run,
	    "say that an alert was seen" },
	{ "alert test", "CHANNEL", 1, 1, none, alert_test_run,
	    "send a test over webhook or email, by the worker" },
	{ "alert send", "TEXT", 1, 1, alerts_sent, alert_send_run,
	    "send a text over all channels, without the worker" },
	{ "check-config", "[FILE]", 0, 1, check_config, check_config_run,
	    "check the configuration and print what is in force" },
	{ "doctor", "", 0, 0, doctor, doctor_run,
	    "check the service and the machine it runs on" },
	{ "backup", "[FOLDER]", 0, 1, backup, backup_run,
	    "put a dated backup into the folder" },
	{ "restore", "BACKUP", 1, 1, restore, restore_run,
	    "check a backup and put it in place" },
	{ "ledger verify", "", 0, 0, ledger_verify, ledger_verify_run,
	    "check that the books are what was booked" },
	{ "ledger statement", "", 0, 0, ledger_statement,
	    ledger_statement_run,
	    "print a signed statement of energy, or check one" },
	{ "ledger close", "MONTH", 1, 1, none, ledger_close_run,
	    "close a month that is over, for ever" },
	{ "ledger recalculate", "FIRST LAST", 2, 2, none,
	    ledger_recalculate_run,
	    "rate these days again and say what came out otherwise" },
	{ "ledger reconcile", "", 0, 0, none, ledger_reconcile_run,
	    "look at all meters and yesterday's books now" },
	{ "ledger sign", "", 0, 0, none, ledger_sign_run,
	    "sign the head of the ledger now" },
	{ "report", "", 0, 0, report, report_run,
	    "all that helps to find a fault, in one file" },
	{ "completion", "SHELL", 1, 1, none, completion_run,
	    "print completions for bash or zsh" },
	{ "help", "[COMMAND...]", 0, 2, none, help_run,
	    "print this list, or what a command takes" },
	{ NULL, NULL, 0, 0, NULL, NULL, NULL }
};
