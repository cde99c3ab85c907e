/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

/* usage: listen-any PORT: accepts and closes, at every address; for network
 * namespaces of bench-scan.sh only. */
int
main(int argc, char **argv)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0), on = 1;

	if (argc < 2)
		return 64;
	a.sin_port = htons((uint16_t)strtol(argv[1], NULL, 10));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	if (bind(fd, (struct sockaddr *)&a, sizeof a) < 0 ||
	    listen(fd, 4096) < 0)
		return 1;
	for (;;)
		close(accept(fd, NULL, NULL));
}
