package name

import (
	"slices"
	"sync"

	"sayso/internal/nlp/model"
	"sayso/nlp"
)

// Recogniser finds names with trained weights. It is safe for parallel use.
type Recogniser struct {
	m    *Weights
	lex  *Lexicon
	pool sync.Pool // *worker
}

// worker is what one Apply needs; workers are used again.
type worker struct {
	reader
	lattice
	feats []key
	spans []span
	rows  []uint32
	sight sight
	// seen is the scores of all tokens by the network, and by an encoder if one
	// read the text; heard is of how many tokens, from the first on, it did.
	seen  [][Tags]float32
	heard int
	// polled is the scores of the words that stand capitalised more than once,
	// in their order.
	polled [][Tags]float32
	// Of each distinct word that stands capitalised more than once: the sums of
	// its scores, and how many.
	sums   [][Tags]float32
	counts []float32
}

// New returns a recogniser with weights m.
func New(m *Weights) *Recogniser {
	r := &Recogniser{m: m, lex: NewLexicon()}
	r.pool.New = func() any {
		return &worker{reader: reader{lex: r.lex, world: &m.world, byKey: map[key]int32{}}}
	}
	return r
}

// Apply sets d.Names; it needs tokens, sentences, tags, lemmas and trees.
func (r *Recogniser) Apply(d *nlp.Doc) {
	w := r.pool.Get().(*worker)
	defer func() {
		w.d = nil
		r.pool.Put(w)
	}()
	w.read(d)
	d.Names = nil
	w.seen = w.sight.look(r.m, &w.reader, w.seen[:0])
	w.hear(d.Scores)
	w.poll(r.m)
	polled := w.polled
	for _, s := range d.Sentences {
		w.reader.sentence(s)
		w.grow(s.Len())
		for i := range s.Len() {
			if w.again(s.First + i) {
				w.scores[i], polled = polled[0], polled[1:]
				w.agree(s.First+i, &w.scores[i])
			} else {
				w.score(r.m, s.First+i, &w.scores[i])
			}
		}
		from := len(d.Names)
		d.Names = appendNames(d.Names, s.First, w.best(&r.m.trans))
		d.Names = company(d, s, d.Names, from)
		number(d, s, d.Names[from:])
		w.state(s, d.Names[from:])
		d.Names = w.part(d.Names, from)
	}
	w.nicknames(d)
	w.monthSurnames(d)
}

// hear adds what an encoder makes of the tokens, if one read the text: all
// experts' scores are pooled, as the network's are with the features'.
func (w *worker) hear(s *nlp.Scores) {
	w.heard = 0
	if s == nil || s.Tokens > len(w.seen) || len(s.Names) != s.Tokens*Tags {
		return
	}
	w.heard = s.Tokens
	for i := range w.heard {
		for t, v := range s.Names[i*Tags : (i+1)*Tags] {
			w.seen[i][t] += float32(contextShare * v)
		}
		w.seen[i][Outside] += contextCaution
	}
}

// Beside an encoder's scores, the features weigh less than without; the network
// weighs what it always does. Whatever is outside names gets a little on top.
const (
	contextShare   float32 = 0.3
	featureShare   float32 = 0.9
	contextCaution float32 = 0.1
)

// part cuts persons that a list without commas has run together, from names[from]
// on: "Mira Okafor Adam Lind". A new one begins where a given name that is no
// surname follows a word that is no given name. Only a name that itself begins
// with a given name that is no surname is cut, as that tells lists from languages
// that put surnames first.
func (w *worker) part(names []nlp.Name, from int) []nlp.Name {
	for k := from; k < len(names); k++ {
		n := names[k]
		if n.Type != nlp.PersonName || !w.words[n.First].onlyGiven() {
			continue
		}
		for i := n.First + 2; i < n.End; i++ {
			before, next := &w.words[i-1], &w.words[i]
			if before.shape == capital && before.lists&GivenList == 0 && next.onlyGiven() {
				names = slices.Insert(names, k+1, n)
				names[k].End, names[k+1].First = i, i
				break
			}
		}
	}
	return names
}

// onlyGiven reports whether a word is a given name and no surname.
func (w *word) onlyGiven() bool { return w.lists&(GivenList|SurnameList) == GivenList }

// state lets a people or a faith take in "State" where that ends the run of
// capitalised words: "the Islamic State", of which most annotated texts are too
// old to know.
func (w *worker) state(s nlp.Range, names []nlp.Name) {
	for k := range names {
		n := &names[k]
		if n.Type != nlp.GroupName || w.loud || n.End >= s.End || int(w.words[n.End].runEnd) != n.End+1 || w.d.Word(n.End) != "State" ||
			k+1 < len(names) && names[k+1].First <= n.End {
			continue
		}
		n.End, n.Type = n.End+1, nlp.OrgName
	}
}

// legalForms are what a company's name ends with after a comma.
var legalForms = map[string]bool{"Inc": true, "Inc.": true, "INC": true, "INC.": true, "Incorporated": true, "Ltd": true, "Ltd.": true, "LTD": true, "LTD.": true,
	"Limited": true, "LLC": true, "L.L.C.": true, "LLP": true, "L.L.P.": true, "LP": true, "L.P.": true, "Corp": true, "Corp.": true, "PLC": true, "plc": true,
	"GmbH": true, "S.A.": true, "N.V.": true}

// company lets names[from:] of a sentence take in a legal form, as in "Okafor
// Lind, Inc.": whatever was thought of the words before it, that is a company.
func company(d *nlp.Doc, s nlp.Range, names []nlp.Name, from int) []nlp.Name {
	for k := from; k < len(names); k++ {
		n := &names[k]
		form := n.End + 1
		if form >= s.End || d.Word(n.End) != "," || !legalForms[d.Word(form)] {
			continue
		}
		n.End, n.Type = form+1, nlp.OrgName
		for k+1 < len(names) && names[k+1].First <= form { // taken for names of their own
			names = slices.Delete(names, k+1, k+2)
		}
	}
	return names
}

// number lets names of a sentence take in the Roman number that follows them,
// as in "World War II".
func number(d *nlp.Doc, s nlp.Range, names []nlp.Name) {
	for k := range names {
		n := &names[k]
		if n.Type != nlp.GroupName && n.Type != nlp.PlaceName && n.End < s.End && roman(d.Word(n.End)) && (k+1 == len(names) || names[k+1].First > n.End) {
			n.End++
		}
	}
}

// roman reports whether s is a Roman number from 2 to 39 of more than one
// letter.
func roman(s string) bool {
	if len(s) < 2 || len(s) > 7 {
		return false
	}
	for i := range len(s) {
		if s[i] != 'I' && s[i] != 'V' && s[i] != 'X' {
			return false
		}
	}
	return true
}

// agreement is how far a word's scores move to the mean of its scores all over
// the text: what a name is in one place it mostly is in others (one sense per
// discourse; Gale et al. 1992), and some places tell better than others.
const agreement = 0.2

// again reports whether token i is one of several capitalised occurrences of
// its word.
func (w *worker) again(i int) bool {
	x := &w.words[i]
	return x.shape.named() && w.kins[x.kin].count > 1
}

// poll sums the scores of the words that stand more than once.
func (w *worker) poll(m *Weights) {
	w.sums = append(w.sums[:0], make([][Tags]float32, len(w.kins))...)
	w.counts = append(w.counts[:0], make([]float32, len(w.kins))...)
	w.polled = w.polled[:0]
	for _, s := range w.d.Sentences {
		w.reader.sentence(s)
		for i := s.First; i < s.End; i++ {
			if !w.again(i) {
				continue
			}
			var scores [Tags]float32
			w.score(m, i, &scores)
			w.polled = append(w.polled, scores)
			k := w.words[i].kin
			for t, v := range scores {
				w.sums[k][t] += v
			}
			w.counts[k]++
		}
	}
}

// agree moves the scores of token i, which stands more than once, towards the
// mean of its word's.
func (w *worker) agree(i int, scores *[Tags]float32) {
	k := w.words[i].kin
	for t := range scores {
		scores[t] += agreement * (w.sums[k][t]/w.counts[k] - scores[t])
	}
}

// score is what the features and the network make of token i.
func (w *worker) score(m *Weights, i int, out *[Tags]float32) {
	w.feats = w.features(i, w.feats[:0])
	if len(w.spans) < len(w.feats) {
		w.spans = make([]span, 2*len(w.feats))
	}
	w.rows = m.find(w.rows[:0], w.feats, w.spans)
	sums := m.rows.Sum(w.rows)
	share := float32(1)
	if i < w.heard {
		share = featureShare
	}
	for t := range out {
		out[t] = float32(float32(sums[t])*(share*m.scale)) + w.seen[i][t]
	}
}

// appendNames reads the names out of the tags of tokens from first on.
func appendNames(names []nlp.Name, first int, tags []uint8) []nlp.Name {
	open := 0
	for i, tag := range tags {
		if tag == Outside {
			continue
		}
		t, place := int(tag-1)/4, int(tag-1)%4
		switch place {
		case begin:
			open = i
		case unit, last:
			if place == unit {
				open = i
			}
			names = append(names, nlp.Name{Range: nlp.Range{First: first + open, End: first + i + 1}, Type: typeOrder[t]})
		}
	}
	return names
}

// Load makes a recogniser of the model that m holds.
func Load(m *model.Models) (*Recogniser, error) {
	f, err := m.Stage(Stage)
	if err != nil {
		return nil, err
	}
	w, err := Read(f)
	if err != nil {
		return nil, err
	}
	return New(w), nil
}
