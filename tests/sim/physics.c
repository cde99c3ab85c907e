/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/sim/inside.h"

/*
 * How a miner behaves.
 *
 * A start of mining takes 60-90 s (60-240 s on a slow farm): after a restart
 * the power falls to that of the fans within 4 s, stays there while the
 * boards are set up, and climbs while the state is `starting' and the first
 * seconds of `mining'.  Firmware before 1.3 shows 0 W for 80 s more.  The
 * running preset is then the one in the settings.
 *
 * A change to a tuned preset bends the power within 6-18 s.  A change to an
 * untuned one restarts mining and is followed by minutes of `auto-tuning',
 * in which the power wanders and the hashrate more so.  The real watts are
 * 0.90-1.02 of what the preset's label says.
 *
 * A stop falls within 3 s; a reboot closes the doors for about a minute.
 */

const char *
miner_state_name(const struct miner *m)
{
	static const char *const names[] = {
		[INITIALIZING] = "initializing", [STARTING] = "starting",
		[MINING] = "mining", [TUNING] = "auto-tuning",
		[RESTARTING] = "restarting",
		[SHUTTING_DOWN] = "shutting-down", [STOPPED] = "stopped",
		[FAILURE] = "failure", [BOOTING] = "initializing"
	};

	return names[m->state];
}

bool
miner_hashes(const struct miner *m)
{
	return m->state == MINING || m->state == TUNING;
}

/* Between least and most, the same for the same start or change. */
static int64_t
drawn(const struct miner *m, uint64_t what, int64_t min, int64_t max)
{
	uint64_t key = noise_key(m->noise, 100 + what);

	key = noise_key(key, (uint64_t)m->starts * 1000 + (uint64_t)m->changes);
	return min + (int64_t)(noise_share(key) * (double)(max - min));
}

static int64_t
start_takes(const struct farm *farm, const struct miner *m)
{
	return drawn(m, 0, 60000, farm->options.slow ? 240000 : 90000);
}

void
miner_bend(struct miner *m, int64_t at, int64_t ms)
{
	double w = miner_power_w(m, at);

	m->from_ths = miner_hashrate_ths(m, at);
	m->from_w = w;
	m->ramp_ms = at;
	m->ramp_end_ms = at + ms;
	m->over = 0;
	if (miner_hashes(m))
		m->hash_ms = at - 600000;
}

static void
enter(struct miner *m, enum miner_state state, int64_t at, int64_t ms)
{
	m->state = state;
	m->since_ms = at;
	m->until_ms = ms == NEVER ? NEVER : at + ms;
}

/* The boards are set up: the preset of the settings is taken. */
void
miner_start(struct farm *farm, struct miner *m, int64_t at)
{
	miner_bend(m, at, 4000);
	m->starts++;
	m->preset = m->configured;
	m->restart_required = false;
	m->late_ms = NEVER;
	m->throttle = 100;
	m->hash_ms = NEVER;
	enter(m, INITIALIZING, at, start_takes(farm, m) * 3 / 10);
}

void
miner_restart(struct farm *farm, struct miner *m, int64_t at)
{
	(void)farm;
	miner_bend(m, at, 4000);
	enter(m, RESTARTING, at, 8000);
}

void
miner_stop(struct miner *m, int64_t at)
{
	miner_bend(m, at, 3000);
	enter(m, SHUTTING_DOWN, at, 4000);
}

void
miner_fail(struct miner *m, int64_t at)
{
	miner_bend(m, at, 2000);
	enter(m, FAILURE, at, NEVER);
}

/* No current at all; the board forgets its sessions. */
void
miner_unplug(struct miner *m, int64_t at)
{
	m->was_stopped = m->state == STOPPED || m->state == SHUTTING_DOWN;
	miner_bend(m, at, 1);
	enter(m, BOOTING, at, NEVER);
	for (int i = 0; i < TOKENS; i++)
		m->sessions[i] = (struct session){ .until_ms = 0 };
}

void
miner_plug(struct farm *farm, struct miner *m, int64_t at)
{
	(void)farm;
	if (m->state != BOOTING)
		miner_unplug(m, at);
	m->until_ms = at + drawn(m, 1, 35000, 65000);
}

static bool
is_tuned(const struct miner *m, int preset)
{
	return preset == 0 || m->tuned & 1u << preset;
}

/* Another preset while mining is on its way: it is started with. */
static void
start_with(struct miner *m, int preset, int64_t at)
{
	if (m->state == STARTING)
		miner_bend(m, at, 15000);
	m->preset = preset;
}

void
miner_run_preset(struct farm *farm, struct miner *m, int preset, int64_t at)
{
	m->changes++;
	if (preset == m->preset)
		return;
	if (m->state == INITIALIZING || m->state == STARTING) {
		start_with(m, preset, at);
		return;
	}
	if (!miner_hashes(m))
		return;
	if (!is_tuned(m, preset) || farm->options.restart_on_change ||
	    farm->options.slow) {
		miner_restart(farm, m, at);
		return;
	}
	miner_bend(m, at, drawn(m, 2, 6000, 18000));
	m->preset = preset;
	if (m->state == TUNING)
		enter(m, MINING, at, NEVER);
}

/* Power is on its way: from here on the climb goes on through `mining'. */
static void
climb(struct farm *farm, struct miner *m, int64_t at)
{
	int64_t takes = start_takes(farm, m);

	miner_bend(m, at, takes * 6 / 10);
	m->over = (double)drawn(m, 3, 0, 20) / 1000;
	enter(m, STARTING, at, takes * 3 / 10);
}

static void
mine(struct farm *farm, struct miner *m, int64_t at)
{
	int64_t blind = m->firmware->dialect == NEW ? 3000 :
	    farm->options.zero_ms;

	if (m->faults & BROKEN) {
		miner_fail(m, at);
		return;
	}
	m->hash_ms = at;
	m->from_ths = 0;
	m->shown_ms = at + blind;
	m->check_ms = m->switcher ? at + 300000 : NEVER;
	if (is_tuned(m, m->preset))
		enter(m, MINING, at, m->faults & LOOPS ? 90000 : NEVER);
	else
		enter(m, TUNING, at, drawn(m, 4, 240000, 840000) *
		    (farm->options.slow ? 4 : 1));
}

/* The control board is up. */
static void
boot(struct farm *farm, struct miner *m, int64_t at)
{
	m->boot_ms = at;
	m->reboot_required = false;
	enter(m, STOPPED, at, NEVER);
	if (m->pause_on_boot || (m->stay_stopped && m->was_stopped))
		return;
	miner_start(farm, m, at);
	m->until_ms += drawn(m, 7, 0, m->startup_delay_s * INT64_C(1000));
}

static void
state_ends(struct farm *farm, struct miner *m)
{
	int64_t at = m->until_ms;

	switch (m->state) {
	case RESTARTING:
		miner_start(farm, m, at);
		break;
	case INITIALIZING:
		climb(farm, m, at);
		break;
	case STARTING:
		mine(farm, m, at);
		break;
	case MINING:
		miner_restart(farm, m, at);
		break;
	case TUNING:
		m->tuned |= 1u << m->preset;
		miner_bend(m, at, 5000);
		enter(m, MINING, at, NEVER);
		break;
	case SHUTTING_DOWN:
		enter(m, STOPPED, at, NEVER);
		break;
	case BOOTING:
		boot(farm, m, at);
		break;
	default:
		m->until_ms = NEVER;
	}
}

/* The firmware's preset switcher: one step down when hot, one up when cool,
 * as far as its own top preset, whatever is configured. */
static void
switcher_acts(struct miner *m)
{
	int64_t at = m->check_ms;
	double hottest = miner_hottest_c(m, at);
	int top = m->top_preset > 0 ? m->top_preset : m->configured;
	int to = m->preset;

	m->check_ms = at + 300000;
	if (m->state != MINING || m->preset == 0)
		return;
	if (hottest > 75 && to > 1)
		to--;
	else if (hottest < 65 && to < top)
		to++;
	if (to == m->preset)
		return;
	miner_bend(m, at, 10000);
	m->preset = to;
}

static int64_t
min(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

void
miner_to_now(struct farm *farm, struct miner *m)
{
	for (;;) {
		int64_t next = min(min(m->until_ms, m->check_ms),
		    min(m->late_ms, m->reboot_ms));

		if (next > farm->now_ms)
			return;
		if (next == m->reboot_ms) {
			m->reboot_ms = NEVER;
			miner_plug(farm, m, next);
		} else if (next == m->late_ms) {
			m->late_ms = NEVER;
			m->restart_required = true;
		} else if (next == m->until_ms)
			state_ends(farm, m);
		else
			switcher_acts(m);
	}
}

static int
first_preset(const struct miner *m)
{
	int max = 0;

	if (noise_share(noise_key(m->noise, 40)) < 0.04)
		return 0;
	while (max + 1 < m->model->presets_n &&
	    !m->model->presets[max + 1].modded)
		max++;
	/* The upper half of the list, where farms run. */
	return max - (int)(noise_share(noise_key(m->noise, 41)) *
	    (max / 2.0));
}

void
miner_begin(struct farm *farm, struct miner *m)
{
	const struct farm_options *o = &farm->options;
	int64_t ago = drawn(m, 5, 600000, 30LL * 86400000);

	m->ratio = 0.90 + 0.12 * noise_share(noise_key(m->noise, 42));
	m->throttle = 100;
	for (int i = 1; i < m->model->presets_n; i++)
		if (noise_share(noise_key(m->noise, 200 + (uint64_t)i)) * 100 <
		    o->tuned_percent && !m->model->presets[i].modded)
			m->tuned |= 1u << i;
	m->preset = m->configured = first_preset(m);
	m->switcher = noise_share(noise_key(m->noise, 43)) * 100 <
	    o->switcher_percent;
	m->top_preset = m->switcher ? m->configured : -1;
	m->late_ms = m->reboot_ms = m->check_ms = NEVER;
	m->boot_ms = -ago - 90000;
	m->shown_ms = m->hash_ms = m->ramp_ms = m->ramp_end_ms = -ago;
	enter(m, o->cold ? STOPPED : MINING, -ago, NEVER);
	if (noise_share(noise_key(m->noise, 44)) * 100 < o->dead_percent) {
		enter(m, FAILURE, -ago, NEVER);
		m->faults |= BROKEN;
	}
	if (m->switcher)
		m->check_ms = drawn(m, 6, 1000, 300000);
}
