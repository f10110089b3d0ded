package names

import (
	"bufio"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/token"
)

// lists are our own, each of which says in its head where it comes from. They stand
// in the source tree and not in the program: four million bytes that only training
// reads.
var lists fs.FS = sourceTree{}

// sourceTree opens the lists where the program runs at the root of the source tree,
// or a test in the folder of this package.
type sourceTree struct{}

func (sourceTree) Open(name string) (fs.File, error) {
	f, err := os.Open(filepath.Join("internal", "learn", "names", filepath.FromSlash(name)))
	if err != nil {
		f, err = os.Open(filepath.FromSlash(name))
	}
	if err != nil {
		return nil, sayso.E("read list", name, sayso.NotFound, err).Advise("train names at the root of the source tree, in which internal/learn/names/lists stands")
	}
	return f, nil
}

// gazetteer gathers the lists that the model carries: our own tables, and
// those of the corpora folder (GeoNames; PETRARCH's actors).
func gazetteer(corpora fs.FS) (name.World, error) {
	g := gatherer{world: name.World{}, lex: name.NewLexicon()}
	for _, s := range []struct {
		from fs.FS
		file string
		line func(string)
	}{
		{lists, "lists/given.txt", g.to(name.GivenList)},
		{lists, "lists/surnames.txt", g.to(name.SurnameList)},
		{lists, "lists/cities.txt", g.city},
		{lists, "lists/brands.txt", g.to(name.BrandList)},
		{lists, "lists/noted.txt", g.to(name.NotedList)},
		{lists, "lists/schools.txt", g.to(name.OrgList)},
		{corpora, "places/countryInfo.txt", g.country},
		{corpora, "places/admin1CodesASCII.txt", g.column(2, name.RegionList)},
		{corpora, "places/admin2Codes.txt", g.county},
		{corpora, "actors/countries.csv", g.people},
		{corpora, "actors/Phoenix.Countries.actors.txt", g.actors(false)},
		{corpora, "actors/Phoenix.International.actors.txt", g.actors(true)},
		{corpora, "actors/Phoenix.MilNonState.actors.txt", g.actors(true)},
	} {
		if err := lines(s.from, s.file, s.line); err != nil {
			return nil, err
		}
		g.flush()
	}
	if err := lines(lists, "lists/clusters.txt", g.cluster); err != nil {
		return nil, err
	}
	for code := range strings.FieldsSeq(postalCodes) {
		g.world.Enter([]string{code}, name.RegionList)
	}
	if err := g.wordnet(corpora); err != nil {
		return nil, err
	}
	return g.world, nil
}

// carriedVectors reads those of the words of lists/clusters.txt, in its order
// (learn/clusters/pack).
func carriedVectors() (name.Vectors, error) {
	b, err := fs.ReadFile(lists, "lists/vectors.bin")
	if err != nil {
		return name.Vectors{}, err
	}
	v, ok := name.ReadVectors(b)
	if !ok {
		return v, sayso.Errorf("read list", "lists/vectors.bin", sayso.Damaged, "%d bytes are no whole number of vectors", len(b)).
			Advise("write it again with learn/clusters/pack")
	}
	return v, nil
}

// postalCodes are how Americans and Canadians abbreviate their states.
const postalCodes = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX " +
	"UT VT VA WA WV WI WY PR AB BC MB NB NL NS ON PE QC SK"

func lines(from fs.FS, file string, line func(string)) error {
	f, err := from.Open(file)
	if _, ours := from.(sourceTree); err != nil && ours {
		return err
	}
	if err != nil {
		return sayso.E("read list", file, sayso.NotFound, err).Advise("point --data at the corpora folder")
	}
	defer f.Close()
	sc := bufio.NewScanner(io.Reader(f))
	sc.Buffer(make([]byte, 64<<10), 1<<20)
	for sc.Scan() {
		line(sc.Text())
	}
	return sc.Err()
}

// gatherer reads the lines of lists into a world.
type gatherer struct {
	world     name.World
	lex       *name.Lexicon
	tier      int    // of cities
	clustered uint32 // words so far; the vectors stand in their order
	// Of PETRARCH's actors: the names of one actor until its codes are read.
	names []string
	dated bool
}

// enter puts a phrase on a list.
func (g *gatherer) enter(phrase string, l name.List) {
	d := token.Tokenize(phrase)
	words := make([]string, len(d.Tokens))
	for i := range d.Tokens {
		words[i] = d.Word(i)
	}
	if len(words) == 1 && len(words[0]) < 3 {
		return
	}
	g.world.Enter(words, l)
}

func (g *gatherer) to(l name.List) func(string) {
	return func(line string) {
		if line != "" && line[0] != '#' {
			g.enter(line, l)
		}
	}
}

// cluster reads a cluster's way from the root and its words.
func (g *gatherer) cluster(line string) {
	if line == "" || line[0] == '#' {
		return
	}
	way, words, _ := strings.Cut(line, " ")
	n, err := strconv.ParseUint(way, 16, 12)
	if err != nil {
		return
	}
	for w := range strings.FieldsSeq(words) {
		k := name.WordKey(w)
		e := g.world[k]
		e.Cluster = uint16(n) + 1
		g.clustered++
		e.Vector = g.clustered
		g.world[k] = e
	}
}

// city reads a list in three parts, each with its head.
func (g *gatherer) city(line string) {
	if strings.HasPrefix(line, "# Of ") || strings.Contains(line, ": of half") {
		g.tier++
	}
	g.to([...]name.List{name.MetroList, name.MetroList, name.CityList, name.TownList}[min(g.tier, 3)])(line)
}

// column reads one tab-separated column, counted from 0.
func (g *gatherer) column(n int, l name.List) func(string) {
	return func(line string) {
		if c := strings.Split(line, "\t"); len(c) > n && line[0] != '#' {
			g.enter(c[n], l)
		}
	}
}

func (g *gatherer) country(line string) {
	if c := strings.Split(line, "\t"); len(c) > 8 && c[0][0] != '#' {
		g.enter(c[4], name.CountryList)
		g.enter(c[5], name.CityList)
	}
}

// county keeps the counties of the countries whose news is in English.
func (g *gatherer) county(line string) {
	c := strings.Split(line, "\t")
	if len(c) < 3 {
		return
	}
	switch line[:2] {
	case "US", "GB", "CA", "AU", "IE", "NZ", "ZA", "NG", "KE", "IN", "PK", "IL", "UA":
		g.enter(c[2], name.CountyList)
	}
}

func (g *gatherer) people(line string) {
	c := strings.SplitN(line, ",", 4)
	if len(c) < 4 || c[0] == "CCA2" {
		return
	}
	g.enter(c[1], name.CountryList)
	for p := range strings.SplitSeq(strings.Trim(c[3], `"`), ",") {
		if p = strings.TrimSpace(p); p != "" && !strings.Contains(p, " ") {
			g.enter(p, name.PeopleList)
		}
	}
}

// actors reads PETRARCH's actor dictionaries: a name, more names of the same
// after "+", and codes in brackets, with the days from and to which they hold.
// In the files of states, names whose codes have days are office holders; the
// other files hold organisations, and persons whose codes have days.
func (g *gatherer) actors(orgs bool) func(string) {
	flush := func() {
		for _, n := range g.names {
			words := strings.Fields(n)
			switch {
			case len(words) >= 2 && len(words) <= 4 && g.dated && g.personal(words):
				g.enter(n, name.PersonList)
				g.enter(words[0], name.GivenList)
				g.enter(words[len(words)-1], name.SurnameList)
			case orgs && !g.dated && len(words) >= 2:
				g.enter(n, name.OrgList)
				if short, ok := firm(words); ok {
					g.enter(short, name.OrgList)
				}
			}
		}
		g.names, g.dated = g.names[:0], false
	}
	return func(line string) {
		if line == "" || line[0] == '#' {
			flush()
			return
		}
		body, _, _ := strings.Cut(line, "#")
		n, code, _ := strings.Cut(body, "[")
		n = strings.TrimSpace(n)
		if n != "" && n[0] != '+' {
			flush()
		}
		n = strings.TrimSpace(strings.ReplaceAll(strings.TrimPrefix(n, "+"), "_", " "))
		if n != "" {
			g.names = append(g.names, n)
		}
		if strings.ContainsAny(code, "0123456789") {
			g.dated = true
		}
	}
}

// flush forgets the actor that a file ended with.
func (g *gatherer) flush() { g.names, g.dated = g.names[:0], false }

// personal reports whether no word of a name is a title or the like.
func (g *gatherer) personal(words []string) bool {
	for _, w := range words {
		if g.lex.Title(w) || g.lex.Group(w) || g.lex.Common(w) {
			return false
		}
	}
	return true
}

// firm returns a company's name without its legal form.
func firm(words []string) (string, bool) {
	switch strings.TrimSuffix(strings.ToLower(words[len(words)-1]), ".") {
	case "inc", "corp", "corporation", "company", "co", "ltd", "limited", "plc", "llc", "lp", "group", "holdings":
		return strings.Join(words[:len(words)-1], " "), true
	}
	return "", false
}
