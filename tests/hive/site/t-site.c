/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "hive/site/site.h"
#include "tests/lib/tap.h"

/* The configuration: what is taken, what is refused and in which words. */

static struct arena arena;
static struct site site;
static const char *warnings;

static const char *
given(const char *text)
{
	return site_read(&arena, "/etc/ph/f.json", text, strlen(text), &site,
	    &warnings);
}

static void
check_defaults(void)
{
	CHECK_TEXT(given("{}"), NULL);
	CHECK_TEXT(warnings, "/etc/ph/f.json:1:1: /network/subnets: "
	    "is empty: no miner will be found\n");
	CHECK_TEXT(site.name, "PowerHive");
	CHECK_TEXT(site.timezone, "UTC");
	CHECK_TEXT(site.currency, NULL);
	CHECK_TEXT(site.database_path,
	    LOCALSTATEDIR "/lib/powerhive/powerhive.db");
	CHECK_TEXT(site.run_path, RUNSTATEDIR "/powerhive");
	CHECK_TEXT(site.unlock_password, "admin");
	CHECK_TEXT(site.mqtt_prefix, "autovolt");
	CHECK(!site.plant);
	CHECK_INT(site.miner_port, 80);
	CHECK_INT(site.light_scan_timeout_ms, 300);
	CHECK_INT(site.miner_probe_timeout_ms, 1500);
	CHECK_INT(site.discovery_s, 30);
	CHECK_INT(site.status_s, 15);
	CHECK_INT(site.telemetry_s, 60);
	CHECK_INT(site.plant_s, 15);
	CHECK_INT(site.balancer_s, 15);
	CHECK_INT(site.chips_days, 7);
	CHECK_INT(site.readings_days, 30);
	CHECK_INT(site.rollups_days, 730);
	CHECK_INT(site.meter_readings_days, 730);
	CHECK_INT(site.simulation, 0);
	CHECK_TEXT(site_order_socket(&arena, &site),
	    RUNSTATEDIR "/powerhive/orders.sock");
	CHECK_TEXT(site_ctl_socket(&arena, &site),
	    RUNSTATEDIR "/powerhive/ctl.sock");
}

#define PLANT "\"api_endpoint\":\"https://plant.example/now\"," \
	"\"plant_id\":\"river\",\"unit\":\"kW\",\"nameplate_kw\":4000," \
	"\"meter_includes_miners\":true"

/* Who is told of alerts. */
#define NETWORK "\"network\":{\"subnets\":[\"10.0.0.0/24\"]}"

static void
check_channels(void)
{
	CHECK_TEXT(given("{" NETWORK ",\"alerts\":{\"webhook_url\":"
	    "\"https://chat.example/hook\",\"email_to\":[\"a@b.example\"],"
	    "\"from\":\"hive@b.example\","
	    "\"smtp_url\":\"smtp://mail.example:587\","
	    "\"smtp_user\":\"hive\",\"smtp_password_file\":\"smtp\","
	    "\"min_severity\":\"critical\"}}"), NULL);
	CHECK_TEXT(warnings, NULL);
	CHECK_TEXT(site.smtp_password_file, "/etc/ph/smtp");
	CHECK_INT(site.smtp_starttls, 1);
	CHECK_TEXT(severity_words[site.min_severity], "critical");
	CHECK_TEXT(given("{" NETWORK ",\"alerts\":{\"email_to\":"
	    "[\"a@b.example\",\"a b\"]}}"),
	    "/etc/ph/f.json:1:76: /alerts/email_to/1: is no mail address\n"
	    "/etc/ph/f.json:1:50: /alerts/email_to: needs \"smtp_url\", the "
	    "mail server\n"
	    "/etc/ph/f.json:1:50: /alerts/email_to: needs \"from\", the "
	    "address that the mails come from\n");
	CHECK_TEXT(given("{" NETWORK ",\"alerts\":{\"email_to\":"
	    "[\"a@b.example\"],\"from\":\"h@b.example\","
	    "\"smtp_starttls\":false,"
	    "\"smtp_url\":\"smtp://mail.example\"}}"),
	    "/etc/ph/f.json:1:120: /alerts/smtp_url: must begin with "
	    "smtps://: mail.example is neither this machine nor a private "
	    "address\n");
	CHECK_TEXT(given("{" NETWORK ",\"alerts\":{\"webhook_url\":"
	    "\"http://chat.example/hook\"}}"),
	    "/etc/ph/f.json:1:50: /alerts/webhook_url: must begin with "
	    "https://: chat.example is neither this machine nor a private "
	    "address\n");
}

static void
check_everything(void)
{
	const struct site_plant *p;

	CHECK_TEXT(given("{\"$schema\":\"powerhive.schema.json\","
	    "\"site\":{\"name\":\"Upper dam\",\"timezone\":\"Europe/Zurich\","
	    "\"currency\":\"CHF\",\"contacts\":[\"Ann +41 1\",\"Bob\"],"
	    "\"simulation\":true},"
	    "\"database\":{\"path\":\"./data/p.db\"},"
	    "\"network\":{\"subnets\":[\"10.1.0.0/16\",\"10.2.0.5-10.2.0.9\","
	    "\"10.3.0.1\"],\"exclude\":[\"10.1.0.1\"],\"miner_port\":8000,"
	    "\"unlock_password\":\"other\"},"
	    "\"plant\":{" PLANT ",\"period_s\":30,\"api_key\":\"k\"},"
	    "\"hard_caps\":{\"s19jpro\":2950,\"*\":3500},"
	    "\"mqtt\":{\"url\":\"mqtts://broker.example:8883\"},"
	    "\"alerts\":{\"heartbeat_url\":\"https://beat.example/x\"},"
	    "\"retention\":{\"chips_days\":3},"
	    "\"tls\":{\"certificate\":\"c.pem\",\"key\":\"/k.pem\"},"
	    "\"run\":{\"path\":\"/run/ph\"}}"), NULL);
	CHECK_TEXT(warnings, NULL);
	CHECK_TEXT(site.name, "Upper dam");
	CHECK_TEXT(site.currency, "CHF");
	CHECK_INT(site.contacts.n, 2);
	CHECK_INT(site.simulation, 1);
	CHECK_TEXT(site.database_path, "/etc/ph/data/p.db");
	CHECK_TEXT(site.tls_certificate, "/etc/ph/c.pem");
	CHECK_TEXT(site.tls_key, "/k.pem");
	CHECK_TEXT(site_order_socket(&arena, &site), "/run/ph/orders.sock");
	CHECK_TEXT(site_ctl_socket(&arena, &site), "/run/ph/ctl.sock");
	CHECK_TEXT(site_lock_file(&arena, &site), "/etc/ph/data/lock");
	CHECK_TEXT(site_key_file(&arena, &site),
	    "/etc/ph/data/powerhive.key");
	CHECK_INT(site.subnets.n, 3);
	CHECK_TEXT(((struct site_word *)site.exclude.v)[0].text, "10.1.0.1");
	CHECK_INT(site.miner_port, 8000);
	CHECK_INT(site.hard_caps.n, 2);
	CHECK_TEXT(((struct hard_cap *)site.hard_caps.v)[1].model, "*");
	CHECK_INT(((struct hard_cap *)site.hard_caps.v)[1].power_w, 3500);
	CHECK_INT(site.chips_days, 3);
	CHECK((p = site.plant) != NULL);
	CHECK_TEXT(plant_unit_words[p->unit], "kW");
	CHECK_INT(p->period_s, 30);
	CHECK_INT(p->nameplate_kw, 4000);
	CHECK_INT(p->meter_includes_miners, 1);
}

/* Each line is one fault; the place is where a person must look. */
static void
check_refusals(void)
{
	static const struct {
		const char	*text, *want;
	} cases[] = {
		{ "", ":1:1: /: " },
		{ "{\n \"site\": {},\n \"site\": {}\n}", ":3:" },
		{ "[]", ":1:1: /: must be an object" },
		{ "{\n  \"network\": {\n    \"subnet\": []}}",
		    ":3:5: /network/subnet: is not known; did you mean "
		    "\"subnets\"?" },
		{ "{\"intervall\":{}}", "did you mean \"intervals\"?" },
		{ "{\"network\":{\"miner_port\":0}}",
		    ":1:13: /network/miner_port: must be from 1 to 65535" },
		{ "{\"network\":{\"miner_port\":\"80\"}}",
		    "must be a whole number" },
		{ "{\"network\":{\"subnets\":\n[\"10.0.0.0/16\",\n"
		    "\"10.0.0.0/7\"]}}",
		    ":3:1: /network/subnets/1: is too large" },
		{ "{\"network\":{\"subnets\":[\"10.0.0\"]}}",
		    "/network/subnets/0: must be an IPv4 network" },
		{ "{\"network\":{\"subnets\":[null]}}", "must not be null" },
		{ "{\"network\":{\"subnets\":[\"224.0.0.1\"]}}",
		    "that no miner has" },
		{ "{\"network\":{\"exclude\":[\"10.0.0.9-10.0.0.1\"]}}",
		    "/network/exclude/0: must be" },
		{ "{\"network\":{\"unlock_password\":\"x\","
		    "\"unlock_password_file\":\"y\"}}", "keep one of them" },
		{ "{\"site\":{\"timezone\":\"Mars/Olympus\"}}",
		    "/site/timezone: is no time zone" },
		{ "{\"site\":{\"timezone\":\"../../etc/passwd\"}}",
		    "is no time zone" },
		{ "{\"site\":{\"currency\":\"usd\"}}", "three capital" },
		{ "{\"plant\":{}}", "needs \"unit\"" },
		{ "{\"plant\":{}}", "needs \"nameplate_kw\": the sum" },
		{ "{\"plant\":{}}", "true or false: stop one miner" },
		{ "{\"plant\":{}}", "needs \"api_endpoint\"" },
		{ "{\"plant\":{}}", "needs \"plant_id\"" },
		{ "{\"plant\":{\"unit\":\"GW\"}}", "must be one of kW|MW" },
		{ "{\"plant\":{" PLANT ",\"api_key\":\"a\","
		    "\"api_key_file\":\"b\"}}", "keep one of them" },
		{ "{\"plant\":{\"api_endpoint\":\"http://8.8.8.8/\"}}",
		    "/plant/api_endpoint: must begin with https://: 8.8.8.8" },
		{ "{\"plant\":{\"api_endpoint\":"
		    "\"http://10.0.0.1@e.example/\"}}",
		    "must not hold a name and password" },
		{ "{\"plant\":{\"api_endpoint\":"
		    "\"http://127.0.0.1.e.example\"}}",
		    "neither this machine" },
		{ "{\"plant\":{\"api_endpoint\":\"file:///etc/passwd\"}}",
		    "must begin with https://" },
		{ "{\"plant\":{\"api_endpoint\":\"https://a b\"}}", "no URL" },
		{ "{\"hard_caps\":{\"s19\":99}}",
		    "/hard_caps/s19: must be from 100 to 20000" },
		{ "{\"hard_caps\":{\"s19\":null}}",
		    "/hard_caps/s19: must not be null" },
		{ "{\"alerts\":{\"email_to\":[null]}}",
		    "/alerts/email_to/0: must not be null" },
		{ "{\"tls\":{\"key\":\"k\"}}", "/tls: needs both" },
		{ "{\"retention\":{\"chips_days\":1e400}}", "whole number" },
		{ "{\"retention\":{\"chips_days\":99999999999999999999}}",
		    "is too large" },
		{ "{\"mqtt\":{\"url\":\"mqtt://broker.example\"}}",
		    "must begin with mqtts://" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *said = given(cases[i].text);

		CHECK(said && strstr(said, cases[i].want));
		if (said && !strstr(said, cases[i].want))
			printf("# got: %s# want: %s\n", said, cases[i].want);
		CHECK(!said || !strncmp(said, "/etc/ph/f.json:", 15));
	}
}

static void
check_warnings(void)
{
	CHECK_TEXT(given("{\"network\":{\"subnets\":[\"10.0.0.7/24\"]},\n"
	    "\"http\":{\"addr\":\":8080\"},\n"
	    "\"plant\":{\"api_endpoint\":\"http://127.0.0.1:9000/x\","
	    "\"plant_id\":\"p\",\"unit\":\"MW\",\"nameplate_kw\":1,"
	    "\"meter_includes_miners\":false,\n\"test_mode\":true,"
	    "\"test_server_url\":\"http://x\"}}"), NULL);
	CHECK(warnings && strstr(warnings, ":1:24: /network/subnets/0: "
	    "means 10.0.0.0/24\n"));
	CHECK(warnings && strstr(warnings, ":2:9: /http/addr: is ignored"));
	CHECK(warnings && strstr(warnings, ":4:1: /plant/test_mode: is "
	    "ignored"));
	CHECK(warnings && strstr(warnings, "/plant/test_server_url: is "
	    "ignored"));
	CHECK(warnings && strstr(warnings, "/plant/api_endpoint: is not "
	    "encrypted"));
}

/* What is shown is a configuration again, and holds no secret. */
static void
check_shown(void)
{
	struct json j;
	const char *text;

	CHECK_TEXT(given("{\"network\":{\"subnets\":[\"10.0.0.0/24\"],"
	    "\"unlock_password\":\"canary-1\"},\"plant\":{" PLANT ","
	    "\"api_key\":\"canary-2\"},\"hard_caps\":{\"*\":3000},"
	    "\"alerts\":{\"heartbeat_url\":\"https://b.example/canary-3\"}}"),
	    NULL);
	json_init(&j, &arena);
	site_show(&j, &site);
	text = json_done(&j);
	CHECK(!strstr(text, "canary"));
	CHECK(strstr(text, "\"unlock_password\":\"***\""));
	CHECK(strstr(text, "\"hard_caps\":{\"*\":3000}"));
	CHECK(strstr(text, "\"status_seconds\":15"));
	CHECK_TEXT(site.plant->api_key, "canary-2");
	CHECK_TEXT(given(text), NULL);
	CHECK_INT(site.status_s, 15);
}

static void
check_ranges(void)
{
	static const struct {
		const char	*text;
		uint32_t	 first, last;
	} good[] = {
		{ "10.0.0.0/16", 0x0a000000, 0x0a00ffff },
		{ "10.0.3.7/16", 0x0a000000, 0x0a00ffff },
		{ "10.0.0.7", 0x0a000007, 0x0a000007 },
		{ "10.0.0.7/32", 0x0a000007, 0x0a000007 },
		{ "10.0.0.5-10.0.1.9", 0x0a000005, 0x0a000109 },
		{ "0.0.0.0/0", 0, 0xffffffff },
	};
	static const char *const bad[] = { "", "10.0.0.0/33", "10.0.0.0/",
	    "10.0.0.0/-1", "10.0.0.0/016", "10.0.0.0/8 ", " 10.0.0.0/8",
	    "10.0.0.256", "10.0.0.9-10.0.0.1", "10.0.0.1-", "-10.0.0.1",
	    "::1", "10.0.0.0/16/16", "1000.1000.1000.1000/8" };
	uint32_t first, last;

	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		CHECK(site_range(good[i].text, &first, &last));
		CHECK_INT(first, good[i].first);
		CHECK_INT(last, good[i].last);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!site_range(bad[i], &first, &last));
}

static void
keep(const char *path, const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");

	if (!f || fputs(text, f) < 0 || fclose(f) || chmod(path, mode))
		CHECK(!"a file could be written");
}

/* A secret in the file itself, and in the three places outside. */
static void
check_secrets(const char *dir)
{
	const char *path = arena_printf(&arena, "%s/c.json", dir);
	const char *key = arena_printf(&arena, "%s/plant-api-key", dir);
	const char *said;

	keep(path, "{\"network\":{\"subnets\":[\"10.0.0.0/24\"]},"
	    "\"plant\":{" PLANT ",\"api_key\":\"inline\"}}", 0644);
	said = site_load(&arena, path, &site, &warnings);
	CHECK(said && strstr(said, "/plant/api_key: other users can read"));
	chmod(path, 0640);
	CHECK(site_load(&arena, path, &site, &warnings));
	chmod(path, 0600);
	CHECK_TEXT(site_load(&arena, path, &site, &warnings), NULL);
	CHECK_TEXT(site_secrets(&arena, &site), NULL);
	CHECK_TEXT(site.plant->api_key, "inline");
	setenv("POWERHIVE_PLANT_API_KEY", "from env", 1);
	CHECK_TEXT(site_secrets(&arena, &site), NULL);
	CHECK_TEXT(site.plant->api_key, "from env");
	keep(key, "from credential\n", 0440);
	setenv("CREDENTIALS_DIRECTORY", dir, 1);
	CHECK_TEXT(site_secrets(&arena, &site), NULL);
	CHECK_TEXT(site.plant->api_key, "from credential");
	unsetenv("CREDENTIALS_DIRECTORY");

	keep(path, "{\"network\":{\"unlock_password_file\":\"plant-api-key\"},"
	    "\"plant\":{" PLANT ",\"api_key_file\":\"plant-api-key\"}}", 0644);
	keep(key, "from file\r\n", 0600);
	CHECK_TEXT(site_load(&arena, path, &site, &warnings), NULL);
	CHECK_TEXT(site.plant->api_key, NULL);
	CHECK_TEXT(site_secrets(&arena, &site), NULL);
	CHECK_TEXT(site.plant->api_key, "from file");
	CHECK_TEXT(site.unlock_password, "from file");
	chmod(key, 0644);
	said = site_secrets(&arena, &site);
	CHECK(said && strstr(said, "everybody can read it"));
	keep(key, "two\nlines\n", 0600);
	said = site_secrets(&arena, &site);
	CHECK(said && strstr(said, "must hold one line"));
	unlink(key);
	said = site_secrets(&arena, &site);
	CHECK(said && strstr(said, "No such file"));

	unlink(path);
	said = site_load(&arena, path, &site, &warnings);
	CHECK(said && strstr(said, "c.json: No such file"));
	said = site_load(&arena, dir, &site, &warnings);
	CHECK(said && strstr(said, "Is a directory"));
}

int
main(void)
{
	char dir[] = "/tmp/t-site-XXXXXX";

	arena_init(&arena, 64 << 20);
	if (!mkdtemp(dir))
		return 99;
	check_defaults();
	check_everything();
	check_channels();
	check_refusals();
	check_warnings();
	check_shown();
	check_ranges();
	check_secrets(dir);
	rmdir(dir);
	arena_free(&arena);
	return tap_done();
}
