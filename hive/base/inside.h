/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_INSIDE_H
#define HIVE_BASE_INSIDE_H

#include "hive/base/pack.h"

/* Between pack.c, which writes, and unpack.c, which reads: the first byte of
 * a blob and that of a column. */

enum { STORED, FRAME };
enum { WIDTH = 15, ABSENT = 16, FROM_MEAN = 32 };

#endif
