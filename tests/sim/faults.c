/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tests/sim/inside.h"

#define DEEP_LEVELS 20000
#define ENDLESS_PIECE 16384

const char *
faults_text(const struct miner *m, const char *usual)
{
	if (!(m->faults & HOSTILE))
		return usual;
	return "<img src=x onerror=alert(1)>\"'`\\ ${1+1} {{7*7}} %s%n\r\n"
	    "<6>forged: line\x1b[31m\x07\xe2\x80\xae\xe2\x80\xa8"
	    "'; DROP TABLE miners; -- =1+1|'!A0 ../../etc/passwd";
}

static void
answer_deep(struct ask *a)
{
	char *text = arena_take(a->arena, 2 * DEEP_LEVELS + 1);

	memset(text, '[', DEEP_LEVELS);
	memset(text + DEEP_LEVELS, ']', DEEP_LEVELS);
	ask_text(a, "application/json", text);
}

/* This piece again and again: whitespace, so that it may yet become JSON. */
static void
answer_endless(struct ask *a)
{
	char *text = arena_take(a->arena, ENDLESS_PIECE + 1);

	memset(text, ' ', ENDLESS_PIECE);
	ask_text(a, "application/json", text);
	a->reply->end = SIM_ENDLESS;
}

static void
answer_stock(struct ask *a)
{
	ask_text(a, "text/html", "<h1>401</h1>\n");
	a->reply->status = 401;
	a->reply->header = "WWW-Authenticate: Digest realm=\"antMiner"
	    " Configuration\", nonce=\"00\", qop=\"auth\"";
}

bool
faults_answer(struct ask *a)
{
	uint32_t f = a->miner->faults;

	if (f & HANG) {
		a->reply->end = SIM_HANG;
		a->reply->delay_ms = a->miner->hang_ms;
	} else if (f & FOREIGN)
		ask_text(a, "text/html", "<title>Label printer</title>\n");
	else if (f & STOCK)
		answer_stock(a);
	else if (f & ERROR_500)
		ask_error(a, 500, faults_text(a->miner,
		    "CGMiner err: no answer from api "));
	else if (f & EMPTY)
		ask_text(a, "application/json", "");
	else if (f & NOT_JSON)
		ask_text(a, "application/json", "{\"miner\": {\"power_cons");
	else if (f & DEEP)
		answer_deep(a);
	else if (f & ENDLESS)
		answer_endless(a);
	else
		return false;
	return true;
}

void
faults_spoil(struct ask *a)
{
	struct sim_reply *r = a->reply;
	uint32_t f = a->miner->faults;

	if (f & SLOW)
		r->delay_ms += a->miner->slow_ms;
	if (r->end != SIM_WHOLE)
		return;
	if (f & HALF) {
		r->end = SIM_CUT;
		r->cut_after = r->len / 2;
	}
	if (f & LONG_LENGTH) {
		r->says_len += 100;
		r->close = true;
	}
	if (f & SHORT_LENGTH)
		r->says_len /= 2;
}

const struct sim_fault *
fault_named(const struct sim_fault *f, const char *name)
{
	while (f->name && strcmp(f->name, name))
		f++;
	return f->name ? f : NULL;
}
