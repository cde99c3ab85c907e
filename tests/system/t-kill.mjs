/* SPDX-License-Identifier: ISC */
/*
 * kill -9 of the worker at random moments while clients write and miners are
 * polled: 200 rounds, and no write that was acknowledged may be missing.
 *
 * Each client owns a miner and writes growing numbers into its name, one
 * after the other.  What is found after a kill must be at least the last
 * number that was acknowledged.  (It may be the next: the answer was lost.)
 */
import fs from "node:fs";

import { check, same, sleep, until, withDemo } from "./lib.mjs";

const ROUNDS = Number(process.env.POWERHIVE_KILLS || 200);
const CLIENTS = 4;
const seed = Number(process.env.POWERHIVE_SEED || Date.now() % 1e9);

/* Numbers that a seed repeats (xorshift32). */
let state = seed || 1;
function random(most) {
	state ^= state << 13;
	state ^= state >>> 17;
	state ^= state << 5;
	return (state >>> 0) % most;
}

async function write(demo, client) {
	while (!client.stop) {
		client.sent++;
		const a = await demo.patch(client.where,
		    { name: "n" + client.sent });
		if (a.status === 200) {
			client.acknowledged = client.sent;
			client.total++;
		} else
			client.refused++;
	}
}

function isGone(pid) {
	try {
		return fs.readFileSync(`/proc/${pid}/stat`, "utf8")
		    .replace(/^.*\) /, "").startsWith("Z");
	} catch {
		return true;
	}
}

async function round(demo, clients) {
	const pid = demo.pid("powerhived");
	const missing = [];

	for (const c of clients)
		c.stop = false;
	const before = clients.reduce((n, c) => n + c.total, 0);
	const writers = clients.map((c) => write(demo, c));
	/* The moment falls anywhere in a write once some are under way. */
	await until("a write", () => clients.reduce((n, c) => n + c.total, 0) >
	    before);
	await sleep(random(120));
	process.kill(pid, "SIGKILL");
	await sleep(random(20));
	for (const c of clients)
		c.stop = true;
	await Promise.all(writers);
	/* Whoever waits for the disk dies when that has answered; until then
	 * the folder is his. */
	await until("the end of the killed worker", () => isGone(pid));
	await demo.startWorker();
	for (const c of clients) {
		const name = (await demo.get(c.where)).json?.name;
		const found = Number(String(name).slice(1));
		if (!(found >= c.acknowledged && found <= c.sent))
			missing.push(`${c.where} acknowledged n${c.acknowledged}, ` +
			    `sent n${c.sent}, found ${name}`);
	}
	return missing;
}

console.log("# seed " + seed);
await withDemo(20, [], async (demo) => {
	await demo.unlimited();
	const all = (await demo.get("/api/miners")).json;
	const clients = all.slice(0, CLIENTS).map((m) => ({
	    where: "/api/miners/" + m.id, sent: 0, acknowledged: 0, total: 0,
	    refused: 0 }));
	const missing = [];

	for (let i = 0; i < ROUNDS; i++)
		missing.push(...await round(demo, clients));
	const total = clients.reduce((n, c) => n + c.total, 0);
	console.log(`# ${ROUNDS} kills, ${total} writes acknowledged, ` +
	    `${clients.reduce((n, c) => n + c.refused, 0)} refused`);
	same(missing, [], "no acknowledged write is missing");
	check(total >= ROUNDS, "there were writes in every round", total);
	check((await demo.get("/api/miners")).json.length === 20,
	    "all miners are still on record");
	demo.ctl("doctor", "--deep");
	check(true, "the database is whole (doctor --deep)");
});
