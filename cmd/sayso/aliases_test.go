package main

import (
	"testing"

	"sayso/internal/knowledge"
)

func TestAliases(t *testing.T) {
	base, err := knowledge.Load()
	if err != nil {
		t.Fatal(err)
	}
	widen := aliases(base)
	for typed, want := range map[string]string{
		"Pyongyang":               `((Pyongyang) OR "North Korea")`,
		"pyongyang":               `((pyongyang) OR "North Korea")`,
		"missiles from Pyongyang": `missiles from ((Pyongyang) OR "North Korea")`,
		"harbour strike":          "harbour strike",
		"tell us more":            "tell us more", // no name without a capital
		`"Pyongyang"`:             `"Pyongyang"`,
		"Pyongyang OR Seoul":      "Pyongyang OR Seoul",
		"speaker:Pyongyang":       "speaker:Pyongyang",
		"North Korea":             "North Korea", // has no other name
		"":                        "",
	} {
		if got, _ := widen(typed); got != want {
			t.Errorf("%q became %q, want %q", typed, got, want)
		}
	}
}
