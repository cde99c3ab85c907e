/* SPDX-License-Identifier: ISC */
/*
 * What Lighthouse says of the page: { accessibility, "best-practices", ... }
 * from 0 to 1, and the names of the audits that failed.  On a busy machine
 * Chromium now and then loses the trace's beginning (NO_NAVSTART), before
 * anything was judged; Lighthouse asks to be run again then, which is done.
 */
import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { tools } from "../system/lib.mjs";

const SWITCHES = ["--headless=new", "--no-sandbox", "--disable-gpu",
    "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--ignore-certificate-errors"];

const AGAIN = "run Lighthouse again";

function runOnce({ url, credentials, out }, categories) {
	const file = path.join(out, "lighthouse.json");
	const login = Buffer.from(credentials).toString("base64");

	return new Promise((done, fail) => execFile(path.join(tools,
	    "node_modules/.bin/lighthouse"), [url, "--quiet",
	    "--preset=desktop", "--output=json", `--output-path=${file}`,
	    `--only-categories=${categories.join(",")}`, "--extra-headers",
	    JSON.stringify({ Authorization: `Basic ${login}` }),
	    `--chrome-flags=${SWITCHES.join(" ")}`], { timeout: 120000,
	    env: { ...process.env, CHROME_PATH: "/usr/bin/chromium" } },
	    (error, _, said) => {
		if (error) {
			fail(new Error(`lighthouse: ${error.message} ${said}`));
			return;
		}
		const report = JSON.parse(fs.readFileSync(file, "utf8"));
		const scores = {}, failed = [];

		for (const name of categories)
			scores[name] = report.categories[name].score;
		for (const audit of Object.values(report.audits))
			if (audit.score !== null && audit.score < 0.9)
				failed.push(audit.id);
		done({ scores, failed });
	}));
}

export async function lighthouse(page, categories) {
	for (let left = 2;; left--)
		try {
			return await runOnce(page, categories);
		} catch (error) {
			if (left === 0 || !error.message.includes(AGAIN))
				throw error;
			console.log("# once more: the trace was not recorded");
		}
}
