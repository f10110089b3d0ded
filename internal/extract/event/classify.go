package event

import (
	"encoding/binary"
	"math"
	"strings"

	"sayso"
	"sayso/internal/nlp/model"
	"sayso/nlp"
)

// ModelStage names the classifier's model.
const ModelStage = "events"

// ModelFormat counts the layouts of the model.
//
//	1  labels, biases, weights in eighths of a byte's range
const ModelFormat = 1

// Buckets is the number of features that words are hashed into.
const Buckets = 1 << 15

// maxFeatures bounds the features of one passage.
const maxFeatures = 300

// Class is a category with a mode, which may be empty.
type Class struct{ Category, Mode string }

// Classifier tells by the words of a passage which event it is about: a linear
// model over hashed lemmas and pairs of them, trained on weak labels. It is
// immutable and safe to share.
type Classifier struct {
	classes []Class
	bias    []float32
	scale   float32
	weights []int8 // Buckets rows of one weight for each class
}

// Features calls add for each feature of the passage: its content lemmas and
// pairs of neighbours. Names are left out, for the model must not learn who.
func Features(d *nlp.Doc, r nlp.Range, add func(bucket int)) {
	n, last := 0, ""
	for i := r.First; i < r.End && n < maxFeatures; i++ {
		t := &d.Tokens[i]
		w := ""
		switch t.POS {
		case "NOUN", "VERB", "ADJ", "ADV", "PART":
			w = strings.ToLower(t.Lemma)
		case "ADP":
			w = strings.ToLower(t.Lemma)
			last = join(last, w, add)
			continue
		case "PUNCT":
			last = ""
			continue
		case "PROPN":
			last = join(last, "N", add)
			continue
		default:
			continue
		}
		add(bucket(w))
		last = join(last, w, add)
		n++
	}
}

// join adds the pair of a word and the one before it, and returns the word.
func join(before, w string, add func(int)) string {
	if before != "" {
		add(bucket(before + " " + w))
	}
	return w
}

func bucket(s string) int {
	h := uint32(2166136261)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint32(s[i])) * 16777619
	}
	h ^= h >> 15
	return int(h % Buckets)
}

// Scores returns the probability of each class for a passage, in the order of
// Classes. It reuses dst.
func (c *Classifier) Scores(dst []float64, d *nlp.Doc, passages ...nlp.Range) []float64 {
	dst = dst[:0]
	n := 0
	sum := make([]int32, len(c.classes))
	for _, r := range passages {
		Features(d, r, func(b int) {
			n++
			for k, w := range c.weights[b*len(c.classes) : (b+1)*len(c.classes)] {
				sum[k] += int32(w)
			}
		})
	}
	norm := 1 / math.Sqrt(float64(max(n, 1)))
	top := math.Inf(-1)
	for k := range c.classes {
		v := float64(sum[k])*float64(c.scale)*norm + float64(c.bias[k])
		dst = append(dst, v)
		top = max(top, v)
	}
	z := 0.0
	for k := range dst {
		dst[k] = math.Exp(dst[k] - top)
		z += dst[k]
	}
	for k := range dst {
		dst[k] /= z
	}
	return dst
}

// Classes returns what the classifier tells apart. The slice is shared.
func (c *Classifier) Classes() []Class { return c.classes }

// NewClassifier makes one of weights: Buckets rows of one weight a class.
func NewClassifier(classes []Class, bias []float32, weights []float32) *Classifier {
	c := &Classifier{classes: classes, bias: bias, weights: make([]int8, len(weights))}
	top := float32(1e-6)
	for _, w := range weights {
		top = max(top, float32(math.Abs(float64(w))))
	}
	// The largest weights are cut, for the small ones are many and must stay.
	c.scale = top / 127 / 2
	for i, w := range weights {
		c.weights[i] = int8(max(-127, min(127, math.Round(float64(w/c.scale)))))
	}
	return c
}

// File packs the classifier.
func (c *Classifier) File() *model.File {
	f := model.New(ModelStage, ModelFormat)
	var names []string
	for _, k := range c.classes {
		names = append(names, k.Category+"\t"+k.Mode)
	}
	f.Set("classes", []byte(strings.Join(names, "\n")))
	num := binary.LittleEndian.AppendUint32(nil, math.Float32bits(c.scale))
	for _, b := range c.bias {
		num = binary.LittleEndian.AppendUint32(num, math.Float32bits(b))
	}
	f.Set("numbers", num)
	w := make([]byte, len(c.weights))
	for i, v := range c.weights {
		w[i] = byte(v)
	}
	f.Set("weights", w)
	return f
}

// ReadClassifier unpacks what File packs.
func ReadClassifier(f *model.File) (*Classifier, error) {
	if err := f.Check(ModelStage, ModelFormat); err != nil {
		return nil, err
	}
	c := &Classifier{}
	for _, l := range strings.Split(string(f.Section("classes")), "\n") {
		category, mode, _ := strings.Cut(l, "\t")
		if err := checkCode(category, mode); err != nil {
			return nil, sayso.E("load model", ModelStage, sayso.Damaged, err)
		}
		c.classes = append(c.classes, Class{category, mode})
	}
	num, w := f.Section("numbers"), f.Section("weights")
	if len(num) != 4*(len(c.classes)+1) || len(w) != Buckets*len(c.classes) {
		return nil, sayso.Errorf("load model", ModelStage, sayso.Damaged, "its sections do not fit together")
	}
	c.scale = math.Float32frombits(binary.LittleEndian.Uint32(num))
	for k := range c.classes {
		c.bias = append(c.bias, math.Float32frombits(binary.LittleEndian.Uint32(num[4*k+4:])))
	}
	c.weights = make([]int8, len(w))
	for i, b := range w {
		c.weights[i] = int8(b)
	}
	return c, nil
}
