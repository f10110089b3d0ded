package compile

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

func TestReadTowns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "cities5000.json")
	table := `{"2": {"geonameid": 2, "name": "Tarn", "countrycode": "NO", "admin1code": "01", "population": 900000, "latitude": 60.5, "longitude": 10.25,
		"alternatenames": ["TRN", "Taarn", "El-Tarna", "Тарн", "tarn", "Tárn", "Lake"]}, "1": {"geonameid": 1, "name": "Lake", "countrycode": "NO", "population": 800000}}`
	if err := os.WriteFile(path, []byte(table), 0o644); err != nil {
		t.Fatal(err)
	}
	towns, names, err := readTowns(path)
	if err != nil || len(towns) != 2 || towns[1].lat != 6050000 || towns[1].country != "NO" {
		t.Fatalf("%+v, %v", towns, err)
	}
	if want := []string{"El-Tarna", "Lake", "Taarn", "Tarna"}; !slices.Equal(names[2], want) {
		t.Errorf("%q, want %q", names[2], want)
	}
	g := newGazetteer()
	g.towns(joined([]city{{number: 2, name: "Tarn", country: "NO", population: 900000}}, towns))
	g.exonyms(names)
	for _, p := range g.places {
		if p.Name == "Tarn" && slices.Contains(p.names, "Lake") {
			t.Error("a name that a like town bears went to another")
		}
		if p.Name == "Tarn" && !slices.Contains(p.names, "Taarn") {
			t.Errorf("%+v", p)
		}
	}
	if _, _, err := readTowns(filepath.Join(t.TempDir(), "none")); err == nil {
		t.Error("a missing file was read")
	}
}
