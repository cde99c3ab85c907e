/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "fcgi/api/api.h"
#include "fcgi/http/list.h"
#include "fcgi/http/route.h"
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

static const struct param list_params[] = { LIST_PARAMS, PARAMS_END };

static const struct param miner_params[] = {
	{ "state", F_TEXT, 0, 0, "mining, stopped, failure, ...; offline" },
	{ "model", F_TEXT, 0, 0, "alias of a model" },
	{ "location", F_TEXT, 0, 0, "exactly this location" },
	{ "circuit", F_TEXT, 0, 0, "exactly this circuit" },
	{ "online", F_FLAG, 0, 0, "those that answer, or do not" },
	{ "managed", F_FLAG, 0, 0, "those the balancer may change, or not" },
	{ "conflict", F_FLAG, 0, 0, "those whose MAC is claimed twice" },
	{ "held", F_FLAG, 0, 0, "those that a person holds" },
	{ "q", F_TEXT, 0, 0,
	    "part of the MAC, name, address, location or model" },
	LIST_PARAMS, PARAMS_END
};

#define SPAN_PARAMS							\
	{ "since", F_TIME, 0, 0, "from this instant on" },		\
	{ "until", F_TIME, 0, 0, "before this instant" }

static const struct param status_params[] = {
	SPAN_PARAMS,
	{ "points", F_INT, 2, 5000, "thin to about so many means" },
	LOG_PARAMS, PARAMS_END
};

static const struct param telemetry_params[] = {
	SPAN_PARAMS,
	{ "limit", F_INT, 1, 1000, "most polls in one answer" },
	PARAMS_END
};

static const struct param event_params[] = {
	{ "miner_id", F_TEXT, 0, 0, "of this miner only" },
	LOG_PARAMS, PARAMS_END
};

static const struct param span_params[] = {
	SPAN_PARAMS, SHOW_PARAMS,
	{ "limit", F_INT, 1, 100000, "most rows in one answer; past 2,000, "
	    "of more than that: 2,000 means" },
	PARAMS_END
};

static const struct param decision_params[] = {
	{ "before", F_INT, 1, INT64_MAX, "decisions with a smaller id" },
	SPAN_PARAMS, LOG_PARAMS, PARAMS_END
};

static const struct param command_params[] = {
	{ "miner_id", F_TEXT, 0, 0, "to this miner only" },
	{ "state", F_TEXT, 0, 0,
	    "queued, sent, accepted, confirmed, failed, expired" },
	{ "decision", F_INT, 1, INT64_MAX, "of this decision only" },
	LOG_PARAMS, PARAMS_END
};

static const struct param alert_params[] = {
	{ "state", F_TEXT, 0, 0, "open, acknowledged, ended; present: not "
	    "ended" },
	LIST_PARAMS, PARAMS_END
};

static const struct param audit_params[] = {
	{ "before", F_INT, 1, INT64_MAX, "entries with a smaller id" },
	LOG_PARAMS, PARAMS_END
};

#define BOOK_PARAMS							\
	{ "meter", F_TEXT, 0, 0, "a meter's id, or its device" },	\
	{ "from", F_TIME, 0, 0, "from this instant on" },		\
	{ "to", F_TIME, 0, 0, "before this instant" }

static const struct param meter_reading_params[] = {
	BOOK_PARAMS, LIST_PARAMS, PARAMS_END
};

static const struct param entry_params[] = {
	BOOK_PARAMS,
	{ "as_of", F_TIME, 0, 0, "as the books were at this instant" },
	LIST_PARAMS, PARAMS_END
};

static const struct param statement_params[] = {
	{ "period", F_TEXT, 0, 0, "a month, 2026-11, or a day, 2026-11-20" },
	{ "again", F_FLAG, 0, 0, "of a closed month: as it is known now, "
	    "not as it was closed" },
	PARAMS_END
};

static const struct param ticket_params[] = {
	{ "state", F_TEXT, 0, 0, "open, acknowledged or resolved" },
	LIST_PARAMS, PARAMS_END
};

#define PLACE_PARAMS							\
	{ "classroom", F_TEXT, 0, 0, "this place; all: everywhere" },	\
	{ "location", F_TEXT, 0, 0, "the same as classroom" },		\
	{ "source", F_TEXT, 0, 0, "message, miner or plant: which meters " \
	    "make the sum; the first of boards, plant, miners that the "\
	    "place has if not said" }

static const struct param energy_day_params[] = {
	PLACE_PARAMS,
	{ "date", F_TEXT, 0, 0, "a day of the site; today if not said" },
	PARAMS_END
};

static const struct param energy_meter_params[] = {
	PLACE_PARAMS,
	{ "date", F_TEXT, 0, 0, "a day of the site; today if not said" },
	{ "meter", F_TEXT, 0, 0, "this meter only, with its prices" },
	PARAMS_END
};

static const struct param energy_month_params[] = {
	PLACE_PARAMS,
	{ "year", F_INT, 1970, 9999, "with month" },
	{ "month", F_TEXT, 0, 0, "1 to 12, or 2026-11; this month if not "
	    "said" },
	PARAMS_END
};

#define STRETCH_PARAMS							\
	{ "start", F_TEXT, 0, 0, "a date, or an instant" },		\
	{ "end", F_TEXT, 0, 0, "a date, included; or an instant, not" }

static const struct param energy_timeline_params[] = {
	PLACE_PARAMS, STRETCH_PARAMS,
	{ "bucket", F_INT, 15, 1440, "minutes; a multiple of 15" },
	PARAMS_END
};

static const struct param energy_csv_params[] = {
	PLACE_PARAMS, STRETCH_PARAMS, PARAMS_END
};

static const struct param price_params[] = {
	{ "classroom", F_TEXT, 0, 0, "those that concern this place" },
	{ "location", F_TEXT, 0, 0, "the same as classroom" },
	{ "as_of", F_TIME, 0, 0, "as they were known at this instant" },
	{ "limit", F_INT, 1, 10000, "most versions; 50 if not said" },
	PARAMS_END
};

static const struct param wait_params[] = {
	{ "wait", F_FLAG, 0, 0, "answer when it is done" },
	PARAMS_END
};

#define READ	SCOPE_READ
#define OPERATE	SCOPE_OPERATE
#define ADMIN	SCOPE_ADMIN
#define LEDGER	SCOPE_LEDGER

const struct route routes[] = {
	{ "GET", "/", READ, get_index, NULL, NULL, FREE, NULL, 200,
	    "service", "Every operation, with the scope it needs" },
	{ "GET", "/openapi.json", READ, get_openapi, NULL, NULL, FREE, NULL,
	    200, "service", "This description" },
	{ "GET", "/site", READ, get_site, NULL, NULL, FREE, NULL, 200,
	    "service", "The site's name, time zone and currency" },
	{ "GET", "/health", READ, get_health, NULL, NULL, FREE, NULL, 200,
	    "service", "The worker's heartbeat, its rounds and counters" },
	{ "GET", "/healthz", READ, get_live, NULL, NULL, FREE, NULL, 200,
	    "service", "Whether the API answers" },
	{ "GET", "/readyz", READ, get_ready, NULL, NULL, FREE, NULL, 200,
	    "service", "Whether the worker runs as well" },
	{ "GET", "/metrics", READ, get_metrics, NULL, NULL, NOTHING, NULL,
	    200, "service", "The site in Prometheus's text format" },
	{ "GET", "/metrics/miners", READ, get_miner_metrics, NULL, NULL,
	    NOTHING, NULL, 200, "service",
	    "Each miner in Prometheus's text format" },

	{ "GET", "/miners", READ, get_miners, miner_params, NULL, RECORDS,
	    miner_fields, 200, "miners", "All miners in service" },
	{ "PATCH", "/miners", OPERATE, patch_miners, NULL,
	    miners_wish_fields, FREE, NULL, 200, "miners",
	    "Set the same on many miners" },
	{ "GET", "/miners/{mac}", READ, get_miner, NULL, NULL, RECORD,
	    miner_fields, 200, "miners", "One miner" },
	{ "PATCH", "/miners/{mac}", OPERATE, patch_miner, NULL,
	    miner_wish_fields, RECORD, miner_fields, 200, "miners",
	    "Name, place, manage, hold a miner, or set its password" },
	{ "DELETE", "/miners/{mac}", ADMIN, delete_miner, NULL, NULL,
	    NOTHING, NULL, 204, "miners",
	    "Take a miner out of service; its history stays" },
	{ "POST", "/miners/{mac}/rescan", OPERATE, post_rescan, NULL, NULL,
	    NOTHING, NULL, 202, "miners", "Ask a miner everything again" },
	{ "GET", "/miners/{mac}/statuses", READ, get_statuses,
	    status_params, NULL, RECORDS, reading_fields, 200, "miners",
	    "A miner's readings, newest first" },
	{ "GET", "/statuses/{mac}", READ, get_statuses, status_params, NULL,
	    RECORDS, reading_fields, 200, "miners",
	    "A miner's readings, newest first (the older path)" },
	{ "GET", "/miners/{mac}/telemetry", READ, get_telemetry,
	    telemetry_params, NULL, RECORDS, telemetry_fields, 200,
	    "miners", "A miner's chips, newest poll first" },
	{ "GET", "/telemetry/anomalies", READ, get_anomalies, list_params,
	    NULL, RECORDS, odd_chip_fields, 200, "miners",
	    "Chips of the fleet that are not as they should be" },

	{ "GET", "/models", READ, get_models, list_params, NULL, RECORDS,
	    model_fields, 200, "models", "All models and their presets" },
	{ "GET", "/models/{alias}", READ, get_model, NULL, NULL, RECORD,
	    model_fields, 200, "models", "One model" },
	{ "PATCH", "/models/{alias}", ADMIN, patch_model, NULL,
	    model_wish_fields, RECORD, model_fields, 200, "models",
	    "Set the highest preset that may be used" },

	{ "GET", "/plant/latest", READ, get_plant, NULL, NULL, RECORD,
	    plant_fields, 200, "balance", "The plant's newest reading" },
	{ "GET", "/plant/history", READ, get_plant_history, span_params,
	    NULL, RECORDS, plant_fields, 200, "balance",
	    "The plant's readings, newest first; means past 2,000" },
	{ "GET", "/balance/status", READ, get_balance, NULL, NULL, RECORD,
	    balance_fields, 200, "balance",
	    "How load and plant stand to each other now" },
	{ "GET", "/balance/events", READ, get_balance_events, event_params,
	    NULL, RECORDS, balance_event_fields, 200, "balance",
	    "What was changed on miners, newest first" },
	{ "GET", "/balance/decisions", READ, get_decisions, decision_params,
	    NULL, RECORDS, decision_fields, 200, "balance",
	    "Every cycle of the balancer, newest first" },
	{ "GET", "/balance/decisions/{id}", READ, get_decision, NULL, NULL,
	    RECORD, decision_fields, 200, "balance", "One cycle" },
	{ "GET", "/balance/plan", READ, get_plan, NULL, NULL, FREE, NULL,
	    200, "balance",
	    "What would happen now, and why a miner is left out" },
	{ "GET", "/balance/emergency", READ, get_emergency, NULL, NULL,
	    RECORD, emergency_fields, 200, "balance",
	    "The emergency stop in force, with its counts" },
	{ "POST", "/balance/emergency-stop", OPERATE, post_emergency, NULL,
	    emergency_wish_fields, FREE, NULL, 202, "balance",
	    "Stop everything now, until released" },
	{ "POST", "/balance/release", OPERATE, post_release, NULL, NULL,
	    FREE, NULL, 200, "balance", "End the emergency stop" },

	{ "POST", "/miners/{mac}/commands", OPERATE, post_command, NULL,
	    command_wish_fields, FREE, NULL, 202, "commands",
	    "Tell a miner something" },
	{ "POST", "/commands", OPERATE, post_commands, NULL,
	    commands_wish_fields, FREE_OR_DONE, NULL, 202, "commands",
	    "Tell many miners, or see first whom it would be" },
	{ "GET", "/commands", READ, get_commands, command_params, NULL,
	    RECORDS, command_fields, 200, "commands",
	    "What miners were told, newest first" },
	{ "GET", "/commands/{id}", READ, get_command, NULL, NULL, RECORD,
	    command_fields, 200, "commands", "One command and its state" },

	{ "GET", "/settings", READ, get_settings, NULL, NULL, RECORD,
	    setting_fields, 200, "settings", "The run-time settings" },
	{ "PATCH", "/settings", ADMIN, patch_settings, NULL, setting_fields,
	    RECORD, setting_fields, 200, "settings",
	    "Change settings; null goes back to the default" },
	{ "PATCH", "/settings/safety-margin", OPERATE, patch_margin, NULL,
	    margin_fields, RECORD, setting_fields, 200, "settings",
	    "Change the safety margin" },
	{ "GET", "/circuits", READ, get_circuits, list_params, NULL, RECORDS,
	    circuit_fields, 200, "settings", "Feeders and their limits" },
	{ "GET", "/circuits/{name}", READ, get_circuit, NULL, NULL, RECORD,
	    circuit_fields, 200, "settings", "One circuit" },
	{ "PUT", "/circuits/{name}", ADMIN, put_circuit, NULL,
	    circuit_wish_fields, RECORD, circuit_fields, 200, "settings",
	    "Make a circuit, or change it" },
	{ "DELETE", "/circuits/{name}", ADMIN, delete_circuit, NULL, NULL,
	    NOTHING, NULL, 204, "settings", "Remove a circuit" },

	{ "GET", "/power-analytics/summary", READ, get_energy_summary,
	    energy_day_params, NULL, RECORD, energy_summary_fields, 200,
	    "energy", "A day's energy and cost, with its meters" },
	{ "GET", "/power-analytics/device-breakdown", READ,
	    get_energy_breakdown, energy_meter_params, NULL, RECORD,
	    energy_breakdown_fields, 200, "energy", "A day's meters" },
	{ "GET", "/power-analytics/monthly", READ, get_energy_monthly,
	    energy_month_params, NULL, RECORD, energy_monthly_fields, 200,
	    "energy", "A month's energy and cost, with its meters' days" },
	{ "GET", "/power-analytics/calendar", READ, get_energy_calendar,
	    energy_month_params, NULL, RECORD, energy_calendar_fields, 200,
	    "energy", "A month's days" },
	{ "GET", "/power-analytics/timeline", READ, get_energy_timeline,
	    energy_timeline_params, NULL, RECORD, energy_timeline_fields, 200,
	    "energy", "Energy and cost in buckets of minutes" },
	{ "GET", "/power-analytics/export-csv", READ, get_energy_csv,
	    energy_csv_params, NULL, NOTHING, NULL, 200, "energy",
	    "Every quarter of an hour of every meter, as CSV" },
	{ "GET", "/power-analytics/cost-versions", READ, get_cost_versions,
	    price_params, NULL, RECORD, cost_versions_fields, 200, "energy",
	    "What a kilowatt-hour costs and cost, newest first" },
	{ "POST", "/power-analytics/cost-versions", LEDGER,
	    post_cost_version, NULL, cost_wish_fields, FREE, NULL, 201,
	    "energy", "Enter a price; days it covers are rated again" },
	{ "POST", "/power-analytics/cost-versions/preview", READ,
	    post_cost_preview, NULL, cost_wish_fields, RECORD,
	    price_effect_fields, 200, "energy",
	    "What a price would change; nothing is entered" },
	{ "GET", "/power-analytics/recalculate", READ, get_runs, list_params,
	    NULL, RECORDS, rating_run_fields, 200, "energy",
	    "Passes over days that were rated again, newest first" },
	{ "GET", "/power-analytics/recalculate/{id}", READ, get_run, NULL,
	    NULL, RECORD, rating_run_fields, 200, "energy",
	    "One of them, with its progress" },
	{ "POST", "/power-analytics/recalculate", LEDGER, post_recalculate,
	    wait_params, recalculate_wish_fields, FREE_OR_DONE, NULL, 202,
	    "energy", "Rate days again" },
	{ "GET", "/power-analytics/periods", READ, get_periods, list_params,
	    NULL, RECORDS, period_fields, 200, "energy",
	    "Months, and which of them are closed, newest first" },
	{ "POST", "/power-analytics/periods", LEDGER, post_period, NULL,
	    period_wish_fields, FREE, NULL, 202, "energy",
	    "Close a month: what comes later is a credit or debit" },

	{ "GET", "/power-analytics/health", READ, get_ledger_health, NULL,
	    NULL, RECORD, ledger_health_fields, 200, "ledger",
	    "How the ledger is, in numbers" },
	{ "POST", "/power-analytics/telemetry", LEDGER, post_readings, NULL,
	    meter_message_fields, FREE_TO_LIST, NULL, 200, "meters",
	    "Hand in one reading, or a list of up to 1,000" },
	{ "GET", "/power-analytics/meters", READ, get_meters, list_params,
	    NULL, RECORDS, meter_fields, 200, "meters",
	    "All meters in service" },
	{ "POST", "/power-analytics/meters", LEDGER, post_meter, NULL,
	    meter_make_fields, RECORD, meter_fields, 201, "meters",
	    "Make a meter before its first reading" },
	{ "GET", "/power-analytics/meters/{id}", READ, get_meter, NULL, NULL,
	    RECORD, meter_fields, 200, "meters", "One meter" },
	{ "PATCH", "/power-analytics/meters/{id}", LEDGER, patch_meter, NULL,
	    meter_wish_fields, RECORD, meter_fields, 200, "meters",
	    "Change a meter; its readings are booked anew" },
	{ "POST", "/power-analytics/meters/{id}/swap", LEDGER, post_swap,
	    NULL, meter_swap_fields, RECORD, meter_fields, 200, "meters",
	    "Say that another register was put in" },
	{ "GET", "/power-analytics/readings", READ, get_readings,
	    meter_reading_params, NULL, RECORDS, meter_reading_show, 200,
	    "meters", "What a meter said, newest first" },
	{ "GET", "/power-analytics/entries", READ, get_entries,
	    entry_params, NULL, RECORDS, entry_show, 200, "ledger",
	    "The ledger's entries, of the last day if not said" },
	{ "POST", "/power-analytics/entries", LEDGER, post_entry, NULL,
	    entry_wish_fields, RECORD, entry_show, 201, "ledger",
	    "Book energy by hand; the last entry is shown" },
	{ "GET", "/power-analytics/reconciliations", READ,
	    get_reconciliations, list_params, NULL, RECORDS,
	    reconcile_fields, 200, "ledger",
	    "Runs of the reconciliation, newest first" },
	{ "GET", "/power-analytics/reconciliations/{id}", READ,
	    get_reconciliation, NULL, NULL, RECORD, reconcile_fields, 200,
	    "ledger",
	    "One run of the reconciliation" },
	{ "POST", "/power-analytics/reconciliations", LEDGER,
	    post_reconciliation, NULL, NULL, RECORD, reconcile_fields, 202,
	    "ledger",
	    "Start a run of the reconciliation" },
	{ "GET", "/power-analytics/heads", READ, get_heads, list_params,
	    NULL, RECORDS, ledger_head_show, 200, "ledger",
	    "Heads of the ledger's chain and their signatures" },
	{ "POST", "/power-analytics/heads", LEDGER, post_head, NULL, NULL,
	    RECORD, ledger_head_show, 200, "ledger",
	    "Sign the ledger's head now" },
	{ "GET", "/power-analytics/statement", READ, get_statement,
	    statement_params, NULL, RECORD, signed_statement_fields, 200,
	    "ledger",
	    "What each meter measured in a period, signed" },
	{ "GET", "/power-analytics/tickets", READ, get_tickets,
	    ticket_params, NULL, RECORDS, ticket_fields, 200, "ledger",
	    "What a person has to look at, newest first" },
	{ "PATCH", "/power-analytics/tickets/{id}", LEDGER, patch_ticket,
	    NULL, ticket_wish_fields, RECORD, ticket_fields, 200, "ledger",
	    "Acknowledge a ticket, or say how it was resolved" },

	{ "POST", "/scan", OPERATE, post_scan, NULL, NULL, NOTHING, NULL,
	    202, "service", "Look for miners everywhere again" },
	{ "GET", "/strangers", READ, get_strangers, list_params, NULL,
	    RECORDS, stranger_fields, 200, "service",
	    "Addresses that answer and are no miner of ours" },

	{ "GET", "/events", READ, get_events, event_params, NULL, RECORDS,
	    event_fields, 200, "history", "What happened, newest first" },
	{ "GET", "/events/{id}", READ, get_event, NULL, NULL, RECORD,
	    event_fields, 200, "history", "One event" },
	{ "GET", "/alerts", READ, get_alerts, alert_params, NULL, RECORDS,
	    alert_fields, 200, "alerts",
	    "What somebody should know of, newest first" },
	{ "GET", "/alerts/{id}", READ, get_alert, NULL, NULL, RECORD,
	    alert_fields, 200, "alerts", "One alert" },
	{ "POST", "/alerts/test", OPERATE, post_alert_test, NULL,
	    alert_test_fields, FREE, NULL, 200, "alerts",
	    "Send a test over a channel and say how it went" },
	{ "POST", "/alerts/{id}/acknowledge", OPERATE, post_acknowledge,
	    NULL, NULL, RECORD, alert_fields, 200, "alerts",
	    "Say that the alert was seen" },
	{ "GET", "/audit", ADMIN, get_audit, audit_params, NULL, RECORDS,
	    audit_fields, 200, "history", "Who changed what, newest first" },
	{ "GET", "/audit/{id}", ADMIN, get_audit_entry, NULL, NULL, RECORD,
	    audit_fields, 200, "history", "One of its entries" },

	{ "GET", "/tokens", ADMIN, get_tokens, list_params, NULL, RECORDS,
	    token_fields, 200, "access", "All tokens, without their text" },
	{ "POST", "/tokens", ADMIN, post_token, NULL, token_wish_fields,
	    FREE, NULL, 201, "access",
	    "Make a token; its text is shown this once" },
	{ "DELETE", "/tokens/{id}", ADMIN, delete_token, NULL, NULL,
	    NOTHING, NULL, 204, "access", "Revoke a token" },
	{ "GET", "/users", ADMIN, get_users, list_params, NULL, RECORDS,
	    user_fields, 200, "access", "People and their scopes" },
	{ .path = NULL }
};
