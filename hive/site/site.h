/* SPDX-License-Identifier: ISC */
#ifndef HIVE_SITE_SITE_H
#define HIVE_SITE_SITE_H

#include "hive/base/severity.h"
#include "hive/json/json.h"

/*
 * What an administrator writes into powerhive.json: start-up facts.  Strict
 * JSON; an unknown key, a wrong type or a value out of range is refused with
 * file:line:column and JSON pointer.  Run-time knobs are hive/site/setting.h.
 */
enum plant_unit { UNIT_NONE, UNIT_KW, UNIT_MW };
extern const char *const plant_unit_words[];

struct site_plant {
	const char	*api_endpoint, *plant_id, *api_key, *api_key_file;
	const char	*ca_file;
	enum plant_unit	 unit;
	int64_t		 period_s, nameplate_kw;
	int64_t		 meter_includes_miners;	/* flag; must be answered */
	int64_t		 test_mode;		/* known, ignored */
	const char	*test_server_url;	/* known, ignored */
};

struct hard_cap {
	const char	*model;		/* alias or "*" */
	int64_t		 power_w;
};

struct site {
	const char	*schema;
	/* site */
	const char	*name, *timezone, *currency;
	struct list	 contacts;	/* struct site_word */
	int64_t		 simulation;	/* flag: the page says so */
	/* database */
	const char	*database_path;
	/* network */
	struct list	 subnets, exclude;	/* struct site_word: CIDR */
	int64_t		 miner_port, light_scan_timeout_ms;
	int64_t		 miner_probe_timeout_ms;
	const char	*unlock_password, *unlock_password_file;
	/* intervals */
	int64_t		 discovery_s, status_s, telemetry_s, plant_s;
	int64_t		 balancer_s;
	/* the rest */
	const struct site_plant *plant;		/* NULL: no balancer */
	struct list	 hard_caps;		/* struct hard_cap */
	const char	*mqtt_url, *mqtt_ca_file, *mqtt_user;
	const char	*mqtt_password_file, *mqtt_prefix;
	/* alerts */
	const char	*webhook_url, *alert_ca_file, *heartbeat_url;
	struct list	 email_to;	/* struct site_word */
	const char	*email_from, *smtp_url, *smtp_user;
	const char	*smtp_password_file;
	int64_t		 smtp_starttls;		/* flag */
	enum severity	 min_severity;
	int64_t		 chips_days, readings_days, rollups_days;
	int64_t		 meter_readings_days;
	const char	*tls_certificate, *tls_key;
	const char	*http_addr;		/* known, ignored */
	/* run */
	const char	*run_path;		/* folder of the sockets */
};

struct site_word {
	const char	*text;
};

extern const struct field site_fields[], site_plant_fields[];
extern const struct site site_defaults;
extern const struct site_plant site_plant_defaults;

/*
 * Read the file.  NULL, or a text of one line a fault.  *warnings is a text
 * with a line for each thing that is ignored, or NULL.  Relative paths are
 * taken from the file's folder.  A secret that stands in the file itself is
 * refused unless nobody but the file's owner can read it.
 */
const char *site_load(struct arena *, const char *path, struct site *,
    const char **warnings);
/* The same from memory; `name' stands for the file in messages. */
const char *site_read(struct arena *, const char *name, const char *text,
    size_t len, struct site *, const char **warnings);
/*
 * Of a file that site_load() refuses, what can be understood: for telling
 * people that the service does not start.  False: nothing can.
 */
bool	site_salvage(struct arena *, const char *path, struct site *);

/*
 * Fetch the secrets that lie outside the file: plant->api_key and
 * unlock_password, each from its ..._file, else a systemd credential
 * (plant-api-key, unlock-password), else the environment
 * (POWERHIVE_PLANT_API_KEY, POWERHIVE_UNLOCK_PASSWORD), else as read.  For
 * the worker; responders hold no secrets.  NULL, or why not.
 */
const char *site_secrets(struct arena *, struct site *);
/* One secret by these three ways; NULL if none leads to one or, with *error
 * set, if one leads astray.  Any of the three may be NULL. */
const char *site_secret(struct arena *, const char *file,
    const char *credential, const char *variable, const char **error);

/* The effective configuration as JSON, which can be read again; what stands
 * for a secret is "***". */
void	site_show(struct json *, const struct site *);

/* Where responders send orders, and where powerhivectl does. */
const char *site_order_socket(struct arena *, const struct site *);
const char *site_ctl_socket(struct arena *, const struct site *);
/* Beside the database: what its writer holds an flock() on while it runs,
 * and the key of the secrets in it. */
const char *site_lock_file(struct arena *, const struct site *);
const char *site_key_file(struct arena *, const struct site *);

/* "10.0.0.0/16", "10.0.0.7" or "10.0.0.5-10.0.0.9" as first and last. */
bool	site_range(const char *text, uint32_t *first, uint32_t *last);
/* Whether one of these struct site_word holds the address. */
bool	site_lists(const struct list *, uint32_t ip);
/* The one rule for connections: inside the subnets, outside exclude. */
bool	site_allows(const struct site *, uint32_t ip);

#define SITE_DEFAULT_PATH SYSCONFDIR "/powerhive/powerhive.json"

#endif
