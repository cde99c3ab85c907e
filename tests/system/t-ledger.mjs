/* SPDX-License-Identifier: ISC */
/* Meters over HTTP, through nginx: readings in, books out, and a worker that
 * is killed while they come. */
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { build, check, same, until, withDemo } from "./lib.mjs";

const base = "/api/power-analytics";
const slot = 900000;
const now = Date.now();
const start = now - now % slot - 8 * slot;	/* two hours ago */

const reading = (board, n, more = {}) => ({ esp32_name: board,
    classroom: "Lab 1", timestamp: new Date(start + n * 30000).toISOString(),
    energy_wh_total: 1000 + n * 10, power_w: 1200, boot: 1, sequence_no: n,
    boot_energy_wh: 1000, uptime_seconds: n * 30, ...more });

async function entries(demo, board) {
	const a = await demo.get(`${base}/entries?meter=${board}&from=` +
	    `${start / 1000}&limit=1000`);
	return a.status === 200 ? a.json : [];
}

const uwh = (list) => list.reduce((sum, e) => sum + e.energy_uwh, 0);

async function single(demo) {
	let a = await demo.post(`${base}/telemetry`, reading("one", 0));

	same([a.status, a.json?.result], [200, "accepted"], "a reading");
	a = await demo.post(`${base}/telemetry`, reading("one", 0));
	same([a.status, a.json?.result], [200, "duplicate"], "... again");
	a = await demo.post(`${base}/telemetry`,
	    reading("one", 0, { energy_wh_total: 5 }));
	same(a.status, 409, "the same number with another value");
	a = await demo.post(`${base}/telemetry`,
	    reading("one", 1, { energy_wh_total: -5 }));
	same(a.status, 422, "a register below nothing");
	check(/bad_energy/.test(a.json?.detail), "... says which rule", a);
	a = await demo.post(`${base}/telemetry`, "[{");
	same(a.status, 400, "half a list");
	a = await demo.post(`${base}/telemetry`, reading("one", 1),
	    { auth: null });
	same(a.status, 401, "nobody hands in readings");
}

async function batch(demo) {
	const list = Array.from({ length: 200 }, (_, n) => reading("many", n));
	let a = await demo.post(`${base}/telemetry`, list);

	same([a.status, a.json?.accepted], [200, 200], "a list");
	a = await demo.post(`${base}/telemetry`, { readings: [list[0],
	    { ...list[1], power_w: "x" }, { ...list[2], power_w: 7 }] });
	same(a.json?.results?.map((r) => r.status), [200, 422, 409],
	    "each item has its result");
	await until("the list is booked", async () =>
	    uwh(await entries(demo, "many")) === 1990e6);
	const all = await entries(demo, "many");
	check(all.length === 7 && all.every((e) => e.kind === "base" &&
	    e.quality === "A"), "once, without a correction", all.length);
	a = await demo.post(`${base}/telemetry`, Array.from({ length: 1000 },
	    (_, n) => reading(`crowd-${n}`, 0)));
	same([a.status, a.json?.accepted], [200, 1000],
	    "1,000 boards in one list of 200 kB");
}

/* 1,000 requests of a token, ten at once, as fast as they are answered. */
async function load(demo) {
	const refused = [];
	let next = 0;
	const sender = async () => {
		while (next < 1000) {
			const n = next++;
			const a = await demo.post(`${base}/telemetry`,
			    reading(`load-${n % 20}`, Math.floor(n / 20)));

			if (a.status !== 200)
				refused.push([a.status, a.text]);
		}
	};

	await Promise.all(Array.from({ length: 10 }, sender));
	same(refused.slice(0, 3), [], "1,000 requests, none refused");
}

/* Killed while lists come: what was acknowledged is there, once. */
async function killed(demo) {
	let next = 0, kills = 0, sent = 0;

	while (next < 240) {
		const list = Array.from({ length: 8 }, (_, i) =>
		    reading("killed", next + i));
		const answer = demo.post(`${base}/telemetry`, list);

		if (sent++ % 6 === 3 && kills < 4) {
			kills++;
			process.kill(demo.pid("powerhived"), "SIGKILL");
			await answer;
			await demo.startWorker();
		}
		if ((await answer).status === 200)
			next += 8;
	}
	same(kills, 4, "killed four times");
	await until("all is booked", async () =>
	    uwh(await entries(demo, "killed")) === 2390e6);
	const a = await demo.get(`${base}/readings?meter=killed&limit=1000`);
	same(a.json?.length, 240, "240 readings, each once");
}

async function statement(demo) {
	const period = new Date(start).toISOString().slice(0, 7);
	const file = path.join(demo.dir, "statement.json");
	const key = path.join(demo.dir, "ledger.pub");
	const ctl = path.join(build, "powerhivectl");
	const a = await demo.get(`${base}/statement?period=${period}`);

	same(a.status, 200, "a statement");
	fs.writeFileSync(file, a.text);
	const found = execFileSync("find", [demo.dir, "-name", "ledger.pub"],
	    { encoding: "utf8" }).trim();
	fs.copyFileSync(found, key);
	let said = spawnSync(ctl, ["ledger", "statement", "--verify", file,
	    "--key", key], { encoding: "utf8" });
	same(said.status, 0, "is good with the public key alone",
	    said.stderr);
	check(/many .* 1\.99 /.test(said.stdout), "and says 1.99 kWh",
	    said.stdout);
	fs.writeFileSync(file, a.text.replace('"energy_uwh":1990000000',
	    '"energy_uwh":1990000001'));
	said = spawnSync(ctl, ["ledger", "statement", "--verify", file,
	    "--key", key], { encoding: "utf8" });
	same(said.status, 3, "a micro-Wh more is found");
	fs.writeFileSync(file, a.text);
	const verified = JSON.parse(demo.ctl("ledger", "verify", "--rebuild",
	    "--statement", file));
	check(verified.ok && verified.entries > 20 && verified.heads > 0,
	    "the books verify, with their readings", verified);
}

async function health(demo) {
	let a;

	await until("all is well", async () => {
		a = await demo.get(`${base}/health`);
		return a.status === 200 && a.json.status === "healthy";
	});
	check(a.json?.telemetry?.total_events >= 1600 &&
	    a.json.telemetry.rejected >= 2 && a.json.devices >= 1000,
	    "in true numbers", a.json);
	const run = JSON.parse(demo.ctl("ledger", "reconcile"));
	check(run.ended_at && run.meters >= 1000, "reconciled", run);
	const tickets = (await demo.get(`${base}/tickets?state=open`)).json;
	check(tickets?.some((t) => t.class === "conflict"),
	    "the conflict is a ticket", tickets);
}

await withDemo(4, [], async (demo) => {
	await single(demo);
	await batch(demo);
	await load(demo);
	await killed(demo);
	await statement(demo);
	await health(demo);
});
