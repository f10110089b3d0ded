package cluster

import (
	"fmt"
	"strings"
	"testing"
)

const text = `The ferry Aurelia ran aground in fog off Port Sable. Fishing boats took the passengers of the Aurelia ashore, the harbour master said.`

func TestTerms(t *testing.T) {
	ts := Terms("Ferry Aurelia aground", text)
	var words []string
	sq := 0
	for i, x := range ts {
		words = append(words, x.Word)
		sq += int(x.Weight) * int(x.Weight)
		if i > 0 && x.Weight > ts[i-1].Weight {
			t.Errorf("%s weighs more than %s before it", x.Word, ts[i-1].Word)
		}
	}
	if words[0] != "aurelia" || strings.Contains(strings.Join(words, " "), "said") {
		t.Errorf("terms %v", words)
	}
	if sq < 250*250 || sq > 260*260 {
		t.Errorf("squares sum to %d, want about 255²", sq)
	}
	sum := uint32(sq)
	if l := Cosine(sum); l < 0.97 || l > 1 {
		t.Errorf("an article is like itself by %v", l)
	}
	if got := Terms("", ""); len(got) != 0 {
		t.Errorf("terms of nothing: %v", got)
	}
	if n := len(Terms("", strings.Repeat(text, 3000)+"\xff")); n == 0 || n > MaxTerms {
		t.Errorf("%d terms of a long text", n)
	}
}

// TestWhere tells the words of the title and of the opening from the rest.
func TestWhere(t *testing.T) {
	where := map[string]Where{}
	for _, x := range Terms("Ferry Aurelia aground", text+strings.Repeat(" It was long and wet before that.", 80)+" The Meridian waited. The Meridian left.") {
		where[x.Word] = x.Where
	}
	if where["aurelia"] != InTitle|InLead || where["meridian"] != 0 {
		t.Errorf("%v", where)
	}
}

// TestRepeated leaves out what pages say beside reports.
func TestRepeated(t *testing.T) {
	furniture := "Read more: Quarrymen of Upper Vale strike\n© 2031 The Quarrymen Press. All rights reserved.\n"
	for _, x := range Terms("Ferry Aurelia aground", text+"\n"+furniture) {
		if x.Word == "quarrymen" {
			t.Error("a list of headlines tells what an article is about")
		}
	}
	if Repeated(text) {
		t.Error("a report is taken for what pages repeat")
	}
}

func TestFigures(t *testing.T) {
	for in, want := range map[string]string{
		"At least 44 were killed and 140 hurt, 44 of them in 2016.": "[44 140]",
		"A B52 flew 1,250 miles in 9 hours; 12, 15 and 18 turned.":  "[12 15 18 1250]",
		"None.": "[]",
	} {
		if got := fmt.Sprint(Figures(in)); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}

func TestBackground(t *testing.T) {
	b := loadBackground()
	if b.articles < 500 || len(b.with) < 5000 {
		t.Errorf("%v articles, %d words", b.articles, len(b.with))
	}
	if !(b.idf("president") < b.idf("bridge") && b.idf("bridge") < b.idf("aurelia")) {
		t.Error("rare words weigh less than common ones")
	}
}

func TestCount(t *testing.T) {
	got, err := Count([]string{text, "A ferry and another ferry of Port Sable.", "Bakers."})
	if err != nil {
		t.Fatal(err)
	}
	if want := "\t3\nferry\t2\nport\t2\nsable\t2\n"; string(got) != want {
		t.Errorf("%q, want %q", got, want)
	}
	if _, err := Count(nil); err == nil {
		t.Error("a table was made of nothing")
	}
}

func FuzzTerms(f *testing.F) {
	f.Add("Title", text)
	f.Add("\xff", "\xf0“")
	f.Fuzz(func(t *testing.T, title, text string) {
		ts := Terms(title, text)
		if len(ts) > MaxTerms || fmt.Sprint(ts) != fmt.Sprint(Terms(title, text)) {
			t.Fatal(ts)
		}
	})
}

func BenchmarkTerms(b *testing.B) {
	long := strings.Repeat(text+" ", 25)
	b.ReportAllocs()
	b.SetBytes(int64(len(long)))
	for b.Loop() {
		Terms("Ferry Aurelia aground", long)
	}
}
