/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "tests/lib/hand_rig.h"

/*
 * The readings of a meter as a client may send them: one, a list, or a list in
 * an object, with blanks wherever JSON has them; and the orders about one
 * meter or ticket, by its number.
 */
static struct answer
send(const char *body)
{
	return rig_order(&b, "meter_telemetry", NULL, body);
}

static const char *
reading(const char *device, double wh, int at_s)
{
	return arena_printf(&b.arena, "{\"esp32_name\":\"%s\","
	    "\"energy_wh_total\":%.1f,\"timestamp\":%d}", device, wh,
	    1795165200 + at_s);
}

/* ---- Lists --------------------------------------------------------------- */

/* Each form with two readings in it. */
static void
check_forms(void)
{
	static const char *const forms[] = { "[%s,%s]", " [ %s , %s ] ",
	    "{\"readings\":[%s,%s]}", "{\"readings\": [%s,%s]}",
	    "{ \"readings\" :[%s,%s] }", " {\"readings\":[%s,%s]}\r\n",
	    "\n\t{  \"readings\"  :  [%s,%s]  }  \n",
	    "{\n\"readings\":\n[%s,\n%s]\n}" };
	int at_s = 0;

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		const char *rest = strstr(forms[i], "%s") + 2;
		const char *end = strstr(rest, "%s") + 2;
		const char *body = arena_printf(&b.arena, "%.*s%s%.*s%s%s",
		    (int)(rest - 2 - forms[i]), forms[i],
		    reading("hall", 1000 + 2 * (double)i, at_s),
		    (int)(end - 2 - rest), rest,
		    reading("hall", 1001 + 2 * (double)i, at_s + 60), end);
		struct answer a = send(body);

		at_s += 120;
		printf("# %s\n", forms[i]);
		CHECK_INT(a.status, 200);
		CHECK(hand_says(&a, "\"accepted\":2,\"duplicate\":0,"
		    "\"conflict\":0,\"rejected\":0}"));
	}
}

/* What is no list is no reading either. */
static void
check_no_lists(void)
{
	static const struct {
		const char *body;
		int status;
	} cases[] = {
		{ "", 422 }, { " ", 400 }, { "{}", 422 }, { "x", 422 },
		{ "{\"reading\":[]}", 422 },
		{ "[", 400 }, { "[1", 400 }, { "[]]", 400 },
		{ "{\"readings\"", 422 }, { "{\"readings\":", 422 },
		{ "{\"readings\":[]", 422 }, { "{\"readings\":[] ", 422 },
		{ "{\"readings\":[}", 400 }, { "{\"readings\":}", 400 },
		{ "{\"readings\":[],\"more\":1}", 400 },
		{ "{\"readings\" []}", 422 },
		{ "{\"readings\":[]}", 200 }, { "[]", 200 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		printf("# %s\n", cases[i].body);
		CHECK_INT(send(cases[i].body).status, cases[i].status);
	}
	CHECK_INT(send(NULL).status, 422);
}

/* A reading says of which meter it is, once that is known. */
static void
check_results(void)
{
	static const char other[] = "{\"esp32_name\":\"yard\",\"power_w\":3,"
	    "\"energy_wh_total\":10.0,\"timestamp\":1795165200}";
	struct answer a = send(arena_printf(&b.arena, "[%s,%s,%s,7]",
	    reading("yard", 10, 0), reading("yard", 10, 0), other));

	CHECK(hand_says(&a, "{\"results\":[{\"status\":200,\"result\":"
	    "\"accepted\",\"meter\":2},{\"status\":200,\"result\":"
	    "\"duplicate\",\"meter\":2},{\"status\":409,\"result\":"
	    "\"conflict\",\"meter\":2,\"rule\":\""));
	CHECK(hand_says(&a, "{\"status\":422,\"result\":\"rejected\","
	    "\"rule\":\""));
	CHECK(hand_says(&a, "\"accepted\":1,\"duplicate\":1,\"conflict\":1,"
	    "\"rejected\":1}"));
	a = send(reading("yard", 12, 60));
	CHECK_INT(a.status, 200);
	CHECK(hand_says(&a, "{\"status\":200,\"result\":\"accepted\","
	    "\"meter\":2}"));
	a = send(other);
	CHECK_INT(a.status, 409);
	CHECK(a.why && !a.body);
}

/* ---- By number ----------------------------------------------------------- */

/* Only a number, and all of it, names a meter or a ticket. */
static void
check_numbers(void)
{
	static const struct {
		const char *order, *target, *body;
		int status;
	} cases[] = {
		{ "meter_patch", "2", "{\"location\":\"A\"}", 200 },
		{ "meter_patch", "2x", "{\"location\":\"B\"}", 404 },
		{ "meter_patch", "x", "{}", 404 },
		{ "meter_patch", "99", "{}", 404 },
		{ "meter_swap", "2x", "{\"at\":1795165320,\"closing_wh\":13,"
		    "\"opening_wh\":0,\"reason\":\"worn\"}", 404 },
		{ "ticket_patch", "1x", "{\"state\":\"acknowledged\"}", 404 },
		{ "ticket_patch", "99", "{\"state\":\"acknowledged\"}", 404 },
		{ "ticket_patch", "1", "{\"state\":\"acknowledged\"}", 200 },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = rig_order(&b, cases[i].order,
		    cases[i].target, cases[i].body);

		CHECK_INT(a.status, cases[i].status);
		if (i == 0)
			CHECK(hand_says(&a, "\"location\":\"A\""));
	}
}

int
main(void)
{
	hand_open(1, false);
	check_forms();
	check_no_lists();
	check_results();
	check_numbers();
	rig_close(&b);
	return tap_done();
}
