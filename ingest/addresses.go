package ingest

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"hash/maphash"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sayso"
)

// Address is the kind of a document that is no more than an address on the web: it
// has no data, and whoever asked for such documents ([Options].Follow) fetches it.
const Address Kind = "an address"

const (
	// MaxAddresses is how many different addresses one run follows.
	MaxAddresses = 1_000_000
	// maxAddress is how many bytes an address may have.
	maxAddress = 4096
)

// IsAddress says that an argument is an address on the web and no path.
func IsAddress(s string) bool {
	low := strings.ToLower(s)
	return strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://")
}

// address yields one address, once.
func (w *walker) address(name, address string, published sayso.Date, listed bool) bool {
	if len(address) > maxAddress {
		return w.fail(sayso.Errorf("read", name, sayso.TooLarge, "the address is longer than %d bytes (ingest.maxAddress)", maxAddress))
	}
	if w.asked == nil {
		w.asked, w.seed = map[uint64]bool{}, maphash.MakeSeed()
	}
	sum := maphash.String(w.seed, address)
	if w.asked[sum] {
		return true
	}
	if len(w.asked) == MaxAddresses {
		return w.fail(sayso.Errorf("read", name, sayso.TooLarge, "there are more than %d addresses (ingest.MaxAddresses)", MaxAddresses).Advise("give the rest in another run"))
	}
	w.asked[sum] = true
	return w.yield(Document{Name: address, Kind: Address, URL: address, Published: published, Listed: listed}, nil)
}

// notFollowed says why a list of addresses is not read as anything else.
func (w *walker) notFollowed(p string) error {
	e := sayso.Errorf("read", p, sayso.NoArticle, "it lists addresses and is no article")
	if w.o.Follow {
		return e.Advise("name the file itself, and they are fetched: what is found in a folder sends nobody anywhere")
	}
	return e.Advise("sayso read fetches them, where the file is named")
}

// isList says that a text begins as a list of addresses does: with nothing but
// addresses, one a line; as a table with a column of them; or as references in RIS.
func isList(head []byte, whole bool) bool {
	text := wholeLines(head, whole)
	n := 0
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		if n++; !IsAddress(line) || strings.ContainsAny(line, " \t,") {
			n = 0
			break
		}
	}
	if n > 0 {
		return true
	}
	if risType.MatchString(text) {
		return true
	}
	return newTable(text).column >= 0
}

// wholeLines are the lines of a head that are all there.
func wholeLines(head []byte, whole bool) string {
	if end := bytes.LastIndexByte(head, '\n') + 1; !whole && end > 0 {
		head = head[:end]
	}
	return strings.TrimPrefix(string(head), "\ufeff")
}

// risType is the line that a reference in RIS begins with.
var risType = regexp.MustCompile(`^\s*TY  - [A-Z]`)

// table says in which column of a table the addresses stand.
type table struct {
	by                rune
	header            bool
	column, published int // -1 for none
}

// newTable tells it by the first lines: by a header that names the column, as those of
// Media Cloud, Zotero and GDELT's article lists do. GDELT's own files have none and are
// parted by tabs: there it is the first column in which half of the lines or more have
// an address.
func newTable(text string) table {
	line, _, _ := strings.Cut(text, "\n")
	t := table{by: ',', column: -1, published: -1}
	if strings.Count(line, "\t") > strings.Count(line, ",") {
		t.by = '\t'
	}
	cells := cellsOf(line, t.by)
	if len(cells) < 2 {
		return t
	}
	for i, c := range cells {
		name := strings.NewReplacer("_", "", "-", "", " ", "").Replace(strings.ToLower(strings.TrimSpace(c)))
		switch {
		case slices.Contains(keys.text, name) || slices.Contains(keys.html, name):
			return table{by: t.by, column: -1, published: -1} // it has the texts themselves
		case t.column < 0 && slices.Contains(keys.url, name):
			t.column, t.header = i, true
		case t.published < 0 && slices.Contains(keys.published, name):
			t.published = i
		}
	}
	if t.header {
		return t
	}
	t.published = -1
	if t.by == ',' {
		return t
	}
	lines, has := 0, make([]int, len(cells))
	for line := range strings.Lines(text) {
		row := cellsOf(line, t.by)
		if len(row) != len(cells) {
			return t // it is no table
		}
		lines++
		for i, c := range row {
			if IsAddress(c) {
				has[i]++
			}
		}
	}
	t.column = slices.IndexFunc(has, func(n int) bool { return 2*n >= lines })
	return t
}

func cellsOf(line string, by rune) []string {
	if by == '\t' {
		return strings.Split(strings.TrimRight(line, "\r\n"), "\t")
	}
	r := csv.NewReader(strings.NewReader(line))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = by, true, -1
	cells, err := r.Read()
	if err != nil {
		return nil
	}
	return cells
}

// addresses yields those of a list.
func (w *walker) addresses(p string, br *bufio.Reader) bool {
	if head, _ := br.Peek(3); bytes.Equal(head, []byte("\ufeff")) {
		_, _ = br.Discard(3)
	}
	head, _ := br.Peek(peek)
	text := wholeLines(head, len(head) < peek)
	switch t := newTable(text); {
	case strings.HasPrefix(strings.TrimSpace(text), "{"), strings.HasPrefix(strings.TrimSpace(text), "["):
		return w.addressObjects(p, br)
	case t.column >= 0 && t.by == ',':
		return w.addressTable(p, br, t)
	case risType.Match(head):
		return w.addressLines(p, br, func(line string) (string, bool) {
			at, ok := strings.CutPrefix(line, "UR  - ")
			return at, ok
		})
	case t.column >= 0:
		header := t.header
		return w.addressLines(p, br, func(line string) (string, bool) {
			cells := strings.Split(line, "\t")
			if header || t.column >= len(cells) {
				header = false
				return "", false
			}
			return cells[t.column], IsAddress(cells[t.column]) // GDELT has sources that are no pages
		})
	}
	return w.addressLines(p, br, func(line string) (string, bool) { return line, line != "" && line[0] != '#' })
}

// addressLines yields the addresses of a list that has at most one in a line. What
// is none is named once with its line, and counted.
func (w *walker) addressLines(p string, br *bufio.Reader, of func(line string) (string, bool)) bool {
	found, bad := 0, 0
	for n := 1; ; n++ {
		if w.ctx.Err() != nil {
			return false
		}
		line, long, err := readLine(br, w.o.max())
		if err != nil && !errors.Is(err, io.EOF) {
			return w.fail(fileError(lineName(p, n), err))
		}
		at, ok := of(strings.TrimRight(string(line), " \r\n"))
		if at = strings.TrimSpace(at); ok && !long {
			switch {
			case !IsAddress(at):
				if bad++; bad == 1 && !w.fail(sayso.Errorf("read", lineName(p, n), sayso.Invalid, "it is no address: %.60q", at).Advise("write one address a line")) {
					return false
				}
			case !w.address(lineName(p, n), at, sayso.Date{}, true):
				return false
			default:
				found++
			}
		}
		if errors.Is(err, io.EOF) {
			break
		}
	}
	return w.listed(p, found, bad)
}

// listed ends a list.
func (w *walker) listed(p string, found, bad int) bool {
	switch {
	case bad > 1:
		return w.fail(sayso.Errorf("read", p, sayso.Invalid, "%s more hold no address", count(bad-1, "line")))
	case found == 0 && bad == 0:
		return w.fail(sayso.Errorf("read", p, sayso.NoArticle, "it lists no address"))
	}
	return true
}

// addressTable yields the addresses of a table parted by commas, whose cells may run
// over several lines.
func (w *walker) addressTable(p string, br *bufio.Reader, t table) bool {
	r := csv.NewReader(br)
	r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = true, -1, true
	found, bad := 0, 0
	for n := 1; ; n++ {
		if w.ctx.Err() != nil {
			return false
		}
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return w.listed(p, found, bad)
		}
		if err != nil {
			return w.fail(sayso.E("read", p, sayso.Invalid, err))
		}
		if n == 1 && t.header {
			continue
		}
		at := ""
		if t.column < len(cells) {
			at = strings.TrimSpace(cells[t.column])
		}
		if !IsAddress(at) {
			bad += min(len(at), 1) // an item without an address is no mistake
			continue
		}
		var published sayso.Date
		if t.published >= 0 && t.published < len(cells) {
			published, _ = ParseDate(cells[t.published])
		}
		found++
		if !w.address(p+":"+strconv.Itoa(n), at, published, true) {
			return false
		}
	}
}

// addressObjects yields the addresses of objects of JSON that have no text: those of
// CSL and Zotero, of Media Cloud, and of GDELT's article lists, whose objects stand
// under "articles".
func (w *walker) addressObjects(p string, br *bufio.Reader) bool {
	data, err := io.ReadAll(io.LimitReader(br, w.o.max()+1))
	switch {
	case err != nil:
		return w.fail(fileError(p, err))
	case int64(len(data)) > w.o.max():
		return w.fail(tooLarge(p, w.o.max()))
	}
	all, err := values(data)
	if err != nil {
		return w.fail(sayso.Errorf("read", p, sayso.Invalid, "%s", notAnObject(err)).Advise("give a list of objects with url"))
	}
	found := 0
	for n := 0; n < len(all); n++ {
		o, err := fields(all[n])
		if err != nil {
			continue
		}
		if list := o["articles"]; len(list) > 0 && list[0] == '[' {
			more, err := values(list)
			if err == nil {
				all = append(all, more...)
			}
			continue
		}
		at := strings.TrimSpace(o.words(keys.url))
		if !IsAddress(at) {
			continue
		}
		found++
		if !w.address(p+":"+strconv.Itoa(n+1), at, o.issued(), true) {
			return false
		}
	}
	return w.listed(p, found, 0)
}

// listsAddresses says that the first object of JSON is an address without a text: one
// by itself, of an array, or of a list under "articles". s may be cut off.
func listsAddresses(s string) bool {
	dec := json.NewDecoder(strings.NewReader(s))
	var raw json.RawMessage
	begins := func(d json.Delim) bool { t, err := dec.Token(); return err == nil && t == d }
	switch {
	case strings.HasPrefix(s, "["):
		if !begins('[') {
			return false
		}
	case articlesKey.MatchString(s):
		begins('{')
		_, _ = dec.Token()
		if !begins('[') {
			return false
		}
	}
	if dec.Decode(&raw) != nil || raw[0] != '{' || textKey.Match(raw) || ninjsKey.Match(raw) {
		return false
	}
	o, err := fields(raw)
	return err == nil && IsAddress(strings.TrimSpace(o.words(keys.url)))
}

// articlesKey opens what GDELT's DOC API answers.
var articlesKey = regexp.MustCompile(`^\{\s*"articles"\s*:\s*\[`)

// issued is when an object says that the article was published: as CSL says it, in
// parts of a date, or in a string.
func (o object) issued() sayso.Date {
	var csl struct {
		Parts [][]json.Number `json:"date-parts"`
		Raw   string          `json:"raw"`
	}
	s := o.words(keys.published)
	if raw := o["issued"]; len(raw) > 0 && json.Unmarshal(raw, &csl) == nil {
		s = csl.Raw
		if len(csl.Parts) > 0 && len(csl.Parts[0]) == 3 {
			s = ""
			for i, part := range csl.Parts[0] {
				n, err := strconv.Atoi(strings.Trim(part.String(), `"`))
				if err != nil {
					return sayso.Date{}
				}
				if s += strconv.Itoa(n); n < 10 && i > 0 {
					s = s[:len(s)-1] + "0" + s[len(s)-1:]
				}
				if i < 2 {
					s += "-"
				}
			}
		}
	}
	d, _ := ParseDate(s)
	return d
}
