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
	Status     Status
	// Claim reports the event; empty when the article itself vouches for it.
	Claim      ClaimID
	Confidence float64
}
