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
	for i := range p.Claims {
		c := &p.Claims[i]
		rest := len(p.Claims) - 1 - i
		speakers = speakers[:0]
		for _, id := range c.Source.Actors {
			if n := actors[id]; !slices.Contains(speakers, n) {
				speakers = append(speakers, n)
			}
		}
		facets = appendFacets(facets[:0], c.Claim, at.outlet, speakers)
		n, err := w.exec(w.st.insertClaim, string(c.Lasting), at.article, at.version, at.newest, p.At, rest,
			string(c.Form), string(c.Stance), string(c.Source.Kind), at.outlet, string(facets))
		if err != nil {
			return err
		}
		if _, err := w.exec(w.st.insertClaimText, n, string(c.ID),
			ledger.WriteSpans(c.Source.Spans), ledger.WriteSpans(c.Cue.Spans), ledger.WriteSpans(c.Content), p.packPoints(c.SourcePoints), p.packPoints(c.CuePoints), p.packPoints(c.ContentPoints),
			c.SourceText, c.CueText, c.Cue.Lemma, c.ContentText, c.Before, c.After, string(c.Certainty), string(c.Polarity),
			string(c.LastingParent), string(c.LastingReply), string(c.Time), c.Rule, c.Confidence); err != nil {
			return err
		}
		if _, err := w.exec(w.st.indexClaim, n, c.SourceText, c.CueText, c.ContentText); err != nil {
			return err
		}
		if len(c.Vector) > 0 {
			if _, err := w.exec(w.st.insertVector, n, packVector(c.Vector)); err != nil {
				return err
			}
		}
		if err := w.addClaimActors(n, c.Claim, at.version); err != nil {
			return err
		}
		for _, s := range speakers {
			if _, err := w.exec(w.st.insertSaid, s, p.At, at.article, at.version, rest, at.newest, n); err != nil {
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
	out := make(map[sayso.ActorID]int64, len(p.Actors))
	shown := make(map[int64]bool, len(p.Actors))
	for i := range p.Actors {
		decided := p.Actors[i]
		a := &decided
		var err error
		if a.Lasting, a.Reason, err = w.decide(&p.Article, a.Lasting, a.Reason); err != nil {
			return nil, err
		}
		known, err := w.actor(a, at)
		if err != nil {
			return nil, err
		}
		out[a.ID] = known.n
		names := strings.Join(ledger.NameForms(a.Actor), "\n")
		if _, err := w.exec(w.st.insertLink, at.version, string(a.ID), known.n, a.Reason, at.newest, p.At, names); err != nil {
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
			if _, err := w.exec(w.st.insertRole, known.n, at.newest, p.At, at.version, r.Title, r.Of); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

func (w *writer) actor(a *ledger.Actor, at place) (knownActor, error) {
	if k, ok := w.actors[a.Lasting]; ok {
		return k, nil
	}
	var k knownActor
	err := w.row(w.st.findActor, string(a.Lasting)).Scan(&k.n, &k.name)
	if errors.Is(err, sql.ErrNoRows) {
		var only any
		if a.Reason == ledger.OwnArticle {
			only = at.version
		}
		k.name = a.Name
		k.n, err = w.exec(w.st.insertActor, string(a.Lasting), string(a.Type), a.Name, a.Key, a.Named, only)
		w.renamed[k.n] = true
	}
	if err != nil {
		return k, err
	}
	w.actors[a.Lasting] = k
	return k, nil
}
