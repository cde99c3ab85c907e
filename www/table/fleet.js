// SPDX-License-Identifier: ISC
// The miners as the table sees them: columns, filters, search, order, sums
// and the CSV of what is shown.  Nothing here touches the document.

import { UNKNOWN, age, number, t, word } from "../base/format.js";

export const latest = m => m.latest_status ?? {};
export const title = m => m.name ?? m.id;

// What the state column says: being offline comes before the last state.
export function stateOf(m) {
	if (!m.online)
		return "offline";
	return latest(m).state ?? "unknown";
}

export function addressKey(m) {
	const ip = m.ip ?? m.last_ip;

	return ip ? ip.split(".").map(p => p.padStart(3, "0")).join(".") : null;
}

function presetKey(m) {
	const preset = latest(m).preset;
	const watts = Number.parseInt(preset, 10);

	return Number.isNaN(watts) ? null : watts;
}

// The fastest of its fans.
function fan(m) {
	const all = (latest(m).fans ?? []).map(f => f.rpm ?? 0);

	return all.length ? Math.max(...all) : null;
}

const fact = (id, decimals = 0, key = id) => ({ id, number: true,
	key: m => latest(m)[key],
	text: m => number(latest(m)[key], decimals) });

// key: what it is sorted by; text: what it shows; csv: name in a file.
export const columns = [
	{ id: "name", key: m => m.name, text: m => m.name ?? UNKNOWN,
		csv: "name" },
	{ id: "mac", key: m => m.id, text: m => m.id, csv: "mac", code: true,
		plain: true },
	{ id: "ip", plain: true, key: addressKey, text: m => m.ip ?? m.last_ip ?? UNKNOWN,
		csv: "ip", value: m => m.ip ?? m.last_ip, code: true },
	{ id: "location", key: m => m.location, csv: "location",
		text: m => m.location ?? UNKNOWN },
	{ id: "model", key: m => m.model, text: m => m.model ?? UNKNOWN,
		csv: "model" },
	{ id: "state", key: stateOf, text: m => word("state", stateOf(m)),
		csv: "state", value: stateOf },
	{ id: "preset", number: true, key: presetKey, csv: "preset",
		text: m => latest(m).preset ?? UNKNOWN,
		value: m => latest(m).preset },
	{ ...fact("hashrate_ths", 1), csv: "hashrate_ths" },
	{ ...fact("power_w"), csv: "power_w" },
	{ ...fact("efficiency_jth", 1), csv: "efficiency_jth" },
	{ ...fact("chip_max_c"), csv: "chip_max_c" },
	{ id: "fan", number: true, csv: "fan_max_rpm", key: fan,
		text: m => number(fan(m)) },
	{ id: "circuit", key: m => m.circuit, csv: "circuit",
		text: m => m.circuit ?? UNKNOWN },
	{ id: "firmware", key: m => m.firmware_version, csv: "firmware_version",
		text: m => m.firmware_version ?? UNKNOWN },
	{ id: "seen", number: true, key: m => m.last_seen_at,
		text: (m, now) => m.last_seen_at ?
		    age(now - Date.parse(m.last_seen_at)) : UNKNOWN,
		csv: "last_seen_at" },
	{ id: "managed", plain: true, key: m => m.managed ? 0 : 1, csv: "managed",
		text: m => t(m.managed ? "yes" : "no"),
		value: m => String(m.managed) },
];

export const usual = ["name", "mac", "ip", "model", "state", "preset",
	"hashrate_ths", "power_w", "efficiency_jth", "chip_max_c", "seen",
	"managed"];

// A kept choice may come from another version: unknown names are dropped,
// the name and the managed switch always stay.
export function chosen(ids) {
	const wanted = Array.isArray(ids) ? ids : usual;

	return columns.filter(c => wanted.includes(c.id) ||
	    c.id === "name" || c.id === "managed").map(c => c.id);
}

const working = ["mining", "auto-tuning"];

export const filters = [
	{ id: "all", fits: () => true, stays: true },
	{ id: "online", fits: m => m.online, stays: true },
	{ id: "offline", fits: m => !m.online, stays: true },
	{ id: "mining", fits: m => m.online && working.includes(stateOf(m)) },
	{ id: "idle", fits: m => m.online && !working.includes(stateOf(m)) },
	{ id: "managed", fits: m => m.managed, stays: true },
	{ id: "unmanaged", fits: m => !m.managed },
	{ id: "conflict", fits: m => m.conflict },
	{ id: "held", fits: m => Boolean(m.hold) },
	{ id: "keyless", fits: m => Boolean(m.key_trouble) },
];

// Every word must stand somewhere; "aabbcc" finds the MAC aa:bb:cc.
export function finds(m, search) {
	const hay = [m.id, m.id.replaceAll(":", ""), m.name, m.ip, m.last_ip,
		m.location, m.model, stateOf(m), latest(m).preset]
	    .filter(Boolean).join("\n").toLowerCase();

	return search.toLowerCase().split(/\s+/).every(w => hay.includes(w));
}

export function narrow(miners, { filter, search }) {
	const { fits } = filters.find(f => f.id === filter) ?? filters[0];

	return miners.filter(m => fits(m) && (!search || finds(m, search)));
}

const collator = new Intl.Collator("en", { numeric: true });
const plain = (x, y) => x < y ? -1 : Number(x > y);

// Unknown values come last, whichever way; equal ones stand by MAC.
export function sorted(miners, { id, falling }) {
	const column = columns.find(c => c.id === id) ?? columns[0];
	const way = falling ? -1 : 1;
	const rows = miners.map(m => [column.key(m) ?? null, m]);
	const step = column.number || column.plain ? plain : collator.compare;

	rows.sort(([x, a], [y, b]) => {
		const last = (x === null) - (y === null);
		const known = last || x === null ? 0 : step(x, y);

		return last || way * known || plain(a.id, b.id);
	});
	return rows.map(([, m]) => m);
}

// late_at: readings of online miners from before it are not fresh.
export function sums(rows, late_at = -Infinity) {
	const online = rows.filter(m => m.online);
	const late = online.filter(m => !m.latest_status ||
	    Date.parse(m.latest_status.recorded_at) < late_at);
	const add = key => online.reduce((sum, m) =>
	    sum + (latest(m)[key] ?? 0), 0);

	return { online: online.length, late: late.length, power_w: add("power_w"),
		hashrate_ths: add("hashrate_ths") };
}

// RFC 4180; a text that a spreadsheet would run gets a leading apostrophe.
export function csvCell(value) {
	let text = value === null || value === undefined ? "" : String(value);

	if (typeof value === "string" && /^[=+\-@\t\r]/.test(text))
		text = `'${text}`;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csv(miners) {
	const value = (c, m) => (c.value ?? c.key)(m);

	return [columns.map(c => c.csv), ...miners.map(m =>
		columns.map(c => csvCell(value(c, m))))]
	    .map(cells => `${cells.join(",")}\r\n`).join("");
}
