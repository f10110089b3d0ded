package knowledge

import "testing"

func TestCountryOf(t *testing.T) {
	b, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"Russia": "RUS", "Russian": "RUS", "Moscow": "RUS", "Pyongyang": "PRK", "North Korean": "PRK", "North Korea": "PRK", "Paris": "FRA",
		"Tarn Herald": "", "Ada": "", "Lyon": "",
	} {
		if got := b.CountryOf(name); got != want {
			t.Errorf("%s stands for %q, want %q", name, got, want)
		}
	}
}
