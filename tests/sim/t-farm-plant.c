/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/text.h"
#include "tests/lib/farm_help.h"

static int
ask_plant(struct rig *b, const char *query, const char *key)
{
	struct sim_request q = { .method = "GET", .path = "/data/latest",
	    .query = query, .authorization = key };

	farm_plant_ask(b->farm, &b->arena, &q, &b->reply);
	return b->reply.status;
}

/* A reading with the right key. */
static int
plant(struct rig *b)
{
	return ask_plant(b, "plant_id=riverside", "Bearer demo-plant-key");
}

static void
steady(struct rig *b)
{
	rig_calm(b, 20);
	b->options.shape = PLANT_STEADY;
	rig_open(b);
	rig_wait(b, 1);
}

static bool
about(double x, double wanted)
{
	return x > wanted * 0.98 && x < wanted * 1.02;
}

static void
test_reading(void)
{
	struct rig b;

	steady(&b);
	CHECK(ask_plant(&b, "", NULL) == 401);
	CHECK(ask_plant(&b, "", "Bearer wrong") == 401);
	CHECK(ask_plant(&b, "plant_id=other", "Bearer demo-plant-key") ==
	    404);
	CHECK(plant(&b) == 200);
	CHECK(rig_says(&b, "\"plant_id\":\"riverside\""));
	/* kW under a name that says MW. */
	CHECK(about(rig_number(&b, "generation_mw") * 1000,
	    farm_generation_w(b.farm)));
	CHECK(about(rig_number(&b, "consumption_mw") * 1000,
	    farm_other_load_w(b.farm) + farm_load_w(b.farm)));
	CHECK(rig_says(&b, "\"confidence_score\":1,"));
	farm_free(b.farm);
	b.options.plant_unit_mw = true;
	b.options.meter_includes_miners = false;
	rig_open(&b);
	rig_wait(&b, 1);
	plant(&b);
	CHECK(about(rig_number(&b, "generation_mw") * 1e6,
	    farm_generation_w(b.farm)));
	CHECK(about(rig_number(&b, "consumption_mw") * 1e6,
	    farm_other_load_w(b.farm)));
	rig_close(&b);
}

static void
test_list(void)
{
	struct rig b;
	const char *p;
	int rows = 0;

	steady(&b);
	rig_wait(&b, 200);
	CHECK(ask_plant(&b, "format=a", "Bearer demo-plant-key") == 200);
	CHECK(rig_number(&b, "count") == 4);
	for (p = b.reply.body; (p = strstr(p, "\"timestamp\"")); p++)
		rows++;
	CHECK(rows == 4);
	CHECK(about(rig_number(&b, "total_generation") * 1000,
	    farm_generation_w(b.farm)));
	rig_close(&b);
}

/* Once a minute there is something new, however often one asks. */
static void
test_period(void)
{
	struct rig b;
	double id;

	steady(&b);
	plant(&b);
	id = rig_number(&b, "id");
	rig_wait(&b, 58);
	plant(&b);
	CHECK(rig_number(&b, "id") == id);
	rig_wait(&b, 1.1);
	plant(&b);
	CHECK(rig_number(&b, "id") == id);
	rig_wait(&b, 0.3);
	plant(&b);
	CHECK(rig_number(&b, "id") == id + 1);
	rig_close(&b);
}

static void
test_trip(void)
{
	struct rig b;
	double before;

	steady(&b);
	before = farm_generation_w(b.farm);
	CHECK(!farm_command(b.farm, "at 100 trip 0.3 for 120"));
	rig_wait(&b, 98);
	CHECK(about(farm_generation_w(b.farm), before));
	rig_wait(&b, 4);
	CHECK(about(farm_generation_w(b.farm), 0.7 * before));
	plant(&b);
	CHECK(about(rig_number(&b, "generation_mw") * 1000, before));
	rig_wait(&b, 20);
	plant(&b);
	CHECK(about(rig_number(&b, "generation_mw") * 1000, 0.7 * before));
	rig_wait(&b, 200);
	CHECK(about(farm_generation_w(b.farm), before));
	rig_close(&b);
}

/* Minute 5, and every 20 minutes from then on. */
static void
test_trips_by_themselves(void)
{
	static const struct {
		int	minute;
		bool	tripped;
	} rows[] = { { 4, false }, { 6, true }, { 12, false }, { 24, false },
	    { 26, true }, { 40, false }, { 46, true } };
	struct rig b;

	rig_calm(&b, 5);
	b.options.shape = PLANT_STEADY;
	b.options.trip_first_ms = 300000;
	rig_open(&b);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		farm_advance(b.farm, rows[i].minute * 60000);
		CHECK(about(farm_generation_w(b.farm),
		    farm_nameplate_w(b.farm) * (rows[i].tripped ? 0.56 :
		    0.8)));
	}
	rig_close(&b);
}

static void
test_day(void)
{
	struct rig b;
	double min = 1e12, max = 0;

	rig_calm(&b, 5);
	b.options.plant_day_ms = 600000;
	rig_open(&b);
	for (int s = 0; s < 600; s += 5) {
		double w;

		rig_wait(&b, 5);
		w = farm_generation_w(b.farm) / farm_nameplate_w(b.farm);
		min = w < min ? w : min;
		max = w > max ? w : max;
	}
	CHECK(min > 0.40 && min < 0.50);
	CHECK(max > 0.90 && max < 1.00);
	rig_close(&b);
}

/* Each fault shows in the reply while it lasts, and not after. */
static void
test_faults(void)
{
	static const struct {
		const char	*fault;
		int		 status;
		const char	*says;
	} rows[] = {
		{ "plant trust 0.4", 200, "\"confidence_score\":0.4" },
		{ "plant failed 2", 200, "\"error\",\"value_mw\":null" },
		{ "plant http 503", 503, "\"err\"" },
		{ "plant not-json", 200, "Bad gateway" },
		{ "plant negative 1", 200, "\"value_mw\":-" }
	};
	struct rig b;

	steady(&b);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		CHECK(!farm_command(b.farm, arena_printf(&b.arena,
		    "%s for 10", rows[i].fault)));
		CHECK(plant(&b) == rows[i].status);
		CHECK(rig_says(&b, rows[i].says));
		rig_wait(&b, 11);
		CHECK(plant(&b) == 200);
		CHECK(!rig_says(&b, rows[i].says));
	}
	farm_command(b.farm, "plant slow 4000");
	plant(&b);
	CHECK(b.reply.delay_ms == 4000);
	farm_command(b.farm, "plant ok");
	farm_command(b.farm, "plant silent");
	plant(&b);
	CHECK(b.reply.end == SIM_HANG);
	farm_command(b.farm, "plant ok");
	farm_command(b.farm, "plant half");
	plant(&b);
	CHECK(b.reply.end == SIM_CUT && b.reply.cut_after < b.reply.len);
	rig_close(&b);
}

static void
test_bad_values(void)
{
	struct rig b;
	double made, id;
	char stamp[64];

	steady(&b);
	plant(&b);
	made = rig_number(&b, "generation_mw");
	farm_command(b.farm, "plant x1000");
	plant(&b);
	CHECK(about(rig_number(&b, "generation_mw"), made * 1000));
	farm_command(b.farm, "plant ok");
	farm_command(b.farm, "plant missing 1");
	plant(&b);
	CHECK(!rig_says(&b, "upper_turbine"));
	CHECK(rig_number(&b, "generation_mw") < made * 0.6);
	farm_command(b.farm, "plant ok");
	farm_command(b.farm, "plant totals");
	plant(&b);
	CHECK(about(rig_number(&b, "generation_mw"), made * 1.25));
	/* Stale: nothing new.  Frozen: new, but the same. */
	farm_command(b.farm, "plant ok");
	plant(&b);
	id = rig_number(&b, "id");
	farm_command(b.farm, "plant stale");
	rig_wait(&b, 600);
	plant(&b);
	CHECK(rig_number(&b, "id") == id);
	farm_command(b.farm, "plant ok");
	farm_command(b.farm, "plant frozen");
	rig_wait(&b, 600);
	plant(&b);
	CHECK(rig_number(&b, "id") > id);
	snprintf(stamp, sizeof stamp, "\"generation_mw\":%.12g", made);
	CHECK(rig_says(&b, stamp));
	rig_close(&b);
}

static void
test_commands(void)
{
	static const struct {
		const char	*line;
		bool		 good;
	} rows[] = {
		{ "miner 1 slow 500", true }, { "miner 1 slow", false },
		{ "miner 1 slow soon", false }, { "miner 1-5 silent", true },
		{ "miner 5-1 silent", false }, { "miner 0 silent", false },
		{ "miner 21 silent", false }, { "miner 5% 500", true },
		{ "miner all ok", true }, { "miner 1,3,7-9 online", true },
		{ "miner 1 nonsense", false }, { "miner silent", false },
		{ "miner 1 ok for 5", false }, { "miner 1 half for 0", false },
		{ "miner 1 mac 02:00:00:00:00:09", true },
		{ "miner 1 mac nothing", false }, { "miner 1 clash 2", true },
		{ "miner 1 address 127.1.0.2", false },
		{ "miner 1 address new", true }, { "miner 1 board 4", false },
		{ "trip", true }, { "trip 0.2 for 60", true },
		{ "trip 2", false }, { "plant trip 0.1", true },
		{ "plant stale for 60", true }, { "plant nonsense", false },
		{ "plant missing 9", false }, { "at 1e3 miner 1 hang", true },
		{ "at soon miner 1 hang", false }, { "", false },
		{ "miner 1 password", false }, { "plant ok", true }
	};
	struct rig b;

	steady(&b);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		printf("# %s\n", rows[i].line);
		CHECK(!farm_command(b.farm, rows[i].line) == rows[i].good);
	}
	CHECK(!farm_fault(b.farm, "3:silent"));
	CHECK(!farm_fault(b.farm, "plant:stale for 9"));
	CHECK(farm_fault(b.farm, "3 silent") != NULL);
	CHECK_TEXT(farm_script(b.farm, &b.arena,
	    "# a comment\n\ntrip  # now\nminer 3 nonsense\n"),
	    "line 4: no such fault");
	/* What fails later is kept. */
	CHECK(!farm_command(b.farm, "at 2000 miner 2 address 127.1.0.3"));
	CHECK(!farm_trouble(b.farm));
	rig_wait(&b, 3000);
	CHECK_TEXT(farm_trouble(b.farm), "that address is taken");
	rig_close(&b);
}

static int
count_doors(struct rig *b, enum sim_door door)
{
	int n = 0;

	for (int i = 1; i <= farm_miners(b->farm); i++)
		n += farm_door(b->farm, rig_miner(b, i).ip) == door;
	return n;
}

static void
test_doors(void)
{
	struct rig b;
	uint32_t old, ip;
	char mac[18];

	rig_calm(&b, 200);
	rig_open(&b);
	CHECK(text_ipv4("127.1.0.1", &ip) && farm_at(b.farm, ip) == 1);
	CHECK(text_ipv4("127.1.0.254", &ip) && farm_door(b.farm, ip) ==
	    SIM_REFUSED);
	CHECK(!farm_command(b.farm, "miner 5% silent for 60"));
	CHECK(!farm_command(b.farm, "miner 1 offline"));
	CHECK(count_doors(&b, SIM_SILENT) == 10);
	CHECK(count_doors(&b, SIM_REFUSED) == 1);
	/* Nobody hears them; the meter does. */
	CHECK(rig_miner(&b, 1).power_w > 500);
	rig_wait(&b, 61);
	CHECK(count_doors(&b, SIM_SILENT) == 0);
	old = rig_miner(&b, 7).ip;
	CHECK(!farm_command(b.farm, "miner 7 address new"));
	CHECK(farm_door(b.farm, old) == SIM_REFUSED);
	CHECK(farm_at(b.farm, rig_miner(&b, 7).ip) == 7);
	snprintf(mac, sizeof mac, "%s", rig_miner(&b, 8).mac);
	CHECK(!farm_command(b.farm, "miner 9 clash 8"));
	CHECK_TEXT(rig_miner(&b, 9).mac, mac);
	rig_close(&b);
}

static void
test_spoilt_replies(void)
{
	static const struct {
		const char	*fault;
		enum sim_end	 end;
		int		 status;
		const char	*says;
	} rows[] = {
		{ "hang 5000", SIM_HANG, 0, "" },
		{ "half", SIM_CUT, 200, "\"miner\"" },
		{ "endless", SIM_ENDLESS, 200, "" },
		{ "long-length", SIM_WHOLE, 200, "\"miner\"" },
		{ "not-json", SIM_WHOLE, 200, "power_cons" },
		{ "deep-json", SIM_WHOLE, 200, "[[[[[[[[" },
		{ "empty", SIM_WHOLE, 200, "" },
		{ "500", SIM_WHOLE, 500, "{\"err\":" },
		{ "401", SIM_WHOLE, 401, "" },
		{ "foreign", SIM_WHOLE, 200, "<title>" },
		{ "stock", SIM_WHOLE, 401, "401" },
		{ "hostile", SIM_WHOLE, 200, "onerror=alert" },
		{ "absurd", SIM_WHOLE, 200, "-5e307" },
		{ "null-summary", SIM_WHOLE, 200, "{\"miner\":null}" }
	};
	struct rig b;

	rig_calm(&b, 1);
	rig_open(&b);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		printf("# %s\n", rows[i].fault);
		CHECK(!farm_command(b.farm, arena_printf(&b.arena,
		    "miner 1 %s for 5", rows[i].fault)));
		CHECK(rig_ask(&b, 1, "GET", "/summary", NULL) ==
		    rows[i].status);
		CHECK(b.reply.end == rows[i].end);
		CHECK(rig_says(&b, rows[i].says));
		rig_wait(&b, 6);
		CHECK(rig_ask(&b, 1, "GET", "/summary", NULL) == 200);
		CHECK(rig_number(&b, "power_consumption") > 500);
	}
	farm_command(b.farm, "miner 1 long-length for 5");
	rig_ask(&b, 1, "GET", "/summary", NULL);
	CHECK(b.reply.says_len > (int64_t)b.reply.len);
	rig_close(&b);
}

int
main(void)
{
	test_reading();
	test_list();
	test_period();
	test_trip();
	test_trips_by_themselves();
	test_day();
	test_faults();
	test_bad_values();
	test_commands();
	test_doors();
	test_spoilt_replies();
	return tap_done();
}
