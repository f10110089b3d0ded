package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sayso"
	"sayso/internal/ingest/feed"
	"sayso/internal/story/index"
)

// TestHinted wants errors of libraries to name no command, and the program to add
// the one that helps.
func TestHinted(t *testing.T) {
	_, opml := feed.Parse([]byte(`<?xml version="1.0"?><opml version="2.0"><body><outline xmlUrl="https://lantern.example/feed"/></body></opml>`), "", "https://lantern.example/list")
	home := t.TempDir()
	in := filepath.Join(home, "feed.xml")
	if err := os.WriteFile(in, []byte(`<?xml version="1.0"?><rss version="2.0"><channel/></rss>`), 0o600); err != nil {
		t.Fatal(err)
	}
	_, read, _ := run(t, home, "read", "--ledger", "sqlite:"+home+"/l.db", in)
	for _, c := range []struct{ said, hint string }{
		{hinted(opml).Error(), "(OPML) (take all of them with: sayso sources import FILE)"},
		{hinted(sayso.E("read signature", "", sayso.Damaged, index.ErrSignature)).Error(), "(make all of them anew: sayso rebuild)"},
		{hinted(sayso.E("read signature", "", sayso.Damaged, index.ErrSignature).Advise("wait")).Error(), "another format (wait)"},
		{read, "a list of articles (rss) and none itself (watch it: sayso sources add ADDRESS)"},
	} {
		if !strings.Contains(c.said, c.hint) {
			t.Errorf("%q lacks %q", c.said, c.hint)
		}
	}
	if strings.Contains(opml.Error(), "sayso ") {
		t.Errorf("a library names a command: %v", opml)
	}
}
