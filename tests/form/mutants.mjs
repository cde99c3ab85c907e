// SPDX-License-Identifier: ISC
// Are faults found?  One operator of a source is changed, the source is built
// again, and the tests beside it have to fail.  tests/form/mutants.rooms says
// what is changed, tests/form/mutants.known what is known to go unnoticed and
// why.
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync,
	readdirSync, rmSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { mutants } from "./mutate.mjs";

// usage: make mutants [MUTANTS=N] [ROOM=PATH] [SEED=N] [LEAST=PERCENT]
//	[QUICK=MS]
// N changes at random, or all; of one room, FILE or FILE:LINE, or of all that
// mutants.rooms names; tried by all tests, or by those that take no longer.
// As a test, 20 at random.
const { MUTANTS = "20", ROOM, LEAST, SEED, QUICK, srcdir = "." } = process.env;
const env = { ...process.env, CCACHE_DISABLE: "1", MAKEFLAGS: "" };
// How this build compiles and links, from its Makefile.
const { MUTANT_CC, MUTANT_CPPFLAGS, MUTANT_SOURCES, MUTANT_LIBS } =
    Object.fromEntries(execFileSync("make", ["-s", "mutant-flags"],
	{ env, encoding: "utf8" }).split("\n").map(l => l.split(/=(.*)/)));
const work = join(process.cwd(), process.env.MUTANTS_DIR ?? "mutants.d");

// ---- building --------------------------------------------------------------

// sh COMMAND, killed after so long; its output and how it ended.
function sh(command, { input = "", limit_ms = 300000, extra = {} } = {}) {
	return new Promise(done => {
		const child = spawn("sh", ["-c", command], { detached: true,
			env: { ...env, ...extra } });
		let out = "", late = false;
		const timer = setTimeout(() => {
			late = true;
			process.kill(-child.pid, "SIGKILL");
		}, limit_ms);
		child.stdout.on("data", text => { out += text; });
		child.stderr.on("data", text => { out += text; });
		child.stdin.on("error", () => { });
		child.stdin.end(input);
		child.on("exit", () => {	// and what it has left running
			try {
				process.kill(-child.pid, "SIGKILL");
			} catch { }
		});
		child.on("close", code => {
			clearTimeout(timer);
			done({ ok: code === 0 && !late, out, late });
		});
	});
}

// work on each of the list, as many at a time as there are processors.
async function each(list, act) {
	const left = [...list];
	await Promise.all(Array.from({ length: availableParallelism() }, async () => {
		while (left.length)
			await act(left.shift());
	}));
}

// From stdin, so that an object does not say where its source lay: one that
// is the same byte for byte is the same program.
const compile = (source, object, more = "-O1") => sh(`${MUTANT_CC} ` +
    `${MUTANT_CPPFLAGS} -std=gnu11 ${more} -w -x c -c -o ${object} -`,
    { input: source });
const objectOf = file => join(work, file.replaceAll("/", "+") + ".o");
// The same, counting its lines.
const countedOf = file => join(work, "counted", basename(objectOf(file)));
const read = file => readFileSync(join(srcdir, file), "utf8");
const newest = files => Math.max(...files.map(f => statSync(f).mtimeMs));

function headers(folder) {
	return readdirSync(folder, { recursive: true })
	    .filter(f => f.endsWith(".h")).map(f => join(folder, f));
}

async function build(files, since, nameOf, more) {
	await each(files, async file => {
		const object = nameOf(file);
		if (existsSync(object) && statSync(object).mtimeMs >
		    Math.max(since, newest([join(srcdir, file)])))
			return;
		const { ok, out } = await compile(read(file), object, more);
		if (!ok)
			throw new Error(`${file}: ${out}`);
	});
}

function archive(name, objects) {
	rmSync(join(work, name), { force: true });
	execFileSync("ar", ["rcT", join(work, name), ...objects]);
}

// ---- tests -------------------------------------------------------------------

// The sources of a test, as the local.am beside it names them; none when it
// is linked in a way of its own.
function sourcesOf(test) {
	const folder = dirname(test), rows = read(join(folder, "local.am"));
	const name = basename(test).replace(/\W/g, "_");
	if (rows.includes(`%canon_reldir%_${name}_LDADD`))
		return [];
	const own = [...rows.matchAll(new RegExp(
	    String.raw`^%canon_reldir%_${name}_SOURCES \+?= *(.*\.c)$`, "gm"))]
	    .map(m => m[1].replace("%reldir%", folder));
	return own.length ? own : [`${test}.c`];
}

const link = (test, program, ...parts) => sh(`${MUTANT_CC} -o ${program} ` +
    `${sourcesOf(test).map(objectOf).join(" ")} ${parts.join(" ")} ` +
    `${MUTANT_LIBS} -Wl,-t`);

// Runs a test; true when it says that all is right.
async function passes(program, limit_ms, extra) {
	const folder = mkdtempSync(join(work, "tmp."));
	const { ok, out } = await sh("ulimit -v 4000000; ulimit -f 2000000; " +
	    `ulimit -t ${Math.ceil(limit_ms / 1000)}; exec ${program}`,
	    { limit_ms, extra: { TMPDIR: folder, srcdir, builddir: ".",
		...extra } });
	rmSync(folder, { recursive: true, force: true });
	const plan = /^1\.\.(\d+)/m.exec(out)?.[1];
	return ok && !/^(not ok|Bail out)/m.test(out) &&
	    Number(plan) === (out.match(/^ok /gm) ?? []).length;
}

// Which lines of which files were reached by a run that counted into a folder:
// a Map from each file to a Map from a line to whether it was.
function reached(folder, files) {
	const lines = new Map();
	for (const file of files) {
		const notes = countedOf(file).replace(/o$/, "gcno");
		const counts = join(folder, notes).replace(/gcno$/, "gcda");
		if (!existsSync(counts))
			continue;
		copyFileSync(notes, join(folder, notes));
		const [said] = execFileSync("gcov", ["-i", "-t", counts],
		    { encoding: "utf8" }).trim().split("\n").map(JSON.parse);
		lines.set(file, new Map(said.files
		    .filter(f => f.file === "<stdin>").flatMap(f => f.lines)
		    .map(l => [l.line_number, l.count > 0])));
	}
	return lines;
}

// Each test with its time, the sources that it is linked of, and the lines of
// these files that it reaches.
async function tried(tests, files) {
	const all = [];
	await each(tests, async name => {
		const program = join(work, name.replaceAll("/", "+"));
		const counts = `${program}.counts`;
		const { ok, out } = await link(name, program,
		    join(work, "counted.a"), "--coverage");
		if (!ok)
			throw new Error(`${name}: ${out}`);
		rmSync(counts, { recursive: true, force: true });
		const begun = performance.now();
		if (!await passes(program, 600000, { GCOV_PREFIX: counts }))
			throw new Error(`${name} fails without a change`);
		all.push({ name, ms: performance.now() - begun, links: new Set(
		    out.split("\n").map(l => basename(l.replace(/\)$/, ""))
			.replaceAll("+", "/").replace(/\.o$/, ""))),
			lines: reached(counts, files) });
		rmSync(counts, { recursive: true, force: true });
	});
	return all.sort((a, b) => a.ms - b.ms);
}

// Does a test come to a line?  What goes on below the line where it began is
// of that one.
function reaches(test, { file, line }) {
	const lines = test.lines.get(file);
	while (lines && line > 0 && !lines.has(line))
		line--;
	return lines?.get(line) ?? false;
}

// ---- changes -----------------------------------------------------------------

const keyOf = m => [m.file, m.name, `${m.from} -> ${m.to}`, `#${m.nth}`,
	m.text].join(" ");

// A row at the margin: FILE FUNCTION FROM -> TO #NTH; below it, indented, the
// line that is changed, and the reason.
function known() {
	const list = new Map();
	for (const part of read("tests/form/mutants.known").split(/\n(?=\S)/)) {
		const [head, text, ...reason] = part.split("\n")
		    .map(l => l.trim());
		if (text)
			list.set(`${head} ${text}`, reason.join(" "));
	}
	return list;
}

// Numbers from a seed (mulberry32), and so many of a list by them.
function some(list, n, seed) {
	const random = () => {
		seed = seed + 0x6D2B79F5 | 0;
		let t = Math.imul(seed ^ seed >>> 15, 1 | seed);
		t = t + Math.imul(t ^ t >>> 7, 61 | t) ^ t;
		return ((t ^ t >>> 14) >>> 0) / 4294967296;
	};
	return list.map(m => [random(), m]).sort((a, b) => a[0] - b[0])
	    .slice(0, n).map(([, m]) => m);
}

function rooms() {
	return read("tests/form/mutants.rooms").split(/\n(?=\S)/)
	    .filter(l => /^\w/.test(l)).map(l => {
		const [room, ...others] = l.trim().split(/\s+/);
		const beside = join("tests", room.replace(/\/\w+\.c$/, ""));
		const tests = readdirSync(join(srcdir, beside))
		    .filter(f => /^t-.*\.c$/.test(f))
		    .map(f => join(beside, f.slice(0, -2)));
		const files = room.endsWith(".c") ? [room] :
		    readdirSync(join(srcdir, room)).sort()
			.filter(f => f.endsWith(".c")).map(f => join(room, f));
		return { files, tests: [...tests, ...others]
			.filter(t => !/^-/.test(t) &&
			    !others.includes(`-${t}`) &&
			    sourcesOf(t).length) };
	});
}

// found, survived, equal (the same object) or broken (does not build).
async function fateOf(m, tests) {
	const folder = mkdtempSync(join(work, "one."));
	const object = join(folder, "mutant.o"), program = join(folder, "test");
	try {
		if (!(await compile(m.source, object)).ok)
			return "broken";
		if (readFileSync(object).equals(readFileSync(objectOf(m.file))))
			return "equal";
		for (const test of tests) {
			if (!(await link(test.name, program, object,
			    join(work, "all.a"))).ok)
				throw new Error(`${test.name} does not link`);
			if (!await passes(program, 3000 + 5 * test.ms))
				return "found";
		}
		return "survived";
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

// ---- the mutator itself ------------------------------------------------------

let n = 0, failed = 0;
function point(is_right, about) {
	console.log(`${is_right ? "" : "not "}ok ${++n} - ${about}`);
	failed |= !is_right;
}

const sample = `/* a < b */
#define LESS(a, b) ((a) < \\
	(b))
static const int table[] = { 1 - 2, 3 < 4 };
static int
chosen(const struct x *p, int n)
{
	for (int i = 0; i < n && p->next; i++)
		p[i + 1].a -= (int64_t)-p[i].a * 1e-9;
	say("a < b && !c", '-', -1);	/* x == y */
	if (!p || p->a >= (n) - 1)
		return -1;
	return true;
}
`;
const expected = ["8 < >=", "8 && ||", "9 + -", "9 -= +=", "9 - nothing",
	"10 - nothing", "11 ! nothing", "11 || &&", "11 >= >", "11 >= <",
	"11 - +", "12 -1 0", "13 true false"];
const got = mutants(sample);
point(got.map(m => `${m.line} ${m.from} ${m.to}`).join() === expected.join(),
    "a change for each operator of code, and for none of a text or a cast");
point(got.every(m => m.name === "chosen" && m.source !== sample) &&
    got[11].source.includes("\t\treturn 0;\n"), "each changes one place");

// ---- all of it -----------------------------------------------------------------

mkdirSync(join(work, "counted"), { recursive: true });
// What a run that was broken off has left.
for (const left of readdirSync(work).filter(f => /^(one|tmp)\./.test(f)))
	rmSync(join(work, left), { recursive: true, force: true });
const library = MUTANT_SOURCES.split(/\s+/).filter(f => f.endsWith(".c"));
const [where, line] = (ROOM ?? "").split(":");
const chosen = rooms().map(r => ({ ...r, files: r.files
	.filter(f => !where || f === where || f.startsWith(`${where}/`)) }));
const excused = known();
const all = chosen.flatMap(({ files, tests }) => files.flatMap(file =>
    mutants(read(file)).filter(m => !line || m.line === Number(line))
	.map(m => ({ ...m, file, tests }))));
if (!where) {
	const there = new Set(all.map(keyOf));
	const stale = [...excused.keys()].filter(key => !there.has(key));
	stale.forEach(key => console.log(`# no such change: ${key}`));
	point(!stale.length, "what mutants.known excuses is there");
}
const seed = Number(SEED || Date.now() % 100000);
const list = MUTANTS === "all" ? all : some(all, Number(MUTANTS), seed);
const programs = [...new Set(list.flatMap(m => m.tests))];

const since = newest([...["hive", "worker", "fcgi", "tests"]
	.flatMap(d => headers(join(srcdir, d))), "config.h"]);
const files = [...new Set(list.map(m => m.file))];
await build([...new Set([...library, ...programs.flatMap(sourcesOf)])], since,
    objectOf);
await build(files, since, countedOf, "-O1 --coverage");
archive("all.a", library.map(objectOf));
archive("counted.a", library.map(f => files.includes(f) ? countedOf(f) :
    objectOf(f)));
const tests = await tried(programs, files);

const fates = { found: 0, survived: 0, equal: 0, broken: 0, "known equal": 0,
	"known survivor": 0 };
await each(list, async m => {
	const reason = excused.get(keyOf(m));
	const fate = reason === undefined ? await fateOf(m, tests.filter(t =>
	    m.tests.includes(t.name) && t.links.has(m.file) &&
	    reaches(t, m) && t.ms <= (QUICK || Infinity))) :
	    /^equal/.test(reason) ? "known equal" : "known survivor";
	fates[fate]++;
	if (fate === "survived")
		console.log(`# survived, ${m.file}:${m.line}\n` +
		    keyOf(m).replace(` ${m.text}`, `\n\t${m.text}`)
			.replace(/^/gm, "#\t"));
});
const judged = fates.found + fates.survived + fates["known survivor"];
const percent = judged ? Math.floor(100 * fates.found / judged) : 100;
// A few at random may be hard ones; all together may not.
const least = Number(LEAST || (list.length < 100 ? 75 : 90));
console.log(`# ${list.length} of ${all.length} changes, seed ${seed}: ` +
    Object.entries(fates).map(([k, v]) => `${v} ${k}`).join(", "));
point(judged > 0 && percent >= least, `${fates.found} of ${judged} faults ` +
    `are found, ${percent} % (at least ${least} %)`);
console.log(`1..${n}`);
process.exit(failed);
