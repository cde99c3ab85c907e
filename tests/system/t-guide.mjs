/* SPDX-License-Identifier: ISC */
/*
 * The calls of the AutoVolt guide as it prints them, by curl and ab through
 * nginx: nothing of them changes but the address, and a token for health.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { check, same, until, withDemo } from "./lib.mjs";

const GUIDE = "http://localhost:3001";
const API = "/api/power-analytics";

/* A line of the guide in a shell; what it printed, and its status. */
function shell(demo, line) {
	const done = spawnSync("sh", ["-c", line.replaceAll(GUIDE,
	    `https://127.0.0.1:${demo.port}`).replaceAll("YOUR_TOKEN",
	    demo.token)], { cwd: demo.dir, encoding: "utf8",
	    env: { ...process.env, CURL_HOME: demo.dir, TOKEN: demo.token } });

	return { ...done, all: done.stdout + done.stderr };
}

/* curl's options that the guide's server did not need are in a file. */
function curl(demo, line) {
	const { stdout } = shell(demo, line);
	const [, text, status] = /^([\s\S]*)\n(\d+)$/.exec(stdout) ?? [];

	return { status: Number(status), json: JSON.parse(text || "null") };
}

async function calls(demo) {
	let a = curl(demo, `curl ${GUIDE}${API}/health`);

	same(a.status, 401, "health is not for everybody");
	a = curl(demo, `curl ${GUIDE}${API}/health \\
  -H "Authorization: Bearer YOUR_TOKEN"`);
	same([a.status, a.json.status], [200, "healthy"], "health");
	same([Object.keys(a.json.telemetry).slice(0, 4),
	    Object.keys(a.json.ledger).slice(0, 5),
	    Object.keys(a.json.aggregation)], [["total_events",
	    "unprocessed_events", "events_last_hour", "online_devices"],
	    ["events_processed", "entries_created", "resets_detected",
	    "errors", "is_processing"], ["last_run", "last_run_id"]],
	    "... has what the guide expects");
	check(a.json.telemetry.total_events === 2 && a.json.timestamp,
	    "... in true numbers", a.json);

	a = curl(demo, `curl -X POST ${GUIDE}${API}/cost-versions \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer YOUR_TOKEN" \\
  -d '{
    "cost_per_kwh": 7.50,
    "effective_from": "2024-11-01T00:00:00+05:30",
    "notes": "Standard electricity rate"
  }'`);
	same([a.status, a.json.success, a.json.version.cost_per_kwh,
	    a.json.version.effective_from], [201, true, 7.5,
	    "2024-10-31T18:30:00.000Z"], "a price");
	a = curl(demo, `curl -X POST ${GUIDE}${API}/cost-versions \\
  -H "Content-Type: application/json" \\
  -H "Authorization: Bearer $TOKEN" \\
  -d '{
    "cost_per_kwh": 7.50,
    "effective_from": "'$(date -u +%Y-%m-%dT%H:%M:%S)+05:30'",
    "notes": "Production electricity rate - Q4 2024"
  }'`);
	same([a.status, a.json.version.notes], [201,
	    "Production electricity rate - Q4 2024"], "a price from now on");

	await until("the day is rated", async () => (await demo.get(
	    `${API}/summary?classroom=CSE-301&date=2024-11-05`)).json
	    .total_cost === 7.5);
	a = curl(demo, `curl "${GUIDE}${API}/summary?classroom=CSE-301&date=2024-11-05" \\
  -H "Authorization: Bearer YOUR_TOKEN"`);
	same([a.status, a.json.classroom, a.json.date, a.json.total_kwh,
	    a.json.total_cost, a.json.devices.length], [200, "CSE-301",
	    "2024-11-05", 1, 7.5, 1], "the summary of a day");
	/* Energy of the 5th only: nothing to do in the guide's days. */
	const again = `curl -X POST "${GUIDE}${API}/recalculate" \\
     -H "Content-Type: application/json" \\
     -H "Authorization: Bearer $TOKEN" \\
     -d '{
       "classroom": "CSE-301",
       "start": "2024-10-28",
       "end": "2024-11-04"
     }'`;
	const done = (want, about, line) => {
		a = curl(demo, line);
		same([a.status, a.json.success, a.json.classroom,
		    a.json.start, a.json.end, a.json.daily_aggregates], want,
		    about);
	};
	done([200, true, "CSE-301", "2024-10-28", "2024-11-04", 0],
	    "recalculation of days without energy", again);
	done([202, true, "CSE-301", "2024-11-05", "2024-11-05", 0],
	    "recalculation is begun", again.replace("11-04", "11-05"));
	done([200, true, "CSE-301", "2024-11-05", "2024-11-05", 1],
	    "... or waited for", again.replace("11-04", "11-05")
	    .replace("/recalculate", "/recalculate?wait=1"));
}

/* 1,000 readings, ten at a time, by one token; and 100 summaries. */
function load(demo) {
	const get = (text, what) => Number(new RegExp(`^${what}:\\s+(\\d+)`,
	    "m").exec(text)?.[1] ?? 0);

	fs.writeFileSync(path.join(demo.dir, "telemetry.json"), JSON.stringify({
	    esp32_name: "load", classroom: "CSE-302", energy_wh_total: 1000,
	    timestamp: "2024-11-05T10:00:00Z" }));
	let done = shell(demo, `ab -l -n 1000 -c 10 -T application/json -p telemetry.json \\
   -H "Authorization: Bearer $TOKEN" ${GUIDE}${API}/telemetry`).all;
	same([get(done, "Complete requests"), get(done, "Failed requests"),
	    get(done, "Non-2xx responses")], [1000, 0, 0],
	    "the guide's load test of readings");
	console.log("# " + /^Requests per second.*$/m.exec(done)?.[0]);
	done = shell(demo, `ab -l -n 100 -c 5 -H "Authorization: Bearer $TOKEN" \\
   "${GUIDE}${API}/summary?classroom=CSE-301&date=2024-11-05"`).all;
	same([get(done, "Complete requests"), get(done, "Failed requests"),
	    get(done, "Non-2xx responses")], [100, 0, 0],
	    "and of questions");
}

await withDemo(1, [], async (demo) => {
	fs.writeFileSync(path.join(demo.dir, ".curlrc"), "silent\ncacert = " +
	    `${demo.dir}/tls/certificate.pem\nwrite-out = "\\n%{http_code}"\n`);
	await demo.post(`${API}/telemetry`, [0, 1].map((n) => ({
	    esp32_name: "esp-301", classroom: "CSE-301",
	    timestamp: `2024-11-05T0${6 + n}:00:00Z`,
	    energy_wh_total: n * 1000 })));
	await calls(demo);
	load(demo);
});
