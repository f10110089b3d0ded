package claim

import "sayso/nlp"

// pictures reads what pictures and recordings show: "A video clip released by
// the agency captured the first handshake". It needs the tree, since what
// stands between the two is long as a rule; the cues are verbs that say
// nothing where people are their subject.
func (p *pass) pictures(s nlp.Range) {
	for v := s.First; v < s.End; v++ {
		t := &p.d.Tokens[v]
		if t.POS != "VERB" || p.quoteAt[v] > 0 || !shows(t.Lemma) {
			continue
		}
		source, content := nlp.Range{}, nlp.Range{}
		for c := range p.d.Children(v) {
			switch x := &p.d.Tokens[c]; {
			case x.Rel == "nsubj" && c < v && (p.picture(c) || p.papers(c) && (t.Lemma == "show" || t.Lemma == "reveal")):
				source = p.d.Subtree(c)
			case (x.Rel == "obj" || x.Rel == "ccomp") && c > v && content.Len() == 0:
				content = p.d.Subtree(c)
			case x.Rel == "obl" && content.Len() > 0 && p.d.Subtree(c).First == content.End:
				content.End = p.d.Subtree(c).End // where it is seen
			}
		}
		if source.Len() == 0 || content.Len() == 0 || source.End > v || content.First <= v || p.found(v) {
			continue
		}
		p.add(Attribution{Source: []nlp.Range{source}, Cue: []nlp.Range{{First: p.cueStart(source.End, v), End: v + 1}},
			Content: []nlp.Range{p.clip(content, s)}, Lemma: t.Lemma, Rule: pictureRule, Confidence: 0.7})
	}
}

// shows reports whether a verb may say what a picture has.
func shows(lemma string) bool {
	switch lemma {
	case "capture", "show", "depict", "record", "portray", "document", "reveal", "feature":
		return true
	}
	return false
}

// picture reports whether a noun names a picture or recording.
func (p *pass) picture(i int) bool {
	switch p.d.Tokens[i].Lemma {
	case "photograph", "photo", "picture", "image", "footage", "video", "clip", "recording", "videotape", "livestream":
		return p.nameAt[i] == 0
	}
	return false
}

// papers reports whether a noun names what was written down or counted.
func (p *pass) papers(i int) bool {
	switch p.d.Tokens[i].Lemma {
	case "log", "record", "document", "file", "paper", "figure", "data", "email", "e-mail", "letter", "memo", "diary", "transcript", "statistics", "poll", "survey", "study":
		return p.nameAt[i] == 0
	}
	return false
}

// found reports whether an attribution of the sentence at hand has the cue.
func (p *pass) found(v int) bool {
	for k := len(p.out) - 1; k >= 0 && k >= len(p.out)-maxPieces; k-- {
		for _, r := range p.out[k].Cue {
			if r.Contains(v) {
				return true
			}
		}
	}
	return false
}
