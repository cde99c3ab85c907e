/* SPDX-License-Identifier: ISC */
/* The page in a real browser; its pictures are kept in the build folder. */
import path from "node:path";
import { smoke } from "../web/smoke.mjs";
import { checkBuild, withDemo } from "./lib.mjs";

await withDemo(30, [], async (demo) => {
	const [user, ...rest] = demo.credentials.split(":");

	await smoke({ url: `https://127.0.0.1:${demo.port}/`, user,
	    password: rest.join(":"), out: path.join(checkBuild, "page") });
});
