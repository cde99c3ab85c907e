/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/sim/inside.h"

/* The fields that /status and the head of /summary have in common. */
void
status_fields(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;
	int64_t state_s = (a->farm->now_ms - m->since_ms) / 1000;

	json_pair(j, "miner_state", miner_state_name(m));
	json_pair_int(j, "miner_state_time", state_s);
	if (m->state == FAILURE) {
		json_pair(j, "description",
		    faults_text(m, "Power supply does not answer"));
		if (m->firmware->dialect != OLD)
			json_pair_int(j, "failure_code", 1017);
	}
	if (m->firmware->throttle)
		json_pair_int(j, "throttled", m->throttle);
}

void
sim_get_status(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;
	int64_t left_ms = 0;

	for (int i = 0; i < TOKENS; i++)
		if (m->sessions[i].until_ms - a->farm->now_ms > left_ms)
			left_ms = m->sessions[i].until_ms - a->farm->now_ms;
	json_open(j, '{');
	status_fields(a);
	json_pair_bool(j, "find_miner", m->find);
	json_pair_bool(j, "restart_required", m->restart_required);
	json_pair_bool(j, "reboot_required", m->reboot_required);
	json_pair_bool(j, "unlocked", left_ms > 0);
	if (left_ms > 0 && m->firmware->dialect != OLD)
		json_pair_int(j, "unlock_timeout", left_ms / 1000);
	json_close(j, '}');
	ask_json(a);
}

static void
current_preset(struct ask *a)
{
	const struct miner *m = a->miner;
	const struct sim_preset *p = &m->model->presets[m->preset];
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair(j, "name", p->name);
	json_pair(j, "pretty", p->pretty);
	json_pair(j, "status", m->tuned & 1u << m->preset ? "tuned" :
	    "untuned");
	json_pair_bool(j, "modded_psu_required", p->modded);
	json_key(j, "globals");
	json_open(j, '{');
	json_pair_int(j, "volt", m->model->volt);
	json_pair_int(j, "freq", m->model->freq);
	json_close(j, '}');
	json_close(j, '}');
}

void
switcher_object(struct ask *a)
{
	const struct miner *m = a->miner;
	enum dialect d = m->firmware->dialect;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair_bool(j, "enabled", m->switcher);
	json_pair(j, "top_preset", m->top_preset > 0 ?
	    m->model->presets[m->top_preset].name : NULL);
	if (d != OLD)
		json_pair(j, "min_preset", NULL);
	json_pair_int(j, "decrease_temp", 75);
	json_pair_int(j, "rise_temp", 65);
	json_pair_int(j, "check_time", 300);
	json_pair_bool(j, "autochange_top_preset", false);
	json_pair_bool(j, "ignore_fan_speed", false);
	if (d == MIDDLE)
		json_pair_int(j, "power_delta", 0);
	json_close(j, '}');
}

void
sim_get_perf_summary(struct ask *a)
{
	struct json *j = &a->out;

	json_open(j, '{');
	json_key(j, "current_preset");
	if (a->miner->faults & NULL_PRESET)
		json_text(j, NULL);
	else
		current_preset(a);
	json_key(j, "preset_switcher");
	switcher_object(a);
	json_close(j, '}');
	ask_json(a);
}
