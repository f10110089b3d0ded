package sayso

// Quad is the quad class of a category: whether the act is word or deed, and
// whether it joins or divides. The numbers are those of event data files.
type Quad int

const (
	VerbalCooperation   Quad = 1
	MaterialCooperation Quad = 2
	VerbalConflict      Quad = 3
	MaterialConflict    Quad = 4
)

func (q Quad) String() string {
	switch q {
	case VerbalCooperation:
		return "verbal cooperation"
	case MaterialCooperation:
		return "material cooperation"
	case VerbalConflict:
		return "verbal conflict"
	case MaterialConflict:
		return "material conflict"
	}
	return ""
}

// EventCategory is one of the sixteen of PLOVER (Open Event Data Alliance,
// Political Language Ontology for Verifiable Event Records).
type EventCategory struct {
	Name  string
	Modes []string
	Quad  Quad
	// Score is the cooperation–conflict score, from -10 to 10. The manual
	// gives REQUEST, ACCUSE, SANCTION and MOBILIZE none; theirs stand
	// midway among the CAMEO codes that they are made of.
	Score float64
}

var categories = []EventCategory{
	{"AGREE", nil, VerbalCooperation, 2.5},
	{"CONSULT", []string{"visit", "third-party", "multilateral", "phone"}, VerbalCooperation, 2.5},
	{"SUPPORT", nil, VerbalCooperation, 5},
	{"CONCEDE", nil, VerbalCooperation, 4.5},
	{"COOPERATE", nil, MaterialCooperation, 9.5},
	{"AID", nil, MaterialCooperation, 10},
	{"RETREAT", []string{"withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"}, MaterialCooperation, 6.5},
	{"REQUEST", []string{"assist", "change", "yield", "meet"}, VerbalConflict, -1},
	{"ACCUSE", []string{"disapprove", "investigate", "allege"}, VerbalConflict, -2},
	{"REJECT", []string{"assist", "change", "yield", "meet"}, VerbalConflict, -2},
	{"THREATEN", []string{"restrict", "ban", "arrest", "relations", "expel", "territory", "violence"}, VerbalConflict, -3.5},
	{"PROTEST", []string{"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}, MaterialConflict, -5},
	{"SANCTION", []string{"convict", "expel", "withdraw", "discontinue"}, MaterialConflict, -5},
	{"MOBILIZE", []string{"troops", "weapons", "police", "militia"}, MaterialConflict, -6},
	{"COERCE", []string{"seize", "restrict", "ban", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"}, MaterialConflict, -7},
	{"ASSAULT", []string{"abduct", "beat", "torture", "execute", "sexual", "assassinate", "targeted", "cleansing", "massacre", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone", "heavy-weapons", "crowd-control", "unconventional"}, MaterialConflict, -9},
}

// EventCategories returns the sixteen, from cooperation to conflict. The slice
// is shared and must not be changed.
func EventCategories() []EventCategory { return categories }

// PLOVER returns the category of that name.
func PLOVER(name string) (EventCategory, bool) {
	for _, c := range categories {
		if c.Name == name {
			return c, true
		}
	}
	return EventCategory{}, false
}
