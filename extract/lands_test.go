package extract

import "testing"

func TestLands(t *testing.T) {
	land := lands(embedded())
	for name, want := range map[string]string{
		"Russia": "RUS", "Russian": "RUS", "Moscow": "RUS", "Pyongyang": "PRK", "North Korean": "PRK", "North Korea": "PRK", "Paris": "FRA",
		"Tarn Herald": "", "Ada": "", "Lyon": "",
	} {
		if got := land(name); got != want {
			t.Errorf("%s stands for %q, want %q", name, got, want)
		}
	}
}
