package claims

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"sayso"
	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/learn"
	"sayso/nlp/english"
)

// corpora is an invented corpus of eight short articles.
func corpora() fstest.MapFS {
	fs := fstest.MapFS{}
	people := []string{"Ines Corvo", "Otto Renn", "Mira Holt", "Jon Aske", "Lena Ostrova", "Karl Imhof", "Ruth Vance", "Pavel Brandt"}
	for i, who := range people {
		verb := []string{"said", "warned"}[i%2]
		content := fmt.Sprintf("that the %s would close", []string{"bridge", "harbour", "school"}[i%3])
		text := fmt.Sprintf("%s %s %s. It rained on Monday.\n", who, verb, content)
		a, b := len(who), len(who)+1+len(verb)
		fs[fmt.Sprintf("polnear/train/text/%d.txt", i)] = &fstest.MapFile{Data: []byte(text)}
		ann := fmt.Sprintf("T1\tSource 0 %d\tx\nT2\tCue %d %d\tx\nT3\tContent %d %d\tx\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n", a, a+1, b, b+1, b+1+len(content))
		fs[fmt.Sprintf("polnear/train/attributions/%d_1.ann", i)] = &fstest.MapFile{Data: []byte(ann)}
	}
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	fmt.Fprint(w, "verb\tcommunication\tsay\t3\nverb\tcommunication\twarn\t2\nnoun\tartifact\tbridge\t1\n")
	w.Close()
	fs["labels/attributions.jsonl"] = &fstest.MapFile{Data: []byte(`{"article": "a.json", "part": "build", "claims": [{"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 43]]}]}` + "\n")}
	fs["stories/a.json"] = &fstest.MapFile{Data: []byte(`{"text": "Lena Holst said that the canal would close."}`)}
	fs[fieldsFile] = &fstest.MapFile{Data: z.Bytes()}
	return fs
}

func TestTrain(t *testing.T) {
	fs := corpora()
	m, err := Stage{}.Train(context.Background(), fs, learn.Options{Epochs: 12})
	if err != nil {
		t.Fatal(err)
	}
	again, err := Stage{}.Train(context.Background(), fs, learn.Options{Epochs: 12})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(m.Bytes(), again.Bytes()) {
		t.Error("training twice gave two models")
	}
	f, err := trained.New(m, claim.NewRules())
	if err != nil {
		t.Fatal(err)
	}
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := p.Parse("Ada Brenn said that the harbour would close. It rained on Monday.")
	var got strings.Builder
	for _, a := range f.Find(d, nil) {
		fmt.Fprintf(&got, "%s|%s|%s\n", d.Words(a.Source[0]), d.Words(a.Cue[0]), d.Words(a.Content[0]))
	}
	if got.String() != "Ada Brenn|said|that the harbour would close\n" {
		t.Error(got.String())
	}
}

func TestTrainStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := (Stage{}).Train(ctx, corpora(), learn.Options{}); sayso.KindOf(err) != sayso.Cancelled {
		t.Errorf("cancelled: %v", err)
	}
	if _, err := (Stage{}).Train(context.Background(), fstest.MapFS{}, learn.Options{}); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("without corpora: %v", err)
	}
}

func TestGold(t *testing.T) {
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := p.Parse("It rained, they say, all day.")
	got := ranges(d, sayso.Spans{{Start: 0, End: 9}, {Start: 21, End: 28}})
	if len(got) != 2 || d.Words(got[0]) != "It rained" || d.Words(got[1]) != "all day" {
		t.Errorf("%v", got)
	}
	if len(ranges(d, sayso.Spans{{Start: 400, End: 500}})) != 0 {
		t.Error("tokens behind the text")
	}
}
