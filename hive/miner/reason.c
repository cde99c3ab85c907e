/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stddef.h>

#include "hive/miner/reason.h"

const char *const reason_words[] = {
	[REASON_NONE] = "none",
	[REASON_CRITICAL_GENERATION] = "critical_generation",
	[REASON_STALE_DECAY] = "stale_decay",
	[REASON_EMERGENCY_OVER_AVAILABLE] = "emergency_over_available",
	[REASON_OVER_TARGET] = "over_target",
	[REASON_CIRCUIT_LIMIT] = "circuit_limit",
	[REASON_HEADROOM] = "headroom",
	[REASON_REBALANCE_GAIN] = "rebalance_gain",
	[REASON_MAX_PRESET_LOWERED] = "max_preset_lowered",
	[REASON_BOOT_PRESET] = "boot_preset",
	[REASON_NOT_OBEYING] = "not_obeying",
	[REASON_MANUAL] = "manual", [REASON_EMERGENCY] = "emergency",
	[REASON_RELEASE] = "release", NULL
};
