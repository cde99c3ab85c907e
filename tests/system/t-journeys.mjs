/* SPDX-License-Identifier: ISC */
/*
 * What people come to the page for, each way from its beginning to its end,
 * in a real browser against a farm of 500.
 */
import path from "node:path";
import { journeys } from "../web/journeys.mjs";
import { checkBuild, withDemo } from "./lib.mjs";

await withDemo(500, [], (demo) => journeys(demo, path.join(checkBuild,
    "journeys")));
