/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/circuit.h"
#include "hive/energy_wish.h"
#include "hive/meter_wish.h"
#include "hive/miner_change.h"
#include "worker/orders.h"

#define NO_BODY NULL, 0

/* Every order there is; the API's routes and powerhivectl send these. */
const struct order_kind order_kinds[] = {
	{ "miner_patch", SCOPE_OPERATE, MINER, AUDITED,
	    miner_wish_fields, sizeof(struct miner_wish), serve_miner_patch },
	{ "miners_patch", SCOPE_OPERATE, NOBODY, AUDITED,
	    miners_wish_fields, sizeof(struct miners_wish),
	    serve_miners_patch },
	{ "miner_retire", SCOPE_ADMIN, MINER, AUDITED, NO_BODY,
	    serve_miner_retire },
	{ "miner_rescan", SCOPE_OPERATE, MINER, AUDITED, NO_BODY,
	    serve_miner_rescan },
	{ "miner_replace", SCOPE_ADMIN, MINER, AUDITED,
	    miner_replace_fields, sizeof(struct miner_replacement),
	    serve_miner_replace },
	{ "model_patch", SCOPE_ADMIN, ANYTHING, AUDITED,
	    model_wish_fields, sizeof(struct model_wish), serve_model_patch },
	{ "token_create", SCOPE_ADMIN, NOBODY, SECRET,
	    token_wish_fields, sizeof(struct token_wish),
	    serve_token_create },
	{ "token_revoke", SCOPE_ADMIN, ANYTHING, AUDITED, NO_BODY,
	    serve_token_revoke },
	{ "token_used", SCOPE_READ, ANYTHING, QUIET, NO_BODY,
	    serve_token_used },
	{ "user_keep", SCOPE_ADMIN, NOBODY, AUDITED,
	    user_wish_fields, sizeof(struct user_wish), serve_user_keep },
	{ "user_remove", SCOPE_ADMIN, ANYTHING, AUDITED, NO_BODY,
	    serve_user_remove },
	{ "settings_patch", SCOPE_ADMIN, NOBODY, AUDITED,
	    setting_fields, sizeof(struct settings), serve_settings_patch },
	{ "margin_set", SCOPE_OPERATE, NOBODY, AUDITED,
	    margin_fields, sizeof(struct settings), serve_margin_set },
	{ "circuit_keep", SCOPE_ADMIN, ANYTHING, AUDITED,
	    circuit_wish_fields, sizeof(struct circuit), serve_circuit_keep },
	{ "circuit_remove", SCOPE_ADMIN, ANYTHING, AUDITED, NO_BODY,
	    serve_circuit_remove },
	{ "alert_acknowledge", SCOPE_OPERATE, ANYTHING, AUDITED, NO_BODY,
	    serve_alert_acknowledge },
	{ "meter_telemetry", SCOPE_LEDGER, NOBODY, QUIET, NO_BODY,
	    serve_meter_telemetry },
	{ "meter_create", SCOPE_LEDGER, NOBODY, AUDITED,
	    meter_make_fields, sizeof(struct meter_wish),
	    serve_meter_create },
	{ "meter_patch", SCOPE_LEDGER, ANYTHING, AUDITED,
	    meter_wish_fields, sizeof(struct meter_wish),
	    serve_meter_patch },
	{ "meter_swap", SCOPE_LEDGER, ANYTHING, AUDITED,
	    meter_swap_fields, sizeof(struct meter_swap), serve_meter_swap },
	{ "entry_create", SCOPE_LEDGER, NOBODY, AUDITED,
	    entry_wish_fields, sizeof(struct entry_wish),
	    serve_entry_create },
	{ "ticket_patch", SCOPE_LEDGER, ANYTHING, AUDITED,
	    ticket_wish_fields, sizeof(struct ticket_wish),
	    serve_ticket_patch },
	{ "alert_test", SCOPE_OPERATE, NOBODY, AUDITED,
	    alert_test_fields, sizeof(struct alert_test_wish),
	    serve_alert_test },
	{ "scan", SCOPE_OPERATE, NOBODY, AUDITED, NO_BODY, serve_scan },
	{ "clocks", SCOPE_READ, NOBODY, QUIET, NO_BODY, serve_clocks },
	{ "probe", SCOPE_OPERATE, ANYTHING, QUIET, NO_BODY, serve_probe },
	{ "cost_version_add", SCOPE_LEDGER, NOBODY, AUDITED,
	    cost_wish_fields, sizeof(struct cost_wish), serve_cost_version },
	{ "recalculate", SCOPE_LEDGER, ANYTHING, AUDITED,
	    recalculate_wish_fields, sizeof(struct recalculate_wish),
	    serve_recalculate },
	{ .name = NULL }
};
