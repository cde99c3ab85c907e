/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <fcntl.h>
#include <signal.h>
#include <sodium.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "hive/alert/notice.h"
#include "hive/base/text.h"
#include "tests/lib/tap.h"
#include "worker/system/http.h"

/*
 * What leaves the house, over real sockets: worker/system/http.c and
 * powerhivectl against a small mail server and a small web server that write
 * down what they were told.
 */
static char dir[] = "/tmp/t-channel-XXXXXX";
static const char *builddir;
static int mail_port, web_port;
static struct arena arena;

/* ---- The servers, each in a process of its own --------------------------- */

static void
say(FILE *f, const char *text)
{
	fprintf(f, "%s\r\n", text);
	fflush(f);
}

/* One conversation: each line goes to the file, lines of the mail too. */
static void
talk_mail(FILE *f, FILE *log)
{
	char line[2000];
	bool data = false;

	say(f, "220 mail.example ESMTP");
	while (fgets(line, sizeof line, f)) {
		fputs(line, log);
		if (data) {
			if (strcmp(line, ".\r\n"))
				continue;
			data = false;
			say(f, "250 2.0.0 taken");
		} else if (!strncasecmp(line, "EHLO", 4))
			say(f, "250-mail.example\r\n250 8BITMIME");
		else if (!strncasecmp(line, "RCPT TO:<nobody", 15))
			say(f, "550 5.1.1 nobody of that name");
		else if (!strncasecmp(line, "DATA", 4)) {
			data = true;
			say(f, "354 go on");
		} else if (!strncasecmp(line, "QUIT", 4)) {
			say(f, "221 bye");
			break;
		} else
			say(f, "250 ok");
	}
}

static void
talk_web(FILE *f, FILE *log)
{
	char line[2000];
	size_t len = 0;
	bool no = false;

	while (fgets(line, sizeof line, f) && strcmp(line, "\r\n")) {
		fputs(line, log);
		if (!strncasecmp(line, "content-length:", 15))
			len = strtoul(line + 15, NULL, 10);
		no |= strstr(line, "/refuse") != NULL;
	}
	for (int c; len > 0 && (c = getc(f)) != EOF; len--)
		putc(c, log);
	say(f, no ? "HTTP/1.1 403 No\r\nContent-Length: 0\r\n" :
	    "HTTP/1.1 204 Taken\r\n");
}

static void
serve(int listener, const char *name, void (*talk)(FILE *, FILE *))
{
	for (;;) {
		int fd = accept(listener, NULL, NULL);
		char *path = arena_printf(&arena, "%s/%s", dir, name);
		FILE *f = fd < 0 ? NULL : fdopen(fd, "r+"), *log;

		if (!f || !(log = fopen(path, "w")))
			_exit(1);
		setbuf(log, NULL);	/* there before the answer is */
		talk(f, log);
		fclose(log);
		fclose(f);
	}
}

static pid_t
start(int *port, const char *name, void (*talk)(FILE *, FILE *))
{
	struct sockaddr_in a = { .sin_family = AF_INET,
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	pid_t pid;

	bind(fd, (struct sockaddr *)&a, sizeof a);
	listen(fd, 16);
	getsockname(fd, (struct sockaddr *)&a, &size);
	*port = ntohs(a.sin_port);
	if ((pid = fork()) == 0)
		serve(fd, name, talk);
	close(fd);
	return pid;
}

/* What a server was told last; it writes before it answers the end. */
static const char *
told(const char *name)
{
	char *text = arena_take(&arena, 20000);
	FILE *f = fopen(arena_printf(&arena, "%s/%s", dir, name), "r");
	size_t n = f ? fread(text, 1, 19999, f) : 0;

	if (f)
		fclose(f);
	text[n] = '\0';
	return text;
}

/* ---- The worker's way ---------------------------------------------------- */

static struct loop *loop;
static struct http *http;
static struct site site;
static bool answered;
static int status;
static char why[256];

static void
done(struct http_call *c, void *arg)
{
	(void)arg;
	answered = true;
	status = c->status;
	snprintf(why, sizeof why, "%s", c->why ? c->why : "");
}

static struct alert alerts[2];

static int
send_mail(const char *url, const char *to)
{
	static struct site_word words[2] = { { "ops@example.com" } };
	struct http_call *c = http_call(http);
	struct notice n;
	const char *error;

	words[1].text = to;
	site.email_to = (struct list){ words, to ? 2 : 1 };
	site.email_from = "hive@example.com";
	site.smtp_url = url;
	notice_alerts(&c->arena, &site, (struct list){ alerts, 2 },
	    1795168800000, &n);
	c->url = url;
	c->mail = notice_mail(&c->arena, &site, &n, &error);
	c->connect_ms = 2000;
	c->timeout_ms = 5000;
	c->last = true;
	for (answered = false, http_send(http, c, done, NULL); !answered;) {
		loop_wait(loop, 1000);
		http_finish(http);
	}
	return status;
}

static void
make_alerts(void)
{
	alerts[0] = (struct alert){ .id = 7, .rule = "fan_lost", .key = "x",
	    .severity = SEVERITY_WARNING, .state = ALERT_ENDED, .text =
	    ".1 of 4 fans does not turn.", .miner = "02:00:00:00:00:01",
	    .since_at = 1795168000000, .last_at = 1795168000000, .count = 1,
	    .acknowledged_at = NONE, .ended_at = 1795168700000,
	    .flood = NONE };
	alerts[1] = (struct alert){ .id = 8, .rule = "plant_stale",
	    .key = "", .severity = SEVERITY_CRITICAL, .state = ALERT_OPEN,
	    .text = "The plant's data are 200 s old.",
	    .since_at = 1795168600000, .last_at = 1795168600000, .count = 1,
	    .acknowledged_at = NONE, .ended_at = NONE, .flood = NONE };
}

static void
check_worker(void)
{
	static struct site_word who[] = { { "Ann +41 1" } };
	const char *url = arena_printf(&arena, "smtp://127.0.0.1:%d",
	    mail_port), *text;

	site.name = "Upper dam";
	site.contacts = (struct list){ who, 1 };
	site.smtp_starttls = 0;
	make_alerts();
	CHECK_INT(send_mail(url, "night@example.com"), 250);
	text = told("mail");
	CHECK(strstr(text, "MAIL FROM:<hive@example.com>"));
	CHECK(strstr(text, "RCPT TO:<ops@example.com>"));
	CHECK(strstr(text, "RCPT TO:<night@example.com>"));
	CHECK(strstr(text, "Date: Fri, 20 Nov 2026 10:00:00 +0000\r\n"));
	CHECK(strstr(text, "Subject: [Upper dam] critical: 2 alerts, "
	    "1 over\r\n"));
	CHECK(strstr(text, "\r\n\r\ncritical: The plant's data are 200 s "
	    "old.\r\n    plant_stale, since 2026-11-20T09:56Z\r\nover: "));
	CHECK(strstr(text, "\r\nTo call:\r\n    Ann +41 1\r\n"));
	CHECK(strstr(text, "\r\n.\r\n"));
	/* One that is refused spoils it: it will be tried again. */
	CHECK_INT(send_mail(url, "nobody@example.com"), 0);
	CHECK(*why);
	/* Without STARTTLS there, and with it demanded, nothing is said. */
	site.smtp_starttls = 1;
	CHECK_INT(send_mail(url, NULL), 0);
	CHECK(!strstr(told("mail"), "MAIL FROM"));
	CHECK_INT(send_mail("smtp://127.0.0.1:1", NULL), 0);
}

/* ---- What somebody else wrote into a mail -------------------------------- */

/* The mail's bytes: without the server's dots and the ends of the lines that
 * were broken. */
static const char *
body_of(const char *mail)
{
	const char *p = strstr(mail, "\r\n\r\n");
	char *body = arena_take(&arena, strlen(mail) + 1), *to = body;

	for (p = p ? p + 4 : ""; *p && strncmp(p, ".\r\n", 3); p++) {
		p += *p == '.' && p[-1] == '\n';
		for (; *p && *p != '\r'; p++)
			*to++ = *p;
		p += *p == '\r';
	}
	return body;
}

static size_t
longest_line(const char *text)
{
	size_t max = 0;

	for (; *text; text += strcspn(text, "\n"), text += *text == '\n')
		if (strcspn(text, "\r\n") > max)
			max = strcspn(text, "\r\n");
	return max;
}

/* What the encoded words of the subject say. */
static const char *
subject_of(const char *mail)
{
	const char *p = strstr(mail, "\r\nSubject: ");
	char *said = arena_take(&arena, 1000), *to = said;
	size_t n;

	if (!p)
		return "";
	for (p += 11; !strncmp(p, "=?UTF-8?B?", 10); p += n) {
		const char *end = strstr(p, "?=");

		if (!end || end + 2 - p > 75 || sodium_base642bin(
		    (unsigned char *)to, 100, p + 10, (size_t)(end - p - 10),
		    NULL, &n, NULL, sodium_base64_VARIANT_ORIGINAL))
			return "";
		to += n;
		n = strncmp(end, "?=\r\n =?", 7) ? 2 : 5;
		p = end;
	}
	return strncmp(p, "\r\n", 2) ? "" : said;
}

/* Neither a name with a line end, nor one that is not ASCII, nor a text
 * without an end changes what a mail is, and nothing of it is lost. */
static void
check_hostile(void)
{
	const char *url = arena_printf(&arena, "smtp://127.0.0.1:%d",
	    mail_port), *text;
	char *flood = arena_take(&arena, 5000);

	for (int i = 0; i < 1200; i++)
		memcpy(flood + 4 * i, i % 60 ? "a\xc3\xa9." : "....", 4);
	site.name = "D\xc3\xa4mmli\r\nBcc: thief@example.com\r\n\r\nX";
	make_alerts();
	alerts[0].text = flood;
	alerts[1].text = "a\r\n.\r\nMAIL FROM:<thief@example.com>";
	site.smtp_starttls = 0;
	CHECK_INT(send_mail(url, NULL), 250);
	text = told("mail");
	CHECK(!strstr(text, "\r\nBcc:"));
	CHECK_TEXT(strstr(text, "\r\n.\r\n"), "\r\n.\r\nQUIT\r\n");
	CHECK(strstr(text, "\r\nMIME-Version: 1.0\r\n"));
	CHECK_TEXT(subject_of(text), "[D\xc3\xa4mmli\\x0d\\x0aBcc: thief@"
	    "example.com\\x0d\\x0a\\x0d\\x0aX] critical: 2 alerts, 1 over");
	CHECK(longest_line(text) <= 998);
	CHECK(strstr(body_of(text), flood) != NULL);
	CHECK(text_is_utf8(text, strlen(text)));
}

/* ---- powerhivectl, without a worker -------------------------------------- */

static int
ctl_send(const char *config, const char *text)
{
	const char *path = arena_printf(&arena, "%s/site.json", dir);
	FILE *f = fopen(path, "w");
	int result;
	pid_t pid;

	fputs(config, f);
	fclose(f);
	if ((pid = fork()) == 0) {
		int null = open("/dev/null", O_WRONLY);

		dup2(null, 1);
		dup2(null, 2);
		execl(arena_printf(&arena, "%s/powerhivectl", builddir),
		    "powerhivectl", "alert", "send", "--config", path, text,
		    (char *)NULL);
		_exit(127);
	}
	waitpid(pid, &result, 0);
	return WIFEXITED(result) ? WEXITSTATUS(result) : -1;
}

static void
check_ctl(void)
{
	const char *both = arena_printf(&arena, "\"alerts\":{\"webhook_url\":"
	    "\"http://127.0.0.1:%d/hook\",\"email_to\":[\"o@example.com\"],"
	    "\"from\":\"h@example.com\",\"smtp_starttls\":false,"
	    "\"smtp_url\":\"smtp://127.0.0.1:%d\"}", web_port, mail_port);
	const char *refused = arena_printf(&arena, "{\"alerts\":"
	    "{\"webhook_url\":\"http://127.0.0.1:%d/refuse\"}}", web_port);

	CHECK_INT(ctl_send(arena_printf(&arena, "{%s}", both),
	    "The worker failed."), 0);
	CHECK(strstr(told("web"), "POST /hook HTTP/1.1\r\n"));
	CHECK(strstr(told("web"), "\"kind\":\"failure\""));
	CHECK(strstr(told("web"), "\"severity\":\"critical\""));
	CHECK(strstr(told("mail"), "\r\n\r\nThe worker failed.\r\n.\r\n"));
	CHECK_INT(ctl_send(refused, "x"), 69);
	CHECK_INT(ctl_send("{}", "x"), 78);
	CHECK_INT(ctl_send("{", "x"), 78);
	/* A configuration that the worker would not start with. */
	CHECK_INT(ctl_send(arena_printf(&arena, "{\"sites\":{},"
	    "\"plant\":{\"unit\":\"GW\"},%s}", both), "It is refused."), 0);
	CHECK(strstr(told("mail"), "\r\n\r\nIt is refused.\r\n.\r\n"));
}

int
main(void)
{
	pid_t servers[2];

	builddir = getenv("builddir") ? getenv("builddir") : ".";
	arena_init(&arena, 64 << 20);
	if (!mkdtemp(dir))
		return 99;
	servers[0] = start(&mail_port, "mail", talk_mail);
	servers[1] = start(&web_port, "web", talk_web);
	loop = loop_new();
	http = http_new(loop, 4, NULL, NULL);
	check_worker();
	check_hostile();
	check_ctl();
	http_free(http);
	loop_free(loop);
	for (int i = 0; i < 2; i++) {
		kill(servers[i], SIGKILL);
		waitpid(servers[i], NULL, 0);
	}
	unlink(arena_printf(&arena, "%s/mail", dir));
	unlink(arena_printf(&arena, "%s/web", dir));
	unlink(arena_printf(&arena, "%s/site.json", dir));
	rmdir(dir);
	arena_free(&arena);
	return tap_done();
}
