/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "hive/order/access.h"

int
get_tokens(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct token t;

	list_begin(&l, r, token_fields, sizeof t, 1000);
	if (r->error)
		return 400;
	q = token_list(r->db);
	while (db_row(r->db, q, token_fields, &t))
		list_row(&l, &t);
	return list_end(&l);
}

int
post_token(struct request *r)
{
	return request_order(r, "token_create", NULL);
}

int
delete_token(struct request *r)
{
	return request_order(r, "token_revoke", r->part[0]);
}

int
get_users(struct request *r)
{
	struct list_out l;
	struct query *q;
	struct user u;

	list_begin(&l, r, user_fields, sizeof u, 1000);
	if (r->error)
		return 400;
	q = user_list(r->db);
	while (db_row(r->db, q, user_fields, &u))
		list_row(&l, &u);
	return list_end(&l);
}
