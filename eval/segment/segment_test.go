package segment

import (
	"context"
	"os"
	"testing"
)

func TestScore(t *testing.T) {
	data := os.Getenv("CORPORA")
	if data == "" {
		t.Skip("CORPORA names no corpora folder")
	}
	figures, err := score(context.Background(), data)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range figures {
		t.Logf("%-60s %.4f", f.Name, f.Value)
	}
}
