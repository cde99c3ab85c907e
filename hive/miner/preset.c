/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "hive/miner/model.h"

/*
 * A preset's label is all that is known of it before it has run: its watts
 * are in the name or in the sentence beside it, its hashrate only there, and
 * what is not plausible is absent.  A list of presets is kept once, however
 * many miners have it: it is found by the digest of the model and of all that
 * it says, and never changed.
 */

#define WATTS_MIN	100
#define WATTS_MAX	20000

const struct field word_fields[] = {
	FIELD_AS(SCALAR, struct word, text),
	FIELDS_END
};

const struct field preset_fields[] = {
	FIELD(struct preset, name),
	FIELD(struct preset, pretty),
	FIELD(struct preset, power_w, .doc = "label, W"),
	FIELD(struct preset, hashrate_ths, .doc = "label, TH/s"),
	FIELD(struct preset, tuned),
	FIELD(struct preset, modded_psu),
	FIELDS_END
};

static int64_t
plausible(long long watts)
{
	return watts >= WATTS_MIN && watts <= WATTS_MAX ? watts : NONE;
}

/* "2620" and "3010W", nothing else. */
static int64_t
watts_of_name(const char *name)
{
	char *end;
	long long n;

	if (!isdigit((unsigned char)*name))
		return NONE;
	n = strtoll(name, &end, 10);
	if (*end == 'W' || *end == 'w')
		end++;
	return *end ? NONE : plausible(n);
}

/* "2620 watt ~ 91 TH": the number before the word. */
static int64_t
watts_of_pretty(const char *pretty)
{
	const char *at = strstr(pretty, "watt");
	const char *p = at;

	if (!at)
		return NONE;
	while (p > pretty && isspace((unsigned char)p[-1]))
		p--;
	while (p > pretty && isdigit((unsigned char)p[-1]))
		p--;
	return plausible(strtoll(p, NULL, 10));
}

/* The number behind "~", in TH; GH are a thousandth, MH a millionth. */
static double
ths_of_pretty(const char *pretty)
{
	const char *at = strchr(pretty, '~');
	char *end;
	double x;

	if (!at)
		return NAN;
	x = strtod(at + 1, &end);
	while (isspace((unsigned char)*end))
		end++;
	if (end == at + 1 || !(x > 0) || x > 100000)
		return NAN;
	return *end == 'G' ? x / 1e3 : *end == 'M' ? x / 1e6 : x;
}

bool
preset_is_disabled(const char *name)
{
	return name && !strcmp(name, "disabled");
}

void
preset_read_label(struct preset *p)
{
	p->power_w = NONE;
	p->hashrate_ths = NAN;
	if (preset_is_disabled(p->name))
		return;
	p->power_w = watts_of_name(p->name);
	if (!p->pretty)
		return;
	if (p->power_w == NONE)
		p->power_w = watts_of_pretty(p->pretty);
	p->hashrate_ths = ths_of_pretty(p->pretty);
}

/* ---- Lists -------------------------------------------------------------- */

static void
add_text(crypto_generichash_state *h, const char *s)
{
	s = s ? s : "";
	crypto_generichash_update(h, (const unsigned char *)s, strlen(s) + 1);
}

static void
digest_of(const char *model, struct list presets, unsigned char digest[32])
{
	const struct preset *p = presets.v;
	crypto_generichash_state h;

	crypto_generichash_init(&h, NULL, 0, 32);
	add_text(&h, model);
	for (size_t i = 0; i < presets.n; i++) {
		unsigned char flags[2] = { p[i].tuned, p[i].modded_psu };

		add_text(&h, p[i].name);
		add_text(&h, p[i].pretty);
		crypto_generichash_update(&h, flags, sizeof flags);
	}
	crypto_generichash_final(&h, digest, 32);
}

static void
keep_preset(struct db *db, int64_t catalogue, size_t position,
    const struct preset *p)
{
	static struct query q = QUERY("INSERT INTO preset (catalogue,"
	    " position, name, pretty, power_w, hashrate_ths, tuned,"
	    " modded_psu) VALUES (:catalogue, :position, :name, :pretty,"
	    " :power_w, :hashrate_ths, :tuned, :modded_psu)");

	db_bind(db, &q, preset_fields, p);
	db_int(db, &q, ":catalogue", catalogue);
	db_int(db, &q, ":position", (int64_t)position);
	db_run(db, &q);
}

int64_t
catalogue_keep(struct db *db, const char *model, struct list presets)
{
	static struct query find = QUERY("SELECT id FROM catalogue"
	    " WHERE digest = :digest");
	static struct query add = QUERY("INSERT INTO catalogue (model, digest)"
	    " VALUES (:model, :digest) RETURNING id");
	const struct preset *p = presets.v;
	unsigned char digest[32];
	struct blob blob = { digest, sizeof digest };
	int64_t id;

	digest_of(model, presets, digest);
	db_blob(db, &find, ":digest", blob);
	if ((id = db_number(db, &find, NONE)) != NONE)
		return id;
	db_text(db, &add, ":model", model);
	db_blob(db, &add, ":digest", blob);
	id = db_number(db, &add, NONE);
	for (size_t i = 0; id != NONE && i < presets.n; i++)
		keep_preset(db, id, i, &p[i]);
	return id;
}

struct list
catalogue_get(struct db *db, struct arena *arena, int64_t id)
{
	static struct query count = QUERY("SELECT count(*) FROM preset"
	    " WHERE catalogue = :id");
	static struct query q = QUERY("SELECT * FROM preset"
	    " WHERE catalogue = :id ORDER BY position");
	struct list l = { NULL, 0 };
	struct preset *p;

	db_int(db, &count, ":id", id);
	l.n = (size_t)db_number(db, &count, 0);
	l.v = p = ARENA_MANY(arena, struct preset, l.n);
	db_int(db, &q, ":id", id);
	for (size_t i = 0; i < l.n && db_row(db, &q, preset_fields, &p[i]);
	    i++)
		record_keep(arena, preset_fields, &p[i]);
	db_end(db, &q);
	return l;
}
