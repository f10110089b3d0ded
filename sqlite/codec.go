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
	// Two frames, one behind the other, unpack as one: see unpackQuotable.
	whole := b.Bytes()
	i := max(bytes.Index(whole, restOfRecord), 0)
	return c.enc.EncodeAll(whole[i:], c.pack(whole[:i])), nil
}

// restOfRecord is where the tokens of a record begin, which is most of it. No string of
// JSON holds a quotation mark that stands alone.
var restOfRecord = []byte(`"Tokens":`)

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

// quotable is the beginning of a storedRecord, up to what quoting needs.
type quotable struct {
	Article  storedArticle
	Analysis struct {
		Extractor sayso.Provenance
		Language  string
		Unread    string
		Sentences []sayso.Span
	}
}

// unpackQuotable reads the article of a record and the analysis up to its sentences.
// What stands behind them is most of a record, and is not even unpacked where it
// stands in a frame of its own.
func (c codec) unpackQuotable(b []byte) (sayso.Article, sayso.Analysis, error) {
	plain, err := c.unpack(firstFrame(b))
	if err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	if i := bytes.Index(plain, restOfRecord); i >= 0 {
		plain = plain[:i]
	}
	var s quotable
	if err := json.Unmarshal(append(bytes.TrimSuffix(plain, []byte(",")), "}}"...), &s); err != nil {
		return sayso.Article{}, sayso.Analysis{}, err
	}
	an := &s.Analysis
	return s.Article.article(), sayso.Analysis{Extractor: an.Extractor, Language: an.Language, Unread: an.Unread, Sentences: an.Sentences}, nil
}

// firstFrame is the first zstd frame of what is packed (RFC 8878, 3.1.1): its head and
// its blocks, each with its length in three bytes before it. What isn't so is returned
// as it is, for the decoder to refuse.
func firstFrame(b []byte) []byte {
	var h zstd.Header
	if h.Decode(b) != nil || h.Skippable || h.HeaderSize <= 0 {
		return b
	}
	const blockHead, checksum = 3, 4
	for at := h.HeaderSize; at+blockHead <= len(b); {
		head := int(b[at]) | int(b[at+1])<<8 | int(b[at+2])<<16
		size := head >> 3
		if head>>1&3 == 1 { // one byte, so many times
			size = 1
		}
		at += blockHead + size
		if head&1 == 0 {
			continue
		}
		if h.HasCheckSum {
			at += checksum
		}
		return b[:min(at, len(b))]
	}
	return b
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
