/* SPDX-License-Identifier: ISC */
/*
 * coverage.mjs SRCDIR MISSED GOALS SHORT <gcov's JSON, a document a line
 * The sums of each folder of the programs, and of each file, as a table; into
 * the file MISSED what no test came by: "FILE:LINE" or "FILE:LINE branch"; into
 * SHORT which goals of the file GOALS are not reached, with the lines that they
 * lack, and its rows that are stale.
 */
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";

const [top, missed, goals, short] = process.argv.slice(2);
const ours = /^(hive|worker|fcgi|ctl)\//;
/* file, then line: { count, branches: [count...] }.  A header's lines come
 * from many objects, and count if one ran them. */
const files = new Map();

function take(file, l) {
	if (!files.has(file))
		files.set(file, new Map());
	const lines = files.get(file);
	const old = lines.get(l.line_number) || { count: 0, branches: [] };

	old.count += l.count;
	l.branches.forEach((b, i) => {
		old.branches[i] = (old.branches[i] || 0) + b.count;
	});
	lines.set(l.line_number, old);
}

for await (const text of readline.createInterface({ input: process.stdin })) {
	if (!text.startsWith("{"))
		continue;
	const said = JSON.parse(text);

	for (const f of said.files) {
		const file = path.relative(top, path.resolve(
		    said.current_working_directory, f.file));

		if (ours.test(file))
			for (const l of f.lines)
				take(file, l);
	}
}

const nothing = () => ({ lines: 0, run: 0, branches: 0, taken: 0 });

function sum(lines) {
	const s = nothing();

	for (const { count, branches } of lines.values()) {
		s.lines++;
		s.run += count > 0;
		s.branches += branches.length;
		s.taken += branches.filter((n) => n > 0).length;
	}
	return s;
}

function add(to, s) {
	for (const key of Object.keys(s))
		to[key] += s[key];
}

const share = (n, of) => of ? (Math.floor(1000 * n / of) / 10).toFixed(1) :
    "-";
const put = (name, cells) => console.log(name.padEnd(34) +
    cells.map((x) => String(x).padStart(10)).join(""));
const row = (name, s) => put(name, [s.lines, share(s.run, s.lines),
    s.branches, share(s.taken, s.branches)]);

const folders = new Map(), all = nothing(), list = [];
for (const [file, lines] of [...files].sort()) {
	const s = sum(lines), folder = path.dirname(file) + "/";

	if (!folders.has(folder))
		folders.set(folder, { sum: nothing(), files: [] });
	add(folders.get(folder).sum, s);
	folders.get(folder).files.push([path.basename(file), s]);
	add(all, s);
	for (const [line, { count, branches }] of [...lines]
	    .sort((a, b) => a[0] - b[0]))
		if (!count || branches.some((n) => !n))
			list.push(`${file}:${line}${count ? " branch" : ""}\n`);
}
if (!all.lines) {
	console.error("gcov said nothing of our files");
	process.exit(1);
}
put("", ["lines", "run %", "branches", "taken %"]);
for (const [folder, f] of folders)
	row(folder, f.sum);
row("all", all);
for (const [folder, f] of folders) {
	console.log("\n" + folder);
	for (const [name, s] of f.files)
		row("  " + name, s);
}
fs.writeFileSync(missed, list.join(""));

/* ---- Goals ---------------------------------------------------------------- */

/* { path, percent, excused: [{ file, text, why }] }, as coverage.goals has
 * them. */
function readGoals(text) {
	const rows = [];

	for (const line of text.split("\n")) {
		const depth = line.match(/^\t*/)[0].length;
		const [first, ...rest] = line.trim().split(" ");
		const last = rows.at(-1);

		if (!first || first.startsWith("#"))
			continue;
		if (depth === 0)
			rows.push({ path: first, percent: Number(rest[0]),
			    excused: [] });
		else if (depth === 1)
			last.excused.push({ file: first, text: rest.join(" "),
			    why: "" });
		else
			last.excused.at(-1).why += line.trim();
	}
	return rows;
}

const source = new Map();
function textOf(file, n) {
	if (!source.has(file))
		source.set(file, fs.readFileSync(path.join(top, file), "utf8")
		    .split("\n"));
	return (source.get(file)[n - 1] || "").trim();
}

/* What of a goal is missed, and which of its rows excuse nothing. */
function judge(goal) {
	const of = [...files].filter(([file]) => file === goal.path ||
	    file.startsWith(goal.path + "/"));
	const stale = new Set(goal.excused);
	const lacks = [];
	let lines = 0;

	for (const [file, all] of of)
		for (const [n, { count }] of all) {
			const row = goal.excused.find((e) =>
			    e.file === file && e.text === textOf(file, n));

			lines++;
			if (count)
				continue;
			if (row && row.why)
				stale.delete(row);
			else
				lacks.push([file, n]);
		}
	return { lines, lacks, stale };
}

const told = [];
for (const goal of readGoals(fs.readFileSync(goals, "utf8"))) {
	const { lines, lacks, stale } = judge(goal);
	const run = lines - lacks.length;

	if (!lines)
		told.push(`${goal.path}: there is no such file`);
	else if (!(100 * run >= goal.percent * lines)) {
		told.push(`${goal.path}: ${share(run, lines)} % of the lines,` +
		    ` its goal is ${goal.percent} %`);
		lacks.sort(([f, n], [g, m]) => f < g ? -1 : f > g ? 1 : n - m);
		for (const [file, n] of lacks)
			told.push(`\t${file}:${n} ${textOf(file, n)}`);
	}
	for (const { file, text, why } of stale)
		told.push(`${goal.path}: ${why ? "stale" : "no reason"}:` +
		    ` ${file} ${text}`);
}
fs.writeFileSync(short, told.map((t) => t + "\n").join(""));
