/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <string.h>

#include "hive/base/option.h"

const char *
operands_usage(struct arena *a, const struct operand *row)
{
	const char *text = "";

	for (; row && row->value.name; row++)
		text = arena_printf(a, "%s%s%s%s%s%s", text,
		    *text ? " " : "", row->needed ? "" : "[",
		    row->value.name, row->many ? "..." : "",
		    row->needed ? "" : "]");
	return text;
}

const char *
options_usage(struct arena *a, const struct option *row)
{
	const char *text = "";

	for (; row && row->name; row++)
		text = arena_printf(a, "%s %s--%s%s%s%s", text,
		    row->needed ? "" : "[", row->name,
		    row->value.name ? " " : "",
		    row->value.name ? row->value.name : "",
		    row->needed ? "" : "]");
	return text;
}

void
options_print(FILE *to, struct arena *a, const struct option *row)
{
	for (; row && row->name; row++)
		fprintf(to, "  %-24s %s\n", arena_printf(a, "--%s %s",
		    row->name, row->value.name ? row->value.name : ""),
		    row->doc);
}

/* "--keep N   a whole number from 1 to 10000" */
static void
print_value(FILE *to, struct arena *a, const char *name,
    const struct value *v, bool needed, bool many)
{
	fprintf(to, "  %-24s %s%s%s\n", name, needed ? "needed; " : "",
	    value_told(a, v), many ? "; may be given again" : "");
}

static void
print_rule(FILE *to, struct arena *a, const struct option_rule *rule)
{
	static const char *const words[] = {
		[RULE_ONE] = "needed, and just one of",
		[RULE_ONE_MAX] = "at most one of",
		[RULE_ONLY_WITH] = "the first only with the second:"
	};
	const char *text = "";

	for (const char *p = rule->names; *p; p += *p == '|') {
		size_t len = strcspn(p, "|");

		text = arena_printf(a, "%s%s%s%.*s", text, *text ? ", " : "",
		    *p >= 'A' && *p <= 'Z' ? "" : "--", (int)len, p);
		p += len;
	}
	fprintf(to, "  %s %s\n", words[rule->kind], text);
}

void
values_print(FILE *to, struct arena *a, const struct operand *operand,
    const struct option *option, const struct option_rule *rule)
{
	bool none = true;

	for (; operand && operand->value.name; operand++, none = false)
		print_value(to, a, operand->value.name, &operand->value,
		    operand->needed, operand->many);
	for (; option && option->name; option++)
		if (option->value.name) {
			print_value(to, a, arena_printf(a, "--%s %s",
			    option->name, option->value.name),
			    &option->value, option->needed, option->many);
			none = false;
		}
	for (; rule && rule->kind != RULE_END; rule++, none = false)
		print_rule(to, a, rule);
	if (none)
		fprintf(to, "  none\n");
}
