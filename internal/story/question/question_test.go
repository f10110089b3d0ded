package question

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/extract"
)

// report is one article of an invented story.
type report struct{ outlet, day, title, text string }

// reader reads for all tests: making one takes time.
var reader = extract.New()

// records are the articles as they were read.
func records(t testing.TB, rs ...report) []*sayso.Record {
	t.Helper()
	var out []*sayso.Record
	for _, r := range rs {
		day, err := sayso.ParseDate(r.day)
		if err != nil {
			t.Fatal(err)
		}
		a := sayso.Article{ID: sayso.ArticleID(r.outlet + r.day + r.title), Outlet: r.outlet, Title: r.title, Text: r.text, Published: day}
		rec := &sayso.Record{Article: a, Analysis: reader.Extract(&a), ClaimIDs: map[sayso.ClaimID]sayso.ClaimID{}, ActorIDs: map[sayso.ActorID]sayso.ActorID{}}
		for i := range rec.Analysis.Claims {
			id := rec.Analysis.Claims[i].ID
			rec.ClaimIDs[id] = sayso.ClaimID(a.ID) + id
		}
		out = append(out, rec)
	}
	return out
}

// tell writes questions as a reader finds them: status, slot, answers with speakers.
func tell(qs []sayso.Question) string {
	var b strings.Builder
	for _, q := range qs {
		b.WriteString(string(q.Status) + " " + string(q.Slot) + ": " + q.Text)
		for _, a := range q.Answers {
			b.WriteString(" | " + a.Text + ":")
			for i, s := range a.Statements {
				if i > 0 {
					b.WriteString(",")
				}
				b.WriteString(" " + s.Name)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name    string
		reports []report
		want    []string // what must be told, as words of a line
		none    string   // a status that must not be
	}{
		{"a denial meets what another paper tells", []report{
			{"Tarn Herald", "2024-03-04", "Norland shipped shells, ministry says", "Norland shipped shells to the Vale front in March, the Vale defence ministry said on Monday."},
			{"Holm Tribune", "2024-03-05", "Norland denies shipment", "Norland's foreign ministry denied that Norland had shipped shells to the Vale front."},
		}, []string{"disputed yes-no", "shipped shells to the Vale front", "yes: the Vale defence ministry", "no: Norland's foreign ministry"}, ""},
		{"a denial that nobody contradicts is one side's word", []report{
			{"Tarn Herald", "2024-03-04", "Mayor denies fraud", "Mayor Petr Aldo denied that he had sold the harbour land to his brother. The council meets on Friday."},
		}, []string{"denied yes-no"}, "disputed"},
		{"two people each deny", []report{
			{"Tarn Herald", "2024-03-08", "Files name mayor", "Mayor Petr Aldo has rejected allegations of wrongdoing in the leaked Orlen files."},
			{"Holm Tribune", "2024-03-08", "Files name bank", "The bank Harl denied any wrongdoing in the leaked Orlen files."},
		}, nil, "disputed"},
		{"a toll that rose is an update and no dispute", []report{
			{"Tarn Herald", "2024-03-04T08:00:00Z", "Two killed in market bombing", "The bombing of the market in Kabul killed at least two people, the health ministry said on Monday."},
			{"Holm Tribune", "2024-03-04T20:00:00Z", "Toll rises", "The bombing of the market in Kabul killed six people, the health ministry said on Monday evening."},
		}, []string{"updated figure: How many people were killed in Kabul", "at least two:", "six:"}, "disputed"},
		{"two authorities side by side in one article", []report{
			{"Tarn Herald", "2024-03-05", "Shelling kills many", "The army said 12 people were killed in the shelling of Odesa on Monday. The rebels said 30 people were killed in the shelling of Odesa on Monday."},
		}, []string{"disputed figure", "12: the army", "30: the rebels"}, ""},
		{"a part is no rival of its whole", []report{
			{"Tarn Herald", "2024-03-08", "Plane crash kills 12", "A small plane crashed near Lima on Friday, killing 12 people, officials said."},
			{"Holm Tribune", "2024-03-08", "Victims from one temple", "A rabbi said five of the people killed in the plane crash near Lima were members of a temple."},
		}, nil, "disputed"},
		{"a war's toll is no attack's", []report{
			{"Tarn Herald", "2024-03-08", "Bomb kills nine", "A bomb killed nine people at a market in Kabul on Thursday, police said. More than 40 people have been killed in bombings since January, the interior ministry said."},
			{"Holm Tribune", "2024-03-08", "Kabul bomb", "A bomb killed nine people at a market in Kabul on Thursday, a hospital said."},
		}, nil, "disputed"},
		{"a weekend's deaths and another year's", []report{
			{"Tarn Herald", "2024-03-08", "Bus plunges", "A bus plunged into a ravine near Lima on Thursday, killing 31 people, the fire brigade said."},
			{"Holm Tribune", "2024-03-09", "After the crash", "In 2016 a bus crash near Lima killed 50 people, a historian said."},
		}, nil, "disputed"},
		{"the same words are never two sides", []report{
			{"Tarn Herald", "2024-03-08", "Army on camp", "Army spokesman Ren Golo said: \"The camp that you have named simply does not exist.\""},
			{"Holm Tribune", "2024-03-08", "Norland rejects report", "\"The camp that you have named simply does not exist,\" Norland's army spokesman Ren Golo said."},
		}, nil, "disputed"},
		{"a charge and whoever says that it is false", []report{
			{"Tarn Herald", "2024-03-08", "Harbour inquiry", "The harbour union accused the mayor of selling land to his brother. The mayor's lawyer, Ivo Renn, said the charges were false."},
		}, []string{"disputed yes-no", "yes: the harbour union", "no: Ivo Renn"}, "denied"},
		{"what a pronoun takes up", []report{
			{"Tarn Herald", "2024-03-08", "Offer", "While an aide said that the ministry had offered Petr Aldo the post of harbour master, minister Oto Renn said that was never the case."},
		}, []string{"disputed yes-no", "yes: an aide", "no: Oto Renn"}, ""},
		{"a paper calls a claim untrue by its adverb", []report{
			{"Tarn Herald", "2024-03-08", "Bridge", "Governor Petr Aldo claimed, falsely, that the bridge had been paid for by Norland. The council paid for it in 2019."},
		}, []string{"disputed yes-no: Had the bridge been paid for by Norland?", "yes: Petr Aldo", "no: Tarn Herald"}, ""},
		{"a paper calls a claim untrue by an adjective", []report{
			{"Tarn Herald", "2024-03-08", "Bridge", "Governor Petr Aldo repeated the baseless claim that Norland had paid for the bridge. The council paid for it in 2019."},
		}, []string{"disputed yes-no", "yes: Petr Aldo", "no: Tarn Herald"}, ""},
		{"who is falsely accused says so himself", []report{
			{"Tarn Herald", "2024-03-08", "Bridge", "Governor Petr Aldo said the bridge was safe, and that he rightly trusted its builder."},
		}, nil, "disputed"},
		{"parts of one kind are counted apart", []report{
			{"Tarn Herald", "2024-03-08", "School hit", "The shelling of a school in Odesa killed 35 people, including 11 children, the health ministry said on Friday."},
			{"Holm Tribune", "2024-03-09", "School hit", "The shelling of the school in Odesa on Friday killed 39 people, including 22 children, the health ministry said on Saturday."},
		}, []string{"updated figure: How many people were killed in Odesa", "updated figure: How many children were killed in Odesa"}, "disputed"},
		{"who relays a figure is no witness of it", []report{
			{"Tarn Herald", "2024-03-08", "Raid", "State radio said that the army spokesman Oto Renn had said that nine people were killed in the raid on Karsk on Thursday."},
		}, nil, "agreed"},
		{"a war is counted by several counts", []report{
			{"Tarn Herald", "2024-03-08", "War", "More than 290,000 people have been killed since the war in Norland began."},
			{"Holm Tribune", "2024-03-08", "War", "The Centre for Records in Brask puts the death toll of the conflict at more than 470,000 people."},
		}, []string{"disputed figure: How many people has the war killed?"}, ""},
		{"parts of two wholes are of two happenings", []report{
			{"Tarn Herald", "2024-03-08", "Raids", "Raids on Odesa on Thursday killed 21 people including five children, the health ministry said. A raid on Odesa on Thursday killed 19 people including three children, a monitor said."},
		}, nil, "disputed figure: How many children"},
		{"who is displaced is not killed", []report{
			{"Tarn Herald", "2024-03-08", "War", "More than 290,000 people have been killed and 11 million displaced since the war in Norland began."},
		}, nil, "disputed"},
		{"victims who are told to be something are a part", []report{
			{"Tarn Herald", "2024-03-08", "Plane crash kills 12", "A small plane crashed near Lima on Friday, killing 12 people, officials said."},
			{"Holm Tribune", "2024-03-08", "Victims from one temple", "A rabbi said five victims of the plane crash near Lima were members of a temple."},
		}, nil, "disputed"},
	} {
		got := tell(Find(records(t, c.reports...), nil))
		for _, w := range c.want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", c.name, w, got)
			}
		}
		if c.none != "" && strings.Contains(got, c.none+" ") {
			t.Errorf("%s: it tells\n%s", c.name, got)
		}
		if c.want == nil && c.none == "" && got != "" {
			t.Errorf("%s: it tells\n%s", c.name, got)
		}
	}
}

// TestOrder wants the same questions whatever the order of the articles.
func TestOrder(t *testing.T) {
	recs := records(t,
		report{"Tarn Herald", "2024-03-04", "Two killed", "The bombing of the market in Kabul killed at least two people, the health ministry said. The Red Front denied that it had bombed the market."},
		report{"Holm Tribune", "2024-03-05", "Six killed", "The bombing of the market in Kabul killed six people, the health ministry said. The Red Front bombed the market in Kabul, police chief Oto Renn said."},
		report{"Lantern", "2024-03-06", "Nine killed", "The bombing of the market in Kabul killed nine people, the health ministry said on Wednesday."})
	want := Find(recs, nil)
	if len(want) == 0 {
		t.Fatal("no questions")
	}
	for _, p := range [][]int{{2, 1, 0}, {1, 2, 0}, {2, 0, 1}} {
		if got := Find([]*sayso.Record{recs[p[0]], recs[p[1]], recs[p[2]]}, nil); !reflect.DeepEqual(got, want) {
			t.Errorf("order %v:\n%swant\n%s", p, tell(got), tell(want))
		}
	}
}

// TestWitnesses wants one man counted once, however he is named.
func TestWitnesses(t *testing.T) {
	recs := records(t,
		report{"Tarn Herald", "2024-03-08", "Bridge", "The harbour bridge in Holm will be free of toll for ten years, Elon Harder said. The bridge cost 40 million crowns."},
		report{"Holm Tribune", "2024-03-08", "Toll", "The harbour bridge in Holm will stay free of toll for ten years, Harder said at the opening."})
	f := newFinder()
	for i, r := range recs {
		f.read(f.newDoc(r, i))
	}
	f.voices.settle()
	who := map[int]bool{}
	for _, s := range f.statements {
		if s.claim != nil {
			who[f.voices.find(s.who)] = true
		}
	}
	if len(who) != 1 {
		t.Errorf("%d witnesses, want 1: %+v", len(who), f.voices.all)
	}
}

// TestShortNames wants a body counted once that is called for short.
func TestShortNames(t *testing.T) {
	recs := records(t,
		report{"Tarn Herald", "2024-03-08", "Raid", "The Norland Observatory for Human Rights said nine people were killed in Odesa. The Observatory said the raid lasted an hour."})
	f := newFinder()
	for i, r := range recs {
		f.read(f.newDoc(r, i))
	}
	f.voices.settle()
	who := map[int]bool{}
	for _, s := range f.statements {
		if s.claim != nil {
			who[f.voices.find(s.who)] = true
		}
	}
	if len(who) != 1 {
		t.Errorf("%d witnesses, want 1: %+v", len(who), f.voices.all)
	}
}

func TestSameGiven(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"Jim Steyer", "James Steyer", true}, {"James P. Steyer", "James Steyer", true}, {"J. Steyer", "James Steyer", true}, {"Steyer", "James Steyer", true},
		{"Ann Steyer", "James Steyer", false}, {"Bob Hale", "Robert Hale", true}, {"Bob Hale", "Bill Hale", false}, {"Steve Hale", "Stephen Hale", true}, {"Steve Hale", "Steven Hale", true},
	} {
		last := surname(c.a)
		if got := sameGiven(givenNames(c.a, last), givenNames(c.b, last)); got != c.want {
			t.Errorf("%s and %s: %v", c.a, c.b, got)
		}
	}
}

// TestHostile reads what no reader has read well.
func TestHostile(t *testing.T) {
	day := sayso.Date{Time: time.Date(2024, 3, 8, 0, 0, 0, 0, time.UTC)}
	for _, text := range []string{"", "said", "denied", strings.Repeat("denied that it killed 9 people ", 200), "“”", "9 9 9 killed killed"} {
		a := sayso.Article{ID: "x", Text: text, Published: day}
		Find([]*sayso.Record{{Article: a, Analysis: reader.Extract(&a)}, {Article: a}}, nil)
	}
}
