package ledger

import (
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Which mentions tell of one event.
//
// A mention's key is what it tells but for the day: the act, the countries of
// its parties and, for acts on the ground, the place. Among the mentions of a
// key, those to which their text gives one day are one event. One to which its
// text gives none is of the latest such day that its article can tell of, or
// else goes with those whose articles came out within newsDays of each other.
// Where neither text nor article has a day, only mentions of one article join.
//
// What an article tells once more in fewer words has the key of what it told before
// (see retold).
//
// All mentions of a key are settled together, whenever one comes or goes, so
// that the events do not depend on the order of reading. The cost is one look
// at the mentions of each key that a reading touches, MaxMentions at most.

const (
	// newsDays is how long an event is told of as news, in days.
	newsDays = 3
	// MaxMentions bounds the mentions of one key, and of one event, that a
	// ledger looks at.
	MaxMentions = 2000
)

// local are the categories whose acts differ by where they are, even on one
// day between the same parties.
var local = []string{"PROTEST", "ASSAULT", "MOBILIZE", "COERCE"}

// key is what a mention tells but for the day, and says in words what mentions
// of this key are joined by.
func key(x *sayso.EventReport) (key, reason string) {
	narrow := slices.Contains(local, x.Type) && x.Place.Name != "" && x.Place.Feature != "country" && x.Place.Feature != "continent"
	names := sides(x, narrow)
	// What is told as done or denied never joins what is planned or possible.
	real := "told"
	if foretold(x.Status) {
		real = "foretold"
	}
	switch {
	case len(x.Actors)+len(x.Targets) == 0:
		return sayso.DeriveID("ek", string(x.ID)), alone + "no parties to join by"
	case narrow:
		return sayso.DeriveID("ek", x.Type, strings.Join(names, " "), x.Place.Name, x.Place.Country, real), "same act in " + x.Place.Name
	case len(names) < 2:
		return sayso.DeriveID("ek", string(x.ID)), alone + "one side is not told"
	}
	return sayso.DeriveID("ek", x.Type, strings.Join(names, " "), "", "", real), "same act and parties"
}

// alone begins the reason of a mention that joins no other.
const alone = "alone: "

// sides names the parties of an event in order, each once: by country, or by
// actor where there is none. Where the place is narrow, whoever is at home there
// tells nothing that the place does not.
func sides(x *sayso.EventReport, narrow bool) []string {
	var names []string
	for _, p := range slices.Concat(x.Actors, x.Targets) {
		who := p.Country
		switch {
		case narrow && (who == "" || who == x.Place.Country):
			continue
		case who == "":
			who = string(p.ID)
		}
		if !slices.Contains(names, who) {
			names = append(names, who)
		}
	}
	slices.Sort(names)
	return names
}

// Keyed is a mention among those of its key.
type Keyed struct {
	ID      sayso.EventID
	Version sayso.VersionID
	At      int64 // the date of the article, as Seconds gives it
	Day     int64 // that the text gives, in days since 1970; 0 for none
	Parted  bool  // an analyst took it out of its event
}

// Join names the event that each mention of a key tells of. all are in the order
// of their articles' dates.
func Join(key string, all []Keyed) []sayso.EventID {
	out := make([]sayso.EventID, len(all))
	for i, when := range groups(all) {
		out[i] = all[i].ID
		if !all[i].Parted {
			out[i] = sayso.EventID(sayso.DeriveID("ev", key, when))
		}
	}
	return out
}

// groups names, for each mention, the group that it belongs to.
func groups(all []Keyed) []string {
	var days []int64
	for _, k := range all {
		if k.Day != 0 && !slices.Contains(days, k.Day) {
			days = append(days, k.Day)
		}
	}
	out := make([]string, len(all))
	first, last := int64(0), int64(0) // of the run of mentions without a day
	for i, k := range all {
		if d := dayOf(&k, all, days); d != 0 {
			out[i] = "day " + strconv.FormatInt(d, 10)
			continue
		}
		if k.At == Undated {
			out[i] = "version " + string(k.Version)
			continue
		}
		printed := k.At / 86400
		if first == 0 || printed-last > newsDays {
			first = printed
		}
		last = printed
		out[i] = "from " + strconv.FormatInt(first, 10)
	}
	return out
}

// dayOf is the day of a mention: the one that its text gives, else, of the days
// of its key, the only one that its undated article gives, or the latest that
// its dated article can tell of; 0 for none.
func dayOf(k *Keyed, all []Keyed, days []int64) int64 {
	if k.Day != 0 {
		return k.Day
	}
	if k.At == Undated {
		if len(days) == 1 && slices.ContainsFunc(all, func(o Keyed) bool { return o.Version == k.Version && o.Day == days[0] }) {
			return days[0]
		}
		return 0
	}
	printed, best := k.At/86400, int64(0)
	for _, d := range days {
		if d <= printed && printed-d <= newsDays && d > best {
			best = d
		}
	}
	return best
}

// explain says of each mention what it was joined by.
func explain(row *sayso.EventRow) {
	within := ", printed within " + strconv.Itoa(newsDays) + " days of "
	for i := range row.Mentions {
		m := &row.Mentions[i]
		switch {
		case strings.HasPrefix(m.Reason, alone), m.Reason == again:
		case m.DayFrom != "":
			m.Reason += ", on a day taken from " + m.DayFrom
		case m.Day != "":
			m.Reason += ", on the day that the text gives"
		case m.Published.IsZero():
			m.Reason += ", in one article"
		case row.Day != "":
			m.Reason += within + "the day that another text gives"
		default:
			m.Reason += within + "each other"
		}
	}
}
