package ledger

import "testing"

func TestFold(t *testing.T) {
	for _, test := range []struct{ name, want string }{
		{"Kim Jong-un", "kim jong un"},
		{"KIM JONG UN", "kim jong un"},
		{"kim jong un", "kim jong un"},
		{"José Ibáñez", "jose ibanez"},
		{"Maeve O’Dowd", "maeve odowd"},
		{"Maeve O'Dowd", "maeve odowd"},
		{"R.T.  Vance,\tJr.", "r t vance jr"},
		{"Søren Łęcki", "soren lecki"},
		{"Weiß", "weiss"},
		{"ΣΊΣΥΦΟΣ", "σισυφοσ"},
		{"Σίσυφος", "σισυφοσ"},
		{"مُحَمَّد", "محمد"},
		{"हिन्दी", "हिन्दी"},
		{"ﬁn", "fin"},
		{"  ", ""},
		{"…", ""},
		{"a  b", "a b"},
		{"G7", "g7"},
		{"An\u200ba \u202eWeber\u202c", "ana weber"},
		{"Anna\u00adWeber", "annaweber"},
	} {
		if got := Fold(test.name); got != test.want {
			t.Errorf("Fold(%q) = %q, want %q", test.name, got, test.want)
		}
	}
}

func TestFullName(t *testing.T) {
	for _, test := range []struct {
		name string
		want bool
	}{
		{"Ilse Brandt", true},
		{"Brandt", false},
		{"I. Brandt", false},
		{"I. K. Brandt", true},
		{"Ana-María", true}, // two words; a bare double given name is rare enough in news
		{"習近平", true},
		{"習", false},
		{"", false},
	} {
		if got := fullName(Fold(test.name)); got != test.want {
			t.Errorf("fullName(%q) = %t, want %t", test.name, got, test.want)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Fold("Ana-María Østby")
	}
}
