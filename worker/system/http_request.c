/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "hive/base/text.h"
#include "worker/system/http_visit.h"

/*
 * What libcurl is told of one call, and what it hands over of the answer while
 * this comes.  on_connect() asks at the socket itself whether an address is
 * allowed: names, redirects and proxies cannot lead around that.
 */

#define HEADERS_MAX	16384
#define TEXT_FIRST	8192

static size_t
on_body(char *data, size_t one, size_t n, void *arg)
{
	struct http_visit *v = arg;
	struct http_call *call = &v->call;

	(void)one;
	if (call->len + n > HTTP_BODY_MAX) {
		call->why = "body over 256 kB";
		return 0;
	}
	if (call->len + n + 1 > v->room) {
		size_t room = v->room ? 4 * v->room : TEXT_FIRST;

		while (room < call->len + n + 1)
			room *= 4;
		call->text = memcpy(arena_take(&call->arena, room),
		    call->len ? call->text : "", call->len);
		v->room = room;
	}
	memcpy(call->text + call->len, data, n);
	call->text[call->len += n] = '\0';
	return n;
}

static size_t
on_header(char *data, size_t one, size_t n, void *arg)
{
	struct http_visit *v = arg;

	(void)one;
	if (n > 6 && n < 64 && !strncasecmp(data, "date:", 5)) {
		char text[64];

		memcpy(text, data + 5, n - 5);
		text[n - 5] = '\0';
		v->call.date_s = curl_getdate(text, NULL);
	}
	v->header_bytes += n;
	if (v->header_bytes <= HEADERS_MAX)
		return n;
	v->call.why = "headers over 16 kB";
	return 0;
}

static bool
may_connect(const struct http_visit *v, const struct curl_sockaddr *a)
{
	const struct sockaddr_in *in = (const void *)&a->addr;
	bool v4 = a->family == AF_INET;
	uint32_t ip = v4 ? ntohl(in->sin_addr.s_addr) : 0;

	if (v->http->allowed)
		return v4 && v->http->allowed(v->http->arg, ip);
	if (v->call.mail ? v->call.mail->tls :
	    !strncasecmp(v->call.url, "https:", 6))
		return true;
	return v4 && text_ipv4_near(ip);
}

static curl_socket_t
on_connect(void *arg, curlsocktype purpose, struct curl_sockaddr *a)
{
	struct http_visit *v = arg;

	(void)purpose;
	if (!may_connect(v, a)) {
		v->call.why = "address is not allowed";
		return CURL_SOCKET_BAD;
	}
	return socket(a->family, a->socktype | SOCK_CLOEXEC | SOCK_NONBLOCK,
	    a->protocol);
}

/* What holds for every call; see docs/decisions.md, "Hostile replies". */
void
http_set_limits(struct http_visit *v)
{
	CURL *c = v->curl;

#if LIBCURL_VERSION_NUM >= 0x075500
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
#else
	curl_easy_setopt(c, CURLOPT_PROTOCOLS,
	    (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_HTTP09_ALLOWED, 0L);
	curl_easy_setopt(c, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, v);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, v);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_connect);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, v);
	curl_easy_setopt(c, CURLOPT_PRIVATE, v);
}

void
http_set_request(struct http_visit *v)
{
	struct http_call *call = &v->call;
	CURL *c = v->curl;

	curl_easy_setopt(c, CURLOPT_URL, call->url);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, call->connect_ms);
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, call->timeout_ms);
	curl_easy_setopt(c, CURLOPT_FORBID_REUSE, (long)call->last);
	if (call->ca_file)
		curl_easy_setopt(c, CURLOPT_CAINFO, call->ca_file);
	if (call->mail) {
		v->headers = mail_set(c, call->mail);
		return;
	}
	for (int i = 0; i < HTTP_HEADERS && call->header[i]; i++)
		v->headers = curl_slist_append(v->headers, call->header[i]);
	if (call->body) {
		v->headers = curl_slist_append(v->headers,
		    "Content-Type: application/json");
		/* Small servers do not know 100-continue. */
		v->headers = curl_slist_append(v->headers, "Expect:");
		curl_easy_setopt(c, CURLOPT_POSTFIELDS, call->body);
	}
	if (call->last)
		v->headers = curl_slist_append(v->headers,
		    "Connection: close");
	if (call->method)
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, call->method);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, v->headers);
}
