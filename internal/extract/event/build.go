package event

import "sayso"

// event puts a trigger on record; false where it tells nothing that happened
// between anybody.
func (c *coding) event(t *trigger) (sayso.Event, bool) {
	if t.category == none {
		return sayso.Event{}, false
	}
	claim := c.claimAt(t.at)
	e := sayso.Event{Type: t.category, Mode: t.mode, Status: t.status, Rule: t.rule, Confidence: 0.6}
	if claim != nil {
		e.Claim = claim.ID
	}
	e.Actors, e.Recipients = c.sides(t, claim)
	c.rewrite(t, &e)
	c.refine(t, &e)
	if t.pattern == must {
		// The saying is the request, so the article vouches for it.
		e.Status, e.Claim, claim = sayso.Happened, claim.Parent, nil
	}
	e.Status = vouched(e.Status, claim)
	e.Anchor = sayso.Spans{c.Tokens[t.at].Span()}
	if t.light >= 0 {
		e.Anchor = append(e.Anchor, c.Tokens[t.light].Span())
		if e.Anchor[1].Start < e.Anchor[0].Start {
			e.Anchor[0], e.Anchor[1] = e.Anchor[1], e.Anchor[0]
		}
	}
	c.ways[e.Anchor[0].Start] = t.way
	e.Place = c.placeOf(t)
	e.Time = c.timeOf(t)
	e.Quantities = c.quantities(t, &e)
	e.Contexts = c.topicsOf(t)
	if len(t.conditions) > 0 {
		e.Confidence += 0.1
	}
	if len(e.Actors) > 0 {
		e.Confidence += 0.15
	}
	if len(e.Actors) > 0 && len(e.Recipients) > 0 {
		e.Confidence += 0.05
	}
	return e, true
}

// vouched is what a status is worth on the word of a claim: nobody vouches for
// what a source thinks possible, and what one denies is denied.
func vouched(s sayso.Status, claim *sayso.Claim) sayso.Status {
	if claim == nil {
		return s
	}
	switch claim.Stance {
	case sayso.Denies:
		if s == sayso.Happened || s == sayso.Ongoing || s == sayso.Planned || s == sayso.PossibleStatus {
			return sayso.DeniedStatus
		}
	case sayso.Doubts, sayso.Predicts:
		if s == sayso.Happened || s == sayso.Ongoing {
			return sayso.PossibleStatus
		}
	}
	if (claim.Certainty == sayso.Possible || claim.Certainty == sayso.Probable) && (s == sayso.Happened || s == sayso.Ongoing) {
		return sayso.PossibleStatus
	}
	return s
}

// claimAt is the innermost claim in whose content token i stands.
func (c *coding) claimAt(i int) *sayso.Claim {
	if c.claimOf == nil {
		c.paintClaims()
	}
	if k := c.claimOf[i]; k > 0 {
		return &c.an.Claims[k-1]
	}
	return nil
}

// paintClaims notes for each token the shortest claim content that holds it.
func (c *coding) paintClaims() {
	c.claimOf = make([]int32, len(c.Tokens))
	size := make([]int, len(c.Tokens))
	budget := maxPaint * (len(c.Tokens) + 1)
	for k := range c.an.Claims {
		for _, s := range c.an.Claims[k].Content {
			for i := c.tokenAt(s.Start); i < len(c.Tokens) && c.Tokens[i].Start < s.End && budget > 0; i++ {
				budget--
				if c.claimOf[i] == 0 || s.Len() < size[i] {
					c.claimOf[i], size[i] = int32(k+1), s.Len()
				}
			}
		}
	}
}

// maxPaint bounds how many claims deep the words of an article may stand.
const maxPaint = 32

// refine fills a mode that follows from what an act of words is about.
func (c *coding) refine(t *trigger, e *sayso.Event) {
	if e.Mode != "" {
		return
	}
	inner, mode := "", ""
	for _, f := range t.folded {
		k := verbKind
		if c.Tokens[f].POS == "NOUN" {
			k = nounKind
		}
		if p := c.match(c.r.table, f, k, c.arguments(f)); p != nil && p.category != none {
			inner, mode = p.category, p.mode
			break
		}
	}
	e.Mode = about(e.Type, inner, mode)
}

// about is the mode of a request, refusal or threat by the act it is about.
func about(category, inner, mode string) string {
	switch category {
	case "REQUEST", "REJECT":
		switch inner {
		case "AID", "COOPERATE", "SUPPORT":
			return "assist"
		case "CONSULT":
			return "meet"
		case "RETREAT", "CONCEDE":
			return "yield"
		case "":
			return ""
		}
		return "change"
	case "THREATEN":
		switch {
		case inner == "ASSAULT" || inner == "MOBILIZE":
			return "violence"
		case mode == "arrest" || mode == "convict":
			return "arrest"
		case mode == "expel" || mode == "deport":
			return "expel"
		case inner == "COERCE" || inner == "PROTEST":
			return "restrict"
		case inner == "SANCTION" || inner == "RETREAT":
			return "relations"
		}
	}
	return ""
}
