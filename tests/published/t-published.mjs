/* SPDX-License-Identifier: ISC */
/*
 * What others build upon stays: the files beside this one say what was
 * published, and all that they say must be in what the programs say now.
 *
 *   openapi.json            the API, as GET /api/openapi.json answers
 *   settings.json           the run-time settings and their defaults
 *   powerhive.schema.json   the configuration
 *   help.txt                the help of each program and each command
 *   metrics.txt             name, type and labels of each series
 *
 * New things are pinned, and old ones are given up, on purpose and by
 *
 *   cd build-check && make check TESTS= &&
 *       srcdir=.. node ../tests/published/t-published.mjs --pin
 *
 * which writes the files anew.  Look at what "git diff tests/published" has
 * removed: each such line breaks somebody's program or habit, and belongs
 * into CHANGELOG.md with what to do about it.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { contained, helpKept, isFree, linesKept, promised, sections, series }
    from "./contained.mjs";

const top = path.resolve(process.env.srcdir || ".");
const build = path.resolve(process.env.builddir || ".");
const pins = path.join(top, "tests/published");
let count = 0;

function result(about, wrong) {
	count++;
	for (const w of wrong)
		console.log("# " + w);
	console.log(`${wrong.length ? "not " : ""}ok ${count} - ${about}`);
	if (wrong.length)
		process.exitCode = 1;
}

function run(program, words) {
	const said = spawnSync(program, words, { encoding: "utf8" });

	if (said.error || said.signal)
		throw new Error(`${program}: ${said.error || said.signal}`);
	return said;
}

/* ---- What is published now ------------------------------------------------ */

function help(words) {
	const [name, ...more] = words.split(" ");
	const said = run(path.join(name === "./bootstrap" ? top : build, name),
	    more);

	return `$ ${words}\n${said.stdout}${said.stderr}\n`;
}

const programs = ["powerhivectl", "powerhived", "powerhive-fcgi",
    "powerhive-sim", "./bootstrap"];

function commands() {
	const list = run(path.join(build, "powerhivectl"), ["help"]).stdout;

	return [...list.matchAll(/^ {2}([a-z-]+(?: [a-z-]+)*)/gm)]
	    .map((m) => `powerhivectl ${m[1]} --help`);
}

/* One line an operation, so that a difference can be read. */
function api(text) {
	const d = JSON.parse(text);
	const line = (o, blanks, inside) => "{\n" + Object.keys(o).map((k) =>
	    blanks + JSON.stringify(k) + ": " + inside(o[k])).join(",\n") +
	    "\n" + blanks.slice(1) + "}";

	return line(d, " ", (part) => part !== d.paths ? JSON.stringify(part) :
	    line(part, "  ", (one) => line(one, "   ", JSON.stringify))) + "\n";
}

function published() {
	const told = run(path.join(build, "tests/published/print"), []);

	if (told.status !== 0)
		throw new Error("tests/published/print: " + told.stderr);
	const said = Object.fromEntries(told.stdout.trim().split("\n")
	    .map((l) => JSON.parse(l)).map((o) => [o.name, o.text]));
	return {
		"openapi.json": api(said.openapi),
		"settings.json": JSON.stringify(JSON.parse(said.settings),
		    null, 2) + "\n",
		"powerhive.schema.json": run(path.join(build, "powerhivectl"),
		    ["check-config", "--schema"]).stdout,
		"help.txt": [...programs.map((p) => `${p} --help`),
		    ...commands()].map(help).join(""),
		"metrics.txt": [...series(said.metrics),
		    ...series(said.miners)].join("\n") + "\n",
	};
}

/* All of the configuration's schema is about what others write. */
const lost = (file, pin, now) => contained(pin, now, "",
    file === "powerhive.schema.json");
const kept = (file, pin, now) => file === "help.txt" ? helpKept(pin, now) :
    file === "metrics.txt" ? linesKept(pin, now) :
    lost(file, JSON.parse(pin), JSON.parse(now));

/* ---- That a loss is seen --------------------------------------------------- */

const seed = Number(process.env.POWERHIVE_SEED || Date.now() % 1e9);

/* mulberry32 */
function chance(state) {
	return (n) => {
		let t = state = state + 0x6d2b79f5 | 0;

		t = Math.imul(t ^ t >>> 15, t | 1);
		t ^= t + Math.imul(t ^ t >>> 7, t | 61);
		return ((t ^ t >>> 14) >>> 0) % n;
	};
}

function pointers(node, at, list) {
	if (node === null || typeof node !== "object")
		return list;
	for (const key of Object.keys(node)) {
		const where = at + "/" + key.replaceAll("~", "~0")
		    .replaceAll("/", "~1");

		if (isFree(where))
			continue;
		list.push({ where, node, key });
		pointers(node[key], where, list);
	}
	return list;
}

const other = (x) => typeof x === "string" ? x + "x" :
    typeof x === "number" ? -x || 1 : typeof x === "boolean" ? !x : 7;

/* One thing of the document is changed or taken away; what was found must
 * name the place or what it is in. */
function spoilDocument(file, text, random, times) {
	const wrong = [], pin = JSON.parse(text);

	for (let i = 0; i < times; i++) {
		const copy = JSON.parse(text);
		const all = pointers(copy, "", []);
		const { where, node, key } = all[random(all.length)];
		const removed = random(2) === 0;

		if (!removed)
			node[key] = other(node[key]);
		else if (Array.isArray(node))
			node.splice(key, 1);
		else
			delete node[key];
		const found = lost(file, pin, copy);
		if (!found.some((f) => f.at && (where + "/")
		    .startsWith(f.at + "/")))
			wrong.push(`${where} ${removed ? "is gone" :
			    "is other"}: ${JSON.stringify(found)}`);
	}
	return wrong;
}

const without = (lines, i) => [...lines.slice(0, i), ...lines.slice(i + 1)];
const replaced = (lines, i, line) => [...lines.slice(0, i), line,
    ...lines.slice(i + 1)];

/* Lines of help that are free: what no section has as usage or entry. */
function spoilHelp(text) {
	const lines = text.split("\n");
	const wrong = [];
	let tried = 0;

	for (const [, s] of sections(text)) {
		const at = new Set([s.line, ...s.usage.values()]);

		for (const e of s.entries.values())
			at.add(e.line);
		for (const line of at) {
			const fewer = without(lines, line - 1).join("\n");

			tried++;
			if (!helpKept(text, fewer).some((f) =>
			    f.at === `line ${line}`))
				wrong.push(`line ${line} is gone: ` +
				    lines[line - 1]);
		}
		for (const e of s.entries.values())
			for (const word of promised(e.text)) {
				const more = replaced(lines, e.line - 1,
				    lines[e.line - 1].replaceAll(word, "ZZ"));

				tried++;
				if (lines[e.line - 1].includes(word) &&
				    !helpKept(text, more.join("\n")).length)
					wrong.push(`line ${e.line}: ${word}`);
			}
	}
	console.log(`# ${tried} changes of the help were tried`);
	return tried > 100 ? wrong : ["the help cannot be read", ...wrong];
}

function spoilLines(text) {
	const lines = text.trimEnd().split("\n");

	return lines.flatMap((l, i) => [without(lines, i),
	    replaced(lines, i, l + "x"),
	    replaced(lines, i, l.replace("_", ""))]
	    .filter((some) => !linesKept(text, some.join("\n")).some((f) =>
		f.at === `line ${i + 1}`)).map(() => l));
}

/* What may be added, and what asks more of a caller. */
function additions(text) {
	const wrong = [];
	const tried = (about, many, change) => {
		const copy = JSON.parse(text);

		change(copy);
		const n = contained(JSON.parse(text), copy).length;
		if (n !== many)
			wrong.push(`${about}: ${n} found, not ${many}`);
	};
	const settings = (d) => d.paths["/api/settings"];
	const body = (d) => settings(d).patch.requestBody
	    .content["application/json"].schema;
	const answer = (d) => settings(d).get.responses["200"]
	    .content["application/json"].schema;

	tried("a path", 0, (d) => { d.paths["/api/new"] = { get: {} }; });
	tried("a method", 0, (d) => { settings(d).put = {}; });
	tried("a text", 0, (d) => { settings(d).get.description = "other"; });
	tried("a version", 0, (d) => { d.info.version = "9.9.9"; });
	tried("a field of an answer", 0, (d) => {
		answer(d).properties.description = { type: "string" };
	});
	tried("a field that may be sent", 0, (d) => {
		body(d).properties.extra = { type: "string" };
	});
	tried("a parameter", 0, (d) => {
		settings(d).get.parameters = [{ name: "x", in: "query" }];
	});
	tried("a field that must be sent", 1, (d) => {
		body(d).required = ["dwell_s"];
	});
	tried("a bound", 1, (d) => {
		body(d).properties.balancer_mode.maxLength = 9;
	});
	tried("a parameter that must be sent", 1, (d) => {
		d.paths["/api/miners"].get.parameters.push({ name: "x",
		    in: "query", required: true });
	});
	tried("a bound in an answer", 0, (d) => {
		answer(d).properties.balancer_mode.maxLength = 9;
	});
	return wrong;
}

/* ---- Either ----------------------------------------------------------------- */

const now = published();

if (process.argv.includes("--pin")) {
	for (const [file, text] of Object.entries(now))
		fs.writeFileSync(path.join(pins, file), text);
	process.exit(0);
}

const pin = Object.fromEntries(Object.keys(now).map((file) => [file,
    fs.readFileSync(path.join(pins, file), "utf8")]));
const random = chance(seed);

for (const file of Object.keys(now))
	result(`what ${file} says is still there`, kept(file,
	    pin[file], now[file]).map((f) => `tests/published/${file} ${f.at}: ${f.why}`));
console.log(`# POWERHIVE_SEED=${seed} tries the same again`);
for (const file of Object.keys(now).filter((f) => f.endsWith(".json")))
	result(`a loss in ${file} is seen`, spoilDocument(file, pin[file],
	    random, file === "openapi.json" ? 300 : 100));
result("a loss in help.txt is seen", spoilHelp(pin["help.txt"]));
result("a loss in metrics.txt is seen", spoilLines(pin["metrics.txt"]));
result("what is new is no loss, but a new demand is",
    additions(pin["openapi.json"]));
console.log(`1..${count}`);
