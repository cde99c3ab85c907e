/* SPDX-License-Identifier: ISC */
/* A farm of 1,000 miners: every round complete, and the worker small. */
import fs from "node:fs";
import { check, same, until, withDemo } from "./lib.mjs";

/* MB of the worker, at its most. */
const peak = (pid) => Number(/VmHWM:\s*(\d+) kB/.exec(fs.readFileSync(
    `/proc/${pid}/status`, "utf8"))[1]) / 1000;

const rounds = async (demo) => Object.fromEntries((await demo.get(
    "/api/health")).json.rounds.map((r) => [r.name, r]));

await withDemo(1000, [], async (demo) => {
	const list = (await demo.get("/api/miners")).json;

	same(list.length, 1000, "1,000 miners on record");
	same(new Set(list.map((m) => m.id)).size, 1000, "each once");
	const before = await rounds(demo);
	/* Rounds that began when all were known. */
	await until("two rounds of status, one of telemetry", async () => {
		const now = await rounds(demo);
		return now.status.rounds >= before.status.rounds + 2 &&
		    now.telemetry.rounds >= before.telemetry.rounds + 1;
	}, 180);
	for (const r of Object.values(await rounds(demo)))
		if (r.name === "status" || r.name === "telemetry") {
			same([r.asked, r.lost], [1000, 0],
			    `${r.name}: all asked, none lost`);
			check(r.ms < r.interval_s * 1000,
			    `${r.name}: done within its interval`, r);
		}
	const mb = peak(demo.pid("powerhived"));
	console.log(`# worker: ${mb} MB at its most`);
	check(mb < 100, "the worker has never had 100 MB", mb);
});
