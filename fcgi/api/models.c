/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/miner/miner.h"
#include "hive/miner/model.h"

int
get_models(struct request *r)
{
	struct list_out l;
	struct list models;
	const struct model *m;

	if (request_fresh(r, arena_printf(r->arena, "models %lld",
	    (long long)revision_of(r->db, "models"))))
		return 304;
	list_begin(&l, r, model_fields, sizeof *m, 100000);
	if (r->error)
		return 400;
	models = model_list(r->db, r->arena);
	m = models.v;
	for (size_t i = 0; i < models.n; i++)
		list_row(&l, &m[i]);
	return list_end(&l);
}

int
get_model(struct request *r)
{
	struct model m;

	return model_get(r->db, r->arena, r->part[0], &m) ?
	    request_record(r, model_fields, &m) :
	    request_fail(r, 404, "no such model");
}

int
patch_model(struct request *r)
{
	int status = request_order(r, "model_patch", r->part[0]);

	return status ? status : get_model(r);
}
