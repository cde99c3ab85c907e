/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <stdint.h>

#include "tests/lib/old_help.h"

/*
 * What a shell cannot do itself, for t-upgrade.sh:
 *
 *	old_peer load SQL DATABASE	make a file of an earlier release
 *	old_peer number DATABASE SQL	the first number that SQLite says
 *	old_peer tell DATABASE SQL	what SQLite is told
 *	old_peer ask SOCKET PATH	GET of the user admin, as nginx asks a
 *					responder; prints its whole answer
 */
enum { BEGIN = 1, PARAMS = 4, IN = 5, OUT = 6 };

static unsigned char sent[4096];
static size_t sent_n;

static void
put_head(int type, size_t n)
{
	unsigned char head[8] = { 1, (unsigned char)type, 0, 1,
	    (unsigned char)(n >> 8), (unsigned char)n, 0, 0 };

	memcpy(sent + sent_n, head, sizeof head);
	sent_n += sizeof head;
}

/* Each a record of its own: they may be split anywhere. */
static void
put_pair(const char *name, const char *value)
{
	size_t n = strlen(name), m = strlen(value);

	put_head(PARAMS, 2 + n + m);
	sent[sent_n++] = (unsigned char)n;
	sent[sent_n++] = (unsigned char)m;
	memcpy(sent + sent_n, name, n);
	memcpy(sent + sent_n + n, value, m);
	sent_n += n + m;
}

static bool
read_all(int fd, unsigned char *to, size_t n)
{
	while (n > 0) {
		ssize_t got = read(fd, to, n);

		if (got <= 0)
			return false;
		to += got;
		n -= (size_t)got;
	}
	return true;
}

static int
ask(const char *socket_path, const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	unsigned char head[8], body[65536 + 256];
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(at.sun_path, sizeof at.sun_path, "%s", socket_path);
	put_head(BEGIN, 8);
	memcpy(sent + sent_n, "\0\1\0\0\0\0\0\0", 8);	/* a responder */
	sent_n += 8;
	put_pair("REQUEST_METHOD", "GET");
	put_pair("DOCUMENT_URI", path);
	put_pair("PH_GATE", "basic");
	put_pair("REMOTE_USER", "admin");
	put_head(PARAMS, 0);
	put_head(IN, 0);
	if (connect(fd, (struct sockaddr *)&at, sizeof at) ||
	    write(fd, sent, sent_n) != (ssize_t)sent_n) {
		fprintf(stderr, "%s: %s\n", socket_path, strerror(errno));
		return 1;
	}
	while (read_all(fd, head, sizeof head)) {
		size_t n = (size_t)head[4] << 8 | head[5];

		if (!read_all(fd, body, n + head[6]))
			break;
		if (head[1] == OUT)
			fwrite(body, 1, n, stdout);
	}
	close(fd);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc != 4)
		return 64;
	if (!strcmp(argv[1], "load"))
		old_make(argv[2], argv[3]);
	else if (!strcmp(argv[1], "number"))
		printf("%lld\n", (long long)lite_ask(argv[2], argv[3]));
	else if (!strcmp(argv[1], "tell"))
		lite_do(argv[2], argv[3]);
	else if (!strcmp(argv[1], "ask"))
		return ask(argv[2], argv[3]);
	return 0;
}
