package index

import (
	"encoding/binary"
	"hash/fnv"
	"strings"

	"sayso"
	"sayso/internal/story/cluster"
	"sayso/internal/story/lineage"
)

// Signature is what an article is compared by: its heaviest words, its figures
// and its outlet, for likeness, and its fingerprints, for copies. It is a function
// of the article alone.
type Signature struct {
	Terms   []cluster.Term
	Figures []uint16
	Outlet  string
	Prints  lineage.Fingerprint
}

// Sign makes the signature of an article.
func Sign(a *sayso.Article) Signature {
	return Signature{cluster.Terms(a.Title, a.Text), cluster.Figures(a.Text), a.Outlet, lineage.Of(a.Text)}
}

// signatureFormat is the first byte of a signature as it is kept. In format 1
// there were no outlet, no figures, and no place of terms.
const signatureFormat = 2

// ErrSignature is the cause where a kept signature cannot be read: all of them are
// to be made anew.
const ErrSignature = sayso.Cause("it is cut short or of another format")

// Pack writes a signature as it is kept: the format, the outlet as a hash, how
// many figures there are, each in two bytes, how many terms, each with its length,
// bytes, weight and place, then fingerprints of eight bytes.
func (s *Signature) Pack() []byte {
	out := make([]byte, 0, 8+2*len(s.Figures)+12*len(s.Terms)+8*len(s.Prints))
	out = append(out, signatureFormat)
	out = binary.LittleEndian.AppendUint32(out, outletHash(s.Outlet))
	out = append(out, byte(len(s.Figures)))
	for _, f := range s.Figures {
		out = binary.LittleEndian.AppendUint16(out, f)
	}
	out = append(out, byte(len(s.Terms)))
	for _, t := range s.Terms {
		w := t.Word[:min(len(t.Word), 255)]
		out = append(append(append(out, byte(len(w))), w...), t.Weight, byte(t.Where))
	}
	for _, p := range s.Prints {
		out = binary.LittleEndian.AppendUint64(out, p)
	}
	return out
}

// Old reports whether a signature is one that an older program has made: what it
// says can be compared to no other.
func Old(signature []byte) bool {
	return len(signature) > 0 && signature[0] < signatureFormat
}

// noOutlet is the hash of an outlet that nobody knows, which is nobody's own.
const noOutlet = 0

func outletHash(outlet string) uint32 {
	if outlet == "" {
		return noOutlet
	}
	return hash([]byte(strings.ToLower(outlet)))
}

// packed is a signature as the index takes it in: words as hashes. It is read
// without making strings of them.
type packed struct {
	outlet  uint32
	figures []uint16
	words   [][]byte // parts of what was read
	terms   []uint32
	weights []weight
	prints  []uint64
}

// weight is what a term weighs in an article, in its low byte, and where it
// stands there.
type weight uint16

func (w weight) of() uint32           { return uint32(w & 0xff) }
func (w weight) where() cluster.Where { return cluster.Where(w >> 8) }

// read reads what Pack wrote into p, whose memory is used again.
func (p *packed) read(b []byte) error {
	p.figures, p.words, p.terms, p.weights, p.prints = p.figures[:0], p.words[:0], p.terms[:0], p.weights[:0], p.prints[:0]
	damaged := sayso.E("read signature", "", sayso.Damaged, ErrSignature)
	if len(b) < 7 || b[0] != signatureFormat {
		return damaged
	}
	p.outlet = binary.LittleEndian.Uint32(b[1:])
	n := int(b[5])
	if b = b[6:]; len(b) < 2*n+1 {
		return damaged
	}
	for range n {
		p.figures = append(p.figures, binary.LittleEndian.Uint16(b))
		b = b[2:]
	}
	n = int(b[0])
	for b = b[1:]; n > 0; n-- {
		if len(b) < 1 || len(b) < int(b[0])+3 {
			return damaged
		}
		k := int(b[0])
		p.words = append(p.words, b[1:1+k])
		p.terms = append(p.terms, hash(b[1:1+k]))
		p.weights = append(p.weights, weight(b[1+k])|weight(b[2+k])<<8)
		b = b[3+k:]
	}
	if len(b)%8 != 0 {
		return damaged
	}
	for ; len(b) > 0; b = b[8:] {
		p.prints = append(p.prints, binary.LittleEndian.Uint64(b))
	}
	return nil
}

// hash names a word in 32 bits. Two of the some hundred thousand words of news
// that fall together weigh as one, by which little is lost.
func hash(word []byte) uint32 {
	h := fnv.New32a()
	h.Write(word)
	return h.Sum32()
}
