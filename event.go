package sayso

// Status is whether an event took place, as told.
type Status string

const (
	Happened       Status = "happened"
	Ongoing        Status = "ongoing"
	Planned        Status = "planned"
	PossibleStatus Status = "possible"
	DeniedStatus   Status = "denied"
	Demanded       Status = "demanded"
)

// Event is one act, coded in PLOVER.
type Event struct {
	ID         EventID
	Type       string // one of the sixteen PLOVER categories
	Mode       string // PLOVER mode, lower case; may be empty
	CAMEO      string
	Contexts   []string
	Anchor     Spans
	Actors     []ActorID
	Recipients []ActorID
	Place      PlaceID
	Time       TimeID
	// TimeFrom is the event that Time was taken from, by the link to it, where
	// the words about this one give none; empty otherwise.
	TimeFrom EventID
	// Links say how it lies in time to other events and to dates.
	Links  []TimeLink
	Status Status
	// Main is set for the one event that the article is about.
	Main bool
	// Claim reports the event; empty when the article itself vouches for it.
	Claim      ClaimID
	Quantities []Quantity
	// Rule names the pattern or model that read it: "patterns.tsv:40".
	Rule       string
	Confidence float64 // 0 to 1
}

// Quantity is a number that goes with an event, as one reading of one text
// has it. Numbers that differ between texts stand side by side.
type Quantity struct {
	Kind string // killed, wounded, arrested, abducted, released, displaced, protesters, launched, deployed, sum
	// Low and High bound the number: equal for "twelve", apart for "10 to
	// 12"; High is 0 where the text gives no upper bound ("at least 12").
	Low, High float64
	Unit      string // ISO 4217 code or currency word for sums; what is counted for others
	Span      Span
	Claim     ClaimID // who says so; empty when the article itself does
}
