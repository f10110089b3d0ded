package sayso_test

import (
	"encoding/json"
	"testing"
	"time"

	"sayso"
)

func TestDateKeepsItsPrecision(t *testing.T) {
	day := time.Date(2031, 5, 5, 0, 0, 0, 0, time.UTC)
	for _, d := range []sayso.Date{{}, {Time: day}, {Time: day, DayOnly: true}, {Time: day.Add(7*time.Hour + 9)}} {
		b, err := json.Marshal(d)
		if err != nil {
			t.Fatal(err)
		}
		var got sayso.Date
		if err := json.Unmarshal(b, &got); err != nil || got != d {
			t.Errorf("%+v became %+v by way of %s: %v", d, got, b, err)
		}
	}
	var d sayso.Date
	if json.Unmarshal([]byte(`"tomorrow"`), &d) == nil {
		t.Error("what is no date is read as one")
	}
}
