package sqlite

import (
	"encoding/json"
	"strings"

	"sayso"
	"sayso/internal/ledger"
)

// prepared is a reading taken apart into rows, all but their row numbers, and
// packed. It is made outside the transaction, so that writers wait for each
// other's writes only.
type prepared struct {
	*ledger.Parts
	record  []byte // packed
	rawType string
	raw     []byte // packed
	hasRaw  bool
	events  []packedEvent // of Parts.Events
	seen    int64         // Unix milliseconds; 0 when unknown
	// reclaims says that its publisher vouches for what was given to its carrier.
	reclaims bool
}

// packedEvent is the body of a mention and the digest of what it tells.
type packedEvent struct {
	body   string
	digest int64
}

func (l *Ledger) prepare(r *sayso.Reading) (*prepared, error) {
	a := r.Article
	if a.ID == "" {
		a.ID = sayso.DeriveArticleID(a.Address())
	}
	if err := checkReading(&a, &r.Analysis, &r.Raw); err != nil {
		return nil, err
	}
	p := &prepared{Parts: ledger.TakeApart(a, a.Version(), &r.Analysis), rawType: r.Raw.MediaType}
	err := p.packEvents()
	if err == nil {
		p.record, err = l.codec.packRecord(&a, &r.Analysis)
	}
	if err != nil {
		if sayso.KindOf(err) != sayso.Other {
			return nil, err
		}
		return nil, sayso.E("keep article", string(a.ID), sayso.Invalid, err)
	}
	if !r.Seen.IsZero() {
		p.seen = r.Seen.UnixMilli()
	}
	p.hasRaw = len(r.Raw.Bytes) > 0
	p.raw = l.codec.pack(r.Raw.Bytes)
	return p, nil
}

// checkReading refuses what contradicts itself, and what a row cannot hold.
func checkReading(a *sayso.Article, an *sayso.Analysis, raw *sayso.Raw) error {
	if len(raw.Bytes) > MaxStored {
		return sayso.Errorf("keep article", ledger.Subject(a), sayso.TooLarge, "%d bytes of input, %d at most", len(raw.Bytes), MaxStored)
	}
	return ledger.Validate(a, an)
}

// correct gives p as its corrections have it; p itself where there are none.
func (p *prepared) correct(corrections []sayso.Correction) (*prepared, error) {
	if len(corrections) == 0 {
		return p, nil
	}
	q := *p
	q.Parts = p.Corrected(corrections)
	return &q, q.packEvents()
}

func (p *prepared) packEvents() error {
	p.events = make([]packedEvent, len(p.Events))
	for i := range p.Events {
		body, err := json.Marshal(&p.Events[i].EventReport)
		if err != nil {
			return err
		}
		digest, err := p.Events[i].Digest()
		if err != nil {
			return err
		}
		p.events[i] = packedEvent{string(body), digest}
	}
	return nil
}

// packPoints gives spans in code points; nil where they equal those in bytes.
func (p *prepared) packPoints(s sayso.Spans) any {
	if p.Plain {
		return nil
	}
	return ledger.WriteSpans(s)
}

// packCountries lists the countries of an event's parties, each once, with a
// space before and after it: " KER REL "; "" for none.
func packCountries(m *sayso.EventReport) string {
	out := ""
	for _, ps := range [2][]sayso.Party{m.Actors, m.Targets} {
		for _, p := range ps {
			if p.Country == "" || strings.Contains(out, " "+p.Country+" ") {
				continue
			}
			if out == "" {
				out = " "
			}
			out += p.Country + " "
		}
	}
	return out
}
