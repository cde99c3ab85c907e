/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "ctl/access/access.h"
#include "ctl/backup/backup.h"
#include "ctl/control/control.h"
#include "ctl/ctl.h"
#include "ctl/doctor/doctor.h"
#include "ctl/ledger/ledger.h"

#define ARENA_MAX	(512u << 20)

static const struct command_group groups[] = {
	{ "miners and the balance", control_commands },
	{ "the service", doctor_commands },
	{ "people and programs", access_commands },
	{ "backup", backup_commands },
	{ "the books", ledger_commands },
	{ "help", help_commands },
	{ NULL, NULL }
};

int
ctl_main(int argc, char **argv)
{
	struct ctl c = { .config = SITE_DEFAULT_PATH };
	int status;

	if (sodium_init() < 0)
		return ctl_fail(EX_SOFTWARE, "libsodium does not start");
	umask(027);
	arena_init(&c.arena, ARENA_MAX);
	status = ctl_run(&c, groups, argc, argv);
	ctl_close(&c);
	arena_free(&c.arena);
	if (fflush(stdout) || ferror(stdout))
		return ctl_fail(EX_IOERR, "standard output failed");
	return status;
}
