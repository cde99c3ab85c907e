// SPDX-License-Identifier: ISC
// One screen for the question of the night: are we under the limit, how old
// is that knowledge, what happens next, what needs me.

import { el, fill } from "../base/el.js";
import { addWords, age, hashrate, number, t } from "../base/format.js";
import { Poll, caller, has, now } from "../base/api.js";
import { Panel, empty, note } from "../base/panel.js";
import { PowerBar } from "../charts/powerbar.js";
import { HourChart } from "../charts/hour.js";
import { FleetMap } from "../charts/fleetmap.js";
import { drawAlarms } from "./alarms.js";
import { changeTable } from "./changes.js";
import { onFacts } from "../strip/strip.js";
import { nextLook, nextText, workerSilent } from "../strip/state.js";
import { sums } from "../table/fleet.js";
import { again, miners, onMiners, trouble } from "../base/store.js";
import { checkList } from "./first-run.js";

await addWords("overview");

const HOUR_MS = 3600000, MINUTE_MS = 60000;
const FIELDS = "at,generation_w,container_w,available_w,target_w,least_w";
const CHANGES = 10, ALARMS = 5;
const WAIT_MS = 700;

const NONE = { stop() {}, again() {} };

const hourPath = () => `/api/balance/decisions?since=${
	Math.floor((now() - HOUR_MS) / MINUTE_MS) * 60}&limit=1000&fields=${
	FIELDS}`;

// Asked for where the API has it; else the panel says so.
function polled(panel, operation, path, seconds, use) {
	if (!has(operation)) {
		panel.fill(empty(t("notThere")));
		return NONE;
	}
	const poll = new Poll(path, seconds, body => {
		panel.late(null);
		if (body)
			use(body);
	}, error => panel.broken(error, () => poll.again()));

	return poll;
}

function power(facts, panel, bar) {
	const b = facts.balance;

	if (!facts.plant) {
		panel.fill(empty(t("noPlant"), el("a", { href: "#/checks" },
		    t("noMinersDo"))));
		return;
	}
	if (!b) {
		if (facts.trouble)
			panel.broken(facts.trouble, again);
		else
			panel.fill(empty(t("plantSoon")));
		return;
	}
	if (b.available_power_kw === null) {
		panel.fill(empty(t("plantNever")));
		return;
	}
	const next = nextText(facts);

	panel.about(next || [t(b.mode === "off" ? "offMore" : "nothingNext"),
		nextLook(facts)].filter(Boolean).join(" · "));
	panel.late(facts.lost ? t("state_lost") : workerSilent(facts) ?
	    t("state_worker") : b.reading_state === "FRESH" ? null :
		t("plantOld", age(facts.ageMs(b.last_reading_at))));
	bar.set(b);
	panel.keep(bar.node);
}

// Before the first managed miner: what is still missing.
function missing(facts, models, box) {
	const list = checkList(facts, models);
	const left = list.filter(c => c.done === false);
	const stamp = left.map(c => c.name).join();

	if (box.dataset.stamp === stamp)
		return;
	box.dataset.stamp = stamp;
	fill(box, left.length ? note("", "triangle", el("strong", {},
	    t("checksLeft", number(list.length - left.length),
		number(list.length))), " ", left[0].name, ": ",
	left[0].todo, " ", el("a", { href: "#/checks" }, t("allChecks"))) :
	    null);
}

function fleetAbout(all) {
	const { online, late, hashrate_ths } = sums(all, now() -
	    2 * caller.interval_s * 1000 - 5000);

	return [t("fleetOnline", number(online), number(all.length)),
		hashrate(hashrate_ths).join("\u00a0"),
		late ? t("notFresh", number(late)) : null]
	    .filter(Boolean).join(" · ");
}

function fleet(panel, map) {
	const all = miners();

	if (!all) {
		if (trouble())
			panel.broken(trouble(), again);
		return;
	}
	if (!all.length) {
		panel.fill(empty(t("noMiners"), el("a", { href: "#/checks" },
		    t("noMinersDo"))));
		return;
	}
	panel.about(fleetAbout(all));
	panel.late(trouble() ? t("keptFailed", trouble().message) : null);
	panel.keep(map.node);
	map.set(all);
}

export function show(main, open) {
	const box = { power: new Panel(t("powerNow"), "across"),
		alarms: new Panel(t("alarms"), "slim right"),
		hour: new Panel(t("lastHour"), "broad left"),
		fleet: new Panel(t("fleet"), "slim"),
		changes: new Panel(t("lastChanges"), "broad",
		    el("a", { href: "#/log/changes" }, t("allOfThem"))) };
	const bar = new PowerBar(), hour = new HourChart();
	const first = el("div");
	let changed = new Map(), facts = null, models = null, lately = NONE;
	const map = new FleetMap(open, layer => {
		lately.stop();
		lately = layer === "change" ? polled(box.fleet,
		    "GET /api/commands",
		    "/api/commands?limit=1000&fields=miner_id,at", 15, list => {
			    changed = new Map(list.reverse().map(c =>
				[c.miner_id, c.at]));
			    map.set(miners() ?? [], changed);
		    }) : NONE;
	});

	const grid = el("div", { class: "overview", hidden: true },
	    Object.values(box).map(p => p.node));
	const reveal = () => {
		grid.hidden = false;
	};

	// Nothing jumps: what stands above the panels is known before them.
	setTimeout(reveal, WAIT_MS);
	fill(main, el("h1", { class: "hidden" }, t("overview")), first, grid);
	const unhear = onFacts(f => {
		facts = f;
		power(f, box.power, bar);
		missing(f, models, first);
	});
	const unsee = onMiners(() => fleet(box.fleet, map));
	const polls = [
		polled(box.changes, "GET /api/balance/events",
		    `/api/balance/events?limit=${CHANGES}`, 3, list =>
			box.changes.fill(list.length ? changeTable(list,
			    mac => `#/overview/${mac}`) :
			    empty(t("noChanges")))),
		polled(box.hour, "GET /api/balance/decisions", hourPath, 15,
		    list => {
			    if (list.length) {
				    hour.set(list);
				    box.hour.keep(hour.node);
			    } else
				    box.hour.fill(empty(t("noDecisions")));
		    }),
		has("GET /api/plant/latest") ? new Poll("/api/plant/latest", 5,
		    reading => reading && bar.setSources(reading)) : NONE,
		new Poll("/api/models", 15, list => {
			models = list ?? models;
			if (facts) {
				missing(facts, models, first);
				reveal();
			}
		}),
	];
	const alarms = polled(box.alarms, "GET /api/alerts",
	    "/api/alerts?state=present&limit=500", 3, list => drawAlarms(
		box.alarms, list, () => alarms.again(), ALARMS));

	return () => {
		unhear();
		unsee();
		for (const one of [...polls, alarms, lately, map, hour])
			one.stop();
	};
}
