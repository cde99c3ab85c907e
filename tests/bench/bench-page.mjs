/* SPDX-License-Identifier: ISC */
/*
 * The page under load, in a real browser: how fast 10,000 rows are drawn and
 * scrolled, how long an emergency by keys takes, what half an hour of polling
 * leaves behind, and Lighthouse's opinion.  The half hour goes six times as
 * fast as on a desk: each of the page's waits is a sixth.  BENCH_MINUTES and
 * BENCH_FASTER say it otherwise.
 */
import path from "node:path";
import { checkBuild, sleep, withDemo } from "../system/lib.mjs";
import { KNOWN, MANY, ROW, launch } from "../web/browser.mjs";
import { lighthouse } from "../web/lighthouse.mjs";

const MINUTES = Number(process.env.BENCH_MINUTES ?? 30);
const FASTER = Number(process.env.BENCH_FASTER ?? 6);
const out = path.join(checkBuild, "bench-page");
const FRAMES = 120;
const middle = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

/* ratio: above 1 it is worse than its limit. */
function row(about, value, unit, limit, most = true) {
	const ratio = most ? value / limit : limit / value;

	console.log(`bench: ${about} value=${value.toFixed(2)} unit=${unit} ` +
	    `limit=${limit} ratio=${ratio.toFixed(2)}`);
}

/* The farm as it is, told ten thousand times. */
async function large(page) {
	let farm = null;

	await page.route(/\/api\/miners$/, async (route) => {
		if (!farm) {
			const one = await (await route.fetch()).json();

			farm = JSON.stringify(Array.from({ length: MANY },
			    (_, i) => ({ ...one[i % one.length],
			    name: `unit ${i}`, id: "06:00:00:" + [i >> 16,
			    i >> 8, i].map((x) => (x & 255).toString(16)
			    .padStart(2, "0")).join(":") })));
		}
		await route.fulfill({ body: farm,
		    contentType: "application/json" });
	});
}

async function table(browser) {
	const page = await browser.open("#/miners", {}, large);

	await page.waitForSelector(ROW);
	const draws = await page.evaluate(async () => {
		const frame = () => new Promise(requestAnimationFrame);
		const times = [];

		for (let i = 0; i < 10; i++) {
			const button = [...document.querySelectorAll(
			    ".grid .sort")][i % 5 + 2];
			const begun = performance.now();

			button.click();
			await frame();
			await frame();
			times.push(performance.now() - begun);
		}
		return times;
	});
	const session = await page.context().newCDPSession(page);
	const worked = async () => {
		const { metrics } = await session.send(
		    "Performance.getMetrics");

		return metrics.filter((m) => ["ScriptDuration",
		    "LayoutDuration", "RecalcStyleDuration"].includes(m.name))
		    .reduce((sum, m) => sum + m.value * 1000, 0);
	};

	await session.send("Performance.enable");
	const before = await worked();
	await page.evaluate(async (frames) => {
		const box = document.querySelector(".grid-frame");

		for (let i = 0; i < frames; i++) {
			box.scrollTop += 200;
			await new Promise(requestAnimationFrame);
		}
	}, FRAMES);
	const work = (await worked() - before) / FRAMES;
	row("10,000 rows sorted and drawn", middle(draws), "ms", 200);
	row("10,000 rows scrolled by 200 px, the page's work in a frame", work,
	    "ms", 16.7);
	await page.context().close();
}

async function emergency(browser) {
	const page = await browser.open("#/overview");

	await page.waitForSelector(KNOWN);
	const begun = Date.now();
	await page.keyboard.press("Shift+E");
	await page.keyboard.down(" ");
	await page.waitForSelector("#strip[data-state=emergency]");
	row("emergency by keys", Date.now() - begun, "ms", 5000);
	await page.keyboard.up(" ");
	await page.locator("#em-release").click();
	await page.waitForSelector("#strip:not([data-state=emergency])");
	await page.context().close();
}

async function memory(browser) {
	let answers = 0;
	const page = await browser.open("#/overview", {}, async (p) => {
		p.on("response", (r) => {
			answers += /\/api\//.test(r.url());
		});
		await p.addInitScript((faster) => {
			const wait = globalThis.setTimeout;

			globalThis.setTimeout = (what, ms, ...more) =>
			    wait(what, ms / faster, ...more);
		}, FASTER);
	});
	const session = await page.context().newCDPSession(page);
	const heap = async () => {
		await session.send("HeapProfiler.collectGarbage");
		const { usedSize } = await session.send("Runtime.getHeapUsage");

		return usedSize / 1e6;
	};

	await page.waitForSelector(KNOWN);
	await sleep(30000);
	const first = await heap(), before = answers;
	await sleep(MINUTES * 60000 / FASTER);
	const last = await heap();
	row(`heap after ${MINUTES} min of polling, ${FASTER} times as fast, ` +
	    `${answers - before} answers, from ${first.toFixed(1)} MB`, last,
	    "MB", Number((1.2 * first + 1).toFixed(1)));
	await page.context().close();
}

await withDemo(500, [], async (demo) => {
	const [user, ...rest] = demo.credentials.split(":");
	const url = `https://127.0.0.1:${demo.port}/`;
	const browser = await launch({ url, user, password: rest.join(":"),
	    out });

	try {
		await table(browser);
		await emergency(browser);
		const { scores } = await lighthouse({ url, out,
		    credentials: demo.credentials }, ["performance",
		    "accessibility", "best-practices"]);
		for (const [name, score] of Object.entries(scores))
			row(`Lighthouse ${name}`, score, "of 1", 0.95, false);
		await memory(browser);
	} finally {
		await browser.close();
	}
});
