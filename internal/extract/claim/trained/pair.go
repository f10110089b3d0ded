package trained

import "sayso/nlp"

// Features of an argument and the cue that it may belong to.

// headOf returns the token of r that hangs outside it, the nearest to the root.
func (s *scene) headOf(r nlp.Range) int {
	at := r.First
	for range r.Len() {
		h := int(s.toks[at].head)
		if !r.Contains(h) {
			break
		}
		at = h
	}
	return at
}

// pair are the features of an argument and its cue, whatever its role. rank
// counts cues from the argument, 1 being the next one to the right and -1 the
// next to the left; after tells on which side the labels place the cue; grade
// is how likely the one picked is what it may be.
func (s *scene) pair(c *collector, g *Segments, r, cue nlp.Range, rank int, after bool, grade key) {
	right := cue.First >= r.First
	lo, hi := r.End, cue.First
	if !right {
		lo, hi = cue.End, r.First
	}
	unsaid := key(10)
	if lo < hi {
		unsaid = steps(int(g.outBefore[hi] - g.outBefore[lo]))
	}
	k := mix(key(rank+8), truth(after))
	c.add(k)
	c.add(mix(9, grade))
	c.add(mix(k, grade))
	c.add(mix(mix(k, unsaid), 0))
	c.add(mix(mix(truth(right), truth(after)), unsaid))
	c.add(mix(mix(mix(truth(right), truth(after)), unsaid), mix(steps(r.Len()), truth(s.paragraphStart(r.First)))))
	sent := int(s.at(cue.First).sentence) - int(s.at(r.First).sentence)
	sentEnd := int(s.at(cue.First).sentence) - int(s.at(r.End-1).sentence)
	para := int(s.at(cue.First).paragraph) - int(s.at(r.First).paragraph)
	c.add(mix(k, key(clamp(sent, 3)+8)))
	c.add(mix(k, mix(key(clamp(sent, 3)+8), key(clamp(sentEnd, 3)+8))))
	c.add(mix(k, key(clamp(para, 3)+8)))
	c.add(mix(k, steps(gap(r, cue))))
	between := key(0)
	if hi-lo <= 3 {
		for i := lo; i < hi; i++ {
			between = mix(between, s.at(i).low)
		}
		c.add(mix(mix(5, between), truth(right)))
	} else {
		c.n++
	}
	marks := key(0)
	for i := lo; i < min(hi, lo+60); i++ {
		switch {
		case s.toks[i].pos == posVerb && s.toks[i].lex > 0:
			marks |= 1
		case s.toks[i].quote > 0:
			marks |= 2
		case s.d.Word(i) == ",":
			marks |= 4
		case s.d.Word(i) == ".":
			marks |= 8
		}
	}
	c.add(mix(k, marks))
	h, q := s.headOf(r), s.headOf(cue)
	if sent == 0 || sentEnd == 0 {
		path, ok := s.path(h, q)
		c.add(mix(path, truth(ok)))
		c.add(mix(mix(path, truth(ok)), key(rank+8)))
		c.add(mix(mix(s.at(h).rel, truth(cue.Contains(int(s.at(h).head)))), key(clamp(rank, 1)+8)))
	} else {
		c.n += 3
	}
	c.add(mix(s.at(q).lemma, mix(truth(right), truth(s.at(r.First).quote > 0))))
	c.add(mix(mix(key(s.at(q).lex), truth(right)), k))
}

func clamp(n, most int) int { return max(-most, min(most, n)) }

var posVerb = keyOf("VERB")

// path is the relations from one token up to what it shares with another and
// down again; it reports false when that takes more than a few steps.
func (s *scene) path(from, to int) (key, bool) {
	var ups [6]int
	n := 0
	for at := from; at >= 0 && n < len(ups); at = int(s.toks[at].head) {
		ups[n] = at
		n++
	}
	down := key(0)
	at := to
	for range 6 {
		if at < 0 {
			break
		}
		for k := range n {
			if ups[k] == at {
				up := key(0)
				for j := range k {
					up = mix(up, s.toks[ups[j]].rel)
				}
				return mix(up, down), true
			}
		}
		down = mix(down, s.toks[at].rel)
		at = int(s.toks[at].head)
	}
	return 0, false
}

// contentPair are the features of content i and cue q alone.
func (s *scene) contentPair(c *collector, g *Segments, i, q, rank int) {
	r, cue := g.Contents[i], g.Cues[q]
	c.add(mix(key(rank+8), s.at(r.First).low))
	c.add(mix(key(rank+8), mix(truth(s.at(r.First).quote > 0), truth(s.at(r.End-1).quote > 0))))
	c.add(mix(key(rank+8), mix(truth(s.sentenceStart(r.First)), truth(s.paragraphStart(r.First)))))
	// Another content stands nearer to the cue, or on its other side.
	other := key(0)
	for j := max(0, i-2); j < min(len(g.Contents), i+3); j++ {
		if j == i {
			continue
		}
		x := g.Contents[j]
		switch {
		case x.First < cue.First && r.First < cue.First && x.First > r.First, x.First > cue.First && r.First > cue.First && x.First < r.First:
			other |= 1
		case (x.First < cue.First) != (r.First < cue.First):
			other |= 2
			if g.contentAfter[j] == (x.First > cue.First) {
				other |= 4
			}
		}
	}
	c.add(mix(key(rank+8), mix(other, truth(g.contentAfter[i]))))
	c.add(mix(key(rank+8), mix(other, mix(truth(s.at(r.First).quote > 0), truth(s.paragraphStart(r.First))))))
	c.add(mix(key(rank+8), s.agrees(r, cue)))
	c.add(s.agrees(r, cue))
}

// sourcePair are the features of source k and cue q alone.
func (s *scene) sourcePair(c *collector, g *Segments, k, q, rank int) {
	r, cue := g.Sources[k], g.Cues[q]
	// Another cue stands between the source and this one, or the source has
	// a cue nearer.
	cues := 0
	for j := max(0, q-reach); j < min(len(g.Cues), q+reach+1); j++ {
		x := g.Cues[j]
		if x.First > min(r.First, cue.First) && x.First < max(r.First, cue.First) {
			cues++
		}
	}
	c.add(mix(key(rank+8), key(cues)))
	c.add(mix(mix(key(rank+8), key(cues)), truth(g.sourceAfter[k])))
	c.add(mix(mix(key(rank+8), key(cues)), s.at(s.headOf(cue)).rel))
	c.add(mix(mix(key(rank+8), key(cues)), s.at(s.headOf(cue)).xpos))
	c.add(mix(key(rank+8), s.at(s.headOf(r)).rel))
	c.add(mix(key(rank+8), s.at(s.headOf(cue)).lemma))
	c.add(s.agreesSource(r, cue))
	c.add(mix(key(rank+8), s.agreesSource(r, cue)))
}

func (s *scene) sentenceStart(i int) bool { return s.d.Sentences[s.toks[i].sentence].First == i }

func (s *scene) paragraphStart(i int) bool { return s.d.Paragraphs[s.toks[i].paragraph].First == i }

// agrees tells whether the rules join the content and the cue: 1 when they
// give each to another, 2 when they join them.
func (s *scene) agrees(r, cue nlp.Range) key {
	out := key(0)
	for i := cue.First; i < cue.End; i++ {
		if k := s.toks[i].ruleCue; k > 0 {
			if touches(s.rules[k-1].Content, r) {
				return 2
			}
			out = 1
		}
	}
	return out
}

// agreesSource is the same for a source and a cue.
func (s *scene) agreesSource(r, cue nlp.Range) key {
	out := key(0)
	for i := cue.First; i < cue.End; i++ {
		if k := s.toks[i].ruleCue; k > 0 {
			if touches(s.rules[k-1].Source, r) {
				return 2
			}
			out = 1
		}
	}
	return out
}

func touches(rs []nlp.Range, r nlp.Range) bool {
	for _, x := range rs {
		if x.First < r.End && r.First < x.End {
			return true
		}
	}
	return false
}
