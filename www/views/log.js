// SPDX-License-Identifier: ISC
// What happened, newest first: changes, decisions, commands, alarms, events,
// and who did what.  Each entry has an address; a decision opens its inputs.

import { el, fill } from "../base/el.js";
import { UNKNOWN, addSentences, addWords, known, kw, moment, number, said, t, time, word }
	from "../base/format.js";
import { Poll, forbidden, get, has, now } from "../base/api.js";
import { Panel, empty, failed, note, numeric, plainTable, small } from
	"../base/panel.js";
import { change, changeTable, stateMark } from "./changes.js";
import { grouped, alarmLine } from "./alarms.js";
import { subtabs } from "../table/subtabs.js";

await Promise.all([addWords("log"), addSentences("told")]);

const FIRST = 100, MOST = 1000;
const INTERVAL_S = 5;

const link = mac => `#/log/${mac}`;
const miner = mac => mac ? el("a", { href: link(mac) }, mac) : UNKNOWN;
const kilo = watts => known(watts) ? kw(watts) : UNKNOWN;

// The instant is the entry's permanent link.
function when(kind, entry, at) {
	const text = el("time", { datetime: at }, moment(at, now()));

	return known(entry.id) ? el("a", { href: `#/log/${kind}/${entry.id}` },
	    text) : text;
}

// What was decided, in the page's words: the service says watts and a name.
function decided(d) {
	const [, reason] = /: (\w+)$/.exec(d.text ?? "") ?? [];
	const moves = [["downs", "down_w", "nextDown"],
		["ups", "up_w", "nextUp"]].filter(([count]) => d[count] > 0)
	    .map(([count, watts, text]) => t(text, number(d[count]),
		kw(d[watts])));

	return moves.length ? [moves.join(", "), reason ? word("reason", reason) :
		null].filter(Boolean).join(": ") : said(d.text);
}

// A table; on a small screen two columns: when, and all the rest.
function rows(label, heads, list, cells) {
	if (!small.matches)
		return plainTable(label, heads, list.map(cells));
	return plainTable(label, [heads[0], t("what")], list.map(entry => {
		const [first, second, ...rest] = cells(entry);
		const named = rest.map((one, i) => one === "" ||
		    one === UNKNOWN ? null : heads[i + 2].number ?
			`${heads[i + 2].text} ${one}` : one);

		return [first, [el("strong", {}, second), " ",
			named.flatMap(one => one === null ? [] : [one, " · "])
			    .slice(0, -1)]];
	}));
}

const tables = {
	changes: list => changeTable(list, link),
	decisions: list => rows(t("log_decisions"), [t("when"), t("text"),
		t("mode"), t("band"), numeric(t("load")), numeric(t("target")),
		numeric(t("downs")), numeric(t("ups"))], list, d => [
		when("decisions", d, d.at), decided(d), word("mode", d.mode),
		word("band", d.band), kilo(d.least_w), kilo(d.target_w),
		number(d.downs), number(d.ups)]),
	commands: list => rows(t("log_commands"), [t("when"), t("change"),
		t("miner"), t("who"), t("reason"), t("result")], list, c => [
		when("commands", c, c.at), change(c), miner(c.miner_id), c.who,
		word("reason", c.reason), stateMark(c)]),
	alerts: (list, again) => el("ul", { class: "alarms" },
	    grouped(list).map((a, i) => alarmLine(a, again, i === 0))),
	events: list => rows(t("log_events"), [t("when"), t("what"), t("miner"),
		t("text")], list, e => [when("events", e, e.at),
		word("event", e.kind), miner(e.miner), said(e.text)]),
	audit: list => rows(t("log_audit"), [t("when"), t("who"), t("what"),
		t("target"), t("from"), t("result")], list, a => [
		when("audit", a, a.at), a.who, word("audit", a.action), a.target ?? "",
		a.address ?? "", number(a.result)]),
};

const paths = { changes: "/api/balance/events",
	decisions: "/api/balance/decisions", commands: "/api/commands",
	alerts: "/api/alerts", events: "/api/events", audit: "/api/audit" };
// A change is a command.
const one = { ...paths, changes: paths.commands };

// What is one of a few words, by its field.
const kinds = { mode: "mode", band: "band", reading_state: "reading",
	reason: "reason", cause: "cause", rule: "rule", severity: "severity", kind: "event" };

// Any field of a record, by its name's unit.
function value(name, given, kind) {
	if (given === null || given === "")
		return UNKNOWN;
	if (/_at$|^at$/.test(name))
		return time(given, "full");
	if (name === "old_w" || name === "new_w")
		return `${number(given)} W`;
	if (/_w$/.test(name))
		return `${kw(given)} kW`;
	if (/_ths$/.test(name))
		return `${number(given, 1)} TH/s`;
	if (name === "age_ms")
		return `${number(given / 1000, 1)} s`;
	if (name === "us")
		return `${number(given)} µs`;
	if (name === "decision" && known(given))
		return el("a", { href: `#/log/decisions/${given}` }, given);
	if (name === "miner" || name === "miner_id")
		return miner(given);
	if (typeof given === "boolean")
		return t(given ? "yes" : "no");
	if (name === "action")
		return word(kind === "audit" ? "audit" : "action", given);
	if (name === "state")
		return word(kind === "commands" ? "command" : "is", given);
	if (kinds[name])
		return word(kinds[name], given);
	if (typeof given === "object")
		return JSON.stringify(given);
	if (name === "result" && typeof given === "string")
		return said(given);
	return typeof given === "number" && name !== "id" ?
	    number(given, given % 1 ? 2 : 0) : String(given);
}

// Its name in words where there are any, else as the API calls it.
function label(name) {
	const text = word("field", name);

	return text === name ? el("code", {}, name) :
	    el("span", { title: name }, text);
}

async function entry(kind, id) {
	let found;

	try {
		found = await get(`${one[kind]}/${encodeURIComponent(id)}`);
	} catch (error) {
		if (error.status !== 404)
			throw error;
		return empty(t("notInList"));
	}
	const made = kind === "decisions" ? await get(
	    `/api/commands?limit=10000&decision=${found.id}`) : [];

	return [found.text ? el("p", {}, el("strong", {}, kind === "decisions" ?
	    decided(found) : said(found.text))) : null,
		el("dl", { class: "figures" }, Object.entries(found)
		    .filter(([name]) => name !== "text").map(([name, given]) =>
			el("div", {}, el("dt", {}, label(name)),
			    el("dd", {}, value(name, given, kind))))),
		made.length ? [el("h3", {}, t("itsCommands")),
			tables.commands(made)] : null];
}

export function show(main, open, [wanted, id]) {
	const kind = tables[wanted] ? wanted : "changes";
	const panel = new Panel(t(`log_${kind}`));
	const detail = el("section", { class: "panel detail", hidden: !id });
	const search = el("input", { type: "search", id: "search",
		placeholder: t("logSearch"), "aria-label": t("logSearch"),
		"aria-keyshortcuts": "/", oninput: () => draw() });
	const more = el("button", { type: "button", hidden: true,
		onclick: () => {
			limit = Math.min(MOST, limit * 3);
			poll.again();
		} }, t("showMore"));
	let list = null, limit = FIRST, drawn = "";

	fill(main, el("h1", { class: "hidden" }, t("log")),
	    el("div", { class: "toolbar" }, subtabs("log", tables, kind,
		"log_"), search), detail, panel.node, more);
	const operation = `GET ${paths[kind]}`;

	if (!has(operation) || forbidden(operation)) {
		panel.fill(note("", "info", has(operation) ?
		    forbidden(operation) : t("notThere")));
		return () => {};
	}

	const fits = text => search.value.toLowerCase().split(/\s+/)
	    .every(part => text.includes(part));

	function draw() {
		const stamp = `${list.length} ${JSON.stringify(list[0])} ${
			search.value} ${small.matches}`;

		if (stamp === drawn && kind === "events")
			return;
		drawn = stamp;
		const shown = list.filter(e => fits(JSON.stringify(e)
		    .toLowerCase()));

		panel.about(t("entries", number(shown.length)));
		if (panel.body.contains(document.activeElement) &&
		    document.activeElement.tagName === "A")
			return;
		panel.fill(shown.length ? tables[kind](shown, () =>
			poll.again()) : empty(t(list.length ? "noneFits" :
			`none_${kind}`)));
		more.hidden = list.length < limit || limit >= MOST;
	}

	async function openEntry() {
		try {
			fill(detail, el("h2", {}, `${t(`one_${kind}`)} ${id}`),
			    await entry(kind, id));
		} catch (error) {
			fill(detail, failed(error, openEntry));
		}
	}

	if (id)
		openEntry();
	small.addEventListener("change", draw);
	const poll = new Poll(() => `${paths[kind]}?limit=${limit}`, INTERVAL_S,
	    all => {
		panel.late(null);
		list = all ?? list;
		draw();
	}, error => panel.broken(error, () => poll.again()));

	return () => {
		small.removeEventListener("change", draw);
		poll.stop();
	};
}
