package factuality

import (
	"archive/zip"
	"math"
	"os"
	"path/filepath"
	"testing"

	"sayso"
)

func TestRead(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "factuality"), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "factuality", "uds_factuality.zip"))
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	w, err := z.Create("factuality.json")
	if err == nil {
		_, err = w.Write([]byte(`{"data": {"ewt-dev-3": {"ewt-dev-3-semantics-pred-5": {"factuality": {"factual": {"value": -1.5, "confidence": 1}}},
			"ewt-dev-3-semantics-pred-7": {"other": {}}}}}`))
	}
	if err != nil || z.Close() != nil || f.Close() != nil {
		t.Fatal("the archive was not written", err)
	}
	got, err := Read(dir)
	if err != nil || len(got) != 1 || len(got["ewt-dev-3"]) != 1 || got["ewt-dev-3"][0] != (Judgement{4, -1.5}) {
		t.Errorf("%v, %v", got, err)
	}
	if _, err := Read(t.TempDir()); sayso.KindOf(err) != sayso.NotFound {
		t.Errorf("a folder without the set: %v", err)
	}
}

func TestTally(t *testing.T) {
	var c tally
	c.add(sayso.Happened, 1)
	c.add(sayso.Planned, -1)
	c.add(sayso.DeniedStatus, 1)
	f := c.figures()
	if math.Abs(f[0].Value-2.0/3) > 1e-9 || f[1].Value <= 0 || f[1].Value >= 1 || f[2].Value >= 0 {
		t.Errorf("%+v", f)
	}
}
