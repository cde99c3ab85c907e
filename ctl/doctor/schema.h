/* SPDX-License-Identifier: ISC */
#ifndef CTL_DOCTOR_SCHEMA_H
#define CTL_DOCTOR_SCHEMA_H

#include "hive/json/json.h"

/* The JSON schema (draft 2020-12) of powerhive.json, out of the tables that
 * read it. */
void	schema_write(struct json *);

#endif
