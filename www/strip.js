// SPDX-License-Identifier: ISC
// The status strip: the worst thing that is true, in a word and a shape, and
// the figures with the age of what they rest on.

import { age, known, kw, number, t, time } from "./format.js";
import { link, now, poll } from "./api.js";

const BEATS_MISSED = 4;

let health = null;
const put = (id, text) => {
	const node = document.getElementById(id);

	if (node.textContent !== text)
		node.textContent = text;
};

function statusRound() {
	return health?.rounds.find(r => r.name === "status");
}

// Worst first; the first that fits is shown.
const states = [
	{ id: "lost", shape: "octagon", word: "stateLost",
		is: () => !link.ok,
		more: () => t("lostMore", time(link.lost_since)) },
	{ id: "starting", shape: "ring", word: "stateStarting",
		is: () => !health, more: () => "" },
	{ id: "worker", shape: "octagon", word: "stateWorker",
		is: () => !health.worker_seen_at ||
		    silence() > BEATS_MISSED * health.interval_s * 1000,
		more: () => health.worker_seen_at ?
		    t("workerMore", age(silence())) : "" },
	{ id: "stale", shape: "diamond", word: "stateStale",
		is: () => known(dataAge()) &&
		    dataAge() > 2 * (statusRound().interval_s) * 1000 + 8000,
		more: () => t("staleMore", age(dataAge())) },
	{ id: "empty", shape: "triangle", word: "stateNoMiners",
		is: () => health.miners.online === 0, more: () => "" },
	{ id: "normal", shape: "ring", word: "stateNormal",
		is: () => true,
		more: () => health.miners.online < health.miners.total ?
		    t("offlineMore",
			number(health.miners.total - health.miners.online)) : "" },
];

function silence() {
	return now() - Date.parse(health.worker_seen_at);
}

function dataAge() {
	const round = statusRound();

	return round?.ok_at ? now() - Date.parse(round.ok_at) : null;
}

function figures() {
	const miners = health?.miners;

	put("strip-load", miners ? `${kw(miners.power_w)} kW` : "–");
	put("strip-online", miners ?
	    `${number(miners.online)} / ${number(miners.total)}` : "–");
	put("strip-age", known(dataAge()) ? age(dataAge()) : "–");
	put("strip-generation", t("noPlant"));
	put("strip-headroom", "–");
}

function draw() {
	const state = states.find(s => s.is());
	const strip = document.getElementById("strip");

	figures();
	if (strip.dataset.state !== state.id)
		strip.dataset.state = state.id;
	document.getElementById("strip-shape").setAttribute("href",
	    `icons.svg#${state.shape}`);
	put("strip-word", t(state.word));
	put("strip-more", state.more());
	document.title = `${state.id === "normal" && health ?
	    `${kw(health.miners.power_w)} kW` : t(state.word)} · PowerHive`;
}

export function startStrip(onHealth) {
	poll("/api/health", 2, body => {
		health = body;
		draw();
		onHealth(body);
	}, draw);
	setInterval(draw, 1000);
}

export function redraw() {
	draw();
}
