package known

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"sayso"
	"sayso/internal/knowledge"
	"sayso/internal/nlp/token"
	"sayso/nlp"
)

func rules(t testing.TB) *Rules {
	t.Helper()
	b, err := knowledge.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(b)
}

// scene makes a Doc with the mentions "words:type" in order; those that are
// the actor's name or alias are its.
func scene(t testing.TB, text string, a *sayso.Actor, mentions ...string) (*nlp.Doc, []sayso.Mention) {
	t.Helper()
	var out []sayso.Mention
	at := 0
	for i, m := range mentions {
		name, typ, _ := strings.Cut(m, ":")
		j := strings.Index(text[at:], name)
		if j < 0 {
			t.Fatalf("%q is not in %q", name, text[at:])
		}
		s := sayso.Span{Start: at + j, End: at + j + len(name)}
		at = s.End
		x := sayso.Mention{ID: sayso.MentionID(fmt.Sprint("m", i+1)), Span: s, Kind: sayso.NameMention, Type: sayso.MentionType(typ)}
		if name == a.Name {
			x.Actor = a.ID
		}
		out = append(out, x)
	}
	return token.Tokenize(text), out
}

func TestLink(t *testing.T) {
	r := rules(t)
	person := func(name string, roles ...sayso.Role) sayso.Actor {
		return sayso.Actor{ID: "a1", Name: name, Type: sayso.Person, Named: true, Roles: roles}
	}
	body := func(name string) sayso.Actor {
		return sayso.Actor{ID: "a1", Name: name, Type: sayso.Organisation, Named: true}
	}
	for _, c := range []struct {
		why, day, text string
		a              sayso.Actor
		mentions       []string
		want           string // known, country, sector
	}{
		{"a full name", "2018-05-01", "Angela Merkel spoke.", person("Angela Merkel"), []string{"Angela Merkel:person"}, "angela-merkel DEU GOV"},
		{"the same, years after office", "2024-05-01", "Angela Merkel spoke.", person("Angela Merkel"), []string{"Angela Merkel:person"}, "angela-merkel DEU ELI"},
		{"an initial and a suffix", "2016-05-01", "Donald J. Trump spoke.", person("Donald J. Trump"), nil, "donald-trump USA PTY"},
		{"a title", "2013-05-01", "Sen. Elizabeth Warren spoke.", person("Sen. Elizabeth Warren"), nil, "elizabeth-warren USA LEG"},
		{"a short form that means one", "2018-05-01", "Putin spoke.", person("Putin"), nil, "vladimir-putin RUS GOV"},
		{"a common surname", "2018-05-01", "Graham spoke.", person("Graham"), nil, ""},
		{"nobody", "2018-05-01", "Odalys Quenby spoke.", person("Odalys Quenby"), nil, ""},
		{"a namesake with another trade", "2018-05-01", "Paul Ryan spoke.", person("Paul Ryan", sayso.Role{Title: "nurse"}), nil, " MED"},
		{"another of the family", "2018-05-01", "Melania Trump spoke.", person("Melania Trump"), nil, "melania-trump USA GOV"},
		{"a surname beside an unknown full name", "2018-05-01", "Odalys Putin spoke.", sayso.Actor{ID: "a1", Name: "Odalys Putin", Type: sayso.Person, Named: true, Aliases: []string{"Putin"}}, nil, ""},
		{"a body with its country", "2018-05-01", "The Norwegian Foreign Ministry spoke.", body("Norwegian Foreign Ministry"), nil, "norwegian-foreign-ministry NOR GOV"},
		{"its country before it", "2018-05-01", "Norway’s Foreign Ministry spoke.", body("Foreign Ministry"), []string{"Norway:place", "Foreign Ministry:org"}, "norwegian-foreign-ministry NOR GOV"},
		{"its country in the article", "2018-05-01", "In Norway it rained. The Foreign Ministry spoke.", body("Foreign Ministry"), []string{"Norway:place", "Foreign Ministry:org"}, "norwegian-foreign-ministry NOR GOV"},
		{"another’s court", "2018-05-01", "Malaysia’s Supreme Court spoke.", body("Supreme Court"), []string{"Malaysia:place", "Supreme Court:org"}, "malaysian-supreme-court MYS JUD"},
		{"a capital that acts", "2018-05-01", "Moscow spoke.", sayso.Actor{ID: "a1", Name: "Moscow", Type: sayso.PlaceActor, Named: true}, nil, "russia RUS GOV"},
		{"an outlet", "2018-05-01", "RIA reported.", body("RIA"), nil, "ria-novosti RUS JRN"},
		{"a role of an unknown", "2018-05-01", "Odalys Quenby spoke.", person("Odalys Quenby", sayso.Role{Title: "deputy foreign minister", Of: "Norway"}), nil, " NOR GOV"},
		{"who speaks for a body", "2018-05-01", "Odalys Quenby spoke.", person("Odalys Quenby", sayso.Role{Title: "spokeswoman", Of: "Pentagon"}), nil, " USA GOV"},
		{"an unnamed official", "2018-05-01", "A senior Russian diplomat spoke.", sayso.Actor{ID: "a1", Name: "a senior Russian diplomat", Type: sayso.Person}, nil, " RUS GOV"},
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		d, mentions := scene(t, c.text, &c.a, c.mentions...)
		x := r.Link(d, day, []sayso.Actor{c.a}, mentions)[0]
		got := strings.TrimSpace(strings.Join(strings.Fields(x.Known+" "+x.Country+" "+x.Sector), " "))
		if got != strings.TrimSpace(c.want) {
			t.Errorf("%s: %q: %q, want %q", c.why, c.text, got, c.want)
		}
	}
}

func TestNames(t *testing.T) {
	for in, want := range map[string]string{"Mr. Brandt": "Brandt", "Lt. Gen. Ada Brandt": "Ada Brandt", "Ada Brandt Jr.": "Ada Brandt", "Elizabeth II": "Elizabeth II", "": ""} {
		if got := bare(in); got != want {
			t.Errorf("bare(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"Ada M. Brandt": "Ada Brandt", "Ada Brandt": "Ada Brandt", "Ada van Brandt": "Ada van Brandt"} {
		if got := withoutInitials(in); got != want {
			t.Errorf("withoutInitials(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzLink(f *testing.F) {
	f.Add("Norway’s Foreign Ministry spoke.", "Foreign Ministry", "spokesman", "Norway", 9, 27)
	f.Add("\xff U.S. Sen. of of  in ", "Sen. of of", " of ", "’s", 0, 4)
	r := rules(f)
	f.Fuzz(func(t *testing.T, text, name, title, of string, start, end int) {
		a := sayso.Actor{ID: "a1", Name: name, Named: true, Roles: []sayso.Role{{Title: title, Of: of}}}
		var mentions []sayso.Mention
		if s := (sayso.Span{Start: start, End: end}); s.Valid(len(text)) {
			mentions = append(mentions, sayso.Mention{Span: s, Kind: sayso.NameMention, Type: sayso.OrgMention, Actor: "a1"})
		}
		for _, typ := range knowledge.ActorTypes {
			a.Type = typ
			out := r.Link(token.Tokenize(text), time.Time{}, []sayso.Actor{a}, mentions)
			if len(out) != 1 || out[0].Name != name {
				t.Fatalf("%+v", out)
			}
		}
	})
}

func BenchmarkLink(b *testing.B) {
	r := rules(b)
	text := strings.Repeat("Norway’s Foreign Ministry said on Friday that Angela Merkel would visit Oslo. ", 10)
	actors := []sayso.Actor{
		{ID: "a1", Name: "Foreign Ministry", Type: sayso.Organisation, Named: true}, {ID: "a2", Name: "Angela Merkel", Type: sayso.Person, Named: true},
		{ID: "a3", Name: "Odalys Quenby", Type: sayso.Person, Named: true, Roles: []sayso.Role{{Title: "deputy mayor", Of: "Oslo"}}},
	}
	d, mentions := scene(b, text, &actors[0], "Norway:place", "Foreign Ministry:org", "Angela Merkel:person", "Oslo:place")
	b.ReportAllocs()
	for b.Loop() {
		r.Link(d, time.Time{}, actors, mentions)
	}
}
