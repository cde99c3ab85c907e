/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>
#include <sysexits.h>

#include "ctl/control/control.h"
#include "hive/alert/alert.h"

#define LISTED_MAX	1000
#define TEST_MS		20000

/* What the worker answers to a test. */
struct tested {
	const char	*channel;
	int64_t		 ms;
};

static const struct field tested_fields[] = {
	FIELD(struct tested, channel),
	FIELD(struct tested, ms),
	FIELDS_END
};

int
alert_list_run(struct ctl *c)
{
	enum alert_filter filter = words_value(alert_filter_words,
	    ctl_value(c, "state"));
	int status = ctl_db(c);
	struct listing l;
	struct query *q;
	struct alert a;

	if (status)
		return status;
	LISTING(&l, c, alert_fields, "ID", "SEVERITY", "STATE", "SINCE",
	    "RULE", "MINER", "TEXT");
	q = alert_list(c->db, filter ? filter : ALERTS_PRESENT, LISTED_MAX);
	while (db_row(c->db, q, alert_fields, &a))
		if (listing_row(&l, &a))
			TABLE_ADD(&l.table, ctl_int(c, a.id),
			    ctl_text(c, severity_words[a.severity]),
			    ctl_text(c, alert_state_words[a.state]),
			    ctl_time(c, a.since_at), ctl_text(c, a.rule),
			    ctl_text(c, a.miner), ctl_text(c, a.text));
	return listing_end(&l);
}

int
alert_ack_run(struct ctl *c)
{
	struct answer answer;

	return ctl_order(c, "alert_acknowledge", c->argv[0], NULL, &answer);
}

int
alert_test_run(struct ctl *c)
{
	struct answer answer;
	struct tested tested;
	struct json body;
	int status;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "channel", c->argv[0]);
	json_close(&body, '}');
	status = ctl_order_wait(c, "alert_test", NULL, json_done(&body),
	    TEST_MS, &answer);
	if (status)
		return status;
	if (!answer.body || json_read(&c->arena, answer.body,
	    strlen(answer.body), tested_fields, &tested))
		return ctl_fail(EX_PROTOCOL, "the worker's answer says "
		    "nothing");
	printf("%s took the test in %s ms\n", ctl_text(c, tested.channel),
	    ctl_int(c, tested.ms));
	return 0;
}
