/* SPDX-License-Identifier: ISC */
/* bootstrap: a demo that acts, and the stack on a configuration of one's own. */
import fs from "node:fs";
import path from "node:path";
import { bootstrap, build, check, Demo, freePort, same, until, withDemo }
    from "./lib.mjs";

const HOST = "127.0.0.2";

/* What an operator sets before the balancer may act is set. */
async function acts(demo) {
	const models = (await demo.get("/api/models")).json;
	const watts = (m, preset) => m.presets_power.find((p) => p.preset ===
	    preset)?.power_w;

	same((await demo.get("/api/settings")).json.balancer_mode, "act",
	    "demo --act: the mode is act");
	check(models.length > 0 && models.every((m) => watts(m,
	    m.max_preset) > 1000), "... each model has a maximum preset", models);
	same((await demo.get("/api/miners")).json.filter((m) => !m.managed),
	    [], "... and each miner is managed");
	const end = demo.started.text.includes("the balancer acts");
	check(end, "... which it says", demo.started.text);
	const sim = fs.readFileSync(`/proc/${demo.pid("sim")}/cmdline`, "utf8")
	    .split("\0");
	same(sim.slice(-3), ["--plant-period", "20", ""],
	    "what follows -- goes to the simulator");
}

await withDemo(6, ["--act", "--", "--plant-period", "20"],
    async (demo) => {
	await acts(demo);
	const dir = path.join(demo.dir, "own");
	const config = path.join(dir, "site.json");
	const miners = JSON.parse(demo.file("powerhive.json")).network;
	const port = await freePort();
	const write = (more) => fs.writeFileSync(config, JSON.stringify({
	    site: { name: "Own", timezone: "America/Sao_Paulo",
	    currency: "BRL" }, network: miners, ...more }));
	const run = () => bootstrap("run", "--config", config, "--port",
	    port, "--listen", HOST, "--dir", path.join(dir, "stack"),
	    "--detach");

	fs.mkdirSync(dir);
	write({ netwrok: {} });
	let said = await run();
	check(said.status === 78 && /site\.json:1:\d+: .*"network"/
	    .test(said.text), "a wrong key is named with its place", said.text);
	write({ database: { path: "none/below/data.db" },
	    run: { path: "run" } });
	said = await run();
	check(said.status === 1 && /"database": \{"path"/.test(said.text),
	    "a folder that cannot be made is named, and what to write",
	    said.text);
	write({ database: { path: "data/powerhive.db" },
	    run: { path: "run" } });
	said = await run();
	same(said.status, 0, "run starts");
	same(/^url: (.*)$/m.exec(said.text)?.[1], `https://${HOST}:${port}/`,
	    "... at the address that it was told");
	check(/^url: .*\nuser: admin\npassword: \S+\n$/m.test(said.text),
	    "... and ends with url, user, password", said.text);

	const own = Object.assign(new Demo(), { port, host: HOST, agent: demo.agent,
	    ca: fs.readFileSync(path.join(dir, "stack/tls/certificate.pem")),
	    token: fs.readFileSync(path.join(dir, "stack/token"), "utf8")
	    .trim() });
	await until("the miners", async () => (await own.get("/api/miners"))
	    .json?.filter((m) => m.online).length === 6);
	const site = (await own.get("/api/site")).json;
	same([site.name, site.simulation], ["Own", false],
	    "it is no simulation");
	check(fs.existsSync(path.join(dir, "data/powerhive.db")),
	    "its data are where the configuration says");
	same((await bootstrap("stop", "--dir", path.join(dir, "stack")))
	    .status, 0, "stop");
	same((await own.get("/api/site")).status, 0, "nobody answers then");
	said = await bootstrap("demo", "--detach", "--port", demo.port);
	check(said.status === 1 && /port \d+ is in use/.test(said.text),
	    "a port that is taken is named", said.text);
	check(!fs.existsSync(path.join(build, "config.shown")),
	    "nothing lies about");
});
