/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include "hive/base/text.h"
#include "tests/sim/inside.h"

void
farm_defaults(struct farm_options *o)
{
	*o = (struct farm_options){
		.miners = 50, .seed = 1, .net = "127.1.0.0/16",
		.password = "admin", .wall_ms = 1790000000000,
		.token_ms = 240000, .zero_ms = 80000,
		.tuned_percent = 75, .dead_percent = 1.5,
		.switcher_percent = 6, .odd_percent = 8,
		.ignored_percent = 0.5, .restart_percent = 2,
		.late_percent = 0.5, .refused_percent = 0.5,
		.other_load_w = -1,
		.shape = PLANT_DAY, .plant_day_ms = 3600000,
		.plant_period_ms = 60000,
		.plant_latency_ms = 300,
		.trip_first_ms = 300000, .trip_every_ms = 1200000,
		.trip_ms = 240000, .trip_share = 0.3,
		.plant_id = "riverside", .plant_key = "demo-plant-key",
		.meter_includes_miners = true
	};
}

/* "127.1.0.0/16" into its first address and its size. */
static const char *
read_net(const char *text, uint32_t *net, uint32_t *size)
{
	char host[32], end;
	unsigned bits;
	const char *slash = strchr(text, '/');

	if (!slash || slash - text >= (long)sizeof host)
		return "the network is no ADDRESS/BITS";
	snprintf(host, sizeof host, "%.*s", (int)(slash - text), text);
	if (!text_ipv4(host, net) || sscanf(slash, "/%u%c", &bits, &end) != 1 ||
	    bits < 8 || bits > 30)
		return "the network is no ADDRESS/BITS with 8 to 30 bits";
	*size = 1u << (32 - bits);
	*net &= ~(*size - 1);
	return NULL;
}

/* The nth host, n from 0; .0 and .255 are left out. */
static uint32_t
nth_ip(const struct farm *farm, uint32_t n)
{
	return farm->net + n / 254 * 256 + n % 254 + 1;
}

static uint32_t
room_for(const struct farm *farm)
{
	return farm->net_size < 256 ? farm->net_size - 2 :
	    farm->net_size / 256 * 254;
}

void
farm_readdress(struct farm *farm)
{
	memset(farm->by_ip, 0, farm->by_ip_n * sizeof *farm->by_ip);
	for (int i = farm->miners_n; i > 0; i--) {
		size_t at = noise_key(farm->miners[i - 1].ip, 7) %
		    farm->by_ip_n;

		while (farm->by_ip[at])
			at = (at + 1) % farm->by_ip_n;
		farm->by_ip[at] = i;
	}
}

int
farm_at(const struct farm *farm, uint32_t ip)
{
	size_t at = noise_key(ip, 7) % farm->by_ip_n;
	int found = 0;

	for (; farm->by_ip[at]; at = (at + 1) % farm->by_ip_n)
		if (farm->miners[farm->by_ip[at] - 1].ip == ip)
			found = farm->by_ip[at];
	return found;
}

uint32_t
farm_free_ip(const struct farm *farm)
{
	for (uint32_t n = room_for(farm); n > 0; n--)
		if (!farm_at(farm, nth_ip(farm, n - 1)))
			return nth_ip(farm, n - 1);
	return 0;
}

static void
make_miner(struct farm *farm, struct miner *m, int number)
{
	const struct farm_options *o = &farm->options;
	uint64_t key = noise_key(farm->noise, (uint64_t)number);

	m->noise = key;
	m->number = number;
	m->ip = nth_ip(farm, (uint32_t)number - 1);
	m->mac[0] = 0x02;
	m->mac[1] = (uint8_t)(key >> 8);
	m->mac[2] = (uint8_t)(key >> 16);
	m->mac[3] = (uint8_t)(0x30 + number / 65536);
	m->mac[4] = (uint8_t)(number / 256);
	m->mac[5] = (uint8_t)number;
	m->model = o->model ? model_named(o->model) :
	    model_drawn(100 * noise_share(noise_key(key, 60)));
	m->firmware = o->firmware ? firmware_named(o->firmware) :
	    firmware_drawn(100 * noise_share(noise_key(key, 61)));
	snprintf(m->password, sizeof m->password, "%s", o->password);
	if (noise_share(noise_key(key, 62)) * 100 < o->closed_percent)
		m->faults |= CLOSED;
	miner_begin(farm, m);
}

static const char *
check_options(struct farm *farm)
{
	const struct farm_options *o = &farm->options;
	const char *error = read_net(o->net, &farm->net, &farm->net_size);

	if (error)
		return error;
	if (o->miners < 1 || o->miners > 10000)
		return "the number of miners is not within 1..10000";
	if ((uint32_t)o->miners > room_for(farm))
		return "the network is too small for that many miners";
	if (o->model && !model_named(o->model))
		return "no such model";
	if (o->firmware && !firmware_named(o->firmware))
		return "no such firmware version";
	if (o->plant_day_ms < 1000 || o->plant_period_ms < 100 ||
	    o->plant_latency_ms < 0)
		return "the plant's day, period or latency is too short";
	return NULL;
}

struct farm *
farm_new(const struct farm_options *options, const char **error)
{
	struct arena arena;
	struct farm *farm;

	arena_init(&arena, (size_t)2 << 30);
	farm = arena_take(&arena, sizeof *farm);
	farm->options = *options;
	if ((*error = check_options(farm))) {
		arena_free(&arena);
		return NULL;
	}
	farm->noise = noise_key(options->seed, 1);
	farm->miners_n = options->miners;
	farm->miners = ARENA_MANY(&arena, struct miner, options->miners);
	farm->by_ip_n = (size_t)options->miners * 2 + 61;
	farm->by_ip = ARENA_MANY(&arena, int, farm->by_ip_n);
	farm->arena = arena;
	for (int i = 1; i <= farm->miners_n; i++)
		make_miner(farm, &farm->miners[i - 1], i);
	farm_readdress(farm);
	sim_plant_begin(farm);
	return farm;
}

void
farm_free(struct farm *farm)
{
	struct arena arena;

	if (!farm)
		return;
	/* The farm lies in its own arena. */
	arena = farm->arena;
	arena_free(&arena);
}

void
farm_advance(struct farm *farm, int64_t now_ms)
{
	while (plant_next_ms(farm) <= now_ms) {
		int64_t next = plant_next_ms(farm);

		events_run(farm, next);
		farm->now_ms = next;
		plant_collect(farm);
	}
	events_run(farm, now_ms);
	if (now_ms > farm->now_ms)
		farm->now_ms = now_ms;
}

int64_t
farm_now(const struct farm *farm)
{
	return farm->now_ms;
}

/* While the system goes down and, later, is up without its web server, the
 * port is closed; in between, or without current, there is nobody at all. */
static enum sim_door
boot_door(const struct farm *farm, const struct miner *m)
{
	if (m->until_ms == NEVER)
		return SIM_SILENT;
	return farm->now_ms < m->since_ms + 5000 ||
	    farm->now_ms >= m->until_ms - 10000 ? SIM_REFUSED : SIM_SILENT;
}

enum sim_door
farm_door(struct farm *farm, uint32_t ip)
{
	int number = farm_at(farm, ip);
	struct miner *m;

	if (!number)
		return SIM_REFUSED;
	m = &farm->miners[number - 1];
	miner_to_now(farm, m);
	if (m->faults & SILENT)
		return SIM_SILENT;
	if (m->state == BOOTING)
		return boot_door(farm, m);
	return m->faults & OFFLINE ? SIM_REFUSED : SIM_OPEN;
}
