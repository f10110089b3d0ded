package sayso

// ActorType is what kind of being an actor is.
type ActorType string

const (
	Person       ActorType = "person"
	Organisation ActorType = "org"
	PlaceActor   ActorType = "place" // a place that stands for its government or its people
	Group        ActorType = "group"
	OtherActor   ActorType = "other"
)

// Actor is somebody who speaks or acts in one article. Name is the fullest
// form the article gives.
type Actor struct {
	ID      ActorID
	Name    string
	Type    ActorType
	Country string // ISO 3166-1 alpha-3; empty when unknown
	Sector  string // PLOVER sector code; empty when unknown
	Roles   []Role
	Aliases []string // other forms the article uses, in order of appearance
	// Named is false for "a senior official": such actors keep their
	// description as Name and are never joined across articles.
	Named bool
	// Known is the identifier in the knowledge file; empty when not known.
	Known string
	// Office is what the knowledge file has the actor as on the article's date,
	// beside what the text says: "president of Kerland". Empty when not known.
	Office string `json:",omitempty"`
	// Rule names the rule that found Known; empty when not known.
	Rule string `json:",omitempty"`
}

// KnownActor is the lasting identifier of an actor of the knowledge file, the
// same in every ledger.
func KnownActor(known string) ActorID { return ActorID(DeriveID("ac", "known", known)) }

// Role is an office or affiliation as the text gives it.
type Role struct {
	Title string // "senior fellow", "spokesman"
	Of    string // "Carnegie Endowment for International Peace"; may be empty
	Span  Span   // the words that say so
}

// MentionKind is the form of a mention.
type MentionKind string

const (
	NameMention    MentionKind = "name"
	NominalMention MentionKind = "nominal"
	PronounMention MentionKind = "pronoun"
)

// MentionType is what is mentioned.
type MentionType string

const (
	PersonMention MentionType = "person"
	OrgMention    MentionType = "org"
	PlaceMention  MentionType = "place"
	GroupMention  MentionType = "group"
	EventMention  MentionType = "event"
	WorkMention   MentionType = "work"
	OtherMention  MentionType = "other"
)

// Mention is one place in the text where an actor or a place is meant.
type Mention struct {
	ID    MentionID
	Span  Span
	Kind  MentionKind
	Type  MentionType
	Actor ActorID // empty when it stands for no actor
	Place PlaceID // empty when it stands for no place
}
