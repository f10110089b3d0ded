package compile

import (
	"bufio"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// columns calls row for each line of a tab-separated file, comments left out.
func columns(path string, least int, row func(line int, c []string) error) error {
	f, err := os.Open(path)
	if err != nil {
		return sayso.E("compile knowledge", path, sayso.NotFound, err)
	}
	defer f.Close()
	return lines(path, f, least, row)
}

// maxLine bounds a line of a table, in bytes.
const maxLine = 1 << 16

// lines calls row for each line of a tab-separated table. Columns are parted
// by a tab each; name is what errors call the table.
func lines(name string, in io.Reader, least int, row func(line int, c []string) error) error {
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, maxLine)
	n := 1
	for ; sc.Scan(); n++ {
		t := strings.TrimPrefix(strings.TrimRight(sc.Text(), "\r"), "\ufeff")
		if strings.TrimSpace(t) == "" || t[0] == '#' {
			continue
		}
		c := strings.Split(t, "\t")
		where := name + ":" + strconv.Itoa(n)
		if len(c) < least {
			return sayso.Errorf("compile knowledge", where, sayso.Invalid, "%d columns, want %d", len(c), least).Advise("columns are parted by one tab")
		}
		if err := row(n, c); err != nil {
			return sayso.E("compile knowledge", where, sayso.Invalid, err)
		}
	}
	if err := sc.Err(); err != nil {
		return sayso.E("compile knowledge", name+":"+strconv.Itoa(n), sayso.TooLarge, err)
	}
	return nil
}

// numbers parses columns that must be numbers.
func numbers(c ...string) ([]float64, error) {
	out := make([]float64, len(c))
	for i, s := range c {
		v, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

func split(s string) []string {
	return slices.DeleteFunc(strings.Split(s, "|"), func(n string) bool { return strings.TrimSpace(n) == "" })
}
