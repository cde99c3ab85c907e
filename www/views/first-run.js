// SPDX-License-Identifier: ISC
// Five checks in order, each with its live result and the one action that
// mends it; below them how the service runs.

import { el, fill, shape } from "../base/el.js";
import { UNKNOWN, addWords, age, bytes, known, number, t, time, word } from
	"../base/format.js";
import { Poll, ask, forbidden, has } from "../base/api.js";
import { loading, numeric, plainTable } from "../base/panel.js";
import { onFacts } from "../strip/strip.js";
import { workerSilent } from "../strip/state.js";
import { toast } from "../base/toast.js";

await addWords("checks");

async function scan() {
	try {
		await ask("POST", "/api/scan");
		toast(t("scanAsked"));
	} catch (error) {
		toast(t("notDone", error.message), true);
	}
}

function scanNow() {
	return has("POST /api/scan") ? el("button", { type: "button",
		onclick: scan, disabled: forbidden("POST /api/scan") !== null },
	t("scanNow")) : null;
}

const link = (view, text) => el("a", { href: `#/${view}` }, text);
const command = text => el("code", {}, text);

// Each: done true, false, or null for "does not apply yet".
function worker(f) {
	const done = !workerSilent(f);

	return { name: t("checkWorker"), done,
		text: f.health.worker_seen_at ? t("seenAgo",
		    age(f.ageMs(f.health.worker_seen_at))) : t("workerNever"),
		todo: [t("doWorker"), " ",
			command("systemctl start powerhived")] };
}

function plant(f) {
	const reading = f.balance?.last_reading_at;

	return { name: t("checkPlant"),
		done: f.balance ? f.balance.reading_state === "FRESH" :
		    f.plant ? null : false,
		text: reading ? t("readAgo", age(f.ageMs(reading))) :
		    t(f.plant ? "plantSoon" : "plantNone"),
		todo: [t(f.balance ? "plantLate" : f.plant ? "plantWaits" :
		    "doPlant")] };
}

function subnets(f) {
	const { addresses, done_percent, left_s, strangers } = f.health.scan;
	const found = f.health.miners.total;

	return { name: t("checkScan"), done: found > 0,
		text: [t("scanText", number(addresses), known(done_percent) ?
		    number(done_percent) : UNKNOWN, number(found),
		number(strangers)), left_s > 0 ? t("scanLeft",
		    age(left_s * 1000)) : null].filter(Boolean).join(", "),
		todo: [t("doScan"), " ",
			command("powerhivectl scan --probe ADDRESS")],
		more: scanNow() };
}

function limits(models) {
	const set = models?.filter(m => m.max_preset).length ?? 0;

	return { name: t("checkLimit"),
		done: models ? models.length > 0 && set === models.length : null,
		text: models ? t("limitText", number(set),
		    number(models.length)) : t("loading"),
		todo: [t("doLimit"), " ", link("models", t("openModels"))] };
}

function managed(f) {
	const { managed: n, total } = f.health.miners;

	return { name: t("checkManaged"), done: n > 0,
		text: t("managedText", number(n), number(total)),
		todo: [t("doManaged"), " ", link("miners", t("openMiners"))] };
}

function line(check) {
	const look = check.done ? ["tick", "", t("done")] : check.done === null ?
	    ["circle", "", t("waits")] : ["diamond", "warning", t("todo")];

	return el("li", { class: check.done ? "done" : "" },
	    el("p", {}, el("strong", {}, check.name), el("span",
		{ class: `mark ${look[1]}` }, shape(look[0]), look[2])),
	    el("p", { class: "soft" }, check.text), check.done ? null :
		el("p", {}, check.todo), check.more ?? null);
}

function rounds(health) {
	return plainTable(t("rounds"), [t("round"), numeric(t("everyS")),
		t("lastOk"), numeric(t("asked")), numeric(t("kept")),
		numeric(t("missed")), numeric("ms"), numeric(t("runs"))],
	health.rounds.map(r => [word("round", r.name), number(r.interval_s),
		time(r.ok_at), number(r.asked), number(r.kept), number(r.lost),
		number(r.ms), number(r.rounds)]));
}

function service(health) {
	const { database, miners } = health;
	const pairs = [
		["version", health.version ?? UNKNOWN],
		["started", time(health.started_at, "full")],
		["databaseSize", bytes(database.size_bytes)],
		["databaseGrowth", known(database.growth_bytes_per_day) ?
		    t("aDay", bytes(database.growth_bytes_per_day)) : UNKNOWN],
		["keyless", number(miners.keyless)],
		["held", number(miners.held)],
		["conflict", number(miners.conflict)],
	];

	return [el("dl", { class: "figures" }, pairs.map(([name, text]) =>
	    el("div", {}, el("dt", {}, t(name)), el("dd", {}, text)))),
	health.rounds.length ? rounds(health) : null];
}

function counters(health) {
	const rows = Object.entries(health.counters ?? {});

	return rows.length ? el("details", {}, el("summary", {}, t("counters")),
	    plainTable(t("counters"), [t("what"), numeric(t("times"))],
		rows.map(([name, n]) => [name, number(n)]))) : null;
}

// The five, in order.
export function checkList(facts, models) {
	return [worker(facts), plant(facts), subnets(facts), limits(models),
		managed(facts)];
}

export function show(main) {
	const list = el("ol", { class: "checks" }, loading());
	const below = el("div"), counts = el("div");
	let models = null, facts = null;

	function draw() {
		if (!facts || list.contains(document.activeElement))
			return;
		fill(list, checkList(facts, models).map(line));
		fill(below, service(facts.health));
		if (!counts.querySelector("details[open]"))
			fill(counts, counters(facts.health));
	}

	fill(main, el("h1", {}, t("checksTitle")), el("div", { class: "cards" },
	    el("section", { class: "panel" }, list,
		el("p", { class: "soft" }, t("relay"))),
	    el("section", { class: "panel" }, el("h2", {}, t("service")), below,
		counts)));
	const ended = onFacts(f => {
		facts = f;
		draw();
	});
	const poll = new Poll("/api/models", 5, all => {
		models = all ?? models;
		draw();
	});

	return () => {
		ended();
		poll.stop();
	};
}
