/* SPDX-License-Identifier: ISC */
/* The page's modules that need no document, and rules for all its files. */
import fs from "node:fs";
import path from "node:path";

const top = path.resolve(process.env.srcdir || ".");
const www = path.join(top, "www");
const load = (name) => import(path.join(www, name));
let count = 0, failed = 0;

function check(ok, about, ...details) {
	count++;
	failed += !ok;
	console.log(`${ok ? "" : "not "}ok ${count} - ${about}`);
	for (const d of ok ? [] : details)
		console.log("# " + d);
}

function same(got, want, about) {
	const a = JSON.stringify(got), b = JSON.stringify(want);
	check(a === b, about, "got:  " + a, "want: " + b);
}

const format = await load("base/format.js");
const api = await load("base/api.js");
const fleet = await load("table/fleet.js");
const { windowOf } = await load("table/table.js");
const { nextLook, nextText, readingLate, stripState } =
    await load("strip/state.js");
const { series } = await load("charts/series.js");
const chips = await load("charts/chipmap.js");
const { shares } = await load("charts/powerbar.js");
const { hourColumns } = await load("charts/hour.js");
const { cellSize } = await load("charts/fleetmap.js");
const { dropped, marginEffect } = await load("views/set-balance.js");
const bulk = await load("table/bulk.js");
const { grouped } = await load("views/alarms.js");
const models = await load("base/presets.js");
const { ordered } = await load("views/chips.js");
const bars = await load("charts/bars.js");
const { byPlace, monthBeside } = await load("views/energy-days.js");
const { bySlot } = await load("views/energy-why.js");
const { effectText } = await load("views/energy-prices.js");
/* The words of all of the page, and those of one view. */
const words_of = async (part, language) =>
    (await load(`strings/${language}${part}.js`)).default;
const parts_of_words = ["", "-alarms", "-bulk", "-checks", "-chips", "-energy",
    "-log", "-models", "-overview", "-refused", "-said", "-settings",
    "-told"];
const all_words = async (language) => Object.assign({}, ...await Promise.all(
    parts_of_words.map((part) => words_of(part, language))));
const base = await words_of("", "en");
const tables = { en: await all_words("en"), pt: await all_words("pt-br") };

await format.setLanguage("en");
for (const part of ["bulk", "checks", "chips", "energy", "log", "models",
    "overview", "settings"])
	await format.addWords(part);
await format.addSentences("told");
await format.addSentences("refused");

async function figures() {
	const { age, bytes, hashrate, kw, number, time } = format;

	for (const [value, decimals, text] of [[0, 0, "0"], [null, 0, "–"],
	    [undefined, 1, "–"], [NaN, 1, "–"], [1234.5, 1, "1\u202f234.5"],
	    [-81, 0, "−81"], [12345678, 0, "12\u202f345\u202f678"]])
		same(number(value, decimals), text, `number ${value}`);
	for (const [ms, text] of [[null, "–"], [0, "0 s"], [119999, "119 s"],
	    [120000, "2 min"], [7200000, "2 h"], [172800000, "2 d"]])
		same(age(ms), text, `age ${ms}`);
	same([kw(2583), kw(145300), kw(null)], ["2.6", "145", "–"], "kW");
	same([hashrate(91.24), hashrate(5100), hashrate(null)],
	    [["91.2", "TH/s"], ["5.10", "PH/s"], ["–", "TH/s"]], "hashrate");
	same([bytes(null), bytes(999), bytes(48230400)], ["–", "999 B",
	    "48.2 MB"], "bytes");
	await format.setLanguage("pt-PT");
	same([number(1234.5, 1), format.t("yes")], ["1\u202f234,5", "sim"],
	    "Portuguese");
	await format.setLanguage("de");
	same(number(1234.5, 1), "1\u202f234.5", "any other language: English");
	format.setZone("America/Sao_Paulo");
	same([time("2026-11-20T02:05:07.000Z", "full"), time(0, "clock"),
	    time(null), time("no date")],
	    ["2026-11-19 23:05:07", "21:00", "–", "–"],
	    "the site's zone, 24 hours");
	format.setZone("No/Where");
	same(time("2026-11-20T00:05:07.000Z"), "00:05:07",
	    "an unknown zone is UTC; midnight is 00");
}

function words() {
	const holes = (s) => (s.match(/\{\d\}/g) ?? []).sort().join("");
	const plain = (t) => Object.keys(t).filter((k) => !k.includes(":"));
	const en = plain(tables.en);

	same(en.filter((k) => !(k in tables.pt)), [], "all is in Portuguese");
	same(plain(tables.pt).filter((k) => !(k in tables.en)), [],
	    "and no more than in English");
	same(en.filter((k) => holes(tables.en[k]) !== holes(tables.pt[k])), [],
	    "with the same holes for figures");
	same(Object.keys(tables.en).filter((k) => !tables.en[k]?.trim() ||
	    !(tables.pt[k] ?? "x").trim()), [], "no text is empty");
}

/* The words of the view that a source is of. */
const views = [[/^(charts\/bars|views\/energy)/, await words_of("-energy", "en")],
    [/^views\/set/, await words_of("-settings", "en")],
    [/^views\/bulk/, await words_of("-bulk", "en")],
    [/^views\/chips/, await words_of("-chips", "en")],
    [/^views\/first/, await words_of("-checks", "en")],
    [/^(views\/overview|charts\/(powerbar|hour|fleetmap))/,
	await words_of("-overview", "en")],
    [/^views\/models/, await words_of("-models", "en")],
    [/^views\/log/, await words_of("-log", "en")]];
const words_for = (name) => views.find(([of]) => of.test(name))?.[1] ?? {};

/* Every text that a source asks for is there, and the other way round. */
function used() {
	const html = fs.readFileSync(path.join(www, "index.html"), "utf8");
	const asked = new Set([...html.matchAll(/data-(?:text|label)="(\w+)"/g)]
	    .map((m) => m[1]));
	const all = sources.map((s) => s.text).join("\n");

	for (const m of all.matchAll(/\bt\(\s*"(\w+)"/g))
		asked.add(m[1]);
	same([...asked].filter((k) => !(k in tables.en)), [],
	    "every text that is asked for is there");
	same(sources.flatMap((s) => [...s.text.matchAll(/\bt\(\s*"(\w+)"/g)]
	    .map((m) => m[1]).filter((k) => !(k in base) &&
	    !(k in words_for(s.name))).map((k) => `${s.name}: ${k}`)), [],
	    "and not only among the words of another view");
	same(Object.keys(tables.en).filter((k) => k.includes(":") &&
	    !(k in tables.pt)), [], "every word of the API is in Portuguese");
	same(fs.readdirSync(path.join(www, "strings")).filter((f) =>
	    !parts_of_words.some((p) => f === `en${p}.js` ||
	    f === `pt-br${p}.js`)), [], "all tables of words are looked at");
	same(fleet.columns.filter((c) => !tables.en[`col_${c.id}`]), [],
	    "every column has a head");
	same(fleet.filters.filter((f) => !tables.en[f.id]), [],
	    "every filter has a name");
	same(Object.keys(tables.en).filter((k) => !k.includes(":") &&
	    !asked.has(k.replace(/_1$/, "")) && !/^(col|state|layer|map|share|log|one|none|set|setting|mode|channel|about|do|energy|known|source)_|^left/.test(k) &&
	    !all.includes(`"${k.replace(/_1$/, "")}"`) && !fleet.filters.some((f) =>
	    f.id === k)), [], "no text is left over");
}

/* Literals that C joins are one here. */
const service = ["fcgi", "hive", "worker"].flatMap((dir) => fs.readdirSync(
    path.join(top, dir), { recursive: true }).filter((f) =>
    f.endsWith(".c")).map((f) =>
    fs.readFileSync(path.join(top, dir, f), "utf8"))).join("\n")
    .replace(/" PRId64\s*"/g, "lld").replace(/"\n\s*"/g, "");

/* The service speaks English: what it says is said on in another language. */
async function sentences() {
	const all = Object.entries(tables.en).filter(([k]) =>
	    k.startsWith("said:"));
	const hole = /\{(\d)(?::\w+)?\}/g;
	const parts = (text) => text.split(/\{[^}]*\}|[.:;,()"]/)
	    .map((s) => s.trim()).filter((s) => s.includes(" "));
	const sample = (text) => text.replace(/%s%s/g, "")
	    .replace(/%[-.0-9]*(?:ll|z)?[a-z]/g, "7").replace(/\\"/g, '"');
	const told = [/snprintf\(text, ALERT_TEXT, "((?:[^"\\]|\\.)*)"/g,
	    /see_\w+,\s*"(miners [^"]*)"/g].flatMap((pattern) =>
	    [...service.matchAll(pattern)].map((m) => sample(m[1])));

	check(all.length > 90, "sentences of the service", all.length);
	same(all.flatMap(([k, text]) => parts(text).filter((part) =>
	    !service.includes(part)).map((part) => `${k}: ${part}`)), [],
	    "each is what the service says");
	same(all.filter(([k, text]) => String(text.match(hole)?.map((h) =>
	    h[1]).sort()) !== String(tables.pt[k].match(hole)?.map((h) => h[1])
	    .sort())).map(([k]) => k), [], "with the same parts in Portuguese");
	await format.setLanguage("pt-BR");
	const rules_ = [...service.matchAll(/(?:SITE|UNIT|READING)\("(\w+)"/g)]
	    .map((m) => `rule:${m[1]}`);
	same(rules_.filter((name) => !tables.en[name] || !tables.pt[name]), [],
	    "every rule of an alarm has a name");
	check(told.length > 25 && rules_.length > 20, "alarms are found",
	    told.length, rules_.length);
	same(told.filter((text) => format.said(text) === text), [],
	    "every alarm is said in Portuguese");
	same([format.said("preset changed from 2450W to 2650W (rebalance_gain)"),
	    format.said("stop failed: no answer: Timeout was reached"),
	    format.said("The plant's data are 431 s old: read 431 s ago."),
	    format.said("17 miners do not answer, all in 10.0.3.0/24."),
	    format.said("what nobody has words for"), format.said(null)],
	    ["preset mudado de 2450W para 2650W (melhor uso da mesma potência)",
	    "parar falhou: sem resposta: Timeout was reached",
	    "Os dados da usina têm 431 s: lida há 431 s.",
	    "17 mineradores não respondem, todos em 10.0.3.0/24.",
	    "what nobody has words for", ""], "with their parts");
	const errors = [{ pointer: "/tolerance_w", detail:
	    "must be from 0 to 100000" }];
	same([api.reason(422, { detail: "no miner has this MAC" }),
	    api.reason(400, { detail: "", errors }), api.reason(403, { detail:
	    'this needs the scope "admin"' }), api.reason(418, null),
	    api.reason(400, { detail: "its preset 7 is odd" })],
	    ["nenhum minerador tem este MAC",
	    "/tolerance_w: deve ser de 0 a 100000",
	    'isto exige a permissão "admin"', "HTTP 418",
	    "its preset 7 is odd"], "refusals as well");
	await format.setLanguage("en");
	same([format.said("nothing to do"),
	    format.said("stop done (emergency_over_available)")],
	    ["nothing to do", "stop done (above available)"], "in English too");
}

const sources = fs.readdirSync(www, { recursive: true })
    .filter((f) => /\.(js|css|html)$/.test(f) && !/uPlot/.test(f))
    .map((f) => ({ name: f, text: fs.readFileSync(path.join(www, f),
	"utf8") }));

function rules() {
	const without = (pattern, about) => same(sources.filter((s) =>
	    pattern.test(s.text)).map((s) => s.name), [], about);

	check(sources.length > 25, "the page's files are found");
	without(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|parseFromString/,
	    "no HTML from texts");
	without(/\beval\(|new Function|javascript:/, "no code from texts");
	without(/\b(alert|confirm|prompt)\(/, "no dialog that blocks");
	without(/https?:\/\/(?!www\.w3\.org\/)/, "nothing from elsewhere");
	without(/style="|setAttribute\("style|<style/, "no style in elements");
	same(sources.filter((s) => s.text.split("\n").length > 401)
	    .map((s) => s.name), [], "no file is longer than 400 lines");
	same(sources.filter((s) => !s.text.split("\n", 2).join(" ")
	    .includes("SPDX-License-Identifier: ISC")).map((s) => s.name), [],
	    "each begins with its licence");
}

function clocks() {
	const clock = new api.Clock();

	same(clock.now(5000, 77), 77, "before any answer: the browser's time");
	clock.note("Fri, 20 Nov 2026 10:15:14 GMT", 1000);
	same(clock.now(3500, 77), Date.UTC(2026, 10, 20, 10, 15, 16, 500),
	    "then the server's, and what has passed since");
	clock.note("nonsense", 9000);
	clock.note(null, 9000);
	same(clock.now(3500, 77), Date.UTC(2026, 10, 20, 10, 15, 16, 500),
	    "a bad Date changes nothing");
	for (const [seconds, hidden, troubles, random, ms] of [
	    [2, false, 0, 0.5, 2000], [2, true, 0, 0.5, 15000],
	    [2, false, 1, 0.5, 4000], [2, false, 9, 0.5, 30000],
	    [60, false, 0, 0, 54000], [2, false, 0, 1, 2200]])
		same(api.restMs(seconds, hidden, troubles, random), ms,
		    `rest ${seconds} s, ${hidden ? "hidden" : "seen"}, ` +
		    `${troubles} troubles`);
	same([api.reason(502, null), api.reason(409, { title: "Conflict" }),
	    api.reason(400, { detail: "no such field",
		errors: [{ pointer: "/nam", detail: "is unknown" }] })],
	    ["HTTP 502", "Conflict", "/nam: is unknown"],
	    "a problem in one sentence");
	same([0, 404, 500, 502, 503, 504].filter((status) =>
	    api.isLost({ status })), [0, 502, 503, 504], "what lost means");
}

const miner = (n, more = {}, status = {}) => ({
	id: `02:00:00:00:00:0${n}`, name: null, location: null, ip: `10.0.0.${n}`,
	last_ip: `10.0.0.${n}`, online: true, managed: false, conflict: false,
	hold: null, key_trouble: null, model: "s19", firmware_version: null,
	last_seen_at: null, latest_status: { state: "mining", preset: "2620",
	    power_w: 2600, hashrate_ths: 91, ...status }, ...more });
const farm = [
	miner(1, { name: "rack-10" }, { power_w: 3000 }),
	miner(2, { name: "rack-9", online: false, ip: null }),
	miner(3, { conflict: true, latest_status: null }),
	miner(4, { ip: "10.0.0.40", managed: true, hold: { reason: "fan" } },
	    { power_w: 0, state: "stopped" }),
];
const ids = (rows) => rows.map((m) => Number(m.id.at(-1)));

function orders() {
	const by = (id, falling = false) => ids(fleet.sorted(farm,
	    { id, falling }));

	same(by("name"), [2, 1, 3, 4], "names by their numbers, unnamed last");
	same(by("name", true), [1, 2, 3, 4], "unnamed last the other way too");
	same(by("power_w"), [4, 2, 1, 3], "0 W is a figure, unknown is none");
	same(by("power_w", true), [1, 2, 4, 3], "unknown stays last");
	same(by("ip"), [1, 2, 3, 4], "addresses by their numbers");
	same(by("managed"), [4, 1, 2, 3], "the managed first");
	same(by("nonsense"), by("name"), "an unknown order is the first column");
	same([...farm].length, 4, "sorting leaves the list alone");
}

function narrowed() {
	const find = (filter, search = "") => ids(fleet.narrow(farm,
	    { filter, search }));

	same(find("all"), [1, 2, 3, 4], "all");
	same(find("offline"), [2], "offline");
	same(find("idle"), [3, 4], "not mining: stopped or unknown");
	same(find("held"), [4], "held");
	same(find("nonsense"), [1, 2, 3, 4], "an unknown filter is all");
	same(find("all", "RACK"), [1, 2], "search takes any case");
	same(find("all", "rack 10"), [1, 2], "and every word, in any field");
	same(find("online", "rack"), [1], "and the filter");
	same(find("all", "020000000003"), [3], "a MAC without colons");
	const fresh = (m, at) => ({ ...m, latest_status: m.latest_status &&
	    { ...m.latest_status, recorded_at: before(at) } });
	same(fleet.sums(farm.map((m, i) => fresh(m, 20 * i)), now - 35000),
	    { online: 3, late: 2, power_w: 3000, hashrate_ths: 182 },
	    "sums are of those online; late or silent is not fresh");
	same(fleet.chosen(["mac", "gone"]), ["name", "mac", "managed"],
	    "a kept choice may be old");
	same(fleet.chosen("x"), fleet.usual, "or broken");
}

function files() {
	const { csv, csvCell } = fleet;

	same(["=1+1", "+5", "-x", "@y", 'a"b', "a,b", "a\nb", null, -5, 0]
	    .map(csvCell), ["'=1+1", "'+5", "'-x", "'@y", '"a""b"', '"a,b"',
	    '"a\nb"', "", "-5", "0"], "cells of a CSV");
	const lines = csv(farm).split("\r\n");
	same(lines.length, 6, "a line for each miner and the head");
	check(lines[0].startsWith("name,mac,ip,") && lines[0]
	    .includes("power_w"), "a head with units", lines[0]);
	check(lines[3].includes(",unknown,,,,,"), "unknown is empty", lines[3]);
}

function windows() {
	same(windowOf(0, 360, 36, 10000), { from: 0, to: 20 }, "at the top");
	same(windowOf(36000, 360, 36, 10000), { from: 995, to: 1015 },
	    "in the middle");
	same(windowOf(1e9, 360, 36, 10000), { from: 9999, to: 10000 },
	    "below the end");
	same(windowOf(0, 360, 36, 0), { from: 0, to: 0 }, "without rows");
	same(windowOf(-500, 0, 36, 5), { from: 0, to: 5 }, "above the frame");
}

const now = Date.UTC(2026, 10, 20, 10, 0, 0);
const before = (s) => new Date(now - s * 1000).toISOString();

function facts(more = {}, seen_s = 1, round_s = 5, miners = {}) {
	return { balance: null, plant: false, lost: null,
		ageMs: (at) => now - Date.parse(at),
		untilMs: (at) => Date.parse(at) - now,
		health: { worker_seen_at: seen_s === null ? null : before(seen_s),
		    interval_s: 5, miners: { total: 9, online: 9, conflict: 0,
			...miners }, rounds: [{ name: "status", interval_s: 15,
			ok_at: before(round_s) }] }, ...more };
}

const balanced = (more) => facts({ plant: true, balance: { status: "OK",
    mode: "act", reading_state: "FRESH", current_consumption_w: 1e6,
    expected_consumption_w: 1e6, next_action: null, ...more } });

/* Who is gone looks no more, whatever was said last. */
function looks() {
	const next_action = { at: before(-9), miners: 4, delta_w: -9000 };
	const alive = balanced({ next_action });
	const dead = { ...alive, health: facts({}, 60).health };

	same([nextLook(alive), nextText(alive)], ["next look in 9 s",
	    "reduce 4 miners by 9.0 kW · next look in 9 s"], "the next look");
	same([nextLook(dead), nextText(dead)], [null, ""],
	    "none by a worker that is not there");
}

function states() {
	const lost = { at: before(9), why: "lostNet" };

	for (const [about, f, id, level] of [
	    ["nothing known", { ...facts(), health: null }, "starting", "calm"],
	    ["all well", facts(), "normal", "calm"],
	    ["20 s of silence", facts({}, 20), "normal", "calm"],
	    ["21 s of silence", facts({}, 21), "worker", "alarm"],
	    ["never a sign", facts({}, null), "worker", "alarm"],
	    ["one round missed", facts({}, 1, 31), "normal", "calm"],
	    ["two rounds missed", facts({}, 1, 33), "stale", "warning"],
	    ["a silent worker and old readings", facts({}, 99, 99), "worker",
		"alarm"],
	    ["no answer, whatever was before", facts({ lost }, 99, 99), "lost",
		"lost"],
	    ["no answer from the start", { ...facts({ lost }), health: null },
		"lost", "lost"],
	    ["no miner yet", facts({}, 1, 5, { total: 0, online: 0 }), "empty",
		"calm"],
	    ["no round at all without miners", facts({}, 1, 999,
		{ total: 0, online: 0 }), "empty", "calm"],
	    ["none online", facts({}, 1, 5, { online: 0 }), "dark", "warning"],
	    ["above the limit", facts({ balance: { status: "OVER_TARGET" } }, 99),
		"over", "alarm"],
	    ["an emergency", facts({ balance: { status: "OVER_TARGET",
		emergency: { action: "stop" } } }), "emergency", "alarm"],
	    ["above the limit, and no worker", facts({
		balance: { status: "OVER_TARGET" } }, 99), "over", "alarm"],
	    ["no plant data, but no worker either", facts({ plant: true,
		balance: { status: "NO_DATA" } }, 99), "worker", "alarm"],
	    ["a late reading", facts({ plant: true, balance: { status: "OK",
		mode: "act", reading_state: "STALE" } }), "old", "warning"],
	    ["a first look around", facts({ plant: true, balance: { status:
		"NO_DATA", state: "INIT", reading_state: "FRESH" } }), "init",
		"calm"],
	    ["a first look without any reading", facts({ plant: true, balance:
		{ status: "NO_DATA", state: "INIT", reading_state: "STALE" } }),
		"plant", "alarm"],
	    ["a little above", facts({ plant: true, balance:
		{ status: "WARNING", mode: "act" } }), "above", "warning"],
	    ["off", balanced({ mode: "off" }), "off", "calm"],
	    ["observing", balanced({ mode: "observe" }), "observing", "calm"],
	    ["changes that land", balanced({ expected_consumption_w: 9e5 }),
		"reducing", "calm"],
	    ["the next step up", balanced({ next_action: { at: before(-9),
		miners: 4, delta_w: 8000 } }), "increasing", "calm"],
	    ["noise", balanced({ expected_consumption_w: 1001999 }), "normal",
		"calm"],
	    ["no plant data", facts({ plant: true,
		balance: { status: "NO_DATA" } }), "plant", "alarm"],
	    ["no plant", facts({ balance: { status: "NO_DATA" } }), "normal",
		"calm"],
	]) {
		const state = stripState(f);
		same([state.id, state.level], [id, level], `strip: ${about}`);
		check(state.word === tables.en[`state_${id}`], `its word: ${
			state.word}`);
	}
	same(stripState(facts({}, 1, 5, { online: 7, conflict: 1 })).more,
	    "2 offline · 1 in MAC conflict", "what is odd stands beside it");
	const next = { at: before(-9), miners: 41, delta_w: -92000 };
	same([stripState(balanced({ next_action: next })).more,
	    stripState(balanced({ next_action: next, mode: "observe" })).more],
	    ["reduce 41 miners by 92.0 kW · next look in 9 s",
	    "would reduce 41 miners by 92.0 kW · next look in 9 s"],
	    "what comes next, and when");
	same(stripState(balanced({ expected_consumption_w: 9e5 })).more,
	    "changes under way: −100 kW", "what was ordered and has not landed");
	same(stripState(facts({ balance: { status: "OVER_TARGET",
	    mode: "act" } }, 99)).more, "WORKER NOT RUNNING, " +
	    "last sign of life 99 s ago; miners keep their last preset",
	    "an old alarm says what keeps it from being of now");
	same(stripState(facts({ balance: { emergency: { action: "lowest",
	    asked: 480, confirmed: 12 } } })).more,
	    "Lowest preset: 12 of 480 confirmed", "how far an emergency is");
	check(!readingLate({ ...facts(), health: { ...facts().health,
	    rounds: [] } }), "no round is no late round");
}

function charts() {
	const row = (s, power_w) => ({ recorded_at: before(s), power_w,
	    hashrate_ths: 90, chip_max_c: 70, state: "mining", preset: "1" });
	const got = series([row(0, 4), row(60, 3), row(400, 2), row(460, 1)],
	    ["power_w", "state"]);

	same(got.power_w, [1, 2, null, 3, 4], "oldest first, a hole is a hole");
	same(got.at[2] * 1000, now - 230000, "in the middle of it");
	same(series([], ["power_w"]), { at: [], power_w: [] }, "no readings");
	same(series([row(0, null)], ["power_w"]).power_w, [null], "unknown stays unknown");
}

function balance() {
	const b = { plant_generation_kw: 5000, available_power_kw: 3000,
	    target_power_w: 2700000, managed_consumption_w: 2000000,
	    unmanaged_consumption_w: 100000 };
	const sum = (s) => Object.values(s).reduce((x, y) => x + y);
	const now_ = shares(b), over = shares({ ...b,
	    managed_consumption_w: 3100000 });

	same(now_, { house: 2e6, other: 1e5, managed: 2e6, margin: 3e5,
	    free: 6e5, over: 0 }, "where the power goes");
	same(over, { house: 2e6, other: 1e5, managed: 2.9e6, margin: 0, free: 0,
	    over: 2e5 }, "what is above the available is part of the load");
	same([sum(now_), sum(over)], [5e6, 5.2e6], "nothing is counted twice");
	same(shares({ ...b, managed_consumption_w: 2800000 }).margin, 1e5,
	    "above the target the margin is eaten first");
	const row = (s, least_w, target_w) => ({ at: before(s), least_w,
	    target_w, generation_w: 5e6, container_w: null });
	const h = hourColumns([row(0, 3000, 2000), row(15, 1000, 2000),
	    row(30, null, 2000)]);
	same([h.load, h.over, h.generation[0], h.container], [[null, 1, 3],
	    [null, 2, 3], 5000, [null, null, null]],
	    "the fill stands on the target and goes up to the load");
	same(hourColumns([row(0, 3000, 2000), row(15, 1000, null),
	    row(30, 700, 2000), row(45, 5, null)]).load, [0.7, 1, 3],
	    "it begins with the first target");
	same([cellSize(100, 600, 260), cellSize(500, 500, 260),
	    cellSize(10000, 600, 260)], [26, 15, 5], "cells of the fleet's map");
	const alarm = (id, rule, severity, more) => ({ id, rule, severity,
	    since_at: before(60 - id), acknowledged_at: null, ended_at: null,
	    text: rule, ...more });
	const many = Array.from({ length: 11 }, (_, i) => alarm(i, "lost",
	    "warning"));
	same(grouped([alarm(20, "stale", "warning"), ...many, alarm(21, "over",
	    "critical", { acknowledged_at: before(1) }), alarm(22, "disk",
	    "critical")]).map((l) => [l.rule, l.of.length]),
	    [["disk", 1], ["stale", 1], ["lost", 11], ["over", 1]],
	    "the worst first, the acknowledged last, a flood in one line");
}

function effects() {
	const models_ = [{ alias: "s19", max_preset: "3000", presets_power: [{ preset: "disabled",
	    power_w: 1 }, { preset: "1000", power_w: 1000 }, { preset: "3000",
		power_w: 3000 }] }];
	const list = [miner(1, { managed: true }, { power_w: 3000,
	    efficiency_jth: 20 }), miner(2, { managed: true },
	    { power_w: 2500, efficiency_jth: 30 }), miner(3, {},
	    { power_w: 3000 }), miner(4, { managed: true,
		hold: { reason: "fan" } }, { power_w: 3000 }),
	    miner(5, { managed: true, online: false }, { power_w: 3000 })];

	same(models.lowestWatts(list, models_), 4000,
	    "the lowest presets of those online; disabled is none");
	same([dropped(list, models_, 0), dropped(list, models_, 1500),
	    dropped(list, models_, 1501), dropped(list, models_, 4000)],
	    [{ count: 0, left: 0 }, { count: 1, left: 0 },
		{ count: 2, left: 0 }, { count: 2, left: 500 }],
	    "the least efficient go down first; held ones stay");
	const all = [...list, miner(6, { conflict: true }), miner(7,
	    { key_trouble: "refused" })];
	const short = ({ go, left, power_w }) => [ids(go), left.map((l) =>
	    [ids([l.miner])[0], l.why]), power_w];
	same(short(bulk.preview("manage", all, null)), [[3, 7], [
	    [1, "leftAlready"], [2, "leftAlready"], [4, "leftAlready"],
	    [5, "leftAlready"], [6, "leftConflict"]], 0],
	    "whom a change is for, and why others are left out");
	same(short(bulk.preview("stop", all, null)), [[1, 2, 3, 4], [
	    [5, "leftOffline"], [6, "leftConflict"], [7, "leftKey"]],
	    -11500], "how much a stop would take away");
	same(short(bulk.preview("preset", list.slice(0, 2), "1000", models_)),
	    [[1, 2], [], -3500], "or another preset");
	same(short(bulk.preview("preset", list.slice(0, 1), "2222", models_)),
	    [[], [[1, "leftPreset"]], 0], "which the model must have");
	const plan = bulk.preview("stop", all, null);
	same(short(bulk.corrected(plan, new Map([["02:00:00:00:00:02",
	    "no_headroom"]]), "stop", null, [])), [[1, 3, 4], [
	    [5, "leftOffline"], [6, "leftConflict"], [7, "leftKey"],
	    [2, "no_headroom"]], -9000], "the API has the last word");
	same(bulk.presetsOf(list, models_), ["1000", "3000"],
	    "the presets that they know");
	const b = { available_power_kw: 10, target_power_w: 9000,
	    current_consumption_w: 8500 };
	same(marginEffect(b, list, models_, 5),
	    "Target 9.0 → 9.5 kW. 1.0 kW would stay free.", "a smaller margin");
	same(marginEffect(b, list, models_, 30), "Target 9.0 → 7.0 kW. " +
	    "About 1 miner would go down, by 1.5 kW.",
	    "a larger margin");
	same(marginEffect(null, list, models_, 30), tables.en.effectUnknown,
	    "without a reading nobody knows");
}

function parts() {
	const { isOdd, layers } = chips;
	const chip = (c) => ({ grade: "grey", hashrate_ghs: 250, ...c });

	same([chip({}), chip({ grade: "red" }), chip({ throttled: true }),
	    chip({ hashrate_ghs: 0 })].map((c) => isOdd(c, 250)),
	    [false, true, true, true], "odd chips");
	check(!isOdd(chip({ hashrate_ghs: 0 }), 0), "none hashes: none is odd");
	same([60, 80, 89, 90, 95].map((v) => layers.temp.step(v)),
	    [0, 1, 2, 3, 4], "temperature's steps");
	same([250, 200, 150, 50, 0].map((v) => layers.hash.step(v, 250)),
	    [0, 1, 2, 3, 4], "hashrate's steps");
	same(layers.temp.of({ temp_c: 0 }), null, "0 degrees: not measured");
	const model = { max_preset: "2600", presets_power: [
	    { preset: "disabled", power_w: null }, { preset: "3000",
		power_w: 3000, learned_power_w: null }, { preset: "2600",
		power_w: 2600, learned_power_w: null }, { preset: "2500",
		power_w: 2500, learned_power_w: 2650 }] };
	same(models.limits(model).map((p) => p.preset), ["2500", "2600", "3000"],
	    "what may be a maximum: readable watts, the lowest first");
	const most = models.maximum(model);
	same(model.presets_power.map((p) => models.isAbove(p, most)),
	    [false, true, false, true], "above it by label or by measurement");
	check(!models.isAbove(model.presets_power[1], null), "without a maximum");
	const odd = [{ id: "b", why: "slow", temp_c: 70 }, { id: "a",
	    why: "dead", temp_c: null }, { id: "c", why: "hot", temp_c: 95 }];
	same(ordered(odd, { id: "why", falling: false }).map((c) => c.id),
	    ["a", "c", "b"], "the worst chips first");
	same(ordered(odd, { id: "temp", falling: true }).map((c) => c.id),
	    ["c", "b", "a"], "or the hottest");
}

function books() {
	const q = (booked_slots, more = {}) => ({ booked_slots,
	    guessed_slots: 0, estimated_slots: 0, missing_slots: 0,
	    corrected_slots: 0, ...more });
	const effect = { days: 3, all_days: 3, changed_days: 6, start: "a",
	    end: "b", total_kwh: 10, cost_before: 1, cost_after: 3,
	    difference: 2, closed_difference: 0, unpriced_before_wh: 0,
	    unpriced_after_wh: 0, as_if_kwh: 0 };

	same([bars.kwh(null), bars.kwh(0.1234), bars.kwh(12.34), bars.kwh(1234)],
	    ["–", "0.123", "12.3", "1\u202f234"], "kWh as they deserve");
	same([bars.money(null, "EUR"), bars.money(0, "EUR"), bars.money(0.0123,
	    "EUR"), bars.money(-12.5, "EUR")], ["–", "0.00\u00a0EUR",
	    "0.0123\u00a0EUR", "−12.50\u00a0EUR"], "money; nothing is not 0");
	same([bars.price(null), bars.price(0.2, "EUR"), bars.price(-0.12345,
	    "EUR")], ["–", "0.20\u00a0EUR/kWh", "−0.12345\u00a0EUR/kWh"],
	    "prices");
	same([bars.coverage(q(96, { estimated_slots: 24 })), bars.coverage(q(0)),
	    bars.coverage(q(48, { missing_slots: 48 }))],
	    [{ measured: 0.75, guessed: 0, estimated: 0.25, missing: 0 },
		{ measured: 0, guessed: 0, estimated: 0, missing: 0 },
		{ measured: 0.5, guessed: 0, estimated: 0, missing: 0.5 }],
	    "how well it is known; what is to come lacks nothing");
	same([bars.qualityText(q(96)), bars.qualityText(null),
	    bars.qualityText(q(90, { missing_slots: 6, corrected_slots: 2 }))],
	    ["all measured", "nothing booked", "6 missing, 2 corrected"],
	    "quality in words");
	same([monthBeside("2026-12", 1), monthBeside("2026-01", -1)],
	    ["2027-01", "2025-12"], "the months beside");
	const device = (classroom, counted, cost) => ({ classroom, counted,
	    total_kwh: 2, cost, unpriced_wh: cost === null ? 2000 : 0,
	    quality: q(96) });
	same(byPlace([device("b", true, 1), device("a", true, null),
	    device("b", false, 1), device("b", true, 2)]).map(([name, s]) =>
	    [name, s.total_kwh, s.cost, s.meters, s.unpriced_wh]),
	    [["a", 2, null, 1, 2000], ["b", 4, 3, 2, 0]],
	    "places of meters that count, unpriced is no cost of 0");
	const entry = (id, slot_at, energy_uwh) => ({ id, slot_at, energy_uwh });
	same(bySlot([entry(1, "t1", 10), entry(2, "t2", 5), entry(3, "t1", -3)])
	    .map((s) => [s.at, s.uwh, s.entries.map((e) => e.id)]),
	    [["t1", 7, [1, 3]], ["t2", 5, [2]]], "entries of a slot together");
	same([effectText(effect, "EUR"), effectText({ ...effect,
	    changed_days: 0 }, "EUR"), effectText({ ...effect, days: 0,
	    as_if_kwh: 9, as_if_after: 2, as_if_before: 1 }, "EUR")], [
	    "From a to b, 10.0 kWh: 1.00\u00a0EUR → 3.00\u00a0EUR " +
	    "(+2.00\u00a0EUR).", "It changes nothing in 3 days.",
	    "It changes nothing that is past. The last 30 days would have " +
	    "cost 2.00\u00a0EUR instead of 1.00\u00a0EUR."],
	    "what a price would change");
	same(["read", "operate", "admin", "ledger"].map((scope) =>
	    ["read", "operate", "admin", "ledger"].filter((needs) =>
	    api.allows(scope, needs))), [["read"], ["read", "operate"],
	    ["read", "operate", "admin", "ledger"], ["read", "ledger"]],
	    "ledger stands beside the other scopes");
}

for (const test of [figures, words, used, sentences, rules, clocks, orders, narrowed,
    files, windows, looks, states, charts, balance, effects, parts, books])
	await test();
console.log(`1..${count}`);
process.exitCode = failed ? 1 : 0;
