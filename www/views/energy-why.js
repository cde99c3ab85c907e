// SPDX-License-Identifier: ISC
// Why a number is what it is: its prices, its slots, each slot's entries in
// the order in which they were booked, and the readings that they rest on.

import { el, fill } from "../base/el.js";
import { UNKNOWN, known, number, t, time, word } from "../base/format.js";
import { get } from "../base/api.js";
import { into, numeric, plainTable } from "../base/panel.js";
import { kwh, money, price, qualityText } from "../charts/bars.js";

const UWH = 1e9;		// in a kWh
const SLOT_MS = 900000;

// Entries as they come, by slot and id: one item a slot.
export function bySlot(entries) {
	const slots = new Map();

	for (const e of entries) {
		const slot = slots.get(e.slot_at) ?? { at: e.slot_at, uwh: 0,
			entries: [] };

		slot.uwh += e.energy_uwh;
		slot.entries.push(e);
		slots.set(e.slot_at, slot);
	}
	return [...slots.values()].sort((a, b) => a.at < b.at ? -1 : 1);
}

const signed = uwh => `${uwh > 0 ? "+" : ""}${kwh(uwh / UWH)}`;

function entryTable(list) {
	return plainTable(t("entriesOf"), [numeric("№"), t("kind"),
		numeric("kWh"), t("quality"), t("rule"), t("bookedAt"),
		t("who"), t("reason")], list.map(e => [number(e.id),
		word("entry", e.kind), signed(e.energy_uwh),
		word("slot", e.quality), word("rule", e.rule),
		time(e.booked_at, "full"), e.actor ?? "", e.reason ?? ""]));
}

async function readings(meter, list) {
	const from = list.map(e => e.first_at).filter(Boolean).sort()[0];
	const to = list.map(e => e.last_at).filter(Boolean).sort().at(-1);

	if (!from)
		return el("p", { class: "soft" }, t("noReadings"));
	const found = await get(`/api/power-analytics/readings?meter=${meter}&from=${
		encodeURIComponent(from)}&to=${encodeURIComponent(
		new Date(Date.parse(to) + 1).toISOString())}&limit=500`);

	if (!found.length)
		return el("p", { class: "soft" }, t(list.some(e => e.evidence) ?
			"polledReadings" : "noReadings"));
	return plainTable(t("readings"), [t("measuredAt"), numeric(t("register")),
		numeric("W"), t("state"), t("rule"), numeric(t("counted"))],
	found.reverse().map(r => [time(r.at, "full"),
		known(r.register_uwh) ? number(r.register_uwh / UWH, 4) :
			UNKNOWN, known(r.power_milliw) ?
			number(r.power_milliw / 1000) : UNKNOWN,
		word("sample", r.state), word("rule", r.rule),
		signed(r.counted_uwh)]));
}

function slotLine(meter, slot) {
	const inside = el("div");
	const last = slot.entries.at(-1);
	const end = Date.parse(slot.at) + SLOT_MS;

	return el("details", { ontoggle: e => {
		if (e.target.open && !inside.firstChild)
			into(inside, async () => [entryTable(slot.entries),
				await readings(meter, slot.entries)]);
	} }, el("summary", {}, el("span", {}, `${time(slot.at, "clock")}–${
		time(new Date(end).toISOString(), "clock")}`),
	    el("b", {}, `${kwh(slot.uwh / UWH)} kWh`),
	    el("span", {}, word("slot", last.quality)),
	    el("span", { class: "soft" }, [slot.entries.length > 1 ?
		t("correctedTimes", number(slot.entries.length - 1)) : null,
	    last.rule === "plain" ? null : word("rule", last.rule)]
		.filter(Boolean).join(" · "))), inside);
}

function priceTable(device, currency) {
	return plainTable(t("pricesOf"), [t("version"), t("band"),
		numeric(t("price")), numeric("kWh"), numeric(t("cost"))],
	device.prices.map(p => [known(p.version) ? el("a",
	    { href: "#/energy/prices" }, `№ ${p.version}`) : t("noPrice"),
	p.band < 0 ? UNKNOWN : number(p.band + 1), price(p.cost_per_kwh,
	    currency), kwh(p.total_wh / 1000), known(p.version) ?
		    money(p.cost, currency) : UNKNOWN]));
}

export function why(box, date, meter) {
	const panel = el("section", { class: "panel detail" });

	fill(box, panel);
	into(panel, async () => {
		const day = await get(`/api/power-analytics/device-breakdown?date=${date
			}&meter=${meter}&source=${await sourceOf(meter)}`);
		const [device] = day.devices;

		if (!device)
			return el("p", { class: "empty" }, t("noEnergy"));
		const entries = await get(`/api/power-analytics/entries?meter=${meter}&from=${
			day.starts_at}&to=${day.ends_at}&limit=10000`);

		return [el("h2", {}, t("whyNumber", device.name ??
		    device.esp32_name, date)), el("p", {}, t("whyText",
			kwh(device.total_kwh), money(device.cost, day.currency),
			number(entries.length), qualityText(device.quality))),
		priceTable(device, day.currency), el("h3", {}, t("slots")),
		el("div", { class: "slots" }, bySlot(entries).map(slot =>
		    slotLine(meter, slot)))];
	}).then(() => panel.scrollIntoView({ block: "start" }));
}

async function sourceOf(meter) {
	return (await get(`/api/power-analytics/meters/${meter}`)).source;
}
