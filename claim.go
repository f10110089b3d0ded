package sayso

import "strings"

// Form is how the words are given.
type Form string

const (
	Direct   Form = "direct"   // all of it in quotation marks, or a transcript
	Indirect Form = "indirect" // none of it
	Mixed    Form = "mixed"    // some of it
)

// SourceKind is what the words are ascribed to.
type SourceKind string

const (
	NamedSource     SourceKind = "named"     // a named person
	UnnamedSource   SourceKind = "unnamed"   // "a senior official"
	GroupSource     SourceKind = "group"     // "both sides", "experts"
	OrgSource       SourceKind = "org"       // an organisation, a government
	DocumentSource  SourceKind = "document"  // a report, a letter, a law
	StatementSource SourceKind = "statement" // a statement, a press release
	SpeechSource    SourceKind = "speech"    // a speech, a testimony
	InterviewSource SourceKind = "interview" // an interview, a briefing
	PostSource      SourceKind = "post"      // a post on social media
	FilingSource    SourceKind = "filing"    // a court filing, a ruling
	MediaSource     SourceKind = "media"     // an outlet, an agency
	ImageSource     SourceKind = "image"     // photographs, satellite images
	VideoSource     SourceKind = "video"     // a video, a recording
	OwnSource       SourceKind = "own"       // the outlet’s own observation
	StudySource     SourceKind = "study"     // a poll, a study
	ReportsSource   SourceKind = "reports"   // "reports suggest"
	NoSource        SourceKind = "none"      // "it was reported that"
	PronounSource   SourceKind = "pronoun"   // a pronoun that could not be resolved
	UndecidedSource SourceKind = "undecided" // a noun phrase of no recognised kind
)

// Certainty is how sure the speaker is of the content (factuality).
type Certainty string

const (
	Certain          Certainty = "certain"
	Probable         Certainty = "probable"
	Possible         Certainty = "possible"
	UnknownCertainty Certainty = "unknown"
)

// Polarity is whether the speaker takes the content for true.
type Polarity string

const (
	Positive        Polarity = "+"
	Negative        Polarity = "-"
	UnknownPolarity Polarity = "?"
)

// Claim is one attribution: a source, by a cue, is given some content as its
// words or thoughts (PolNeAR, PARC). It is not a fact.
type Claim struct {
	ID     ClaimID
	Form   Form
	Source Source
	Cue    Cue
	// Content is what was said, in pieces where the cue splits it.
	Content   Spans
	Stance    Stance
	Certainty Certainty
	Polarity  Polarity
	// Parent is the claim inside whose content this one stands; empty for
	// outer claims.
	Parent ClaimID
	// Via is the chain that carried the words to this article, nearest the
	// speaker first.
	Via       []ActorID
	Addressee ActorID
	Time      TimeID
	// RepliesTo is the claim that this one denies or answers.
	RepliesTo ClaimID
	// Evidence is what the words rest on or were given in, besides the
	// speaker’s word: a photograph, a document, a statement. In text order.
	Evidence []Evidence `json:",omitempty"`
	// Vector is what is said, for finding claims that say like things. It is nil
	// where the reading was not asked for vectors, where nothing is said, and for
	// what an analyst wrote. Ledgers keep it, and leave it out of rows.
	Vector Vector `json:",omitempty"`
	// Rule names the rule or model that read the claim, StanceRule the rule that
	// read its stance off what is said, SpeakerRule the one that found who speaks,
	// ReplyRule the one that found what it denies or answers; empty where none did.
	Rule        string
	StanceRule  string  `json:",omitempty"`
	SpeakerRule string  `json:",omitempty"`
	ReplyRule   string  `json:",omitempty"`
	Confidence  float64 // 0 to 1
	// Correction is what an analyst says of the claim; nil for nothing.
	Correction *Correction `json:",omitempty"`
}

// Source is whom the content is ascribed to.
type Source struct {
	Spans Spans // empty where the article names no source
	// Actors are those who speak: one, several ("Both Moscow and Pyongyang"),
	// or none where the source stays unresolved.
	Actors []ActorID
	Kind   SourceKind
	// For is whom a spokesperson speaks for; empty for all others.
	For ActorID `json:",omitempty"`
}

// Unresolved names who speaks where the source has no actor, by its words in the
// article: a pronoun names nobody.
func (s *Source) Unresolved(words string) string {
	switch words = strings.Join(strings.Fields(words), " "); {
	case words == "":
		return "nobody named"
	case s.Kind == PronounSource:
		return "not resolved (“" + words + "”)"
	}
	return words
}

// Evidence is something that a claim rests on or was given in, with the words
// that name it.
type Evidence struct {
	Kind SourceKind // document, statement, speech, interview, post, filing, study, image, video or own
	Span Span
}

// Cue is the words that make the link: "said", "according to", ":".
type Cue struct {
	Spans Spans // empty for content that follows on from an earlier cue
	Lemma string
}

// SourceKinds lists every kind of source.
var SourceKinds = []SourceKind{NamedSource, UnnamedSource, GroupSource, OrgSource, DocumentSource, StatementSource, SpeechSource, InterviewSource,
	PostSource, FilingSource, MediaSource, ImageSource, VideoSource, OwnSource, StudySource, ReportsSource, NoSource, PronounSource, UndecidedSource}
