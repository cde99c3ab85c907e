/* SPDX-License-Identifier: ISC */
#ifndef HIVE_BASE_SEVERITY_H
#define HIVE_BASE_SEVERITY_H

/* How bad what an alert tells is; the greater, the worse. */
enum severity { SEVERITY_NONE, SEVERITY_INFO, SEVERITY_WARNING,
    SEVERITY_CRITICAL };

extern const char *const severity_words[];

#endif
