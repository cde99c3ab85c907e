// SPDX-License-Identifier: ISC
export default {
	"said:negative": "a fonte {0} é negativa",
	"said:noValue": "a fonte {0} não tem valor",
	"said:aboveGeneration": "a geração de {0} kW está acima da nominal de {1} kW: plant.unit está certo?",
	"said:aboveUse": "o consumo de {0} kW está acima da nominal de {1} kW: plant.unit está certo?",
	"said:sumGeneration": "o total da geração não é a soma das fontes",
	"said:sumUse": "o total do consumo não é a soma das fontes",
	"said:confidence": "confiança de {0}",
	"said:calls": "o serviço a chama de {0}",
	"said:noTime": "sem data e hora",
	"said:future": "a data e hora está no futuro",
	"said:otherSources": "outras fontes que antes",
	"said:readAgo": "lida há {0} s",
	"said:older": "mais antiga que a leitura anterior",
	"said:same": "os mesmos números há {0} s",
};
