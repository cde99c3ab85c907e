/* SPDX-License-Identifier: ISC */
/*
 * The API against its own description: the description lints clean, and a
 * proxy between client and server that knows it finds nothing wrong in any
 * answer.
 */
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { check, freePort, same, tools, top, until,
    withDemo } from "./lib.mjs";

const program = (name) => path.join(tools, "node_modules/.bin", name);

function lint(demo, file) {
	const rules = path.join(demo.dir, "spectral.json");

	fs.writeFileSync(rules, '{"extends":["spectral:oas"]}');
	const said = spawnSync(program("spectral"), ["lint", "--ruleset",
	    rules, "--fail-severity", "warn", file], { encoding: "utf8" });
	check(said.status === 0, "Spectral has no complaint", said.stdout,
	    said.stderr);
	for (const page of fs.readdirSync(path.join(top, "www")))
		if (page.endsWith(".html")) {
			const html = spawnSync(program("html-validate"),
			    [path.join(top, "www", page)],
			    { encoding: "utf8" });
			check(html.status === 0, `html-validate: ${page}`,
			    html.stdout, html.stderr);
		}
}

/* Plain http to the proxy, whose answer is the server's unless it erred. */
function through(port, token) {
	return (method, where, body, type = "application/json") =>
	    new Promise((done, fail) => {
		const headers = { Authorization: "Bearer " + token };
		if (body !== undefined)
			headers["Content-Type"] = type;
		const r = http.request({ host: "127.0.0.1", port, method,
		    path: where, headers }, (answer) => {
			let text = "";
			answer.on("data", (d) => { text += d; });
			answer.on("end", () => done({ text,
			    status: answer.statusCode }));
		});
		r.on("error", fail);
		r.end(body === undefined ? undefined : JSON.stringify(body));
	});
}

const energy = "/api/power-analytics";
const day = (n) => new Date(Date.now() + n * 86400e3).toISOString()
    .slice(0, 10);

/* What is to be read from an address that needs more than itself. */
const questions = {
	[`${energy}/timeline`]: `?start=${day(-1)}&end=${day(0)}`,
	[`${energy}/export-csv`]: `?start=${day(-1)}&end=${day(0)}`,
	[`${energy}/readings`]: "?meter=board",
	[`${energy}/statement`]: `?period=${day(0).slice(0, 7)}`,
	"/api/alerts/{id}/acknowledge": "?state=present",
};

/* What makes things, in an order in which each can succeed.  An {id} is that
 * of the first in the list before it. */
function makings(mac, alias) {
	const reading = { esp32_name: "board", boot: 1, sequence_no: 1 };
	const quarter = new Date(Date.now() - Date.now() % 900e3 - 7200e3);
	const later = new Date(quarter.getTime() + 900e3);

	return [
		["PATCH", `/api/miners/${mac}`, { name: "one", location: null,
		    managed: true }, 200],
		["PATCH", `/api/miners/${mac}`, { hold: { reason: "fan",
		    until: null } }, 200],
		["PATCH", `/api/miners/${mac}`, { hold: null }, 200,
		    "application/merge-patch+json"],
		["PATCH", "/api/miners", { macs: [mac],
		    set: { managed: true } }, 200],
		["POST", `/api/miners/${mac}/rescan`, undefined, 202],
		["POST", "/api/scan", undefined, 202],
		["PATCH", `/api/models/${alias}`, { max_preset: null }, 200],
		["POST", "/api/tokens", { name: "contract", scope: "read" },
		    201],
		["DELETE", "/api/tokens/2", undefined, 204],
		["PATCH", "/api/settings", { cooldown_s: 40 }, 200],
		["PATCH", "/api/settings/safety-margin",
		    { safety_margin_percent: 12.5 }, 200],
		["PUT", "/api/circuits/hall", { limit_kw: 400 }, 200],
		["PUT", "/api/circuits/row", { parent: "hall",
		    limit_kw: 12.5, phase: "L2" }, 200],
		["DELETE", "/api/circuits/row", undefined, 204],
		["POST", `/api/miners/${mac}/commands`, { action: "find" },
		    202],
		["POST", "/api/commands", { macs: [mac], action: "stop",
		    preview: true }, 200],
		["POST", "/api/commands", { macs: [mac], action: "stop" },
		    202],
		["POST", "/api/balance/emergency-stop", { action: "stop",
		    scope: "managed" }, 202],
		["GET", "/api/balance/emergency", undefined, 200],
		["POST", "/api/balance/release", undefined, 200],
		["POST", `${energy}/telemetry`, { ...reading,
		    energy_wh_total: 5.5 }, 200],
		["POST", `${energy}/telemetry`, { ...reading,
		    energy_wh_total: 6 }, 409],
		["POST", `${energy}/telemetry`, [{ ...reading,
		    energy_wh_total: 5.5 }, { power_w: -1 }], 200],
		["PATCH", `${energy}/tickets/{id}`, { state: "resolved",
		    resolution: "a test" }, 200],
		["POST", `${energy}/meters`, { device: "spare" }, 201],
		["PATCH", `${energy}/meters/{id}`, { location: "hall" }, 200],
		["POST", `${energy}/meters/{id}/swap`, { at: quarter,
		    closing_wh: 10, opening_wh: 0, reason: "a test" },
		    200],
		["POST", `${energy}/entries`, { meter: "{id}", from: quarter,
		    to: later, energy_wh: 1.5, reason: "a test" }, 201],
		["POST", `${energy}/cost-versions/preview`,
		    { cost_per_kwh: 0.25, effective_from: day(-1) }, 200],
		["POST", `${energy}/cost-versions`, { cost_per_kwh: 0.25,
		    effective_from: day(-1), notes: "a test" }, 201],
		["POST", `${energy}/recalculate`, { start: day(-1),
		    end: day(0) }, 202],
		["POST", `${energy}/recalculate?wait=true`, { start: day(-1),
		    end: day(0) }, 200],
		["POST", `${energy}/periods`, { period: "2020-01" }, 202],
		["POST", `${energy}/reconciliations`, undefined, 202],
		["POST", `${energy}/heads`, undefined, 200],
		["POST", "/api/alerts/{id}/acknowledge", undefined, 200],
		["POST", "/api/alerts/test", { channel: "webhook" }, 422],
	];
}

const endings = (mac) => [
	["GET", "/api/miners/00:00:00:00:00:01", undefined, 404],
	["GET", "/api/balance/emergency", undefined, 404],
	["DELETE", `/api/miners/${mac}`, undefined, 204],
];

const readings = (description, mac, alias) =>
    Object.entries(description.paths).filter(([, item]) => item.get)
    .map(([where]) => ["GET", where.replace("{mac}", mac)
    .replace("{alias}", alias).replace("{name}", "hall"), undefined, 200])
    .filter(([, where]) => where !== "/api/balance/emergency");

/* The newest of what stands in the list at that address. */
async function newest(demo, where) {
	let id;

	await until(`something in ${where}`, async () => {
		id = (await demo.get(where)).json?.[0]?.id;
		return id !== undefined;
	});
	return id;
}

async function filled(demo, where, question = "") {
	const [list] = where.split("/{id}");

	if (list === where)
		return where + question;
	return where.replace("{id}", await newest(demo, list + question));
}

async function filledBody(demo, body) {
	return body?.meter === "{id}" ? { ...body,
	    meter: await newest(demo, `${energy}/meters`) } : body;
}

function covered(description, list) {
	const pattern = (where) => new RegExp("^" + where.replace(/\{\w+\}/g,
	    "[^/]+") + "$");
	const left = [];

	for (const [where, item] of Object.entries(description.paths))
		for (const method of Object.keys(item))
			if (!list.some(([m, w]) => m.toLowerCase() === method &&
			    pattern(where).test(w)))
				left.push(`${method} ${where}`);
	return left;
}

await withDemo(5, [], async (demo) => {
	const description = (await demo.get("/api/openapi.json")).json;
	const file = path.join(demo.dir, "openapi.json");
	const [first, second] = (await demo.get("/api/miners")).json;
	const port = await freePort();

	fs.writeFileSync(file, JSON.stringify(description));
	check(/^3\.1/.test(description.openapi), "OpenAPI 3.1");
	lint(demo, file);

	await demo.run("prism", program("prism"), ["proxy", file,
	    `https://127.0.0.1:${demo.port}`, "--errors", "--port",
	    String(port)], { NODE_EXTRA_CA_CERTS: path.join(demo.dir,
	    "tls/certificate.pem") }, /Prism is listening/);
	const ask = through(port, demo.token);
	const list = [...makings(first.id, first.model),
	    ...readings(description, first.id, first.model),
	    ...endings(first.id)];
	for (const [method, where, body, status, type] of list) {
		const to = await filled(demo, where, questions[where]);
		const a = await ask(method, to, await filledBody(demo, body),
		    type);
		check(a.status === status && !/stoplight/.test(a.text),
		    `${method} ${where}: ${status}`, to, a.status,
		    a.text.slice(0, 1500));
	}
	same(covered(description, list), [], "every operation was tried");

	const wrong = await ask("PATCH", `/api/miners/${second.id}`,
	    { managed: "yes" });
	check(wrong.status === 422 && /stoplight/.test(wrong.text),
	    "the proxy would have noticed", wrong);
});
