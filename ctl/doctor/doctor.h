/* SPDX-License-Identifier: ISC */
#ifndef CTL_DOCTOR_DOCTOR_H
#define CTL_DOCTOR_DOCTOR_H

#include <stdio.h>

#include "ctl/command/command.h"

/* Whether the service and the machine under it are well. */
extern const struct ctl_command doctor_commands[];

int	 check_config_run(struct ctl *);
int	 doctor_run(struct ctl *);
int	 report_run(struct ctl *);
int	 status_run(struct ctl *);

/*
 * A check looks at one thing and finds it well, doubtful, broken, or cannot
 * tell here.  What is found is one line that also says what to do.
 */
enum finding { FOUND_WELL, FOUND_DOUBT, FOUND_BROKEN, FOUND_NOTHING };

struct patient {
	struct ctl	*ctl;
	int64_t		 now;
	bool		 deep;
	const char	*no_db;		/* why the database cannot be read */
	const char	*said;		/* the line about the last check */
};

struct check {
	const char	*name;
	enum finding	 (*look)(struct patient *);
};

extern const struct check service_checks[], host_checks[];

enum finding found(struct patient *, enum finding, const char *format, ...)
    __attribute__((__format__(printf, 3, 4), __nonnull__(3)));

/* All checks, a line each; how many are broken.  Needs ctl_site(). */
int	 doctor_examine(struct ctl *, FILE *, bool deep);

#endif
