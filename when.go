package sayso

import "time"

// TimeType is the TIMEX3 type of a time expression.
type TimeType string

const (
	DateTime     TimeType = "DATE"
	ClockTime    TimeType = "TIME"
	DurationTime TimeType = "DURATION"
	SetTime      TimeType = "SET"
)

// When is a time expression, normalised against the article's date.
type When struct {
	ID    TimeID
	Span  Span
	Type  TimeType
	Value string // TIMEX3 value
	Mod   string // TIMEX3 mod: START, MID, END, APPROX; may be empty
	// From and To bound the interval, To exclusive; zero when open.
	From, To time.Time
	// Fuzzy is set when the bounds are no more than a fair reading: "early
	// 2022", "now".
	Fuzzy bool
	// Rule names the rule that read it: "weekday-name".
	Rule string
}
