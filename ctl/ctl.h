/* SPDX-License-Identifier: ISC */
#ifndef CTL_CTL_H
#define CTL_CTL_H

/* All of powerhivectl.  The status to end with; after a line that was refused
 * it may be called again. */
int	ctl_main(int argc, char **argv);

#endif
