/* SPDX-License-Identifier: ISC */
#ifndef FCGI_API_OPENAPI_H
#define FCGI_API_OPENAPI_H

#include <stdbool.h>

#include "hive/json/json.h"

/*
 * The JSON Schema (2020-12, as OpenAPI 3.1 has it) of a record, written from
 * its table of fields.  An answer may have null where nothing is known and
 * carries what cannot be set; a body refuses members that it does not know.
 */
void	openapi_schema(struct json *, const struct field *, bool answer);

#endif
