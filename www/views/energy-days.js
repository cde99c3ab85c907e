// SPDX-License-Identifier: ISC
// A month in days, a day in hours, places and meters; from a meter on to why
// its number is what it is.

import { el, fill } from "../base/el.js";
import { UNKNOWN, known, number, t, time, word } from "../base/format.js";
import { Poll, get, now } from "../base/api.js";
import { Panel, empty, numeric, plainTable } from "../base/panel.js";
import { choice, labelled } from "../base/form.js";
import { keep, kept } from "../base/keep.js";
import { bars, kwh, legend, money, qualityText, strip } from "../charts/bars.js";
import { why } from "./energy-why.js";

const EVERY_S = 30;
const today = () => time(new Date(now()).toISOString(), "date");

// "2026-11" and so many months on.
export function monthBeside(month, step) {
	const [year, n] = month.split("-").map(Number);
	const at = year * 12 + n - 1 + step;

	return `${Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, "0")}`;
}

// Meters of a day by the place where they were, each counted once.
export function byPlace(devices) {
	const places = new Map();

	for (const d of devices.filter(one => one.counted)) {
		const name = d.classroom ?? "";
		const sum = places.get(name) ?? { total_kwh: 0, cost: null,
			unpriced_wh: 0, meters: 0, booked_slots: 0,
			guessed_slots: 0, estimated_slots: 0, missing_slots: 0,
			corrected_slots: 0 };

		sum.total_kwh += d.total_kwh ?? 0;
		if (known(d.cost))
			sum.cost = (sum.cost ?? 0) + d.cost;
		sum.unpriced_wh += d.unpriced_wh;
		sum.meters++;
		for (const key of Object.keys(sum))
			if (key.endsWith("_slots"))
				sum[key] += d.quality[key];
		places.set(name, sum);
	}
	return [...places].sort(([a], [b]) => a.localeCompare(b));
}

const unpriced = wh => wh > 0 ? t("unpriced", kwh(wh / 1000)) : "";

function figures(sum) {
	const pairs = [["energyUsed", `${kwh(sum.total_kwh)} kWh`],
		["cost", money(sum.total_cost, sum.currency)],
		["stateOf", word("books", sum.state)],
		["quality", qualityText(sum.quality)],
		["metersIn", number(sum.device_count)]];

	if (sum.unpriced_wh > 0)
		pairs.splice(2, 0, ["withoutPrice",
			`${kwh(sum.unpriced_wh / 1000)} kWh`]);
	return el("dl", { class: "figures" }, pairs.map(([key, text]) =>
	    el("div", {}, el("dt", {}, t(key)), el("dd", {}, text))));
}

const cell = (measure, item) => measure === "cost" ? item.total_cost ??
    item.cost : item.total_kwh;

const measured = (measure, value, currency) => measure === "cost" ?
    money(value, currency) : `${kwh(value)} kWh`;

const told = (label, item, currency) => [label, `${kwh(item.total_kwh)} kWh`,
	money(item.total_cost ?? item.cost, currency),
	item.state ? word("books", item.state) : null, qualityText(item.quality)]
    .filter(Boolean).join(", ");

function monthTable(calendar) {
	return el("details", {}, el("summary", {}, t("asTable")), plainTable(
	    t("energyDays"), [t("day"), numeric("kWh"), numeric(t("cost")),
		numeric(t("withoutPrice")), t("stateOf"), t("quality")],
	    calendar.calendar.map(d => [el("a", { href:
		`#/energy/days/${d.date}` }, d.date), kwh(d.total_kwh),
	    money(d.total_cost, calendar.currency), d.unpriced_wh > 0 ?
		    kwh(d.unpriced_wh / 1000) : "", word("books", d.state),
	    qualityText(d.quality)])));
}

function monthBars(calendar, measure, day) {
	return bars(t("energyDays"), calendar.calendar.map(d => ({
		label: d.date.slice(8), value: cell(measure, d),
		quality: d.quality, href: `#/energy/days/${d.date}`,
		here: d.date === day, pale: d.state === "provisional",
		about: told(d.date, d, calendar.currency) })),
	value => measured(measure, value, calendar.currency));
}

function hourBars(timeline, measure) {
	return bars(t("energyHours"), timeline.timeline.map(b => ({
		label: time(b.timestamp, "clock").slice(0, 2),
		value: cell(measure, b), quality: b.quality,
		about: told(`${time(b.timestamp, "clock")}–${
			time(b.ends_at, "clock")}`, b, timeline.currency) })),
	value => measured(measure, value, timeline.currency));
}

const metersName = d => d.name ?? (d.device_id === "all_devices" ?
    d.esp32_name : `${d.esp32_name} / ${d.device_id}`);

function dayTables(day, meter) {
	const money_ = one => [known(one.cost) || !(one.unpriced_wh > 0) ?
		money(one.cost, day.currency) : null,
		unpriced(one.unpriced_wh)].filter(Boolean).join(" · ");

	return [el("h3", {}, t("byPlace")), plainTable(t("byPlace"),
	    [t("location"), numeric("kWh"), numeric(t("cost")),
		numeric(t("metersIn")), t("quality")],
	    byPlace(day.devices).map(([name, sum]) => [name || t("noPlace"),
		kwh(sum.total_kwh), money_(sum), number(sum.meters),
		qualityText(sum)])),
	el("h3", {}, t("byMeter")), plainTable(t("byMeter"),
	    [t("meter"), t("location"), numeric("kWh"), numeric(t("cost")),
		numeric(t("onTime")), t("quality")],
	    day.devices.map(d => [[el("a", { "aria-current":
		String(d.meter) === meter ? "true" : null,
	    href: `#/energy/days/${day.date}/${d.meter}` },
		metersName(d)), d.counted ? null : el("small", {}, " ",
		t(d.direction === "generation" ? "generated" : "inParent"))],
	    d.classroom ?? UNKNOWN, kwh(d.total_kwh), money_(d),
	    number(d.on_time_hours, 2), [strip(d.quality),
		    qualityText(d.quality)]]))];
}

// The place, the meters and the measure; each is remembered.
function tools(month, places, changed) {
	const set = name => event => {
		keep(name, event.target.value);
		changed();
	};

	return el("div", { class: "energy-tools" },
	    el("a", { class: "button", href: `#/energy/days/${monthBeside(month,
		-1)}`, "aria-label": t("monthBefore") }, "‹"),
	    labelled("energy-month", t("month"), el("input", { type: "month",
		    id: "energy-month", value: month, onchange: e => {
			    if (/^\d{4}-\d{2}$/.test(e.target.value))
				    location.hash = `#/energy/days/${
					    e.target.value}`;
		    } })),
	    el("a", { class: "button", href: `#/energy/days/${monthBeside(month,
		1)}`, "aria-label": t("monthAfter") }, "›"),
	    labelled("energy-place", t("location"), choice({
		    id: "energy-place", value: kept("energyPlace") ?? "all",
		    onchange: set("energyPlace") }, [["all", t("everywhere")],
		    ...places.map(name => [name, name])])),
	    labelled("energy-source", t("whichMeters"), choice({
		    id: "energy-source", value: kept("energySource") ?? "",
		    onchange: set("energySource") }, ["", "message", "plant",
		    "miner"].map(name => [name, t(`source_${name || "any"}`)]))),
	    labelled("energy-measure", t("showWhat"), choice({
		    id: "energy-measure", value: kept("energyMeasure") ?? "kwh",
		    onchange: set("energyMeasure") }, [["kwh", t("energy")],
		    ["cost", t("cost")]])));
}

export function scopeQuery() {
	const place = kept("energyPlace") ?? "all", source =
	    kept("energySource") ?? "";

	return `classroom=${encodeURIComponent(place)}${source ?
		`&source=${source}` : ""}`;
}

export function days(box, [given, meter]) {
	const day = /^\d{4}-\d{2}-\d{2}$/.test(given ?? "") ? given : null;
	const month = (given ?? today()).slice(0, 7);
	const bar = el("div"), monthBox = new Panel(t("energyDays"));
	const dayBox = new Panel(day ?? "", "", el("a", { href:
		`#/energy/days/${month}` }, t("close")));
	const whyBox = el("div");
	const polls = [];
	let gone = false, stamps = {};

	const measure = () => kept("energyMeasure") ?? "kwh";
	const stop = () => polls.splice(0).forEach(p => p.stop());

	// Drawn anew only when it says something new.
	function use(name, panel, draw) {
		return body => {
			const stamp = JSON.stringify(body) + measure();

			panel.late(null);
			if (body && stamp !== stamps[name]) {
				stamps[name] = stamp;
				draw(body);
			}
		};
	}

	function follow() {
		stop();
		stamps = {};
		const poll = new Poll(() => `/api/power-analytics/calendar?month=${month}&${
			scopeQuery()}`, EVERY_S, use("month", monthBox, body => {
			monthBox.fill(figures(body), body.device_count ||
			    body.calendar.some(d => known(d.total_kwh)) ?
				[monthBars(body, measure(), day), legend(),
					monthTable(body)] : empty(t("noEnergy")),
			el("p", {}, el("a", { href: `/api/power-analytics/export-csv?start=${
				month}-01&end=${body.calendar.at(-1).date}&${
				scopeQuery()}`, download: `energy-${month}.csv` },
			t("downloadCsv"))));
		}), error => monthBox.broken(error, () => poll.again()));

		polls.push(poll);
		if (!day)
			return;
		const one = new Poll(() => `/api/power-analytics/summary?date=${day}&${
			scopeQuery()}`, EVERY_S, use("day", dayBox,
		    async body => {
			    const hours = await get(`/api/power-analytics/timeline?start=${
				    day}&end=${day}&bucket=60&${scopeQuery()}`);

			    if (!gone)
				    dayBox.fill(figures(body), hourBars(hours,
					measure()), legend(), body.devices.length ?
					dayTables(body, meter) :
					empty(t("noEnergy")));
		    }), error => dayBox.broken(error, () => one.again()));

		polls.push(one);
	}

	async function places() {
		let list = [];

		try {
			list = await get(`/api/power-analytics/meters?fields=location`);
		} catch {
			// Without the list every place is shown together.
		}
		if (!gone)
			fill(bar, tools(month, [...new Set(list.map(m =>
			    m.location).filter(Boolean))].sort(), follow));
	}

	fill(box, bar, monthBox.node, day ? dayBox.node : null, whyBox);
	places();
	follow();
	if (day && meter)
		why(whyBox, day, meter);
	return () => {
		gone = true;
		stop();
	};
}
