/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "tests/sim/inside.h"

struct wanted {
	const char	*preset, *top_preset, *current, *pw;
	int64_t		 modded_psu, enabled, quiet_mode;	/* flags */
	int64_t		 remain_stopped_on_reboot;
	int64_t		 restore_miner_state_on_reboot;
	int64_t		 automatic_pause_on_boot;
	int64_t		 max_startup_delay_time;
};

static const struct field switcher_fields[] = {
	FLAG(struct wanted, enabled),
	FIELD(struct wanted, top_preset),
	FIELDS_END
};

static const struct field overclock_fields[] = {
	FIELD(struct wanted, preset),
	FLAG(struct wanted, modded_psu),
	INSIDE("preset_switcher", switcher_fields),
	FIELDS_END
};

static const struct field misc_fields[] = {
	FLAG(struct wanted, quiet_mode),
	FLAG(struct wanted, remain_stopped_on_reboot),
	FLAG(struct wanted, restore_miner_state_on_reboot),
	FLAG(struct wanted, automatic_pause_on_boot),
	FIELD(struct wanted, max_startup_delay_time, .max = 300),
	FIELDS_END
};

static const struct field miner_fields[] = {
	INSIDE("overclock", overclock_fields),
	INSIDE("misc", misc_fields),
	FIELDS_END
};

static const struct field password_fields[] = {
	FIELD(struct wanted, current),
	FIELD(struct wanted, pw),
	FIELDS_END
};

static const struct field wanted_fields[] = {
	INSIDE("miner", miner_fields),
	INSIDE("password", password_fields),
	FIELDS_END
};

static void
misc_object(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_key(j, "misc");
	json_open(j, '{');
	json_pair_bool(j, "asic_boost", true);
	json_pair_int(j, "restart_hashrate", 0);
	json_pair_int(j, "restart_temp", 85);
	json_pair_int(j, "max_restart_attempts", 10);
	json_pair_bool(j, "quiet_mode", m->quiet);
	json_pair_bool(j, "downscale_preset_on_failure", false);
	json_pair_bool(j, "auto_chip_throttling", false);
	json_pair_int(j, "max_startup_delay_time", m->startup_delay_s);
	if (m->firmware->boards) {
		json_pair_bool(j, "automatic_pause_on_boot",
		    m->pause_on_boot);
		json_pair_bool(j, "restore_miner_state_on_reboot",
		    m->stay_stopped);
	} else
		json_pair_bool(j, "remain_stopped_on_reboot",
		    m->stay_stopped);
	json_close(j, '}');
}

static void
overclock_object(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_key(j, "overclock");
	json_open(j, '{');
	json_pair_bool(j, "modded_psu", m->modded_psu);
	json_pair(j, "preset", m->model->presets[m->configured].name);
	json_key(j, "globals");
	json_open(j, '{');
	json_pair_int(j, "volt", m->model->volt);
	json_pair_int(j, "freq", m->model->freq);
	json_close(j, '}');
	json_key(j, "chains");
	json_open(j, '[');
	for (int i = 0; i < BOARDS; i++)
		json_raw(j, "{\"freq\":0,\"chips\":[],\"disabled\":false}");
	json_close(j, ']');
	json_key(j, "preset_switcher");
	switcher_object(a);
	json_close(j, '}');
}

static void
pool_list(struct ask *a)
{
	struct json *j = &a->out;

	json_key(j, "pools");
	json_open(j, '[');
	for (int i = 0; i < 3; i++) {
		json_open(j, '{');
		json_pair(j, "url", i == 0 ? "stratum.pool.example:3333" :
		    i == 1 ? "backup.pool.example:3333" : "");
		json_pair(j, "user", i == 2 ? "" :
		    arena_printf(a->arena, "river.%04d", a->miner->number));
		json_pair(j, "pass", i == 2 ? "" : "pool-secret-of-the-sim");
		json_close(j, '}');
	}
	json_close(j, ']');
}

void
sim_get_settings(struct ask *a)
{
	struct json *j = &a->out;

	json_open(j, '{');
	json_key(j, "miner");
	json_open(j, '{');
	json_key(j, "cooling");
	json_raw(j, "{\"mode\":{\"name\":\"auto\",\"param\":65},"
	    "\"fan_min_count\":4,\"fan_min_duty\":10,\"fan_max_duty\":100}");
	misc_object(a);
	overclock_object(a);
	pool_list(a);
	json_close(j, '}');
	json_key(j, "ui");
	json_raw(j, "{\"theme\":\"dark\",\"locale\":\"en\"}");
	json_key(j, "regional");
	json_raw(j, "{\"timezone\":{\"current\":\"GMT\"}}");
	json_pair(j, "password", NULL);
	json_pair(j, "layout", NULL);
	json_close(j, '}');
	ask_json(a);
}

static void
send_flags(struct ask *a)
{
	const struct miner *m = a->miner;

	json_open(&a->out, '{');
	json_pair_bool(&a->out, "restart_required", m->restart_required);
	json_pair_bool(&a->out, "reboot_required", m->reboot_required);
	json_close(&a->out, '}');
	ask_json(a);
}

/* Chance, by this miner's count of changes; or a fault that makes it sure. */
static bool
happens(const struct ask *a, uint64_t what, double percent, uint32_t fault)
{
	const struct miner *m = a->miner;
	uint64_t key = noise_key(m->noise, 300 + what);

	if (m->faults & fault)
		return true;
	key = noise_key(key, (uint64_t)m->changes);
	return noise_share(key) * 100 < percent;
}

/* The preset is stored; whether it runs is another matter. */
static void
apply(struct ask *a, int preset)
{
	const struct farm_options *o = &a->farm->options;
	struct miner *m = a->miner;
	int64_t now = a->farm->now_ms;

	m->configured = preset;
	if (happens(a, 1, o->ignored_percent, IGNORES))
		m->changes++;
	else if (happens(a, 2, o->restart_percent, WANTS_RESTART)) {
		m->changes++;
		m->restart_required |= miner_hashes(m);
	} else if (happens(a, 3, o->late_percent, LATE_RESTART)) {
		m->changes++;
		m->late_ms = miner_hashes(m) ? now + 5000 : NEVER;
	} else
		miner_run_preset(a->farm, m, preset, now);
}

/* What is wrong with the preset that is asked for, or NULL. */
static const char *
check_preset(const struct ask *a, const struct wanted *q, int preset)
{
	const struct miner *m = a->miner;
	bool modded = q->modded_psu != NONE ? q->modded_psu : m->modded_psu;

	if (preset < 0)
		return "unknown preset";
	if (m->model->presets[preset].modded && !modded)
		return "preset needs a modded psu";
	return NULL;
}

static void
keep_misc(struct miner *m, const struct wanted *q)
{
	if (q->modded_psu != NONE)
		m->modded_psu = q->modded_psu;
	if (q->quiet_mode != NONE)
		m->quiet = q->quiet_mode != 0;
	if (q->remain_stopped_on_reboot != NONE && !m->firmware->boards)
		m->stay_stopped = q->remain_stopped_on_reboot;
	if (q->restore_miner_state_on_reboot != NONE && m->firmware->boards)
		m->stay_stopped = q->restore_miner_state_on_reboot;
	if (q->automatic_pause_on_boot != NONE && m->firmware->boards)
		m->pause_on_boot = q->automatic_pause_on_boot;
	if (q->max_startup_delay_time != NONE)
		m->startup_delay_s = (int)q->max_startup_delay_time;
	if (q->enabled != NONE)
		m->switcher = q->enabled;
	if (q->top_preset)
		m->top_preset = model_preset(m->model, q->top_preset);
}

static bool
keep_password(struct ask *a, const struct wanted *q)
{
	struct miner *m = a->miner;

	if (!q->pw)
		return true;
	if (!q->current || strcmp(q->current, m->password)) {
		ask_error(a, 400, "wrong password");
		return false;
	}
	snprintf(m->password, sizeof m->password, "%s", q->pw);
	return true;
}

void
sim_post_settings(struct ask *a)
{
	struct miner *m = a->miner;
	const char *error = NULL;
	int preset = -1;
	struct wanted q;

	a->reply->delay_ms += 14;
	if (!ask_body(a, wanted_fields, &q))
		return;
	if (q.preset) {
		preset = model_preset(m->model, q.preset);
		error = check_preset(a, &q, preset);
	}
	if (error) {
		ask_error(a, 400, error);
		return;
	}
	if (q.preset && happens(a, 0, a->farm->options.refused_percent,
	    REFUSES)) {
		m->changes++;
		ask_error(a, 500, "could not save the settings ");
		return;
	}
	if (!keep_password(a, &q))
		return;
	keep_misc(m, &q);
	if (preset >= 0)
		apply(a, preset);
	send_flags(a);
}
