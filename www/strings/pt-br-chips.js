// SPDX-License-Identifier: ISC
export default {
	chipsIntro: "Chips de toda a frota que não estão como deveriam, os piores primeiro.",
	oddMost: "os {0} mais quentes dos chips fora do normal, em {1} mineradores",
	oddCount: "{0} chips fora do normal em {1} mineradores",
	noOdd: "Nenhum chip fora do normal em toda a frota.",
	"why:dead": "morto",
	"why:hot": "quente",
	"why:red": "vermelho",
	"why:errors": "erros",
	"why:slow": "lento",
	"why:orange": "laranja",
};
