#!/bin/sh
# SPDX-License-Identifier: ISC
# Who may include whom, who may ask for memory, who may speak to SQLite.
cd "${srcdir:-.}" || exit 1
n=0 failed=0

# none "about" LINES: passes when there are no lines.
none()
{
	n=$((n + 1))
	if [ -z "$2" ]; then
		echo "ok $n - $1"
	else
		echo "$2" | sed 's/^/# /'
		echo "not ok $n - $1"
		failed=1
	fi
}

sources() { find "$@" -name '*.[ch]' 2>/dev/null | LC_ALL=C sort; }
# Lines of the sources without those that are a comment's.
code() { sources "$@" | xargs -r grep -nE "$pattern" | grep -vE ':[[:space:]]*(/\*|\*)'; }

n=0
[ "$(sources hive | wc -l)" -gt 20 ] || { echo "Bail out! no sources"; exit 1; }

pattern='^#include "(fcgi|worker|ctl|tests)/'
none "hive knows nobody" "$(code hive)"
pattern='^#include "(worker|ctl|tests)/'
none "fcgi knows hive only" "$(code fcgi)"
pattern='^#include "(fcgi|ctl|tests)/'
none "worker knows hive only" "$(code worker)"
pattern='^#include "(fcgi|worker|tests)/'
none "ctl knows hive only" "$(code ctl)"

pattern='(^|[^A-Za-z0-9_.>])(malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf|free)[ ]*\('
none "memory comes from arenas" "$(code hive fcgi worker ctl |
    grep -vE '^(hive/base/arena|hive/db/db|worker/system/(http|mqtt))\.c:')"

pattern='sqlite3'
none "SQLite is known to hive/db only" "$(code hive fcgi worker ctl |
    grep -vE '^hive/db/')"
pattern='jansson\.h|json_t '
none "Jansson is known to hive/json/read.c only" "$(code hive fcgi worker ctl |
    grep -v '^hive/json/read\.c:')"
pattern='QUERY\('
none "SQL stands in hive only" "$(code fcgi worker ctl)"

echo "1..$n"
exit $failed
