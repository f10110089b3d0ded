package sayso

import (
	"context"
	"time"
)

// EventLedger returns events. The ledger joins mentions that tell of the same
// event, and keeps apart the mentions that an analyst parted.
type EventLedger interface {
	// Events lists events, the newest reported first, or those first that most
	// articles tell of. Of those that were last reported on one date, the identifiers
	// decide.
	Events(ctx context.Context, q EventQuery) (Page[EventRow], error)
	// Event returns one event by its lasting identifier, or by the identifier of
	// one of its mentions. NotFound when there is none.
	Event(ctx context.Context, id EventID) (EventRow, error)
}

// EventQuery selects events. Zero fields select all.
type EventQuery struct {
	Type   string // a PLOVER category
	Status Status // as EventRow has it, whatever single mentions say
	// Countries are ISO 3166-1 alpha-3 codes of parties: each must take part.
	Countries []string
	Article   ArticleID
	From, To  time.Time // the article's date, in [From, To)
	Since     time.Time // only with a mention in a version that was first read then or later
	// Told is the least number of articles that tell of it, of those that From, To,
	// Since and Article select; MostTold lists those first of which most do.
	Told     int
	MostTold bool
	Paging
}

// EventRow is one event with all its mentions, in the order of their articles'
// dates, of their versions' identifiers, and of the text. What stands in it is as its
// first mention has it, but for the status: that is the firmest of all mentions,
// and possible where no article vouches for what one source tells and another
// denies.
type EventRow struct {
	ID     EventID
	Type   string
	Mode   string
	CAMEO  string
	Status Status
	Day    string // ISO 8601; empty when unknown
	// DayFrom says in words which other event Day was taken from, and by which
	// words; empty where a text gives the day of this one.
	DayFrom string
	Days    Days  // on which it took place, as far as the texts tell
	Place   Place // zero when unknown
	// Links say how it lies in time to other events and to dates, as its
	// mentions have it.
	Links    []EventLink
	Actors   []Party
	Targets  []Party
	Mentions []EventReport
	// Origins are whoever the mentions go back to, each once: the source of
	// the claim that tells the event, else the agency credited, else the outlet.
	// Whoever denies it is none, unless nobody tells it.
	Origins []string
	// Disputes are kinds of number on which mentions differ.
	Disputes []Dispute
	// Tolls are how many were killed and wounded, over all mentions.
	Tolls []Toll
}

// Days is when an event took place. A day is told, or a span of days; of what took
// place without a word on when, no more is known than that it was on or before
// the day on which it was first printed: From is empty then. Zero when not even
// that is known.
type Days struct {
	From, To string // ISO 8601, both inclusive
	// Precision is UCDP's date_prec: 1 the day, 2 up to six days, 3 a week, 4 a
	// month, 5 longer or open; 0 when nothing is known.
	Precision int
}

// Toll is how many an event cost, from the numbers of its mentions: never their
// sum, since each mention tells of the same victims.
type Toll struct {
	Kind string // killed, wounded
	// Best is the number that most origins give, the latest of equals; Low and High
	// are the least and the most that any gives.
	Best, Low, High float64
	// Sources are the origins that give Best, and Others those that give another.
	Sources, Others []string
}

// Party is one side of an event.
type Party struct {
	ID      ActorID // lasting
	Name    string
	Country string // ISO 3166-1 alpha-3; empty when unknown
	Sector  string // PLOVER sector; empty when unknown
}

// EventLink is how an event lies in time to another or to a date, by the words
// of a text.
type EventLink struct {
	Relation TimeRelation
	// Event is the other, lasting: the event in an [EventRow], its mention in an
	// [EventReport]; empty where it is a date.
	Event EventID
	Act   string // of the other, in PLOVER: "CONSULT visit"; empty for a date
	Words string // of the other: its trigger, or the dated phrase
	Day   string // TIMEX3 value of a date; empty for an event
	// Signal is the words that say so, at Points of the version's text.
	Signal string
	Points Spans
	Apart  string // TIMEX3 duration; empty where the text does not say
}

// EventReport is one place in one article that tells of an event.
type EventReport struct {
	ID        EventID // lasting
	Article   ArticleID
	Version   VersionID
	Address   string // of the article
	Outlet    string
	Published Date
	Type      string
	Mode      string
	CAMEO     string
	Contexts  []string
	Status    Status
	Day       string
	DayFrom   string // as in [EventRow]
	// From and To are the first and the last day of the time that the text gives;
	// empty where it gives none.
	From, To string
	Place    Place
	Links    []EventLink
	Actors   []Party
	Targets  []Party
	Claim    ClaimID // lasting; empty when the article itself vouches for it
	Source   string  // who says so, where a claim does
	// Points is where the trigger stands, in code points of the version's text.
	Points     Spans
	Words      string // the trigger
	Sentence   string // about it; at most a few hundred bytes
	Quantities []Quantity
	Rule       string
	Confidence float64
	// Origin is whom the mention goes back to, and Reason why it was joined to
	// its event: both in words.
	Origin, Reason string
	Main           bool // its article is about it
	Parted         bool // an analyst took it out of its event
}

// Dispute is one kind of number with each value and the mentions that give it.
type Dispute struct {
	Kind   string
	Values []DisputedValue
}

// DisputedValue is one value and who has it.
type DisputedValue struct {
	Low, High float64
	Mentions  []EventID
}
