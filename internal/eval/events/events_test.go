package events

import (
	"testing"

	"sayso"
)

func TestLabels(t *testing.T) {
	labels, err := Labels()
	if err != nil {
		t.Fatal(err)
	}
	if len(labels) < 150 {
		t.Errorf("%d labels", len(labels))
	}
	for _, l := range labels {
		if _, ok := sayso.PLOVER(l.Category); !ok || l.Trigger.Len() <= 0 {
			t.Errorf("%+v", l)
		}
		switch l.Status {
		case sayso.Happened, sayso.Ongoing, sayso.Planned, sayso.PossibleStatus, sayso.DeniedStatus, sayso.Demanded:
		default:
			t.Errorf("%+v", l)
		}
	}
}

func TestCount(t *testing.T) {
	s := Sentence{Gold: []Gold{{Category: "AID", Actors: []string{"KER"}}}}
	an := sayso.Analysis{
		Actors: []sayso.Actor{{ID: "a1", Country: "KER"}},
		Events: []sayso.Event{{Type: "AID", Actors: []sayso.ActorID{"a1"}}, {Type: "AID"}, {Type: "REJECT"}},
	}
	var got Tally
	got.Count(&s, &an)
	if want := (Tally{Sentences: 1, Category: 1, Actor: 1, Spurious: 2}); got != want {
		t.Errorf("%+v, want %+v", got, want)
	}
}
