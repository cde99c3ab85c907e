/* SPDX-License-Identifier: ISC */
#ifndef HIVE_LEDGER_KIND_H
#define HIVE_LEDGER_KIND_H

/* Words of the ledger; what is signed and hashed has them as they stand in
 * the lists. */

/* Where a meter's readings come from: a board's messages, or what was
 * polled. */
enum meter_source { SOURCE_NONE, SOURCE_MESSAGE, SOURCE_MINER, SOURCE_PLANT };
extern const char *const meter_source_words[];

enum meter_direction {
	DIRECTION_NONE, DIRECTION_IMPORT, DIRECTION_EXPORT,
	DIRECTION_GENERATION
};

extern const char *const meter_direction_words[];

/* A seal stands for readings that were deleted: it has no energy. */
enum entry_kind {
	ENTRY_NONE, ENTRY_BASE, ENTRY_CORRECTION, ENTRY_MANUAL, ENTRY_SEAL
};

extern const char *const entry_kind_words[];

/* A, S, E, M; of a slot the worst of its steps counts. */
enum quality {
	QUALITY_NONE,
	QUALITY_MEASURED,
	QUALITY_OUR_CLOCK,	/* measured, its instant is the server's */
	QUALITY_ESTIMATED,	/* the total is measured, the shape is not */
	QUALITY_MANUAL
};

extern const char *const quality_words[];

#endif
