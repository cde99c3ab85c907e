/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>

#include "ctl/control/control.h"
#include "hive/site/setting.h"

/* "observe" as JSON has it, without the quotes. */
static const char *
shown(struct ctl *c, const struct field *f, const struct settings *s)
{
	struct json j;

	if (record_is_text(f))
		return ctl_text(c, record_text(f, s));
	json_init(&j, &c->arena);
	json_field(&j, f, s);
	return json_done(&j);
}

/* "0 to 50", "off|observe|act". */
static const char *
range(struct ctl *c, const struct field *f)
{
	return f->words ? words_listed(&c->arena, f->words) :
	    f->values ? f->values : arena_printf(&c->arena, "%lld to %lld",
	    (long long)f->min, (long long)f->max);
}

int
setting_list_run(struct ctl *c)
{
	int status = ctl_db(c);
	struct settings s;
	struct table t;
	struct json j;

	if (status)
		return status;
	setting_load(c->db, &c->arena, &s);
	if (ctl_value(c, "json")) {
		json_init(&j, &c->arena);
		json_record(&j, setting_fields, &s);
		ctl_pretty(stdout, json_done(&j));
		return 0;
	}
	TABLE_HEAD(&t, c, "NAME", "VALUE", "DEFAULT", "MAY BE", "");
	for (const struct field *f = setting_fields; f->name; f++)
		TABLE_ADD(&t, f->name, shown(c, f, &s),
		    shown(c, f, &setting_defaults), range(c, f), f->doc);
	table_print(&t, stdout);
	return 0;
}

int
setting_set_run(struct ctl *c)
{
	struct answer answer;
	const char *body;
	int status = ctl_pairs(c, 0, setting_fields, &body);

	return status ? status : ctl_order(c, "settings_patch", NULL, body,
	    &answer);
}
