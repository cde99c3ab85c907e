/* SPDX-License-Identifier: ISC */
/*
 * A real browser for the page's tests: what it says, which policies it
 * reports and which dialogs it opens is kept and must be nothing.
 */
import fs from "node:fs";
import path from "node:path";
import { check, same, tool, tools } from "../system/lib.mjs";

const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic",
    "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"];
export const WIDE = { width: 1280, height: 900 };
export const SMALL = { width: 360, height: 740 };
export const MANY = 10000, MOST_NODES = 1500;
/* The strip knows something and is not cut off. */
export const KNOWN = "#strip:not([data-state=starting], [data-state=lost])";
/* Without what only holds the place of rows out of sight. */
export const ROW = ".grid tbody tr:not([aria-hidden])";

export class Browser {
	constructor(chromium, { url, user, password, out }) {
		Object.assign(this, { chromium, url, user, password, out });
		this.said = [];
	}

	/* A page with its own storage; what it says is kept. */
	async open(hash, options = {}, prepare = async () => {}) {
		const context = await this.chromium.newContext({ viewport: WIDE,
		    ignoreHTTPSErrors: true, locale: "en-GB",
		    httpCredentials: { username: this.user,
			password: this.password }, ...options });
		const page = await context.newPage();
		const say = (text) => this.said.push(text);

		page.on("console", (m) => ["error", "warning"].includes(m.type())
		    && say(`${m.type()}: ${m.text()}`));
		page.on("pageerror", (e) => say(`thrown: ${e.stack}`));
		page.on("dialog", (d) => {
			say(`dialog: ${d.message()}`);
			d.dismiss();
		});
		await page.exposeFunction("sayViolation", say);
		await page.addInitScript(() => addEventListener(
		    "securitypolicyviolation", (e) => globalThis.sayViolation(
		    `policy: ${e.violatedDirective} ${e.blockedURI}`)));
		await prepare(page);
		await page.goto(this.url + hash);
		return page;
	}

	async picture(page, name) {
		await page.screenshot({ path: path.join(this.out,
		    `${name}.png`) });
	}

	async readable(page, about) {
		/* Not bound by the page's policy, unlike a script element. */
		const axe = fs.readFileSync(path.join(tools,
		    "node_modules/axe-core/axe.min.js"), "utf8");
		const session = await page.context().newCDPSession(page);
		const run = (expression) => session.send("Runtime.evaluate",
		    { expression, awaitPromise: true, returnByValue: true });

		await run(axe);
		const { result } = await run("axe.run().then((r) => " +
		    "r.violations.map((v) => `${v.id}: ${v.nodes.map((n) => " +
		    "n.html + ' ' + n.failureSummary).slice(0, 2)}`))");
		same(result.value, [], `axe: ${about}`);
	}

	close() {
		return this.chromium.close();
	}

	/* Since the last call, nothing was said. */
	quiet(about) {
		same(this.said.splice(0), [],
		    `${about}: no error, policy report or dialog`);
	}
}

export const nodes = (page) => page.evaluate(() =>
    document.querySelectorAll("*").length);
export const sideways = (page) => page.evaluate(() =>
    document.documentElement.scrollWidth > innerWidth);
export const word = (page) => page.locator("#strip-word").innerText();

/* A browser on the stack at where.url; pictures go to where.out. */
export async function launch(where) {
	const { chromium } = tool("playwright-core");

	fs.mkdirSync(where.out, { recursive: true });
	return new Browser(await chromium.launch({ args: SWITCHES,
	    executablePath: "/usr/bin/chromium" }), where);
}
