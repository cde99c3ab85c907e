// SPDX-License-Identifier: ISC
// The page: which view is open, the language, the keys.

import { el, fill, say } from "./base/el.js";
import { language, setLanguage, setZone, t } from "./base/format.js";
import { caller, meet } from "./base/api.js";
import { keep, kept } from "./base/keep.js";
import { drawStrip, knowSite, startStrip } from "./strip/strip.js";
import { openEmergency, resayEmergency, startEmergency } from
	"./emergency/emergency.js";
import { failed, loading } from "./base/panel.js";
import { toast } from "./base/toast.js";

// Each view: the letter after g, and its module, fetched when it is looked
// at.  The module's show(main, open, rest) returns what ends it.
const views = {
	overview: ["o", () => import("./views/overview.js")],
	miners: ["m", () => import("./views/miners.js")],
	models: ["p", () => import("./views/models.js")],
	chips: ["c", () => import("./views/chips.js")],
	energy: ["e", () => import("./views/energy.js")],
	log: ["l", () => import("./views/log.js")],
	settings: ["s", () => import("./views/settings.js")],
	checks: ["k", () => import("./views/first-run.js")],
};
const MAC = /^[0-9a-f]{2}(:[0-9a-f]{2}){5}$/i;
const node = id => document.getElementById(id);
let here = null, end = () => {}, site = null, waiting = false;

// "#/log/decisions/7/02:00:00:00:00:07": a view, what it shall show, and the
// miner in the drawer.
function place() {
	const [, name, ...rest] = location.hash.split("/")
	    .map(decodeURIComponent);
	const mac = MAC.test(rest.at(-1) ?? "") ? rest.pop() : null;

	return { name: views[name] ? name : "overview", mac,
		rest: views[name] ? rest : [] };
}

const address = ({ name, rest }) => ["#", name, ...rest.map(
    encodeURIComponent)].join("/");

const open = mac => {
	location.hash = `${address(place())}/${mac}`;
};

async function showView(name, rest) {
	const at = here;

	end();
	end = () => {};
	document.body.dataset.view = name;
	for (const link of node("tabs").querySelectorAll("a"))
		link.ariaCurrent = link.hash === `#/${name}` ? "page" : null;
	scrollTo(0, 0);
	try {
		const { show: begin } = await views[name][1]();

		if (here === at)
			end = begin(node("main"), open, rest) ?? (() => {});
	} catch (error) {
		console.error(error);
		if (here === at)
			fill(node("main"), failed(error, () => {
				here = null;
				show();
			}));
	}
}

function show() {
	const { name, mac, rest } = place();
	const at = address({ name, rest });

	if (here !== at) {
		here = at;
		showView(name, rest);
	}
	if (mac)
		showMiner(mac, at);
	else
		closeMiner();
}

async function showMiner(mac, at) {
	try {
		const { openMiner } = await import("./views/miner.js");

		if (place().mac === mac)
			openMiner(mac, () => {
				if (place().mac === mac)
					history.replaceState(null, "", at);
			});
	} catch (error) {
		toast(t("loadFailed", error.message), true);
	}
}

function closeMiner() {
	if (node("drawer").open)
		node("drawer").close();
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
	resayEmergency();
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
	const rows = [["Shift E", t("emergency")],
		...Object.entries(views).map(([name, [letter]]) =>
		    [`g ${letter}`, t(name)]), ["/", t("keySearch")],
		["↑ ↓ j k", t("keyMove")], ["x", t("keyMark")], ["Enter", t("keyOpen")],
		["a", t("keyAcknowledge")],
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
	    kept("keys") === false)
		return;
	if (event.key === "E") {
		event.preventDefault();
		openEmergency();
		return;
	}
	if (document.querySelector("dialog[open]"))
		return;
	const name = Object.keys(views).find(one =>
	    views[one][0] === event.key);

	if (waiting && name)
		location.hash = `#/${name}`;
	else if (event.key === "a" && node("acknowledge"))
		node("acknowledge").click();
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

await setLanguage(kept("language") ?? navigator.language);
paint(kept("theme") ?? "auto");
node("language").addEventListener("change", async e => {
	keep("language", e.target.value);
	await setLanguage(e.target.value);
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
startEmergency();
startStrip();
meetSite();
