package work

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/klauspost/compress/zstd"

	"sayso"
	"sayso/ingest"
	"sayso/internal/lease"
)

// The queue holds documents: the bytes of a file, of a record of an archive, of a line,
// as they were when they were queued. So a worker needs no way to the disk that they
// came from, and what happens there meanwhile changes nothing. Of an address only the
// address is queued: a worker fetches it.

// Bounds.
const (
	// batchItems and batchBytes are how much is queued in one transaction.
	batchItems = 64
	batchBytes = 8 << 20
	// maxHeader bounds what an item says beside its bytes, and maxBody what it unpacks to.
	maxHeader = 1 << 20
	maxBody   = 64 << 20
)

// header is a document without its bytes.
type header struct {
	Name, Path      string
	Kind            ingest.Kind
	URL             string    `json:",omitempty"`
	Fetched, Listed bool      `json:",omitempty"`
	Packed          bool      `json:",omitempty"`
	Published       string    `json:",omitempty"`
	Default         string    `json:",omitempty"` // the date of what states none
	Local           bool      `json:",omitempty"`
	Seen            time.Time `json:",omitzero"`
	Archive         string    `json:",omitempty"`
	Next            int64     `json:",omitempty"`
}

// Packing makes items of documents, and documents of items. It is safe for concurrent
// use.
type Packing struct {
	// By is who will read: a newer extractor reads what an older one has read.
	By sayso.Provenance
	// Published is the date of documents that state none, and Local lets addresses lead
	// into one's own network.
	Published sayso.Date
	Local     bool
}

var errPacked = errors.New("it is no queued document")

// Item makes an item of a document.
func (p Packing) Item(d *ingest.Document) (lease.Item, error) {
	h := header{
		Name: d.Name, Path: d.Path, Kind: d.Kind, URL: d.URL, Fetched: d.Fetched, Listed: d.Listed, Packed: d.Packed,
		Published: d.Published.String(), Default: p.Published.String(), Local: p.Local, Seen: d.Seen, Archive: d.Mark.Archive, Next: d.Mark.Next,
	}
	head, err := json.Marshal(h)
	if err != nil {
		return lease.Item{}, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return lease.Item{}, err
	}
	plain := binary.BigEndian.AppendUint32(nil, uint32(len(head)))
	plain = append(append(plain, head...), d.Data...)
	h.Seen = time.Time{} // touching a file makes no other of it
	named, err := json.Marshal(h)
	if err != nil {
		return lease.Item{}, err
	}
	sum := sha256.New()
	for _, part := range [][]byte{named, []byte(p.By.Name), []byte(p.By.Version), []byte(p.By.Model), d.Data} {
		fmt.Fprintf(sum, "%d\n", len(part))
		sum.Write(part)
	}
	return lease.Item{Key: hex.EncodeToString(sum.Sum(nil)[:16]), Name: d.Name, Web: d.Kind == ingest.Address, Body: enc.EncodeAll(plain, nil)}, nil
}

// unpack makes a document of an item again.
func unpack(body []byte) (ingest.Document, Packing, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderMaxMemory(maxBody), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return ingest.Document{}, Packing{}, err
	}
	defer dec.Close()
	plain, err := dec.DecodeAll(body, nil)
	if err != nil {
		return ingest.Document{}, Packing{}, err
	}
	if len(plain) < 4 {
		return ingest.Document{}, Packing{}, errPacked
	}
	n := binary.BigEndian.Uint32(plain)
	if n > maxHeader || int(n) > len(plain)-4 {
		return ingest.Document{}, Packing{}, errPacked
	}
	var h header
	if err := json.Unmarshal(plain[4:4+n], &h); err != nil {
		return ingest.Document{}, Packing{}, err
	}
	d := ingest.Document{Name: h.Name, Path: h.Path, Kind: h.Kind, URL: h.URL, Fetched: h.Fetched, Listed: h.Listed, Packed: h.Packed, Seen: h.Seen,
		Mark: ingest.Mark{Archive: h.Archive, Next: h.Next}, Data: plain[4+n:]}
	p := Packing{Local: h.Local}
	for from, to := range map[string]*sayso.Date{h.Published: &d.Published, h.Default: &p.Published} {
		if from == "" {
			continue
		}
		if *to, err = sayso.ParseDate(from); err != nil {
			return d, p, err
		}
	}
	return d, p, nil
}

// Marks keep how far archives are queued.
type Marks interface {
	SetBookmark(ctx context.Context, archive string, by sayso.Provenance, at int64) error
}

// QueuedBy is who has read an archive into a queue, for the bookmark in it.
func QueuedBy(by sayso.Provenance) sayso.Provenance {
	by.Name = "queue for " + by.Name
	return by
}

// Queued says what became of documents that were to be queued.
type Queued struct {
	Documents int // that hold something
	Fresh     int // of these, those that wait now and did not before
	Failed    int // that could not be read
}

// Enqueue queues documents, and keeps how far each archive is queued: what is cut off in
// between is queued again, which changes nothing. told hears of each document that could
// not be read, and of what its owner may want to know.
func Enqueue(ctx context.Context, q lease.Queue, marks Marks, p Packing, documents iter.Seq2[ingest.Document, error], again bool, told func(name string, notes []string, err error)) (Queued, error) {
	var out Queued
	var pending []lease.Item
	bytes, upto := 0, map[string]int64{}
	flush := func() error {
		if len(pending) > 0 {
			fresh, err := q.Enqueue(ctx, again, pending...)
			if err != nil {
				return err
			}
			out.Fresh += fresh
		}
		pending, bytes = nil, 0
		for _, archive := range slices.Sorted(maps.Keys(upto)) {
			if err := marks.SetBookmark(ctx, archive, QueuedBy(p.By), upto[archive]); err != nil {
				return err
			}
		}
		clear(upto)
		return nil
	}
	for d, err := range documents {
		if err != nil {
			out.Failed++
			told(d.Name, nil, err)
			continue
		}
		if len(d.Notes) > 0 {
			told(d.Name, d.Notes, nil)
		}
		if d.Mark.Archive != "" {
			upto[d.Mark.Archive] = d.Mark.Next
		}
		if d.Kind != "" {
			it, err := p.Item(&d)
			if err != nil {
				return out, err
			}
			out.Documents++
			pending = append(pending, it)
			bytes += len(it.Body)
		}
		if len(pending) >= batchItems || bytes >= batchBytes {
			if err := flush(); err != nil {
				return out, err
			}
		}
	}
	if err := flush(); err != nil {
		return out, err
	}
	return out, ctx.Err()
}
