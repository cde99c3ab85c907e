/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <fcgiapp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/*
 * usage: echo-fcgi SOCKET NAME
 *
 * A responder that answers with its name and all that the web server told
 * it, one "KEY=value" a line, so that a test sees what passes the doors; a
 * path with /own-404 in it gets that status.
 */
int
main(int argc, char **argv)
{
	FCGX_Request r;
	const char *uri;
	int fd;

	if (argc != 3 || FCGX_Init() ||
	    (fd = FCGX_OpenSocket(argv[1], 16)) < 0)
		return EXIT_FAILURE;
	chmod(argv[1], 0660);
	if (FCGX_InitRequest(&r, fd, 0))
		return EXIT_FAILURE;
	while (!FCGX_Accept_r(&r)) {
		uri = FCGX_GetParam("DOCUMENT_URI", r.envp);
		if (uri && strstr(uri, "/own-404"))
			FCGX_PutS("Status: 404 Not Found\r\n", r.out);
		FCGX_PutS("Content-Type: text/plain\r\n\r\n", r.out);
		FCGX_FPrintF(r.out, "POOL=%s\n", argv[2]);
		for (char **p = r.envp; *p; p++)
			FCGX_FPrintF(r.out, "%s\n", *p);
		FCGX_Finish_r(&r);
	}
	return EXIT_SUCCESS;
}
