/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/money/energy_sum.h"

/* One record, hive/money/energy_sum.h, as its several answers tell it. */

static const struct field quality_fields[] = {
	WORD(struct energy_item, confidence, confidence),
	FIELD_AS("booked_slots", struct energy_item, slots,
	    .doc = "quarters of an hour in the books"),
	FIELD_AS("guessed_slots", struct energy_item, guessed_slots,
	    .doc = "of them with our clock instead of the board's"),
	FIELD_AS("estimated_slots", struct energy_item, estimated_slots,
	    .doc = "of them with a measured total and an estimated shape"),
	FIELD_AS("missing_slots", struct energy_item, missing_slots,
	    .doc = "that should be there"),
	FIELD_AS("corrected_slots", struct energy_item, corrected_slots,
	    .doc = "with more than one entry"),
	FIELDS_END
};

#define SUM_FIELDS(cost_name)						\
	FIELD_AS("total_wh", struct energy_item, energy_uwh, .scale = 6), \
	FIELD_AS("total_kwh", struct energy_item, energy_uwh, .scale = 9), \
	FIELD_AS(cost_name, struct energy_item, cost, .scale = 6,	\
	    .doc = "of what has a price; null: nothing has"),		\
	FIELD_AS("unpriced_wh", struct energy_item, unpriced_uwh,	\
	    .scale = 6, .doc = "energy without a price")

static const struct field device_day_fields[] = {
	FIELD(struct energy_item, date),
	SUM_FIELDS("cost"),
	FIELDS_END
};

#define DEVICE_FIELDS							\
	FIELD_AS("device_id", struct energy_item, channel,		\
	    .doc = "which register of the board"),			\
	FIELD_AS("esp32_name", struct energy_item, device,		\
	    .doc = "the board; a miner's MAC"),				\
	FIELD(struct energy_item, meter, .doc = "its number here"),	\
	FIELD(struct energy_item, name),				\
	FIELD_AS("classroom", struct energy_item, location,		\
	    .doc = "where it was"),					\
	WORD(struct energy_item, source, meter_source),			\
	WORD(struct energy_item, direction, meter_direction),		\
	FIELD(struct energy_item, parent,				\
	    .doc = "meter that measures it as well"),			\
	FIELD(struct energy_item, counted, .doc = "in the sum"),	\
	SUM_FIELDS("cost"),						\
	FIELD_AS("on_time_hours", struct energy_item, on_time,		\
	    .scale = 2, .doc = "time in which it used energy"),		\
	INSIDE("quality", quality_fields)

static const struct field device_fields[] = {
	DEVICE_FIELDS,
	FIELDS_END
};

static const struct field price_fields[] = {
	FIELD(struct bill_line, version,
	    .doc = "cost version; null: no price"),
	FIELD(struct bill_line, band, .doc = "its band, from 0; -1: none"),
	FIELD(struct bill_line, cost_per_kwh, .scale = 6),
	FIELD_AS("total_wh", struct bill_line, uwh, .scale = 6),
	FIELD(struct bill_line, cost, .scale = 6),
	FIELDS_END
};

static const struct field priced_device_fields[] = {
	DEVICE_FIELDS,
	LIST(struct energy_item, prices, price_fields, struct bill_line,
	    .doc = "when one meter is asked for"),
	FIELDS_END
};

static const struct field month_device_fields[] = {
	DEVICE_FIELDS,
	LIST_AS("daily_totals", struct energy_item, days, device_day_fields,
	    struct energy_item),
	FIELDS_END
};

static const struct field date_fields[] = {
	FIELD(struct energy_item, date),
	WORD(struct energy_item, state, finality),
	SUM_FIELDS("total_cost"),
	FIELD(struct energy_item, device_count),
	INSIDE("quality", quality_fields),
	FIELDS_END
};

static const struct field bucket_fields[] = {
	FIELD_OF("timestamp", F_TIME, struct energy_item, starts_at,
	    .doc = "when the bucket begins"),
	TIME(struct energy_item, ends_at),
	SUM_FIELDS("total_cost"),
	FIELD(struct energy_item, device_count),
	INSIDE("quality", quality_fields),
	FIELDS_END
};

/* Which place, and what its figures are. */
#define PLACE_FIELDS							\
	FIELD_AS("classroom", struct energy_item, location,		\
	    .doc = "null: everywhere"),					\
	FIELD(struct energy_item, location),				\
	WORD(struct energy_item, source, meter_source,			\
	    .doc = "which meters make the sum"),			\
	FIELD(struct energy_item, currency)

#define STATE_FIELD							\
	WORD(struct energy_item, state, finality)

#define TOTAL_FIELDS							\
	SUM_FIELDS("total_cost"),					\
	FIELD_AS("on_time_hours", struct energy_item, on_time,		\
	    .scale = 2, .doc = "of all meters in the sum"),		\
	FIELD(struct energy_item, device_count, .doc = "in the sum"),	\
	INSIDE("quality", quality_fields)

#define DAY_FIELDS							\
	FIELD(struct energy_item, date),				\
	TIME(struct energy_item, starts_at),				\
	TIME(struct energy_item, ends_at)

const struct field energy_summary_fields[] = {
	PLACE_FIELDS, DAY_FIELDS, STATE_FIELD, TOTAL_FIELDS,
	LIST(struct energy_item, devices, device_fields, struct energy_item),
	FIELDS_END
};

const struct field energy_breakdown_fields[] = {
	PLACE_FIELDS, DAY_FIELDS, STATE_FIELD,
	FIELD(struct energy_item, device_count, .doc = "in the sum"),
	LIST(struct energy_item, devices, priced_device_fields,
	    struct energy_item),
	FIELDS_END
};

#define MONTH_FIELDS							\
	FIELD(struct energy_item, year),				\
	FIELD(struct energy_item, month),				\
	FIELD(struct energy_item, month_string)

const struct field energy_monthly_fields[] = {
	PLACE_FIELDS, MONTH_FIELDS, STATE_FIELD, TOTAL_FIELDS,
	LIST(struct energy_item, devices, month_device_fields,
	    struct energy_item),
	FIELDS_END
};

const struct field energy_calendar_fields[] = {
	PLACE_FIELDS, MONTH_FIELDS, STATE_FIELD, TOTAL_FIELDS,
	LIST_AS("calendar", struct energy_item, days, date_fields,
	    struct energy_item),
	FIELDS_END
};

const struct field energy_timeline_fields[] = {
	PLACE_FIELDS,
	FIELD_OF("start", F_TIME, struct energy_item, starts_at),
	FIELD_OF("end", F_TIME, struct energy_item, ends_at),
	FIELD(struct energy_item, bucket_minutes),
	FIELD_AS("data_points", struct energy_item, points),
	LIST_AS("timeline", struct energy_item, days, bucket_fields,
	    struct energy_item),
	FIELDS_END
};
