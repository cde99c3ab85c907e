/* SPDX-License-Identifier: ISC */
/*
 * Meters at a real Mosquitto while everything dies: kill -9 of the worker at
 * random moments, restarts of the broker (SIGTERM), boards that lose their
 * network, restart, and send each message twice.  What a board had
 * acknowledged is in the database, once; and what the ledger books of it is
 * what the boards counted, to the micro-Wh.
 */
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build, check, checkBuild, same, sleep, until, withDemo } from
    "./lib.mjs";

const MESSAGES = Number(process.env.POWERHIVE_MESSAGES || 2000);
const METERS = MESSAGES > 10000 ? 50 : 10;
const RATE = 300;	/* messages a second at most */
const seed = Number(process.env.POWERHIVE_SEED || Date.now() % 1e9);

/* Numbers that a seed repeats (xorshift32). */
let state = seed || 1;
function random(most) {
	state ^= state << 13;
	state ^= state >>> 17;
	state ^= state << 5;
	return (state >>> 0) % most;
}

function sim(demo, ...words) {
	return execFileSync(path.join(build, "powerhive-sim"), ["--control",
	    path.join(demo.dir, "run/sim.sock"), "tell", ...words],
	    { encoding: "utf8" });
}

const boards = (demo) => JSON.parse(sim(demo, "meters"));

function oracle(demo, ...copy) {
	return JSON.parse(execFileSync(path.join(checkBuild,
	    "tests/system/meter_oracle"), [path.join(demo.dir, "data/powerhive.db"),
	    ...copy], { encoding: "utf8", maxBuffer: 1 << 28 }));
}

const sum = (list, key) => list.reduce((n, one) => n + one[key], 0);
const ended = (child) => new Promise((done) => child.on("exit", done));

/* The broker in the place of the one that the demo started. */
function startBroker(demo) {
	const out = fs.openSync(path.join(demo.dir, "log/mosquitto.log"), "a");
	const child = spawn("mosquitto", ["-c", path.join(demo.dir,
	    "mosquitto/mosquitto.conf")], { stdio: ["ignore", out, out],
	    env: { ...process.env, PATH: process.env.PATH + ":/usr/sbin" } });

	fs.closeSync(out);
	demo.children = [...demo.children ?? [], child];
	return child;
}

/* What was done to them, for who has to find out why something is missing. */
const story = [];
const tell = (what) => story.push(`${new Date().toISOString()} ${what}`);

async function killBroker(demo, running) {
	tell("broker: SIGTERM");
	if (running.child) {
		const gone = ended(running.child);
		running.child.kill("SIGTERM");
		await gone;
	} else {
		const pid = demo.pid("mosquitto");
		process.kill(pid, "SIGTERM");
		await until("the broker's end", () =>
		    !fs.existsSync(`/proc/${pid}`) || / Z /.test(
		    fs.readFileSync(`/proc/${pid}/stat`, "utf8")));
	}
	tell("broker: gone");
	await sleep(random(1000));
	running.child = startBroker(demo);
	tell("broker: started");
}

/* One of the things that happen, at some moment. */
async function trouble(demo, running) {
	const one = 1 + random(METERS);

	await sleep(random(1500));
	switch (random(5)) {
	case 0:
	case 1:
		process.kill(demo.pid("powerhived"), "SIGKILL");
		running.kills++;
		tell("worker: SIGKILL");
		await sleep(random(500));
		await demo.startWorker();
		tell("worker: serves");
		break;
	case 2:
		await killBroker(demo, running);
		running.broker++;
		break;
	case 3:
		sim(demo, "meter", one, "offline", "for", 1 + random(3));
		break;
	default:
		sim(demo, "meter", one, "restart");
	}
}

/* The numbers that are missing, and what happened around them. */
function explain(demo, missing) {
	const near = (line) => missing.some((g) => line.slice(0, 24) >
	    new Date(Date.parse(g.low_at) - 5000).toISOString() &&
	    line.slice(0, 24) < new Date(Date.parse(g.high_at) + 5000)
	    .toISOString());

	missing.forEach((g) => console.log("# " + JSON.stringify(g)));
	story.filter(near).forEach((line) => console.log("# " + line));
	demo.file("log/mosquitto.log").split("\n").forEach((line) => {
		const at = Number(line.split(":")[0]) * 1000;
		if (at && near(new Date(at).toISOString()))
			console.log("# " + line);
	});
}

console.log("# seed " + seed);
await withDemo(2, ["--meters", METERS], async (demo) => {
	const running = { kills: 0, broker: 0 };
	if (MESSAGES > 10000) {
		/* A long queue would be written after each change; the broker
		 * is stopped in order here, which writes it anyhow. */
		const file = path.join(demo.dir, "mosquitto/mosquitto.conf");
		fs.writeFileSync(file, fs.readFileSync(file, "utf8").replace(
		    "autosave_on_changes true", "autosave_on_changes false"));
		await killBroker(demo, running);
	}
	await until("a reading of each board", () => new Set(oracle(demo).held
	    .map((h) => h.device)).size === METERS);
	const first = boards(demo);
	/* Within 12 s, but no faster than a worker takes them. */
	sim(demo, "meter", "all", "period", METERS * Math.max(12 / MESSAGES,
	    1 / RATE));
	sim(demo, "meter", "1-3", "twice");
	const before = sum(boards(demo), "made");

	while (sum(boards(demo), "made") - before < MESSAGES)
		await trouble(demo, running);
	sim(demo, "meter", "all", "dead");
	await until("all that the boards kept", () =>
	    sum(boards(demo), "waiting") === 0, 120).catch(() => {});
	same(boards(demo).filter((b) => b.waiting), [],
	    "the broker has all that the boards kept");
	/* Each board's own count of what is missing from its boots. */
	const made = boards(demo);
	const gaps = () => oracle(demo).held.filter((h) => h.low !== 1 ||
	    h.numbers !== h.high);
	const last = () => oracle(demo).held.filter((h) => made.some((b) =>
	    b.device === h.device && b.boot === h.boot &&
	    b.sequence_no === h.high)).length;
	const there = () => sum(oracle(demo).held, "readings");
	const all = () => gaps().length === 0 && last() ===
	    made.filter((b) => b.sequence_no > 0).length;
	/* As long as something comes; a long queue takes its time. */
	for (let was = 0, n = there(); n > was && !all(); n = there()) {
		was = n;
		await until("more readings", () => all() || there() > was)
		    .catch(() => {});
	}

	const held = oracle(demo, path.join(demo.dir, "copy.db"));
	console.log(`# ${sum(made, "made") - before} readings, ` +
	    `${sum(made, "sent")} sent, ${running.kills} kills of the worker, ` +
	    `${running.broker} restarts of the broker`);
	same(sum(made, "dropped"), 0, "no board's memory was too small");
	if (!same(gaps(), [], "no acknowledged reading is missing"))
		explain(demo, held.gaps);
	same(last(), made.filter((b) => b.sequence_no > 0).length,
	    "the last reading of each board is there");
	same(held.held.filter((h) => h.readings !== h.numbers), [],
	    "no reading is there twice");
	same(held.refused, 0, "no reading was refused");
	same(held.totals.map((t) => [t.device, t.booked_uwh]),
	    made.map((b) => [b.device, b.expected_uwh]), "what is booked is what the boards counted, to the micro-Wh");
	check(running.kills + running.broker > 2, "there was trouble",
	    JSON.stringify(running));
});
