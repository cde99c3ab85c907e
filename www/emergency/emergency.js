// SPDX-License-Identifier: ISC
// The emergency dialog.  Its elements stand in index.html, its request needs
// no other to have succeeded, and it is sent until it was taken.

import { el, fill, say, shape } from "../base/el.js";
import { kw, known, number, t, time } from "../base/format.js";
import { ask, caller, forbidden, get, now, onceKey } from "../base/api.js";
import { askBalance, factsNow, onFacts } from "../strip/strip.js";
import { holdButton } from "./hold.js";
import { lowestWatts } from "../base/presets.js";
import { kept, keep } from "../base/keep.js";
import { toast } from "../base/toast.js";

const TARGET_S = 30;
const AGAIN_MS = 2000;
const node = id => document.getElementById(id);
const dialog = node("emergency");
const rests = [];
let sending = null;	// { key, wish, timer }, until it was taken
let answer = null;	// of the request, until the status tells the same
let fleet = null;	// for the forecast: { miners, models }

const scope = () => dialog.querySelector("[name=scope]:checked").value;

function forecast() {
	const { balance, health } = factsNow();
	const all = scope() === "all";
	const of = health?.miners;
	const count = !of ? null : all ? of.total - (of.keyless ?? 0) :
	    of.managed;
	const watts = all ? balance?.current_consumption_w ?? of?.power_w :
	    balance?.managed_consumption_w;
	const theirs = fleet?.miners.filter(m => all || m.managed);

	say(node("em-all"), t("emAll", number(of ? of.total -
	    (of.keyless ?? 0) : null)));
	say(node("em-managed"), t("emManaged", number(of?.managed)));
	say(node("em-stop-text"), t("emStopText", number(count), kw(watts),
	    TARGET_S));
	say(node("em-lowest-text"), t("emLowestText", number(count),
	    theirs ? kw(Math.min(lowestWatts(theirs, fleet.models),
		watts ?? Infinity)) : kw(null)));
	say(node("em-freeze-text"), t("emFreezeText"));
}

function meter(name, n, asked) {
	return el("div", {}, el("dt", {}, t(name)), el("dd", {}, known(asked) ?
	    `${number(n)}\u202f/\u202f${number(asked)}` : number(n)),
	el("progress", { max: asked || 1, value: n ?? 0,
		"aria-label": t(name) }));
}

const nameOf = mac => {
	const m = fleet?.miners.find(one => one.id === mac);

	return { mac, name: m?.name ?? mac, ip: m?.ip ?? m?.last_ip ?? "" };
};

async function copy(text) {
	try {
		await navigator.clipboard.writeText(text);
		toast(t("copied"));
	} catch {
		toast(t("notCopied"), true);
	}
}

// Those that did not obey: somebody has to walk there.
function disobedient(macs) {
	const list = macs.map(nameOf);

	return [el("p", { class: "note critical" }, shape("octagon"),
	    el("span", {}, t("emFailed", number(macs.length)))),
	el("ul", { class: "failed" }, list.map(m => el("li", {}, m.name, " ",
	    el("code", {}, m.ip)))),
	el("button", { type: "button", onclick: () => copy(list.map(m =>
	    m.ip || m.mac).join("\n")) }, t("copyIps"))];
}

async function release() {
	try {
		await ask("POST", "/api/balance/release");
		answer = null;
		toast(t("released"));
	} catch (error) {
		toast(t("notDone", error.message), true);
	}
	askBalance();
}

let drawn = "";

function drawRun() {
	const run = factsNow().balance?.emergency ?? answer;
	const stamp = JSON.stringify([run, fleet !== null]);
	const no = forbidden("POST /api/balance/release");

	node("em-run").hidden = !run;
	if (!run || stamp === drawn)
		return;
	drawn = stamp;
	fill(node("em-run"), el("h3", {}, t("state_emergency"), " · ",
	    t(`em_${run.action}`)),
	el("p", { class: "soft" }, t("emSince", time(run.at ?? now(), "full"),
	    run.who ?? caller.user ?? "?")),
	run.action === "freeze" ? null : el("dl", { class: "meters" },
	    meter("emSent", run.sent, run.asked),
	    meter("emAccepted", run.accepted, run.asked),
	    meter("emConfirmed", run.confirmed, run.asked)),
	run.failed?.length ? disobedient(run.failed) : null,
	el("p", {}, t("emStays")),
	el("button", { type: "button", id: "em-release", disabled: no !== null,
		onclick: release }, t("emRelease")),
	no ? el("p", { class: "soft" }, no) : null);
}

function drawTrouble(error) {
	const contacts = factsNow().site?.contacts ?? kept("contacts") ?? [];

	node("em-trouble").hidden = !error;
	if (error)
		fill(node("em-trouble"), el("p", {}, shape("octagon"), " ",
		    el("strong", {}, t("emNotSent", error.message))),
		el("p", {}, t("emHost"), " ", el("code", {},
		    "powerhivectl stop --all")),
		el("p", {}, contacts.length ? t("emCall") : t("emNobody"), " ",
		    contacts.join(" · ")),
		sending ? el("p", { class: "soft" }, t("emRetry")) : null);
}

async function send() {
	const { key, wish } = sending;

	try {
		answer = await ask("POST", "/api/balance/emergency-stop", wish,
		    { "Idempotency-Key": key });
		sending = null;
		drawTrouble(null);
		node("em-close").focus();
	} catch (error) {
		// A refusal is the same the next time.
		if (error.status >= 400 && error.status < 500 &&
		    error.status !== 429)
			sending = null;
		drawTrouble(error);
		if (sending)
			sending.timer = setTimeout(send, AGAIN_MS);
	}
	askBalance();
	drawRun();
}

function choose(action) {
	clearTimeout(sending?.timer);
	sending = { key: onceKey(), wish: { action, scope: scope() } };
	say(node("em-said"), t("emSending"));
	send().then(() => say(node("em-said"), answer ? t("emTaken") : ""));
}

async function look() {
	try {
		const [miners, models] = await Promise.all([
			get("/api/miners"), get("/api/models")]);

		fleet = { miners, models };
	} catch {
		return;		// then there is no forecast of the lowest
	}
	forecast();
	drawRun();
}

export function openEmergency() {
	const no = forbidden("POST /api/balance/emergency-stop");

	if (dialog.open)
		return;
	for (const button of dialog.querySelectorAll(".hold"))
		button.disabled = no !== null;
	node("em-no").hidden = no === null;
	fill(node("em-no"), no, " ", t("emHost"), " ", el("code", {},
	    "powerhivectl stop --all"));
	drawn = "";
	// A browser may have kept another choice.
	dialog.querySelector("[value=all]").checked = true;
	forecast();
	drawRun();
	dialog.showModal();
	(no ? node("em-close") : node("em-stop")).focus();
	look();
}

export function startEmergency() {
	for (const button of dialog.querySelectorAll(".hold"))
		rests.push(holdButton(button, button.querySelector(".hint"),
		    () => choose(button.dataset.action)));
	for (const radio of dialog.querySelectorAll("[name=scope]"))
		radio.addEventListener("change", forecast);
	node("emergency-open").addEventListener("click", openEmergency);
	node("em-close").addEventListener("click", () => dialog.close());
	dialog.addEventListener("close", () => {
		clearTimeout(sending?.timer);
		sending = null;
		drawTrouble(null);
	});
	onFacts(facts => {
		if (facts.site)
			keep("contacts", facts.site.contacts ?? []);
		if (facts.balance?.emergency)
			answer = null;
		if (dialog.open) {
			forecast();
			drawRun();
		}
	});
}

// In another language the hints are said anew.
export function resayEmergency() {
	for (const rest of rests)
		rest();
	drawn = "";
	forecast();
}
