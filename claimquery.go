package sayso

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// ParseClaimQuery reads the query of a search's address, "q=harbour&stance=denies":
// q, speaker, form, stance, outlet, actor, from, to, min_confidence and order. It
// leaves other names alone, like among them, whose vector only an encoder can make.
func ParseClaimQuery(v url.Values) (ClaimQuery, error) {
	q := ClaimQuery{Words: v.Get("q"), Speaker: v.Get("speaker"), Form: Form(v.Get("form")), Stance: Stance(v.Get("stance")), Outlet: v.Get("outlet"), Actor: ActorID(v.Get("actor")),
		Order: ClaimOrder(v.Get("order"))}
	if !slices.Contains(ClaimOrders, q.Order) {
		return q, Errorf("search", v.Get("order"), Invalid, "there is no such order").Advise("choose date or confidence, or leave it out")
	}
	var err error
	if q.Sure, err = ParseConfidence(v.Get("min_confidence")); err != nil {
		return q, err
	}
	for _, x := range []struct {
		name string
		t    *time.Time
		add  int
	}{{"from", &q.From, 0}, {"to", &q.To, 1}} {
		s := v.Get(x.name)
		if s == "" {
			continue
		}
		t, err := time.Parse(time.DateOnly, s)
		if err != nil {
			return q, Errorf("search", s, Invalid, "no date").Advise("write dates as 2023-09-13")
		}
		*x.t = t.AddDate(0, 0, x.add)
	}
	return q, nil
}

// ParseConfidence reads a least confidence; 0 for the empty string.
func ParseConfidence(s string) (float64, error) {
	if s == "" {
		return 0, nil
	}
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || !(n >= 0 && n <= 1) {
		return 0, Errorf("search", s, Invalid, "min_confidence is a number from 0 to 1")
	}
	return n, nil
}
