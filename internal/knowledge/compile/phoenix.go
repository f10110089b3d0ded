package compile

import (
	"bufio"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"sayso"
	"sayso/internal/knowledge"
)

// The dictionaries of the Open Event Data Alliance (Phoenix, from CAMEO)
// are blocks: a name, other names with "+" before them, and codes with dates
// in brackets, on a name's own line or indented below.
//
//	VLADIMIR_PUTIN_  # CountryInfo.txt
//	+VLADIMIR_V._PUTIN_
//		[RUSGOV 991231-080507]
//		[RUSELI]
//
// Names stand in capitals with "_" for a space. Dates are YYMMDD; ">" begins
// an office that lasted when the files were made.

// listedUntil ends offices that still lasted in 2014, when the files were
// made: some two years on, half of such holders had left.
var listedUntil = knowledge.Day(time.Date(2016, 1, 1, 0, 0, 0, 0, time.UTC))

// maxListedNames bounds the spellings taken of one name.
const maxListedNames = 12

var (
	bracket = regexp.MustCompile(`\[~?([A-Z]+)(?: *([<>]?)(\d{6})?(?:-(\d{6}))?)?\]`)
	// titled begins or holds a title: such an alias adds nothing to the name.
	titled = regexp.MustCompile(`\b(PRESIDENT|MINISTER|MINISTERS|PREMIER|CHANCELLOR|KING|QUEEN|PRINCE|PRINCESS|SECRETARY|SEC|GENERAL|GEN|COL|COLONEL|LT|CAPTAIN|CHIEF|LEADER|MR|MRS|MS|DR|SIR|LORD|SHEIKH|EMIR|SULTAN|SENATOR|GOVERNOR|AMBASSADOR|SPOKESMAN|FOREIGN|DEFENSE|DEFENCE|MARSHAL|ADMIRAL|ADM|HEAD|DIRECTOR|CHAIRMAN|SPEAKER|OF|THE|AND|FOR|KPA|TITLE)\b`)
)

// block is one entry of a dictionary.
type block struct {
	names []string // upper case, spaces
	codes [][]string
}

// blocks reads a dictionary.
func blocks(path string, take func(block)) error {
	f, err := os.Open(path)
	if err != nil {
		return sayso.E("compile knowledge", path, sayso.NotFound, err)
	}
	defer f.Close()
	var b block
	sc := bufio.NewScanner(f)
	for sc.Scan() {
		line, _, _ := strings.Cut(sc.Text(), "#")
		codes := bracket.FindAllStringSubmatch(line, -1)
		name := line
		if i := strings.IndexByte(line, '['); i >= 0 {
			name = line[:i]
		}
		if name = strings.TrimSpace(strings.ReplaceAll(name, "_", " ")); name != "" && name[0] != '-' {
			other := strings.HasPrefix(name, "+")
			if !other {
				if len(b.names) > 0 {
					take(b)
				}
				b = block{}
			}
			if name = strings.TrimSpace(strings.TrimPrefix(name, "+")); name != "" && len(b.names) < 8*maxListedNames {
				b.names = append(b.names, strings.Join(strings.Fields(name), " "))
			}
		}
		b.codes = append(b.codes, codes...)
	}
	if len(b.names) > 0 {
		take(b)
	}
	return sc.Err()
}

// listed takes the people of the dictionary of countries who have dates or
// stand among its office-holders, and the organisations and armed groups of
// the other two.
func (r *roster) listed(path string, people bool, countries map[string]bool) error {
	return blocks(path, func(b block) {
		a := actor{listed: true, typ: sayso.Organisation}
		for _, c := range b.codes {
			country, sector := splitCode(c[1], countries)
			if sector == "" {
				continue
			}
			if a.sector == "" || a.sector == knowledge.Former {
				a.country, a.sector = country, sector
			}
			if c[3] == "" || sector == knowledge.Former {
				continue
			}
			t := term{sector: sector, country: country, from: shortDay(c[3])}
			switch {
			case c[2] == "<":
				t.from, t.to = 0, t.from
			case c[4] != "":
				t.to = shortDay(c[4])
			default:
				t.to = listedUntil
			}
			if t.to == 0 || t.from <= t.to {
				a.terms = append(a.terms, t)
			}
		}
		if a.sector == "" || !people && len(a.terms) > 0 {
			return
		}
		if people {
			if len(a.terms) == 0 {
				return
			}
			a.typ = sayso.Person
		} else if a.sector == "REB" {
			a.typ = sayso.Group
		}
		for _, n := range b.names {
			if len(a.names) < maxListedNames && usable(n, people) {
				a.names = append(a.names, capitals(n))
			}
		}
		if len(a.names) > 0 {
			a.name = a.names[0]
			r.join(a)
		}
	})
}

// join adds an actor of a mass list, or gives its names to the one that the
// hand-made tables have under any of them.
func (r *roster) join(a actor) {
	for _, n := range a.names {
		key, _ := knowledge.Fold(nil, n)
		if at, ok := r.full[string(key)]; ok {
			if own := &r.actors[at]; own.typ == a.typ && (own.country == a.country || own.country == "" || a.country == "") {
				own.names = append(own.names, a.names...)
			}
			return
		}
	}
	r.add(a)
}

// usable reports whether a name of a mass list says enough by itself.
func usable(n string, person bool) bool {
	words := strings.Fields(n)
	if len(words) < 2 || len(words) > 8 || strings.ContainsAny(n, "()+0123456789,:;/{}!?\"") {
		return false
	}
	if !person {
		return len(n) > 6
	}
	return len(words) <= 5 && len(words[len(words)-1]) > 1 && !titled.MatchString(n)
}

// splitCode parts "RUSGOVMIL" into country and sector.
func splitCode(code string, countries map[string]bool) (country, sector string) {
	if len(code) < 3 {
		return "", ""
	}
	head := code[:3]
	switch {
	case head == "IGO" || head == "NGO" || head == "MNC" || head == "NGM":
		sector = head
		if head == "NGM" {
			sector = "NGO"
		}
		if len(code) >= 6 && countries[code[3:6]] {
			country = code[3:6]
		}
		return country, sector
	case countries[head]:
		country = head
	}
	if len(code) < 6 {
		return country, ""
	}
	sector = code[3:6]
	if !sectors[sector] {
		sector = ""
		if country == "" { // "IMGMUSALQ": an armed movement of many countries
			sector = "REB"
		}
	}
	return country, sector
}

// sectors are the PLOVER codes.
var sectors = map[string]bool{
	"GOV": true, "LEG": true, "JUD": true, "MIL": true, "COP": true, "SPY": true, "PRM": true, "PTY": true, "OPP": true, "REB": true,
	"UAF": true, "CVL": true, "SOC": true, "REL": true, "EDU": true, "JRN": true, "BUS": true, "MNC": true, "IGO": true, "NGO": true,
	"LAB": true, "AGR": true, "MED": true, "REF": true, "CRM": true, "ELI": true, "PRE": true,
}

// shortDay reads YYMMDD; years to 30 are of this century.
func shortDay(s string) uint16 {
	y, _ := strconv.Atoi(s[:2])
	m, _ := strconv.Atoi(s[2:4])
	d, _ := strconv.Atoi(s[4:])
	if y <= 30 {
		y += 100
	}
	return knowledge.Day(time.Date(1900+y, time.Month(max(m, 1)), max(d, 1), 0, 0, 0, 0, time.UTC))
}

// particles stay small inside a name.
var particles = map[string]bool{"AL": true, "BIN": true, "BEN": true, "DE": true, "DA": true, "DEL": true, "VAN": true, "VON": true, "DER": true, "OF": true, "THE": true, "AND": true, "FOR": true, "IN": true, "ON": true, "EL": true}

// capitals writes "KIM JONG-IL" as "Kim Jong-Il".
func capitals(n string) string {
	var b strings.Builder
	for i, w := range strings.Fields(n) {
		if i > 0 {
			b.WriteByte(' ')
			if particles[w] {
				b.WriteString(strings.ToLower(w))
				continue
			}
		}
		for j, part := range strings.Split(w, "-") {
			if j > 0 {
				b.WriteByte('-')
			}
			r := []rune(part)
			if len(r) > 0 {
				b.WriteString(string(r[0]) + strings.ToLower(string(r[1:])))
			}
		}
	}
	return b.String()
}

// roles reads the nouns for people by their sector: "GENERAL [~MIL]".
func (r *roster) roles(path string) error {
	return blocks(path, func(b block) {
		for _, n := range b.names {
			for _, form := range forms(n) {
				key, ok := knowledge.Fold(nil, form)
				code := b.codes
				if !ok || len(code) == 0 || len(code[0][1]) < 3 || !sectors[code[0][1][:3]] || r.agents[string(key)] != nil {
					continue
				}
				r.agents[string(key)] = []uint32{uint32(knowledge.PackCountry(code[0][1][:3]))}
			}
		}
	})
}

// forms spells out the substitution sets of the roles.
func forms(n string) []string {
	n, _, _ = strings.Cut(n, "{")
	n = strings.TrimSpace(n)
	for _, set := range [][]string{{"!PERSON!", "MAN", "WOMAN", "PERSON"}, {"!MINIST!", "MINISTER", "MINISTRY"}} {
		if strings.Contains(n, set[0]) {
			var out []string
			for _, w := range set[1:] {
				out = append(out, strings.ReplaceAll(n, set[0], w))
			}
			return out
		}
	}
	return []string{n}
}
