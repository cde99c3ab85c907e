/* SPDX-License-Identifier: ISC */
/*
 * The page in a real browser, against a stack that runs:
 *	smoke.mjs URL USER PASSWORD OUTDIR
 * prints TAP and leaves pictures in OUTDIR.  It changes one miner and one
 * model and sets both back.
 */
import fs from "node:fs";
import zlib from "node:zlib";
import { pathToFileURL } from "node:url";
import { check, same, sum, timed, until } from "../system/lib.mjs";
import { KNOWN, MANY, MOST_NODES, ROW, SMALL, WIDE, launch, nodes, sideways,
    word } from "./browser.mjs";
import { lighthouse } from "./lighthouse.mjs";

const MOST_BYTES = 80000;

async function strip(browser) {
	const page = await browser.open("#/miners");

	await page.waitForSelector(ROW);
	await page.waitForSelector(KNOWN);
	check(!/LOST|NOT RUNNING|OLD/.test(await word(page)),
	    "the strip's word", await word(page));
	check(await page.locator("#simulation").isVisible(),
	    "it says SIMULATION");
	await until("figures", async () => /^[\d\u202f.]+\u00a0kW$/.test(
	    await page.locator("#strip-load").innerText()));
	check(/^−?[\d.\u202f]+ kW · .*PowerHive$/.test(await page.title()),
	    "the title has the load or the headroom", await page.title());
	check(/^\d+ s$/.test(await page.locator("#strip-age").innerText()),
	    "readings are seconds old");
	await browser.picture(page, "miners-light");
	return page;
}

async function table(page) {
	const heads = await page.locator(".grid th").allInnerTexts();

	same(heads.map((h) => h.replace(/[▲▼\s]+$/, "")), ["", "Name", "MAC", "IP",
	    "Model", "State", "Preset", "TH/s", "W", "J/TH", "Chip °C", "Seen",
	    "Managed"], "the table's columns");
	await page.getByRole("button", { name: "W", exact: true }).click();
	const watts = (await page.locator(`${ROW} .c-power_w`).allInnerTexts())
	    .map((w) => Number(w.replace(/\D/g, "")));
	same(watts, [...watts].sort((a, b) => b - a), "sorted by power");
	await page.locator("summary", { hasText: "Columns" }).click();
	await page.getByLabel("Firmware").check();
	await page.reload();
	await page.waitForSelector(ROW);
	check(await page.locator(".grid th.c-firmware").count() === 1,
	    "the choice of columns is kept");
	same(await page.locator(".grid th.c-power_w").getAttribute("aria-sort"),
	    "descending", "and the order");
	await page.locator("summary", { hasText: "Columns" }).click();
	await page.getByLabel("Firmware").uncheck();
	await page.locator("summary", { hasText: "Columns" }).click();
	const saved = page.waitForEvent("download");
	await page.getByRole("button", { name: "CSV" }).click();
	const lines = fs.readFileSync(await (await saved).path(), "utf8")
	    .trim().split("\r\n");
	same(lines.length - 1, Number(await page.locator(".grid")
	    .getAttribute("aria-rowcount")) - 1, "a CSV of all that is shown");
}

/* Only by keys: search, into the table, down, open, close, back. */
async function keys(page) {
	await page.locator("#main").focus();
	await page.keyboard.press("/");
	same(await page.evaluate(() => document.activeElement.id), "search",
	    "/ goes to the search");
	await page.keyboard.press("ArrowDown");
	await page.keyboard.press("j");
	same(await page.evaluate(() => document.activeElement.closest("tr")
	    ?.ariaRowIndex ?? document.activeElement.closest("tr")
	    ?.getAttribute("aria-rowindex")), "3", "j goes a row down");
	await page.keyboard.press("Enter");
	await page.waitForSelector("#drawer[open]");
	check(true, "Enter opens the drawer");
	await page.keyboard.press("Escape");
	await page.waitForSelector("#drawer:not([open])", { state: "attached" });
	same(await page.evaluate(() => document.activeElement.closest("tr")
	    ?.getAttribute("aria-rowindex")), "3", "Esc comes back to the row");
	await page.keyboard.press("g");
	await page.keyboard.press("p");
	await page.waitForSelector("h1:text('Models')");
	check(true, "g p goes to the models");
	await page.keyboard.press("?");
	await page.waitForSelector("#help[open]");
	check(true, "? shows the keys");
	await page.keyboard.press("Escape");
}

async function managed(browser, page) {
	await page.goto(`${browser.url}#/miners`);
	await page.locator("#search").waitFor();
	const mac = await page.locator(`${ROW} .c-mac`).first().innerText();
	const button = (p) => p.locator(ROW, { hasText: mac })
	    .getByRole("switch");
	const before = await button(page).isChecked();

	for (const wanted of [!before, before]) {
		await button(page).click();
		await page.getByText(wanted ? /is managed now/ :
		    /no longer managed/).last().waitFor();
		await page.reload();
		await page.waitForSelector(ROW);
		same(await button(page).isChecked(), wanted, `managed ${
			wanted ? "on" : "off"} survives a reload`);
	}
	return mac;
}

/* A refusal: the switch goes back and the reason stands there. */
async function refused(browser, mac) {
	for (const [locale, detail, text] of [["en-GB", "it is being moved",
	    "Not saved: it is being moved"], ["pt-BR", "its model has no " +
	    "maximum preset", "o modelo dele não tem preset máximo"], ["pt-BR",
	    "no miner has this MAC", "nenhum minerador tem este MAC"]])
		await refusedAs(browser, mac, locale, detail, text);
	/* The browser itself reports the 409 that was made up here. */
	browser.said = browser.said.filter((s) => !/status of 409/.test(s));
	browser.quiet("refusal");
}

async function refusedAs(browser, mac, locale, detail, text) {
	const page = await browser.open("#/miners", { locale }, async (p) => {
		await p.route(/\/api\/miners\/[^/]+$/, (route) =>
		    route.request().method() !== "PATCH" ? route.continue() :
			route.fulfill({ status: 409,
			    contentType: "application/problem+json",
			    body: JSON.stringify({ title: "Conflict",
				status: 409, detail }) }));
	});
	const button = page.locator(ROW, { hasText: mac }).getByRole("switch");

	await button.waitFor();
	const before = await button.isChecked();
	await button.click();
	await page.getByText(text).waitFor();
	same(await button.isChecked(), before, "a refused change is taken back");
	await page.context().close();
}

async function drawer(browser, mac) {
	const page = await browser.open(`#/miners/${mac}`);
	const box = page.locator("#drawer");
	const name = `Rack ${process.pid}`;

	/* Before the first whole round there is nothing to draw; the page
	 * asks again after a minute. */
	await box.locator(".chart canvas").waitFor({ timeout: 90000 });
	check(true, "a drawer by its address, with a chart");
	await until("a point", async () => / W · /.test(await box.locator(
	    ".readout").first().innerText()));
	await box.locator(".chart").focus();
	await page.keyboard.press("Home");
	check(/^\d\d:\d\d:\d\d · .* W · /.test(await box.locator(".readout")
	    .first().innerText()), "arrow keys read the chart");
	for (const part of ["Boards", "Fans", "Pools", "Chips"])
		check(await box.locator("h3", { hasText: part }).count() === 1,
		    `it shows ${part}`);
	check(await box.locator(".plain tbody tr").count() >= 3,
	    "boards, fans and pools have rows");
	await box.getByLabel("Name", { exact: true }).fill(name);
	await box.getByRole("button", { name: "Save" }).click();
	await box.locator("h2", { hasText: name }).waitFor();
	check(true, "a name is saved");
	await box.getByLabel("Name", { exact: true }).fill("");
	await box.getByRole("button", { name: "Save" }).click();
	await until("no name", async () => await box.locator("h2")
	    .innerText() === mac);
	await box.getByRole("button", { name: "Rescan" }).click();
	await page.getByText("asked everything again").waitFor();
	check(true, "Rescan is taken");
	await browser.readable(page, "drawer");
	await browser.picture(page, "drawer");
	await box.locator(".board canvas").first().waitFor({ timeout: 90000 });
	await box.locator(".board canvas").first().focus();
	await page.keyboard.press("ArrowRight");
	check(/Chip 1 · .*GH\/s/.test(await box.locator(".readout").last()
	    .innerText()), "arrow keys read the chips");
	await box.locator("summary", { hasText: "Show as a table" }).last()
	    .click();
	await box.locator("details[open] tbody tr").nth(30).waitFor();
	check(true, "the chips as a table");
	await browser.picture(page, "chips");
	await page.context().close();
	browser.quiet("drawer");
}

async function maximum(browser) {
	const page = await browser.open("#/models");
	const select = page.locator(".panel select").first();

	await select.waitFor();
	const before = await select.inputValue();
	const values = await select.locator("option").evaluateAll((all) =>
	    all.map((o) => o.value));
	const wanted = values.filter((v) => v && v !== before)[0];
	check(!values.includes("disabled"), "disabled is no maximum");
	for (const value of [wanted, before]) {
		await select.selectOption(value);
		await page.getByText(value ? `the maximum is ${value}` :
		    "never raised.").last().waitFor();
		await page.reload();
		await select.waitFor();
		same(await select.inputValue(), value, `maximum ${value ||
			"none"} survives a reload`);
	}
	check(before !== "" || await page.locator(".note.warning").count() > 0,
	    "a model without one is warned of");
	await page.context().close();
	browser.quiet("models");
}

/* The farm as it is, told ten thousand times. */
async function many(browser) {
	let farm = null;
	const page = await browser.open("#/miners", {}, async (p) => {
		await p.route(/\/api\/miners$/, async (route) => {
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
	});

	await page.waitForSelector(ROW);
	same(await page.locator(".grid").getAttribute("aria-rowcount"),
	    String(MANY + 1), "10,000 rows are told");
	check(await nodes(page) <= MOST_NODES, "few of them are elements",
	    await nodes(page));
	await page.locator("#search").press("ArrowDown");
	await page.keyboard.press("End");
	await page.locator(ROW, { hasText: `unit ${MANY - 1}` }).waitFor();
	check(await nodes(page) <= MOST_NODES, "at the end as well",
	    await nodes(page));
	check(await page.locator(ROW, { hasText: `unit ${MANY - 1}` })
	    .evaluate((tr) => tr.contains(document.activeElement) &&
		tr.getBoundingClientRect().bottom <= innerHeight),
	"End goes to the last row, in sight");
	await browser.picture(page, "many");
	await page.context().close();
	browser.quiet("10,000 rows");
}

/* Each part of the page: its address, and what stands there once it is. */
const parts = [["overview", ".map canvas"], ["miners", ROW],
    ["models", ".panel select"], ["chips", ".grid, .empty"],
    ["energy/days", "main .panel"], ["energy/prices", "main .panel"],
    ["energy/tickets", "main .panel"],
    ["log/changes", ".panel .plain, .empty, .cards-list"],
    ["log/decisions", ".panel .plain, .empty"],
    ["log/events", ".panel .plain"], ["log/audit", ".panel .plain, .empty"],
    ["settings/balancer", "#margin"], ["settings/circuits", "#circuit-name"],
    ["settings/access", "#token-name"], ["settings/channels", ".alarms"],
    ["settings/about", ".checks"]];

async function look(browser, page, about) {
	await browser.readable(page, about);
	check(!await sideways(page), `${about}: nothing to the side`);
	await browser.picture(page, about.replace(/[ ,/]+/g, "-"));
}

async function everyView(browser, colorScheme, viewport) {
	const how = `${colorScheme}, ${viewport.width} px`;
	const page = await browser.open("", { colorScheme, viewport,
	    reducedMotion: "reduce" });

	await page.waitForSelector(KNOWN);
	for (const [part, there] of [...parts, [`miners/${browser.mac}`,
	    "#drawer .board canvas"]]) {
		await page.evaluate((to) => {
			location.hash = to;
		}, `#/${part}`);
		await page.locator(there).first().waitFor();
		await look(browser, page, `${part.replace(/:.*/, "")}, ${how}`);
	}
	await page.keyboard.press("Escape");
	await page.keyboard.press("?");
	await page.waitForSelector("#help[open]");
	await look(browser, page, `help, ${how}`);
	await page.keyboard.press("Escape");
	await page.keyboard.press("Shift+E");
	await page.waitForSelector("#emergency[open]");
	await look(browser, page, `emergency, ${how}`);
	await page.context().close();
}

/* Two at a time: each waits for the page more often than for the machine. */
async function everywhere(browser) {
	for (const viewport of [WIDE, SMALL])
		await Promise.all(["light", "dark"].map((colorScheme) =>
		    everyView(browser, colorScheme, viewport)));
	browser.quiet("all views");
}

/* What a view makes a browser load, scripts and styles, as gzip packs it. */
async function weigh(browser, part, there, locale) {
	const seen = [];
	let bytes = 0;
	const page = await browser.open(`#/${part}`, { locale }, async (p) => {
		p.on("response", (r) => /\.(js|css)$/.test(r.url()) &&
		    seen.push(r));
	});

	await page.locator(there).first().waitFor({ timeout: 90000 });
	for (const response of seen)
		bytes += zlib.gzipSync(await response.body()).length;
	check(bytes > 20000 && bytes <= MOST_BYTES, `${part}, ${locale
		}: scripts and styles, ${bytes} bytes packed`);
	await page.context().close();
}

/* One part of each view; its other parts are of the same files. */
async function weight(browser) {
	const firsts = [...parts.filter(([part], i) => !i ||
	    part.split("/")[0] !== parts[i - 1][0].split("/")[0]),
	[`miners/${browser.mac}`, "#drawer .board canvas"]];

	await Promise.all(["en-GB", "pt-BR"].map(async (locale) => {
		for (const [part, there] of firsts)
			await weigh(browser, part, there, locale);
	}));
	browser.quiet("weight");
}

async function opinion(browser) {
	const { scores, failed } = await lighthouse({ url: browser.url,
	    credentials: `${browser.user}:${browser.password}`,
	    out: browser.out }, ["accessibility", "best-practices"]);

	for (const [name, score] of Object.entries(scores))
		check(score >= 0.95, `Lighthouse, ${name}: ${score}`, failed);
}

/* Texts of the page that are English by their small words. */
const english = (page) => page.evaluate(() => {
	const small = new RegExp("(?<!\\p{L})(the|of|is|are|was|and|with|from|" +
	    "not|to|it|has|have|this|than|by|its|down|up|at|miners?|" +
	    "changed)(?!\\p{L})", "iu");
	const walker = document.createTreeWalker(document.body,
	    NodeFilter.SHOW_TEXT);
	const texts = [];

	while (walker.nextNode())
		if (!walker.currentNode.parentElement.closest("code, kbd, " +
		    "noscript, [lang=en]"))
			texts.push(walker.currentNode.data
			    .replace(/\w+\.\w+/g, ""));
	for (const one of document.querySelectorAll("[title], [aria-label], " +
	    "[placeholder]"))
		for (const name of ["title", "aria-label", "placeholder"])
			if (!one.closest("code"))
				texts.push(one.getAttribute(name) ?? "");
	return [...new Set(texts.filter((text) => small.test(text)))];
});

/* Nothing stays English, and the longer words fit as well. */
async function portuguese(browser) {
	const page = await browser.open("", { locale: "pt-BR", viewport: SMALL,
	    reducedMotion: "reduce" });
	const look = async (about) => {
		same(await english(page), [], `${about} is in Portuguese`);
		check(!await sideways(page), `${about}: fits in Portuguese`);
	};

	await page.waitForSelector(KNOWN);
	for (const [part, there] of [...parts, ["log/commands",
	    ".panel .plain, .empty"], ["log/alerts", ".alarms, .empty"]]) {
		await page.evaluate((to) => {
			location.hash = to;
		}, `#/${part}`);
		await page.locator(there).first().waitFor();
		await look(part);
	}
	await page.evaluate((to) => {
		location.hash = to;
	}, `#/miners/${browser.mac}`);
	await page.locator("#drawer .board canvas").first().waitFor();
	await page.locator("#drawer .figures dd").first().waitFor();
	await look("a miner");
	await page.keyboard.press("Escape");
	await page.keyboard.press("Shift+E");
	await page.waitForSelector("#emergency[open]");
	await look("the emergency");
	await page.context().close();
	browser.quiet("Portuguese");
}

async function languages(browser) {
	const page = await browser.open("#/miners", { locale: "pt-BR" });

	await page.waitForSelector(ROW);
	check(await page.getByText("Mineradores").first().isVisible(),
	    "Portuguese by the browser's wish");
	same(await page.locator("html").getAttribute("lang"), "pt-BR",
	    "and said so");
	await page.locator("#language").selectOption("en");
	await page.reload();
	await page.waitForSelector(ROW);
	check(await page.getByRole("link", { name: "Miners" }).isVisible(),
	    "another language is kept");
	await page.context().close();
}

/* Without answers the page says so, and finds back. */
async function lost(browser) {
	const page = await browser.open("#/miners");

	await page.waitForSelector(KNOWN);
	await page.waitForSelector(ROW);
	await page.context().setOffline(true);
	await page.waitForSelector("#strip[data-state=lost]");
	check(await word(page) === "CONNECTION LOST", "a lost connection");
	check(await page.locator("#strip-shape").evaluate((use) =>
	    use.getBBox().width > 8), "with its shape, which needs no network");
	check(await page.locator(ROW).count() > 0, "keeps its figures in sight");
	await browser.picture(page, "lost");
	await page.context().setOffline(false);
	await page.waitForSelector(KNOWN, { timeout: 40000 });
	check(true, "and is found again");
	await page.context().close();
	browser.said = browser.said.filter((s) => !/ERR_INTERNET_DISC/.test(s));
	browser.quiet("without a network");
}

/* A link to an entry opens it, whether or not the list goes that far. */
async function links(browser) {
	const lists = /\/api\/(events|audit|commands|alerts)\?/;
	const page = await browser.open("#/overview");
	const oldest = (kind) => page.evaluate(async (where) =>
	    (await (await fetch(where)).json()).at(-1).id,
	`/api/${kind}?limit=1000`);
	const open = async (where) => {
		const other = await browser.open(`#/log/${where}`, {}, (p) =>
		    p.route(lists, (route) => route.fulfill({ json: [] })));
		const detail = other.locator(".detail");

		await detail.locator(".figures, .empty").first().waitFor();
		const text = await detail.innerText();
		await other.context().close();
		return text;
	};

	await page.waitForSelector(KNOWN);
	for (const kind of ["events", "audit"]) {
		const id = await oldest(kind);
		const text = await open(`${kind}/${id}`);

		check(text.includes(`${id}`) && !/no longer/.test(text),
		    `${kind}: a link to the oldest entry opens it`, text);
	}
	check(/no longer/.test(await open("audit/999999999")),
	    "one that is not there says so");
	await page.context().close();
	browser.said = browser.said.filter((s) => !/404 \(/.test(s));
	browser.quiet("links");
}

/* A worker that is silent and readings that are old are two other sights. */
async function silent(browser) {
	const change = async (page, how) => page.route(/\/api\/health$/,
	    async (route) => {
		    try {
			    const answer = await route.fetch();
			    const body = await answer.json();

			    how(body);
			    await route.fulfill({ response: answer,
				body: JSON.stringify(body) });
		    } catch { /* the page was closed meanwhile */ }
	    });
	const old = (s) => new Date(Date.now() - s * 1000).toISOString();

	for (const [state, how] of [["worker", (b) => {
		b.worker_seen_at = old(60);
	}], ["stale", (b) => {
		for (const round of b.rounds)
			round.ok_at = old(90);
	}]]) {
		const page = await browser.open("#/miners", {}, (p) =>
		    change(p, how));

		await page.waitForSelector(`#strip[data-state=${state}]`);
		await page.waitForSelector(ROW);
		check(true, `the strip tells: ${await word(page)}`);
		await browser.readable(page, state);
		await browser.picture(page, state);
		await page.context().close();
	}
	browser.quiet("silent worker, old readings");
}

/* where: { url, user, password, out }; results go through lib's check(). */
export async function smoke(where) {
	const browser = await launch(where);

	try {
		await timed("table, keys and switch", async () => {
			const page = await strip(browser);

			await table(page);
			await keys(page);
			browser.mac = await managed(browser, page);
			await page.context().close();
			browser.quiet("table, keys and switch");
		});
		for (const test of [refused, maximum, many, languages, silent, links,
		    lost, drawer, portuguese, everywhere, weight, opinion])
			await timed(test.name, () => test(browser, browser.mac));
	} catch (e) {
		check(false, "the browser came to its end", e.stack,
		    ...browser.said);
	} finally {
		await browser.close();
	}
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
	const [url, user, password, out] = process.argv.slice(2);

	if (!out) {
		console.error("usage: smoke.mjs URL USER PASSWORD OUTDIR");
		process.exit(64);
	}
	await smoke({ url, user, password, out });
	sum();
}
