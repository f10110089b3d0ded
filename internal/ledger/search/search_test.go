package search

import (
	"fmt"
	"strings"
	"testing"

	"sayso"
)

// written is a search with all its brackets.
func written(s Search) string {
	of := func(all []Search, by string) string {
		var out []string
		for _, x := range all {
			out = append(out, written(x))
		}
		return "(" + strings.Join(out, by) + ")"
	}
	switch s := s.(type) {
	case nil:
		return ""
	case All:
		return of(s, " ")
	case Any:
		return of(s, " OR ")
	case Not:
		return "-" + written(s.Search)
	case Term:
		if s.Prefix {
			return `"` + s.Words + `"*`
		}
		return `"` + s.Words + `"`
	case Filter:
		if !s.At.IsZero() {
			return string(s.Field) + "=" + s.At.Format("2006-01-02")
		}
		return string(s.Field) + "=" + s.Value
	}
	return fmt.Sprintf("%T?", s)
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", ""},
		{"  ", ""},
		{"harbour", `"harbour"`},
		{"new harbour", `("new" "harbour")`},
		{`"new harbour" late`, `("new harbour" "late")`},
		{`“new harbour„ late`, `("new harbour" "late")`},
		{`a"b c"d`, `("a" "b c" "d")`},
		{`"new harbour`, `"new harbour"`},
		{"harb*", `"harb"*`},
		{`"new harb"*`, `"new harb"*`},
		{"ha*", `"ha"`},
		{"北*", `"北"*`},
		{"*", ""},
		{"ha*rb", `"ha rb"`},
		{"Ana-María", `"Ana María"`},
		{"O'Neill's", `"O Neill s"`},
		{"🌧 rain", `"rain"`},
		{"\x00\xff", ""},
		{"\u0301", ""},
		// Either, and which binds stronger.
		{"strike OR walkout", `("strike" OR "walkout")`},
		{"port strike OR walkout", `(("port" "strike") OR "walkout")`},
		{"port (strike OR walkout)", `("port" ("strike" OR "walkout"))`},
		{"a OR b OR c", `("a" OR "b" OR "c")`},
		{`a OR"b c"`, `("a" OR "b c")`},
		{"strike or walkout", `("strike" "or" "walkout")`},
		{"ORder ORe", `("ORder" "ORe")`},
		{"rain OR 🌧", `"rain"`},
		{"AND a AND b AND", `("AND" "a" "b" "AND")`},
		{"a AND OR b", `(("a" "AND") OR "b")`},
		// Without.
		{"harbour -strike", `("harbour" -"strike")`},
		{"harbour NOT strike", `("harbour" -"strike")`},
		{`-"was late"`, `-"was late"`},
		{"-(a OR b) c", `(-("a" OR "b") "c")`},
		{"NOT -a", `--"a"`},
		{"- a", `"a"`},
		{"--a", `"a"`},
		{"a - b", `("a" "b")`},
		{"-🌧 rain", `"rain"`}, // a sign is no word
		{"not a", `("not" "a")`},
		// Brackets.
		{"(nothing)", `"nothing"`},
		{"()", ""},
		{"((a))", `"a"`},
		{"f(x) g", `("f x" "g")`},
		{"(a f(x) b)", `("a" "f x" "b")`},
		{"NEAR(harbour spring)", `("NEAR harbour" "spring")`},
		// Properties.
		{"stance:denies", "stance=denies"},
		{"Stance:DENIES harbour", `(stance=denies "harbour")`},
		{"-stance:denies", "-stance=denies"},
		{`speaker:"ilse brandt"`, "speaker=ilse brandt"},
		{`outlet:"Daily Bell" OR outlet:post`, "(outlet=Daily Bell OR outlet=post)"},
		{"kind:named form:direct", "(kind=named form=direct)"},
		{"before:2031-04-01", "before=2031-04-01"},
		{"after:2031-04-01", "after=2031-04-02"},
		{"before:2031-04 after:2031-02", "(before=2031-04-01 after=2031-03-01)"},
		{"before:2031 after:2029", "(before=2031-01-01 after=2030-01-01)"},
		{"(stance:denies)", "stance=denies"},
		// What looks like one and is none.
		{"https://post.example/a", `"https post example a"`},
		{"at 10:30", `("at" "10 30")`},
		{"note: late", `("note" "late")`},
		{`"stance:denies"`, `"stance denies"`},
		{"a:", `"a"`},
	} {
		s, err := Parse(c.typed, OfClaims)
		if got := written(s); got != c.want || err != nil {
			t.Errorf("%q: %s, error %v; want %s", c.typed, got, err, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		typed string
		kind  sayso.Kind
		want  string
	}{
		{"(a b", sayso.Invalid, "at letter 1, “(a b”: this bracket is never closed"},
		{"a ((b)", sayso.Invalid, "at letter 3, “((b)”: this bracket is never closed"},
		{"á b) c", sayso.Invalid, "at letter 4, “) c”: this bracket closes none"},
		{"OR a", sayso.Invalid, "at letter 1, “OR a”: nothing stands before OR"},
		{"a  OR", sayso.Invalid, "at letter 4, “OR”: nothing stands after OR"},
		{"(a OR) b", sayso.Invalid, "nothing stands after OR"},
		{"a OR OR b", sayso.Invalid, "at letter 3"},
		{"a NOT", sayso.Invalid, "at letter 3, “NOT”: nothing stands after NOT"},
		{"colour:red", sayso.Invalid, "“colour” is no property here; known are speaker, about, outlet, stance, kind, form, before or after"},
		{`colour:"red"`, sayso.Invalid, "“colour” is no property here"},
		{"a stance: denies", sayso.Invalid, "at letter 3, “stance: denies”: stance: has no value"},
		{`outlet:" "`, sayso.Invalid, "outlet: has no value"},
		{"stance:shrugs", sayso.Invalid, "stance:shrugs: it is one of asserts, confirms, denies"},
		{"kind:oracle", sayso.Invalid, "it is one of named, unnamed"},
		{"form:sung", sayso.Invalid, "it is one of direct, indirect or mixed"},
		{"speaker:!", sayso.Invalid, "speaker:!: it needs a name"},
		{"before:yesterday", sayso.Invalid, "write a day as 2023-09-13"},
		{"after:2031-02-30", sayso.Invalid, "write a day as 2023-09-13"},
		{strings.Repeat("a", MaxLength+1), sayso.TooLarge, "4097 bytes, 4096 at most"},
		{strings.Repeat("a ", MaxTerms+1), sayso.TooLarge, "at letter 129, “a ”: more than 64 words"},
		{strings.Repeat("(", MaxDepth+1), sayso.TooLarge, "at letter 17, “(”: more than 16 brackets"},
		{strings.Repeat("NOT ", MaxDepth+1) + "a", sayso.TooLarge, "more than 16 brackets or NOTs"},
		{strings.Repeat("x", 200) + ") " + strings.Repeat("y", 200), sayso.Invalid, "at letter 201, “) " + strings.Repeat("y", maxShown-2) + "…”"},
	} {
		s, err := Parse(c.typed, OfClaims)
		if s != nil || sayso.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%.40q: %v, error %v; want %s", c.typed, s, err, c.want)
		}
	}
	if _, err := Parse("speaker:brandt", OfArticles); err == nil || !strings.Contains(err.Error(), "known are outlet, before or after") {
		t.Errorf("articles have no speaker: %v", err)
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ typed, want string }{
		{"", "[]"},
		{"ilse brandt", `["ilse" "brandt"]`},
		{`"ilse bra"* -x OR (y:z)`, `["ilse bra"* "x" "OR" "y z"]`},
		{strings.Repeat("a ", 5000), "[" + strings.TrimSpace(strings.Repeat(`"a" `, MaxTerms)) + "]"},
		{"\"\xff", "[]"},
	} {
		var out []string
		for _, x := range Names(c.typed) {
			out = append(out, written(x))
		}
		if got := "[" + strings.Join(out, " ") + "]"; got != c.want {
			t.Errorf("%.40q: %s, want %s", c.typed, got, c.want)
		}
	}
}

// size counts what a search is made of, and how deep it goes.
func size(s Search) (terms, depth int) {
	var all []Search
	switch s := s.(type) {
	case Term, Filter:
		return 1, 0
	case Not:
		all = []Search{s.Search}
	case Any:
		all = s
	case All:
		all = s
	}
	for _, x := range all {
		t, d := size(x)
		terms, depth = terms+t, max(depth, d+1)
	}
	return terms, depth
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"harbour", `"was late"*`, "a OR (b -c)", "stance:denies NOT x", "f(x) )", "AND a OR", "é\u0301", "\xff(", `outlet:"a b`, "before:2031 --"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		Names(typed)
		s, err := Parse(typed, OfClaims)
		if err != nil {
			if k := sayso.KindOf(err); s != nil || k != sayso.Invalid && k != sayso.TooLarge || len(err.Error()) > 1000 {
				t.Errorf("%q: %v with %v", typed, s, err)
			}
			return
		}
		// Each bracket may hold an OR of what stands side by side.
		if terms, depth := size(s); terms > MaxTerms || depth > 3*(MaxDepth+1) {
			t.Errorf("%q: %d terms, %d deep", typed, terms, depth)
		}
		// What was read says the same again; rewriting adds brackets.
		again := rewrite(s)
		if _, depth := size(s); depth > MaxDepth/2 {
			return
		}
		if s2, err := Parse(again, OfClaims); len(again) <= MaxLength && (err != nil || written(s2) != written(s)) {
			t.Errorf("%q is %s; written %q it is %s, %v", typed, written(s), again, written(s2), err)
		}
	})
}

// rewrite writes a search as a person might.
func rewrite(s Search) string {
	of := func(all []Search, by string) string {
		var out []string
		for _, x := range all {
			if one := rewrite(x); isGroup(x) {
				out = append(out, "("+one+")")
			} else {
				out = append(out, one)
			}
		}
		return strings.Join(out, by)
	}
	switch s := s.(type) {
	case All:
		return of(s, " ")
	case Any:
		return of(s, " OR ")
	case Not:
		return "-(" + rewrite(s.Search) + ")"
	case Term:
		return written(s)
	case Filter:
		return string(s.Field) + `:"` + s.Value + `"`
	}
	return ""
}

func isGroup(s Search) bool {
	switch s.(type) {
	case All, Any:
		return true
	}
	return false
}
