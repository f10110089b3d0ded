package readers

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
)

const text = "Zoë Marsh, the mayor, said the harbour floods. “It always did,” Marsh added. Reports say boats sank."

// corpora writes a corpora folder with one labelled article.
func corpora(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, body := range map[string]string{
		"stories/a.json":     `{"text": "` + text + `"}`,
		"coverage/dev.jsonl": `{"id": "x", "text": "Nothing."}` + "\n",
		"labels/attributions.jsonl": `{"article": "a.json", "part": "build", "claims": [` +
			`{"source": [[0, 20]], "cue": [[22, 26]], "content": [[27, 45]], "speaker": "Zoe Marsh", "kind": "named", "stance": "asserts", "parent": null},` +
			`{"source": [[64, 69]], "cue": [[70, 75]], "content": [[47, 63]], "speaker": "Zoe Marsh", "kind": "named", "stance": "asserts", "parent": 0},` +
			`{"source": [[77, 84]], "cue": [[85, 88]], "content": [[89, 99]], "speaker": "unknown", "kind": "reports", "stance": "asserts", "parent": null}]}` + "\n",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(body), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func document(t *testing.T) Document {
	t.Helper()
	docs, err := Read(corpora(t), first)
	if err != nil || len(docs) != 1 || len(docs[0].Attrs) != 3 {
		t.Fatalf("%v %+v", err, docs)
	}
	return docs[0]
}

func TestRead(t *testing.T) {
	d := document(t)
	if a := d.Attrs[1]; a.Content.In(d.Text) != "“It always did,”" || a.Source.In(d.Text) != "Marsh" || !a.Inside {
		t.Errorf("%+v", a)
	}
	if _, err := Read(t.TempDir(), first); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("no labels: %v", err)
	}
}

func at(words string) sayso.Spans {
	i := strings.Index(text, words)
	return sayso.Spans{{Start: i, End: i + len(words)}}
}

func TestAdd(t *testing.T) {
	d := document(t)
	marsh := []Speaker{{Names: []string{"Marsh"}}}
	var c Counts
	c.Add(&d, []Marked{
		{Source: at("Marsh, the mayor"), Content: at("the harbour floods"), Who: marsh, Stance: sayso.Asserts, Confidence: 0.95},
		{Source: at("Marsh added")[:1], Content: at("“It always did"), Who: []Speaker{{Names: []string{"the mayor"}}}, Stance: sayso.Asserts, Confidence: 0.95},
		{Source: at("Reports"), Content: at("boats"), Stance: sayso.Denies, Confidence: 0.5},
		{Source: at("Reports"), Content: at("the mayor"), Stance: sayso.Denies, Confidence: 0.99},
	})
	if c != (Counts{Gold: 3, Claims: 4, Found: 3, Speaker: 2, Whole: 1, Sure: 3, SureRight: 1}) {
		t.Errorf("%+v", c)
	}
	var self Counts
	self.Add(&d, OfReader(&d))
	if self.Found != 3 || self.Speaker != 3 || self.Whole != 3 || self.F1() != 1 {
		t.Errorf("a reader against herself: %+v", self)
	}
}

func TestRight(t *testing.T) {
	all := cast{fold("Ada Brenn"), fold("Ulf Brenn"), fold("Jon Holt"), fold("Tarnow Police Department"), fold("unnamed lawyer for Holt Shipping")}
	for _, c := range []struct {
		reader, reading string
		right           bool
	}{
		{"Jon Holt", "Holt", true},
		{"Jon Holt", "Mr Jon Holt", true},
		{"Ada Brenn", "Brenn", false}, // two of that name speak
		{"Ada Brenn", "Ulf Brenn", false},
		{"Tarnow Police Department", "the Tarnow police", true},
		{"Tarnow Police Department", "TPD", true},
		{"unnamed lawyer for Holt Shipping", "Holt Shipping's lawyers", true},
		{"unnamed lawyer for Holt Shipping", "the company's lawyer", false},
		{"Norlandian army", "Norland's army", true},
		{"Jon Holt", "", false},
		{"unknown", "", true},
		{"unknown", "Jon Holt", false},
	} {
		var who []Speaker
		if c.reading != "" {
			who = []Speaker{{Names: []string{c.reading}}}
		}
		if got := all.right(&Attribution{Speaker: c.reader, Kind: sayso.NamedSource, Source: sayso.Spans{{Start: 0, End: 1}}}, who); got != c.right {
			t.Errorf("%q as %q: %v", c.reader, c.reading, got)
		}
	}
}
