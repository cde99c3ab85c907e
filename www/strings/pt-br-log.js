// SPDX-License-Identifier: ISC
export default {
	log_changes: "Mudanças", log_decisions: "Decisões",
	log_commands: "Comandos", log_alerts: "Alarmes",
	log_audit: "Quem fez o quê",
	one_changes: "Mudança", one_decisions: "Decisão",
	one_commands: "Comando", one_alerts: "Alarme", one_events: "Evento",
	one_audit: "Registro",
	none_changes: "Nenhum minerador foi mudado ainda.",
	none_decisions: "O balanceador ainda não decidiu nada.",
	none_commands: "Nada foi comandado ainda.",
	none_alerts: "Não houve alarme.",
	none_audit: "Ninguém mudou nada ainda.",
	logSearch: "Buscar no registro", showMore: "Mostrar mais",
	entries: "{0} registros", notInList: "Este registro não existe mais.",
	itsCommands: "O que ela comandou", downs: "Reduz", ups: "Aumenta",
	from: "De onde",
};
