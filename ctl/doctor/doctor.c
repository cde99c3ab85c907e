/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdarg.h>
#include <stdio.h>

#include "ctl/doctor/doctor.h"
#include "hive/base/instant.h"

enum finding
found(struct patient *p, enum finding finding, const char *format, ...)
{
	char text[600];
	va_list ap;

	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	p->said = ctl_text(p->ctl, text);
	return finding;
}

static int
look_at(struct patient *p, FILE *to, const struct check *checks)
{
	static const char *const words[] = { "ok", "doubt", "BROKEN", "-" };
	int broken = 0;

	for (; checks->name; checks++) {
		enum finding finding = checks->look(p);

		broken += finding == FOUND_BROKEN;
		fprintf(to, "%-7s %-14s %s\n", words[finding], checks->name,
		    p->said);
	}
	return broken;
}

int
doctor_examine(struct ctl *c, FILE *to, bool deep)
{
	struct patient p = { .ctl = c, .now = day_wall_ms(), .deep = deep };
	int broken;

	if (!c->db)
		c->db = db_open_read(c->site.database_path, &p.no_db);
	if (p.no_db)
		p.no_db = ctl_text(c, p.no_db);
	broken = look_at(&p, to, service_checks);
	return broken + look_at(&p, to, host_checks);
}

int
doctor_run(struct ctl *c)
{
	int status = ctl_site(c), broken;

	if (status)
		return status;
	broken = doctor_examine(c, stdout, ctl_value(c, "deep") != NULL);
	return broken ? ctl_fail(1, "%d %s broken", broken,
	    broken == 1 ? "thing is" : "things are") : 0;
}
