/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "ctl/control/control.h"
#include "hive/miner/circuit.h"
#include "hive/request/requests.h"

static const char *
kw(struct ctl *c, int64_t w)
{
	return w == NONE ? "-" : ctl_real(c, (double)w / 1000);
}

int
circuit_list_run(struct ctl *c)
{
	const struct circuit *all;
	int status = ctl_db(c);
	struct listing l;
	struct list list;

	if (status)
		return status;
	list = circuit_list(c->db, &c->arena);
	all = list.v;
	LISTING(&l, c, circuit_fields, "NAME", "PARENT", "LIMIT KW", "PHASE",
	    "MINERS", "LOAD KW");
	for (size_t i = 0; i < list.n; i++)
		if (listing_row(&l, &all[i]))
			TABLE_ADD(&l.table, ctl_text(c, all[i].name),
			    ctl_text(c, all[i].parent), kw(c, all[i].limit_w),
			    ctl_text(c, phase_words[all[i].phase]),
			    ctl_int(c, all[i].miners), kw(c, all[i].load_w));
	return listing_end(&l);
}

/* What is not said stays: the order replaces the whole circuit. */
int
circuit_set_run(struct ctl *c)
{
	struct circuit request, old;
	struct json_error error;
	struct answer answer;
	const char *said;
	struct json body;
	int status = ctl_pairs(c, 1, circuit_request_fields, &said);

	if (status)
		return status;
	if (!json_read_strict(&c->arena, said, strlen(said),
	    circuit_request_fields, &request, &error))
		return ctl_fail(EX_USAGE, "%s: %s", error.pointer, error.why);
	if ((status = ctl_db(c)))
		return status;
	if (!circuit_get(c->db, &c->arena, c->argv[0], &old))
		record_clear(circuit_request_fields, &old);
	json_init(&body, &c->arena);
	json_open(&body, '{');
	json_fields(&body, circuit_request_fields, &request, error.given);
	json_fields(&body, circuit_request_fields, &old, ~error.given);
	json_close(&body, '}');
	return ctl_order(c, "circuit_keep", c->argv[0], json_done(&body),
	    &answer);
}

int
circuit_remove_run(struct ctl *c)
{
	struct answer answer;

	return ctl_order(c, "circuit_remove", c->argv[0], NULL, &answer);
}
