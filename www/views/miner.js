// SPDX-License-Identifier: ISC
// One miner in a drawer: what it says now, what it did, its parts and chips.

import { el, fill, say, shape } from "../base/el.js";
import { UNKNOWN, age, known, kw, number, said, siteZone, t, time, word } from
	"../base/format.js";
import { Poll, now, since } from "../base/api.js";
import { latest, stateOf, title } from "../table/fleet.js";
import { empty, failed, loading, note, numeric, plainTable } from
	"../base/panel.js";
import { Chart } from "../charts/chart.js";
import { ChipMap } from "../charts/chipmap.js";
import { openEmergency } from "../emergency/emergency.js";
import { onFacts } from "../strip/strip.js";
import { stripFigures, stripState } from "../strip/state.js";
import { attend } from "../base/toast.js";
import { Commands } from "./miner-commands.js";
import { settings } from "./miner-settings.js";

const DAY_MS = 86400000;
const MINUTE_MS = 60000;
const POINTS = 288;
const HISTORY_S = 60;
let shown = null;	// { mac, stop, closed }

function notes(m) {
	return [
		m.online ? null : note("", "off", t("offlineText",
		    said(m.offline_reason ?? "?")), ". ", t("seenText",
		    time(m.last_seen_at, "full"))),
		m.conflict ? note("warning", "diamond", t("conflictText")) : null,
		stateOf(m) === "failure" ?
		    note("warning", "diamond", t("failureText")) : null,
		m.hold ? note("", "hold", t("heldText", m.hold.reason), " ",
		    t(m.hold.until ? "heldUntil" : "heldSince",
			time(m.hold.until ?? m.hold.since, "full"))) : null,
		m.key_trouble ? note("warning", "key",
		    t("keyText", said(m.key_trouble))) : null,
	];
}

function seconds(s) {
	return known(s) ? age(s * 1000) : UNKNOWN;
}

function figures(m) {
	const s = latest(m);
	const unit = (text, name) => text === UNKNOWN ? text :
	    `${text}\u00a0${name}`;
	const pairs = [
		["state", `${word("state", stateOf(m))}${m.online &&
		    known(s.state_time_s) ? `, ${seconds(s.state_time_s)}` : ""}`],
		["col_preset", s.preset ?? UNKNOWN],
		["power", unit(number(s.power_w), "W")],
		["hashrate", unit(number(s.hashrate_ths, 1), "TH/s")],
		["efficiency", unit(number(s.efficiency_jth, 1), "J/TH")],
		["chipMax", unit(number(s.chip_max_c), "°C")],
		["boardMax", unit(number(s.board_max_c), "°C")],
		["age", age(since(s.recorded_at))],
		["col_ip", m.ip ?? m.last_ip ?? UNKNOWN],
		["col_model", m.model ?? UNKNOWN],
		["firmware", [m.firmware, m.firmware_version].filter(Boolean)
		    .join(" ") || UNKNOWN],
		["firstSeen", time(m.first_seen_at, "full")],
	];

	return pairs.map(([name, text]) => el("div", {}, el("dt", {}, t(name)),
	    el("dd", {}, text)));
}

// Older firmware tells no status of a fan, only how fast it turns.
function fanStatus(fan) {
	return !known(fan.status) || fan.status === "ok" ?
	    word("fan", fan.status) :
	    el("span", { class: "mark warning" }, shape("diamond"),
		word("fan", fan.status));
}

function parts(m) {
	const { fans = [], chains = [], pools = [] } = latest(m);

	return [
		el("h3", {}, t("boards")),
		chains?.length ? plainTable(t("boards"), [t("board"), t("state"),
			numeric("TH/s"), numeric("W"), numeric(t("chipC")),
			numeric(t("boardC"))], chains.map(c => [c.id,
			word("state", c.state), number(c.hashrate_ths, 1),
			number(c.power_w), number(c.chip_max_c),
			number(c.board_max_c)])) : empty(t("noBoards")),
		el("h3", {}, t("fans")),
		fans?.length ? plainTable(t("fans"), [t("fan"), numeric("rpm"),
			t("status")], fans.map(f => [f.id, number(f.rpm),
			fanStatus(f)])) : empty(t("noFans")),
		el("h3", {}, t("pools")),
		pools?.length ? plainTable(t("pools"), [t("pool"), t("status")],
		    pools.map(p => [p.url ?? UNKNOWN, word("pool", p.status)])) :
		    empty(t("noPools")),
	];
}

// Something that is asked for once a minute and keeps its last answer.
function minutely(box, path, make, none) {
	let part = null;
	const poll = new Poll(path, HISTORY_S, list => {
		if (!list)
			return;
		if (!list.length) {
			fill(box, empty(none));
			return;
		}
		if (!part) {
			part = make();
			fill(box, part.node);
		}
		part.set(part instanceof ChipMap ? list[0] : list);
	}, error => {
		if (!part)
			fill(box, failed(error, () => poll.again()));
	});

	fill(box, loading());
	return () => {
		poll.stop();
		part?.stop();
	};
}

// A miner found this morning gets its points from then on; a reading carries
// the instant at which its round began.
function dayBefore(m) {
	const found = Date.parse(m.first_seen_at) || 0;
	const from = Math.max(now() - DAY_MS, found - MINUTE_MS);

	return `/api/miners/${m.id}/statuses?since=${
		new Date(from).toISOString()}&points=${POINTS}`;
}

// The strip lies behind the drawer: its word and its button stand here too.
function stripInside() {
	const sign = el("span"), text = el("strong"), figure = el("span");
	const node = el("div", { class: "strip-inside" }, el("p", {}, sign, text,
	    " ", figure), el("button", { type: "button",
		class: "emergency-open", "aria-haspopup": "dialog",
		onclick: openEmergency }, t("emergency")));
	let icon = null;

	return { node, stop: onFacts(facts => {
		const state = stripState(facts);
		const { headroom_w } = stripFigures(facts);

		node.dataset.level = state.level;
		if (icon !== state.shape)
			fill(sign, shape(icon = state.shape));
		say(text, state.word);
		say(figure, known(headroom_w) ?
		    `${t("headroom")} ${kw(headroom_w)}\u00a0kW` : "");
	}) };
}

function build(drawer, inside, mac) {
	const head = el("h2", { id: "drawer-title" }, mac);
	const code = el("code", {}, mac);
	const sign = el("div", { class: "notes" });
	const now_box = el("dl", { class: "figures" });
	const past = el("div"), chips = el("div"), about = el("div");
	const form = settings(mac, () => poll.again(), () => drawer.close());
	const commands = new Commands(mac, () => poll.again());

	const site = stripInside();

	fill(inside, el("header", {}, site.node, el("div", { class: "whose" },
	    el("div", {}, head, code), el("button", { type: "button",
		class: "icon", autofocus: true, "aria-label": t("close"),
		onclick: () => drawer.close() }, shape("close")))),
	el("div", { class: "drawer-body" }, sign, now_box,
	    commands.node, el("h3", {}, t("settings")), form.node,
	    el("h3", {}, t("history")), past, about,
	    el("h3", {}, t("chips")), chips,
	    el("h3", {}, t("log_events")), commands.events));
	let last = null, stopPast = null;
	const poll = new Poll(`/api/miners/${mac}`, 2, m => {
		last = m ?? last;
		fill(now_box, figures(last));
		if (!m)
			return;
		say(head, title(m));
		say(code, m.name ? m.id : [m.model, m.ip ?? m.last_ip]
		    .filter(Boolean).join(" · "));
		fill(sign, notes(m));
		fill(about, parts(m));
		form.set(m);
		commands.model(m.model, latest(m).preset);
		stopPast ??= minutely(past, dayBefore(m), () =>
		    new Chart(siteZone()), t("noHistory"));
	}, (error, troubles) => {
		if (error.status === 404 || troubles > 1)
			fill(sign, failed(error, () => poll.again()));
	});
	const ends = [
		site.stop,
		() => stopPast?.(),
		minutely(chips, `/api/miners/${mac}/telemetry?limit=1`,
		    () => new ChipMap(), t("noChips")),
		() => poll.stop(),
		() => commands.stop(),
	];

	return () => ends.forEach(stop => stop());
}

// Called with the drawer open on another miner as well.
export function openMiner(mac, closed) {
	const drawer = document.getElementById("drawer");
	const inside = drawer.querySelector("section") ??
	    drawer.appendChild(el("section"));

	if (shown?.mac === mac)
		return;
	shown?.stop();
	shown = { mac, closed, stop: build(drawer, inside, mac) };
	drawer.onclose = () => {
		const { stop, closed: after } = shown;

		shown = null;
		stop();
		attend(document.body);
		fill(inside);
		after();
	};
	if (!drawer.open)
		drawer.showModal();
	drawer.scrollTop = 0;
}
