package encode

import (
	"flag"
	"io/fs"
	"os"
	"testing"
	"testing/fstest"

	"sayso"
	"sayso/internal/learn"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/model"
)

var update = flag.Bool("update", false, "rewrite the model that package encode is tested with")

const tiny = "../../nlp/encode/testdata/tiny.model"

// TestConvert makes the small model that package encode is tested with from
// weights drawn by chance (testdata/README.md), byte for byte.
func TestConvert(t *testing.T) {
	f, err := Stage{}.Train(t.Context(), os.DirFS("testdata"), learn.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(tiny, f.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(tiny)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(f.Bytes()) {
		t.Error("the model differs from the one in package encode: go test ./internal/learn/encode -update rewrites it")
	}
	if _, err := encode.New(f); err != nil {
		t.Error(err)
	}
}

const tinyMentions = "../../nlp/encode/testdata/mentions.model"

// TestMentions makes the small layer of mentions that package encode is tested with.
func TestMentions(t *testing.T) {
	f := model.New("coref", 1)
	if err := Mentions(f, os.DirFS("testdata")); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(tinyMentions, f.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(tinyMentions)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != string(f.Bytes()) {
		t.Error("the model differs from the one in package encode: go test ./internal/learn/encode -update rewrites it")
	}
	if err := Mentions(f, fstest.MapFS{}); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("without weights: %v", err)
	}
	heads, err := fs.ReadFile(os.DirFS("testdata"), headsFile)
	if err != nil {
		t.Fatal(err)
	}
	if err := Mentions(f, fstest.MapFS{mentionsFile: {Data: heads}}); sayso.KindOf(err) != sayso.Invalid {
		t.Errorf("weights of something else: %v", err)
	}
}

// TestConvertBad reads weights that lack something, and files that are none.
func TestConvertBad(t *testing.T) {
	whole := fstest.MapFS{}
	for _, name := range []string{weightsFile, tokenizerFile, configFile} {
		data, err := fs.ReadFile(os.DirFS("testdata"), name)
		if err != nil {
			t.Fatal(err)
		}
		whole[name] = &fstest.MapFile{Data: data}
	}
	for _, c := range []struct {
		name, file, data string
		want             sayso.Kind
	}{
		{"no weights", weightsFile, "", sayso.Invalid},
		{"a header beyond the file", weightsFile, "\xff\xff\xff\xff\xff\xff\xff\x7f{}", sayso.Invalid},
		{"a header of rubbish", weightsFile, "\x02\x00\x00\x00\x00\x00\x00\x00{x", sayso.Invalid},
		{"a tensor beyond the file", weightsFile, "\x38\x00\x00\x00\x00\x00\x00\x00" + `{"a":{"dtype":"F32","shape":[4],"data_offsets":[0,1600]}}`[:56], sayso.Invalid},
		{"other sizes", configFile, `{"vocab_size":9,"hidden_size":32,"intermediate_size":64,"num_hidden_layers":2,"num_attention_heads":2,"max_position_embeddings":256}`, sayso.Invalid},
		{"sizes below nought", configFile, `{"vocab_size":-9,"hidden_size":-1}`, sayso.Invalid},
		{"sizes beyond measure", configFile, `{"vocab_size":2000000000,"hidden_size":2000000000,"num_hidden_layers":2000000000}`, sayso.Invalid},
		{"a configuration of rubbish", configFile, `[`, sayso.Invalid},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for k, v := range whole {
				files[k] = v
			}
			files[c.file] = &fstest.MapFile{Data: []byte(c.data)}
			if _, err := (Stage{}).Train(t.Context(), files, learn.Options{}); sayso.KindOf(err) != c.want {
				t.Errorf("error %v, want kind %q", err, c.want)
			}
		})
	}
	for name := range whole {
		files := fstest.MapFS{}
		for k, v := range whole {
			if k != name {
				files[k] = v
			}
		}
		if _, err := (Stage{}).Train(t.Context(), files, learn.Options{}); sayso.KindOf(err) != sayso.NotFound {
			t.Errorf("without %s: %v", name, err)
		}
	}
}
