// SPDX-License-Identifier: ISC
// What a kilowatt-hour costs.  A new price shows what it will change before
// it is entered; a pass over past days shows how far it is.

import { el, fill, say } from "../base/el.js";
import { UNKNOWN, known, number, t, time, word } from "../base/format.js";
import { Poll, ask, forbidden, get } from "../base/api.js";
import { Panel, empty, numeric, plainTable } from "../base/panel.js";
import { change, choice, labelled, twice } from "../base/form.js";
import { kwh, money, price } from "../charts/bars.js";

const POST = "POST /api/power-analytics/cost-versions";
const RECALCULATE = "POST /api/power-analytics/recalculate";
const CLOSE = "POST /api/power-analytics/periods";
const REST_MS = 400;

const when = instant => el("time", { datetime: instant }, time(instant,
    "minute"));

// What a preview says, in sentences.
export function effectText(e, currency) {
	const sum = value => money(value, currency);
	const told = [];

	if (!e.days)
		told.push(t("effectFuture"));
	else if (e.changed_days === 0)
		told.push(t("effectNone", number(e.days)));
	else {
		told.push(t("effectPast", e.start, e.end, kwh(e.total_kwh),
		    sum(e.cost_before), sum(e.cost_after), (e.difference > 0 ?
			"+" : "") + sum(e.difference)));
		if (e.all_days > e.days)
			told.push(t("effectMore", number(e.all_days)));
		if (e.closed_difference)
			told.push(t(e.closed_difference < 0 ? "effectCredit" :
				"effectDebit", sum(Math.abs(e.closed_difference))));
	}
	if (e.days && e.unpriced_before_wh !== e.unpriced_after_wh)
		told.push(t("effectUnpriced", kwh(e.unpriced_before_wh / 1000),
		    kwh(e.unpriced_after_wh / 1000)));
	if (e.as_if_kwh)
		told.push(t("effectAsIf", sum(e.as_if_after),
		    sum(e.as_if_before)));
	return told.join(" ");
}

function versionTable({ versions, currency }) {
	const whose = v => v.meter ?? v.location ?? t("everywhere");
	const bands = v => v.bands.map(b => `${b.name} ${b.weekdays ?? ""} ${
		b.begins}–${b.ends} ${price(b.cost_per_kwh, currency)}`)
	    .join("; ");

	return plainTable(t("energy_prices"), [numeric("№"), t("forWhom"),
		numeric(t("price")), t("validFrom"), t("until"), t("bands"),
		t("enteredBy"), t("notes")], versions.map(v => [number(v.id),
		whose(v), v.cost_per_kwh === null ? t("widerScope") :
			price(v.cost_per_kwh, currency),
		when(v.effective_from), v.overruled_by ?
			t("overruled", number(v.overruled_by)) :
			v.effective_until ? when(v.effective_until) :
				UNKNOWN, bands(v), `${v.created_by.replace(
			/^user:/, "")}, ${time(v.created_at, "minute")}`,
		v.notes ?? ""]));
}

// Hours with a price of their own: a row of inputs each.
function bandRow(id, removed) {
	const input = (name, more) => el("input", { name, id: `${id}-${name}`,
		required: true, autocomplete: "off", ...more });
	const fields = [["name", t("bandName"), input("name",
	    { maxlength: 40 })], ["weekdays", t("weekdays"), el("input",
	    { name: "weekdays", id: `${id}-weekdays`, autocomplete: "off",
		placeholder: "mon-fri", pattern: "[a-z,\\-]{3,40}" })],
	["begins", t("begins"), input("begins", { type: "time" })],
	["ends", t("ends"), input("ends", { type: "time" })],
	["cost_per_kwh", t("price"), input("cost_per_kwh", { type: "number",
		step: "any", min: -100000, max: 100000 })]];
	const node = el("fieldset", { class: "band-row" },
	    fields.map(([name, text, one]) => labelled(`${id}-${name}`, text,
		one)), el("button", { type: "button", onclick: () => {
		    node.remove();
		    removed();
	    } }, t("remove")));

	return { node, read: () => Object.fromEntries(fields.map(
	    ([name, , one]) => [name, name === "cost_per_kwh" ?
		    one.valueAsNumber : one.value || null])) };
}

function form(saved) {
	const no = forbidden(POST);
	const off = { disabled: no !== null, autocomplete: "off" };
	const cost = el("input", { ...off, id: "price", type: "number",
		step: "any", min: -100000, max: 100000 });
	const none = el("input", { ...off, id: "price-none",
		type: "checkbox" });
	const from = el("input", { ...off, id: "price-from", type: "date",
		required: true });
	const until = el("input", { ...off, id: "price-until",
		type: "date" });
	const scope = choice({ ...off, id: "price-scope", value: "global" },
	    [["global", t("everywhere")], ["location", t("aPlace")],
		    ["meter", t("aMeter")]]);
	const whose = el("input", { ...off, id: "price-whose",
		maxlength: 120 });
	const whoseField = labelled("price-whose", t("whichOne"), whose);
	const notes = el("input", { ...off, id: "price-notes",
		maxlength: 500 });
	const effect = el("p", { class: "effect", id: "price-effect",
		role: "status" }, t("effectFirst"));
	const save = el("button", { type: "submit", class: "primary",
		disabled: true }, t("enterPrice"));
	const bandBox = el("div", { class: "band-box" });
	let rows = [], timer = null, turn = 0, made = 0;

	const wish = () => ({ cost_per_kwh: none.checked ? null :
	    cost.valueAsNumber, effective_from: from.value,
	...(until.value ? { effective_until: until.value } : {}),
	...(scope.value === "global" ? {} : { [scope.value]: whose.value }),
	...(notes.value ? { notes: notes.value } : {}),
	...(rows.length ? { bands: rows.map(r => r.read()) } : {}) });

	const complete = () => (none.checked || cost.value !== "") &&
	    node.checkValidity();

	async function look() {
		const mine = ++turn;

		save.disabled = true;
		try {
			const [told, currency] = await Promise.all([ask("POST",
			    `/api/power-analytics/cost-versions/preview`, wish()),
			get("/api/site").then(s => s.currency)]);

			if (mine !== turn)
				return;
			say(effect, effectText(told, currency));
			save.disabled = no !== null;
		} catch (error) {
			if (mine === turn)
				say(effect, error.message);
		}
	}

	function changed() {
		cost.disabled = no !== null || none.checked;
		whoseField.hidden = scope.value === "global";
		whose.required = scope.value !== "global";
		clearTimeout(timer);
		save.disabled = true;
		turn++;
		if (complete())
			timer = setTimeout(look, REST_MS);
		else
			say(effect, t("effectFirst"));
	}

	async function submit(event) {
		event.preventDefault();
		save.disabled = true;
		if (await change("POST", `/api/power-analytics/cost-versions`, wish(),
		    t("priceEntered"))) {
			node.reset();
			rows.forEach(r => r.node.remove());
			rows = [];
			saved();
		}
		changed();
	}

	const node = el("form", { class: "form price-form", oninput: changed,
		onsubmit: submit }, labelled("price", t("pricePerKwh"), cost),
	labelled("price-from", t("validFrom"), from), labelled("price-until",
	    t("untilDay"), until), labelled("price-scope", t("forWhom"), scope),
	whoseField, labelled("price-notes", t("notes"), notes),
	el("div", { class: "field across" }, none, el("label",
	    { for: "price-none" }, t("priceNone"))), bandBox,
	effect, el("p", {}, save, el("button", { type: "button", ...off,
		onclick: () => {
			const row = bandRow(`band-${++made}`, () => {
				rows = rows.filter(r => r !== row);
				changed();
			});

			rows.push(row);
			bandBox.append(row.node);
			changed();
		} }, t("addBand"))), no ? el("p", { class: "soft" }, no) : null);

	changed();
	return node;
}

function runTable(list, currency) {
	return plainTable(t("runs_"), [t("when"), t("what"), t("daysOf"),
		t("progress"), numeric(t("changedDays")),
		numeric(t("difference")), numeric(t("creditLines")), t("who")],
	list.map(r => [when(r.started_at), word("run", r.kind),
		`${r.start} – ${r.end}`, r.state === "done" ? t("done_") :
			el("progress", { max: 100, value: r.progress_percent },
			    `${r.progress_percent} %`), number(r.changed),
		money(r.difference, currency), number(r.lines), r.actor]));
}

function again(done) {
	const no = forbidden(RECALCULATE);
	const off = { disabled: no !== null, type: "date", required: true };
	const start = el("input", { ...off, id: "again-start" });
	const end = el("input", { ...off, id: "again-end" });

	return el("form", { class: "energy-tools", onsubmit: async event => {
		event.preventDefault();
		if (await change("POST", `/api/power-analytics/recalculate`, {
			start: start.value, end: end.value }, t("runBegun")))
			done();
	} }, labelled("again-start", t("validFrom"), start), labelled("again-end",
	    t("until"), end), el("button", { type: "submit",
		disabled: no !== null }, t("recalculate")),
	no ? el("p", { class: "soft" }, no) : null);
}

// Closing a month is for ever: it asks twice.
function monthTable(list, currency, done) {
	const no = forbidden(CLOSE);
	const close = p => twice(t("closeMonth"), t("closeSure"), async () => {
		if (await change("POST", "/api/power-analytics/periods",
		    { period: p.period }, t("closing", p.period)))
			done();
	}, { disabled: no !== null, title: no });

	return plainTable(t("months"), [t("month"), t("stateOf"),
		t("closedBy"), numeric(t("creditLines")),
		numeric(t("difference")), t("statement"), t("change")], list.map(p => [
		el("a", { href: `#/energy/days/${p.period}` }, p.period),
		word("period", p.state), p.closed_at ? [p.closed_by.replace(
		    /^user:/, ""), ", ", when(p.closed_at)] : "",
		number(p.later), p.later ? money(p.later_cost, currency) : "",
		el("a", { href: `/api/power-analytics/statement?period=${
			p.period}`, download: `statement-${p.period}.json` },
		t("signed")), p.state === "over" ? close(p) : ""]));
}

export function prices(box) {
	const list = new Panel(t("energy_prices"));
	const enter = new Panel(t("newPrice"));
	const runs = new Panel(t("runs_"));
	const months = new Panel(t("months"));
	let currency = null, stamp = "", known_ = "";

	const versions = new Poll(`/api/power-analytics/cost-versions`, 15, body => {
		list.late(null);
		if (!body || JSON.stringify(body) === stamp)
			return;
		stamp = JSON.stringify(body);
		currency = body.currency;
		list.fill(body.versions.length ? versionTable(body) :
			empty(t("noPrices")));
	}, error => list.broken(error, () => versions.again()));
	const passes = new Poll(`/api/power-analytics/recalculate?limit=20`, 2, body => {
		runs.late(null);
		if (body)
			fill(table, body.length ? runTable(body, currency) :
				empty(t("noRuns")));
	}, error => runs.broken(error, () => passes.again()));
	const closed = new Poll("/api/power-analytics/periods?limit=36", 5,
	    body => {
		months.late(null);
		if (body && JSON.stringify(body) !== known_) {
			known_ = JSON.stringify(body);
			months.fill(monthTable(body, currency, refresh));
		}
	}, error => months.broken(error, () => closed.again()));
	const table = el("div");
	const refresh = () => {
		versions.again();
		passes.again();
		closed.again();
	};

	runs.fill(again(refresh), table);
	enter.fill(form(refresh));
	fill(box, enter.node, list.node, months.node, runs.node);
	return () => {
		versions.stop();
		passes.stop();
		closed.stop();
	};
}
