/* SPDX-License-Identifier: ISC */
/* The whole stack with 20 miners: doors, shapes, writes, restarts, the end. */
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { build, check, lives, same, sleep, until, withDemo } from "./lib.mjs";

const problem = (a, status) => a.status === status && a.json &&
    a.headers["content-type"] === "application/problem+json" &&
    a.json.status === status && typeof a.json.title === "string";

function closing(demo) {
	const lines = demo.started.text.trim().split("\n").slice(-3);
	const password = demo.credentials.split(":")[1];

	same(lines, [`url: https://127.0.0.1:${demo.port}/`, "user: admin",
	    `password: ${password}`], "bootstrap ends with url, user, password");
	check(password.replaceAll("-", "").length >= 20, "a long password");
	for (const secret of ["credentials", "token", "tls/key.pem"])
		same(fs.statSync(path.join(demo.dir, secret)).mode & 0o77, 0,
		    `${secret} is for its owner only`);
}

async function miners(demo) {
	const a = await demo.get("/api/miners");
	const m = a.json?.[0];

	same(a.json?.length, 20, "20 miners on record");
	check(a.json?.every((x) => x.online && x.ip && x.model &&
	    x.latest_status?.recorded_at), "each online, with a reading", m);
	check(a.json?.some((x) => x.latest_status.power_w > 1000 &&
	    x.latest_status.hashrate_ths > 50), "they mine");
	check(m.latest_status.fans.length && m.latest_status.chains.length,
	    "with fans and chains");
	check(!/"(password|unlock_pass|key|user)":/.test(a.text),
	    "no secret in the list");
	same((await demo.get("/api/v1/miners/" + m.id.replaceAll(":", "%3A")
	    .toUpperCase())).json?.id, m.id, "one by its MAC in other letters");
	const site = (await demo.get("/api/site")).json;
	same([site.simulation, site.timezone], [true, "UTC"],
	    "the site says SIMULATION");
	same((await demo.get("/api/settings")).json.balancer_mode, "observe",
	    "the balancer only observes");
	check(a.json.every((x) => !x.managed), "and no miner is managed");
	return m.id;
}

async function doors(demo, mac) {
	const person = demo.credentials;
	let a = await demo.get("/api/site", { auth: null });

	check(problem(a, 401), "nobody: 401 as a problem", a);
	check(/^Basic realm=/.test(a.headers["www-authenticate"]),
	    "with a challenge");
	a = await demo.get("/api/site", { auth: "admin:wrong-password" });
	check(problem(a, 401), "a wrong password: 401", a);
	same((await demo.get("/api/site", { auth: person })).json.user,
	    "user:admin", "the right one is admin");
	same((await demo.get("/api/site")).json.user, "token:1",
	    "the token is token:1");
	a = await demo.get("/api/site", { auth: demo.token.slice(0, -1) + "_" });
	check(problem(a, 401), "a token with a wrong letter: 401", a);
	a = await demo.get("/api/site", { auth: "ph_" + "A".repeat(49) });
	check(problem(a, 401), "an invented token: 401", a);
	for (const forged of [{ "REMOTE_USER": "admin" },
	    { "Remote-User": "admin" }, { "PH_GATE": "basic" },
	    { "PH-GATE": "basic" }, { "X-Forwarded-User": "admin" }])
		check(problem(await demo.get("/api/site", { auth: null,
		    headers: forged }), 401),
		    `${Object.keys(forged)[0]} lets nobody in`);
	a = await demo.get("/api/site", { auth: null, headers: {
	    Authorization: "Bearer x", "REMOTE_USER": "admin",
	    "Remote-User": "admin" } });
	check(problem(a, 401), "... nor at the token's door", a);
	a = spawnSync("curl", ["-sk", "-o", "/dev/null", "-w", "%{http_code}",
	    "-H", "Authorization: Bearer x", "-H", "Authorization: Basic " +
	    Buffer.from(person).toString("base64"),
	    `https://127.0.0.1:${demo.port}/api/site`], { encoding: "utf8" });
	same(a.stdout, "400", "two Authorization headers: 400");
	await crossSite(demo, mac, person);
}

/* Browsers send a password along with requests that other sites made. */
async function crossSite(demo, mac, auth) {
	const own = `https://127.0.0.1:${demo.port}`;
	const cases = [
	    [{ "Sec-Fetch-Site": "same-origin" }, 200],
	    [{ "Sec-Fetch-Site": "none" }, 200],
	    [{ "Sec-Fetch-Site": "cross-site" }, 403],
	    [{ "Sec-Fetch-Site": "same-site" }, 403],
	    [{ "Sec-Fetch-Site": "cross-site", Origin: own }, 403],
	    [{ Origin: own }, 200],
	    [{ Origin: "https://evil.example" }, 403],
	    [{ Origin: "null" }, 403],
	    [{}, 200],
	];

	for (const [headers, status] of cases) {
		const a = await demo.patch("/api/miners/" + mac,
		    { location: "row 1" }, { auth, headers });
		same(a.status, status, "a write by a person with " +
		    JSON.stringify(headers));
	}
	same((await demo.patch("/api/miners/" + mac, { location: "row 1" },
	    { headers: { Origin: "https://evil.example" } })).status, 200,
	    "a token need not say where it comes from");
	for (const type of ["text/plain", "application/x-www-form-urlencoded",
	    "multipart/form-data"])
		same((await demo.patch("/api/miners/" + mac, '{"name":"x"}',
		    { auth, headers: { "Content-Type": type } })).status, 415,
		    `a form's ${type} is refused`);
}

async function scopes(demo, mac) {
	const made = await demo.post("/api/tokens", { name: "reader",
	    scope: "read" });
	const auth = made.json?.token;

	same(made.status, 201, "a token to read with");
	check(/^ph_[A-Za-z0-9_-]{49}$/.test(auth ?? ""), "shown once", made);
	check(!(await demo.get("/api/tokens")).text.includes(auth ?? "?"),
	    "... and never again");
	same((await demo.get("/api/miners", { auth })).status, 200, "it reads");
	check(problem(await demo.patch("/api/miners/" + mac, { name: "x" },
	    { auth }), 403), "it may not write");
	check(problem(await demo.get("/api/tokens", { auth }), 403),
	    "nor see the tokens");
	same((await demo.ask("DELETE", "/api/tokens/" + made.json.id)).status,
	    204, "revoked");
	check(problem(await demo.get("/api/miners", { auth }), 401),
	    "it is worth nothing at once");
}

async function writes(demo, mac) {
	const where = "/api/miners/" + mac;
	let a = await demo.patch(where, { name: "Rack 3, \u00e9<b>\u2028",
	    managed: true, unlock_pass: "not-to-be-seen-1" });

	same([a.status, a.json?.name, a.json?.managed], [200,
	    "Rack 3, \u00e9<b>\u2028", true], "PATCH sets name and managed");
	check(!a.text.includes("not-to-be-seen"), "and tells no password");
	same(JSON.parse(demo.ctl("miner", "show", mac, "--json")).name,
	    "Rack 3, \u00e9<b>\u2028", "powerhivectl reads the same");
	const disk = fs.readFileSync(path.join(demo.dir,
	    "data/powerhive.db-wal"));
	check(disk.includes("Rack 3") && !disk.includes("not-to-be-seen"),
	    "the name is on the disk, the password is not to be read there");
	check(problem(await demo.patch("/api/miners/0a:0b:0c:0d:0e:0f",
	    { name: "x" }), 404), "an unknown MAC: 404");
	a = await demo.patch(where, { nmae: "x" });
	check(problem(a, 400) && a.text.includes("/nmae"),
	    "an unknown field: 400 with its place", a.text);
	a = await demo.patch(where, { managed: "yes" });
	check(problem(a, 400) && a.text.includes("/managed"),
	    "a wrong type: 400 with its place", a.text);
	for (const body of ['{"name":"a","name":"b"}', "{", "[]", '""',
	    "[".repeat(5000), '{"name":"\\ud800"}'])
		check(problem(await demo.patch(where, body), 400),
		    `refused: ${body.slice(0, 30)}`);
	check(problem(await demo.get("/api/miners?nonsense=1"), 400),
	    "an unknown parameter: 400");
	check(problem(await demo.patch(where, "x".repeat(70000)), 413),
	    "a body over 64 kB: 413");
	same((await demo.post(where + "/rescan")).status, 202, "rescan: 202");
	const entry = (await demo.get("/api/audit?limit=50")).json
	    .find((e) => JSON.stringify(e).includes(mac));
	check(entry, "the audit knows who wrote");
}

async function copies(demo, mac) {
	const where = "/api/miners/" + mac;
	let a = await demo.get(where);
	const tag = a.headers.etag;

	check(/^"/.test(tag ?? ""), "a miner has a strong ETag", a.headers);
	same((await demo.get(where, { headers: { "If-None-Match": tag } }))
	    .status, 304, "unchanged: 304");
	a = await demo.patch(where, { location: "row 2" },
	    { headers: { "If-Match": '"another"' } });
	check(problem(a, 412), "If-Match that does not fit: 412", a);
	a = await demo.patch(where, { location: "row " + Date.now() });
	same((await demo.get(where, { headers: { "If-None-Match": tag } }))
	    .status, 200, "changed: 200");
	const models = (await demo.get("/api/models")).headers.etag;
	same((await demo.get("/api/models", { headers: { "If-None-Match":
	    models } })).status, 304, "a list that did not change: 304");
	/* nginx packs it and makes its ETag a weak one. */
	a = await demo.get("/api/miners",
	    { headers: { "Accept-Encoding": "gzip" } });
	same(a.headers["content-encoding"], "gzip", "lists come packed");
	same(JSON.parse(zlib.gunzipSync(a.bytes)).length, 20, "and whole");
	check(/^W\//.test(a.headers.etag), "with a weak ETag", a.headers);
	const again = await demo.get("/api/miners", { headers: {
	    "Accept-Encoding": "gzip", "If-None-Match": a.headers.etag } });
	check(again.status === 304 || again.headers.etag !== a.headers.etag,
	    "which is honoured", again.headers);
}

async function page(demo) {
	const auth = demo.credentials;
	const a = await demo.get("/", { auth });

	same((await demo.get("/", { auth: null })).status, 401,
	    "the page asks for the password");
	check(a.status === 200 && /<!doctype html>/i.test(a.text), "the page");
	const csp = a.headers["content-security-policy"] ?? "";
	check(/default-src 'none'/.test(csp) && !/unsafe/.test(csp) &&
	    /require-trusted-types-for 'script'/.test(csp), "its policy", csp);
	check(!a.headers["strict-transport-security"], "no HSTS in a demo");
	for (const [, file] of a.text.matchAll(/(?:src|href)="([^"#]+)"/g))
		same((await demo.get("/" + file.replace(/^\.?\//, ""),
		    { auth })).status, 200, `its file ${file}`);
	const to = await demo.get("/dashboard", { auth });
	same([to.status, to.headers.location], [302, "/"],
	    "/dashboard leads to /");
	const none = await demo.get("/none", { auth });
	check(problem(none, 404), "no other page");
	const told = await demo.get("/api/none", { auth });
	for (const a of [none, told]) {
		const [where, id] = a.json.type.split("#");
		check((await demo.get(where, { auth })).text
		    .includes(`id="${id}"`), `${a.json.type} is a place`);
	}
}

async function metrics(demo) {
	const a = await demo.get("/metrics");

	check(a.status === 200 && /^# HELP /m.test(a.text), "/metrics");
	check(problem(await demo.get("/metrics", { auth: null }), 401),
	    "... for those who may read");
	const said = spawnSync("promtool", ["check", "metrics"],
	    { input: a.text, encoding: "utf8" });
	same([said.status, said.stderr], [0, ""], "promtool has no complaint");
}

async function restarts(demo, mac) {
	const where = "/api/miners/" + mac;
	const first = demo.pid("powerhived");
	const second = spawnSync(path.join(build, "powerhived"), ["--config",
	    demo.config], { encoding: "utf8", timeout: 20000 });

	check(second.status > 0 && /another worker/.test(second.stderr),
	    "a second worker does not start", second.stderr);
	await demo.patch(where, { name: "kept" });
	process.kill(first, "SIGKILL");
	await until("the worker is gone", () => !lives(first));
	same((await demo.get(where)).json?.name, "kept",
	    "without the worker reading goes on");
	const a = await demo.patch(where, { name: "lost" });
	check(problem(a, 503) && a.headers["retry-after"],
	    "... and writing gets 503 with Retry-After", a);
	await demo.startWorker();
	same((await demo.get(where)).json?.name, "kept",
	    "after kill -9 and a start all is there");
	await until("all miners online again", async () => (await demo.get(
	    "/api/miners?online=true")).json?.length === 20);
	same((await demo.patch(where, { name: "again" })).status, 200,
	    "and it takes orders again");
	const pool = demo.pid("control");
	const children = execFileSync("pgrep", ["-P", pool],
	    { encoding: "utf8" }).trim().split("\n").map(Number);
	children.forEach((pid) => process.kill(pid, "SIGKILL"));
	await until("new responders", async () => (await demo.get("/api/site"))
	    .status === 200);
	check(lives(pool), "responders that are killed are replaced");
	await reload(demo, pool);
}

/* SIGHUP: a new name is shown, a faulty file changes nothing, nobody who asks
 * meanwhile notices. */
async function reload(demo, pool) {
	const worker = demo.pid("powerhived");
	const was = fs.readFileSync(demo.config, "utf8");
	const name = async () => (await demo.get("/api/site")).json?.name;
	const hup = (text) => {
		fs.writeFileSync(demo.config, text);
		process.kill(worker, "SIGHUP");
		process.kill(pool, "SIGHUP");
	};
	let asked = 0, refused = 0, over = false;
	const others = Array.from({ length: 4 }, async () => {
		while (!over) {
			asked++;
			refused += (await demo.get("/api/miners?limit=5"))
			    .status !== 200;
			await sleep(40);
		}
	});

	hup(was.replace("PowerHive demo", "Another name"));
	await until("the new name", async () => await name() ===
	    "Another name");
	await until("the worker has read it", () => /configuration reloaded/
	    .test(demo.log("powerhived")));
	hup(was.replace('"network"', '"netwrok"'));
	await until("the fault is named", () => /refused.*netwrok|netwrok.*is not known/s
	    .test(demo.log("control")));
	same(await name(), "Another name", "a faulty file changes nothing");
	hup(was);
	await until("the old name", async () => await name() ===
	    "PowerHive demo");
	over = true;
	await Promise.all(others);
	same(refused, 0, `none of ${asked} requests was lost meanwhile`);
	check(lives(worker) && lives(pool), "SIGHUP is no end");
}

/* The log's words, by which people and programs have always found things. */
async function words(demo) {
	const list = (await demo.get("/api/miners?model=s19jpro")).json;
	const m = list.find((x) => x.latest_status.state === "mining" &&
	    x.latest_status.power_w > 2500) ?? list[0];
	const model = (await demo.get("/api/models/s19jpro")).json;
	const lowest = model.presets_power.filter((p) => p.power_w)
	    .sort((a, b) => a.power_w - b.power_w)[0].preset;
	const a = await demo.post(`/api/miners/${m.id}/commands`,
	    { action: "preset", preset: lowest });
	same(a.status, 202, "a lower preset for one");
	await until("it is confirmed", async () => (await demo.get(
	    a.headers.location)).json.state === "confirmed", 120);
	const log = () => demo.file("log/powerhived.log");
	for (const line of [/service started service=powerhived /,
	    /plant data recorded plant_id="demo" generation_kw=\d+ /,
	    /power status current_w=\d+ target_w=\d+ delta_w=-?\d+ /,
	    /preset changed mac=[0-9a-f:]{17} /,
	    /status round completed in \d+ ms round=status asked=\d+ /])
		await until(String(line), () => line.test(log()));
	check(true, "the log has its words");
}

await withDemo(20, [], async (demo) => {
	closing(demo);
	const mac = await miners(demo);
	await doors(demo, mac);
	await scopes(demo, mac);
	await writes(demo, mac);
	await copies(demo, mac);
	await page(demo);
	await metrics(demo);
	await words(demo);
	await restarts(demo, mac);

	const pids = ["nginx", "control", "data", "powerhived", "sim"]
	    .map((name) => demo.pid(name));
	check(pids.every(lives), "five programs run");
	const end = await demo.stop();
	same(end.status, 0, "bootstrap stop");
	check(!pids.some(lives), "... ends all of them");
	check(!fs.existsSync(demo.dir), "and the folder can go");
});
