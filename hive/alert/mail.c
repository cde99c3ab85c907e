/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <curl/curl.h>
#include <string.h>

#include "hive/alert/mail.h"
#include "hive/base/log.h"
#include "hive/site/site.h"

static size_t
on_read(char *to, size_t one, size_t n, void *arg)
{
	struct mail *m = arg;
	size_t left = strlen(m->text + m->at);

	(void)one;
	if (n > left)
		n = left;
	memcpy(to, m->text + m->at, n);
	m->at += n;
	return n;
}

static struct curl_slist *
recipients(const struct mail *m)
{
	const struct site_word *to = m->to.v;
	struct curl_slist *list = NULL, *longer;

	for (size_t i = 0; i < m->to.n; i++) {
		if (!(longer = curl_slist_append(list, to[i].text)))
			log_die("out of memory");
		list = longer;
	}
	return list;
}

struct curl_slist *
mail_set(void *curl, struct mail *m)
{
	struct curl_slist *to = recipients(m);

	m->at = 0;
#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
#else
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS,
	    (long)(CURLPROTO_SMTP | CURLPROTO_SMTPS));
#endif
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
	    m->tls ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_NONE);
	if (m->user)
		curl_easy_setopt(curl, CURLOPT_USERNAME, m->user);
	if (m->password)
		curl_easy_setopt(curl, CURLOPT_PASSWORD, m->password);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, m->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(curl, CURLOPT_READDATA, m);
	return to;
}
