/* SPDX-License-Identifier: ISC */
/*
 * The page in a real browser: it shows the farm, breaks none of its own
 * policies, says nothing on the console, can be read by everybody (axe), and
 * is kept as a picture in the build folder.
 */
import fs from "node:fs";
import path from "node:path";
import { check, checkBuild, same, tool, tools, until, withDemo } from
    "./lib.mjs";

const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
const MINERS = 30;
/* Without what only holds the place of rows outside the window. */
const ROW = "tbody tr:not([aria-hidden])";

async function open(demo, browser, options) {
	const [username, ...rest] = demo.credentials.split(":");
	const context = await browser.newContext({ ignoreHTTPSErrors: true,
	    httpCredentials: { username, password: rest.join(":") },
	    viewport: { width: 1280, height: 800 }, ...options });
	const page = await context.newPage();

	page.said = [];
	page.on("console", (m) => page.said.push(`${m.type()}: ${m.text()}`));
	page.on("pageerror", (e) => page.said.push("error: " + e));
	page.on("response", (r) => {
		if (r.status() >= 400)
			page.said.push(`${r.status()} ${r.url()}`);
	});
	await page.addInitScript(() => {
		globalThis.violations = [];
		addEventListener("securitypolicyviolation", (e) =>
		    globalThis.violations.push(e.violatedDirective + " " +
		    e.blockedURI + " " + e.sourceFile));
	});
	await page.goto(`https://127.0.0.1:${demo.port}/`);
	await page.waitForSelector(ROW);
	return page;
}

async function readable(page, about) {
	const axe = fs.readFileSync(path.join(tools,
	    "node_modules/axe-core/axe.min.js"), "utf8");

	/* The browser's own way in: the page's policy does not bind it. */
	const session = await page.context().newCDPSession(page);
	await session.send("Runtime.evaluate", { expression: axe });
	const found = await session.send("Runtime.evaluate", { expression:
	    "axe.run().then((r) => JSON.stringify(r.violations.map((v) => " +
	    "v.id + ' ' + v.nodes[0].html)))", awaitPromise: true,
	    returnByValue: true });
	same(JSON.parse(found.result.value), [], `axe: ${about}`);
}

async function quiet(page, about) {
	same(page.said, [], `${about}: nothing on the console`);
	same(await page.evaluate(() => globalThis.violations), [],
	    `${about}: no policy was broken`);
}

/* Every row of the table is there for those who scroll. */
const rows = (page) => page.evaluate(() => Number(document.querySelector(
    "table[aria-rowcount]")?.getAttribute("aria-rowcount")) ||
    document.querySelectorAll("tbody tr").length);

await withDemo(MINERS, [], async (demo) => {
	const { chromium } = tool("playwright-core");
	const browser = await chromium.launch({ args: SWITCHES,
	    executablePath: "/usr/bin/chromium" });

	try {
		const page = await open(demo, browser, {});
		check(/PowerHive/.test(await page.title()), "its title");
		check(await page.getByText("SIMULATION").first().isVisible(),
		    "it says SIMULATION");
		await until("all rows", async () => await rows(page) >= MINERS);
		check(await rows(page) - MINERS <= 1, "a row for each miner");
		await page.screenshot({ path: path.join(checkBuild,
		    "page.png") });
		await readable(page, "light");

		const mac = (await demo.get("/api/miners")).json[0].id;
		await page.locator("input[type=search], #search").first()
		    .fill(mac);
		await until("one row", async () => await page.locator(
		    ROW).filter({ hasText: /\d/ }).count() === 1);
		await page.locator(ROW).filter({ hasText: mac }).first()
		    .locator("a, button").first().click();
		await page.waitForSelector("dialog[open]");
		const drawer = page.locator("dialog[open]");
		await until("the drawer", async () => (await drawer.innerText())
		    .includes(mac));
		check(true, "a miner's drawer opens");
		await readable(page, "drawer");
		await page.keyboard.press("Escape");
		await quiet(page, "light");

		const dark = await open(demo, browser, { colorScheme: "dark",
		    viewport: { width: 360, height: 740 } });
		await readable(dark, "dark, 360 px");
		same(await dark.evaluate(() => document.documentElement
		    .scrollWidth <= innerWidth), true, "nothing to the side");
		await quiet(dark, "dark, 360 px");
	} finally {
		await browser.close();
	}
});
