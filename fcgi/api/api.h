/* SPDX-License-Identifier: ISC */
#ifndef FCGI_API_API_H
#define FCGI_API_API_H

#include "fcgi/http/request.h"

/* The handlers, by file; what each does is its row in routes.c. */

/* miners.c */
int	get_miners(struct request *);
int	patch_miners(struct request *);
int	get_miner(struct request *);
int	patch_miner(struct request *);
int	delete_miner(struct request *);
int	post_rescan(struct request *);

/* readings.c */
int	get_statuses(struct request *);
int	get_telemetry(struct request *);
int	get_anomalies(struct request *);

/* models.c */
int	get_models(struct request *);
int	get_model(struct request *);
int	patch_model(struct request *);

/* balance.c */
int	get_plant(struct request *);
int	get_plant_history(struct request *);
int	get_balance(struct request *);
int	get_balance_events(struct request *);
int	get_decisions(struct request *);
int	get_decision(struct request *);
int	get_plan(struct request *);
int	get_emergency(struct request *);
int	post_emergency(struct request *);
int	post_release(struct request *);

/* commands.c */
int	post_command(struct request *);
int	post_commands(struct request *);
int	get_commands(struct request *);
int	get_command(struct request *);

/* settings.c */
int	get_settings(struct request *);
int	patch_settings(struct request *);
int	patch_margin(struct request *);
int	get_circuits(struct request *);
int	get_circuit(struct request *);
int	put_circuit(struct request *);
int	delete_circuit(struct request *);

/* energy.c */
int	get_energy_summary(struct request *);
int	get_energy_breakdown(struct request *);
int	get_energy_monthly(struct request *);
int	get_energy_calendar(struct request *);

/* energy_slots.c */
int	get_energy_timeline(struct request *);
int	get_energy_csv(struct request *);

/* energy_price.c */
int	get_cost_versions(struct request *);
int	post_cost_version(struct request *);
int	post_cost_preview(struct request *);
int	post_recalculate(struct request *);
int	get_runs(struct request *);
int	get_run(struct request *);
int	get_periods(struct request *);
int	post_period(struct request *);

/* service.c */
int	get_index(struct request *);
int	get_site(struct request *);
int	get_health(struct request *);
int	get_live(struct request *);
int	get_ready(struct request *);
int	post_scan(struct request *);
int	get_unknown_hosts(struct request *);

/* metrics.c */
int	get_metrics(struct request *);
int	get_miner_metrics(struct request *);

/* meters.c */
int	get_meters(struct request *);
int	get_meter(struct request *);
int	post_meter(struct request *);
int	patch_meter(struct request *);
int	post_swap(struct request *);
int	post_readings(struct request *);
int	get_readings(struct request *);
int	get_entries(struct request *);
int	post_entry(struct request *);
int	get_tickets(struct request *);
int	patch_ticket(struct request *);
int	get_ledger_health(struct request *);
int	get_reconciliations(struct request *);
int	get_reconciliation(struct request *);
int	post_reconciliation(struct request *);
int	get_heads(struct request *);
int	post_head(struct request *);
int	get_statement(struct request *);

/* access.c */
int	get_tokens(struct request *);
int	post_token(struct request *);
int	delete_token(struct request *);
int	get_users(struct request *);

/* alerts.c */
int	get_alerts(struct request *);
int	get_alert(struct request *);
int	post_acknowledge(struct request *);
int	post_alert_test(struct request *);

/* log.c */
int	get_events(struct request *);
int	get_event(struct request *);
int	get_audit(struct request *);
int	get_audit_entry(struct request *);

/* openapi.c */
int	get_openapi(struct request *);

#endif
