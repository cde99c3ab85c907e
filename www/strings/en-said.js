// SPDX-License-Identifier: ISC
// The service's own sentences, as it says them.  What stands behind a colon in
// braces tells how the part is said on: as a sentence, or as a word of that
// kind.
export default {
	"said:negative": "source {0} is negative",
	"said:noValue": "source {0} has no value",
	"said:aboveGeneration": "generation of {0} kW is above the nameplate of {1} kW: is plant.unit right?",
	"said:aboveUse": "consumption of {0} kW is above the nameplate of {1} kW: is plant.unit right?",
	"said:sumGeneration": "the total of the generation is not its sources' sum",
	"said:sumUse": "the total of the consumption is not its sources' sum",
	"said:confidence": "confidence score of {0}",
	"said:calls": "the service calls it {0}",
	"said:noTime": "no timestamp",
	"said:future": "its timestamp lies in the future",
	"said:otherSources": "other sources than before",
	"said:readAgo": "read {0} s ago",
	"said:older": "older than the reading before",
	"said:same": "the same numbers for {0} s",
};
