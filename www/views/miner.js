// SPDX-License-Identifier: ISC
// One miner in a drawer: what it says, what it did, and what may be set.

import { el, fill, shape } from "../el.js";
import { number, t, time } from "../format.js";
import { change, get, link, mayChange } from "../api.js";
import { empty, failed, into, loading, plainTable } from "../panel.js";
import { toast } from "../toast.js";
import { chart } from "../chart.js";
import { chipMap } from "../chipmap.js";

const DAY_MS = 86400000;

function figures(m) {
	const s = m.latest_status ?? {};
	const pairs = [
		[t("state"), m.online ? s.state ?? t("notTold") : t("offline")],
		[t("preset"), s.preset ?? t("notTold")],
		[t("hashrate"), number(s.hashrate_ths, 1)],
		[t("power"), number(s.power_w)],
		[t("efficiency"), number(s.efficiency_jth, 1)],
		[t("chipMax"), number(s.chip_max_c)],
		[t("ip"), m.ip ?? m.last_ip ?? t("notTold")],
		[t("model"), m.model ?? t("notTold")],
		[t("firmware"), `${m.firmware ?? ""} ${m.firmware_version ?? ""}`],
		[t("lastSeen"), time(m.last_seen_at, true)],
	];

	return el("dl", { class: "figures" }, pairs.map(([name, value]) =>
	    el("div", {}, el("dt", {}, name), el("dd", {}, value))));
}

function notes(m) {
	const rows = [];

	if (!m.online)
		rows.push(["bar", t("offlineText",
		    m.offline_reason ?? t("unknown"))]);
	if (m.conflict)
		rows.push(["diamond", t("conflictText")]);
	if (m.hold)
		rows.push(["hand", t("heldText", m.hold.reason)]);
	if (m.key_trouble)
		rows.push(["triangle", t("keyText", m.key_trouble)]);
	return rows.map(([icon, text]) => el("p", { class: "trouble" },
	    shape(icon), text));
}

function parts(m) {
	const s = m.latest_status ?? { fans: [], chains: [], pools: [] };
	const n = text => ({ text, number: true });

	return [
		el("h3", {}, t("fans")),
		s.fans.length ? plainTable([{ text: t("fan") }, n(t("rpm")),
			{ text: t("status") }], s.fans.map(f => [`${f.id}`,
			number(f.rpm), f.status === "ok" ? "ok" :
			    [shape("diamond"), f.status ?? t("notTold")]]),
		t("fans")) : empty(t("noFans")),
		el("h3", {}, t("boards")),
		s.chains.length ? plainTable([{ text: t("board") },
			{ text: t("state") }, n(t("hashrate")), n(t("power")),
			n(t("chipMax"))], s.chains.map(c => [`${c.id}`,
			c.state ?? t("notTold"), number(c.hashrate_ths, 1),
			number(c.power_w), number(c.chip_max_c)]),
		t("boards")) : empty(t("noBoards")),
		el("h3", {}, t("pools")),
		s.pools.length ? plainTable([{ text: t("pool") },
			{ text: t("status") }], s.pools.map(p =>
			[p.url ?? t("notTold"), p.status ?? t("notTold")]),
		t("pools")) : empty(t("noPools")),
	];
}

function input(id, label, properties) {
	const box = el("input", { id: `set-${id}`, name: id,
		autocomplete: "off", ...properties });

	return [el("label", { for: `set-${id}` }, label), box];
}

function form(m, saved) {
	const may = mayChange();
	const node = el("form", { class: "form" },
	    input("name", t("name"), { value: m.name ?? "", maxLength: 80,
		    disabled: !may }),
	    input("location", t("location"), { value: m.location ?? "",
		    maxLength: 80, disabled: !may }),
	    input("unlock", t("unlockPass"), { type: "password",
		    placeholder: t("unlockHint"), maxLength: 128,
		    autocomplete: "new-password", disabled: !may }),
	    el("label", { for: "set-managed" }, t("managed")),
	    el("input", { type: "checkbox", class: "switch", role: "switch",
		    id: "set-managed", name: "managed", checked: m.managed,
		    disabled: !may }),
	    el("div", { class: "buttons" },
		el("button", { type: "submit", class: "primary",
			disabled: !may }, t("save")),
		el("button", { type: "button", disabled: !may,
			onclick: () => rescan(m) }, t("rescan"))),
	    may ? null : el("p", { class: "quiet" },
		t("readOnly", link.scope ?? "")));

	node.addEventListener("submit", async event => {
		event.preventDefault();
		const f = node.elements;
		const wish = { name: f.name.value || null,
			location: f.location.value || null,
			managed: f.managed.checked };

		if (f.unlock.value)
			wish.unlock_pass = f.unlock.value;
		try {
			await change("PATCH", `/api/miners/${m.id}`, wish);
			toast(t("saved"));
			saved();
		} catch (error) {
			toast(t("notSaved", error.message), true);
		}
	});
	return node;
}

async function rescan(m) {
	try {
		await change("POST", `/api/miners/${m.id}/rescan`);
		toast(t("rescanAsked"));
	} catch (error) {
		toast(t("notSaved", error.message), true);
	}
}

async function history(m) {
	const since = new Date(Date.now() - DAY_MS).toISOString();
	const rows = await get(`/api/miners/${m.id}/statuses` +
	    `?since=${since}&points=300`);

	return rows.length ? chart(rows.reverse()) : empty(t("noHistory"));
}

async function chips(m) {
	const polls = await get(`/api/miners/${m.id}/telemetry?limit=1`);

	return polls.length ? chipMap(polls[0]) : empty(t("noChips"));
}

export async function openMiner(mac, changed) {
	const drawer = document.getElementById("drawer");
	const close = el("button", { type: "button", onclick: () =>
		drawer.close() }, t("close"));
	const body = el("div", {}, loading());

	async function load() {
		try {
			const m = await get(`/api/miners/${mac}`);
			const past = el("div"), map = el("div");

			fill(body, el("h2", { id: "drawer-title" },
			    m.name ?? m.id, " ", el("code", {}, m.id)),
			notes(m), figures(m), el("h3", {}, t("history")), past,
			el("h3", {}, t("settings")), form(m, () => {
				changed();
				load();
			}), parts(m), el("h3", {}, t("chips")), map);
			into(past, () => history(m));
			into(map, () => chips(m));
		} catch (error) {
			fill(body, el("h2", { id: "drawer-title" }, mac),
			    failed(error, load));
		}
	}
	fill(drawer, el("div", { class: "drawer-head" }, close), body);
	if (!drawer.open)
		drawer.showModal();
	await load();
}

