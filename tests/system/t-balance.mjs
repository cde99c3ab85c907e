/* SPDX-License-Identifier: ISC */
/*
 * The balancer on real sockets: 200 simulated miners, of which 20 are not
 * its own, and a plant that falls silent and then trips twice; the worker is
 * killed in the middle of the second shed.  What was done is taken from the
 * API, what miners really got from the simulator's record of writes.
 *
 * The farm is without chance: each miner obeys, so that each command has to
 * be there once.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { build, check, lives, same, sleep, until, withDemo } from "./lib.mjs";

const MINERS = 200;
const RAISES_END_MS = 90000;	/* age of the data from which none is raised */
const SHED_S = 30;		/* from the reading to load <= available */
const REASONS = ["over_target", "emergency_over_available", "headroom",
    "rebalance_gain", "max_preset_lowered", "stale_decay", "not_obeying"];
const FARM = ["--plant-shape", "steady", "--no-trips", "--plant-period", "5",
    "--latency", "0.2", "--dead", "0", "--switcher", "0", "--ignored", "0",
    "--refused", "0", "--restart-required", "0", "--late-restart", "0"];

/* ---- The simulator's side ---- */

function tell(demo, line) {
	return new Promise((done, fail) => {
		const s = net.connect(path.join(demo.dir, "run/sim.sock"));
		let text = "";

		s.on("connect", () => s.write(line + "\n"));
		s.on("data", (d) => { text += d; });
		s.on("error", fail);
		s.on("close", () => done(text.startsWith("ok") ? null :
		    JSON.parse(text)));
	});
}

const truth = (demo) => tell(demo, "status");

/* What miners were told since then; their keys and sessions do not count. */
async function commandsSince(demo, from) {
	return (await tell(demo, "writes " + from)).filter((w) =>
	    /\/(settings|mining|system)/.test(w.path)).map((w) => ({ ...w,
	    preset: /"preset":"([^"]+)"/.exec(w.body)?.[1] }));
}

/* MAC to number, as the simulator counts. */
async function numbers(demo, macs) {
	const all = new Map();

	for (let n = 1; n <= MINERS; n++)
		all.set((await tell(demo, "miner " + n)).mac, n);
	return new Map(macs.map((mac) => [mac, all.get(mac)]));
}

/* ---- The API's side ---- */

async function list(demo, where) {
	const a = await demo.get(where);

	if (a.status !== 200)
		throw new Error(`${where}: ${a.status} ${a.text}`);
	return a.json;
}

const decisions = async (demo, limit = 1000) =>
    (await list(demo, "/api/balance/decisions?limit=" + limit)).reverse();
const events = (demo) => list(demo, "/api/balance/events?limit=10000");
const newest = async (demo) => (await decisions(demo, 1))[0];

/* The first decision after that one which is so. */
const decided = (demo, about, after, isSo, seconds) => until(about,
    async () => (await decisions(demo, 100)).find((d) => d.id > after &&
    isSo(d)), seconds);

const open = async (demo) => (await list(demo, "/api/commands?limit=10000"))
    .filter((c) => !c.dry && ["queued", "sent", "accepted"].includes(c.state));

/* ---- The site ---- */

async function quicker(demo) {
	const site = JSON.parse(fs.readFileSync(demo.config, "utf8"));
	const pid = demo.pid("powerhived");

	site.plant.period_s = 5;
	site.intervals = { plant_seconds: 2, balancer_seconds: 3,
	    status_seconds: 10 };
	fs.writeFileSync(demo.config, JSON.stringify(site));
	process.kill(pid, "SIGTERM");
	await until("the worker's end", () => !lives(pid));
	await demo.startWorker();
}

/*
 * A model's maximum is the second highest preset that one of it runs on, so
 * that some are above it and most could be raised.
 */
function maximum(model, miners) {
	const here = new Set(miners.filter((m) => m.model === model.alias)
	    .map((m) => m.latest_status.preset));
	const used = model.presets_power.filter((p) => p.power_w > 0 &&
	    here.has(p.preset));

	return used.at(-2) ?? used.at(-1);
}

async function prepare(demo) {
	const miners = await list(demo, "/api/miners");
	const macs = miners.map((m) => m.id).sort();
	const site = { limits: {}, foreign: macs.filter((_, i) => i % 10 === 0),
	    watts: {}, model: {} };
	const own = macs.filter((_, i) => i % 10);
	const bulk = await demo.patch("/api/miners", { macs: own,
	    set: { managed: true } });

	same(bulk.status, 200, "180 of 200 miners are managed");
	for (const m of miners)
		site.model[m.id] = m.model;
	for (const m of await list(demo, "/api/models")) {
		const most = maximum(m, miners);
		const a = await demo.patch("/api/models/" + m.alias,
		    { max_preset: most.preset });
		same([a.status, a.json?.max_preset], [200, most.preset],
		    `${m.alias}: at most ${most.preset}`);
		site.limits[m.alias] = most.power_w;
		site.watts[m.alias] = Object.fromEntries(m.presets_power
		    .map((p) => [p.preset, p.power_w]));
	}
	const a = await demo.patch("/api/settings", { ramp_up_kw_per_min: 10 });
	same(a.status, 200, "raises are slow, so that room stays for more");
	site.number = await numbers(demo, macs);
	return site;
}

/* Observing, everything is decided and nothing is sent. */
async function observes(demo) {
	const from = (await truth(demo)).writes;

	await decided(demo, "a decision to move", 0, (d) => d.mode ===
	    "observe" && d.state === "CONTROL" && d.downs + d.ups > 0);
	await decided(demo, "two more", (await newest(demo)).id + 1, () => true);
	same(await commandsSince(demo, from), [], "observing sends nothing");
	check((await events(demo)).every((e) => e.dry),
	    "... and says of each event that it was not done");
	return from;
}

/* As long as nothing has tripped it is near to what the plant generates. */
async function knows(demo) {
	const t = await truth(demo);
	const far = (await decisions(demo)).filter((d) => d.available_w !==
	    null && Math.abs(d.available_w / t.available_w - 1) > 0.05);

	same(far, [], "what is available is never far from the truth");
}

async function acts(demo) {
	const a = await demo.patch("/api/settings", { balancer_mode: "act" });

	same([a.status, a.json?.balancer_mode], [200, "act"], "act");
	await until("raises that were read back", async () =>
	    (await events(demo)).some((e) => !e.dry && e.success &&
	    e.reason === "headroom" && e.new_power > e.old_power));
	check(true, "what the plant can spare is used");
	await until("those above their maximum", async () =>
	    (await events(demo)).some((e) => !e.dry && e.success &&
	    e.reason === "max_preset_lowered"));
	check(true, "who was above the maximum is lowered");
}

/* ---- Two workers ---- */

/* On the same database, once with the same sockets, once with others. */
function second(demo) {
	const other = path.join(demo.dir, "other.json");
	const site = JSON.parse(fs.readFileSync(demo.config, "utf8"));

	site.run.path = path.join(demo.dir, "other");
	fs.mkdirSync(site.run.path);
	fs.writeFileSync(other, JSON.stringify(site));
	for (const config of [demo.config, other]) {
		const end = spawnSync(path.join(build, "powerhived"),
		    ["--config", config], { encoding: "utf8",
		    timeout: 20000 });
		check(end.status > 0 && /another worker/.test(end.stderr),
		    "a second worker refuses, " + path.basename(config),
		    end.status, end.stderr);
	}
	check(lives(demo.pid("powerhived")), "the first goes on");
}

/* ---- No data ---- */

async function silence(demo) {
	const from = (await newest(demo)).id;

	await tell(demo, "plant stale");
	second(demo);
	const first = await decided(demo, "data too old to raise", from,
	    (d) => d.age_ms > RAISES_END_MS, 150);
	const last = await decided(demo, "some cycles more", first.id + 3,
	    () => true);
	const blind = (await decisions(demo)).filter((d) => d.id >= first.id &&
	    d.id <= last.id);
	check(blind.every((d) => d.ups === 0 && d.state !== "CONTROL"),
	    "nobody is raised on old data", blind);
	check(blind.some((d) => d.target_up_w - d.pessimist_w > 10000),
	    "... though there seems to be room", blind);
	const status = (await list(demo, "/api/balance/status"));
	check(status.last_reading_at && status.state !== "CONTROL",
	    "the status says so", status);
	await tell(demo, "plant ok");
	await decided(demo, "control again", last.id, (d) => d.state ===
	    "CONTROL" && d.age_ms < RAISES_END_MS);
	check(true, "new data: it goes on");
}

/* ---- Trips ---- */

/* When the reading of a trip was in hand; -1: not yet. */
async function tripSeen(demo, before) {
	return decided(demo, "the trip's reading", before.id, (d) =>
	    d.generation_w < before.generation_w * 0.8);
}

/* The load stays below what is available until nothing is on its way. */
async function staysBelow(demo) {
	let worst = 0;

	await until("the end of all commands", async () => {
		const t = await truth(demo);
		worst = Math.max(worst, t.load_w / t.available_w);
		await sleep(200);
		return (await open(demo)).length === 0;
	}, 120);
	check(worst < 1, "... and stays there", worst);
}

async function trip(demo) {
	const before = await newest(demo);

	await tell(demo, "trip 0.3 for 900");
	const seen = await tripSeen(demo, before);
	await until("load below what is available", async () => {
		const t = await truth(demo);
		return t.load_w <= t.available_w;
	});
	const seconds = (Date.now() - Date.parse(seen.at)) / 1000;
	console.log(`# load <= available ${seconds.toFixed(1)} s after the ` +
	    "reading");
	check(seconds < SHED_S, `load <= available within ${SHED_S} s of the ` +
	    "reading", seconds);
	check(seen.band === "red" && seen.state === "SHED" && seen.downs > 10,
	    "the reading itself caused the shed", seen);
	await staysBelow(demo);
	const why = (await events(demo)).filter((e) => e.decision === seen.id);
	same(why.length, seen.downs + seen.ups, "an event for each change");
	check(why.every((e) => e.reason === "emergency_over_available" &&
	    e.new_power < e.old_power && e.success), "each says why, and was " +
	    "read back", why.filter((e) => !e.success));
}

/* ---- kill -9 in the middle ---- */

async function kill(demo) {
	const before = await newest(demo);
	const from = (await truth(demo)).writes;
	const pid = demo.pid("powerhived");

	/* Their answers are still out when the first of them are there. */
	await tell(demo, "miner 1-200 slow 500");
	await tell(demo, "trip 0.35 for 900");
	while ((await truth(demo)).writes < from + 5)
		if ((await truth(demo)).now_ms > 1e7)
			throw new Error("no shed");
	process.kill(pid, "SIGKILL");
	await until("the worker's death", () => !lives(pid));
	const then = await open(demo);
	const shed = then.filter((c) => c.decision > before.id &&
	    c.reason === "emergency_over_available");
	const sent = (await commandsSince(demo, from)).length;
	console.log(`# killed with ${then.length} commands open, ${sent} of ` +
	    "them with the miners");
	check(shed.length > 0, "killed in the middle of a shed",
	    then.slice(0, 5), before.id);
	await tell(demo, "miner 1-200 ok");
	await demo.startWorker();
	await until("load below what is available", async () => {
		const t = await truth(demo);
		return t.load_w <= t.available_w;
	}, 120);
	check(true, "the next worker finishes the shed");
	await staysBelow(demo);
	return { from, shed };
}

const wrote = (site, c, w) => w.miner === site.number.get(c.miner_id) &&
    (c.action === "preset" ? w.preset === c.preset :
    w.path.endsWith("/mining/" + c.action));

async function once(demo, site, { from, shed }) {
	const told = await commandsSince(demo, from);
	const now = new Map((await list(demo, "/api/commands?limit=10000"))
	    .map((c) => [c.id, c]));
	const twice = shed.filter((c) => told.filter((w) =>
	    wrote(site, c, w)).length > 1);
	const never = shed.filter((c) => now.get(c.id).state === "confirmed" &&
	    !told.some((w) => wrote(site, c, w)));
	const failed = shed.map((c) => now.get(c.id)).filter((c) => c.state !==
	    "confirmed");

	same(twice.map((c) => c.id), [], "no command reached a miner twice");
	same(never.map((c) => c.id), [], "none is booked that reached none");
	same(failed, [], "each command of the shed was carried out");
}

/* ---- All of it ---- */

async function always(demo, site, from) {
	const told = await commandsSince(demo, from);
	const foreign = new Set(site.foreign.map((mac) =>
	    site.number.get(mac)));
	const mac = new Map([...site.number].map(([m, n]) => [n, m]));
	const over = told.filter((w) => {
		const model = site.model[mac.get(w.miner)];
		return w.preset && !(site.watts[model][w.preset] <=
		    site.limits[model]);
	});
	const all = await decisions(demo);
	const ids = new Set(all.map((d) => d.id));
	const said = (await events(demo)).filter((e) => !e.dry &&
	    e.who === "balancer");

	console.log(`# ${told.length} commands, ${all.length} decisions`);
	check(told.length > 100, "the farm was told something", told.length);
	same(told.filter((w) => foreign.has(w.miner)), [],
	    "miners that are not managed got nothing");
	same(over, [], "nobody was told more than the maximum");
	same(all.filter((d) => d.ups > 0 && d.age_ms > RAISES_END_MS), [],
	    "no raise on stale data, ever");
	same(said.filter((e) => !REASONS.includes(e.reason)), [],
	    "each event has a reason");
	same(said.filter((e) => e.decision !== null && !ids.has(e.decision)),
	    [], "... and its decision on record");
	check(all.every((d, i) => i === 0 || d.id === all[i - 1].id + 1),
	    "no decision is missing");
}

await withDemo(MINERS, ["--", ...FARM], async (demo) => {
	await demo.unlimited();
	await quicker(demo);
	const site = await prepare(demo);
	const from = await observes(demo);
	await acts(demo);
	await silence(demo);
	await knows(demo);
	await trip(demo);
	await once(demo, site, await kill(demo));
	await always(demo, site, from);
});
