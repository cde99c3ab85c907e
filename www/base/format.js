// SPDX-License-Identifier: ISC
// Words and figures as people read them: the site's zone, 24 hours, and "–"
// for what is not known (never 0).

export const UNKNOWN = "–";
const tables = { en: {} };
const files = { en: "en", "pt-BR": "pt-br" };
const parts = [""];	// of the words: "" is for all of the page
const told = ["-said"];	// of the service's sentences
const numbers = new Map();
const sentences = new Map();	// name -> { name, kinds, expression }
let zone = "UTC";
export let language = "en";

// Without its words the page stays in English.
export async function setLanguage(wanted) {
	const name = /^pt\b/i.test(wanted ?? "") ? "pt-BR" : "en";

	try {
		await load(name);
		language = name;
	} catch {
		await load(language = "en");
	}
	numbers.clear();
}

async function strings(name, which) {
	const found = await Promise.all(which.map(part =>
		import(`../strings/${files[name]}${part}.js`)));

	return Object.assign({}, ...found.map(f => f.default));
}

// What the service says is English: in another language it is known by that.
async function load(name) {
	const foreign = name !== "en";
	const [words, english] = await Promise.all([
		strings(name, foreign ? [...parts, ...told] : parts),
		strings("en", foreign ? told : [])]);

	// Another load may have come to its end meanwhile.
	tables[name] = { ...tables[name], ...words };
	for (const one of Object.entries(english))
		sentences.set(one[0], pattern(one));
}

// Words that one view needs; a view waits for them before it begins.
export async function addWords(part) {
	if (!parts.includes(`-${part}`))
		parts.push(`-${part}`);
	await load(language);
}

// The same for sentences of the service.
export async function addSentences(part) {
	if (!told.includes(`-${part}`))
		told.push(`-${part}`);
	await load(language);
}

export function setZone(name) {
	try {
		new Intl.DateTimeFormat("en", { timeZone: name });
		zone = name;
	} catch {
		zone = "UTC";
	}
}

export function siteZone() {
	return zone;
}

// Of a count of one there may be another text.
export function t(key, ...values) {
	const table = tables[language];
	const text = (values[0] === "1" ? table[`${key}_1`] : null) ??
	    table[key] ?? key;

	return text.replace(/\{(\d)\}/g, (_, n) => values[Number(n)] ?? "");
}

// A word of the firmware or the API; what we have no word for stays itself.
export function word(kind, value) {
	const name = `${kind}:${value}`;

	if (!known(value))
		return UNKNOWN;
	return tables[language][name] ?? String(value);
}

const HOLE = /\{\d(?::(\w+))?\}/;

// "found at {0}, model {1}" as an expression; kinds: of its parts.
function pattern([name, text]) {
	const pieces = text.split(HOLE);
	const literal = piece => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

	return { name, kinds: pieces.filter((_, i) => i % 2),
		expression: new RegExp(`^${pieces.map((piece, i) => i % 2 === 0 ?
		    literal(piece) : piece === "count" ? "(\\d+)" : "(.+?)")
		    .join("")}$`) };
}

// A sentence of the service, in the page's language.  What we have no words
// for stays as it is; in English only its last word is ours.
export function said(text) {
	if (!known(text))
		return "";
	for (const { name, kinds, expression } of language === "en" ? [] :
	    sentences.values()) {
		const found = expression.exec(text);

		if (found)
			return t(name, ...found.slice(1).map((part, i) =>
			    kinds[i] === "said" ? said(part) :
				kinds[i] && kinds[i] !== "count" ?
				    word(kinds[i], part) : part));
	}
	return text.replace(/\((\w+)\)$/, (_, name) =>
	    `(${word("reason", name)})`);
}

export function known(value) {
	return value !== null && value !== undefined &&
	    !Number.isNaN(value);
}

// Thousands stand apart by a thin blank: no reader takes it for a decimal.
export function number(value, decimals = 0) {
	if (!known(value))
		return UNKNOWN;
	if (!numbers.has(decimals))
		numbers.set(decimals, new Intl.NumberFormat(language, {
			minimumFractionDigits: decimals,
			maximumFractionDigits: decimals }));
	return numbers.get(decimals).formatToParts(value).map(part =>
	    part.type === "group" ? "\u202f" :
		part.type === "minusSign" ? "−" : part.value).join("");
}

export function kw(watts) {
	return known(watts) ?
	    number(watts / 1000, Math.abs(watts) < 1e5 ? 1 : 0) : UNKNOWN;
}

// TH/s of many miners: PH/s from a thousand on.
export function hashrate(ths) {
	if (!known(ths))
		return [UNKNOWN, "TH/s"];
	return ths < 1000 ? [number(ths, ths < 100 ? 1 : 0), "TH/s"] :
	    [number(ths / 1000, ths < 1e5 ? 2 : 1), "PH/s"];
}

export function bytes(n) {
	const units = ["B", "kB", "MB", "GB", "TB"];
	let unit = 0;

	if (!known(n))
		return UNKNOWN;
	for (; Math.abs(n) >= 1000 && unit < 4; unit++)
		n /= 1000;
	return `${number(n, unit ? 1 : 0)} ${units[unit]}`;
}

export function age(ms) {
	const s = Math.max(0, Math.floor(ms / 1000));

	if (!known(ms))
		return UNKNOWN;
	if (s < 120)
		return `${s} s`;
	if (s < 7200)
		return `${Math.floor(s / 60)} min`;
	if (s < 172800)
		return `${Math.floor(s / 3600)} h`;
	return `${Math.floor(s / 86400)} d`;
}

const spans = {
	clock: { hour: "2-digit", minute: "2-digit" },
	time: { hour: "2-digit", minute: "2-digit", second: "2-digit" },
	day: { day: "2-digit", month: "2-digit" },
	date: { year: "numeric", month: "2-digit", day: "2-digit" },
	minute: { year: "numeric", month: "2-digit", day: "2-digit",
		hour: "2-digit", minute: "2-digit" },
	full: { year: "numeric", month: "2-digit", day: "2-digit",
		hour: "2-digit", minute: "2-digit", second: "2-digit" },
};

// ISO-like in every language: 2026-11-20 14:02:11, 11-20, 14:02.
export function time(instant, span = "time") {
	const at = new Date(instant ?? NaN);
	const part = {};

	if (Number.isNaN(at.getTime()))
		return UNKNOWN;
	for (const { type, value } of new Intl.DateTimeFormat("en-GB", {
		timeZone: zone, hourCycle: "h23", ...spans[span] })
	    .formatToParts(at))
		part[type] = value;
	return [
		[part.year, part.month, part.day].filter(Boolean).join("-"),
		[part.hour, part.minute, part.second].filter(Boolean).join(":"),
	].filter(Boolean).join(" ");
}

// As short as it is clear: the time of today, else the date as well.
export function moment(instant, now_ms) {
	return time(instant, "date") === time(now_ms, "date") ? time(instant) :
	    time(instant, "full");
}

// Midnight of the site's day, for the axis of a chart.
export function isMidnight(instant) {
	return time(instant, "clock") === "00:00";
}
