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
import { check, freePort, same, tools, top, withDemo } from "./lib.mjs";

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

/* Every operation, with an answer that is wanted. */
function questions(description, mac, alias) {
	const asked = [
		["PATCH", `/api/miners/${mac}`, { name: "one", location: null,
		    managed: true }, 200],
		["PATCH", `/api/miners/${mac}`, { hold: { reason: "fan",
		    until: null } }, 200],
		["PATCH", `/api/miners/${mac}`, { hold: null }, 200,
		    "application/merge-patch+json"],
		["PATCH", "/api/miners", { macs: [mac],
		    set: { managed: false } }, 200],
		["POST", `/api/miners/${mac}/rescan`, undefined, 202],
		["POST", "/api/scan", undefined, 202],
		["PATCH", `/api/models/${alias}`, { max_preset: null }, 200],
		["POST", "/api/tokens", { name: "contract", scope: "read" },
		    201],
		["DELETE", "/api/tokens/2", undefined, 204],
		["GET", "/api/miners/00:00:00:00:00:01", undefined, 404],
		["DELETE", `/api/miners/${mac}`, undefined, 204],
	];
	const gets = Object.entries(description.paths)
	    .filter(([, item]) => item.get)
	    .map(([where]) => ["GET", where.replace("{mac}", mac)
	    .replace("{alias}", alias), undefined, 200]);
	return [...gets, ...asked];
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
	const list = questions(description, first.id, first.model);
	for (const [method, where, body, status, type] of list) {
		const a = await ask(method, where, body, type);
		check(a.status === status && !/stoplight/.test(a.text),
		    `${method} ${where}: ${status}`, a.status,
		    a.text.slice(0, 1500));
	}
	same(covered(description, list), [], "every operation was tried");

	const wrong = await ask("PATCH", `/api/miners/${second.id}`,
	    { managed: "yes" });
	check(wrong.status === 422 && /stoplight/.test(wrong.text),
	    "the proxy would have noticed", wrong);
});
