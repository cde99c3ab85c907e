#!/bin/sh
# SPDX-License-Identifier: ISC
# dump.sh DATABASE >tests/old/VERSION.sql: what t-old, t-upgrade.sh and t-migrate
# open for ever after.  The database is a copy of one that a release made in
# some days of a simulated farm (a month closed, prices, meters, alerts, an
# emergency stop), with a row in every table, at best in the middle of an hour
# that is packed.  Its public keys are kept beside it as VERSION.pub.
# What opens doors is left out: sealed keys and digests of tokens.
set -eu
[ -r "$1" ] || { echo "usage: dump.sh DATABASE" >&2; exit 64; }
copy=$(mktemp)
trap 'rm -f "$copy"' EXIT
sqlite3 "$1" ".backup '$copy'"
sqlite3 "$copy" "PRAGMA journal_mode = DELETE;
    UPDATE miner SET sealed_key = zeroblob(length(sealed_key)),
	sealed_unlock = zeroblob(length(sealed_unlock));
    UPDATE token SET digest = CAST(printf('%032d', id) AS BLOB);" >/dev/null
cat <<HEAD
-- A database of an earlier release, made by tests/old/dump.sh.
PRAGMA page_size = 8192;
PRAGMA auto_vacuum = INCREMENTAL;
PRAGMA application_id = $(sqlite3 "$copy" 'PRAGMA application_id');
PRAGMA user_version = $(sqlite3 "$copy" 'PRAGMA user_version');
HEAD
sqlite3 "$copy" .dump
