package ledger

import (
	"cmp"
	"slices"

	"sayso"
)

// maxEventLinks bounds the links of one event.
const maxEventLinks = 100

// firmness orders statuses: what an article tells as done outweighs what
// another told as planned.
var firmness = []sayso.Status{sayso.Happened, sayso.Ongoing, sayso.DeniedStatus, sayso.Planned, sayso.Demanded, sayso.PossibleStatus}

// firm is the place of a status among these, the firmest first; one that is not
// among them comes last.
func firm(s sayso.Status) int {
	if i := slices.Index(firmness, s); i >= 0 {
		return i
	}
	return len(firmness)
}

// tookPlace reports whether a status says that an act took place.
func tookPlace(s sayso.Status) bool { return s == sayso.Happened || s == sayso.Ongoing }

// SumUp fills an event from its mentions, which are in the order of their
// articles' dates; all but its links (see [Links]).
func SumUp(row *sayso.EventRow) {
	vouched, denied := false, false
	for i := range row.Mentions {
		m := &row.Mentions[i]
		if i == 0 {
			row.Type, row.Mode, row.CAMEO, row.Place, row.Actors, row.Targets = m.Type, m.Mode, m.CAMEO, m.Place, m.Actors, m.Targets
			row.Status = m.Status
		}
		if firm(m.Status) < firm(row.Status) {
			row.Status = m.Status
		}
		if row.Day == "" {
			row.Day, row.DayFrom = m.Day, m.DayFrom
		}
		if row.Mode == "" {
			row.Mode, row.CAMEO = m.Mode, m.CAMEO
		}
		if row.Place.Name == "" {
			row.Place = m.Place
		}
		vouched = vouched || tookPlace(m.Status) && m.Claim == ""
		denied = denied || m.Status == sayso.DeniedStatus
	}
	if tookPlace(row.Status) && denied && !vouched {
		row.Status = sayso.PossibleStatus // one side's word against another's
	}
	row.Origins = origins(row)
	explain(row)
	row.Disputes = disputes(row.Mentions)
	row.Days = days(row)
	row.Tolls = tolls(row.Mentions)
}

// StatusesBehind lists the statuses of mentions that may make [SumUp] give an
// event the status s: one of its mentions has one of them.
func StatusesBehind(s sayso.Status) []sayso.Status {
	if s == sayso.PossibleStatus {
		return []sayso.Status{s, sayso.DeniedStatus} // told and denied
	}
	return []sayso.Status{s}
}

// origins lists whom the mentions go back to, each once. Whoever denies an act
// is no origin of it.
func origins(row *sayso.EventRow) []string {
	var out []string
	for i := range row.Mentions {
		m := &row.Mentions[i]
		if (m.Status != sayso.DeniedStatus || row.Status == sayso.DeniedStatus) && !slices.Contains(out, m.Origin) {
			out = append(out, m.Origin)
		}
	}
	return out
}

// disputes lists the kinds of number on which mentions differ.
func disputes(mentions []sayso.EventReport) []sayso.Dispute {
	var all []sayso.Dispute
	for i := range mentions {
		for _, q := range mentions[i].Quantities {
			k := slices.IndexFunc(all, func(d sayso.Dispute) bool { return d.Kind == q.Kind })
			if k < 0 {
				k = len(all)
				all = append(all, sayso.Dispute{Kind: q.Kind})
			}
			d := &all[k]
			v := slices.IndexFunc(d.Values, func(v sayso.DisputedValue) bool { return v.Low == q.Low && v.High == q.High })
			if v < 0 {
				v = len(d.Values)
				d.Values = append(d.Values, sayso.DisputedValue{Low: q.Low, High: q.High})
			}
			d.Values[v].Mentions = append(d.Values[v].Mentions, mentions[i].ID)
		}
	}
	for i := range all { // the order of articles of one day says nothing
		slices.SortStableFunc(all[i].Values, func(a, b sayso.DisputedValue) int {
			return cmp.Or(cmp.Compare(a.Low, b.Low), cmp.Compare(a.High, b.High))
		})
	}
	return slices.DeleteFunc(all, func(d sayso.Dispute) bool { return len(d.Values) < 2 })
}

// Links gathers the links of an event from its mentions, each once. joined
// gives the event that the mention at the other end of a link tells of; empty
// where the ledger has it no more.
func Links(row *sayso.EventRow, joined func(mention sayso.EventID) (sayso.EventID, error)) error {
	for i := range row.Mentions {
		for _, l := range row.Mentions[i].Links {
			if l.Event != "" {
				event, err := joined(l.Event)
				if err != nil {
					return err
				}
				if event == "" || event == row.ID {
					continue
				}
				l.Event = event
			}
			again := slices.ContainsFunc(row.Links, func(o sayso.EventLink) bool {
				return o.Relation == l.Relation && o.Event == l.Event && (l.Event != "" || o.Day == l.Day)
			})
			if !again && len(row.Links) < maxEventLinks {
				row.Links = append(row.Links, l)
			}
		}
	}
	return nil
}
