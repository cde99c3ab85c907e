/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "hive/base/duration.h"
#include "hive/site/site.h"

/*
 * The keys of powerhive.json: for each section its keys with their ranges and
 * a sentence, and what holds for a key that is not there.  Reading, the
 * defaults, the JSON schema and what is shown all come from these tables.
 */

static const struct field word[] = {
	FIELD_AS(SCALAR, struct site_word, text, .min = 1, .max = 255),
	FIELDS_END
};

static const struct field site_section[] = {
	FIELD(struct site, name, .min = 1, .max = 80,
	    .doc = "what the site is called on the page"),
	FIELD(struct site, timezone, .min = 1, .max = 64,
	    .doc = "IANA time zone of the site's days"),
	FIELD(struct site, currency, .min = 3, .max = 3,
	    .doc = "ISO 4217 code of the energy's price"),
	LIST(struct site, contacts, word, struct site_word, .max = 32,
	    .doc = "whom to call, shown when something is wrong"),
	FLAG(struct site, simulation,
	    .doc = "the miners are simulated and the page says so"),
	FIELDS_END
};

static const struct field database_section[] = {
	FIELD_AS("path", struct site, database_path, .min = 1, .max = 1023,
	    .doc = "the database file"),
	FIELDS_END
};

static const struct field network_section[] = {
	LIST(struct site, subnets, word, struct site_word, .max = 256,
	    .doc = "where miners are: CIDR, address or first-last; IPv4"),
	LIST(struct site, exclude, word, struct site_word, .max = 4096,
	    .doc = "addresses within the subnets that are never touched"),
	FIELD(struct site, miner_port, .min = 1, .max = 65535,
	    .doc = "TCP port of the miners' web interface"),
	FIELD(struct site, light_scan_timeout_ms, .min = 10, .max = 10000,
	    .doc = "ms to wait for a connection while scanning"),
	FIELD(struct site, miner_probe_timeout_ms, .min = 100,
	    .max = 60000, .doc = "ms to wait for a miner's first answer"),
	FIELD(struct site, unlock_password, .min = 1, .max = 255,
	    .doc = "password of the miners' web interface"),
	FIELD(struct site, unlock_password_file, .min = 1, .max = 1023,
	    .doc = "file that holds the unlock password"),
	FIELDS_END
};

static const struct field intervals_section[] = {
	FIELD_AS("discovery_seconds", struct site, discovery_s, .min = 1,
	    .max = DAY_S, .doc = "s between two scans for miners"),
	FIELD_AS("status_seconds", struct site, status_s, .min = 1,
	    .max = 3600, .doc = "s between two status polls of a miner"),
	FIELD_AS("telemetry_seconds", struct site, telemetry_s, .min = 1,
	    .max = DAY_S, .doc = "s between two polls of a miner's chips"),
	FIELD_AS("plant_seconds", struct site, plant_s, .min = 1,
	    .max = 3600, .doc = "s between two polls of the plant"),
	FIELD_AS("balancer_seconds", struct site, balancer_s, .min = 1,
	    .max = 3600, .doc = "s between two cycles of the balancer"),
	FIELDS_END
};

const char *const plant_unit_words[] = {
	[UNIT_KW] = "kW", [UNIT_MW] = "MW", NULL
};

const struct field site_plant_fields[] = {
	FIELD(struct site_plant, api_endpoint, .min = 1, .max = 1023,
	    .doc = "URL of the plant's data"),
	FIELD(struct site_plant, plant_id, .min = 1, .max = 255,
	    .doc = "the plant's name in its data"),
	FIELD(struct site_plant, api_key, .min = 1, .max = 1023,
	    .doc = "key of the plant's data; better in a file"),
	FIELD(struct site_plant, api_key_file, .min = 1, .max = 1023,
	    .doc = "file that holds the key of the plant's data"),
	FIELD(struct site_plant, ca_file, .min = 1, .max = 1023,
	    .doc = "certificates that the plant's must come from"),
	WORD(struct site_plant, unit, plant_unit,
	    .doc = "what the plant's numbers count; must be answered"),
	FIELD(struct site_plant, period_s, .min = 1, .max = 3600,
	    .doc = "s after which the plant renews its data"),
	FIELD(struct site_plant, nameplate_kw, .min = 1, .max = 30000000,
	    .doc = "most that the plant can generate, kW; must be answered"),
	FLAG(struct site_plant, meter_includes_miners,
	    .doc = "whether the container meter counts the miners too; "
	    "must be answered"),
	FLAG(struct site_plant, test_mode,
	    .doc = "known from version 1, ignored"),
	FIELD(struct site_plant, test_server_url,
	    .doc = "known from version 1, ignored"),
	FIELDS_END
};

static const struct field hard_cap[] = {
	FIELD_AS(MAP_KEY, struct hard_cap, model),
	FIELD_AS(SCALAR, struct hard_cap, power_w, .min = 100,
	    .max = 20000, .doc = "W"),
	FIELDS_END
};

static const struct field mqtt_section[] = {
	FIELD_AS("url", struct site, mqtt_url, .min = 1, .max = 1023,
	    .doc = "URL of the meters' broker"),
	FIELD_AS("ca_file", struct site, mqtt_ca_file, .min = 1,
	    .max = 1023, .doc = "certificates that the broker's comes from"),
	FIELD_AS("user", struct site, mqtt_user, .min = 1, .max = 255,
	    .doc = "our name at the broker"),
	FIELD_AS("password_file", struct site, mqtt_password_file,
	    .min = 1, .max = 1023,
	    .doc = "file that holds our password at the broker"),
	FIELD_AS("prefix", struct site, mqtt_prefix, .min = 1, .max = 128,
	    .doc = "first part of the meters' topics"),
	FIELDS_END
};

static const struct field alerts_section[] = {
	FIELD(struct site, webhook_url, .min = 1, .max = 1023,
	    .doc = "URL that alerts are sent to as JSON"),
	LIST(struct site, email_to, word, struct site_word, .max = 32,
	    .doc = "addresses that alerts are mailed to"),
	FIELD_AS("from", struct site, email_from, .min = 3, .max = 254,
	    .doc = "address that the mails come from"),
	FIELD(struct site, smtp_url, .min = 1, .max = 1023,
	    .doc = "the mail server: smtps://host, or smtp://host:587"),
	FIELD(struct site, smtp_user, .min = 1, .max = 255,
	    .doc = "our name at the mail server"),
	FIELD(struct site, smtp_password_file, .min = 1, .max = 1023,
	    .doc = "file that holds our password at the mail server"),
	FLAG(struct site, smtp_starttls,
	    .doc = "whether smtp:// must begin TLS; false only nearby"),
	FIELD_AS("ca_file", struct site, alert_ca_file, .min = 1,
	    .max = 1023, .doc = "certificates that those of webhook, "
	    "heartbeat and mail server come from"),
	WORD(struct site, min_severity, severity,
	    .doc = "alerts below it are not sent"),
	FIELD(struct site, heartbeat_url, .min = 1, .max = 1023,
	    .doc = "URL that is called as long as all is well"),
	FIELDS_END
};

static const struct field retention_section[] = {
	FIELD(struct site, chips_days, .min = 1, .max = 3650,
	    .doc = "days that the chips' values are kept"),
	FIELD(struct site, readings_days, .min = 1, .max = 3650,
	    .doc = "days that every reading is kept"),
	FIELD(struct site, rollups_days, .min = 30, .max = 36500,
	    .doc = "days that hourly means are kept"),
	FIELD(struct site, meter_readings_days, .min = 1, .max = 36500,
	    .doc = "days that meters' readings are kept"),
	FIELDS_END
};

static const struct field tls_section[] = {
	FIELD_AS("certificate", struct site, tls_certificate, .min = 1,
	    .max = 1023, .doc = "the web server's certificate chain"),
	FIELD_AS("key", struct site, tls_key, .min = 1, .max = 1023,
	    .doc = "the certificate's private key"),
	FIELDS_END
};

static const struct field http_section[] = {
	FIELD_AS("addr", struct site, http_addr,
	    .doc = "known from version 1, ignored: nginx listens"),
	FIELDS_END
};

static const struct field run_section[] = {
	FIELD_AS("path", struct site, run_path, .min = 1, .max = 80,
	    .doc = "folder of the sockets"),
	FIELDS_END
};

const struct field site_fields[] = {
	FIELD_AS("$schema", struct site, schema,
	    .doc = "where the schema of this file is; for editors"),
	INSIDE("site", site_section),
	INSIDE("database", database_section),
	INSIDE("network", network_section),
	INSIDE("intervals", intervals_section),
	ONE(struct site, plant, site_plant_fields, struct site_plant,
	    .doc = "the power plant; without it nothing is balanced"),
	MAP(struct site, hard_caps, hard_cap, struct hard_cap,
	    .doc = "most W a miner may be told to draw, by model or \"*\""),
	INSIDE("mqtt", mqtt_section),
	INSIDE("alerts", alerts_section),
	INSIDE("retention", retention_section),
	INSIDE("tls", tls_section),
	INSIDE("run", run_section),
	INSIDE("http", http_section),
	FIELDS_END
};

const struct site site_defaults = {
	.name = "PowerHive",
	.timezone = "UTC",
	.simulation = 0,
	.database_path = LOCALSTATEDIR "/lib/powerhive/powerhive.db",
	.miner_port = 80,
	.light_scan_timeout_ms = 300,
	.miner_probe_timeout_ms = 1500,
	.unlock_password = "admin",
	.discovery_s = 30,
	.status_s = 15,
	.telemetry_s = 60,
	.plant_s = 15,
	.balancer_s = 15,
	.mqtt_prefix = "autovolt",
	.smtp_starttls = 1,
	.min_severity = SEVERITY_WARNING,
	.chips_days = 7,
	.readings_days = 30,
	.rollups_days = 730,
	.meter_readings_days = 730,
	.run_path = RUNSTATEDIR "/powerhive",
};

const struct site_plant site_plant_defaults = {
	.period_s = 60,
	.nameplate_kw = NONE,
	.meter_includes_miners = NONE,
	.test_mode = NONE,
};
