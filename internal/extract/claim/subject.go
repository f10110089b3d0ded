package claim

import "sayso/nlp"

// cueStart walks left from the verb at v over what belongs to its group:
// auxiliaries, negations, adverbs ("has repeatedly said").
func (p *pass) cueStart(lo, v int) int {
	i := v
	for i > lo {
		t := p.words[i-1].tag
		if t&(aux|neg|adv) == 0 || t&when != 0 {
			break
		}
		i--
	}
	// An adverb that opens the sentence, or follows a comma, is outside.
	for i < v && p.words[i].tag&adv != 0 && (i == lo || p.words[i-1].tag&(comma|stop|mark|dash|colon|semi|but) != 0) {
		i++
	}
	return i
}

// subject finds whom the verb group that starts at v has for its subject, in
// a clause that starts at lo or later. Asides between the two belong to it:
// "Smith, a doctor, said"; those that are circumstances do not: "Smith, in a
// statement, said".
func (p *pass) subject(lo, v int) (nlp.Range, bool) {
	j := v - 1
	if j < lo {
		return nlp.Range{}, false
	}
	// "Smith on Tuesday said", "Smith last week said".
	j = p.skipWhen(lo, j)
	switch w := &p.words[j]; {
	case w.tag&rel != 0 || w.key == "that" && j > lo && p.words[j-1].tag&(nounish|comma) != 0:
		return nlp.Range{First: j, End: j + 1}, true
	case w.tag&(comma|dash) != 0 && !p.joined(j):
		return p.asides(lo, j)
	}
	return p.phraseBefore(lo, j+1)
}

// skipWhen walks left over "on Tuesday", "last week", "this week".
func (p *pass) skipWhen(lo, j int) int {
	k := j
	for k > lo && p.words[k].tag&(when|number) != 0 && !(p.words[k].tag&number != 0 && p.words[k-1].tag&when == 0) {
		k--
	}
	if k == j || k < lo {
		return j
	}
	if p.words[k].tag&prep != 0 || p.words[k].key == "this" {
		k--
	}
	if k < lo || p.words[k].tag&(nounish|closer|subj) == 0 {
		return j
	}
	return k
}

// asides finds the subject before one or more asides of which the last ends
// with the comma or dash at j.
func (p *pass) asides(lo, j int) (nlp.Range, bool) {
	c := p.asideStart(lo, j)
	if c < 0 {
		return nlp.Range{}, false
	}
	end := j + 1 // where the source ends
	if p.circumstance(c+1, j) {
		end = c
	}
	np, ok := p.phraseBefore(lo, c)
	if !ok {
		return nlp.Range{}, false
	}
	// What stands before the aside may be an apposition itself: "Smith, 45, who
	// …".
	for range maxAsides {
		k := np.First - 1
		if k <= lo || p.words[k].tag&comma == 0 || !p.apposes(k, np) {
			break
		}
		outer, ok := p.phraseBefore(lo, k)
		if !ok {
			break
		}
		np = outer
	}
	return nlp.Range{First: np.First, End: end}, true
}

// asideStart returns the comma or dash that opens the aside closed at j: the
// nearest one before which a noun stands and after which an aside may begin.
func (p *pass) asideStart(lo, j int) int {
	closing := p.words[j].tag & (comma | dash)
	for c := j - 1; c > lo && j-c < 48; c-- {
		t := p.words[c].tag
		if t&(stop|semi) != 0 {
			return -1
		}
		if t&closing == 0 || closing == dash && p.joined(c) {
			continue
		}
		if p.words[c-1].tag&(nounish|closer|mark|subj|obj) == 0 {
			continue
		}
		if p.opensAside(c+1, j) {
			return c
		}
	}
	return -1
}

// opensAside reports whether an aside may begin at i.
func (p *pass) opensAside(i, j int) bool {
	w := &p.words[i]
	switch {
	case i >= j:
		return false
	case w.tag&(rel|det|number|poss) != 0:
		return true
	case w.tag&(prep|adv|sub|when|ing|part) != 0:
		return true
	case w.tag&(open|named) != 0:
		// "Smith, director of …,": no verb may stand in it unless "who" comes.
		for k := i; k < j; k++ {
			t := p.words[k].tag
			if t&rel != 0 {
				return true
			}
			if t&(fin|aux) != 0 {
				return false
			}
		}
		// A place after a place ends the name of that place: go on.
		return !(j-i <= 2 && w.tag&named != 0 && p.placeName(i))
	}
	return false
}

// circumstance reports whether the aside from i to j tells when, where or how
// and not who: "in a statement", "meanwhile", "asked about it".
func (p *pass) circumstance(i, j int) bool {
	w := &p.words[i]
	switch {
	case w.tag&(adv|sub|when|ing|wh) != 0:
		return true
	case w.tag&part != 0:
		return true
	case w.tag&prep != 0:
		return w.key != "of" && w.key != "from" && w.key != "at" && w.key != "with"
	}
	return false
}

// apposes reports whether the noun phrase after the comma at c says who stands
// before it: "Smith, a doctor", "Nashua, N.H.", "Smith, 45".
func (p *pass) apposes(c int, np nlp.Range) bool {
	if c == 0 || p.words[c-1].tag&(named|open|number|closer) == 0 {
		return false
	}
	w := &p.words[np.First]
	switch {
	case w.key == "a" || w.key == "an" || w.key == "his" || w.key == "her" || w.key == "its" || w.key == "one":
		return true
	case w.tag&number != 0 && np.Len() == 1:
		return true
	case w.key == "the":
		return p.words[c-1].tag&named != 0 && p.sentenceStart(c, np)
	case w.tag&open != 0 && !w.cap:
		return p.words[c-1].tag&named != 0
	case w.tag&named != 0 && np.Len() <= 2:
		return p.placeName(np.First) && p.words[c-1].tag&named != 0 && p.placeName(c-1)
	}
	return false
}

// sentenceStart reports whether the name before the comma at c is the subject
// and not the end of an adverbial: "In Ohio, the governor said".
func (p *pass) sentenceStart(c int, np nlp.Range) bool {
	k := c - 1
	for k > 0 && p.words[k].tag&(named|open|sign|dash) != 0 {
		k--
	}
	return p.words[k].tag&prep == 0
}

// placeName reports whether token i stands in the name of a place.
func (p *pass) placeName(i int) bool {
	n := p.nameAt[i]
	return n > 0 && p.d.Names[n-1].Type == nlp.PlaceName
}
