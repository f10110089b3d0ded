package place

import (
	"strings"
	"testing"

	"sayso"
	"sayso/internal/knowledge"
)

func resolver(t testing.TB) *Resolver {
	t.Helper()
	b, err := knowledge.Load()
	if err != nil {
		t.Fatal(err)
	}
	return New(b)
}

// find returns the spans of names in text, in order.
func find(text string, names ...string) []sayso.Span {
	var out []sayso.Span
	at := 0
	for _, n := range names {
		i := at + strings.Index(text[at:], n)
		out = append(out, sayso.Span{Start: i, End: i + len(n)})
		at = i + len(n)
	}
	return out
}

func TestResolve(t *testing.T) {
	r := resolver(t)
	for _, c := range []struct {
		text  string
		names []string
		want  []string // region or country of each
	}{
		{"The mayor of Paris met a guest from Lyon.", []string{"Paris", "Lyon"}, []string{"FRA", "FRA"}},
		{"A fire in Paris, Texas, kept crews from Dallas busy.", []string{"Paris", "Texas", "Dallas"}, []string{"Texas", "Texas", "Texas"}},
		{"Deputies of Rapides Parish drove to Alexandria.", []string{"Rapides Parish", "Alexandria"}, []string{"Louisiana", "Louisiana"}},
		{"Ships left Alexandria for Port Said.", []string{"Alexandria", "Port Said"}, []string{"EGY", "EGY"}},
		{"Talks at Vostochny Cosmodrome in the Amur region", []string{"Vostochny Cosmodrome", "Amur region"}, []string{"RUS", "RUS"}},
		{"A shop in Quillberry Lane, Lyon, burned.", []string{"Quillberry Lane", "Lyon"}, []string{"FRA", "FRA"}},
	} {
		for i, cands := range r.Resolve(c.text, find(c.text, c.names...)) {
			if len(cands) == 0 || cands[0].Country != c.want[i] && cands[0].Region != c.want[i] {
				t.Errorf("%q: %s resolved to %+v, want %s", c.text, c.names[i], cands, c.want[i])
			}
		}
	}
}

func TestNothingToResolve(t *testing.T) {
	r := resolver(t)
	if out := r.Resolve("In Xyzzyville nothing stirs.", find("In Xyzzyville nothing stirs.", "Xyzzyville")); len(out) != 1 || len(out[0]) != 0 {
		t.Errorf("%v", out)
	}
	if out := r.Resolve("", nil); len(out) != 0 {
		t.Errorf("%v", out)
	}
}

func BenchmarkResolve(b *testing.B) {
	r := resolver(b)
	text := strings.Repeat("From Alexandria to Cairo, Paris, London, Springfield, Portland, Richmond and Athens the envoys of Russia and France travelled. ", 4)
	var spans []sayso.Span
	for _, n := range []string{"Alexandria", "Cairo", "Paris", "London", "Springfield", "Portland", "Richmond", "Athens", "Russia", "France"} {
		spans = append(spans, find(text, n)...)
	}
	b.ReportAllocs()
	for b.Loop() {
		r.Resolve(text, spans)
	}
}
