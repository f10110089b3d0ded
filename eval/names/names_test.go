package names

import (
	"context"
	"os"
	"testing"

	"sayso/nlp/name"
)

const corpora = "../../../shared/corpora"

func TestFigures(t *testing.T) {
	if _, err := os.Stat(corpora); err != nil {
		t.Skip("no corpora here")
	}
	f, err := Scorer(name.NewRules().Apply).Score(context.Background(), corpora)
	t.Log(f, err)
}
