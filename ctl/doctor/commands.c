/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/doctor/doctor.h"

#define LINES_MAX	100000

static const struct option status[] = {
	{ .name = "warning", VALUE("PERCENT", V_WHOLE, .max = 100),
	    .doc = "miners offline that are a warning; default 5" },
	{ .name = "critical", VALUE("PERCENT", V_WHOLE, .max = 100),
	    .doc = "miners offline that are critical; default 25" },
	OPTIONS_END
};

static const struct operand file[] = {
	{ VALUE("FILE", V_FILE) },
	OPERANDS_END
};

static const struct option check_config[] = {
	{ .name = "schema", .doc = "print the JSON schema of the "
	    "configuration instead" },
	{ .name = "quiet", .doc = "do not print the configuration" },
	OPTIONS_END
};

static const struct option doctor[] = {
	{ .name = "deep", .doc = "read the whole database and compare clocks; "
	    "takes a second a gigabyte" },
	HTPASSWD_OPTION,
	OPTIONS_END
};

static const struct option report[] = {
	{ .name = "output", VALUE("FILE", V_FILE), .doc = "where to write it",
	    .needed = true },
	{ .name = "lines", VALUE("N", V_WHOLE, .max = LINES_MAX),
	    .doc = "lines of the log; default 500" },
	{ .name = "log", VALUE("FILE", V_FILE),
	    .doc = "take them from there, not from the journal" },
	OPTIONS_END
};

const struct ctl_command doctor_commands[] = {
	{ .name = "status", .options = status, .run = status_run,
	    .doc = "one line and 0, 1, 2 or 3, as monitoring plugins do" },
	{ .name = "doctor", .options = doctor, .run = doctor_run,
	    .doc = "check the service and the machine it runs on" },
	{ .name = "check-config", .operands = file, .options = check_config,
	    .run = check_config_run,
	    .doc = "check the configuration and print what is in force" },
	{ .name = "report", .options = report, .run = report_run,
	    .doc = "all that helps to find a fault, in one file" },
	{ .name = NULL }
};
