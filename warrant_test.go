package sayso

import "testing"

// TestWarrants wants what a publisher's own address, archive or source gave to stand
// above what a file says, and that above what somebody else carried.
func TestWarrants(t *testing.T) {
	order := [][]Warrant{{CarriedWarrant}, {NoWarrant, StatedWarrant, SavedWarrant}, {FetchedWarrant, ArchivedWarrant, OwnWarrant}}
	for strength, ws := range order {
		for _, w := range ws {
			if got := w.Strength(); got != strength {
				t.Errorf("%q has the strength %d, want %d", w, got, strength)
			}
			if w != NoWarrant && w.Words() == "" {
				t.Errorf("%q has no words", w)
			}
		}
	}
}
