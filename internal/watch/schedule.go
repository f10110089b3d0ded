package watch

import (
	"math"
	"slices"
	"time"

	"sayso"
)

// The schedule. A source is asked so often that a look finds perLook new items
// on average: a source with 48 items a day about every six minutes, one with
// one item a day every few hours. The rate is the larger of two estimates,
// since asking too seldom loses more than asking too often:
//
//   - the dates of what it lists now: so many items from the oldest to now. It
//     is there after the first look, and fails where dates are missing or all
//     alike;
//   - what looks have found: an average that forgets with a time constant of a
//     day, and needs no dates.
//
// When everything that a source lists is new although it was asked before,
// items may have come and gone unseen: the pause is cut to a quarter and the
// source says so. Its publisher's wishes are lower bounds.
const (
	perLook     = 0.2
	MinInterval = 5 * time.Minute
	MaxInterval = 4 * time.Hour
	// FirstRetry is the pause after the first failure; it doubles with each
	// that follows, up to MaxRetry.
	FirstRetry = 5 * time.Minute
	MaxRetry   = 24 * time.Hour
	// FolderInterval is the pause between two looks at a folder: no one is
	// bothered by them.
	FolderInterval = 5 * time.Second
	// forgetDays is the time constant of the average, and window how far back
	// dates count.
	forgetDays = 1
	window     = 14 * 24 * time.Hour
	// gap is how many items a source must list for all of them being new to
	// mean something.
	gap = 5
)

// look is what a source said.
type look struct {
	dates []time.Time // of what it lists; zero times where it gives none
	fresh int         // items that were new
	pause time.Duration
}

// succeed gives the state after a look that went well.
func succeed(s sayso.SourceState, kind sayso.WatchKind, now time.Time, l look) sayso.SourceState {
	first := s.Succeeded.IsZero()
	since := now.Sub(s.Succeeded)
	s.Tried, s.Succeeded, s.Failures, s.Trouble, s.Note = now, now, 0, "", ""
	if kind == sayso.FolderSource {
		s.Next = now.Add(FolderInterval)
		return s
	}
	if first {
		s.Rate = 0
	} else {
		days := max(since.Hours()/24, 1e-6)
		keep := math.Exp(-days / forgetDays)
		s.Rate = s.Rate*keep + float64(l.fresh)/days*(1-keep)
	}
	s.Rate = max(s.Rate, dated(l.dates, now))
	pause := MaxInterval
	if s.Rate > 0 {
		pause = time.Duration(perLook / s.Rate * 24 * float64(time.Hour))
	}
	if !first && len(l.dates) >= gap && l.fresh >= len(l.dates) {
		pause /= 4
		s.Note = "all that it lists was new: some items may have come and gone unseen"
	}
	pause = min(max(pause, MinInterval), MaxInterval)
	pause = max(pause, min(l.pause, MaxRetry))
	s.Next = now.Add(jitter(pause, 0.1))
	return s
}

// dated is the rate, in items a day, that the dates of a list show.
func dated(dates []time.Time, now time.Time) float64 {
	var within []time.Time
	for _, d := range dates {
		if !d.IsZero() && now.Sub(d) < window && !d.After(now.Add(time.Hour)) {
			within = append(within, d)
		}
	}
	if len(within) < 2 {
		return 0
	}
	oldest := slices.MinFunc(within, time.Time.Compare)
	days := max(now.Sub(oldest).Hours()/24, 1.0/24)
	return float64(len(within)) / days
}

// fail gives the state after a failure in words. wait is how long the server
// asked to be left alone.
func fail(s sayso.SourceState, kind sayso.WatchKind, now time.Time, words string, wait time.Duration) sayso.SourceState {
	s.Tried, s.Trouble = now, words
	s.Failures++
	pause := max(backOff(s.Failures), wait)
	if kind == sayso.FolderSource {
		pause = min(pause, time.Minute) // a disk may be put back at any time
	}
	s.Next = now.Add(pause)
	return s
}

// backOff is the pause after so many failures in a row.
func backOff(failures int) time.Duration {
	d := FirstRetry << min(max(failures-1, 0), 10)
	return jitter(min(d, MaxRetry), 0.25)
}
