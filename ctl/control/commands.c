/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/control/control.h"
#include "hive/alert/alert.h"
#include "hive/alert/notice.h"
#include "hive/miner/update.h"
#include "hive/request/requests.h"
#include "hive/site/setting.h"

#define LISTED_MAX	100000
#define PRESET_MAX	32	/* bytes */

#define MAC_OPERAND(name)						\
	{ VALUE(name, V_MAC), .needed = true }

static const struct operand mac[] = { MAC_OPERAND("MAC"), OPERANDS_END };

/* ---- The emergency stop and the balance ---------------------------------- */

static const struct option stop[] = {
	{ .name = "all", .doc = "every miner that we hold a key for" },
	{ .name = "managed", .doc = "the managed ones only" },
	{ .name = "action", VALUE("ACTION", V_WORD,
	    .of = emergency_action_words), .doc = "stop mining, go to the "
	    "lowest preset, or hold as it is; default stop" },
	{ .name = "yes", .doc = "do not ask" },
	OPTIONS_END
};

static const struct option_rule stop_rules[] = {
	{ RULE_ONE, "all|managed" },
	RULES_END
};

static const struct option decisions[] = {
	{ .name = "limit", VALUE("N", V_WHOLE, .min = 1,
	    .max = LISTED_MAX), .doc = "how many; default 20" },
	JSON_OPTION,
	OPTIONS_END
};

static const struct operand settings[] = {
	{ VALUE("NAME=VALUE", V_PAIR, .fields = setting_fields),
	    .needed = true, .many = 32 },
	OPERANDS_END
};

static const struct operand limit[] = {
	{ VALUE("ALIAS", V_TEXT, .max = LONGEST_NAME,
	    .told = "a model, as model list names it"), .needed = true },
	{ VALUE("PRESET", V_TEXT, .max = PRESET_MAX,
	    .told = "the name of a preset, or none"), .needed = true },
	OPERANDS_END
};

static const struct operand circuit[] = {
	{ VALUE("NAME", V_TEXT, .max = LONGEST_NAME), .needed = true },
	{ VALUE("KEY=VALUE", V_PAIR, .fields = circuit_request_fields),
	    .many = 7 },
	OPERANDS_END
};

/* ---- Miners -------------------------------------------------------------- */

static const struct option scan[] = {
	{ .name = "probe", VALUE("IP", V_IPV4),
	    .doc = "ask one address, stage by stage" },
	OPTIONS_END
};

static const struct operand miner[] = {
	MAC_OPERAND("MAC"),
	{ VALUE("KEY=VALUE", V_PAIR, .fields = miner_request_fields),
	    .needed = true, .many = 15 },
	OPERANDS_END
};

static const struct operand action[] = {
	MAC_OPERAND("MAC"),
	{ VALUE("ACTION", V_TEXT, .of = action_words), .needed = true },
	OPERANDS_END
};

static const struct option order[] = {
	{ .name = "preset", VALUE("NAME", V_TEXT, .max = PRESET_MAX,
	    .told = "the name of a preset"),
	    .doc = "with preset: which" },
	{ .name = "percent", VALUE("N", V_WHOLE, .min = 20, .max = 100),
	    .doc = "with throttle: of full power, 20 to 100" },
	OPTIONS_END
};

static const struct option_rule order_rules[] = {
	{ RULE_ONLY_WITH, "preset|ACTION=preset" },
	{ RULE_ONLY_WITH, "percent|ACTION=throttle" },
	RULES_END
};

static const struct option hold[] = {
	{ .name = "reason", VALUE("TEXT", V_TEXT), .doc = "why it is held",
	    .needed = true },
	{ .name = "until", VALUE("TIME", V_UNTIL), .doc = "when the hold ends:"
	    " an RFC 3339 instant, or 90m, 12h, 3d from now" },
	OPTIONS_END
};

static const struct operand old_new[] = {
	MAC_OPERAND("OLD"), MAC_OPERAND("NEW"), OPERANDS_END
};

/* ---- Alerts -------------------------------------------------------------- */

static const struct option alerts_shown[] = {
	{ .name = "state", VALUE("STATE", V_WORD, .of = alert_filter_words),
	    .doc = "only those: open|acknowledged|ended|present; default "
	    "present" },
	JSON_OPTION,
	OPTIONS_END
};

static const struct operand channel[] = {
	{ VALUE("CHANNEL", V_WORD, .of = notice_channel_words),
	    .needed = true },
	OPERANDS_END
};

static const struct operand text[] = {
	{ VALUE("TEXT", V_TEXT), .needed = true },
	OPERANDS_END
};

static const struct option alerts_sent[] = {
	{ .name = "severity", VALUE("SEVERITY", V_WORD,
	    .of = severity_words),
	    .doc = "how bad it is; default critical" },
	OPTIONS_END
};

const struct ctl_command control_commands[] = {
	{ .name = "stop", .options = stop, .rules = stop_rules,
	    .run = stop_run, .surely = "stop --all --yes",
	    .surely_to = "stop every miner",
	    .doc = "emergency: stop all miners, and keep them stopped" },
	{ .name = "release", .run = release_run,
	    .doc = "end the emergency stop; miners come back in batches" },
	{ .name = "plan", .options = json_only, .run = plan_run,
	    .doc = "what the balancer would do now, and why not more" },
	{ .name = "decision list", .options = decisions,
	    .run = decision_list_run,
	    .doc = "what the balancer decided, newest first" },
	{ .name = "setting list", .options = json_only,
	    .run = setting_list_run,
	    .doc = "the settings in force, and what they may be" },
	{ .name = "setting set", .operands = settings,
	    .run = setting_set_run,
	    .doc = "change settings; an empty value goes back to the "
	    "default" },
	{ .name = "model list", .options = json_only, .run = model_list_run,
	    .doc = "models of miners, their presets and maximum" },
	{ .name = "model limit", .operands = limit, .run = model_limit_run,
	    .doc = "set a model's maximum preset, or none" },
	{ .name = "circuit list", .options = json_only,
	    .run = circuit_list_run,
	    .doc = "containers, feeders and phases with their limits" },
	{ .name = "circuit set", .operands = circuit, .run = circuit_set_run,
	    .doc = "make or change a circuit: parent, limit_kw, phase" },
	{ .name = "circuit remove", .operands = name_operand,
	    .run = circuit_remove_run,
	    .doc = "remove a circuit that feeds nothing" },
	{ .name = "scan", .options = scan, .run = scan_run,
	    .doc = "look for miners now, or ask one address" },
	{ .name = "miner list", .options = json_only, .run = miner_list_run,
	    .doc = "every miner in service" },
	{ .name = "miner show", .operands = mac, .options = json_only,
	    .run = miner_show_run, .doc = "all about one miner" },
	{ .name = "miner set", .operands = miner, .run = miner_set_run,
	    .doc = "name, location, circuit, managed, unlock_pass" },
	{ .name = "miner command", .operands = action, .options = order,
	    .rules = order_rules, .run = miner_command_run,
	    .doc = "start, stop, pause, resume, restart, reboot, find, "
	    "preset, throttle" },
	{ .name = "miner hold", .operands = mac, .options = hold,
	    .run = miner_hold_run, .doc = "keep a miner as it is" },
	{ .name = "miner release", .operands = mac, .run = miner_release_run,
	    .doc = "hold a miner no longer" },
	{ .name = "miner rescan", .operands = mac, .run = miner_rescan_run,
	    .doc = "ask a miner anew what it is" },
	{ .name = "miner retire", .operands = mac, .run = miner_retire_run,
	    .doc = "take a miner out of service; its history stays" },
	{ .name = "miner replace", .operands = old_new,
	    .run = miner_replace_run,
	    .doc = "put a new machine into an old one's place" },
	{ .name = "alert list", .options = alerts_shown,
	    .run = alert_list_run, .doc = "what somebody should know of" },
	{ .name = "alert ack", .operands = id_operand, .run = alert_ack_run,
	    .doc = "say that an alert was seen" },
	{ .name = "alert test", .operands = channel, .run = alert_test_run,
	    .doc = "send a test over webhook or email, by the worker" },
	{ .name = "alert send", .operands = text, .options = alerts_sent,
	    .run = alert_send_run,
	    .doc = "send a text over all channels, without the worker" },
	{ .name = NULL }
};
