/* SPDX-License-Identifier: ISC */
/*
 * Energy and money through nginx, as the AutoVolt guide asks for them, and on
 * the page.  A room has two days of readings, one of them late.
 */
import path from "node:path";
import { KNOWN, SMALL, launch, sideways } from "../web/browser.mjs";
import { check, checkBuild, same, until, withDemo } from "./lib.mjs";

const API = "/api/power-analytics";
const ROOM = "CSE-301";
const DAY_MS = 86400000, STEP_MS = 300000;
const date = (ms) => new Date(ms).toISOString().slice(0, 10);
const today = Date.parse(date(Date.now()));
const first = date(today - 2 * DAY_MS), last = date(today - DAY_MS);

/* Decimals as whole numbers of their last place. */
const whole = (text, places) => {
	const [a, b = ""] = String(text).split(".");

	return BigInt(a + b.padEnd(places, "0"));
};

function* readings(device, watts) {
	let register = 5000000;		/* milli-Wh */

	for (let at = today - 2 * DAY_MS - STEP_MS, n = 1; at <= today;
	    at += STEP_MS, n++) {
		yield { esp32_name: device, classroom: ROOM, timestamp: at,
			energy_wh_total: register / 1000, power_w: watts,
			sequence_no: n, boot: 1 };
		register += Math.round(watts * STEP_MS / 3600);
	}
}

async function fill(demo) {
	for (const [device, watts] of [["esp-a", 900], ["esp-b", 2101.5]]) {
		const all = [...readings(device, watts)];
		const late = all.splice(300, 1);

		same((await demo.post(`${API}/telemetry`, all)).status, 200,
		    `${device}: ${all.length} readings are taken`);
		await until("they are booked", async () => (await demo.get(
		    `${API}/summary?classroom=${ROOM}&date=${last}`)).json
		    .devices.some((d) => d.esp32_name === device &&
		    d.quality.booked_slots >= 96));
		await demo.post(`${API}/telemetry`, late);
	}
}

/* The guide's own calls, with a token. */
async function guide(demo) {
	const health = await demo.get(`${API}/health`);
	const price = await demo.post(`${API}/cost-versions`, {
	    cost_per_kwh: 7.50, effective_from: "2024-11-01T00:00:00+05:30",
	    notes: "Standard electricity rate" });
	const again = await demo.post(`${API}/recalculate?wait=1`, {
	    classroom: ROOM, start: first, end: last });
	const sum = await demo.get(`${API}/summary?classroom=${ROOM}&date=${
		last}`);

	same([health.status, health.json.status], [200, "healthy"], "health");
	same([price.status, price.json.success, price.json.version.cost_per_kwh,
	    price.json.version.effective_from], [201, true, 7.5,
	    "2024-10-31T18:30:00.000Z"], "a price, from the guide's instant");
	same([again.status, again.json.success, again.json.classroom,
	    again.json.daily_aggregates], [200, true, ROOM, 4],
	    "recalculated, and waited for");
	same([sum.status, sum.json.classroom, sum.json.date,
	    sum.json.device_count], [200, ROOM, last, 2], "the summary");
	same([sum.json.total_kwh, sum.json.total_cost], [72.036, 540.27],
	    "24 hours of 3,001.5 W at 7.50");
	same(sum.json.quality.confidence, "high", "of high confidence");
	same((await demo.get(`${API}/summary`, { auth: null })).status, 401,
	    "not without a token");
	same((await demo.get(`${API}/recalculate?limit=1`)).json[0]
	    .progress_percent, 100, "the pass has ended");
}

/* Streamed, so without a length; and it adds up. */
async function csv(demo) {
	const got = await demo.get(`${API}/export-csv?classroom=${ROOM
		}&start=${first}&end=${last}`);
	const [head, ...lines] = got.text.trim().split("\r\n");
	const at = (name) => head.split(",").indexOf(name);
	const days = await Promise.all([first, last].map((d) =>
	    demo.get(`${API}/summary?classroom=${ROOM}&date=${d}`)));
	const sum = (name, places) => lines.reduce((n, line) => n +
	    whole(line.split(",")[at(name)], places), 0n);
	const told = (name, places) => days.reduce((n, day) => n + whole(
	    new RegExp(`"${name}":([\\d.]+)`).exec(day.text)[1], places), 0n);

	same([got.status, got.headers["content-type"].split(";")[0],
	    lines.length], [200, "text/csv", 2 * 2 * 96], "CSV of two days");
	check(sum("wh", 6) === told("total_wh", 6), "its energy is the days'");
	check(sum("cost", 6) === told("total_cost", 6), "so is its cost");
	same((await demo.get(`${API}/export-csv?start=x&end=y`)).status, 400,
	    "a wrong date is refused");
}

async function days(browser) {
	const page = await browser.open(`#/energy/days/${last}`);

	await page.locator(KNOWN).waitFor();
	await page.locator(".bars").nth(1).waitFor();
	check((await page.locator(".bars").first().locator("a").count()) >= 28,
	    "a column for each day of the month");
	await browser.readable(page, "energy of a day");
	await browser.picture(page, "energy-day");
	await page.getByRole("link", { name: "esp-a" }).first().click();
	const slot = page.locator(".slots details").nth(40);
	await slot.locator("summary").click();
	await slot.getByText("Register, kWh").waitFor();
	check((await slot.locator("tbody tr").count()) > 3,
	    "from a number down to its readings");
	await browser.readable(page, "why a number is what it is");
	await browser.picture(page, "energy-why");
	await page.context().close();
	browser.quiet("energy");
}

/* What a price will do is said before it can be entered. */
async function price(browser, demo) {
	const page = await browser.open("#/energy/prices");
	const save = page.getByRole("button", { name: "Enter the price" });

	await page.getByLabel("Price per kWh").fill("8");
	check(await save.isDisabled(), "not before it is whole");
	await page.locator("#price-from").fill(last);
	await page.locator("#price-effect", { hasText: "540.27" }).waitFor();
	same(/(\S+)\sUSD →\s(\S+)\sUSD/.exec(await page.locator(
	    "#price-effect").innerText())?.slice(1), ["540.27", "576.29"],
	    "its effect is shown");
	await browser.readable(page, "prices");
	await browser.picture(page, "energy-price");
	await save.click();
	await page.getByText("The price is entered").waitFor();
	await until("the day is rated again", async () => (await demo.get(
	    `${API}/summary?classroom=${ROOM}&date=${last}`)).json
	    .total_cost === 576.288);
	check(true, "and comes true");
	await page.context().close();
	browser.quiet("prices");
}

async function small(browser) {
	for (const part of ["days", "prices", "tickets"]) {
		const page = await browser.open(`#/energy/${part}`,
		    { viewport: SMALL });

		await page.locator(".panel h2").first().waitFor();
		check(!await sideways(page), `${part}: fits a small screen`);
		await page.context().close();
	}
	browser.quiet("small screens");
}

await withDemo(2, [], async (demo) => {
	const [user, ...rest] = demo.credentials.split(":");

	await fill(demo);
	await guide(demo);
	await csv(demo);
	const browser = await launch({ url: `https://127.0.0.1:${demo.port}/`,
	    user, password: rest.join(":"),
	    out: path.join(checkBuild, "page") });
	await days(browser);
	await price(browser, demo);
	await small(browser);
	await browser.close();
	check(demo.ctl("ledger", "verify", "--rebuild").includes('"ok": true'),
	    "the books verify");
});
