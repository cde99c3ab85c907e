/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "hive/base/text.h"
#include "tests/fake/http.h"
#include "tests/sim/farm.h"

static const char *
header(const struct http_call *c, const char *name)
{
	size_t n = strlen(name);

	for (int i = 0; i < HTTP_HEADERS && c->header[i]; i++)
		if (!strncasecmp(c->header[i], name, n) &&
		    c->header[i][n] == ':')
			return c->header[i] + n + 2;
	return NULL;
}

static int64_t
answer(struct http_call *c, const struct sim_reply *r)
{
	if (r->end != SIM_WHOLE || r->says_len != (int64_t)r->len) {
		c->why = "broken answer";
		return r->delay_ms;
	}
	c->status = r->status;
	c->text = arena_text(&c->arena, r->body, r->len);
	c->len = r->len;
	return r->delay_ms;
}

int64_t
fake_from_farm(struct farm *farm, struct http_call *c, int64_t now_ms)
{
	char host[16] = "", path[128] = "/";
	struct sim_request q = { .query = "", .path = path,
	    .method = c->method ? c->method : c->body ? "POST" : "GET",
	    .api_key = header(c, "x-api-key"),
	    .authorization = header(c, "Authorization"), .body = c->body,
	    .len = c->body ? strlen(c->body) : 0 };
	struct sim_reply r;
	uint32_t ip = 0;

	sscanf(c->url, "http://%15[0-9.]:%*d%127s", host, path);
	text_ipv4(host, &ip);
	farm_advance(farm, now_ms);
	if (ip == FAKE_PLANT_IP) {
		q.path = "/data/latest";
		q.query = strchr(path, '?') ? strchr(path, '?') + 1 : "";
		farm_plant_ask(farm, &c->arena, &q, &r);
		return answer(c, &r);
	}
	if (farm_door(farm, ip) != SIM_OPEN) {
		c->why = "connection refused";
		return farm_door(farm, ip) == SIM_REFUSED ? 1 : 100000;
	}
	farm_ask(farm, &c->arena, ip, &q, &r);
	return answer(c, &r);
}
