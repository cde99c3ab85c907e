// SPDX-License-Identifier: ISC
import { el, fill, shape } from "../el.js";
import { age, kw, known, number, t } from "../format.js";
import { change, link, mayChange, now, poll } from "../api.js";
import { failed, empty, loading } from "../panel.js";
import { Table } from "../table.js";
import { toast } from "../toast.js";
import { openMiner } from "./miner.js";

const latest = m => m.latest_status ?? {};
const title = m => m.name ?? m.id;

function state(m) {
	const notes = [];

	if (!m.online)
		return el("span", { title: t("offlineText",
			m.offline_reason ?? t("unknown")) }, shape("bar"),
		t("offline"));
	if (m.conflict)
		notes.push(el("span", { title: t("conflictText") },
		    shape("diamond"), t("conflict")));
	if (m.hold)
		notes.push(el("span", { title: t("heldText", m.hold.reason) },
		    shape("hand"), t("held")));
	if (m.key_trouble)
		notes.push(el("span", { title: t("keyText", m.key_trouble) },
		    shape("triangle"), t("noKey")));
	return [latest(m).state === "failure" ? shape("diamond") : null,
		latest(m).state ?? t("notTold"), " ", notes];
}

const columns = () => [
	{ id: "name", text: t("name"), sort: m => title(m),
		cell: m => el("button", { type: "button", class: "link" },
		    title(m)) },
	{ id: "mac", text: t("mac"), sort: m => m.id,
		cell: m => el("code", {}, m.id) },
	{ id: "ip", text: t("ip"), sort: m => (m.ip ?? m.last_ip ?? "")
	    .split(".").map(p => p.padStart(3, "0")).join("."),
		cell: m => m.ip ?? el("span", { class: "quiet" },
		    m.last_ip ?? t("notTold")) },
	{ id: "location", text: t("location"), sort: m => m.location,
		cell: m => m.location ?? "" },
	{ id: "model", text: t("model"), sort: m => m.model,
		cell: m => m.model ?? t("notTold") },
	{ id: "state", text: t("state"),
		sort: m => m.online ? latest(m).state : "~", cell: state },
	{ id: "preset", text: t("preset"), number: true,
		sort: m => Number.parseInt(latest(m).preset, 10) || null,
		cell: m => latest(m).preset ?? t("notTold") },
	{ id: "hashrate", text: t("hashrate"), number: true,
		sort: m => latest(m).hashrate_ths,
		cell: m => number(latest(m).hashrate_ths, 1) },
	{ id: "power", text: t("power"), number: true,
		sort: m => latest(m).power_w,
		cell: m => number(latest(m).power_w) },
	{ id: "efficiency", text: t("efficiency"), number: true,
		sort: m => latest(m).efficiency_jth,
		cell: m => number(latest(m).efficiency_jth, 1) },
	{ id: "chip", text: t("chipMax"), number: true,
		sort: m => latest(m).chip_max_c,
		cell: m => number(latest(m).chip_max_c) },
	{ id: "seen", text: t("lastSeen"), number: true,
		sort: m => m.last_seen_at,
		cell: m => m.last_seen_at ?
		    age(now() - Date.parse(m.last_seen_at)) : t("notTold") },
	{ id: "managed", text: t("managed"), sort: m => m.managed ? 0 : 1,
		cell: managedSwitch },
];

const filters = () => [
	["all", t("all"), () => true],
	["online", t("onlineChip"), m => m.online],
	["offline", t("offline"), m => !m.online],
	["mining", t("mining"), m => m.online && latest(m).state === "mining"],
	["idle", t("notMining"), m => m.online && latest(m).state !== "mining"],
	["managed", t("managed"), m => m.managed],
	["unmanaged", t("unmanaged"), m => !m.managed],
	["conflict", t("conflict"), m => m.conflict],
	["held", t("held"), m => m.hold],
	["key", t("noKey"), m => m.key_trouble],
];

const view = { filter: "all", search: "", miners: null, wishes: new Map() };

function managedSwitch(m) {
	const wish = view.wishes.get(m.id);
	const box = el("input", { type: "checkbox", class: "switch",
		role: "switch", checked: wish ?? m.managed,
		"aria-label": `${t("managed")}: ${title(m)}` });

	if (!mayChange()) {
		box.disabled = true;
		box.title = t("readOnly", link.scope ?? "");
	}
	box.addEventListener("change", () => manage(m, box.checked));
	return box;
}

// Shown at once; taken back with the reason if the worker says no.
async function manage(m, managed) {
	view.wishes.set(m.id, managed);
	try {
		await change("PATCH", `/api/miners/${m.id}`, { managed });
		m.managed = managed;
		toast(t("saved"));
	} catch (error) {
		toast(t("notSaved", error.message), true);
	}
	view.wishes.delete(m.id);
	view.redraw?.();
	view.again?.();
}

function matches(m) {
	const wanted = view.search.toLowerCase();
	const fits = filters().find(f => f[0] === view.filter)[2];

	return fits(m) && (!wanted || [m.id, m.name, m.ip, m.last_ip,
		m.location, m.model].some(s => s?.toLowerCase()
	    .includes(wanted)));
}

function savedColumns() {
	try {
		return JSON.parse(localStorage.getItem("columns"));
	} catch {
		return null;
	}
}

const usual = ["name", "ip", "model", "state", "preset", "hashrate", "power",
	"efficiency", "chip", "seen", "managed"];

function columnChoice(table, all) {
	let ids = savedColumns() ?? usual;

	table.show(ids);
	return el("details", { class: "choice" },
	    el("summary", {}, t("columns")),
	    el("div", {}, all.map(column => el("label", {},
		el("input", { type: "checkbox", checked: ids.includes(column.id),
			disabled: column.id === "name",
			onchange: e => {
				ids = e.target.checked ? [...ids, column.id] :
				    ids.filter(id => id !== column.id);
				localStorage.setItem("columns",
				    JSON.stringify(ids));
				table.show(ids);
			} }), " ", column.text))));
}

function csvLink() {
	const query = new URLSearchParams();

	if (view.search)
		query.set("q", view.search);
	if (view.filter === "online" || view.filter === "offline")
		query.set("online", view.filter === "online");
	if (view.filter === "managed" || view.filter === "unmanaged")
		query.set("managed", view.filter === "managed");
	if (view.filter === "mining")
		query.set("state", "mining");
	if (view.filter === "conflict" || view.filter === "held")
		query.set(view.filter, "true");
	return `/api/miners.csv${query.size ? `?${query}` : ""}`;
}

function sums(rows) {
	const on = rows.filter(m => m.online);
	const add = key => on.reduce((sum, m) => sum + (latest(m)[key] ?? 0), 0);

	return `${t("shown", number(rows.length),
	    number(view.miners.length))} · ${t("sumShown",
	    number(add("hashrate_ths")), kw(add("power_w")))}`;
}

export function showMiners(main) {
	const all = columns();
	const table = new Table(all, { label: t("miners"),
		open: m => openMiner(m.id, () => view.again()) });
	const count = el("p", { class: "quiet count", "aria-live": "polite" });
	const csv = el("a", { class: "button", download: "miners.csv" },
	    t("csv"));
	const chips = el("div", { class: "filters", role: "group" });
	const search = el("input", { type: "search", id: "search",
		value: view.search, placeholder: t("search"),
		"aria-label": t("search"), oninput: () => {
			view.search = search.value;
			view.redraw();
		} });
	const box = el("div", {}, loading());

	function drawFilters() {
		fill(chips, filters().map(([id, text, fits]) => {
			const n = view.miners?.filter(fits).length ?? 0;

			if (!n && !["all", "online", "offline"].includes(id) &&
			    view.filter !== id)
				return null;
			return el("button", { type: "button", class: "chip",
				"aria-pressed": String(view.filter === id),
				onclick: () => {
					view.filter = id;
					view.redraw();
				} }, `${text} `, el("span", { class: "quiet" },
			    number(n)));
		}));
	}
	view.redraw = () => {
		const rows = view.miners.filter(matches);

		drawFilters();
		csv.href = csvLink();
		count.textContent = sums(rows);
		if (!view.miners.length)
			fill(box, empty(t("noMiners"), el("a",
			    { href: "#/start" }, t("noMinersDo"))));
		else if (!rows.length)
			fill(box, empty(t("noneFits")));
		else if (box.firstChild !== table.node)
			fill(box, table.node);
		table.set(rows);
	};
	fill(main, el("h1", { class: "hidden" }, t("miners")),
	    el("div", { class: "bar" }, search, columnChoice(table, all), csv),
	    chips, count, box);
	const polling = poll("/api/miners", 2, miners => {
		view.miners = miners;
		view.redraw();
	}, error => {
		if (!view.miners)
			fill(box, failed(error, () => view.again()));
	});
	view.again = polling.again;
	return () => {
		polling.stop();
		view.miners = known(view.miners) ? view.miners : null;
	};
}
