package sayso

// TimeRelation is how one event lies in time to another: a relation type of
// TimeML's TLINK (ISO 24617-1).
type TimeRelation string

const (
	Before       TimeRelation = "BEFORE"
	After        TimeRelation = "AFTER"
	IBefore      TimeRelation = "IBEFORE" // immediately before
	IAfter       TimeRelation = "IAFTER"  // immediately after
	Simultaneous TimeRelation = "SIMULTANEOUS"
	IsIncluded   TimeRelation = "IS_INCLUDED" // in the course of the other
	Includes     TimeRelation = "INCLUDES"
	BegunBy      TimeRelation = "BEGUN_BY" // from the other on
	Begins       TimeRelation = "BEGINS"
	EndedBy      TimeRelation = "ENDED_BY" // until the other
	Ends         TimeRelation = "ENDS"
	Identical    TimeRelation = "IDENTITY" // two mentions of one event
)

var inverse = map[TimeRelation]TimeRelation{
	Before: After, After: Before, IBefore: IAfter, IAfter: IBefore, Simultaneous: Simultaneous, IsIncluded: Includes, Includes: IsIncluded,
	BegunBy: Begins, Begins: BegunBy, EndedBy: Ends, Ends: EndedBy, Identical: Identical,
}

// Inverse is the same relation seen from the other event; empty for none.
func (r TimeRelation) Inverse() TimeRelation { return inverse[r] }

// words put a relation between two events.
var timeWords = map[TimeRelation]string{
	Before: "before", After: "after", IBefore: "right before", IAfter: "right after", Simultaneous: "at the same time as", IsIncluded: "in the course of",
	Includes: "over the time of", BegunBy: "since", Begins: "at the beginning of", EndedBy: "until", Ends: "at the end of", Identical: "the same as",
}

// Words is the relation as it stands between two events: "before".
func (r TimeRelation) Words() string { return timeWords[r] }

// TimeLink is how an event lies in time to another or to a date, as the text
// says it. Both events of a link have it, each from its own side.
type TimeLink struct {
	Relation TimeRelation
	Event    EventID // the other; empty where it is a date
	Time     TimeID  // the date; empty where it is an event
	// Signal is the words that say so (TimeML SIGNAL): "hours before". Empty
	// for IDENTITY, which no word but the noun says.
	Signal Spans
	// Other is the words that tell the other: its trigger, or the dated phrase.
	Other Spans
	// Apart is how far the two lie from each other, as a TIMEX3 duration:
	// "P2D", "PTXH" for "hours"; empty where the text does not say.
	Apart      string
	Confidence float64 // 0 to 1
}
