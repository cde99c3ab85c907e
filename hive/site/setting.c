/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/duration.h"
#include "hive/json/json.h"
#include "hive/site/setting.h"

#define POWER_MAX_KW	1000000

const char *const balancer_mode_words[] = {
	[BALANCER_OFF] = "off", [BALANCER_OBSERVE] = "observe",
	[BALANCER_ACT] = "act", NULL
};

const char *const red_action_words[] = {
	[RED_AUTO] = "auto", [RED_PRESET] = "preset", [RED_STOP] = "stop",
	[RED_THROTTLE] = "throttle", NULL
};

const char *const boot_policy_words[] = {
	[BOOT_OFF] = "off", [BOOT_LOWEST] = "lowest", NULL
};

const char *const report_interval_words[] = {
	[REPORT_OFF] = "off", [REPORT_DAILY] = "daily",
	[REPORT_WEEKLY] = "weekly", NULL
};

const struct field setting_fields[] = {
	WORD(struct settings, balancer_mode, balancer_mode,
	    .doc = "observe decides and writes down, act also commands"),
	FIELD(struct settings, safety_margin_percent, .min = 0, .max = 50,
	    .doc = "% of what is available that stays unused"),
	FIELD(struct settings, tolerance_w, .min = 100, .max = 1000000,
	    .doc = "W around the target in which nothing is done"),
	FIELD(struct settings, balance_tolerance_percent, .min = 0,
	    .max = 10, .doc = "the same as % of the target, if more"),
	FIELD(struct settings, cooldown_s, .min = 0, .max = 3600,
	    .doc = "s between two changes of one miner; red ignores it"),
	FIELD(struct settings, dwell_s, .min = 0, .max = DAY_S,
	    .doc = "s that a miner stays before it is raised again"),
	FIELD(struct settings, up_window_s, .min = 0, .max = 7200,
	    .doc = "s over which the lowest target bounds raises"),
	FIELD(struct settings, ramp_up_kw_per_min, .min = 1,
	    .max = POWER_MAX_KW,
	    .doc = "kW a minute; null: a tenth of the target"),
	FIELD(struct settings, ramp_down_kw_per_min, .min = 1,
	    .max = POWER_MAX_KW,
	    .doc = "kW a minute outside red; null: at once"),
	WORD(struct settings, emergency_action, red_action,
	    .doc = "how load is shed in the red band"),
	FIELD(struct settings, blind_floor_percent, .min = 0, .max = 100,
	    .doc = "% of the last target that is kept without plant data"),
	FIELD(struct settings, blind_shutdown_s, .min = 60, .max = DAY_S,
	    .doc = "s without plant data until all stops; null: never"),
	FIELD(struct settings, contract_cap_kw, .min = 1,
	    .max = POWER_MAX_KW,
	    .doc = "kW that may never be exceeded; null: none"),
	FIELD(struct settings, critical_generation_kw, .min = 1,
	    .max = POWER_MAX_KW,
	    .doc = "kW of generation below which all stops; null: none"),
	FIELD(struct settings, max_phase_imbalance_kw, .min = 1,
	    .max = POWER_MAX_KW,
	    .doc = "kW between two phases; null: any"),
	FIELD(struct settings, in_flight_percent, .min = 1, .max = 100,
	    .doc = "% of the miners that may change at once for gain"),
	FIELD(struct settings, silent_quorum_percent, .min = 1,
	    .max = 100,
	    .doc = "% of silent miners above which none is raised"),
	FIELD(struct settings, max_changes_per_miner_hour, .min = 1,
	    .max = 60, .doc = "raises of one miner in an hour"),
	FIELD(struct settings, restart_batch, .min = 1, .max = 1000,
	    .doc = "miners that start at once"),
	FIELD(struct settings, restart_gap_s, .min = 1, .max = 600,
	    .doc = "s between two such batches"),
	WORD(struct settings, boot_preset_policy, boot_policy,
	    .doc = "lowest: who boots is told its lowest preset at once"),
	WORD(struct settings, report_interval, report_interval,
	    .doc = "how often a report of the site is sent"),
	FIELD(struct settings, chip_hot_c, .min = 40, .max = 120,
	    .doc = "degrees C of a chip above which an alert is raised"),
	FIELDS_END
};

const struct settings setting_defaults = {
	.balancer_mode = BALANCER_OBSERVE, .safety_margin_percent = 10,
	.tolerance_w = 2000, .balance_tolerance_percent = 0.4,
	.cooldown_s = 30, .dwell_s = 300, .up_window_s = 300,
	.ramp_up_kw_per_min = NONE, .ramp_down_kw_per_min = NONE,
	.emergency_action = RED_AUTO, .blind_floor_percent = 60,
	.blind_shutdown_s = NONE, .contract_cap_kw = NONE,
	.critical_generation_kw = NONE, .max_phase_imbalance_kw = NONE,
	.in_flight_percent = 6, .silent_quorum_percent = 20,
	.max_changes_per_miner_hour = 12, .restart_batch = 10,
	.restart_gap_s = 5, .boot_preset_policy = BOOT_OFF,
	.report_interval = REPORT_DAILY, .chip_hot_c = 95
};

struct row {
	const char	*name, *value;
};

static const struct field row_fields[] = {
	FIELD(struct row, name),
	FIELD(struct row, value),
	FIELDS_END
};

/* The member's bytes of one record to another; `keep' says in which arena a
 * text goes on living. */
static void
copy(const struct field *f, struct settings *to, const struct settings *from)
{
	size_t n = f->kind == F_TEXT ? sizeof(char *) : f->kind == F_WORD ?
	    sizeof(unsigned) : f->kind == F_REAL ? sizeof(double) :
	    sizeof(int64_t);

	memcpy((char *)to + f->at, (const char *)from + f->at, n);
}

static bool
absent(const struct field *f, const struct settings *s)
{
	switch (f->kind) {
	case F_TEXT:
	case F_WORD:
		return !record_text(f, s);
	case F_REAL:
		return isnan(AT_CONST(s, f, double));
	default:
		return AT_CONST(s, f, int64_t) == NONE;
	}
}

static const struct field *
one(const char *name, struct field pair[2])
{
	const struct field *f = record_field(setting_fields, name,
	    strlen(name));

	if (f) {
		pair[0] = *f;
		pair[1] = (struct field)FIELDS_END;
	}
	return f;
}

/* Values are kept as JSON, so that one reader knows them all. */
static void
take(struct arena *a, const struct row *r, struct settings *s)
{
	struct settings said;
	struct field pair[2];
	const struct field *f = one(r->name, pair);
	const char *text;

	if (!f)
		return;
	text = arena_printf(a, "{\"%s\":%s}", r->name, r->value);
	if (!json_read(a, text, strlen(text), pair, &said) &&
	    !absent(f, &said))
		copy(f, s, &said);
}

void
setting_load(struct db *db, struct arena *a, struct settings *s)
{
	static struct query q = QUERY("SELECT name, value FROM setting");
	struct row r;

	*s = setting_defaults;
	while (db_row(db, &q, row_fields, &r))
		take(a, &r, s);
}

static void
forget(struct db *db, const char *name)
{
	static struct query q = QUERY("DELETE FROM setting"
	    " WHERE name = :name");

	db_text(db, &q, ":name", name);
	db_run(db, &q);
}

static void
keep(struct db *db, const char *name, const char *value, int64_t now)
{
	static struct query q = QUERY("INSERT INTO setting"
	    " (name, value, changed_at) VALUES (:name, :value, :now)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value,"
	    " changed_at = excluded.changed_at");

	db_text(db, &q, ":name", name);
	db_text(db, &q, ":value", value);
	db_int(db, &q, ":now", now);
	db_run(db, &q);
}

void
setting_keep(struct db *db, struct arena *a, const struct settings *s,
    uint64_t given, int64_t now)
{
	struct json j;

	for (size_t i = 0; setting_fields[i].name; i++) {
		const struct field *f = &setting_fields[i];

		if (!(given & UINT64_C(1) << i))
			continue;
		if (absent(f, s)) {
			forget(db, f->name);
			continue;
		}
		json_init(&j, a);
		json_field(&j, f, s);
		keep(db, f->name, json_done(&j), now);
	}
}
