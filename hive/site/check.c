/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/stat.h>

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "hive/base/text.h"
#include "hive/site/check.h"

/*
 * The checks go on after a fault, so that a person sees all of them at once.
 * What goes to an address of the internet must be encrypted; of this machine
 * and private ones it is only a warning.  A secret may stand in the
 * configuration only when nobody else can read the file.
 */

#define ZONES		"/usr/share/zoneinfo"

static void say(struct checking *, struct buf *, const char *,
    const char *, va_list) __attribute__((__format__(printf, 4, 0)));

static void
say(struct checking *c, struct buf *to, const char *pointer,
    const char *format, va_list ap)
{
	char why[512];
	int line, column;
	const char *text;

	vsnprintf(why, sizeof why, format, ap);
	json_place(c->text, pointer, &line, &column);
	text = arena_printf(c->arena, "%s:%d:%d: %s: %s\n", c->name, line,
	    column, pointer, why);
	buf_text(to, text);
}

void
check_fault(struct checking *c, const char *pointer, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(c, &c->faults, pointer, format, ap);
	va_end(ap);
}

void
check_warn(struct checking *c, const char *pointer, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	say(c, &c->warnings, pointer, format, ap);
	va_end(ap);
}

/* ---- URLs --------------------------------------------------------------- */

/* The host of "scheme://host:port/path"; false if it is no such text. */
static bool
url_host(const char *url, const char *scheme, char host[256])
{
	size_t n = strlen(scheme);

	/* Both are prefixes.
	 * NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
	if (strncmp(url, scheme, n) || strncmp(url + n, "://", 3))
		return false;
	url += n + 3;
	n = *url == '[' ? strcspn(url, "]") + 1 : strcspn(url, ":/?#");
	/* NUL is one of them.
	 * NOLINTNEXTLINE(bugprone-not-null-terminated-result) */
	if (n == 0 || n >= 256 || !memchr("\0:/?#", url[n], 5))
		return false;
	memcpy(host, url, n);
	host[n] = '\0';
	return true;
}

/* Loopback, or an address that no router of the internet carries. */
static bool
is_near(const char *host)
{
	uint32_t ip;

	if (text_ipv4(host, &ip))
		return text_ipv4_near(ip);
	return !strcmp(host, "localhost") || !strcmp(host, "[::1]") ||
	    !strncasecmp(host, "[fc", 3) || !strncasecmp(host, "[fd", 3);
}

/* Blanks, control characters, or a name and password. */
static bool
is_plain_url(const char *url)
{
	for (const char *p = url; *p; p++)
		if (!isgraph((unsigned char)*p) || strchr("\"<>\\^`{|}", *p))
			return false;
	return true;
}

static bool
holds_password(const char *url)
{
	const char *host = strstr(url, "://");

	return host && memchr(host + 3, '@', strcspn(host + 3, "/?#"));
}

static void
check_url(struct checking *c, const char *pointer, const char *url,
    const char *safe, const char *open)
{
	char host[256];

	if (!is_plain_url(url))
		check_fault(c, pointer, "is no URL");
	else if (holds_password(url))
		check_fault(c, pointer,
		    "must not hold a name and password");
	else if (url_host(url, safe, host))
		return;
	else if (!url_host(url, open, host))
		check_fault(c, pointer, "must begin with %s://", safe);
	else if (!is_near(host))
		check_fault(c, pointer, "must begin with %s://: %s is neither "
		    "this machine nor a private address", safe, host);
	else
		check_warn(c, pointer, "is not encrypted: whoever is on the "
		    "way to %s can read and change it", host);
}

/* ---- The plant ---------------------------------------------------------- */

static void
check_answers(struct checking *c, const struct site_plant *p)
{
	if (!p->unit)
		check_fault(c, "/plant", "needs \"unit\", \"kW\" or \"MW\": "
		    "compare the generation in the plant's data with the "
		    "control room's display at the same minute");
	if (p->nameplate_kw == NONE)
		check_fault(c, "/plant", "needs \"nameplate_kw\": the sum of "
		    "the turbines' type plates, in kW; what is said to be "
		    "more than that is not believed");
	if (p->meter_includes_miners == NONE)
		check_fault(c, "/plant", "needs \"meter_includes_miners\", "
		    "true or false: stop one miner of known power and see "
		    "whether the container's consumption falls by as much");
}

static void
check_plant(struct checking *c, const struct site_plant *p)
{
	if (!p->api_endpoint)
		check_fault(c, "/plant", "needs \"api_endpoint\", the URL of "
		    "the plant's data");
	else
		check_url(c, "/plant/api_endpoint", p->api_endpoint,
		    "https", "http");
	if (!p->plant_id)
		check_fault(c, "/plant", "needs \"plant_id\", the plant's "
		    "name in its data");
	check_answers(c, p);
	if (p->api_key && p->api_key_file)
		check_fault(c, "/plant/api_key_file",
		    "stands beside api_key; keep one of them");
	if (p->test_mode != NONE)
		check_warn(c, "/plant/test_mode", "is ignored: powerhive-sim "
		    "serves a plant for trials");
	if (p->test_server_url)
		check_warn(c, "/plant/test_server_url", "is ignored: write "
		    "the address into api_endpoint");
}

/* ---- The rest ----------------------------------------------------------- */

static bool
is_zone(const char *zone)
{
	char path[128], head[4] = "";
	FILE *f;

	if (!strcmp(zone, "UTC"))
		return true;
	if (*zone == '/' || strstr(zone, ".."))
		return false;
	snprintf(path, sizeof path, ZONES "/%s", zone);
	if (!(f = fopen(path, "re")))
		return false;
	if (fread(head, 1, 4, f) != 4)
		head[0] = '\0';
	fclose(f);
	return !memcmp(head, "TZif", 4);
}

static void
check_names(struct checking *c, const struct site *s)
{
	const char *p = s->currency;

	if (!is_zone(s->timezone))
		check_fault(c, "/site/timezone", "is no time zone of "
		    ZONES "; write it like Europe/Zurich");
	while (p && *p >= 'A' && *p <= 'Z')
		p++;
	if (p && *p)
		check_fault(c, "/site/currency",
		    "must be three capital letters, like USD");
	if (s->http_addr)
		check_warn(c, "/http/addr", "is ignored: nginx listens, see "
		    "its configuration");
}

/* local@domain, and nothing that ends a line or an address. */
static bool
is_address(const char *s)
{
	const char *at = strchr(s, '@');

	for (const char *p = s; *p; p++)
		if (*p <= ' ' || *p > '~' || strchr("<>(),;:\\\"[]", *p))
			return false;
	return at && at > s && at[1] && !strchr(at + 1, '@');
}

static void
check_mail(struct checking *c, const struct site *s)
{
	const struct site_word *to = s->email_to.v;

	for (size_t i = 0; i < s->email_to.n; i++)
		if (!is_address(to[i].text))
			check_fault(c, arena_printf(c->arena,
			    "/alerts/email_to/%zu", i),
			    "is no mail address");
	if (!s->smtp_url)
		check_fault(c, "/alerts/email_to", "needs \"smtp_url\", the "
		    "mail server");
	else if (s->smtp_starttls)
		check_url(c, "/alerts/smtp_url", s->smtp_url,
		    strncasecmp(s->smtp_url, "smtp:", 5) ? "smtps" : "smtp",
		    "smtps");
	else
		check_url(c, "/alerts/smtp_url", s->smtp_url, "smtps", "smtp");
	if (!s->email_from)
		check_fault(c, "/alerts/email_to", "needs \"from\", the "
		    "address that the mails come from");
	else if (!is_address(s->email_from))
		check_fault(c, "/alerts/from", "is no mail address");
}

static void
check_alerts(struct checking *c, const struct site *s)
{
	if (s->heartbeat_url)
		check_url(c, "/alerts/heartbeat_url", s->heartbeat_url,
		    "https", "http");
	if (s->webhook_url)
		check_url(c, "/alerts/webhook_url", s->webhook_url,
		    "https", "http");
	if (s->email_to.n)
		check_mail(c, s);
}

static void
check_links(struct checking *c, const struct site *s)
{
	if (s->mqtt_url)
		check_url(c, "/mqtt/url", s->mqtt_url, "mqtts", "mqtt");
	if (*s->mqtt_prefix == '/' || strpbrk(s->mqtt_prefix, "+#") ||
	    s->mqtt_prefix[strlen(s->mqtt_prefix) - 1] == '/')
		check_fault(c, "/mqtt/prefix", "must be the first part of "
		    "a topic: no + or #, no / at either end");
	check_alerts(c, s);
	if (!s->tls_certificate != !s->tls_key)
		check_fault(c, "/tls", "needs both certificate and key");
	if (strlen(site_order_socket(c->arena, s)) > 100)
		check_fault(c, "/run/path", "is too long for a socket");
}

static void
check_secrets(struct checking *c, const struct site *s)
{
	if (!c->shared)
		return;
	if (s->plant && s->plant->api_key)
		check_fault(c, "/plant/api_key", "other users can read it: "
		    "put it into a file and name that in api_key_file, or "
		    "chmod 600 %s", c->name);
	if (strcmp(s->unlock_password, site_defaults.unlock_password))
		check_fault(c, "/network/unlock_password", "other users can "
		    "read it: put it into a file and name that in "
		    "unlock_password_file, or chmod 600 %s", c->name);
}

void
check_site(struct checking *c, const struct site *s)
{
	check_names(c, s);
	check_network(c, s);
	if (s->plant)
		check_plant(c, s->plant);
	check_links(c, s);
	check_secrets(c, s);
}
