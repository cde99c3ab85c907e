/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "ctl/ledger/ledger.h"
#include "hive/json/json.h"
#include "hive/money/rating.h"

#define RATING_MS	600000

int
ledger_close_run(struct ctl *c)
{
	struct answer answer;
	struct json body;
	int status;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "period", c->argv[0]);
	json_close(&body, '}');
	status = ctl_order(c, "period_close", NULL, json_done(&body),
	    &answer);
	if (!status)
		printf("%s is being closed; powerhivectl ledger statement"
		    " --period %s shows it\n", c->argv[0], c->argv[0]);
	return status;
}

int
ledger_recalculate_run(struct ctl *c)
{
	struct answer answer;
	struct json body;
	int status;

	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_pair(&body, "start", c->argv[0]);
	json_pair(&body, "end", c->argv[1]);
	json_close(&body, '}');
	status = ctl_order_wait(c, "recalculate",
	    run_answer_words[RUN_WAIT], json_done(&body), RATING_MS,
	    &answer);
	if (!status)
		ctl_pretty(stdout, answer.body);
	return status;
}
