#!/bin/sh
# SPDX-License-Identifier: ISC
# What helps whoever works on the source says the truth: "make help" knows the
# targets, compile_commands.json the sources.
srcdir=${srcdir:-.}
cd "${builddir:-.}" || exit 1
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

rules=$(find "$srcdir" \( -name 'build*' -o -name _build \) -prune -o \
    -name '*.am' -print)
told=$(make -s help | sed -n 's/^make \([^ ]*\) .*/\1/p' | sort)
[ -n "$told" ] || { echo "Bail out! make help says nothing"; exit 1; }

# Targets by which others are cleaned or installed are nobody's to call.
# shellcheck disable=SC2086 # one word a file
none "make help tells of each target that is no file" "$(
	sed -n 's/^\.PHONY: //p' $rules | tr ' ' '\n' | grep -v '^clean-' |
	    sort -u | while read -r target; do
		echo "$told" | grep -qx -e "$target" || echo "$target"
	done)"
none "what it tells of is there" "$(echo "$told" | while read -r target; do
	grep -qE "^$target *:" Makefile || echo "$target"
done)"

make -s compile-commands >/dev/null || echo "Bail out! compile-commands"
# Read it as a browser would, for we have no other reader of JSON in a shell.
none "compile_commands.json has each source once, and no other" "$(
	node -e 'for (const c of JSON.parse(require("fs").readFileSync(
	    "compile_commands.json"))) console.log(c.file)' |
	    sed "s,^$srcdir/,," | LC_ALL=C sort >develop-$$-1
	(cd "$srcdir" && find hive worker fcgi ctl tests -name '*.c') |
	    LC_ALL=C sort >develop-$$-2
	diff develop-$$-1 develop-$$-2 | grep '^[<>]'
	rm -f develop-$$-1 develop-$$-2)"
none "one of them compiles by it" "$(
	node -e 'const [c] = JSON.parse(require("fs").readFileSync(
	    "compile_commands.json"));
	const run = require("child_process").spawnSync(c.arguments[0],
	    [...c.arguments.slice(1), "-fsyntax-only", "-w"],
	    { cwd: c.directory, encoding: "utf8" });
	process.stdout.write(run.status ? "status " + run.status + "\n" +
	    run.stderr : "");' 2>&1)"

echo "1..$n"
exit $failed
