/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "ctl/ctl.h"

#define ARENA_MOST	(512u << 20)

int
main(int argc, char **argv)
{
	struct ctl c = { .config = SITE_DEFAULT_PATH };
	int status;

	if (sodium_init() < 0)
		return ctl_fail(EX_SOFTWARE, "libsodium does not start");
	umask(027);
	arena_init(&c.arena, ARENA_MOST);
	status = ctl_run(&c, argc, argv);
	ctl_close(&c);
	arena_free(&c.arena);
	if (fflush(stdout) || ferror(stdout))
		return ctl_fail(EX_IOERR, "standard output failed");
	return status;
}
