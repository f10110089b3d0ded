package question

import (
	"math"

	"sayso/internal/knowledge"
	"sayso/internal/knowledge/words"
)

// finder is one story at work.
type finder struct {
	classes    words.Classes
	lands      func(name string) string // the country that a name stands for
	statements []*statement
	discounts  []discount
	voices     *voices
	ids        map[string]int32 // of keys
	names      []string         // of keys
	shown      []string         // how a text writes them; empty for as they are named
	df         []int32
	weight     []float64
}

func newFinder() *finder {
	f := &finder{classes: words.Load(), lands: func(string) string { return "" }, voices: newVoices(), ids: map[string]int32{}}
	if base, err := knowledge.Load(); err == nil {
		f.lands = base.CountryOf
	}
	return f
}

// key is the number of a key.
func (f *finder) key(k string) int32 {
	id, ok := f.ids[k]
	if !ok {
		id = int32(len(f.names))
		f.ids[k] = id
		f.names = append(f.names, k)
		f.shown = append(f.shown, "")
		f.df = append(f.df, 0)
	}
	return id
}

func (f *finder) named(k int32) bool { return f.names[k][0] == nameMark[0] }

// once is what is left of a key's worth that no other statement of the story has:
// nothing can bear it out, so it is held against a pair by half.
const once = 0.5

// weigh gives keys their worth: the rarer among the story's statements, the more;
// names less than other words, since the same people and countries stand in
// statements on many matters.
func (f *finder) weigh() {
	for _, s := range f.statements {
		for _, k := range s.keys {
			f.df[k]++
		}
	}
	f.weight = make([]float64, len(f.names))
	n := float64(len(f.statements))
	for k := range f.weight {
		w := math.Log(1 + n/float64(max(f.df[k], 1)))
		if f.df[k] == 1 {
			w *= once
		}
		if f.named(int32(k)) {
			w *= 0.5
		}
		f.weight[k] = w
	}
}

// common walks two ascending lists and gives the weight of what both have, and
// how many of these are names and how many are not.
func (f *finder) common(a, b []int32) (w float64, names, plain int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			w += f.weight[a[i]]
			if f.named(a[i]) {
				names++
			} else {
				plain++
			}
			i, j = i+1, j+1
		}
	}
	return w, names, plain
}

func (f *finder) sum(ks []int32) float64 {
	w := 0.0
	for _, k := range ks {
		w += f.weight[k]
	}
	return w
}

// label is a key as people read it.
func (f *finder) label(k int32) string {
	if f.shown[k] != "" {
		return f.shown[k]
	}
	if f.names[k][0] == nameMark[0] {
		return f.names[k][1:]
	}
	return f.names[k]
}
