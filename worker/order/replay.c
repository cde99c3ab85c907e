/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <string.h>

#include "hive/base/duration.h"
#include "hive/order/kept_answer.h"
#include "worker/core/turn.h"
#include "worker/order/replay.h"

#define KEY_MAX 128

static void
digest_of(const struct order *o, unsigned char digest[32])
{
	const char *parts[] = { o->order, o->target, o->body };
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, 32);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *s = parts[i] ? parts[i] : "";

		crypto_generichash_update(&h, (const unsigned char *)s,
		    strlen(s) + 1);
	}
	crypto_generichash_final(&h, digest, 32);
}

bool
idempotency_known(struct order_call *c)
{
	const struct order *o = &c->order;
	unsigned char digest[32];
	struct kept_answer k;

	if (!o->key)
		return false;
	if (!*o->key || strlen(o->key) > KEY_MAX) {
		order_refuse(c, 400, "the Idempotency-Key must have 1 to 128 "
		    "characters", NULL);
		return true;
	}
	if (!kept_answer_find(c->turn->db, c->arena, o->who ? o->who : "",
	    o->key, c->turn->wall_ms - DAY_MS, &k))
		return false;
	digest_of(o, digest);
	if (k.digest.n != 32 || sodium_memcmp(k.digest.p, digest, 32))
		order_refuse(c, 422, "this Idempotency-Key was used for "
		    "something else", NULL);
	else
		json_read(c->arena, k.answer, strlen(k.answer), answer_fields,
		    &c->answer);
	return true;
}

void
idempotency_keep(struct order_call *c)
{
	unsigned char digest[32];
	struct json j;

	if (!c->order.key || c->later || c->answer.status >= 300)
		return;
	digest_of(&c->order, digest);
	json_init(&j, c->arena);
	json_record(&j, answer_fields, &c->answer);
	kept_answer_add(c->turn->db, &(struct kept_answer){
	    .caller = c->order.who ? c->order.who : "",
	    .key = c->order.key, .digest = { digest, sizeof digest },
	    .status = c->answer.status, .answer = json_done(&j),
	    .at = c->turn->wall_ms });
	kept_answer_forget(c->turn->db, c->turn->wall_ms - DAY_MS);
}
