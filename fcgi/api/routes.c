/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/api/parameters.h"
#include "hive/alert/alert.h"
#include "hive/balance/balance.h"
#include "hive/ledger/health.h"
#include "hive/ledger/signed_head.h"
#include "hive/miner/circuit.h"
#include "hive/miner/command.h"
#include "hive/miner/miner.h"
#include "hive/miner/model.h"
#include "hive/miner/update.h"
#include "hive/money/energy_sum.h"
#include "hive/money/period.h"
#include "hive/money/price_effect.h"
#include "hive/money/rating_show.h"
#include "hive/money/statement.h"
#include "hive/order/access.h"
#include "hive/plant/plant.h"
#include "hive/reading/chips.h"
#include "hive/request/energy.h"
#include "hive/request/meter.h"
#include "hive/request/requests.h"
#include "hive/service/audit_log.h"
#include "hive/service/event_log.h"
#include "hive/service/health.h"
#include "hive/site/setting.h"
#include "hive/verify/reconcile.h"

#define GET	METHOD_GET
#define POST	METHOD_POST
#define PUT	METHOD_PUT
#define PATCH	METHOD_PATCH
#define DELETE	METHOD_DELETE

#define READ	SCOPE_READ
#define OPERATE	SCOPE_OPERATE
#define ADMIN	SCOPE_ADMIN
#define LEDGER	SCOPE_LEDGER

#define READINGS_MAX	(1 << 20)	/* bytes of a list of 1,000 */
#define BODY(fields)	fields, BODY_MAX
#define NO_BODY		NULL, BODY_MAX

const struct route routes[] = {
	{ GET, "/", READ, get_index, NULL, NO_BODY, FREE, NULL, 200, "service",
	    "Every operation, with the scope it needs" },
	{ GET, "/openapi.json", READ, get_openapi, NULL, NO_BODY, FREE, NULL,
	    200, "service", "This description" },
	{ GET, "/site", READ, get_site, NULL, NO_BODY, FREE, NULL, 200,
	    "service", "The site's name, time zone and currency" },
	{ GET, "/health", READ, get_health, NULL, NO_BODY, FREE, NULL, 200,
	    "service", "The worker's heartbeat, its rounds and counters" },
	{ GET, "/healthz", READ, get_live, NULL, NO_BODY, FREE, NULL, 200,
	    "service", "Whether the API answers" },
	{ GET, "/readyz", READ, get_ready, NULL, NO_BODY, FREE, NULL, 200,
	    "service", "Whether the worker runs as well" },
	{ GET, "/metrics", READ, get_metrics, NULL, NO_BODY, NOTHING, NULL,
	    200, "service", "The site in Prometheus's text format" },
	{ GET, "/metrics/miners", READ, get_miner_metrics, NULL, NO_BODY,
	    NOTHING, NULL, 200, "service",
	    "Each miner in Prometheus's text format" },

	{ GET, "/miners", READ, get_miners, miner_params, NO_BODY, RECORDS,
	    miner_fields, 200, "miners", "All miners in service" },
	{ PATCH, "/miners", OPERATE, patch_miners, NULL,
	    BODY(miners_request_fields), FREE, NULL, 200, "miners",
	    "Set the same on many miners" },
	{ GET, "/miners/{mac}", READ, get_miner, NULL, NO_BODY, RECORD,
	    miner_fields, 200, "miners", "One miner" },
	{ PATCH, "/miners/{mac}", OPERATE, patch_miner, NULL,
	    BODY(miner_request_fields), RECORD, miner_fields, 200, "miners",
	    "Name, place, manage, hold a miner, or set its password" },
	{ DELETE, "/miners/{mac}", ADMIN, delete_miner, NULL, NO_BODY, NOTHING,
	    NULL, 204, "miners",
	    "Take a miner out of service; its history stays" },
	{ POST, "/miners/{mac}/rescan", OPERATE, post_rescan, NULL, NO_BODY,
	    NOTHING, NULL, 202, "miners", "Ask a miner everything again" },
	{ GET, "/miners/{mac}/statuses", READ, get_statuses, status_params,
	    NO_BODY, RECORDS, reading_fields, 200, "miners",
	    "A miner's readings, newest first" },
	{ GET, "/statuses/{mac}", READ, get_statuses, status_params, NO_BODY,
	    RECORDS, reading_fields, 200, "miners",
	    "A miner's readings, newest first (the older path)" },
	{ GET, "/miners/{mac}/telemetry", READ, get_telemetry,
	    telemetry_params, NO_BODY, RECORDS, telemetry_fields, 200,
	    "miners", "A miner's chips, newest poll first" },
	{ GET, "/telemetry/anomalies", READ, get_anomalies, list_params,
	    NO_BODY, RECORDS, odd_chip_fields, 200, "miners",
	    "Chips of the fleet that are not as they should be" },

	{ GET, "/models", READ, get_models, list_params, NO_BODY, RECORDS,
	    model_fields, 200, "models", "All models and their presets" },
	{ GET, "/models/{alias}", READ, get_model, NULL, NO_BODY, RECORD,
	    model_fields, 200, "models", "One model" },
	{ PATCH, "/models/{alias}", ADMIN, patch_model, NULL,
	    BODY(model_request_fields), RECORD, model_fields, 200, "models",
	    "Set the highest preset that may be used" },

	{ GET, "/plant/latest", READ, get_plant, NULL, NO_BODY, RECORD,
	    plant_fields, 200, "balance", "The plant's newest reading" },
	{ GET, "/plant/history", READ, get_plant_history, span_params, NO_BODY,
	    RECORDS, plant_fields, 200, "balance",
	    "The plant's readings, newest first; means past 2,000" },
	{ GET, "/balance/status", READ, get_balance, NULL, NO_BODY, RECORD,
	    balance_fields, 200, "balance",
	    "How load and plant stand to each other now" },
	{ GET, "/balance/events", READ, get_balance_events, event_params,
	    NO_BODY, RECORDS, balance_event_fields, 200, "balance",
	    "What was changed on miners, newest first" },
	{ GET, "/balance/decisions", READ, get_decisions, decision_params,
	    NO_BODY, RECORDS, decision_fields, 200, "balance",
	    "Every cycle of the balancer, newest first" },
	{ GET, "/balance/decisions/{id}", READ, get_decision, NULL, NO_BODY,
	    RECORD, decision_fields, 200, "balance", "One cycle" },
	{ GET, "/balance/plan", READ, get_plan, NULL, NO_BODY, FREE, NULL, 200,
	    "balance", "What would happen now, and why a miner is left out" },
	{ GET, "/balance/emergency", READ, get_emergency, NULL, NO_BODY,
	    RECORD, emergency_fields, 200, "balance",
	    "The emergency stop in force, with its counts" },
	{ POST, "/balance/emergency-stop", OPERATE, post_emergency, NULL,
	    BODY(emergency_request_fields), FREE, NULL, 202, "balance",
	    "Stop everything now, until released" },
	{ POST, "/balance/release", OPERATE, post_release, NULL, NO_BODY, FREE,
	    NULL, 200, "balance", "End the emergency stop" },

	{ POST, "/miners/{mac}/commands", OPERATE, post_command, NULL,
	    BODY(command_request_fields), FREE, NULL, 202, "commands",
	    "Tell a miner something" },
	{ POST, "/commands", OPERATE, post_commands, NULL,
	    BODY(commands_request_fields), FREE_OR_DONE, NULL, 202, "commands",
	    "Tell many miners, or see first whom it would be" },
	{ GET, "/commands", READ, get_commands, command_params, NO_BODY,
	    RECORDS, command_fields, 200, "commands",
	    "What miners were told, newest first" },
	{ GET, "/commands/{id}", READ, get_command, NULL, NO_BODY, RECORD,
	    command_fields, 200, "commands", "One command and its state" },

	{ GET, "/settings", READ, get_settings, NULL, NO_BODY, RECORD,
	    setting_fields, 200, "settings", "The run-time settings" },
	{ PATCH, "/settings", ADMIN, patch_settings, NULL,
	    BODY(setting_fields), RECORD, setting_fields, 200, "settings",
	    "Change settings; null goes back to the default" },
	{ PATCH, "/settings/safety-margin", OPERATE, patch_margin, NULL,
	    BODY(margin_fields), RECORD, setting_fields, 200, "settings",
	    "Change the safety margin" },
	{ GET, "/circuits", READ, get_circuits, list_params, NO_BODY, RECORDS,
	    circuit_fields, 200, "settings", "Feeders and their limits" },
	{ GET, "/circuits/{name}", READ, get_circuit, NULL, NO_BODY, RECORD,
	    circuit_fields, 200, "settings", "One circuit" },
	{ PUT, "/circuits/{name}", ADMIN, put_circuit, NULL,
	    BODY(circuit_request_fields), RECORD, circuit_fields, 200,
	    "settings", "Make a circuit, or change it" },
	{ DELETE, "/circuits/{name}", ADMIN, delete_circuit, NULL, NO_BODY,
	    NOTHING, NULL, 204, "settings", "Remove a circuit" },

	{ GET, "/power-analytics/summary", READ, get_energy_summary,
	    energy_day_params, NO_BODY, RECORD, energy_summary_fields, 200,
	    "energy", "A day's energy and cost, with its meters" },
	{ GET, "/power-analytics/device-breakdown", READ, get_energy_breakdown,
	    energy_meter_params, NO_BODY, RECORD, energy_breakdown_fields, 200,
	    "energy", "A day's meters" },
	{ GET, "/power-analytics/monthly", READ, get_energy_monthly,
	    energy_month_params, NO_BODY, RECORD, energy_monthly_fields, 200,
	    "energy", "A month's energy and cost, with its meters' days" },
	{ GET, "/power-analytics/calendar", READ, get_energy_calendar,
	    energy_month_params, NO_BODY, RECORD, energy_calendar_fields, 200,
	    "energy", "A month's days" },
	{ GET, "/power-analytics/timeline", READ, get_energy_timeline,
	    energy_timeline_params, NO_BODY, RECORD, energy_timeline_fields,
	    200, "energy", "Energy and cost in buckets of minutes" },
	{ GET, "/power-analytics/export-csv", READ, get_energy_csv,
	    energy_csv_params, NO_BODY, NOTHING, NULL, 200, "energy",
	    "Every quarter of an hour of every meter, as CSV" },
	{ GET, "/power-analytics/cost-versions", READ, get_cost_versions,
	    price_params, NO_BODY, RECORD, cost_versions_fields, 200, "energy",
	    "What a kilowatt-hour costs and cost, newest first" },
	{ POST, "/power-analytics/cost-versions", LEDGER, post_cost_version,
	    NULL, BODY(cost_request_fields), FREE, NULL, 201, "energy",
	    "Enter a price; days it covers are rated again" },
	{ POST, "/power-analytics/cost-versions/preview", READ,
	    post_cost_preview, NULL, BODY(cost_request_fields), RECORD,
	    price_effect_fields, 200, "energy",
	    "What a price would change; nothing is entered" },
	{ GET, "/power-analytics/recalculate", READ, get_runs, list_params,
	    NO_BODY, RECORDS, rating_run_fields, 200, "energy",
	    "Passes over days that were rated again, newest first" },
	{ GET, "/power-analytics/recalculate/{id}", READ, get_run, NULL,
	    NO_BODY, RECORD, rating_run_fields, 200, "energy",
	    "One of them, with its progress" },
	{ POST, "/power-analytics/recalculate", LEDGER, post_recalculate,
	    wait_params, BODY(recalculate_request_fields), FREE_OR_DONE, NULL,
	    202, "energy", "Rate days again" },
	{ GET, "/power-analytics/periods", READ, get_periods, list_params,
	    NO_BODY, RECORDS, period_fields, 200, "energy",
	    "Months, and which of them are closed, newest first" },
	{ POST, "/power-analytics/periods", LEDGER, post_period, NULL,
	    BODY(period_request_fields), FREE, NULL, 202, "energy",
	    "Close a month: what comes later is a credit or debit" },

	{ GET, "/power-analytics/health", READ, get_ledger_health, NULL,
	    NO_BODY, RECORD, ledger_health_fields, 200, "ledger",
	    "How the ledger is, in numbers" },
	{ POST, "/power-analytics/telemetry", LEDGER, post_readings, NULL,
	    meter_message_fields, READINGS_MAX, FREE_TO_LIST, NULL, 200,
	    "meters", "Hand in one reading, or a list of up to 1,000" },
	{ GET, "/power-analytics/meters", READ, get_meters, list_params,
	    NO_BODY, RECORDS, meter_fields, 200, "meters",
	    "All meters in service" },
	{ POST, "/power-analytics/meters", LEDGER, post_meter, NULL,
	    BODY(meter_make_fields), RECORD, meter_fields, 201, "meters",
	    "Make a meter before its first reading" },
	{ GET, "/power-analytics/meters/{id}", READ, get_meter, NULL, NO_BODY,
	    RECORD, meter_fields, 200, "meters", "One meter" },
	{ PATCH, "/power-analytics/meters/{id}", LEDGER, patch_meter, NULL,
	    BODY(meter_request_fields), RECORD, meter_fields, 200, "meters",
	    "Change a meter; its readings are booked anew" },
	{ POST, "/power-analytics/meters/{id}/swap", LEDGER, post_swap, NULL,
	    BODY(meter_swap_fields), RECORD, meter_fields, 200, "meters",
	    "Say that another register was put in" },
	{ GET, "/power-analytics/readings", READ, get_readings,
	    meter_reading_params, NO_BODY, RECORDS, meter_reading_show, 200,
	    "meters", "What a meter said, newest first" },
	{ GET, "/power-analytics/entries", READ, get_entries, entry_params,
	    NO_BODY, RECORDS, entry_show, 200, "ledger",
	    "The ledger's entries, of the last day if not said" },
	{ POST, "/power-analytics/entries", LEDGER, post_entry, NULL,
	    BODY(entry_request_fields), RECORD, entry_show, 201, "ledger",
	    "Book energy by hand; the last entry is shown" },
	{ GET, "/power-analytics/reconciliations", READ, get_reconciliations,
	    list_params, NO_BODY, RECORDS, reconcile_fields, 200, "ledger",
	    "Runs of the reconciliation, newest first" },
	{ GET, "/power-analytics/reconciliations/{id}", READ,
	    get_reconciliation, NULL, NO_BODY, RECORD, reconcile_fields, 200,
	    "ledger", "One run of the reconciliation" },
	{ POST, "/power-analytics/reconciliations", LEDGER,
	    post_reconciliation, NULL, NO_BODY, RECORD, reconcile_fields, 202,
	    "ledger", "Start a run of the reconciliation" },
	{ GET, "/power-analytics/heads", READ, get_heads, list_params, NO_BODY,
	    RECORDS, ledger_head_show, 200, "ledger",
	    "Heads of the ledger's chain and their signatures" },
	{ POST, "/power-analytics/heads", LEDGER, post_head, NULL, NO_BODY,
	    RECORD, ledger_head_show, 200, "ledger",
	    "Sign the ledger's head now" },
	{ GET, "/power-analytics/statement", READ, get_statement,
	    statement_params, NO_BODY, RECORD, signed_statement_fields, 200,
	    "ledger", "What each meter measured in a period, signed" },
	{ GET, "/power-analytics/tickets", READ, get_tickets, ticket_params,
	    NO_BODY, RECORDS, ticket_fields, 200, "ledger",
	    "What a person has to look at, newest first" },
	{ PATCH, "/power-analytics/tickets/{id}", LEDGER, patch_ticket, NULL,
	    BODY(ticket_request_fields), RECORD, ticket_fields, 200, "ledger",
	    "Acknowledge a ticket, or say how it was resolved" },

	{ POST, "/scan", OPERATE, post_scan, NULL, NO_BODY, NOTHING, NULL, 202,
	    "service", "Look for miners everywhere again" },
	{ GET, "/strangers", READ, get_unknown_hosts, list_params, NO_BODY,
	    RECORDS, unknown_host_fields, 200, "service",
	    "Addresses that answer and are no miner of ours" },

	{ GET, "/events", READ, get_events, event_params, NO_BODY, RECORDS,
	    event_fields, 200, "history", "What happened, newest first" },
	{ GET, "/events/{id}", READ, get_event, NULL, NO_BODY, RECORD,
	    event_fields, 200, "history", "One event" },
	{ GET, "/alerts", READ, get_alerts, alert_params, NO_BODY, RECORDS,
	    alert_fields, 200, "alerts",
	    "What somebody should know of, newest first" },
	{ GET, "/alerts/{id}", READ, get_alert, NULL, NO_BODY, RECORD,
	    alert_fields, 200, "alerts", "One alert" },
	{ POST, "/alerts/test", OPERATE, post_alert_test, NULL,
	    BODY(alert_test_fields), FREE, NULL, 200, "alerts",
	    "Send a test over a channel and say how it went" },
	{ POST, "/alerts/{id}/acknowledge", OPERATE, post_acknowledge, NULL,
	    NO_BODY, RECORD, alert_fields, 200, "alerts",
	    "Say that the alert was seen" },
	{ GET, "/audit", ADMIN, get_audit, audit_params, NO_BODY, RECORDS,
	    audit_fields, 200, "history", "Who changed what, newest first" },
	{ GET, "/audit/{id}", ADMIN, get_audit_entry, NULL, NO_BODY, RECORD,
	    audit_fields, 200, "history", "One of its entries" },

	{ GET, "/tokens", ADMIN, get_tokens, list_params, NO_BODY, RECORDS,
	    token_fields, 200, "access", "All tokens, without their text" },
	{ POST, "/tokens", ADMIN, post_token, NULL, BODY(token_request_fields),
	    FREE, NULL, 201, "access",
	    "Make a token; its text is shown this once" },
	{ DELETE, "/tokens/{id}", ADMIN, delete_token, NULL, NO_BODY, NOTHING,
	    NULL, 204, "access", "Revoke a token" },
	{ GET, "/users", ADMIN, get_users, list_params, NO_BODY, RECORDS,
	    user_fields, 200, "access", "People and their scopes" },
	{ .path = NULL }
};
