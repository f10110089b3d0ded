package sayso_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
)

// room is one folder of the house: what lives there may import the rooms
// named and nothing else of Sayso. Why is shown to whoever breaks the rule.
type room struct {
	path   string
	may    []string
	std    bool // the standard library only, besides
	why    string
	leaves bool // anything of Sayso may be imported
}

// rooms is the import rule. News goes one way through the house, so each room
// sees the nouns and what stands before it, never what comes after.
var rooms = []room{
	{path: "sayso", std: true, why: "the nouns import no technology"},
	{path: "sayso/lang", may: []string{"sayso/lang"}, why: "words of a language are tables, which know no stage"},
	{path: "sayso/nlp", may: []string{"sayso/nlp", "sayso/lang"}, why: "the language stages know words, not claims or ledgers"},
	{path: "sayso/knowledge", may: []string{"sayso/lang", "sayso/knowledge"}, why: "facts stand alone, so that any stage may look them up"},
	{path: "sayso/extract", may: []string{"sayso/lang", "sayso/extract", "sayso/nlp", "sayso/knowledge"}, why: "extraction is a pure function of text, models and knowledge"},
	{path: "sayso/story", may: []string{"sayso/lang", "sayso/story", "sayso/knowledge", "sayso/ledger"}, why: "stories are made from what the ledger holds, however it was read"},
	{path: "sayso/story/report", may: []string{"sayso/story", "sayso/export"}, why: "here stories take the shapes that export prints; stories themselves know no format"},
	{path: "sayso/ingest", may: []string{"sayso/lang", "sayso/ingest"}, why: "ingest makes articles and does not read them"},
	{path: "sayso/ledger", may: []string{"sayso/ledger"}, why: "what readings mean is the same in every ledger, so it knows no database"},
	{path: "sayso/sqlite", may: []string{"sayso/ledger", "sayso/sqlengine"}, why: "an adapter knows the nouns and what every ledger makes of them, so that another can replace it"},
	{path: "sayso/sqlengine", why: "what the ledger's SQL asks of a database knows none"},
	{path: "sayso/postgres", may: []string{"sayso/sqlengine", "sayso/sqlite", "sayso/lease"}, why: "it speaks the statements that stand in sqlite once, and knows nothing of what they are for"},
	{path: "sayso/lease", why: "who may do what is agreed on between workers and a database, and knows neither"},
	{path: "sayso/work", may: []string{"sayso/lease", "sayso/ingest", "sayso/intake", "sayso/pipeline", "sayso/watch"}, why: "workers bring articles in by the same steps as reading and watching, and know no database"},
	{path: "sayso/pgtest", why: "it starts a database for tests, and knows nothing of what they keep there"},
	{path: "sayso/ledgertest", why: "the conformance suite judges every ledger alike"},
	{path: "sayso/pipeline", why: "the pipeline moves work between interfaces and knows no step"},
	{path: "sayso/intake", may: []string{"sayso/ingest", "sayso/pipeline"}, why: "there is one way into the ledger: it knows the steps by what they do, and no ledger, extractor or keeper of stories by name"},
	{path: "sayso/watch", may: []string{"sayso/watch", "sayso/ingest", "sayso/intake", "sayso/lease", "sayso/pipeline"}, why: "watching brings articles in through the same steps as reading, and knows no ledger but by its interface"},
	{path: "sayso/follow", may: []string{"sayso/follow", "sayso/export", "sayso/ingest/fetch"}, why: "what is new for those who follow is asked of any ledger, by its roles; what is sent goes out through the one room that opens connections"},
	{path: "sayso/export", why: "formats are views of the nouns"},
	{path: "sayso/check", may: []string{"sayso/ledger", "sayso/export"}, why: "a draft is held against what any ledger has on record; who reads it is told from outside"},
	{path: "sayso/handout", may: []string{"sayso/export", "sayso/story"}, why: "exports are read from any ledger, and handed out by the commands and the pages alike"},
	{path: "sayso/audit", may: []string{"sayso/export"}, why: "outlets are counted from the rows of any ledger"},
	{path: "sayso/dossier", may: []string{"sayso/export", "sayso/handout", "sayso/story"}, why: "a dossier is read from any ledger, by the commands and the pages alike"},
	{path: "sayso/mcp", why: "assistants ask the roles of any ledger that only read"},
	{path: "sayso/account", why: "signing in knows keys and passwords, and no page or ledger"},
	{path: "sayso/web", may: []string{"sayso/web", "sayso/account", "sayso/export", "sayso/story", "sayso/check", "sayso/handout", "sayso/follow", "sayso/lease", "sayso/audit", "sayso/dossier"}, why: "pages stand on the Ledger interface"},
	{path: "sayso/learn", may: []string{"sayso/lang", "sayso/learn", "sayso/eval", "sayso/nlp", "sayso/extract", "sayso/story"}, why: "training sees the stages and the corpora"},
	{path: "sayso/eval", may: []string{"sayso/lang", "sayso/eval", "sayso/nlp", "sayso/extract", "sayso/ingest", "sayso/knowledge", "sayso/pipeline", "sayso/story", "sayso/ledger"}, why: "scoring sees what it scores"},
	{path: "sayso/cmd", leaves: true, why: "the commands wire everything"},
}

// TestHouseNamesEveryRoom holds the page for newcomers against the rule.
func TestHouseNamesEveryRoom(t *testing.T) {
	page, err := os.ReadFile("docs/house.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rooms {
		if name := "`" + strings.TrimPrefix(r.path, "sayso/"); !strings.Contains(string(page), name) {
			t.Errorf("docs/house.md leaves out the room %s", r.path)
		}
	}
}

// module is the path of this module, whatever it is called.
var module = sync.OnceValue(func() string {
	out, err := exec.Command("go", "list", "-m").Output()
	if err != nil {
		panic(err)
	}
	return strings.TrimSpace(string(out))
})

// inRoom is the path of a package below "sayso" and without "internal", which
// tells who outside the module may import it and nothing about its room. Packages
// of other modules keep their path.
func inRoom(pkg string) string {
	rest, ours := strings.CutPrefix(pkg, module())
	if !ours || rest != "" && rest[0] != '/' {
		return pkg
	}
	return "sayso" + strings.Replace(rest, "/internal/", "/", 1)
}

// roomOf finds the room that a package stands in: the longest path that leads to it.
func roomOf(pkg string) *room {
	pkg = inRoom(pkg)
	var best *room
	for i, r := range rooms {
		in := pkg == r.path || r.path != "sayso" && strings.HasPrefix(pkg, r.path+"/")
		if in && (best == nil || len(r.path) > len(best.path)) {
			best = &rooms[i]
		}
	}
	return best
}

func TestImportRule(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		r := roomOf(p.ImportPath)
		if r == nil {
			t.Errorf("%s stands in no room: name it in rooms_test.go and docs/house.md", p.ImportPath)
			continue
		}
		for _, imp := range p.Imports {
			ours := imp == module() || strings.HasPrefix(imp, module()+"/")
			imp = inRoom(imp)
			third := !ours && strings.Contains(strings.SplitN(imp, "/", 2)[0], ".")
			switch {
			case r.std && third:
				t.Errorf("%s imports %s: %s", p.ImportPath, imp, r.why)
			case !ours || r.leaves || imp == "sayso":
			case !slices.ContainsFunc(r.may, func(m string) bool { return imp == m || strings.HasPrefix(imp, m+"/") }):
				t.Errorf("%s imports %s: %s", p.ImportPath, imp, r.why)
			}
		}
	}
}

// outside are the names with which Go programs open connections or look names
// up. Only ingest/fetch may: there every address is looked at as it is
// connected to, and every answer is bounded.
var outside = map[string][]string{
	"net": {"Dial", "DialTimeout", "DialTCP", "DialUDP", "DialIP", "DialUnix", "Dialer", "Resolver", "DefaultResolver", "LookupHost", "LookupIP", "LookupAddr", "LookupCNAME",
		"LookupMX", "LookupNS", "LookupPort", "LookupSRV", "LookupTXT", "ResolveTCPAddr", "ResolveUDPAddr", "ResolveIPAddr"},
	"net/http":   {"Get", "Head", "Post", "PostForm", "Client", "DefaultClient", "Transport", "DefaultTransport", "NewFileTransport"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer", "Client"},
}

// never are packages that open connections by themselves.
var never = []string{"net/rpc", "net/smtp", "golang.org/x/net/websocket", "golang.org/x/net/proxy", "net/http/httputil"}

// TestOneRoomOpensConnections looks for them in every file that is no test.
func TestOneRoomOpensConnections(t *testing.T) {
	files, err := exec.Command("go", "list", "-f", `{{$d := .Dir}}{{$p := .ImportPath}}{{range .GoFiles}}{{$p}} {{$d}}/{{.}}{{"\n"}}{{end}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(files)) {
		pkg, file, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || inRoom(pkg) == "sayso/ingest/fetch" {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		names := map[string]string{} // what a package goes by in this file
		for _, imp := range f.Imports {
			path := strings.Trim(imp.Path.Value, `"`)
			name := path[strings.LastIndexByte(path, '/')+1:]
			if imp.Name != nil {
				name = imp.Name.Name
			}
			names[name] = path
			if slices.Contains(never, path) || name == "." && outside[path] != nil {
				t.Errorf("%s imports %s: only ingest/fetch opens outside connections", file, path)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && slices.Contains(outside[names[x.Name]], sel.Sel.Name) {
				t.Errorf("%s uses %s.%s: only ingest/fetch opens outside connections", file, x.Name, sel.Sel.Name)
			}
			if strings.HasPrefix(sel.Sel.Name, "ParseURL") {
				t.Errorf("%s calls %s, with which gofeed fetches by itself: only ingest/fetch opens outside connections", file, sel.Sel.Name)
			}
			return true
		})
	}
}
