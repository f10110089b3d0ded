package sqlite

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sayso"
	"sayso/ledgertest"
)

// TestQuotableFrames wants what quoting needs unpacked by itself, and read alike from a
// record in one frame, as they were once written.
func TestQuotableFrames(t *testing.T) {
	c, err := newCodec()
	if err != nil {
		t.Fatal(err)
	}
	defer c.close()
	for _, r := range ledgertest.Readings() {
		r.Article.Text += ` "Tokens": , \"Tokens\":`
		packed, err := c.packRecord(&r.Article, &r.Analysis)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := c.unpack(packed)
		if err != nil {
			t.Fatal(err)
		}
		head, err := c.unpack(firstFrame(packed))
		if err != nil || !bytes.HasPrefix(whole, head) || bytes.Contains(head, restOfRecord) || !bytes.HasPrefix(whole[len(head):], restOfRecord) {
			t.Errorf("%d of %d bytes in the first frame, %v", len(head), len(whole), err)
		}
		a, an, err := c.unpackQuotable(packed)
		if err != nil {
			t.Fatal(err)
		}
		once, onceAnalysis, err := c.unpackQuotable(c.pack(whole))
		if d := cmp.Diff(a, once) + cmp.Diff(an, onceAnalysis); d != "" || err != nil {
			t.Errorf("one frame and two: %v\n%s", err, d)
		}
		if a.Text != r.Article.Text || !cmp.Equal(an.Sentences, r.Analysis.Sentences) {
			t.Errorf("%q with sentences %v", a.Text, an.Sentences)
		}
		for n := range packed { // broken off anywhere it is refused, or was broken off behind the first frame
			if _, _, err := c.unpackQuotable(packed[:n]); err == nil && n < len(firstFrame(packed)) {
				t.Fatalf("%d of %d bytes were taken for a record", n, len(packed))
			}
		}
	}
}

// TestSeparatorsInTexts reads claims whose words hold what stands between the texts of
// a claim as it is read.
func TestSeparatorsInTexts(t *testing.T) {
	ctx := t.Context()
	l, err := Open(ctx, filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	const text = "The \x1fmayor said\x1f that \x1f it was \x1f\x1f late.\x00 "
	a := sayso.Article{URL: "https://courier.example/1", Title: "Late", Text: text}
	a.ID = sayso.DeriveArticleID(a.Address())
	an := sayso.Analysis{Extractor: ledgertest.Extractor, Claims: []sayso.Claim{
		{ID: "c1", Source: sayso.Source{Spans: sayso.Spans{{Start: 0, End: 10}}}, Cue: sayso.Cue{Spans: sayso.Spans{{Start: 11, End: 16}}, Lemma: "s\x1fay"}, Content: sayso.Spans{{Start: 22, End: len(text)}}, Rule: "\x1f"},
		{ID: "c2", Source: sayso.Source{Spans: sayso.Spans{{Start: 5, End: 10}}}, Cue: sayso.Cue{Spans: sayso.Spans{{Start: 11, End: 15}}, Lemma: "say"}, Content: sayso.Spans{{Start: 30, End: 32}}, Rule: "plain"},
	}}
	if _, err := l.Put(ctx, sayso.Reading{Article: a, Analysis: an}); err != nil {
		t.Fatal(err)
	}
	page, err := l.Claims(ctx, sayso.ClaimQuery{})
	if err != nil || len(page.Items) != 2 {
		t.Fatal(len(page.Items), err)
	}
	for i, c := range an.Claims {
		got := page.Items[i]
		if got.SourceText != c.Source.Spans.In(text) || got.CueText != c.Cue.Spans.In(text) || got.ContentText != c.Content.In(text) || got.Cue.Lemma != c.Cue.Lemma || got.Rule != c.Rule || !cmp.Equal(got.Content, c.Content) {
			t.Errorf("%q, %q, %q, %q, %q, want %q, %q, %q", got.SourceText, got.CueText, got.ContentText, got.Cue.Lemma, got.Rule, c.Source.Spans.In(text), c.Cue.Spans.In(text), c.Content.In(text))
		}
		one, err := l.Claim(ctx, got.ID)
		if d := cmp.Diff(&got, one); d != "" || err != nil {
			t.Errorf("by itself it is another: %v\n%s", err, d)
		}
	}
}
