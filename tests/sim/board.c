/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/sim/board.h"
#include "tests/sim/inside.h"

#define STEP_MS		1000		/* of the integration */
#define HISTORY_MS	300000		/* between two readings before 0 */
#define LOAD_DAY_S	3600.0		/* of the circuit's load */
#define UJ_PER_UWH	3600
#define BEGIN_MS	INT64_C(1767225600000)	/* all registers were 0 */

double
board_power_w(const struct board *b, int64_t now_ms)
{
	double day = (double)now_ms / 1000 / LOAD_DAY_S + b->number * 0.07;
	double wave = noise_wave(b->noise, now_ms, 20000);
	double w = b->base_w * (0.75 + 0.2 * sin(2 * M_PI * day) +
	    0.04 * wave);

	return w > 0 ? w : 0;
}

void
board_init(struct board *b, int number, uint64_t seed, int64_t wall_ms,
    int64_t period_ms, int64_t max, int64_t history_ms)
{
	int64_t seconds;

	*b = (struct board){ .number = number, .wall_ms = wall_ms,
	    .period_ms = period_ms, .max = max, .now_ms = -history_ms,
	    .boot_ms = -history_ms };
	b->noise = noise_key(noise_key(seed, 0xb0a2d), (uint64_t)number);
	snprintf(b->name, sizeof b->name, "esp32-%02d", number);
	snprintf(b->place, sizeof b->place, "Hall %d", 1 + (number - 1) / 4);
	b->base_w = 800 + 5200 * noise_share(b->noise);
	/* So that a later run of the simulator goes on above this one. */
	seconds = (wall_ms - history_ms - BEGIN_MS) / 1000;
	b->register_uwh = (int64_t)(b->base_w / 3600 *
	    (double)seconds) * 1000000;
	b->boot = wall_ms / 1000;
	b->boot_register_uwh = b->saved_uwh = b->register_uwh;
	/* They do not all speak at once. */
	b->next_ms = (int64_t)((double)period_ms *
	    noise_share(noise_key(b->noise, 3))) - history_ms;
}

static void
draw(struct board *b, int64_t until_ms)
{
	while (b->now_ms < until_ms) {
		int64_t step = until_ms - b->now_ms;
		int64_t milliw;

		if (step > STEP_MS)
			step = STEP_MS;
		milliw = (int64_t)(board_power_w(b, b->now_ms) * 1000);
		b->rest_uj += milliw * step;
		b->register_uwh += b->rest_uj / UJ_PER_UWH;
		b->rest_uj %= UJ_PER_UWH;
		b->now_ms += step;
	}
	if (b->register_uwh - b->saved_uwh >= BOARD_SAVE_UWH)
		b->saved_uwh = b->register_uwh -
		    b->register_uwh % BOARD_SAVE_UWH;
}

static int64_t
shown(int64_t uwh)
{
	return uwh - uwh % BOARD_ZERO_UWH;
}

static void
make_reading(struct board *b)
{
	struct board_reading *r;

	if (b->made_n - b->first == BOARD_KEEPS) {
		b->first++;
		b->dropped++;
	}
	r = &b->kept[b->made_n++ % BOARD_KEEPS];
	*r = (struct board_reading){ .at_ms = b->wall_ms + b->now_ms,
	    .boot = b->boot, .seq = ++b->seq,
	    .uptime_ms = b->now_ms - b->boot_ms,
	    .register_uwh = shown(b->register_uwh),
	    .boot_register_uwh = shown(b->boot_register_uwh),
	    .power_milliw = (int64_t)(board_power_w(b, b->now_ms) * 1000),
	    .copies = b->faults & BOARD_TWICE ? 1 : 0 };
	/* What was saved just before a restart may be more than was told. */
	if (b->began)
		b->expected_uwh += r->register_uwh - (r->seq == 1 &&
		    r->boot_register_uwh < b->last_uwh ?
		    r->boot_register_uwh : b->last_uwh);
	b->began = true;
	b->last_uwh = r->register_uwh;
}

void
board_step(struct board *b, int64_t now_ms)
{
	for (int i = 0; i < BOARD_FAULTS; i++)
		if (b->until_ms[i] && now_ms >= b->until_ms[i]) {
			b->until_ms[i] = 0;
			b->faults &= ~(1u << i);
		}
	while (b->next_ms <= now_ms) {
		draw(b, b->next_ms);
		b->next_ms += b->next_ms < -HISTORY_MS ? HISTORY_MS :
		    b->period_ms;
		if (!(b->faults & BOARD_DEAD) &&
		    (b->max == 0 || b->made_n < b->max))
			make_reading(b);
	}
	draw(b, now_ms);
}

void
board_tidy(struct board *b)
{
	while (b->first < b->made_n &&
	    b->kept[b->first % BOARD_KEEPS].sent == BOARD_ACKNOWLEDGED)
		b->first++;
}

struct board_reading *
board_next(struct board *b)
{
	if (b->faults & BOARD_OFFLINE)
		return NULL;
	for (int64_t n = 0; n < b->made_n - b->first; n++) {
		int64_t i = b->faults & BOARD_SHUFFLE ? b->made_n - 1 - n :
		    b->first + n;
		struct board_reading *r = &b->kept[i % BOARD_KEEPS];

		if (r->sent == BOARD_WAITS)
			return r;
	}
	return NULL;
}

/* ---- What happens to it ------------------------------------------------- */

static void
restart(struct board *b, int64_t register_uwh)
{
	b->register_uwh = b->saved_uwh = register_uwh;
	b->boot_register_uwh = register_uwh;
	b->rest_uj = 0;
	b->boot++;
	b->seq = 0;
	b->boot_ms = b->now_ms;
}

const char *
board_command(struct board *b, const char *fault, const char *argument,
    int64_t for_ms)
{
	/* In the order of enum board_fault. */
	static const char *const words[BOARD_FAULTS] = { "offline", "dead",
	    "twice", "shuffle", "clock 1970", "clock millis", "clock ahead",
	    "clock 2099", "clock none", "old", "spike", "negative", "text",
	    "nan", "rubbish", "huge", "other-name" };
	char word[40];

	snprintf(word, sizeof word, "%s%s%s", fault, argument ? " " : "",
	    argument ? argument : "");
	if (!strcmp(word, "ok")) {
		b->faults = 0;
		memset(b->until_ms, 0, sizeof b->until_ms);
		return NULL;
	}
	if (!strcmp(word, "restart") || !strcmp(word, "zero")) {
		restart(b, *word == 'z' ? 0 : b->saved_uwh);
		return NULL;
	}
	if (!strcmp(fault, "period") && argument &&
	    strtod(argument, NULL) >= 0.001) {
		b->period_ms = (int64_t)(strtod(argument, NULL) * 1000);
		b->next_ms = b->now_ms + b->period_ms;
		return NULL;
	}
	for (int i = 0; i < BOARD_FAULTS; i++)
		if (!strcmp(word, words[i])) {
			b->faults |= 1u << i;
			b->until_ms[i] = for_ms > 0 ? b->now_ms + for_ms : 0;
			return NULL;
		}
	return "no such fault of a meter";
}

/* ---- What it says ------------------------------------------------------- */

static void
say_clock(const struct board *b, const struct board_reading *r,
    struct json *j)
{
	int64_t at_ms = r->at_ms;

	if (b->faults & BOARD_NO_CLOCK)
		return;
	json_key(j, "timestamp");
	if (b->faults & BOARD_CLOCK_MILLIS) {
		json_int(j, r->uptime_ms);
		return;
	}
	if (b->faults & BOARD_CLOCK_1970)
		at_ms = r->uptime_ms;
	if (b->faults & BOARD_CLOCK_2099)
		at_ms = INT64_C(4070908800000) + r->uptime_ms;
	if (b->faults & BOARD_CLOCK_AHEAD)
		at_ms += 3600000;
	json_time(j, at_ms);
}

/* A number of 1000ths, with its decimals. */
static void
say_milli(const struct board *b, struct json *j, const char *key,
    int64_t milli)
{
	const char *quote = b->faults & BOARD_TEXT ? "\"" : "";
	int64_t size = milli < 0 ? -milli : milli;
	char text[48];

	snprintf(text, sizeof text, "%s%s%lld.%03lld%s", quote,
	    milli < 0 ? "-" : "", (long long)size / 1000,
	    (long long)size % 1000, quote);
	json_key(j, key);
	json_raw(j, b->faults & BOARD_NAN ? "NaN" : text);
}

static void
say_register(const struct board *b, const struct board_reading *r,
    struct json *j)
{
	int64_t uwh = r->register_uwh;

	if (b->faults & BOARD_NEGATIVE)
		uwh = -uwh;
	if (b->faults & BOARD_SPIKE && r->seq % 10 == 0)
		uwh += INT64_C(900000000) * 1000000;
	say_milli(b, j, "energy_wh_total", uwh / 1000);
}

void
board_text(const struct board *b, const struct board_reading *r,
    struct json *j)
{
	static char padding[100001];

	if (b->faults & BOARD_RUBBISH) {
		json_raw(j, "{\"energy_wh_total\": \x01\xff half a mess");
		return;
	}
	json_open(j, '{');
	json_pair(j, "esp32_name", b->faults & BOARD_OTHER_NAME ?
	    "somebody-else" : b->name);
	json_pair(j, "classroom", b->place);
	say_clock(b, r, j);
	say_milli(b, j, "power_w", r->power_milliw);
	say_register(b, r, j);
	if (!(b->faults & BOARD_OLD)) {
		json_pair_int(j, "boot", r->boot);
		say_milli(b, j, "boot_energy_wh", r->boot_register_uwh / 1000);
	}
	json_pair_int(j, "sequence_no", r->seq);
	json_pair_int(j, "uptime_seconds", r->uptime_ms / 1000);
	json_key(j, "switch_state");
	json_open(j, '{');
	json_pair_bool(j, "1", true);
	json_pair_bool(j, "2", b->number % 2 == 0);
	json_close(j, '}');
	json_pair(j, "status", "online");
	json_pair(j, "firmware_ver", b->faults & BOARD_OLD ? "sim-0" :
	    "sim-1");
	json_pair_int(j, "wifi_rssi", -50 - b->number % 30);
	json_pair_int(j, "free_heap", 181000);
	if (b->faults & BOARD_HUGE) {
		memset(padding, '0', sizeof padding - 1);
		json_pair(j, "padding", padding);
	}
	json_close(j, '}');
}
