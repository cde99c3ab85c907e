// SPDX-License-Identifier: ISC
// The status strip: the worst thing that is true, in a word and a shape, and
// the figures with the age of what they rest on.

import { say } from "./el.js";
import { UNKNOWN, age, hashrate, known, kw, number, t } from "./format.js";
import { Poll, has, isLost, now, since } from "./api.js";
import { plantFigures, readingAge, stripState } from "./state.js";

const TROUBLES = 2;	// one answer may go astray
const facts = { health: null, balance: null, plant: false, lost: null,
	ageMs: since };
const listeners = new Set();
const node = id => document.getElementById(id);

function figure(id, value, unit) {
	say(node(id), known(unit) && value !== UNKNOWN ?
	    `${value}\u00a0${unit}` : value);
}

function drawPlant() {
	const { generation_kw, headroom_w } = plantFigures(facts.balance);
	const told = facts.balance !== null;

	node("box-generation").hidden = !told;
	node("box-headroom").hidden = !told;
	node("box-plant").hidden = told || !facts.health;
	figure("strip-generation", number(generation_kw), "kW");
	figure("strip-headroom", kw(headroom_w), "kW");
	say(node("strip-plant"), t(facts.plant ? "plantSoon" : "plantNone"));
}

function drawFigures() {
	const miners = facts.health?.miners;

	figure("strip-load", kw(miners?.power_w), "kW");
	figure("strip-hashrate", ...hashrate(miners?.hashrate_ths));
	figure("strip-online", miners ?
	    `${number(miners.online)}\u202f/\u202f${number(miners.total)}` :
	    UNKNOWN);
	figure("strip-age", age(readingAge(facts)));
	drawPlant();
}

function title(state) {
	const { headroom_w } = plantFigures(facts.balance);
	const calm = state.level === "calm" && facts.health?.miners.total;

	if (!calm)
		return state.word;
	return `${kw(headroom_w ?? facts.health.miners.power_w)} kW`;
}

export function drawStrip() {
	const state = stripState(facts);
	const icon = state.level === "calm" ? "icon.svg" : "icon-alarm.svg";

	drawFigures();
	node("strip").dataset.state = state.id;
	node("strip").dataset.level = state.level;
	document.body.dataset.level = state.level;
	document.body.dataset.state = state.id;
	node("strip-shape").setAttribute("href", `icons.svg#${state.shape}`);
	say(node("strip-word"), state.word);
	say(node("strip-more"), state.more);
	document.title = `${title(state)} · PowerHive`;
	if (node("favicon").getAttribute("href") !== icon)
		node("favicon").setAttribute("href", icon);
}

function heard(health) {
	facts.lost = null;
	facts.health = health ?? facts.health;
	drawStrip();
	for (const listener of listeners)
		listener(facts);
}

function unheard(error, troubles) {
	const why = error.status === 401 ? "lostLogin" :
	    !isLost(error) ? null : error.status ? "lostApi" : "lostNet";

	if (why && troubles >= TROUBLES)
		facts.lost = { at: facts.lost?.at ?? now(), why };
	drawStrip();
}

// Calls listener(facts) with every new state of health.
export function onHealth(listener) {
	listeners.add(listener);
	if (facts.health)
		listener(facts);
	return () => listeners.delete(listener);
}

export function startStrip() {
	new Poll("/api/health", 2, heard, unheard);
	setInterval(drawStrip, 1000);
}

// Once the site is known; the balance only where the API has it.
export function knowSite(site) {
	facts.plant = site.plant === true;
	node("simulation").hidden = !site.simulation;
	if (has("GET /api/balance/status"))
		new Poll("/api/balance/status", 2, balance => {
			facts.balance = balance ?? facts.balance;
			drawStrip();
		}, error => {
			if (error.status === 404)
				facts.balance = null;
		});
	drawStrip();
}
