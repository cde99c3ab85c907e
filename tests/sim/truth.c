/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "tests/sim/inside.h"

/* What is really so, whatever the miners say. */

int
farm_miners(const struct farm *farm)
{
	return farm->miners_n;
}

bool
farm_miner(struct farm *farm, int number, struct sim_miner *to)
{
	struct miner *m;

	if (number < 1 || number > farm->miners_n)
		return false;
	m = &farm->miners[number - 1];
	miner_to_now(farm, m);
	*to = (struct sim_miner){
		.number = number, .ip = m->ip,
		.model = m->model->alias, .firmware = m->firmware->version,
		.state = miner_state_name(m),
		.preset = m->model->presets[m->preset].name,
		.configured = m->model->presets[m->configured].name,
		.power_w = miner_power_w(m, farm->now_ms),
		.level_w = miner_level_w(m),
		.hashrate_ths = miner_hashrate_ths(m, farm->now_ms),
		.chip_max_c = miner_hottest_c(m, farm->now_ms),
		.state_ms = farm->now_ms - m->since_ms,
		.label_w = m->model->presets[m->preset].w,
		.starts = m->starts,
		.reachable = farm_door(farm, m->ip) == SIM_OPEN
	};
	snprintf(to->mac, sizeof to->mac, "%02x:%02x:%02x:%02x:%02x:%02x",
	    m->mac[0], m->mac[1], m->mac[2], m->mac[3], m->mac[4], m->mac[5]);
	return true;
}

int
farm_levels(struct farm *farm, int number, struct sim_level *to, int max)
{
	struct miner m;
	int n = 0;

	if (number < 1 || number > farm->miners_n)
		return 0;
	m = farm->miners[number - 1];
	m.throttle = 100;
	for (; n < m.model->presets_n && n < max; n++) {
		const struct sim_preset *p = &m.model->presets[n];

		m.preset = n;
		to[n] = (struct sim_level){ .preset = p->name,
		    .label_w = p->w, .power_w = miner_level_w(&m),
		    .hashrate_ths = miner_level_ths(&m),
		    .modded = p->modded };
	}
	return n;
}

double
farm_load_w(struct farm *farm)
{
	double sum = 0;

	for (int i = 0; i < farm->miners_n; i++) {
		miner_to_now(farm, &farm->miners[i]);
		sum += miner_power_w(&farm->miners[i], farm->now_ms);
	}
	return sum;
}

double
farm_hashrate_ths(struct farm *farm)
{
	double sum = 0;

	for (int i = 0; i < farm->miners_n; i++) {
		miner_to_now(farm, &farm->miners[i]);
		sum += miner_hashrate_ths(&farm->miners[i], farm->now_ms);
	}
	return sum;
}

double
farm_available_w(struct farm *farm)
{
	return farm_generation_w(farm) - farm_other_load_w(farm);
}

double
farm_nameplate_w(const struct farm *farm)
{
	return farm->nameplate_w;
}

int64_t
farm_writes(const struct farm *farm)
{
	return farm->writes_n;
}

const struct sim_write *
farm_write(const struct farm *farm, int64_t serial)
{
	if (serial < 0 || serial >= farm->writes_n ||
	    serial < farm->writes_n - WRITES_KEPT)
		return NULL;
	return &farm->writes[serial % WRITES_KEPT];
}
