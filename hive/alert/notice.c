/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hive/alert/notice.h"
#include "hive/base/instant.h"
#include "hive/base/text.h"

/*
 * One notice in three shapes: a text for people, which the other two carry,
 * JSON for a webhook, and a mail.  Lines of a mail are bounded here, and what
 * goes into its subject is one line, so no text of an alert can add a head
 * line.
 */

#define PIECE_MAX	240	/* of a line, in a line of a mail */
#define WORD_BYTES	45	/* an encoded word has 75 characters at most */

bool
notice_channel(const struct site *s, enum notice_channel channel)
{
	return channel == CHANNEL_WEBHOOK ? s->webhook_url != NULL :
	    s->email_to.n > 0;
}

/* ---- Of alerts ---------------------------------------------------------- */

static int
order(const void *a, const void *b)
{
	const struct alert *x = a, *y = b;
	int over = (x->ended_at != NONE) - (y->ended_at != NONE);
	int rank = (int)y->severity - (int)x->severity;

	return over ? over : rank ? rank : x->id < y->id ? -1 : x->id > y->id;
}

static void
add_alert(struct buf *b, const struct alert *a)
{
	char since[DAY_TEXT_SIZE];

	day_show(since, a->since_at);
	buf_printf(b, "%s: %s\n    %s%s%s, since %.16sZ\n",
	    a->ended_at != NONE ? "over" : severity_words[a->severity],
	    a->text, a->rule, a->miner ? ", miner " : "",
	    a->miner ? a->miner : "", since);
}

static void
add_contacts(struct buf *b, const struct site *s)
{
	const struct site_word *who = s->contacts.v;

	if (!s->contacts.n)
		return;
	buf_text(b, "\nTo call:\n");
	for (size_t i = 0; i < s->contacts.n; i++)
		buf_printf(b, "    %s\n", who[i].text);
}

void
notice_alerts(struct arena *arena, const struct site *s, struct list alerts,
    int64_t now, struct notice *n)
{
	struct alert *a = alerts.v;
	size_t open = 0;
	struct buf b;

	*n = (struct notice){ .kind = "alerts", .alerts = alerts, .now = now };
	qsort(a, alerts.n, sizeof *a, order);
	buf_init(&b, arena);
	for (size_t i = 0; i < alerts.n; i++) {
		add_alert(&b, &a[i]);
		open += a[i].ended_at == NONE;
	}
	n->severity = open ? a[0].severity : SEVERITY_NONE;
	if (n->severity == SEVERITY_CRITICAL)
		add_contacts(&b, s);
	n->text = buf_done(&b);
	if (alerts.n == 1)
		n->subject = arena_printf(arena, "%s: %s",
		    open ? severity_words[a[0].severity] : "over", a[0].text);
	else
		n->subject = arena_printf(arena, "%s: %zu alerts, %zu over",
		    open ? severity_words[a[0].severity] : "over",
		    alerts.n, alerts.n - open);
}

/* ---- As JSON ------------------------------------------------------------ */

const char *
notice_json(struct arena *arena, const struct site *s,
    const struct notice *n)
{
	const struct alert *a = n->alerts.v;
	const struct site_word *who = s->contacts.v;
	struct json j;

	json_init(&j, arena);
	json_open(&j, '{');
	json_pair(&j, "text", n->alerts.n ?
	    arena_printf(arena, "%s\n%s", s->name, n->text) :
	    arena_printf(arena, "%s: %s\n%s", s->name, n->subject,
	    n->text));
	json_pair(&j, "kind", n->kind);
	json_pair(&j, "site", s->name);
	json_pair(&j, "severity", severity_words[n->severity]);
	json_key(&j, "sent_at");
	json_time(&j, n->now);
	json_key(&j, "contacts");
	json_open(&j, '[');
	for (size_t i = 0; i < s->contacts.n; i++)
		json_text(&j, who[i].text);
	json_close(&j, ']');
	json_key(&j, "alerts");
	json_open(&j, '[');
	for (size_t i = 0; i < n->alerts.n; i++)
		json_record(&j, alert_fields, &a[i]);
	json_close(&j, ']');
	json_close(&j, '}');
	return json_done(&j);
}

/* ---- As a mail ---------------------------------------------------------- */

/* RFC 2047, when it is not plain ASCII. */
static void
add_subject(struct buf *b, const char *text)
{
	char line[400], coded[sodium_base64_ENCODED_LEN(WORD_BYTES,
	    sodium_base64_VARIANT_ORIGINAL)];
	size_t len = text_one_line(line, sizeof line, text), ascii = 0;

	while (line[ascii] && !(line[ascii] & 0x80))
		ascii++;
	if (ascii == len) {
		buf_text(b, line);
		return;
	}
	for (const char *p = line; *p; ) {
		size_t n = 0, one;

		while ((one = text_utf8_at(p + n, strlen(p + n))) &&
		    n + one <= WORD_BYTES && p[n])
			n += one;
		if (n == 0)
			break;
		sodium_bin2base64(coded, sizeof coded,
		    (const unsigned char *)p, n,
		    sodium_base64_VARIANT_ORIGINAL);
		buf_text(b, p == line ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?");
		buf_text(b, coded);
		buf_text(b, "?=");
		p += n;
	}
}

static void
add_head(struct buf *b, const struct site *s, const struct notice *n)
{
	const struct site_word *to = s->email_to.v;
	const char *at = strchr(s->email_from, '@');
	time_t seconds = (time_t)(n->now / 1000);
	char date[64];
	struct tm tm;

	gmtime_r(&seconds, &tm);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &tm);
	buf_printf(b, "Date: %s\r\nFrom: PowerHive <%s>\r\nTo: ",
	    date, s->email_from);
	for (size_t i = 0; i < s->email_to.n; i++)
		buf_printf(b, "%s<%s>", i ? ",\r\n " : "", to[i].text);
	buf_printf(b, "\r\nMessage-ID: <%lld.%08x%s>\r\n"
	    "Subject: ", (long long)n->now, randombytes_random(), at);
	add_subject(b, arena_printf(b->arena, "[%s] %s", s->name,
	    n->subject));
	buf_text(b, "\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: text/plain; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: 8bit\r\n"
	    "Auto-Submitted: auto-generated\r\n\r\n");
}

/* How much of a line's n bytes goes into one line of the mail: whole
 * characters. */
static size_t
piece(const char *text, size_t n)
{
	size_t some = n > PIECE_MAX ? PIECE_MAX : n;

	while (some < n && some > PIECE_MAX - 3 &&
	    (text[some] & 0xc0) == 0x80)
		some--;
	return some;
}

/* Lines of at most 998 bytes with CR LF; a byte may become four. */
static void
add_lines(struct buf *b, const char *text)
{
	char line[4 * PIECE_MAX + 1];

	while (*text) {
		size_t left = strcspn(text, "\n"), n;

		do {
			n = piece(text, left);
			text_one_line(line, sizeof line,
			    arena_text(b->arena, text, n));
			buf_text(b, line);
			buf_text(b, "\r\n");
			text += n;
			left -= n;
		} while (left);
		text += *text == '\n';
	}
}

struct mail *
notice_mail(struct arena *arena, const struct site *s,
    const struct notice *n, const char **error)
{
	struct mail *m = ARENA_NEW(arena, struct mail);
	struct buf b;

	*error = NULL;
	m->from = s->email_from;
	m->to = s->email_to;
	m->user = s->smtp_user;
	m->tls = s->smtp_starttls != 0 ||
	    !strncmp(s->smtp_url, "smtps:", 6);
	if (m->user)
		m->password = site_secret(arena, s->smtp_password_file,
		    "smtp-password", "POWERHIVE_SMTP_PASSWORD", error);
	if (*error)
		return NULL;
	buf_init(&b, arena);
	add_head(&b, s, n);
	add_lines(&b, n->text);
	m->text = buf_done(&b);
	return m;
}
