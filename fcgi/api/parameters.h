/* SPDX-License-Identifier: ISC */
#ifndef FCGI_API_PARAMETERS_H
#define FCGI_API_PARAMETERS_H

#include "fcgi/http/route.h"

/* The parameters of operations, for the rows of fcgi/api/routes.c only. */
extern const struct param list_params[];
extern const struct param miner_params[];
extern const struct param status_params[];
extern const struct param telemetry_params[];
extern const struct param event_params[];
extern const struct param span_params[];
extern const struct param decision_params[];
extern const struct param command_params[];
extern const struct param alert_params[];
extern const struct param audit_params[];
extern const struct param meter_reading_params[];
extern const struct param entry_params[];
extern const struct param statement_params[];
extern const struct param ticket_params[];
extern const struct param energy_day_params[];
extern const struct param energy_meter_params[];
extern const struct param energy_month_params[];
extern const struct param energy_timeline_params[];
extern const struct param energy_csv_params[];
extern const struct param price_params[];
extern const struct param wait_params[];

#endif
