/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "ctl/command/file.h"
#include "ctl/ledger/ledger.h"
#include "hive/base/instant.h"
#include "hive/base/zone.h"
#include "hive/json/json.h"
#include "hive/money/statement.h"
#include "hive/verify/reconcile.h"
#include "hive/verify/verify.h"

#define STATEMENT_MAX	(64u << 20)
#define STATEMENT_MS	120000
#define BAR		40

/* --key, or the file beside the database. */
static int
read_key(struct ctl *c, struct head_public *key)
{
	const char *path = ctl_value(c, "key"), *error;
	int status = path ? 0 : ctl_site(c);

	if (status)
		return status;
	if (!path)
		path = arena_printf(&c->arena, "%s/ledger.pub",
		    file_folder(&c->arena, c->site.database_path));
	error = head_public_read(key, path);
	return error ? ctl_fail(EX_NOINPUT, "%s: %s", path, error) : 0;
}

/* ---- Statements --------------------------------------------------------- */

static int
read_statement(struct ctl *c, const char *path,
    const struct head_public *key, struct signed_statement *s)
{
	const char *error, *text;
	size_t len;

	if (!(text = file_read(&c->arena, path, STATEMENT_MAX, &len,
	    &error)))
		return ctl_fail(EX_NOINPUT, "%s", error);
	error = statement_verify(&c->arena, text, len, key, s);
	return error ? ctl_fail(3, "%s: %s", path, error) : 0;
}

/* Exact, as in the statement. */
static const char *
decimal(struct ctl *c, int64_t n, int scale)
{
	struct json j;

	if (n == NONE)
		return "-";
	json_init(&j, &c->arena);
	json_fixed_point(&j, n, scale);
	return json_done(&j);
}

static int
check_statement(struct ctl *c, const char *path)
{
	const struct statement_meter *m;
	const struct statement *s;
	struct signed_statement signed_one;
	struct head_public key;
	struct table t;
	int status = read_key(c, &key);

	if (status || (status = read_statement(c, path, &key, &signed_one)))
		return status;
	/* ctl_fail() is never 0.
	 * NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
	s = signed_one.statement;
	m = s->meters.v;
	printf("good: %s, %s, made at %s; the ledger had %s entries\n",
	    ctl_text(c, s->site), ctl_text(c, s->period),
	    ctl_time(c, s->made_at), ctl_int(c, s->head_entry));
	TABLE_HEAD(&t, c, "METER", "DEVICE", "LOCATION", "KWH", "COST",
	    "SLOTS", "MISSING", "ESTIMATED");
	for (size_t i = 0; i < s->meters.n; i++)
		TABLE_ADD(&t, ctl_int(c, m[i].meter),
		    ctl_text(c, m[i].device), ctl_text(c, m[i].location),
		    decimal(c, m[i].energy_uwh, 9), decimal(c, m[i].cost, 6),
		    ctl_int(c, m[i].slots), ctl_int(c, m[i].missing_slots),
		    ctl_int(c, m[i].estimated_slots));
	table_print(&t, stdout);
	if (s->total_uwh != NONE)
		printf("%s kWh, %s %s, %s; %s, confidence %s\n",
		    decimal(c, s->total_uwh, 9), decimal(c, s->total_cost, 6),
		    ctl_text(c, s->currency), s->later.n ?
		    "with credits and debits of closed months" :
		    "nothing of other months",
		    ctl_text(c, finality_words[s->state]),
		    ctl_text(c, confidence_words[s->confidence]));
	return 0;
}

int
ledger_statement_run(struct ctl *c)
{
	const char *path = ctl_value(c, "verify");
	const char *period = ctl_value(c, "period");
	struct answer answer;
	int status;

	if (path)
		return check_statement(c, path);
	if (!period)
		return ctl_misuse(c, "which --period, or what to "
		    "--verify?");
	status = ctl_order_wait(c, "ledger_statement", period, NULL,
	    STATEMENT_MS, &answer);
	/* In a file it is what the API sends, byte for byte. */
	if (!status)
		printf("%s%s", answer.body, isatty(STDOUT_FILENO) ? "\n" : "");
	return status;
}

int
ledger_sign_run(struct ctl *c)
{
	struct answer answer;
	int status = ctl_order(c, "ledger_sign", NULL, NULL, &answer);

	if (!status)
		ctl_pretty(stdout, answer.body);
	return status;
}

/* ---- Reconciliation ------------------------------------------------------ */

#define WAIT_S	600

/* The worker does it in small steps; its row tells when it has ended. */
int
ledger_reconcile_run(struct ctl *c)
{
	struct reconcile_run run;
	struct answer answer;
	struct json j;
	int64_t id;
	int status = ctl_order(c, "ledger_reconcile", NULL, NULL, &answer);

	if (status || (status = ctl_db(c)))
		return status;
	id = strtoll(answer.id, NULL, 10);
	for (int i = 0; i < WAIT_S * 10; i++) {
		if (reconcile_get(c->db, &c->arena, id, &run) &&
		    run.ended_at != NONE)
			break;
		db_rest(c->db);
		usleep(100000);
	}
	json_init(&j, &c->arena);
	json_record(&j, reconcile_fields, &run);
	ctl_pretty(stdout, json_done(&j));
	return run.ended_at == NONE ? EX_TEMPFAIL : 0;
}

/* ---- Verify ------------------------------------------------------------- */

static void
bar(int64_t done, int64_t all)
{
	int n = all ? (int)(done * BAR / all) : BAR;

	fprintf(stderr, "\r[%.*s%*s] %3d %%%s", n,
	    "########################################", BAR - n, "",
	    all ? (int)(done * 100 / all) : 100, done >= all ? "\n" : "");
}

/* The chain must have the hash that a statement was given. */
static int
compare_statement(struct ctl *c, struct verify *v, const char *path)
{
	struct verify_finding f = { .rule = "statement", .meter = NONE,
	    .slot_at = NONE, .text = "the chain is not the one that the"
	    " statement was made of" };
	struct signed_statement signed_one;
	const struct statement *s;
	struct entry e;
	int status = read_statement(c, path, &v->public, &signed_one);

	if (status)
		return status;
	/* NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign): as above */
	s = signed_one.statement;
	if (s->head_entry == NONE)
		return 0;
	f.entry = s->head_entry;
	if (!entry_get(c->db, &c->arena, s->head_entry, &e) ||
	    strcmp(head_hex(&c->arena, e.hash.p, e.hash.n), s->head_hash))
		verify_note(v, &c->arena, VERIFY_CHAIN, &f);
	return 0;
}

static void
report(struct ctl *c, const struct verify *v, int64_t ms)
{
	static const char *const depths[] = { "tail", "quick", "full",
	    "rebuild" };
	static const char *const wrong[VERIFY_KINDS] = {
		[VERIFY_CHAIN] = "chain_wrong",
		[VERIFY_INVARIANT] = "invariants_wrong",
		[VERIFY_SIGNATURE] = "signatures_wrong",
		[VERIFY_REBUILD] = "rebuild_differs",
	};
	struct json j;

	json_init(&j, &c->arena);
	json_open(&j, '{');
	json_pair_bool(&j, "ok", verify_status(v) == VERIFY_NONE);
	json_pair(&j, "mode", depths[v->depth]);
	json_pair_int(&j, "ms", ms);
	for (enum verify_kind k = VERIFY_CHAIN; k < VERIFY_KINDS; k++)
		json_pair_int(&j, wrong[k], v->found[k]);
	json_fields(&j, verify_fields, v, UINT64_MAX);
	json_close(&j, '}');
	ctl_pretty(stdout, json_done(&j));
}

int
ledger_verify_run(struct ctl *c)
{
	const char *as_of = ctl_value(c, "as-of");
	const char *path = ctl_value(c, "statement");
	struct verify v = { .as_of_at = INT64_MAX,
	    .depth = ctl_value(c, "quick") ? VERIFY_QUICK :
	    ctl_value(c, "rebuild") ? VERIFY_ALL : VERIFY_FULL,
	    .progress = isatty(STDERR_FILENO) ? bar : NULL };
	int64_t began = day_mono_ms();
	const char *error;
	int status;

	if (as_of)
		day_read_asked(as_of, &v.as_of_at);
	if ((status = ctl_db(c)) || (status = read_key(c, &v.public)))
		return status;
	if ((error = zone_use(c->site.timezone)))
		return ctl_fail(EX_CONFIG, "%s", error);
	verify_run(c->db, &c->arena, &v);
	if (path && (status = compare_statement(c, &v, path)))
		return status;
	report(c, &v, day_mono_ms() - began);
	return verify_status(&v);
}
