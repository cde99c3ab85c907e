// SPDX-License-Identifier: ISC
// The status strip: the worst thing that is true, in a word and a shape, and
// the figures with the age of what they rest on.

import { say } from "../base/el.js";
import { UNKNOWN, age, hashrate, known, kw, number, t } from "../base/format.js";
import { Poll, has, isLost, now, since, until } from "../base/api.js";
import { plantAge, readingAge, stripFigures, stripState } from "./state.js";

const TROUBLES = 2;	// one answer may go astray
const icons = { calm: "icon.svg", warning: "icon-warning.svg",
	alarm: "icon-alarm.svg", lost: "icon-lost.svg" };
const facts = { health: null, balance: null, plant: false, lost: null,
	site: null, trouble: null, ageMs: since, untilMs: until };
const listeners = new Set();
const node = id => document.getElementById(id);
let balance_poll = null;

function figure(id, value, unit) {
	say(node(id), known(unit) && value !== UNKNOWN ?
	    `${value}\u00a0${unit}` : value);
}

function drawPlant({ generation_kw, headroom_w }) {
	// As long as the site is not known it has a plant, as most have.
	const told = facts.site === null || facts.plant;

	node("box-generation").hidden = node("box-headroom").hidden = !told;
	node("box-hashrate").hidden = node("box-online").hidden = told;
	node("box-plant").hidden = told || !facts.health;
	node("strip-headroom").classList.toggle("minus", headroom_w < 0);
	figure("strip-generation", number(generation_kw), "kW");
	figure("strip-headroom", kw(headroom_w), "kW");
	say(node("strip-plant"), t("plantNone"));
}

// What is known is as old as the oldest of what it rests on.
function dataAge() {
	const ages = [readingAge(facts), facts.plant ? plantAge(facts) : null]
	    .filter(known);

	return ages.length ? Math.max(...ages) : null;
}

function drawFigures(figures) {
	const miners = facts.health?.miners;

	figure("strip-load", kw(figures.load_w), "kW");
	figure("strip-hashrate", ...hashrate(miners?.hashrate_ths));
	figure("strip-online", miners ?
	    `${number(miners.online)}\u202f/\u202f${number(miners.total)}` :
	    UNKNOWN);
	figure("strip-age", age(dataAge()));
	drawPlant(figures);
}

// "−81 kW · PowerHive": the headroom first, the word where it is bad.
function title(state, { headroom_w, load_w }) {
	const first = facts.plant && known(headroom_w) ? headroom_w : load_w;
	const watts = known(first) && facts.health?.miners.total &&
	    state.id !== "lost" ? `${kw(first)} kW` : null;

	return [watts, state.level === "calm" && watts ? null : state.word,
		"PowerHive"].filter(Boolean).join(" · ");
}

export function drawStrip() {
	const state = stripState(facts);
	const figures = stripFigures(facts);
	const icon = icons[state.level];

	drawFigures(figures);
	node("strip").dataset.state = state.id;
	node("strip").dataset.level = state.level;
	document.body.dataset.level = state.level;
	document.body.dataset.state = state.id;
	// Without a network no other file comes.
	node("strip-shape").setAttribute("href", state.level === "lost" ?
	    "#shape-broken" : `icons.svg#${state.shape}`);
	say(node("strip-word"), state.word);
	say(node("strip-more"), state.more);
	document.title = title(state, figures);
	if (node("favicon").getAttribute("href") !== icon)
		node("favicon").setAttribute("href", icon);
}

function tell() {
	drawStrip();
	for (const listener of listeners)
		listener(facts);
}

function heard(health) {
	facts.lost = null;
	facts.health = health ?? facts.health;
	tell();
}

function unheard(error, troubles) {
	const why = error.status === 401 ? "lostLogin" :
	    !isLost(error) ? null : error.status ? "lostApi" : "lostNet";

	if (why && troubles >= TROUBLES)
		facts.lost = { at: facts.lost?.at ?? now(), why };
	tell();
}

// Calls listener(facts) with every new state of health or balance.
export function onFacts(listener) {
	listeners.add(listener);
	if (facts.health)
		listener(facts);
	return () => listeners.delete(listener);
}

export function factsNow() {
	return facts;
}

// After something was ordered: ask at once.
export function askBalance() {
	balance_poll?.again();
}

export function startStrip() {
	new Poll("/api/health", 2, heard, unheard);
	setInterval(drawStrip, 1000);
}

// Once the site is known; the balance only where the API has it.
export function knowSite(site) {
	facts.site = site;
	facts.plant = site.plant === true;
	node("simulation").hidden = !site.simulation;
	if (has("GET /api/balance/status"))
		balance_poll ??= new Poll("/api/balance/status", 2, balance => {
			facts.balance = balance ?? facts.balance;
			facts.trouble = null;
			balance_poll.seconds = facts.balance?.emergency ?
			    1 : 2;
			tell();
		}, error => {
			facts.trouble = error;
			if (!isLost(error))
				facts.balance = null;
			tell();
		});
	drawStrip();
}
