// Package encode makes the model of the encoder from published weights. It
// learns nothing: it makes whole numbers of 8 bits and lays them out.
package encode

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"unicode"

	"sayso"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/learn"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/net"
)

// The files below the corpora folder, as all-MiniLM-L6-v2 is published.
const (
	weightsFile   = "encoder/model.safetensors"
	tokenizerFile = "encoder/tokenizer.json"
	configFile    = "encoder/config.json"
	// headsFile holds the layers and heads that heads/heads.py learnt.
	headsFile = "encoder/heads.safetensors"
)

// Stage converts the weights.
type Stage struct{}

// Name implements [learn.Stage].
func (Stage) Name() string { return encode.Stage }

// About implements [learn.Stage].
func (Stage) About() string {
	return "vectors of what is said: converts the weights of all-MiniLM-L6-v2 in encoder/, learns nothing"
}

// Train implements [learn.Stage].
func (Stage) Train(ctx context.Context, corpora fs.FS, o learn.Options) (*model.File, error) {
	var c config
	if err := readJSON(corpora, configFile, &c); err != nil {
		return nil, err
	}
	if !c.sane() {
		return nil, sayso.Errorf("read weights", configFile, sayso.Invalid, "the sizes that it tells are none of an encoder that is read here")
	}
	var t tokenizer
	if err := readJSON(corpora, tokenizerFile, &t); err != nil {
		return nil, err
	}
	o.Say(learn.Progress{Step: "reading weights"})
	w, err := readWeights(corpora, weightsFile)
	if err != nil {
		return nil, err
	}
	f := model.New(encode.Stage, encode.Format)
	f.Corpora, f.Command = []string{"all-MiniLM-L6-v2"}, "sayso train encode"
	b := builder{file: f, weights: w, c: c}
	b.embeddings(t.kept(c.Pieces))
	for i := range c.Layers {
		if ctx.Err() != nil {
			return nil, sayso.E("train", encode.Stage, sayso.Cancelled, ctx.Err())
		}
		o.Say(learn.Progress{Step: fmt.Sprintf("layer %d of %d", i+1, c.Layers), Done: float64(i) / float64(c.Layers)})
		b.layer(string(rune('a'+i))+".", fmt.Sprintf("encoder.layer.%d.", i))
	}
	if b.missing != "" {
		return nil, sayso.Errorf("read weights", weightsFile, sayso.Invalid, "it has no %s of the shape that %s tells", b.missing, configFile)
	}
	if b.weights, err = readWeights(corpora, headsFile); err != nil {
		return nil, err
	}
	if b.heads(); b.missing != "" {
		return nil, sayso.Errorf("read weights", headsFile, sayso.Invalid, "it has no %s of the right shape", b.missing).Advise("MODELS.md says how it is made")
	}
	return f, nil
}

// config is what is needed of a published configuration.
type config struct {
	Pieces    int `json:"vocab_size"`
	Width     int `json:"hidden_size"`
	Inner     int `json:"intermediate_size"`
	Layers    int `json:"num_hidden_layers"`
	Heads     int `json:"num_attention_heads"`
	Positions int `json:"max_position_embeddings"`
}

// sane reports whether the sizes are those of an encoder that package encode
// reads, before any memory is asked for.
func (c config) sane() bool {
	s := c.shape()
	return s.Sane() && c.Positions >= encode.MaxPieces
}

func (c config) shape() encode.Shape {
	return encode.Shape{Pieces: c.Pieces, Width: c.Width, Inner: c.Inner, Layers: c.Layers, Heads: c.Heads, Positions: encode.MaxPieces}
}

// tokenizer is what is needed of a published vocabulary.
type tokenizer struct {
	Model struct {
		Vocab map[string]int `json:"vocab"`
	} `json:"model"`
}

// piece is one of the vocabulary, and where it stands there.
type piece struct {
	letters string
	at      int
}

// kept lists the pieces that the model holds, in their order: not those that
// are published without a meaning, for others to give them one, and not those
// of other scripts than the Latin one. A word of such a script is unknown then;
// what is written so is not read (package language).
func (t tokenizer) kept(n int) []piece {
	all := make([]string, n)
	for p, i := range t.Model.Vocab {
		if i >= 0 && i < n {
			all[i] = p
		}
	}
	var out []piece
	for i, p := range all {
		if !strings.HasPrefix(p, "[unused") && !strings.ContainsFunc(p, foreign) {
			out = append(out, piece{p, i})
		}
	}
	return out
}

// foreign reports whether a character is a letter, or part of one, of another script.
func foreign(r rune) bool {
	return unicode.In(r, unicode.L, unicode.M) && !unicode.In(r, unicode.Latin, unicode.Common, unicode.Inherited)
}

func readJSON(corpora fs.FS, name string, into any) error {
	data, err := fs.ReadFile(corpora, name)
	if err != nil {
		return sayso.E("read weights", name, sayso.NotFound, err).Advise("MODELS.md says where the weights are published, and where to put them")
	}
	if err := json.Unmarshal(data, into); err != nil {
		return sayso.E("read weights", name, sayso.Invalid, err)
	}
	return nil
}

// builder sets the sections of a model.
type builder struct {
	file    *model.File
	weights weights
	c       config
	missing string
}

// get returns a tensor of n numbers, and notes one that is not there.
func (b *builder) get(name string, n int) []float32 {
	x := b.weights.tensor(name)
	if len(x) != n {
		b.missing = name
		return make([]float32, n)
	}
	return x
}

func (b *builder) embeddings(pieces []piece) {
	c := b.c
	word := b.get("embeddings.word_embeddings.weight", c.Pieces*c.Width)
	data, scale := make([]byte, len(pieces)*c.Width), make([]float32, len(pieces))
	var lines []byte
	for i, p := range pieces {
		lines = append(append(lines, p.letters...), '\n')
		row := word[p.at*c.Width:][:c.Width]
		var top float32
		for _, v := range row {
			top = max(top, v, -v)
		}
		if scale[i] = top / 127; top == 0 {
			continue
		}
		for j, v := range row {
			data[i*c.Width+j] = byte(int8(math.RoundToEven(float64(v / scale[i]))))
		}
	}
	b.file.Set("shape", words(len(pieces), c.Width, c.Inner, c.Layers, c.Heads, encode.MaxPieces))
	b.file.Set("pieces", lines)
	b.file.Set("word", data)
	b.file.Set("word.scale", floats(scale))
	// A text is of one kind, so the kind's vector joins each position's.
	kind := b.get("embeddings.token_type_embeddings.weight", 2*c.Width)[:c.Width]
	position := append([]float32(nil), b.get("embeddings.position_embeddings.weight", c.Positions*c.Width)[:encode.MaxPieces*c.Width]...)
	for i := range position {
		position[i] += kind[i%c.Width]
	}
	b.file.Set("position", floats(position))
	b.normal("norm", "embeddings.LayerNorm")
}

// heads lays out what was learnt for reading.
func (b *builder) heads() {
	scores := name.Tags + trained.Labels
	shared, own := int(b.get("heads.shared", 1)[0]), 0
	for b.weights.tensor(fmt.Sprintf("heads.layer.%d.output.dense.bias", own)) != nil {
		own++
	}
	b.file.Set("heads.shape", words(shared, own, name.Tags, trained.Labels))
	b.file.Set("heads.signs", floats(b.get("heads.signs", encode.Signs*b.c.Width)))
	for i := range own {
		b.layer("heads."+string(rune('a'+i))+".", fmt.Sprintf("heads.layer.%d.", i))
	}
	b.file.Set("heads.out", floats(b.get("heads.out.weight", b.c.Width*scores)))
	b.file.Set("heads.bias", floats(b.get("heads.out.bias", scores)))
}

// layer lays out one layer, as the sections at, of the tensors from.
func (b *builder) layer(at, from string) {
	c := b.c
	b.attention(at, from)
	b.dense(at+"up", from+"intermediate.dense", c.Width, c.Inner)
	b.dense(at+"down", from+"output.dense", c.Inner, c.Width)
	b.normal(at+"second", from+"output.LayerNorm")
}

// attention lays out the first half of a layer.
func (b *builder) attention(at, from string) {
	c := b.c
	var attend, bias []float32
	for _, part := range []string{"query", "key", "value"} {
		w := append([]float32(nil), b.get(from+"attention.self."+part+".weight", c.Width*c.Width)...)
		v := append([]float32(nil), b.get(from+"attention.self."+part+".bias", c.Width)...)
		if part == "query" { // scores are divided by the root of a head's width
			by := float32(1 / math.Sqrt(float64(c.Width/c.Heads)))
			for j := range w {
				w[j] *= by
			}
			for j := range v {
				v[j] *= by
			}
		}
		attend, bias = append(attend, w...), append(bias, v...)
	}
	b.small(at+"attend", attend, bias, c.Width, 3*c.Width)
	b.dense(at+"gather", from+"attention.output.dense", c.Width, c.Width)
	b.normal(at+"first", from+"attention.output.LayerNorm")
}

func (b *builder) dense(name, from string, k, n int) {
	b.small(name, b.get(from+".weight", k*n), b.get(from+".bias", n), k, n)
}

func (b *builder) small(name string, w, bias []float32, k, n int) {
	data, scale := net.PackSmall(w, k, n)
	raw := make([]byte, len(data))
	for i, v := range data {
		raw[i] = byte(v)
	}
	b.file.Set(name, raw)
	b.file.Set(name+".scale", floats(scale))
	b.file.Set(name+".bias", floats(bias))
}

func (b *builder) normal(name, from string) {
	b.file.Set(name+".scale", floats(b.get(from+".weight", b.c.Width)))
	b.file.Set(name+".bias", floats(b.get(from+".bias", b.c.Width)))
}

func words(x ...int) []byte {
	var out []byte
	for _, v := range x {
		out = binary.LittleEndian.AppendUint32(out, uint32(v))
	}
	return out
}

func floats(x []float32) []byte {
	out := make([]byte, 0, 4*len(x))
	for _, v := range x {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(v))
	}
	return out
}
