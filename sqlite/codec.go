package sqlite

import (
	"bytes"
	"encoding/json"
	"time"

	"github.com/klauspost/compress/zstd"

	"sayso"
)

// MaxStored bounds, in bytes, the raw input of one version and, by itself,
// its article with the analysis as JSON. SQLite takes no value of over 1 GB.
const MaxStored = 512 << 20

// codec packs and unpacks what the table reading holds. It is safe for
// concurrent use.
type codec struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

func newCodec() (codec, error) {
	// The fastest level: a newspaper page shrinks to a fifth, and packing costs
	// a tenth of what the rows cost.
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2))
	if err != nil {
		return codec{}, err
	}
	dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(MaxStored), zstd.WithDecoderConcurrency(2))
	if err != nil {
		return codec{}, err
	}
	return codec{enc, dec}, nil
}

func (c codec) close() {
	c.enc.Close()
	c.dec.Close()
}

func (c codec) pack(b []byte) []byte { return c.enc.EncodeAll(b, nil) }

func (c codec) unpack(b []byte) ([]byte, error) { return c.dec.DecodeAll(b, nil) }

// storedRecord is the JSON in reading.record: the nouns with their Go field
// names, so that a field added to a noun is kept without a new format and a
// missing one reads as zero.
type storedRecord struct {
	Article  storedArticle
	Analysis sayso.Analysis
}

// storedArticle shadows the one field that would not survive JSON: Date
// inherits the JSON form of time.Time, which has no place for DayOnly.
type storedArticle struct {
	sayso.Article
	Published storedDate
}

type storedDate struct {
	Time    time.Time
	DayOnly bool
}

func (c codec) packRecord(a *sayso.Article, an *sayso.Analysis) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(2*len(a.Text) + 96*len(an.Tokens))
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(storedRecord{storedArticle{*a, storedDate{a.Published.Time, a.Published.DayOnly}}, *an})
	if err != nil {
		return nil, err
	}
	if b.Len() > MaxStored {
		return nil, sayso.Errorf("keep article", string(a.ID), sayso.TooLarge, "%d bytes of text and analysis, %d at most", b.Len(), MaxStored)
	}
	return c.pack(b.Bytes()), nil
}

func (c codec) unpackRecord(b []byte) (sayso.Article, sayso.Analysis, error) {
	plain, err := c.unpack(b)
	if err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	var s storedRecord
	if err := json.Unmarshal(plain, &s); err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	return s.Article.article(), s.Analysis, nil
}

// gist is a storedRecord whose tokens and mentions are passed over.
type gist struct {
	Article  storedArticle
	Analysis struct {
		sayso.Analysis
		Tokens, Mentions passed
	}
}

// passed is JSON that nobody needs.
type passed struct{}

// UnmarshalJSON implements json.Unmarshaler.
func (*passed) UnmarshalJSON([]byte) error { return nil }

// unpackGist reads a record without what a gist leaves out.
func (c codec) unpackGist(b []byte) (sayso.Article, sayso.Analysis, error) {
	plain, err := c.unpack(b)
	if err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	var s gist
	if err := json.Unmarshal(plain, &s); err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	return s.Article.article(), s.Analysis.Analysis, nil
}

// unpackQuotable reads the article of a record and the analysis up to its sentences,
// and stops where the tokens begin: what stands behind them is most of a record.
func (c codec) unpackQuotable(b []byte) (sayso.Article, sayso.Analysis, error) {
	plain, err := c.unpack(b)
	if err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	var a storedArticle
	var an sayso.Analysis
	var rest json.RawMessage
	want := map[string]any{"Article": &a, "Extractor": &an.Extractor, "Language": &an.Language, "Unread": &an.Unread, "Sentences": &an.Sentences}
	d := json.NewDecoder(bytes.NewReader(plain))
	if _, err := d.Token(); err != nil { // the brace
		return a.article(), an, err
	}
	for d.More() {
		name, err := d.Token()
		if err != nil {
			return a.article(), an, err
		}
		if name == "Analysis" { // its fields follow
			if _, err := d.Token(); err != nil {
				return a.article(), an, err
			}
			continue
		}
		to, ok := want[name.(string)]
		if !ok {
			to = &rest
		}
		if name == "Tokens" {
			break
		}
		if err := d.Decode(to); err != nil {
			return a.article(), an, err
		}
	}
	return a.article(), an, nil
}

// unpackArticle reads the article of a record, and stops where the analysis
// begins.
func (c codec) unpackArticle(b []byte) (sayso.Article, error) {
	plain, err := c.unpack(b)
	if err != nil {
		return sayso.Article{}, err
	}
	var s storedArticle
	d := json.NewDecoder(bytes.NewReader(plain))
	for range 2 { // the brace and the name of the first field
		if _, err := d.Token(); err != nil {
			return sayso.Article{}, err
		}
	}
	err = d.Decode(&s)
	return s.article(), err
}

func (s *storedArticle) article() sayso.Article {
	a := s.Article
	a.Published = sayso.Date{Time: s.Published.Time, DayOnly: s.Published.DayOnly}
	return a
}
