/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/control/control.h"
#include "hive/base/duration.h"
#include "hive/base/text.h"

#define PROBE_MS	MINUTE_MS

/* What the worker answers to `probe': a list of stages, up to the first that
 * stops it. */
struct stage {
	const char	*stage;		/* connect, info, unlock, ... */
	bool		 ok;
	int64_t		 ms;
	const char	*detail;	/* what it said, or why it failed */
};

struct probe {
	struct list	 stages;
};

static const struct field stage_fields[] = {
	FIELD(struct stage, stage),
	FIELD(struct stage, ok),
	FIELD(struct stage, ms),
	FIELD(struct stage, detail),
	FIELDS_END
};

static const struct field probe_fields[] = {
	LIST_AS(SCALAR, struct probe, stages, stage_fields, struct stage),
	FIELDS_END
};

static int
show_stages(struct ctl *c, const struct probe *p)
{
	const struct stage *s = p->stages.v, *last = &s[p->stages.n - 1];
	struct table t;

	TABLE_HEAD(&t, c, "STAGE", "", "MS", "");
	for (size_t i = 0; i < p->stages.n; i++)
		TABLE_ADD(&t, ctl_text(c, s[i].stage),
		    s[i].ok ? "ok" : "FAILED", ctl_int(c, s[i].ms),
		    ctl_text(c, s[i].detail));
	table_print(&t, stdout);
	return last->ok ? 0 : ctl_fail(EX_UNAVAILABLE,
	    "%s failed at stage %s: %s", ctl_value(c, "probe"),
	    ctl_text(c, last->stage), ctl_text(c, last->detail));
}

static int
probe(struct ctl *c, const char *ip)
{
	struct answer answer;
	struct probe p;
	int status = ctl_order_wait(c, "probe", ip, NULL, PROBE_MS, &answer);

	if (status)
		return status;
	if (!answer.body || json_read(&c->arena, answer.body,
	    strlen(answer.body), probe_fields, &p) || p.stages.n == 0)
		return ctl_fail(EX_PROTOCOL, "the worker's answer holds "
		    "no stages");
	return show_stages(c, &p);
}

int
scan_run(struct ctl *c)
{
	const char *ip = ctl_value(c, "probe");
	struct answer answer;
	int status;

	if (ip)
		return probe(c, ip);
	status = ctl_order(c, "scan", NULL, NULL, &answer);
	if (!status)
		printf("the scan has begun; see powerhivectl doctor\n");
	return status;
}
