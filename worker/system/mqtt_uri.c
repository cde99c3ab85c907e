/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "worker/system/mqtt.h"

char *
mqtt_uri(struct arena *a, const char *url)
{
	bool tls = !strncmp(url, "mqtts://", 8);
	const char *host = strstr(url, "://"), *colon;
	size_t n;

	host = host ? host + 3 : url;
	n = strcspn(host, "/");
	colon = memrchr(host, ':', n);
	if (colon && memchr(colon, ']', n - (size_t)(colon - host)))
		colon = NULL;
	return arena_printf(a, "%s://%.*s%s", tls ? "ssl" : "tcp", (int)n,
	    host, colon ? "" : tls ? ":8883" : ":1883");
}
