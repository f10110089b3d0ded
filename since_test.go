package sayso

import (
	"testing"
	"time"
)

func TestParseSince(t *testing.T) {
	now := time.Date(2031, 4, 7, 12, 0, 0, 0, time.UTC)
	for s, want := range map[string]Since{
		"": {}, "0": {}, "17": {After: 17}, "2h": {At: now.Add(-2 * time.Hour)}, "1h30m": {At: now.Add(-90 * time.Minute)}, "3d": {At: now.AddDate(0, 0, -3)},
		"2031-04-01": {At: time.Date(2031, 4, 1, 0, 0, 0, 0, time.UTC)}, "2031-04-01T10:00:00Z": {At: time.Date(2031, 4, 1, 10, 0, 0, 0, time.UTC)},
	} {
		if got, err := ParseSince(s, now); err != nil || !got.At.Equal(want.At) || got.After != want.After {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
	for _, s := range []string{"last", "-2h", "-4", "2x", "0d", "999999999d", "2031-13-01", "99999999999999999999"} {
		if got, err := ParseSince(s, now); KindOf(err) != Invalid {
			t.Errorf("%q: %+v, %v", s, got, err)
		}
	}
}
