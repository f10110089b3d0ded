package encode

import (
	"io/fs"

	"sayso"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/net"
)

// mentionsFile holds the layer and the network that mentions/mentions.py learnt.
const mentionsFile = "encoder/mentions.safetensors"

// Mentions lays out in f, the model of coreference, what was learnt over the encoder:
// one layer's attention, and the network that scores mentions.
func Mentions(f *model.File, corpora fs.FS) error {
	w, err := readWeights(corpora, mentionsFile)
	if err != nil {
		return err
	}
	b := builder{file: f, weights: w}
	if x := b.get("mentions.shape", 3); b.missing == "" && x[0] > 0 && x[1] > 0 && x[2] > 0 {
		b.c = config{Width: int(x[0]), Inner: int(x[1]), Heads: int(x[2])}
		b.mentions()
	}
	if b.missing != "" {
		return sayso.Errorf("read weights", mentionsFile, sayso.Invalid, "it has no %s of the right shape", b.missing).Advise("MODELS.md says how it is made")
	}
	return nil
}

func (b *builder) mentions() {
	c := b.c
	const at, from = "network.layer.", "mentions.layer."
	b.attention(at, from)
	b.file.Set(at+"up.bias", floats(b.get(from+"intermediate.dense.bias", c.Inner)))
	b.file.Set(at+"down.bias", floats(b.get(from+"output.dense.bias", c.Width)))
	b.normal(at+"second", from+"output.LayerNorm")
	data, scale := net.PackSmall(b.get("mentions.number", 2*c.Width*encode.Numbers), 2*c.Width, encode.Numbers)
	raw := make([]byte, len(data))
	for i, v := range data {
		raw[i] = byte(v)
	}
	b.file.Set("network.number", raw)
	b.file.Set("network.number.scale", floats(scale))
	b.file.Set("network.number.bias", floats(make([]float32, encode.Numbers)))
	for _, part := range []string{"signs", "pair", "level", "role", "out"} {
		x := b.weights.tensor("mentions." + part)
		if len(x) == 0 {
			b.missing = "mentions." + part
		}
		b.file.Set("network:"+part, floats(x))
	}
}
