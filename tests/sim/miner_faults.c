/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hive/base/text.h"
#include "tests/sim/inside.h"

/* What a command can do to a miner. */

static const char *
slow(struct farm *farm, struct miner *m, const char *ms, bool on)
{
	(void)farm;
	if (on)
		m->slow_ms = strtoll(ms, NULL, 10);
	return NULL;
}

static const char *
hang(struct farm *farm, struct miner *m, const char *ms, bool on)
{
	(void)farm;
	if (on)
		m->hang_ms = *ms ? strtoll(ms, NULL, 10) : 30000;
	return NULL;
}

static const char *
clear(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)farm, (void)arg, (void)on;
	m->faults = 0;
	m->dead_boards = m->lost_fans = 0;
	m->hot_c = 0;
	m->clock_ms = 0;
	return NULL;
}

static const char *
online(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)farm, (void)arg, (void)on;
	m->faults &= ~(uint32_t)(OFFLINE | SILENT);
	return NULL;
}

static const char *
mac(struct farm *farm, struct miner *m, const char *text, bool on)
{
	char to[18];

	(void)farm, (void)on;
	if (!text_mac(to, text))
		return "this is no MAC address";
	for (size_t i = 0; i < 6; i++)
		m->mac[i] = (uint8_t)strtoul(to + 3 * i, NULL, 16);
	return NULL;
}

static const char *
clash(struct farm *farm, struct miner *m, const char *number, bool on)
{
	long n = strtol(number, NULL, 10);

	(void)on;
	if (n < 1 || n > farm->miners_n)
		return "there is no miner with that number";
	memcpy(m->mac, farm->miners[n - 1].mac, sizeof m->mac);
	return NULL;
}

static const char *
address(struct farm *farm, struct miner *m, const char *text, bool on)
{
	uint32_t ip = 0;

	(void)on;
	if (!strcmp(text, "new"))
		ip = farm_free_ip(farm);
	else if (!text_ipv4(text, &ip))
		return "this is no IPv4 address";
	if (!ip || farm_at(farm, ip))
		return "that address is taken";
	m->ip = ip;
	farm_readdress(farm);
	return NULL;
}

/* A board or fan that is lost takes its part of the power with it. */
static const char *
board(struct farm *farm, struct miner *m, const char *number, bool on)
{
	long n = strtol(number, NULL, 10);

	if (n < 1 || n > BOARDS)
		return "boards are numbered 1 to 3";
	miner_bend(m, farm->now_ms, 3000);
	if (on)
		m->dead_boards |= 1u << (n - 1);
	else
		m->dead_boards &= ~(1u << (n - 1));
	return NULL;
}

static const char *
fan(struct farm *farm, struct miner *m, const char *number, bool on)
{
	long n = strtol(number, NULL, 10);

	(void)farm;
	if (n < 0 || n > 3)
		return "fans are numbered 0 to 3";
	if (on)
		m->lost_fans |= 1u << n;
	else
		m->lost_fans &= ~(1u << n);
	return NULL;
}

static const char *
hot(struct farm *farm, struct miner *m, const char *degrees, bool on)
{
	(void)farm;
	m->hot_c = on ? strtod(degrees, NULL) : 0;
	return NULL;
}

static const char *
clock_off(struct farm *farm, struct miner *m, const char *s, bool on)
{
	(void)farm;
	m->clock_ms = on ? 1000 * strtoll(s, NULL, 10) : 0;
	return NULL;
}

static const char *
fail(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg;
	if (on && m->state != BOOTING)
		miner_fail(m, farm->now_ms);
	else if (m->state == FAILURE)
		miner_restart(farm, m, farm->now_ms);
	return NULL;
}

static const char *
mend(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg, (void)on;
	m->faults &= ~(uint32_t)(BROKEN | LOOPS | ZERO_HASH);
	m->dead_boards = m->lost_fans = 0;
	if (m->state == FAILURE)
		miner_restart(farm, m, farm->now_ms);
	return NULL;
}

static const char *
loop(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg;
	if (on && m->state == MINING)
		miner_restart(farm, m, farm->now_ms);
	return NULL;
}

static const char *
unplug(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg;
	if (on)
		miner_unplug(m, farm->now_ms);
	else
		miner_plug(farm, m, farm->now_ms);
	return NULL;
}

static const char *
plug(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg, (void)on;
	if (m->state == BOOTING && m->until_ms == NEVER)
		miner_plug(farm, m, farm->now_ms);
	return NULL;
}

static const char *
reboot(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg, (void)on;
	miner_plug(farm, m, farm->now_ms);
	return NULL;
}

static const char *
expire(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)farm, (void)arg, (void)on;
	memset(m->sessions, 0, sizeof m->sessions);
	return NULL;
}

static const char *
forget_keys(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)farm, (void)arg, (void)on;
	memset(m->keys, 0, sizeof m->keys);
	return NULL;
}

static const char *
password(struct farm *farm, struct miner *m, const char *text, bool on)
{
	(void)farm, (void)on;
	snprintf(m->password, sizeof m->password, "%s", text);
	return NULL;
}

/* A person at the miner's own page. */
static const char *
preset(struct farm *farm, struct miner *m, const char *name, bool on)
{
	int p = model_preset(m->model, name);

	(void)on;
	if (p < 0)
		return "the model has no such preset";
	m->configured = p;
	miner_run_preset(farm, m, p, farm->now_ms);
	return NULL;
}

static const char *
stop(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg;
	if (on && m->state != BOOTING && m->state != STOPPED)
		miner_stop(m, farm->now_ms);
	else if (!on && m->state == STOPPED)
		miner_start(farm, m, farm->now_ms);
	return NULL;
}

static const char *
start(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)on;
	return stop(farm, m, arg, false);
}

static const char *
restart(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)arg, (void)on;
	if (m->state != BOOTING)
		miner_restart(farm, m, farm->now_ms);
	return NULL;
}

static const char *
untuned(struct farm *farm, struct miner *m, const char *arg, bool on)
{
	(void)farm, (void)arg, (void)on;
	m->tuned = 0;
	return NULL;
}

const struct sim_fault miner_faults[] = {
	{ "ok", 0, NOTHING, false, clear, NULL },
	/* the network */
	{ "offline", OFFLINE, NOTHING, true, NULL, NULL },
	{ "silent", SILENT, NOTHING, true, NULL, NULL },
	{ "online", 0, NOTHING, false, online, NULL },
	{ "slow", SLOW, NUMBER, true, slow, NULL },
	{ "hang", HANG, MAYBE_NUMBER, true, hang, NULL },
	{ "mac", 0, WORD, false, mac, NULL },
	{ "clash", 0, NUMBER, false, clash, NULL },
	{ "address", 0, WORD, false, address, NULL },
	/* its web server */
	{ "half", HALF, NOTHING, true, NULL, NULL },
	{ "long-length", LONG_LENGTH, NOTHING, true, NULL, NULL },
	{ "short-length", SHORT_LENGTH, NOTHING, true, NULL, NULL },
	{ "endless", ENDLESS, NOTHING, true, NULL, NULL },
	{ "not-json", NOT_JSON, NOTHING, true, NULL, NULL },
	{ "deep-json", DEEP, NOTHING, true, NULL, NULL },
	{ "empty", EMPTY, NOTHING, true, NULL, NULL },
	{ "500", ERROR_500, NOTHING, true, NULL, NULL },
	{ "401", NO_CREDENTIALS | CLOSED, NOTHING, true, NULL, NULL },
	{ "closed", CLOSED, NOTHING, true, NULL, NULL },
	{ "foreign", FOREIGN, NOTHING, true, NULL, NULL },
	{ "stock", STOCK, NOTHING, true, NULL, NULL },
	{ "hostile", HOSTILE, NOTHING, true, NULL, NULL },
	{ "absurd", ABSURD, NOTHING, true, NULL, NULL },
	{ "clock", 0, NUMBER, true, clock_off, NULL },
	{ "null-summary", NULL_MINER, NOTHING, true, NULL, NULL },
	{ "null-preset", NULL_PRESET, NOTHING, true, NULL, NULL },
	{ "expire", 0, NOTHING, false, expire, NULL },
	{ "forget-keys", 0, NOTHING, false, forget_keys, NULL },
	{ "password", 0, WORD, false, password, NULL },
	/* preset changes */
	{ "ignore-preset", IGNORES, NOTHING, true, NULL, NULL },
	{ "restart-required", WANTS_RESTART, NOTHING, true, NULL, NULL },
	{ "late-restart", LATE_RESTART, NOTHING, true, NULL, NULL },
	{ "refuse-preset", REFUSES, NOTHING, true, NULL, NULL },
	{ "untuned", 0, NOTHING, false, untuned, NULL },
	/* mining */
	{ "zero-hash", ZERO_HASH, NOTHING, true, NULL, NULL },
	{ "pool-dead", POOL_DEAD, NOTHING, true, NULL, NULL },
	{ "loop", LOOPS, NOTHING, true, loop, NULL },
	{ "fail", BROKEN, NOTHING, true, fail, NULL },
	{ "mend", 0, NOTHING, false, mend, NULL },
	{ "board", 0, NUMBER, true, board, NULL },
	{ "fan", 0, NUMBER, true, fan, NULL },
	{ "hot", 0, NUMBER, true, hot, NULL },
	{ "unplug", 0, NOTHING, true, unplug, NULL },
	{ "plug", 0, NOTHING, false, plug, NULL },
	{ "reboot", 0, NOTHING, false, reboot, NULL },
	{ "preset", 0, WORD, false, preset, NULL },
	{ "stop", 0, NOTHING, true, stop, NULL },
	{ "start", 0, NOTHING, false, start, NULL },
	{ "restart", 0, NOTHING, false, restart, NULL },
	{ .name = NULL }
};
