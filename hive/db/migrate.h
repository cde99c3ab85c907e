/* SPDX-License-Identifier: ISC */
#ifndef HIVE_DB_MIGRATE_H
#define HIVE_DB_MIGRATE_H

#include "hive/db/file.h"

/*
 * Inside hive/db: the versions of the schema.
 *
 * hive/db/schema.sql is the newest version, whole; hive/db/step-N.sql leads
 * from version N - 1 to N.  To change the schema: change schema.sql, write the
 * step, name it in steps[], and keep a database of the last release in
 * tests/old.  A new column stands behind the others of its table, because
 * ALTER TABLE puts it there.
 */

/*
 * NULL, or why the file may not be used.  Takes the time of a few pages,
 * however large the file is, except for a writer who finds an older version:
 * he reads it all and then makes every step in one transaction, or none.
 */
const char *schema_check(struct sqlite3 *, enum db_way);

#endif
