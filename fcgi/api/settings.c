/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/miner/circuit.h"
#include "hive/site/setting.h"

int
get_settings(struct request *r)
{
	struct settings s;

	setting_load(r->db, r->arena, &s);
	return request_record(r, setting_fields, &s);
}

int
patch_settings(struct request *r)
{
	int status = request_order(r, "settings_patch", NULL);

	return status ? status : get_settings(r);
}

int
patch_margin(struct request *r)
{
	int status = request_order(r, "margin_set", NULL);

	return status ? status : get_settings(r);
}

/* ---- Circuits ----------------------------------------------------------- */

int
get_circuits(struct request *r)
{
	struct list_out l;
	struct list all;
	const struct circuit *c;

	list_begin(&l, r, circuit_fields, sizeof *c, 1000);
	if (r->error)
		return 400;
	all = circuit_list(r->db, r->arena);
	c = all.v;
	for (size_t i = 0; i < all.n; i++)
		list_row(&l, &c[i]);
	return list_end(&l);
}

int
get_circuit(struct request *r)
{
	struct circuit c;

	return circuit_get(r->db, r->arena, r->part[0], &c) ?
	    request_record(r, circuit_fields, &c) :
	    request_fail(r, 404, "no such circuit");
}

int
put_circuit(struct request *r)
{
	int status = request_order(r, "circuit_keep", r->part[0]);

	return status ? status : get_circuit(r);
}

int
delete_circuit(struct request *r)
{
	int status = request_order(r, "circuit_remove", r->part[0]);

	return status ? status : 204;
}
