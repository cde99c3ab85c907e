/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/doctor/doctor.h"
#include "ctl/doctor/schema.h"

static int
print_schema(struct ctl *c)
{
	struct json j;

	json_init(&j, &c->arena);
	schema_write(&j);
	ctl_pretty(stdout, json_done(&j));
	return 0;
}

/* Secrets may lie where only the worker can read them: that is no fault. */
static int
check_secrets(struct ctl *c)
{
	struct site copy = c->site;
	const char *error = site_secrets(&c->arena, &copy);

	if (!error)
		return 0;
	if (!strstr(error, strerror(EACCES)))
		return ctl_fail(EX_CONFIG, "%s", error);
	fprintf(stderr, "%s\n", error);
	return 0;
}

int
check_config_run(struct ctl *c)
{
	struct json j;
	int status;

	if (ctl_value(c, "schema"))
		return print_schema(c);
	if (c->argc > 0)
		c->config = c->argv[0];
	status = ctl_site(c);
	if (c->warnings)
		fputs(c->warnings, stderr);
	if (status || (status = check_secrets(c)))
		return status;
	if (ctl_value(c, "quiet"))
		return 0;
	json_init(&j, &c->arena);
	site_show(&j, &c->site);
	ctl_pretty(stdout, json_done(&j));
	return 0;
}
