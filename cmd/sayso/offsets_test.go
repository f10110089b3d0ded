package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestOffsetsInAnyScript reads texts whose characters take one to four bytes,
// or several code points, from the file to the JSON: what spans cut out of the
// text is what stands beside them, and tokens rebuild it.
func TestOffsetsInAnyScript(t *testing.T) {
	for name, text := range map[string]string{
		"emoji":           "😀👩\u200d👩\u200d👧 Anna Weber said the “bridge 🌉 is safe”. Bruno Keller denied 🙅🏽 that it was.\n",
		"combining marks": "Zoe\u0301 Reye\u0301s said the cafe\u0301 was open. “C\u0327a va,” said Ame\u0301lie Noe\u0308l.\n",
		"right to left":   "“שלום לכולם,” said Dana Levi. \u200fמרחבא\u200e “مرحبا بالجميع,” said Omar Haddad, who denied that it was late.\n",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a.txt")
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			for _, flags := range [][]string{{"--reading", "rules"}, nil} {
				out, errs, status := run(t, t.TempDir(), append([]string{"analyze", "--tokens", path}, flags...)...)
				if status != exitOK {
					t.Fatal(errs)
				}
				type part struct {
					Spans [][2]int
					Text  string
				}
				var got struct {
					Text   string
					Tokens []struct{ Span [2]int }
					Claims []struct{ Source, Cue, Content part }
				}
				if err := json.Unmarshal([]byte(out), &got); err != nil {
					t.Fatal(err)
				}
				points := []rune(got.Text)
				if got.Text != text || len(got.Claims) == 0 {
					t.Fatalf("%v: %d claims in %q", flags, len(got.Claims), got.Text)
				}
				for _, c := range got.Claims {
					for _, p := range []part{c.Source, c.Cue, c.Content} {
						cut := ""
						for i, s := range p.Spans {
							if i > 0 {
								cut += " … "
							}
							cut += string(points[s[0]:s[1]])
						}
						if len(p.Spans) > 0 && cut != p.Text {
							t.Errorf("%v: spans %v cut out %q, the text is %q", flags, p.Spans, cut, p.Text)
						}
					}
				}
				at := 0
				for _, tok := range got.Tokens {
					if tok.Span[0] < at || tok.Span[1] > len(points) {
						t.Errorf("%v: the token at %v overlaps the one before, or leaves the text", flags, tok.Span)
						break
					}
					for _, r := range points[at:tok.Span[0]] {
						if r != ' ' && r != '\n' && r != '\u200e' && r != '\u200f' {
							t.Errorf("%v: no token holds %q before %v", flags, r, tok.Span)
						}
					}
					at = tok.Span[1]
				}
			}
		})
	}
}
