/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/miner_change.h"
#include "worker/orders.h"

#define NO_BODY NULL, 0

/* Every order there is; the API's routes and powerhivectl send these. */
const struct order_kind order_kinds[] = {
	{ "miner_patch", SCOPE_OPERATE, MINER, true,
	    miner_wish_fields, sizeof(struct miner_wish), serve_miner_patch },
	{ "miners_patch", SCOPE_OPERATE, NOBODY, true,
	    miners_wish_fields, sizeof(struct miners_wish),
	    serve_miners_patch },
	{ "miner_retire", SCOPE_ADMIN, MINER, true, NO_BODY,
	    serve_miner_retire },
	{ "miner_rescan", SCOPE_OPERATE, MINER, true, NO_BODY,
	    serve_miner_rescan },
	{ "miner_replace", SCOPE_ADMIN, MINER, true,
	    miner_replace_fields, sizeof(struct miner_replacement),
	    serve_miner_replace },
	{ "model_patch", SCOPE_ADMIN, ANYTHING, true,
	    model_wish_fields, sizeof(struct model_wish), serve_model_patch },
	{ "token_create", SCOPE_ADMIN, NOBODY, true,
	    token_wish_fields, sizeof(struct token_wish),
	    serve_token_create },
	{ "token_revoke", SCOPE_ADMIN, ANYTHING, true, NO_BODY,
	    serve_token_revoke },
	{ "token_used", SCOPE_READ, ANYTHING, false, NO_BODY,
	    serve_token_used },
	{ "user_keep", SCOPE_ADMIN, NOBODY, true,
	    user_wish_fields, sizeof(struct user_wish), serve_user_keep },
	{ "user_remove", SCOPE_ADMIN, ANYTHING, true, NO_BODY,
	    serve_user_remove },
	{ "scan", SCOPE_OPERATE, NOBODY, true, NO_BODY, serve_scan },
	{ "clocks", SCOPE_READ, NOBODY, false, NO_BODY, serve_clocks },
	{ "probe", SCOPE_OPERATE, ANYTHING, false, NO_BODY, serve_probe },
	{ .name = NULL }
};
