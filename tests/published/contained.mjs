/* SPDX-License-Identifier: ISC */
/*
 * Whether what was published is still there.  Each function answers with a
 * list of { at, why }: what is missing or other, and where.  More than was
 * published is welcome, but not where it asks more of who calls.
 */

/* What people read and no program does. */
const free = new Set(["description", "summary"]);
const freeAt = new Set(["/info/version"]);
/* Words that narrow what may be sent. */
const narrows = new Set(["additionalProperties", "const", "enum", "format",
    "maximum", "maxItems", "maxLength", "minimum", "minItems", "minLength",
    "pattern", "type"]);
/* Lists of which the order says nothing. */
const sets = new Set(["enum", "required", "tags", "anyOf", "oneOf",
    "security", "servers"]);

const isObject = (x) => x !== null && typeof x === "object" &&
    !Array.isArray(x);
const step = (name) => "/" + name.replaceAll("~", "~0").replaceAll("/", "~1");
const last = (at) => at.slice(at.lastIndexOf("/") + 1);
/* A property may well be called "description"; its name is no word of the
 * schema's. */
const isName = (at) => ["properties", "paths", "responses"]
    .includes(last(at));

/* The pointer is below a request's parameters or body. */
const sent = (at, all) => all || /\/(parameters|requestBody)(\/|$)/.test(at);

export function isFree(at) {
	const parent = at.slice(0, at.lastIndexOf("/"));

	return freeAt.has(at) || free.has(last(at)) && !isName(parent);
}

function listed(pin, now, at, all) {
	const found = [];

	if (last(at) === "parameters")
		return parameters(pin, now, at, all);
	if (!sets.has(last(at)))
		return JSON.stringify(pin) === JSON.stringify(now) ? [] :
		    [{ at, why: `${JSON.stringify(pin)} is now ` +
		    JSON.stringify(now) }];
	pin.forEach((x, i) => {
		if (!now.some((y) => !contained(x, y, `${at}/${i}`, all)
		    .length))
			found.push({ at: `${at}/${i}`,
			    why: `${JSON.stringify(x)} is missing` });
	});
	if (last(at) === "required" && sent(at, all))
		for (const name of now.filter((x) => !pin.includes(x)))
			found.push({ at, why: `"${name}" is needed now` });
	return found;
}

function parameters(pin, now, at, all) {
	const found = [];
	const of = (list, p) => list.find((x) => x.name === p.name &&
	    x.in === p.in);

	pin.forEach((p, i) => {
		const n = of(now, p);

		found.push(...n ? contained(p, n, `${at}/${i}`, all) :
		    [{ at: `${at}/${i}`, why: `${p.in} "${p.name}" is missing` }]);
	});
	for (const n of now)
		if (n.required && !of(pin, n))
			found.push({ at, why: `"${n.name}" is needed now` });
	return found;
}

/* A document of JSON, in which `all' of it is what others send. */
export function contained(pin, now, at = "", all = false) {
	const found = [];

	if (isFree(at))
		return found;
	if (Array.isArray(pin) && Array.isArray(now))
		return listed(pin, now, at, all);
	if (!isObject(pin) || !isObject(now)) {
		if (pin !== now)
			found.push({ at, why: `${JSON.stringify(pin)} is now ` +
			    JSON.stringify(now) });
		return found;
	}
	for (const name of Object.keys(pin)) {
		const where = at + step(name);

		if (isFree(where))
			continue;
		if (Object.hasOwn(now, name))
			found.push(...contained(pin[name], now[name], where,
			    all));
		else
			found.push({ at: where, why: "is missing" });
	}
	if (sent(at, all) && !isName(at))
		found.push(...narrowed(pin, now, at));
	return found;
}

function narrowed(pin, now, at) {
	const found = [];

	for (const name of Object.keys(now).filter((x) =>
	    !Object.hasOwn(pin, x))) {
		if (narrows.has(name))
			found.push({ at, why: `"${name}" narrows it now` });
		if (name === "required")
			found.push({ at, why: "something is needed now: " +
			    JSON.stringify(now.required) });
	}
	return found;
}

/* ---- Text ---------------------------------------------------------------- */

/* "$ program words" opens a section.  In it the lines from "usage:" on that
 * are set far in are usage, taken word by word with [...] as one, after the
 * form they belong to: the program and the word after it.  Other lines
 * "name  text" are entries, with more text on lines set far in. */
export function sections(text) {
	const all = new Map();
	let now = null, entry = null, usage = false, form = "";

	text.split("\n").forEach((line, i) => {
		const far = /^ {7}/.test(line);

		if (line.startsWith("$ ")) {
			now = { line: i + 1, program: line.split(" ")[1],
			    usage: new Map(), entries: new Map() };
			all.set(line.slice(2), now);
			entry = null;
		}
		if (!now || line.startsWith("$ "))
			return;
		if (/^usage: /.test(line) || usage && far) {
			usage = true;
			const words = line.replace("usage:", "")
			    .match(/\[[^\]]*\]|\S+/g) || [];
			if (words[0] === now.program)
				form = words.slice(0, 2).join(" ")
				    .replace(/ \[.*/, "");
			for (const word of words.map((w) => `${form} ${w}`))
				if (!now.usage.has(word))
					now.usage.set(word, i + 1);
			return;
		}
		usage = false;
		if (far && entry) {
			entry.text += " " + line.trim();
			return;
		}
		const [, head, more] = /^ {0,6}(\S.*?)(?: {2,}(.*))?$/
		    .exec(line) || [];
		entry = null;
		if (head && (more !== undefined || line.startsWith("  "))) {
			entry = now.entries.get(head) ||
			    { line: i + 1, text: "" };
			entry.text += " " + (more || "");
			now.entries.set(head, entry);
		}
	});
	return all;
}

/* What a text of help promises: figures, words|to|choose, and lists of three
 * words or more. */
export function promised(text) {
	const words = text.split(/\s+/).map((w) => w.replace(/[.,;:)]+$/, ""))
	    .filter((w) => /\d|\w\|\w/.test(w));
	const lists = text.match(/([a-z_]+, ){2,}[a-z_]+/g) || [];

	return new Set([...words, ...lists.flatMap((l) => l.split(", "))]);
}

export function helpKept(pin, now) {
	const found = [];
	const pinned = sections(pin), there = sections(now);

	for (const [name, p] of pinned) {
		const n = there.get(name);
		const tell = (line, what) => found.push({ at: `line ${line}`,
		    why: `${name}: ${what} is missing` });

		if (!n) {
			tell(p.line, "all of it");
			continue;
		}
		for (const [word, line] of p.usage)
			if (!n.usage.has(word))
				tell(line, `"${word}" in the usage`);
		for (const [head, entry] of p.entries) {
			const other = n.entries.get(head);

			if (!other) {
				tell(entry.line, `"${head}"`);
				continue;
			}
			const words = other.text.split(/[^\w|.()/:#%-]+/)
			    .map((w) => w.replace(/[.,;:)]+$/, ""));
			for (const word of promised(entry.text))
				if (!words.includes(word))
					tell(entry.line,
					    `"${word}" at "${head}"`);
		}
	}
	return found;
}

/* "name type label,label" a line, sorted, of a page of metrics. */
export function series(page) {
	const types = new Map(), labels = new Map();

	for (const line of page.split("\n")) {
		const type = /^# TYPE (\S+) (\S+)$/.exec(line);
		const one = /^([a-z_]+)(?:\{(.*)\})? \S+$/.exec(line);

		if (type)
			types.set(type[1], type[2]);
		else if (one)
			labels.set(one[1], [...(one[2] || "").matchAll(
			    /([a-z_]+)="(?:[^"\\]|\\.)*"/g)].map((m) => m[1])
			    .join(","));
	}
	return [...types].map(([name, type]) => `${name} ${type} ` +
	    (labels.get(name) ?? "NO-VALUE")).map((l) => l.trimEnd()).sort();
}

export function linesKept(pin, now) {
	const there = new Set(now.split("\n"));

	return pin.split("\n").map((l, i) => ({ at: `line ${i + 1}`,
	    why: `"${l}" is missing`, l })).filter((f) => !there.has(f.l));
}
