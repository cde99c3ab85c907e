/* SPDX-License-Identifier: ISC */
#ifndef CTL_CTL_H
#define CTL_CTL_H

/* All of powerhivectl: once in a process.  The status to end with. */
int	ctl_main(int argc, char **argv);

#endif
