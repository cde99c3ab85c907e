// SPDX-License-Identifier: ISC
// The log's own words.
export default {
	log_changes: "Changes", log_decisions: "Decisions",
	log_commands: "Commands", log_alerts: "Alarms",
	log_audit: "Who did what",
	one_changes: "Change", one_decisions: "Decision",
	one_commands: "Command", one_alerts: "Alarm", one_events: "Event",
	one_audit: "Entry",
	none_changes: "No miner was changed yet.",
	none_decisions: "The balancer has not decided anything yet.",
	none_commands: "Nothing was commanded yet.",
	none_alerts: "There was no alarm.",
	none_audit: "Nobody has changed anything yet.",
	logSearch: "Search the log", showMore: "Show more",
	entries: "{0} entries", notInList: "This entry is no longer on record.",
	itsCommands: "What it commanded", downs: "Down", ups: "Up",
	from: "From",
};
