package ingest

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"sayso"
)

// TestAgain wants the articles of every kind of input to come out of their raw
// inputs as at first.
func TestAgain(t *testing.T) {
	date, err := ParseDate("2023-09-13")
	if err != nil {
		t.Fatal(err)
	}
	own := t.TempDir()
	for name, data := range map[string]string{
		"a.txt":   "The port is open, the mayor said.\n",
		"b.jsonl": `{"id": "7", "title": "Port", "text": "The port is open, the mayor said."}` + "\n",
		"c.jsonl": `{"url": "https://northwind.example/port", "html": "<html><head><title>Port</title></head><body><article><p>The port is open, the mayor of Meridian said on Monday, and the pumps run again.</p><p>It was shut for a week after the storm, said the harbour authority.</p></article></body></html>"}` + "\n",
		"d.eml":   "From: Ada Brenn <ada@lantern.example>\nSubject: Port\nDate: Wed, 13 Sep 2023 09:40:00 +0000\nMessage-ID: <1@lantern.example>\nContent-Type: text/plain\n\nThe port is open, the mayor said.\n",
	} {
		if err := os.WriteFile(filepath.Join(own, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	seen := map[Kind]bool{}
	for d, err := range Documents(t.Context(), []string{own, "../internal/ingest/agency/testdata", "../cmd/sayso/samples"}, Options{}) {
		if err != nil {
			continue // what is expected of a message, beside it
		}
		all, err := Parse(d, Options{Published: date})
		if err != nil {
			continue // a note to editors
		}
		for _, p := range all {
			again, same, err := Again(&p.Article, p.Raw, nil)
			if err != nil || !same || !reflect.DeepEqual(again, p.Article) {
				t.Errorf("%s, read as %s: %v, same is %v\n got %+v\nwant %+v", d.Name, d.Kind, err, same, again, p.Article)
			}
			seen[d.Kind] = true
		}
	}
	for _, k := range []Kind{Text, HTML, JSONL, Ninjs, NewsML, NITF, Wire, Mail} {
		if !seen[k] {
			t.Errorf("no input of kind %s was read again", k)
		}
	}

	a := sayso.Article{ID: "ar1", Title: "Port", Text: "The port is open."}
	if got, same, err := Again(&a, sayso.Raw{MediaType: "text/plain", Bytes: []byte("The port is shut.")}, nil); err != nil || same || got.Text != a.Text {
		t.Errorf("other words: %+v, %v, %v", got, same, err)
	}
	if _, _, err := Again(&a, sayso.Raw{MediaType: "text/html", Bytes: []byte("\x00\x01")}, nil); err == nil {
		t.Error("a page of zero bytes was read")
	}
}
