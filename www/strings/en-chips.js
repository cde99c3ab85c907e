// SPDX-License-Identifier: ISC
export default {
	chipsIntro: "Chips of the whole fleet that are not as they should be, the worst first.",
	oddMost: "the {0} hottest of the odd chips, on {1} miners",
	oddCount: "{0} odd chips on {1} miners",
	noOdd: "No odd chip in the whole fleet.",
	"why:dead": "dead",
	"why:hot": "hot",
	"why:red": "red",
	"why:errors": "errors",
	"why:slow": "slow",
	"why:orange": "orange",
};
