/* SPDX-License-Identifier: ISC */
/*
 * The journeys of the page's users: journeys(demo, folder of the pictures).
 * The page is used as a person does; what came of it is asked of the API.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { build, check, same, timed, until } from "../system/lib.mjs";
import { KNOWN, ROW, launch, word } from "./browser.mjs";

const LATE_S = 30;	/* two intervals of the readings */

const get = async (demo, where) => (await demo.get(`/api/${where}`)).json;
const go = (page, hash) => page.evaluate((to) => {
	location.hash = to;
}, hash);

/* The simulated world is told by its own program. */
function tell(demo, ...words) {
	return execFileSync(path.join(build, "powerhive-sim"), ["--control",
	    path.join(demo.dir, "run/sim.sock"), ...words],
	    { encoding: "utf8" });
}

/* From nothing to the first miner that PowerHive may change. */
async function firstRun(demo, browser) {
	const page = await browser.open("");
	const left = page.locator(".note", { hasText: "checks are done" });

	await left.waitFor();
	await left.getByRole("link", { name: "All checks" }).click();
	const todo = page.locator(".checks li", { hasText: "maximum preset" });
	await todo.getByText("to do").waitFor();
	await todo.getByRole("link").click();
	const select = page.locator(".panel select").first();
	await select.waitFor();
	const alias = (await select.getAttribute("id")).replace("max-", "");
	const preset = await select.locator("option").last()
	    .getAttribute("value");
	await select.selectOption(preset);
	await page.getByText(`the maximum is ${preset}`).waitFor();
	await go(page, "#/miners");
	await page.locator("#search").fill(`${alias} mining`);
	await page.locator(ROW, { has: page.locator(".c-model", { hasText:
	    new RegExp(`^${alias}$`) }) }).first().getByRole("switch").check();
	await page.getByText("is managed now").waitFor();
	await page.getByRole("link", { name: "Settings" }).click();
	await page.getByRole("link", { name: "About" }).click();
	await page.locator(".checks li", { hasText: "Miners are managed" })
	    .getByText("done").waitFor();
	const managed = (await get(demo, "miners")).filter((m) => m.managed);
	same([managed.length, managed[0]?.model], [1, alias],
	    "first run: one miner of the model with a maximum is managed");
	same((await get(demo, `models/${alias}`)).max_preset, preset,
	    "and its maximum is kept");
	await browser.picture(page, "first-run");
	await page.context().close();
	browser.quiet("first run");
}

/* Five hundred at once: marked, previewed, done. */
async function bulk(demo, browser) {
	const page = await browser.open("#/miners");

	await page.waitForSelector(ROW);
	await page.locator("#mark-all").check();
	await page.locator("#bulk-what").selectOption("manage");
	await page.getByRole("button", { name: "Preview" }).click();
	const text = await page.locator(".bulk-preview").innerText();
	check(/1 are so already/.test(text), "the preview names who is left out",
	    text);
	await browser.picture(page, "bulk");
	await page.getByRole("button", { name: /^Manage: \d+ miners/ }).click();
	await page.locator(".toast", { hasText: /Manage: \d+ miners/ })
	    .waitFor();
	const all = await get(demo, "miners");
	same(all.filter((m) => !m.managed && !m.conflict).length, 0,
	    `all of ${all.length} are managed`);
	await page.locator("#bulk-what").waitFor({ state: "hidden" });
	await page.context().close();
	browser.quiet("bulk");
}

/* A margin: what it would do stands there before it is saved. */
async function margin(demo, browser) {
	const page = await browser.open("#/settings");

	await page.waitForSelector(KNOWN);
	await page.locator("#margin").fill("15");
	await page.locator("#margin-effect", { hasText: /Target .* → / })
	    .waitFor();
	const effect = await page.locator("#margin-effect").innerText();
	check(/Target [\d.\u202f]+ → [\d.\u202f]+ kW\. .*\d/.test(effect),
	    "the effect of a margin is told before", effect);
	same((await get(demo, "settings")).safety_margin_percent, 10,
	    "and nothing is saved yet");
	await browser.picture(page, "margin");
	await page.locator(".margin-form").getByRole("button",
	    { name: "Save" }).click();
	await page.getByText("15 % from the next cycle on").waitFor();
	same((await get(demo, "settings")).safety_margin_percent, 15,
	    "then it is");
	await page.context().close();
	browser.quiet("margin");
}

/* Turbines trip: the load comes down, and the page tells why. */
async function trip(demo, browser) {
	const page = await browser.open("#/settings");

	await page.getByRole("button", { name: /^act/ }).click();
	await page.getByText("mode is now: act").waitFor();
	await go(page, "#/overview");
	await until("the balancer acts", async () => (await get(demo,
	    "balance/status")).mode === "act");
	const before = (await get(demo, "balance/status"))
	    .available_power_kw;
	tell(demo, "trip", "0.4", "for", "600");
	await until("the strip tells of it", async () =>
	    /ABOVE|REDUCING/.test(await word(page)), 150);
	check(true, `the strip says ${await word(page)}`);
	await browser.picture(page, "trip");
	await page.locator(".overview .plain td", { hasText: "→" }).first()
	    .waitFor();
	await until("the load is below what is available", async () => {
		const b = await get(demo, "balance/status");

		return b.available_power_kw < before && b.status !==
		    "OVER_TARGET" && b.current_consumption_w <
		    b.available_power_kw * 1000;
	}, 150);
	check(true, "the load is below what is available again");
	const reason = page.locator(".overview .plain tbody a[href*=decisions]");
	await reason.first().click();
	await page.locator(".detail dt [title=available_w]").waitFor();
	check(await page.locator(".detail .plain tbody tr").count() > 0,
	    "a change leads to its decision, with its inputs and commands");
	await browser.picture(page, "decision");
	await page.context().close();
	browser.quiet("trip");
}

/* By keys alone: open, hold, watch, release. */
async function emergency(demo, browser) {
	const page = await browser.open("#/miners");
	const stopped = "[data-state=emergency]";

	await page.waitForSelector(ROW);
	const begun = Date.now();
	const sent = [];
	page.on("request", (r) => /emergency-stop$/.test(r.url()) &&
	    sent.push({ at: Date.now(), key: r.headers()["idempotency-key"] }));
	await page.keyboard.press("Shift+E");
	await page.waitForSelector("#emergency[open]");
	same(await page.evaluate(() => document.activeElement.id), "em-stop",
	    "Shift+E: the focus is on Stop");
	await page.keyboard.down(" ");
	await page.waitForSelector("#em-stop[data-holding]");
	await page.keyboard.up(" ");
	same([(await get(demo, "balance/status")).emergency, sent.length],
	    [null, 0], "let go too early: nothing is sent, nothing stopped");
	const held = Date.now();
	await page.keyboard.down("Enter");
	await page.waitForSelector(`#strip${stopped}`);
	await page.keyboard.up("Enter");
	console.log(`# emergency by keys: ${Date.now() - begun} ms`);
	check(sent.length === 1 && sent[0].at - held >= 950 &&
	    /^[0-9a-f]{32}$/.test(sent[0].key),
	    "held for a second, then sent, once", held, sent);
	check(await word(page) === "EMERGENCY STOP", "held: EMERGENCY STOP");
	const run = page.locator("#em-run");
	await run.getByText("Confirmed by power").waitFor();
	const told = (await get(demo, "balance/status")).emergency;
	same([told.action, told.scope], ["stop", "all"],
	    "the API knows what was asked for");
	const wrong = [];
	await until("nearly all confirmed", async () => {
		const counts = (await run.locator("dd").allInnerTexts())
		    .map((text) => text.replace(/\u202f/g, "").split("/")
		    .map(Number));
		const [[sent_, asked], [accepted], [confirmed]] = counts;

		if (!(confirmed <= accepted && accepted <= sent_ &&
		    sent_ <= asked))
			wrong.push(counts);
		return confirmed >= 0.9 * asked;
	}, 120);
	same(wrong, [], "sent, accepted, confirmed: in this order");
	await browser.picture(page, "emergency");
	await page.locator("#em-release").focus();
	await page.keyboard.press("Enter");
	await page.waitForSelector(`#strip:not(${stopped})`);
	await page.keyboard.press("Escape");
	await page.waitForSelector("#emergency:not([open])",
	    { state: "attached" });
	check((await get(demo, "balance/status")).emergency === null,
	    "released by keys");
	await page.context().close();
	browser.quiet("emergency");
}

/*
 * What takes its time to be noticed is done to the farm at the beginning, and
 * looked at when it is the turn of its journey.
 */
async function trouble(demo) {
	const [hot] = (await get(demo, "miners")).filter((m) => m.online &&
	    m.latest_status?.state === "mining" && m.latest_status.chip_max_c);
	const at = hot.ip.split(".").map(Number);

	tell(demo, "tell", "miner", String(at[2] * 254 + at[3]), "hot", "40");
	tell(demo, "tell", "miner", "20-24", "unplug");
	return { hot };
}

/*
 * Nobody takes the request: the dialog says what is left to do, and goes on
 * trying.
 */
async function unheard(demo, browser) {
	const page = await browser.open("#/models");
	const where = "**/api/balance/emergency-stop";
	const freeze = page.locator("[data-action=freeze]");
	const keys = [];

	page.on("request", (r) => /emergency-stop$/.test(r.url()) &&
	    keys.push(r.headers()["idempotency-key"]));
	await page.waitForSelector(KNOWN);
	await page.route(where, (route) => route.abort());
	await page.keyboard.press("Shift+E");
	await freeze.focus();
	await page.keyboard.down(" ");
	const trouble_ = page.locator("#em-trouble");
	await trouble_.getByText("powerhivectl stop --all").waitFor();
	await page.keyboard.up(" ");
	check(/contacts/.test(await trouble_.innerText()),
	    "an emergency that nobody takes: the command, and whom to call",
	    await trouble_.innerText());
	await browser.picture(page, "unheard");
	await page.unroute(where);
	await page.waitForSelector("#strip[data-state=emergency]");
	check(await trouble_.isHidden() && new Set(keys).size === 1 &&
	    keys.length > 1, "it is sent again until it is taken", keys);
	await page.locator("#em-release").click();
	await page.waitForSelector("#strip:not([data-state=emergency])");
	await page.context().close();
	browser.said = browser.said.filter((s) => !/ERR_FAILED/.test(s));
	browser.quiet("unheard");
}

/* Its second reading is the first to be trusted. */
function plant(demo) {
	return until("the plant is known", async () => (await get(demo,
	    "balance/status")).available_power_kw !== null, 150);
}

/* The hottest chip of the fleet: who has it, and where it is. */
async function hottest(demo, browser, { hot }) {
	await until("a hot chip is known", async () => (await get(demo,
	    "telemetry/anomalies")).some((c) => c.miner === hot.id &&
	    c.why === "hot"), 180);
	const page = await browser.open("#/chips");
	await page.waitForSelector(ROW);
	await page.getByRole("button", { name: "°C", exact: true }).click();
	const list = (await get(demo, "telemetry/anomalies"))
	    .filter((c) => c.temp_c).sort((a, b) => b.temp_c - a.temp_c);
	const row = await page.locator(ROW).first().innerText();
	check(new RegExp(`\\b${list[0].temp_c}\\b`).test(row),
	    "the hottest chip stands first", row, list[0]);
	await page.locator(ROW).first().getByRole("button").click();
	await page.locator("#drawer .board canvas").first().waitFor();
	check(true, "and opens its miner's map of chips");
	await page.locator("#drawer .board canvas").first()
	    .scrollIntoViewIfNeeded();
	await browser.picture(page, "hottest");
	await page.context().close();
	browser.quiet("hottest chip");
}

/* Something is wrong, a person takes note by one key. */
async function alarm(demo, browser) {
	const page = await browser.open("#/overview");

	const line = page.locator(".alarm.open").first();
	await line.waitFor({ timeout: 240000 });
	await browser.picture(page, "alarm");
	const open = async () => (await get(demo, "alerts?state=open")).length;
	const before = await open();
	await page.locator("#main").focus();
	await page.keyboard.press("a");
	await page.getByText("Acknowledged.").waitFor();
	check(await open() < before, "a acknowledges the first alarm");
	const [mine] = (await get(demo, "alerts?state=acknowledged"));
	check(/^user:/.test(mine?.acknowledged_by ?? ""), "in a person's name",
	    mine);
	tell(demo, "tell", "miner", "20-24", "plug");
	await page.context().close();
	browser.quiet("alarm");
}

/* A person who may only look sees all of it, and why nothing is to be done. */
async function readOnly(demo, browser) {
	const password = "reads-only-0123456789";

	execFileSync(path.join(build, "powerhivectl"), ["--config", demo.config,
	    "user", "add", "reader", "--scope", "read", "--password-stdin",
	    "--htpasswd", path.join(demo.dir, "htpasswd")],
	    { input: password + "\n" });
	const page = await browser.open("#/miners", { httpCredentials:
	    { username: "reader", password } });

	await page.waitForSelector(ROW);
	check(await page.locator("#mark-all").count() === 0 &&
	    await page.locator(ROW).first().getByRole("switch").isDisabled(),
	    "a reader sees miners and changes none");
	check(await page.getByText(/Your scope is “read”/).first().isVisible(),
	    "and reads why");
	await page.keyboard.press("Shift+E");
	await page.waitForSelector("#emergency[open]");
	check(await page.locator("#em-stop").isDisabled() &&
	    /Your scope.*powerhivectl stop --all/s.test(await page
	    .locator("#em-no").innerText()),
	    "the emergency dialog names the way that is left");
	await page.keyboard.press("Escape");
	await go(page, "#/settings");
	await page.locator("#margin").waitFor();
	check(await page.locator("#margin").isDisabled(),
	    "settings are shown, and fixed");
	await browser.picture(page, "reader");
	const [miner] = await get(demo, "miners?limit=1");
	const answer = await demo.patch(`/api/miners/${miner.id}`,
	    { managed: true }, { auth: `reader:${password}` });
	same(answer.status, 403, "the API says the same");
	await page.context().close();
	browser.quiet("read only");
}

/* Texts that try to break their reader stay texts. */
async function hostile(demo, browser) {
	const text = "\"><img src=x onerror=alert(1)><script>alert(2)" +
	    "</script>{{7*7}}";
	const [miner] = (await get(demo, "miners")).filter((m) => m.online);
	const at = miner.ip.split(".").map(Number);

	tell(demo, "tell", "miner", String(at[2] * 254 + at[3]), "hostile");
	same((await demo.patch(`/api/miners/${miner.id}`, {
	    name: text.slice(0, 80), location: text.slice(0, 80) })).status, 200,
	    "a name that is no name");
	await demo.post(`/api/miners/${miner.id}/rescan`);
	await until("the hostile texts are in", async () => /<|script/i.test(
	    JSON.stringify((await get(demo, `miners/${miner.id}`))
	    .latest_status)), 60).catch(() => null);
	const page = await browser.open(`#/miners/${miner.id}`);
	await page.locator("#drawer h2", { hasText: "<img src=x" }).waitFor();
	await browser.picture(page, "hostile");
	await page.keyboard.press("Escape");
	for (const view of ["overview", "miners", "models", "chips",
	    "log/events", "log/audit", "log/commands"]) {
		await go(page, `#/${view}`);
		await page.waitForSelector("main .panel:visible, " +
		    "main .grid, main .empty:visible");
	}
	check(await page.locator("main img, main script").count() === 0,
	    "no element came of it");
	await demo.patch(`/api/miners/${miner.id}`, { name: null,
	    location: null });
	await page.context().close();
	browser.quiet("hostile texts");
}

/* The worker ends: the strip says so in time, and that it is back. */
async function silent(demo, browser) {
	const page = await browser.open("#/overview");

	await page.waitForSelector(KNOWN);
	const since = Date.now();
	process.kill(demo.pid("powerhived"), "SIGTERM");
	await page.locator("#strip", { hasText: "WORKER NOT RUNNING" })
	    .waitFor({ timeout: 60000 });
	const seconds = (Date.now() - since) / 1000;
	check(seconds <= LATE_S, "a worker that is gone is told within two " +
	    "intervals", seconds);
	await page.locator(".panel[data-old]").first().waitFor();
	check(true, "and what is old looks it");
	await browser.picture(page, "worker");
	await demo.startWorker();
	await page.locator("#strip:not(:has-text('WORKER NOT RUNNING'))")
	    .waitFor({ timeout: 60000 });
	check(true, "and it is told when it is back");
	await page.context().close();
	browser.quiet("worker");
}

export async function journeys(demo, out) {
	const [user, ...rest] = demo.credentials.split(":");
	const browser = await launch({ url: `https://127.0.0.1:${demo.port}/`,
	    user, password: rest.join(":"), out });
	const only = process.env.JOURNEY;

	try {
		const farm = await trouble(demo);

		for (const one of [firstRun, readOnly, bulk, hostile, hottest,
		    plant, margin, alarm, trip, emergency, unheard, silent])
			if (!only || only.split(",").includes(one.name))
				await timed(one.name, () => one(demo, browser,
				    farm));
	} catch (e) {
		check(false, "the journeys came to their end", e.stack,
		    ...browser.said);
	} finally {
		await browser.close();
	}
}
