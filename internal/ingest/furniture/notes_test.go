package furniture

import (
	"strings"
	"testing"

	"sayso"
)

func TestNotes(t *testing.T) {
	const report = "The harbour authority closed two piers on Monday.\n\nThe boats carry nine cars each, the harbour master, Bo Lind, said.\n\n"
	for _, c := range []struct {
		note  string
		kind  sayso.NoteKind
		about string
	}{
		{"An earlier version of this article said that the boats carry twelve cars each. The harbour master said nine.", sayso.CorrectionNote, "The boats carry"},
		{"Correction: The harbour authority closed two piers on Monday, not on Sunday.", sayso.CorrectionNote, "The harbour authority"},
		{"CORRECTION, Sept. 14, 2023: An earlier headline was wrong.", sayso.CorrectionNote, ""},
		{"This story has been corrected to show that the piers are two.", sayso.CorrectionNote, ""},
		{"This article was amended on 14 September 2023 because it named the wrong pier.", sayso.CorrectionNote, ""},
		{"(Corrects number of piers in paragraph 1)", sayso.CorrectionNote, ""},
		{"This story originally misstated the number of piers.", sayso.CorrectionNote, ""},
		{"Clarification: Mr Lind spoke for himself.", sayso.ClarificationNote, ""},
		{"This story has been updated.", sayso.UpdateNote, ""},
		{"Editor’s note: The names of the islanders are known to us.", sayso.EditorNote, ""},
		{"Anmerkung der Redaktion: Die Namen sind uns bekannt.", sayso.EditorNote, ""},
	} {
		text := report + c.note
		f := Find(text)
		if len(f.Notes) != 1 || f.Notes[0].Kind != c.kind || f.Notes[0].Span.In(text) != c.note || !strings.HasPrefix(f.Notes[0].About.In(text), c.about) || (c.about == "") != f.Notes[0].About.Empty() {
			t.Errorf("%q: %+v", c.note, f.Notes)
		}
	}
	for _, s := range []string{
		"The correction of the course took an hour, the harbour master said.", "An earlier version of the plan had three piers, Lind said.", "The story was told on Monday by islanders.", "Update: The piers are open again, Lind said.",
		"The report was changed after protests, the ministry said.", "Corrections officers were called.",
	} {
		if f := Find(report + s); len(f.Notes) > 0 {
			t.Errorf("%q is taken for a note: %+v", s, f.Notes)
		}
	}
}
