package sayso

// Part is the part of a claim that a reason is about.
type Part string

const (
	WholePart   Part = "claim"
	SourcePart  Part = "source"
	CuePart     Part = "cue"
	ContentPart Part = "content"
	SpeakerPart Part = "speaker"
	StancePart  Part = "stance"
)

// Reason is one ground on which a claim was read as it was.
type Reason struct {
	Part Part
	// Words are the words of the article that it rests on; none for grounds
	// that no single words hold.
	Words Spans
	// Why says it to a person: the rule, or what the model looked at.
	Why string
	// Weight is what it adds to a model's score for the part, in nats; 0 for
	// rules, which have no weights.
	Weight float64
}
