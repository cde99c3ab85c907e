/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/text.h"
#include "tests/sim/inside.h"

/* "0:02", "1:55", " 1:00" or "1 days, 17:02", as the firmware has it. */
static const char *
uptime(const struct ask *a)
{
	int64_t min = (a->farm->now_ms - a->miner->boot_ms) / 60000;
	int64_t days = min / 1440;

	min %= 1440;
	if (days)
		return arena_printf(a->arena, "%d days, %d:%02d", (int)days,
		    (int)(min / 60), (int)(min % 60));
	return arena_printf(a->arena, a->miner->number % 3 ? "%d:%02d" :
	    "%2d:%02d", (int)(min / 60), (int)(min % 60));
}

static void
network(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;
	char ip[16], mac[18];

	text_ipv4_show(ip, m->ip);
	snprintf(mac, sizeof mac, "%02X:%02X:%02X:%02X:%02X:%02X", m->mac[0],
	    m->mac[1], m->mac[2], m->mac[3], m->mac[4], m->mac[5]);
	json_key(j, "network_status");
	json_open(j, '{');
	json_pair(j, "mac", mac);
	json_pair_bool(j, "dhcp", true);
	json_pair(j, "ip", ip);
	json_pair(j, "netmask", "255.255.0.0");
	text_ipv4_show(ip, a->farm->net + a->farm->net_size - 2);
	json_pair(j, "gateway", ip);
	json_key(j, "dns");
	json_open(j, '[');
	json_text(j, ip);
	json_close(j, ']');
	json_pair(j, "hostname", faults_text(m, "Antminer"));
	json_close(j, '}');
}

static void
system_block(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;
	int total = 233712, spare = 150000 + (int)(m->noise % 20000);

	json_key(j, "system");
	json_open(j, '{');
	json_pair(j, "os", "GNU/Linux");
	json_pair(j, "miner_name", faults_text(m, m->model->alias));
	json_pair(j, "file_system_version", "");
	json_pair_int(j, "mem_total", total);
	json_pair_int(j, "mem_free", spare);
	json_pair_int(j, "mem_free_percent", 100 * spare / total);
	json_pair_int(j, "mem_buf", 31980);
	json_pair_int(j, "mem_buf_percent", 13);
	network(a);
	json_pair(j, "uptime", uptime(a));
	json_close(j, '}');
}

void
sim_get_info(struct ask *a)
{
	const struct miner *m = a->miner;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair(j, "miner", faults_text(m, m->model->name));
	json_pair(j, "model", faults_text(m, m->model->alias));
	json_pair(j, "fw_name", "Vnish");
	json_pair(j, "fw_version", m->firmware->version);
	json_pair(j, "build_uuid", "7d0c1d2e-9a43-4c55-8f6b-12d86b0a7e51");
	json_pair(j, "build_name", m->number % 5 ? "vnishnet" : "vnishus");
	json_pair(j, "platform", m->model->platform);
	json_pair(j, "install_type", "nand");
	json_pair(j, "build_time", m->firmware->build_time);
	if (m->firmware->dialect != OLD) {
		json_pair(j, "algorithm", strcmp(m->model->alias, "l7") ?
		    "sha256d" : "scrypt");
		json_pair(j, "hr_measure", m->model->measure);
	}
	system_block(a);
	json_pair(j, "serial", faults_text(m, "N/A"));
	json_close(j, '}');
	ask_json(a);
}

static void
topology(struct json *j, const struct sim_model *m)
{
	json_key(j, "topology");
	json_open(j, '{');
	json_key(j, "chips");
	json_open(j, '[');
	for (int row = 0; row < m->rows; row++) {
		json_open(j, '[');
		for (int column = 0; column < m->columns; column++) {
			int chip = row * m->columns + column;

			json_int(j, chip < m->chips ? chip : -1);
		}
		json_close(j, ']');
	}
	json_close(j, ']');
	json_pair_int(j, "num_cols", m->columns);
	json_pair_int(j, "num_rows", m->rows);
	json_close(j, '}');
}

static void
limits(struct ask *a)
{
	const struct sim_model *m = a->miner->model;
	struct json *j = &a->out;

	json_key(j, "cooling");
	json_open(j, '{');
	json_pair_int(j, "min_fan_pwm", 10);
	json_pair_int(j, "min_target_temp", 20);
	json_pair_int(j, "max_target_temp", 90);
	if (m->fans) {
		json_key(j, "fan_min_count");
		json_open(j, '{');
		json_pair_int(j, "min", 1);
		json_pair_int(j, "max", m->fans);
		json_pair_int(j, "default", m->fans);
		json_close(j, '}');
	}
	json_close(j, '}');
	json_key(j, "overclock");
	json_open(j, '{');
	json_pair_int(j, "max_voltage", m->volt + 160);
	json_pair_int(j, "min_voltage", m->volt - 180);
	json_pair_int(j, "default_voltage", m->volt);
	json_pair_int(j, "max_freq", 1000);
	json_pair_int(j, "min_freq", 50);
	json_pair_int(j, "default_freq", m->freq);
	json_pair_int(j, "warn_freq", m->freq + 175);
	json_pair_int(j, "max_voltage_stock_psu", m->volt + 120);
	if (a->miner->firmware->boards) {
		json_pair_bool(j, "power_metering", false);
		json_pair_int(j, "max_power_limit", m->stock_w * 3 / 2);
	}
	json_close(j, '}');
}

void
sim_get_model(struct ask *a)
{
	const struct sim_model *m = a->miner->model;
	struct json *j = &a->out;

	json_open(j, '{');
	json_pair(j, "full_name", faults_text(a->miner, m->name));
	json_pair(j, "model", faults_text(a->miner, m->alias));
	json_pair(j, "algorithm", strcmp(m->alias, "l7") ? "sha256d" :
	    "scrypt");
	json_pair(j, "series", m->series);
	json_pair(j, "platform", m->platform);
	json_pair(j, "install_type", "nand");
	json_pair(j, "hr_measure", m->measure);
	json_pair(j, "serial", "N/A");
	json_key(j, "chain");
	json_open(j, '{');
	json_pair_int(j, "chips_per_chain", m->chips);
	json_pair_int(j, "chips_per_domain", 2);
	json_pair_int(j, "num_chains", BOARDS);
	topology(j, m);
	json_close(j, '}');
	limits(a);
	json_close(j, '}');
	ask_json(a);
}
