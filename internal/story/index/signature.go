package index

import (
	"encoding/binary"
	"hash/fnv"

	"sayso"
	"sayso/internal/story/cluster"
	"sayso/internal/story/lineage"
)

// Signature is what an article is compared by: its heaviest words, for
// likeness, and its fingerprints, for copies. It is a function of the article
// alone.
type Signature struct {
	Terms  []cluster.Term
	Prints lineage.Fingerprint
}

// Sign makes the signature of an article.
func Sign(a *sayso.Article) Signature {
	return Signature{cluster.Terms(a.Title, a.Text), lineage.Of(a.Text)}
}

// signatureFormat is the first byte of a signature as it is kept.
const signatureFormat = 1

// Pack writes a signature as it is kept: the format, how many terms there are,
// each with its length, bytes and weight, then fingerprints of eight bytes.
func (s *Signature) Pack() []byte {
	out := make([]byte, 0, 2+10*len(s.Terms)+8*len(s.Prints))
	out = append(out, signatureFormat, byte(len(s.Terms)))
	for _, t := range s.Terms {
		w := t.Word[:min(len(t.Word), 255)]
		out = append(append(append(out, byte(len(w))), w...), t.Weight)
	}
	for _, p := range s.Prints {
		out = binary.LittleEndian.AppendUint64(out, p)
	}
	return out
}

// packed is a signature as the index takes it in: words as hashes. It is read
// without making strings of them.
type packed struct {
	terms   []uint32
	weights []uint8
	prints  []uint64
}

// read reads what Pack wrote into p, whose memory is used again.
func (p *packed) read(b []byte) error {
	p.terms, p.weights, p.prints = p.terms[:0], p.weights[:0], p.prints[:0]
	damaged := sayso.Errorf("read signature", "", sayso.Damaged, "it is cut short or of another format").Advise("make all of them anew: sayso rebuild")
	if len(b) < 2 || b[0] != signatureFormat {
		return damaged
	}
	n := int(b[1])
	for b = b[2:]; n > 0; n-- {
		if len(b) < 1 || len(b) < int(b[0])+2 {
			return damaged
		}
		k := int(b[0])
		p.terms = append(p.terms, hash(b[1:1+k]))
		p.weights = append(p.weights, b[1+k])
		b = b[2+k:]
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
