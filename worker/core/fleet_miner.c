/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "worker/core/fleet_miner.h"

#define RATIO_FIRST	1.03	/* a miner just met draws more than its label */

void
control_begin(struct fleet_miner *u)
{
	u->control = (struct control){ .power_w = NONE, .stable_w = NONE,
	    .catalogue = NONE, .now = -1, .wanted = -1, .stored = -1,
	    .throttle = NONE, .dry = PLAN_STAY,
	    .ratio = RATIO_FIRST, .ratio_ths = 1, .hashrate_ths = NAN };
}

struct credentials
credentials_of(const struct site *site, const struct fleet_miner *u)
{
	return (struct credentials){ .ip = u->ip, .port = site->miner_port,
	    .key = *u->key ? u->key : NULL,
	    .unlock = *u->unlock ? u->unlock : site->unlock_password };
}
