package sayso

import (
	"context"
	"strconv"
	"strings"
	"time"
)

// Since says from when on things are new to somebody: from a moment on, or after
// an entry of the journal.
type Since struct {
	At    time.Time // zero where After counts
	After int64     // the number of an entry
}

// ParseSince reads a day ("2023-09-14"), a moment (RFC 3339), a time before now
// ("2h", "90m", "3d") or the number of an entry. The empty string is zero.
func ParseSince(s string, now time.Time) (Since, error) {
	if s == "" {
		return Since{}, nil
	}
	if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 {
		return Since{After: n}, nil
	}
	if days, ok := strings.CutSuffix(s, "d"); ok {
		if n, err := strconv.Atoi(days); err == nil && n > 0 && n < maxDays {
			return Since{At: now.AddDate(0, 0, -n)}, nil
		}
	}
	if d, err := time.ParseDuration(s); err == nil && d > 0 {
		return Since{At: now.Add(-d)}, nil
	}
	if d, err := ParseDate(s); err == nil {
		return Since{At: d.Time}, nil
	}
	return Since{}, Errorf("read since", s, Invalid, "it is no moment").Advise("write 2023-09-14, 2023-09-14T12:00:00Z, 2h, 3d or the number of an entry")
}

// maxDays bounds the days that a moment may lie back.
const maxDays = 100_000

// Number is the number of the last entry before s.
func (s Since) Number(ctx context.Context, j Journal) (int64, error) {
	if s.At.IsZero() {
		return s.After, nil
	}
	return j.JournalBefore(ctx, s.At)
}

// Moment is the time of the first entry of s; zero for all, and a time to come
// where there is none yet.
func (s Since) Moment(ctx context.Context, j Journal) (time.Time, error) {
	if s.After == 0 {
		return s.At, nil
	}
	entries, err := j.JournalAfter(ctx, s.After, 1)
	if err != nil || len(entries) == 0 {
		return never, err
	}
	return entries[0].At, nil
}

// never is after anything that a ledger holds.
var never = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
