// SPDX-License-Identifier: ISC
// Alarms that stand: the worst first, a flood in one line.

import { el, shape } from "../base/el.js";
import { addSentences, moment, number, said, t, word } from "../base/format.js";
import { ask, forbidden, now } from "../base/api.js";
import { minerName } from "./changes.js";
import { empty } from "../base/panel.js";
import { toast } from "../base/toast.js";

await addSentences("alarms");

const FLOOD = 10, TRIES = 5;
const ranks = ["critical", "warning", "info"];
const looks = { critical: "octagon", warning: "diamond", info: "triangle" };

const waits = a => !a.acknowledged_at && !a.ended_at;

// Unacknowledged before acknowledged, the worst before the rest, then new
// before old.  More than ten of a rule are one line.
export function grouped(alerts) {
	const rules = new Map();

	for (const a of alerts) {
		const key = `${a.rule}|${a.severity}`;

		rules.set(key, [...rules.get(key) ?? [], a]);
	}
	const lines = [...rules.values()].flatMap(list =>
	    list.length <= FLOOD ? list.map(a => ({ ...a, of: [a] })) :
		[{ ...list[0], id: null, miner: null, text: t("floodText", number(list.length),
		    word("rule", list[0].rule)), of: list }]);
	const rank = a => (a.of.some(waits) ? 0 : 10) +
	    ranks.indexOf(a.severity);

	return lines.sort((a, b) => rank(a) - rank(b) ||
	    (a.since_at < b.since_at ? 1 : -1));
}

// A flood has more than may be asked for in a second.
async function patiently(path) {
	for (let tries = 0; ; tries++)
		try {
			return await ask("POST", path);
		} catch (error) {
			if (error.status !== 429 || tries === TRIES)
				throw error;
			await new Promise(done => setTimeout(done, 1000));
		}
}

async function acknowledge(line, changed) {
	try {
		for (const a of line.of.filter(waits))
			await patiently(`/api/alerts/${a.id}/acknowledge`);
		toast(t("acknowledged"));
	} catch (error) {
		toast(t("notDone", error.message), true);
	}
	changed();
}

export function alarmLine(line, changed, first) {
	const no = forbidden("POST /api/alerts/{id}/acknowledge");
	const open = line.of.some(waits);
	const text = said(line.text);
	const by = line.acknowledged_by ?
	    t("acknowledgedBy", line.acknowledged_by) : null;

	return el("li", { class: `alarm ${line.severity} ${open ? "open" : ""}` },
	    shape(looks[line.severity] ?? "info"), el("div", {},
		el("p", {}, el("strong", {}, word("severity", line.severity)),
		    " ", text), el("p", { class: "soft" },
		    el("a", { href: line.id === null ? "#/log/alerts" :
			`#/log/alerts/${line.id}` }, t("since",
		    moment(line.since_at, now()))), line.miner ?
			[" · ", el("a", { href: `#/overview/${line.miner}` },
			    minerName(line.miner))] : null, by ? ` · ${by}` : null,
		    line.ended_at ? ` · ${t("ended", moment(line.ended_at, now()))}` :
			null)),
	    open ? el("button", { type: "button", id: first ?
		"acknowledge" : null, disabled: no !== null, title: no,
	    onclick: () => acknowledge(line, changed) }, t("acknowledge")) :
		null);
}

// Fills the panel with at most `most' lines; says how many more there are.
export function drawAlarms(panel, alerts, changed, most) {
	const lines = grouped(alerts);
	const waiting = alerts.filter(waits).length;
	const had = panel.node.contains(document.activeElement) &&
	    document.activeElement.id === "acknowledge";

	panel.about(alerts.length ? t("alarmsOpen", number(alerts.length),
	    number(waiting)) : "");
	panel.fill(lines.length ? [el("ul", { class: "alarms" },
	    lines.slice(0, most).map((line, i) => alarmLine(line, changed,
		line.of.some(waits) && !lines.slice(0, i).some(l =>
		    l.of.some(waits))))),
	lines.length > most ? el("p", {}, el("a", { href: "#/log/alerts" },
	    t("moreAlarms", number(lines.length - most)))) : null] :
	    empty(t("noAlarms")));
	if (had)
		document.getElementById("acknowledge")?.focus();
	const no = forbidden("POST /api/alerts/{id}/acknowledge");

	if (no && waiting)
		panel.body.append(el("p", { class: "soft" }, no));
}
