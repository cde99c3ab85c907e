/* SPDX-License-Identifier: ISC */
/*
 * For the system tests: a demo of their own, started as a person starts it,
 * and questions to it over https.  Results are TAP; a test that throws ends
 * with what it was and stops its demo all the same.
 */
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import https from "node:https";
import net from "node:net";
import os from "node:os";
import path from "node:path";

export const top = path.resolve(process.env.srcdir || ".");
export const build = path.join(top, "build");
/* Where "./bootstrap check" has put the tools from npm, and our own build. */
export const checkBuild = path.resolve(process.env.builddir || "build-check");
export const tools = path.join(checkBuild, "web");
export const tool = createRequire(path.join(tools, "tools.js"));

let count = 0;
let failed = 0;

export function check(ok, about, ...details) {
	count++;
	failed += !ok;
	console.log(`${ok ? "" : "not "}ok ${count} - ${about}`);
	if (!ok)
		for (const d of details)
			console.log("# " + (typeof d === "string" ? d :
			    JSON.stringify(d)).replaceAll("\n", "\n# "));
	return ok;
}

export function same(got, want, about) {
	const a = JSON.stringify(got), b = JSON.stringify(want);
	return check(a === b, about, "got:  " + a, "want: " + b);
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/* Ask until the answer is not false; give up after so many seconds. */
export async function until(about, ask, seconds = 60) {
	const end = Date.now() + seconds * 1000;
	for (;;) {
		const got = await ask();
		if (got)
			return got;
		if (Date.now() > end)
			throw new Error("waited in vain: " + about);
		await sleep(100);
	}
}

/* Does it and says how long that took. */
export async function timed(about, what) {
	const begun = Date.now();

	try {
		return await what();
	} finally {
		console.log(`# ${about}: ${((Date.now() - begun) / 1000)
		    .toFixed(1)} s`);
	}
}

/* A port that was free a moment ago. */
export function freePort() {
	return new Promise((done, fail) => {
		const s = net.createServer();
		s.once("error", fail);
		s.listen(0, "127.0.0.1", () => {
			const { port } = s.address();
			s.close(() => done(port));
		});
	});
}

/* bootstrap with the words; its status, and all that it printed. */
export function bootstrap(...words) {
	return new Promise((done, fail) => {
		const child = spawn(path.join(top, "bootstrap"), words,
		    { stdio: ["ignore", "pipe", "pipe"] });
		let text = "";
		child.stdout.on("data", (d) => { text += d; });
		child.stderr.on("data", (d) => { text += d; });
		child.on("error", fail);
		child.on("close", (status) => done({ status, text }));
	});
}

export class Demo {
	/*
	 * A farm of so many miners; further words are bootstrap's.  Without
	 * meters, who have much to tell at first, unless they are asked for.
	 */
	static async start(miners, ...words) {
		const demo = new Demo();
		if (!words.includes("--meters"))
			words.unshift("--meters", 0);
		demo.dir = fs.mkdtempSync(path.join(os.tmpdir(), "ph-system."));
		for (let tries = 0; tries < 3; tries++) {
			demo.port = await freePort();
			demo.started = await bootstrap("demo", "--detach",
			    "--miners", miners, "--port", demo.port, "--dir",
			    demo.dir, ...words);
			if (demo.started.status === 0)
				break;
		}
		if (demo.started.status !== 0)
			throw new Error("no demo: " + demo.started.text +
			    demo.log("powerhived"));
		demo.agent = new https.Agent({ keepAlive: true,
		    maxSockets: 32 });
		demo.ca = demo.file("tls/certificate.pem");
		demo.credentials = demo.file("credentials").trim();
		demo.token = demo.file("token").trim();
		demo.config = path.join(demo.dir, "powerhive.json");
		return demo;
	}

	file(name) {
		return fs.readFileSync(path.join(this.dir, name), "utf8");
	}

	log(name) {
		try {
			return this.file(`log/${name}.log`).split("\n")
			    .slice(-30).join("\n");
		} catch {
			return "";
		}
	}

	pid(name) {
		return Number(this.file(`run/${name}.pid`).split(" ")[0]);
	}

	/* A further program of the test; ended with the demo. */
	run(about, file, words, environment, ready) {
		const child = spawn(file, words, { env: { ...process.env,
		    ...environment }, stdio: ["ignore", "pipe", "pipe"] });
		this.children ??= [];
		this.children.push(child);
		return new Promise((done, fail) => {
			let text = "";
			const read = (d) => {
				text += d;
				if (ready.test(text))
					done(child);
			};
			child.stdout.on("data", read);
			child.stderr.on("data", read);
			child.on("error", fail);
			child.on("close", () => fail(new Error(about + ": " +
			    text)));
		});
	}

	/* powerhivectl's output; throws when it fails. */
	ctl(...words) {
		return execFileSync(path.join(build, "powerhivectl"),
		    ["--config", this.config, ...words],
		    { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
	}

	/*
	 * One question.  auth: "user:password", a token, or null for none;
	 * body: text, or what becomes JSON.  The answer has status, headers,
	 * text, and json if it is any.  A broken connection has status 0.
	 */
	ask(method, where, { auth = this.token, body, headers = {} } = {}) {
		const all = { ...headers };
		if (auth)
			all.Authorization = auth.startsWith("ph_") ?
			    "Bearer " + auth :
			    "Basic " + Buffer.from(auth).toString("base64");
		let data;
		if (body !== undefined) {
			data = typeof body === "string" || Buffer.isBuffer(body)
			    ? body : JSON.stringify(body);
			all["Content-Type"] ??= "application/json";
			all["Content-Length"] = Buffer.byteLength(data);
		}
		return new Promise((done) => {
			const broken = (e) => done({ status: 0, headers: {},
			    text: String(e), json: null });
			const r = https.request({ host: this.host ?? "127.0.0.1",
			    port: this.port, method, path: where, headers: all,
			    ca: this.ca, agent: this.agent, timeout: 30000 },
			    (answer) => {
				const parts = [];
				answer.on("data", (d) => parts.push(d));
				answer.on("error", broken);
				answer.on("end", () => done(read(answer,
				    Buffer.concat(parts))));
			});
			r.on("error", broken);
			r.on("timeout", () => r.destroy(new Error("timeout")));
			r.end(data);
		});
	}

	get(where, more) { return this.ask("GET", where, more); }
	patch(where, body, more) {
		return this.ask("PATCH", where, { body, ...more });
	}
	post(where, body, more) {
		return this.ask("POST", where, { body, ...more });
	}

	/* A worker in the place of one that is gone; serves when this is done. */
	async startWorker() {
		const out = fs.openSync(path.join(this.dir,
		    "log/powerhived.log"), "a");
		const child = spawn(path.join(build, "powerhived"),
		    ["--config", this.config], { detached: true,
		    stdio: ["ignore", out, out] });

		fs.closeSync(out);
		const since = fs.readFileSync(`/proc/${child.pid}/stat`, "utf8")
		    .replace(/^.*\) /, "").split(" ")[19];
		fs.writeFileSync(path.join(this.dir, "run/powerhived.pid"),
		    `${child.pid} ${since}\n`);
		await until("the worker serves", async () => (await this.patch(
		    "/api/miners/0a:0b:0c:0d:0e:0f", { name: "x" }))
		    .status === 404);
		return child;
	}

	/* Nginx counts nobody from now on: for tests that ask a lot. */
	async unlimited() {
		fs.writeFileSync(path.join(this.dir, "nginx/limits.conf"),
		    'map "" $powerhive_nobody { default ""; }\n' +
		    ["basic", "token", "meters", "gateway"].map((zone) =>
		    "limit_req_zone $powerhive_nobody " +
		    `zone=powerhive_${zone}:1m rate=30r/s;\n`).join("") +
		    "limit_conn_zone $powerhive_nobody " +
		    "zone=powerhive_conn:1m;\n");
		process.kill(this.pid("nginx"), "SIGHUP");
		/* The new processes serve when a burst passes. */
		await until("nginx without limits", async () => {
			const all = await Promise.all(Array.from({ length: 300 },
			    () => this.get("/api/site")));
			return all.every((a) => a.status === 200);
		});
	}

	async stop() {
		this.agent?.destroy();
		this.children?.forEach((child) => child.kill());
		const end = await bootstrap("stop", "--dir", this.dir);
		if (failed)
			for (const name of ["powerhived", "control", "nginx"])
				console.log(`# ${name}:\n# ` + this.log(name)
				    .replaceAll("\n", "\n# "));
		fs.rmSync(this.dir, { recursive: true, force: true });
		return end;
	}
}

function read(answer, bytes) {
	const text = bytes.toString();
	let json = null;
	if (/json/.test(answer.headers["content-type"] ?? "") &&
	    !answer.headers["content-encoding"])
		try {
			json = JSON.parse(text);
		} catch { /* json stays null, which a test will notice */ }
	return { status: answer.statusCode, headers: answer.headers, text,
	    bytes, json };
}

/* Is there a process of this id that is not a dead one? */
export function lives(pid) {
	try {
		return !/^\d+ \(.*\) [ZX]/.test(fs.readFileSync(
		    `/proc/${pid}/stat`, "utf8"));
	} catch {
		return false;
	}
}

/* Close the TAP. */
export function sum() {
	console.log(`1..${count}`);
	process.exitCode = failed ? 1 : 0;
}

/* Run the test with a demo and close the TAP. */
export async function withDemo(miners, words, test) {
	let demo;
	try {
		demo = await Demo.start(miners, ...words);
		await test(demo);
	} catch (e) {
		check(false, "the test came to its end", e.stack);
	} finally {
		if (demo)
			await demo.stop();
	}
	sum();
}
