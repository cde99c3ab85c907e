/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcgiapp.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

/* usage: hello-fcgi SOCKET PROCESSES: the least that a responder can do. */
int
main(int argc, char **argv)
{
	long processes;
	FCGX_Request r;
	int fd;

	if (argc != 3 || FCGX_Init() ||
	    (fd = FCGX_OpenSocket(argv[1], 512)) < 0)
		return EXIT_FAILURE;
	chmod(argv[1], 0666);
	processes = strtol(argv[2], NULL, 10);
	for (long i = 1; i < processes; i++)
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGTERM);
			break;
		}
	FCGX_InitRequest(&r, fd, 0);
	while (!FCGX_Accept_r(&r))
		FCGX_PutS("Content-Type: text/plain\r\n"
		    "Content-Length: 6\r\n\r\nhello\n", r.out);
	return EXIT_SUCCESS;
}
