// SPDX-License-Identifier: ISC
// Where it begins: language, site, strip, and one view at a time.

import { el, fill } from "./el.js";
import { setLanguage, setZone, t, language } from "./format.js";
import { get, link } from "./api.js";
import { startStrip } from "./strip.js";
import { showMiners } from "./views/miners.js";
import { showModels } from "./views/models.js";
import { showChips } from "./views/chips.js";
import { showLog } from "./views/log.js";
import { showStart } from "./views/start.js";
import { showAbout } from "./views/about.js";

const views = {
	miners: { key: "m", show: showMiners },
	models: { key: "o", show: showModels },
	chips: { key: "c", show: showChips },
	log: { key: "l", show: showLog },
	start: { key: "s", show: showStart },
	about: { key: "a", show: showAbout },
};

const main = document.getElementById("main");
let leave = () => {};
let site = null;

function route() {
	const name = location.hash.slice(2).split("/")[0];
	const view = views[name] ? name : "miners";

	leave();
	for (const tab of document.querySelectorAll("#tabs a"))
		if (tab.getAttribute("href") === `#/${view}`)
			tab.setAttribute("aria-current", "page");
		else
			tab.removeAttribute("aria-current");
	leave = views[view].show(main, site) ?? (() => {});
}

function translate() {
	document.documentElement.lang = language;
	for (const node of document.querySelectorAll("[data-text]"))
		node.textContent = t(node.dataset.text);
}

function help() {
	const dialog = document.getElementById("help");

	fill(dialog, el("h2", { id: "help-title" }, t("help")),
	    el("p", {}, t("helpKeys")), el("button", { type: "button",
		onclick: () => dialog.close() }, t("close")));
	dialog.showModal();
}

let prefix = false;

function key(event) {
	if (event.ctrlKey || event.metaKey || event.altKey ||
	    event.target.closest("input, select, textarea, dialog"))
		return;
	if (prefix) {
		const found = Object.entries(views).find(([, v]) =>
			v.key === event.key);

		prefix = false;
		if (found)
			location.hash = `#/${found[0]}`;
	} else if (event.key === "g") {
		prefix = true;
		setTimeout(() => { prefix = false; }, 1500);
	} else if (event.key === "/") {
		event.preventDefault();
		document.getElementById("search")?.focus();
	} else if (event.key === "?")
		help();
}

async function learnSite() {
	try {
		site = await get("/api/site");
		setZone(site.timezone);
		link.scope = site.scope;
		link.user = site.user?.replace(/^user:/, "");
		document.getElementById("simulation").hidden = !site.simulation;
	} catch {
		setTimeout(learnSite, 3000);
	}
}

setLanguage(localStorage.getItem("language") ?? navigator.language);
translate();
document.addEventListener("keydown", key);
addEventListener("hashchange", route);
await learnSite();
startStrip(() => {});
route();
