/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <curl/curl.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/control/control.h"
#include "hive/alert/notice.h"
#include "hive/base/duration.h"
#include "hive/base/instant.h"

#define TIMEOUT_MS	15000

/*
 * The way round the worker, for when it has failed: the channels of the
 * configuration, also of one that the worker refuses to start with.
 */
static size_t
drop(char *data, size_t one, size_t n, void *arg)
{
	(void)data;
	(void)arg;
	return one * n;
}

static void
set_common(struct ctl *c, CURL *curl, const char *url, char *why)
{
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)OUTSIDE_CONNECT_MS);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)TIMEOUT_MS);
	curl_easy_setopt(curl, CURLOPT_PROXY, "");
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, drop);
	curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, why);
	if (c->site.alert_ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO,
		    c->site.alert_ca_file);
}

static struct curl_slist *
set_post(CURL *curl, const char *body)
{
	struct curl_slist *headers = curl_slist_append(NULL,
	    "Content-Type: application/json");

	curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	return headers;
}

/* NULL, or why it was not taken. */
static const char *
perform(struct ctl *c, CURL *curl, char *why)
{
	CURLcode result = curl_easy_perform(curl);
	long status = 0;

	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
	if (result != CURLE_OK)
		return arena_copy(&c->arena, *why ? why :
		    curl_easy_strerror(result));
	return status >= 200 && status < 300 ? NULL :
	    arena_printf(&c->arena, "status %ld", status);
}

static const char *
send_over(struct ctl *c, enum notice_channel channel, const struct notice *n)
{
	char why[CURL_ERROR_SIZE] = "";
	CURL *curl = curl_easy_init();
	struct curl_slist *list;
	struct mail *mail = NULL;
	const char *error = NULL;

	if (!curl)
		return "libcurl does not start";
	if (channel == CHANNEL_EMAIL)
		mail = notice_mail(&c->arena, &c->site, n, &error);
	if (!error) {
		set_common(c, curl, mail ? c->site.smtp_url :
		    c->site.webhook_url, why);
		list = mail ? mail_set(curl, mail) :
		    set_post(curl, notice_json(&c->arena, &c->site, n));
		error = perform(c, curl, why);
		curl_slist_free_all(list);
	}
	curl_easy_cleanup(curl);
	return error;
}

static bool
usable(const struct site *s, enum notice_channel channel)
{
	return notice_channel(s, channel) && (channel != CHANNEL_EMAIL ||
	    (s->smtp_url && s->email_from));
}

int
alert_send_run(struct ctl *c)
{
	static const enum notice_channel channels[] = { CHANNEL_WEBHOOK,
	    CHANNEL_EMAIL };
	enum severity severity = words_value(severity_words,
	    ctl_value(c, "severity"));
	const char *error;
	struct notice n = { .kind = "failure", .text = c->argv[0],
	    .severity = severity ? severity : SEVERITY_CRITICAL,
	    .now = day_wall_ms() };
	char host[65] = "?";
	int status = 0, found = 0;

	if (ctl_site(c) && !site_salvage(&c->arena, c->config, &c->site))
		return EX_CONFIG;
	curl_global_init(CURL_GLOBAL_DEFAULT);
	gethostname(host, sizeof host - 1);
	n.subject = arena_printf(&c->arena, "%s from %s: %s",
	    severity_words[n.severity], host, n.text);
	for (size_t i = 0; i < 2; i++) {
		if (!usable(&c->site, channels[i]))
			continue;
		found++;
		if ((error = send_over(c, channels[i], &n)))
			status = ctl_fail(EX_UNAVAILABLE, "%s: %s",
			    notice_channel_words[channels[i]], error);
		else
			printf("sent over %s\n",
			    notice_channel_words[channels[i]]);
	}
	return found ? status : ctl_fail(EX_CONFIG,
	    "the configuration names no channel, see \"alerts\"");
}
