/* SPDX-License-Identifier: ISC */
#ifndef FCGI_API_H
#define FCGI_API_H

#include "fcgi/request.h"

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

/* service.c */
int	get_index(struct request *);
int	get_site(struct request *);
int	get_health(struct request *);
int	get_live(struct request *);
int	get_ready(struct request *);
int	post_scan(struct request *);
int	get_strangers(struct request *);

/* metrics.c */
int	get_metrics(struct request *);
int	get_miner_metrics(struct request *);

/* access.c */
int	get_tokens(struct request *);
int	post_token(struct request *);
int	delete_token(struct request *);
int	get_users(struct request *);

/* log.c */
int	get_events(struct request *);
int	get_audit(struct request *);

/* openapi.c */
int	get_openapi(struct request *);

#endif
