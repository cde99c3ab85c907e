// SPDX-License-Identifier: ISC
// The page: which view is open, the language, the keys.

import { el, fill, say } from "./el.js";
import { language, setLanguage, setZone, t } from "./format.js";
import { caller, meet } from "./api.js";
import { keep, kept } from "./keep.js";
import { drawStrip, knowSite, startStrip } from "./strip.js";
import { loading } from "./panel.js";
import { showMiners } from "./views/miners.js";
import { showModels } from "./views/models.js";
import { showChips } from "./views/chips.js";
import { showLog } from "./views/log.js";
import { showChecks } from "./views/first-run.js";
import { closeMiner, openMiner } from "./views/miner.js";

const views = { miners: showMiners, models: showModels, chips: showChips,
	log: showLog, checks: showChecks };
const keys = { m: "miners", o: "models", c: "chips", l: "log", k: "checks" };
const node = id => document.getElementById(id);
let here = null, end = () => {}, site = null, waiting = false;

// "#/miners/02:00:00:00:00:07": a view, and the miner in the drawer.
function place() {
	const [, name, mac] = location.hash.split("/");

	return { name: views[name] ? name : "miners",
		mac: mac ? decodeURIComponent(mac) : null };
}

const open = mac => {
	location.hash = `#/${place().name}/${mac}`;
};

function show() {
	const { name, mac } = place();

	if (here !== name) {
		here = name;
		end();
		document.body.dataset.view = name;
		for (const link of node("tabs").querySelectorAll("a"))
			link.ariaCurrent = link.hash === `#/${name}` ? "page" :
			    null;
		scrollTo(0, 0);
		end = views[name](node("main"), open) ?? (() => {});
	}
	if (mac)
		openMiner(mac, () => {
			if (place().mac === mac)
				history.replaceState(null, "", `#/${name}`);
		});
	else
		closeMiner();
}

function translate() {
	document.documentElement.lang = language;
	for (const one of document.querySelectorAll("[data-text]"))
		say(one, t(one.dataset.text));
	for (const one of document.querySelectorAll("[data-label]"))
		one.setAttribute("aria-label", t(one.dataset.label));
	node("language").value = language;
	if (site) {
		say(node("site"), site.name ?? "");
		say(node("about"), [`PowerHive ${site.version ?? ""}`,
			t("you", caller.user ?? "?", caller.scope), t("zone",
			    site.timezone ?? "UTC")].join(" · "));
	}
	drawStrip();
}

function restart() {
	translate();
	closeMiner();
	here = null;
	show();
}

function paint(theme) {
	document.documentElement.dataset.theme = theme;
	node("theme").value = theme;
}

function help() {
	const rows = [["/", t("keySearch")], ["g m", t("miners")],
		["g o", t("models")], ["g c", t("chips")], ["g l", t("log")], ["g k", t("checks")],
		["↑ ↓ j k", t("keyMove")], ["Enter", t("keyOpen")],
		["Esc", t("keyClose")], ["?", t("keyHelp")]];
	const single = el("input", { type: "checkbox", id: "single",
		checked: kept("keys") !== false,
		onchange: e => keep("keys", e.target.checked) });

	fill(node("help"), el("h2", { id: "help-title" }, t("keys")),
	    el("dl", { class: "keys" }, rows.map(([key, text]) =>
		el("div", {}, el("dt", {}, el("kbd", {}, key)),
		    el("dd", {}, text)))),
	    el("p", {}, el("label", {}, single, t("keySingle"))),
	    el("p", { class: "soft" }, t("relay")),
	    el("button", { type: "button", onclick: () =>
		node("help").close() }, t("close")));
	node("help").showModal();
}

function key(event) {
	const typing = event.target.closest?.(
	    "input:not([type=checkbox]), select, textarea");

	if (typing || event.ctrlKey || event.altKey || event.metaKey ||
	    kept("keys") === false || document.querySelector("dialog[open]"))
		return;
	if (waiting && keys[event.key])
		location.hash = `#/${keys[event.key]}`;
	else if (event.key === "/" && node("search"))
		node("search").select();
	else if (event.key === "?")
		help();
	else if (event.key !== "g") {
		waiting = false;
		return;
	}
	event.preventDefault();
	waiting = event.key === "g" && !waiting;
}

async function meetSite() {
	try {
		site = await meet();
	} catch {
		setTimeout(meetSite, 3000);
		return;
	}
	setZone(site.timezone);
	knowSite(site);
	restart();
}

setLanguage(kept("language") ?? navigator.language);
paint(kept("theme") ?? "auto");
node("language").addEventListener("change", e => {
	keep("language", e.target.value);
	setLanguage(e.target.value);
	restart();
});
node("theme").addEventListener("change", e => {
	keep("theme", e.target.value);
	paint(e.target.value);
	restart();
});
node("keys").addEventListener("click", help);
node("skip").addEventListener("click", e => {
	e.preventDefault();
	node("main").focus();
});
addEventListener("keydown", key);
addEventListener("hashchange", show);
translate();
fill(node("main"), loading());
startStrip();
meetSite();
