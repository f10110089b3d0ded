package events

import (
	"bufio"
	_ "embed"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sayso"
)

//go:embed testdata/status.tsv
var statusTable string

// Label is one event labelled by hand.
type Label struct {
	File     string     // in the folder of stories
	Trigger  sayso.Span // code points of the text
	Status   sayso.Status
	Category string
}

// Labels reads the labelled events.
func Labels() ([]Label, error) {
	var out []Label
	sc := bufio.NewScanner(strings.NewReader(statusTable))
	for n := 1; sc.Scan(); n++ {
		if sc.Text() == "" || sc.Text()[0] == '#' {
			continue
		}
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 5 {
			return nil, sayso.Errorf("read labels", "status.tsv:"+strconv.Itoa(n), sayso.Invalid, "want file, two offsets, status, category")
		}
		start, err := strconv.Atoi(c[1])
		end, err2 := strconv.Atoi(c[2])
		if err != nil || err2 != nil {
			return nil, sayso.Errorf("read labels", "status.tsv:"+strconv.Itoa(n), sayso.Invalid, "want file, two offsets, status, category")
		}
		out = append(out, Label{c[0], sayso.Span{Start: start, End: end}, sayso.Status(c[3]), c[4]})
	}
	return out, sc.Err()
}

// readStory returns the text of one article of the stories.
func readStory(data, file string) (string, error) {
	path := filepath.Join(data, "stories", filepath.Base(file))
	raw, err := os.ReadFile(path)
	if err != nil {
		return "", sayso.E("read stories", path, sayso.NotFound, err)
	}
	var a struct{ Text string }
	if err := json.Unmarshal(raw, &a); err != nil {
		return "", sayso.E("read stories", path, sayso.Invalid, err)
	}
	return a.Text, nil
}
