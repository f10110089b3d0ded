package sqlite

import (
	"database/sql"
	"errors"
	"slices"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// addDerived writes the rows that an extractor made of a version: actors with
// their links, claims with their words.
func (w *writer) addDerived(p *prepared, at place) error {
	actors, err := w.addActors(p, at)
	if err != nil {
		return err
	}
	var facets []byte
	var speakers []int64
	for i := range p.claims {
		c := &p.claims[i]
		rest := len(p.claims) - 1 - i
		speakers = speakers[:0]
		for _, id := range c.Source.Actors {
			if n := actors[id]; !slices.Contains(speakers, n) {
				speakers = append(speakers, n)
			}
		}
		facets = appendFacets(facets[:0], c.Claim, at.outlet, speakers)
		n, err := w.exec(w.st.insertClaim, string(c.lasting), at.article, at.version, at.newest, p.at, rest,
			string(c.Form), string(c.Stance), string(c.Source.Kind), at.outlet, string(facets))
		if err != nil {
			return err
		}
		if _, err := w.exec(w.st.insertClaimText, n, string(c.ID),
			ledger.WriteSpans(c.Source.Spans), ledger.WriteSpans(c.Cue.Spans), ledger.WriteSpans(c.Content), c.sourcePoints, c.cuePoints, c.contentPoints,
			c.source, c.cue, c.Cue.Lemma, c.content, c.before, c.after, string(c.Certainty), string(c.Polarity),
			string(c.parent), string(c.repliesTo), string(c.Time), c.Rule, c.Confidence); err != nil {
			return err
		}
		if _, err := w.exec(w.st.indexClaim, n, c.source, c.cue, c.content); err != nil {
			return err
		}
		if err := w.addClaimActors(n, c.Claim, at.version); err != nil {
			return err
		}
		for _, s := range speakers {
			if _, err := w.exec(w.st.insertSaid, s, p.at, at.article, at.version, rest, at.newest, n); err != nil {
				return err
			}
			if at.newest {
				w.count(s, 0, 1)
			}
		}
	}
	return w.addEvents(p, at)
}

// The parts that an actor may have in a claim, as claim_actor.part has them.
const (
	speakerPart   = "speaker"
	viaPart       = "via"
	addresseePart = "addressee"
)

func (w *writer) addClaimActors(claim int64, c *sayso.Claim, version int64) error {
	add := func(part string, place int, id sayso.ActorID) error {
		_, err := w.exec(w.st.insertClaimActor, claim, part, place, version, string(id))
		return err
	}
	for i, id := range c.Source.Actors {
		if err := add(speakerPart, i, id); err != nil {
			return err
		}
	}
	for i, id := range c.Via {
		if err := add(viaPart, i, id); err != nil {
			return err
		}
	}
	if c.Addressee != "" {
		return add(addresseePart, 0, c.Addressee)
	}
	return nil
}

// addActors finds or makes the lasting actors and links those of the reading
// to them. It returns row numbers by local identifier.
func (w *writer) addActors(p *prepared, at place) (map[sayso.ActorID]int64, error) {
	out := make(map[sayso.ActorID]int64, len(p.actors))
	shown := make(map[int64]bool, len(p.actors))
	for i := range p.actors {
		decided := p.actors[i]
		a := &decided
		var err error
		if a.lasting, a.reason, err = w.decide(p.article.ID, a.lasting, a.reason); err != nil {
			return nil, err
		}
		known, err := w.actor(a, at)
		if err != nil {
			return nil, err
		}
		out[a.ID] = known.n
		names := nameForms(a.Actor)
		if _, err := w.exec(w.st.insertLink, at.version, string(a.ID), known.n, a.reason, at.newest, p.at, names); err != nil {
			return nil, err
		}
		if at.newest {
			w.countNames(known.n, known.name, names, 1)
			if !shown[known.n] {
				shown[known.n] = true
				w.count(known.n, 1, 0)
			}
		}
		for _, r := range a.Roles {
			if r.Title == "" && r.Of == "" {
				continue
			}
			if _, err := w.exec(w.st.insertRole, known.n, at.newest, p.at, at.version, r.Title, r.Of); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (w *writer) actor(a *preparedActor, at place) (knownActor, error) {
	if k, ok := w.actors[a.lasting]; ok {
		return k, nil
	}
	var k knownActor
	err := w.row(w.st.findActor, string(a.lasting)).Scan(&k.n, &k.name)
	if errors.Is(err, sql.ErrNoRows) {
		var only any
		if a.reason == ledger.OwnArticle {
			only = at.version
		}
		k.name = a.Name
		k.n, err = w.exec(w.st.insertActor, string(a.lasting), string(a.Type), a.Name, a.key, a.Named, only)
		w.renamed[k.n] = true
	}
	if err != nil {
		return k, err
	}
	w.actors[a.lasting] = k
	return k, nil
}

// nameForms lists the forms of an actor's name, one a line, each once.
func nameForms(a *sayso.Actor) string {
	forms := make([]string, 0, 1+len(a.Aliases))
	for _, s := range append([]string{a.Name}, a.Aliases...) {
		s = strings.Join(strings.Fields(s), " ")
		if s != "" && !slices.Contains(forms, s) {
			forms = append(forms, s)
		}
	}
	return strings.Join(forms, "\n")
}
