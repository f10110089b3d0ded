package encode

import (
	"encoding/binary"
	"encoding/json"
	"io/fs"
	"math"

	"sayso"
)

// maxWeights bounds a file of weights.
const maxWeights = 1 << 30

// weights is a file in the format safetensors: the length of a header in eight
// bytes, the header in JSON, and the numbers of all tensors.
type weights struct {
	header map[string]tensor
	data   []byte
}

type tensor struct {
	Type    string `json:"dtype"`
	Offsets [2]int `json:"data_offsets"`
}

func readWeights(corpora fs.FS, name string) (weights, error) {
	info, err := fs.Stat(corpora, name)
	if err == nil && info.Size() > maxWeights {
		return weights{}, sayso.Errorf("read weights", name, sayso.TooLarge, "%d bytes, and at most %d are read", info.Size(), maxWeights)
	}
	data, err := fs.ReadFile(corpora, name)
	if err != nil {
		return weights{}, sayso.E("read weights", name, sayso.NotFound, err).Advise("MODELS.md says where the weights are published, and where to put them")
	}
	bad := func(why string) (weights, error) {
		return weights{}, sayso.Errorf("read weights", name, sayso.Invalid, "%s", why)
	}
	if len(data) < 8 {
		return bad("no header")
	}
	n := binary.LittleEndian.Uint64(data)
	if n > uint64(len(data)-8) {
		return bad("the header is longer than the file")
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(data[8:8+n], &entries); err != nil {
		return weights{}, sayso.E("read weights", name, sayso.Invalid, err)
	}
	w := weights{header: map[string]tensor{}, data: data[8+n:]}
	for key, raw := range entries {
		if key == "__metadata__" {
			continue
		}
		var t tensor
		if err := json.Unmarshal(raw, &t); err != nil {
			return weights{}, sayso.E("read weights", name, sayso.Invalid, err)
		}
		if t.Offsets[0] < 0 || t.Offsets[0] > t.Offsets[1] || t.Offsets[1] > len(w.data) {
			return bad("the numbers of " + key + " lie outside the file")
		}
		w.header[key] = t
	}
	return w, nil
}

// tensor returns the numbers of a tensor of float32; nil when there is none.
func (w weights) tensor(name string) []float32 {
	t, ok := w.header[name]
	if !ok || t.Type != "F32" {
		return nil
	}
	raw := w.data[t.Offsets[0]:t.Offsets[1]]
	out := make([]float32, len(raw)/4)
	for i := range out {
		out[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[4*i:]))
	}
	return out
}
