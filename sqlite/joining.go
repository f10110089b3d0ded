package sqlite

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

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
// All mentions of a key are settled together, whenever one comes or goes, so
// that the events do not depend on the order of reading. The cost is one look
// at the mentions of each key that a reading touches, maxMentions at most.

// newsDays is how long an event is told of as news, in days.
const newsDays = 3

// local are the categories whose acts differ by where they are, even on one
// day between the same parties.
var local = []string{"PROTEST", "ASSAULT", "MOBILIZE", "COERCE"}

// join gives a mention its key and says what it is joined by. day is what the
// text gives; empty for none.
func (x *preparedEvent) join(day string) {
	x.Day = day
	if t, err := time.Parse(time.DateOnly, day); err == nil {
		x.day = t.Unix() / 86400
	}
	narrow := slices.Contains(local, x.Type) && x.Place.Name != "" && x.Place.Feature != "country" && x.Place.Feature != "continent"
	sides := 0
	var names []string
	for _, ps := range [2][]sayso.Party{x.Actors, x.Targets} {
		for _, p := range ps {
			if p.Country != "" && !strings.Contains(x.parties, " "+p.Country+" ") {
				x.parties = cmp.Or(x.parties, " ") + p.Country + " "
			}
			sides++
			who := p.Country
			switch {
			case narrow && (who == "" || who == x.Place.Country):
				continue // whoever is at home there tells nothing that the place does not
			case who == "":
				who = string(p.ID)
			}
			if !slices.Contains(names, who) {
				names = append(names, who)
			}
		}
	}
	slices.Sort(names)
	// What is told as done or denied never joins what is planned or possible.
	real := "told"
	if x.Status == sayso.Planned || x.Status == sayso.PossibleStatus || x.Status == sayso.Demanded {
		real = "foretold"
	}
	switch {
	case sides == 0:
		x.key, x.Reason = sayso.DeriveID("ek", string(x.ID)), "alone: no parties to join by"
	case narrow:
		x.key = sayso.DeriveID("ek", x.Type, strings.Join(names, " "), x.Place.Name, x.Place.Country, real)
		x.Reason = "same act in " + x.Place.Name
	case len(names) < 2:
		x.key, x.Reason = sayso.DeriveID("ek", string(x.ID)), "alone: one side is not told"
	default:
		x.key = sayso.DeriveID("ek", x.Type, strings.Join(names, " "), "", "", real)
		x.Reason = "same act and parties"
	}
}

// noteEvents notes the keys of a version's mentions, which are about to go.
func (w *writer) noteEvents(version int64) error {
	rows, err := w.stmt(w.st.listEventKeys).Query(version)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			return err
		}
		w.keys[key] = true
	}
	return rows.Err()
}

// settleEvents settles the keys whose mentions have changed.
func (w *writer) settleEvents() error {
	for _, key := range slices.Sorted(maps.Keys(w.keys)) {
		if err := w.settle(key); err != nil {
			return err
		}
	}
	clear(w.keys)
	return nil
}

// keyed is a mention among those of its key.
type keyed struct {
	n, at, day, version int64
	id, joined          string
	parted              bool
}

func (w *writer) settle(key string) error {
	rows, err := w.stmt(w.st.listKeyed).Query(key, maxMentions)
	if err != nil {
		return err
	}
	defer rows.Close()
	var all []keyed
	for rows.Next() {
		var k keyed
		if err := rows.Scan(&k.n, &k.id, &k.at, &k.day, &k.version, &k.joined, &k.parted); err != nil {
			return err
		}
		all = append(all, k)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	rows.Close()
	for i, when := range groups(all) {
		joined := all[i].id
		if !all[i].parted {
			joined = sayso.DeriveID("ev", key, when)
		}
		if joined != all[i].joined {
			if _, err := w.exec(w.st.settleEvent, joined, all[i].n); err != nil {
				return err
			}
		}
	}
	return nil
}

// groups names, for each mention of a key in the order of their articles'
// dates, the group that it belongs to.
func groups(all []keyed) []string {
	var days []int64
	for _, k := range all {
		if k.day != 0 && !slices.Contains(days, k.day) {
			days = append(days, k.day)
		}
	}
	out := make([]string, len(all))
	first, last := int64(0), int64(0) // of the run of mentions without a day
	for i, k := range all {
		if k.day != 0 {
			out[i] = "day " + strconv.FormatInt(k.day, 10)
			continue
		}
		if k.at == undated {
			out[i] = "version " + strconv.FormatInt(k.version, 10)
			if len(days) == 1 && slices.ContainsFunc(all, func(o keyed) bool { return o.version == k.version && o.day == days[0] }) {
				out[i] = "day " + strconv.FormatInt(days[0], 10) // the one day that its article gives
			}
			continue
		}
		printed := k.at / 86400
		best := int64(0)
		for _, d := range days {
			if d <= printed && printed-d <= newsDays && d > best {
				best = d
			}
		}
		if best != 0 {
			out[i] = "day " + strconv.FormatInt(best, 10)
			continue
		}
		if first == 0 || printed-last > newsDays {
			first = printed
		}
		last = printed
		out[i] = "from " + strconv.FormatInt(first, 10)
	}
	return out
}

// explain says of each mention what it was joined by.
func explain(row *sayso.EventRow) {
	for i := range row.Mentions {
		m := &row.Mentions[i]
		if strings.HasPrefix(m.Reason, "alone") {
			continue
		}
		switch {
		case m.DayFrom != "":
			m.Reason += ", on a day taken from " + m.DayFrom
		case m.Day != "":
			m.Reason += ", on the day that the text gives"
		case m.Published.IsZero():
			m.Reason += ", in one article"
		case row.Day != "":
			m.Reason += ", printed within " + strconv.Itoa(newsDays) + " days of the day that another text gives"
		default:
			m.Reason += ", printed within " + strconv.Itoa(newsDays) + " days of each other"
		}
	}
}
