/* SPDX-License-Identifier: ISC */
#ifndef WORKER_FIRMWARE_VNISH_H
#define WORKER_FIRMWARE_VNISH_H

#include "worker/firmware/firmware.h"

/* The longest word and the longest text of a miner that are kept. */
#define WORD_MAX	32
#define TEXT_MAX	80

/*
 * VNish (AnthillOS), API /api/v1 of 1.2.0 to 1.3.x.  Every field may be
 * missing.  hr_* are in the unit that hr_measure names, GH/s for SHA-256;
 * chains count from 1, fans from 0; a preset is called by its name, not by
 * its watts; our keys are described "PowerHive".
 *
 * vnish.c asks and reads who a miner is; vnish_status.c reads what it says
 * again and again.
 */
const char *vnish_summary(struct arena *, const struct http_call *,
    double ths_per_miner, struct reading *, struct json_odd *);
const char *vnish_perf(struct arena *, const struct http_call *,
    const char **preset);
const char *vnish_state(struct arena *, const struct http_call *,
    struct state_answer *);
const char *vnish_saved(struct arena *, const struct http_call *,
    bool *restart_required);
const char *vnish_chains(struct arena *, const struct http_call *,
    struct telemetry *, struct json_odd *);

#endif
