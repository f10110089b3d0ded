package export

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/twpayne/go-geom/encoding/geojson"
	"golang.org/x/net/html"
)

// sampleArticles are one article with all that a citation may hold, and one with
// nothing.
func sampleArticles() []any {
	return []any{
		&CitedArticle{ArticleRow{ID: "ar1", Version: "ve1", Title: ptr("Wait"), Claims: 2, Versions: 1, Lead: "=Opening <words>"}, 120, sampleCitation("1")},
		&CitedArticle{ArticleRow{ID: "ar2", Version: "ve2"}, 0, Citation{Article: "ar2", Version: "ve2", Path: ptr("two.txt"), SHA256: strings.Repeat("cd", 32)}},
	}
}

func sampleStory() *Story {
	return &Story{ID: "st1", Title: "Harbour", To: ptr("2031-05-06"), Articles: []StoryArticle{{ID: "ar1", URL: ptr("https://courier.example/1")}, {ID: "ar2"}}, Texts: [][]string{{"ar1", "ar2"}},
		Copies:    []Copy{{A: "ar1", B: "ar2", From: ptr("ar1")}},
		Questions: []Question{{ID: "qu1", Question: "Was it so?", Status: "disputed", Answers: []Answer{{Answer: "yes", Speakers: 1, Origins: 1, Statements: []Statement{{Name: "Ada Brenn"}}}}}}}
}

func sampleMentions() []any {
	return []any{&CitedMention{ID: "me1", Span: Span{3, 9}, Text: "Zoë Reyés", Kind: "name", Type: "person", Actor: &Name{"ac1", "Zoë Reyés"}, Citation: sampleCitation("1")},
		&CitedMention{ID: "me2", Span: Span{12, 15}, Text: "Rell", Kind: "name", Type: "place", Place: ptr("Rell"), Citation: sampleCitation("1")}}
}

// hardWordsShown is hardWords where line breaks and letters that turn directions are
// left out.
var hardWordsShown = oneLine(visible(hardWords))

// TestFilesAreReadBack has each format that is no table read by a program that is
// not of Sayso.
func TestFilesAreReadBack(t *testing.T) {
	files := map[string][]byte{
		"claims.annotations": exported(t, "annotations", CitedClaims(), sampleClaims()...),
		"claims.jsonld":      exported(t, "jsonld", CitedClaims(), sampleClaims()...),
		"articles.jsonld":    exported(t, "jsonld", CitedArticles(), sampleArticles()...),
		"stories.jsonld":     exported(t, "jsonld", Stories(), sampleStory()),
		"articles.bib":       exported(t, "bibtex", CitedArticles(), sampleArticles()...),
		"articles.ris":       exported(t, "ris", CitedArticles(), sampleArticles()...),
		"claims.atom":        exported(t, "atom", CitedClaims(), sampleClaims()...),
		"claims.docx":        exported(t, "docx", CitedClaims(), sampleClaims()...),
		"claims.md":          exported(t, "md", CitedClaims(), sampleClaims()...),
		"claims.db":          exported(t, "sqlite", CitedClaims(), sampleClaims()...),
		"claims.stix":        exported(t, "stix", CitedClaims(), sampleClaims()...),
		"articles.stix":      exported(t, "stix", CitedArticles(), sampleArticles()...),
		"actors.stix":        exported(t, "stix", Actors(), &ActorRow{ID: "ac1", Name: "Zoë Reyés", Type: "person"}),
	}
	var got map[string]any
	readBack(t, "files.py", files, &got)
	const address = "https://courier.example/1?a=1&b=2"
	want := map[string]any{
		"annotations": map[string]any{"quoted": hardWords, "prefix": "On Monday, ", "start": 40.0, "end": 60.0, "sources": []any{address, "urn:sayso:article:ar2"}, "pieces": 4.0},
		"jsonld": map[string]any{"claims": 3.0, "quotations": 2.0, "said": hardWords, "speakers": []any{"Port Meridian", "Zoë Reyés"}, "carried": "Lantern",
			"articles": 2.0, "headline": "Wait & <see>, says {mayor}", "copy": "urn:sayso:article:ar2"},
		"bibtex": map[string]any{"keys": []any{"ar1", "ar2"}, "title": `{Wait \& <see>, says \{mayor\}}`, "url": address, "author": "{Ilka Varga} and {J. de Vries}"},
		"ris":    map[string]any{"type": "NEWS", "authors": []any{"Ilka Varga", "J. de Vries"}, "title": "Wait & <see>, says {mayor}", "date": "2031/05/05", "number": 2.0},
		"atom":   map[string]any{"entries": 3.0, "bozo": false, "title": "Zoë Reyés, Port Meridian denies, by “said”, by way of Lantern", "link": address, "updated": "2031-05-05T08:30:00Z"},
		"docx":   map[string]any{"headings": 3.0, "quote": hardWordsShown, "title": "Sayso: sample"},
		"md":     map[string]any{"headings": 4.0, "quote": hardWordsShown, "links": 0.0, "html": 0.0},
		"sqlite": map[string]any{"rows": 3.0, "content": hardWords, "second": "Port Meridian", "codebook": float64(len(CitedClaims().Columns)), "integrity": "ok"},
		"stix":   map[string]any{"claims": 9.0, "articles": 7.0, "actors": 1.0, "note": hardWordsShown, "who": []any{"Port Meridian", "Zoë Reyés"}},
	}
	for name, w := range want {
		if !reflect.DeepEqual(got[name], w) {
			t.Errorf("%s:\n got %v\nwant %v", name, got[name], w)
		}
	}
}

func TestGeoJSONIsReadBack(t *testing.T) {
	event := bombed()
	var layer geojson.FeatureCollection
	if err := json.Unmarshal(exported(t, "geojson", Events(), &event, &EventRow{ID: "ev2", Type: "AID"}), &layer); err != nil {
		t.Fatal(err)
	}
	if len(layer.Features) != 2 || layer.Features[1].Geometry != nil || layer.Features[0].ID != "ev1" || layer.Features[0].Properties["event_type"] != "ASSAULT" ||
		!reflect.DeepEqual(layer.Features[0].Geometry.FlatCoords(), []float64{-20.75, 10.25}) {
		t.Errorf("%+v", layer.Features[0])
	}
}

// TestJSONFeedIsReadBack has gofeed read it.
func TestJSONFeedIsReadBack(t *testing.T) {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(exported(t, "jsonfeed", CitedClaims(), sampleClaims()...)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Title != "Sayso: sample" || len(f.Items) != 3 || f.Items[0].GUID != "urn:sayso:claim:cl1" || f.Items[0].Link != "https://courier.example/1?a=1&b=2" || f.Items[0].PublishedParsed == nil {
		t.Errorf("%+v", f.Items[0])
	}
}

// TestReportIsAPage has the report read by a parser of HTML: nothing of an article
// becomes an element.
func TestReportIsAPage(t *testing.T) {
	claims := sampleClaims()
	claims[0].(*CitedClaim).Content.Text = `<script>alert(1)</script><img src=x onerror=y>`
	doc, err := html.Parse(bytes.NewReader(exported(t, "html", CitedClaims(), claims...)))
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]int{}
	for x := range doc.Descendants() {
		if x.Type == html.ElementNode {
			n[x.Data]++
		}
	}
	if n["article"] != 3 || n["script"] != 0 || n["img"] != 0 || n["h1"] != 1 || n["h2"] != 3 {
		t.Error(n)
	}
}

// otherSchemas are files of others that the project does not hold.
const otherSchemas = "../../shared/schemas"

func needSchemas(t *testing.T, path string) string {
	t.Helper()
	at, err := filepath.Abs(filepath.Join(otherSchemas, path))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(at); err != nil {
		t.Skipf("%s is not here: nothing is held against it", path)
	}
	return at
}

func decoded(t *testing.T, b []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestCSLKeepsToItsSchema(t *testing.T) {
	s, err := jsonschema.NewCompiler().Compile(needSchemas(t, "csl-data.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(decoded(t, exported(t, "csl", CitedArticles(), sampleArticles()...))); err != nil {
		t.Error(err)
	}
}

// TestSTIXKeepsToItsSchemas holds every object against the schema of its type.
func TestSTIXKeepsToItsSchemas(t *testing.T) {
	at := needSchemas(t, "stix2/schemas")
	c := jsonschema.NewCompiler()
	c.UseLoader(fileLoader{at})
	for _, b := range [][]byte{exported(t, "stix", CitedClaims(), sampleClaims()...), exported(t, "stix", CitedArticles(), sampleArticles()...), exported(t, "stix", Actors(), &ActorRow{ID: "ac1", Name: "N", Type: "org"})} {
		bundle := decoded(t, b).(map[string]any)
		objects := bundle["objects"].([]any)
		// The schema of bundles leaves notes out of what a bundle may hold, which the
		// standard does not: each is held against its own schema.
		bundle["objects"] = slices.DeleteFunc(slices.Clone(objects), func(o any) bool { return o.(map[string]any)["type"] == "note" })
		for _, o := range append(objects, bundle) {
			kind := o.(map[string]any)["type"].(string)
			name := map[string]string{"bundle": "common/bundle.json", "url": "observables/url.json", "file": "observables/file.json"}[kind]
			if name == "" {
				name = "sdos/" + kind + ".json"
			}
			s, err := c.Compile("file://" + filepath.ToSlash(filepath.Join(at, name)))
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Validate(o); err != nil {
				t.Errorf("%s: %v", kind, err)
			}
		}
	}
}

// fileLoader finds schemas in a folder, also those that are named by an address.
type fileLoader struct{ at string }

func (l fileLoader) Load(url string) (any, error) {
	path := strings.TrimPrefix(url, "file://")
	if i := strings.Index(url, "/schemas/"); strings.HasPrefix(url, "http") && i >= 0 {
		path = filepath.Join(l.at, url[i+len("/schemas/"):])
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

// TestFollowTheMoneyKeepsToItsSchema holds every property against the project's own
// model: that its schema has it, that values of its type are well made, that what is
// required is there and that references lead to the kind of entity that they must.
func TestFollowTheMoneyKeepsToItsSchema(t *testing.T) {
	model := readMoneyModel(t, needSchemas(t, "followthemoney/followthemoney/schema"))
	event := bombed()
	entities := map[string]*entity{}
	var all []*entity
	for _, b := range [][]byte{
		exported(t, "ftm", CitedClaims(), sampleClaims()...), exported(t, "ftm", CitedArticles(), sampleArticles()...), exported(t, "ftm", MentionRows(), sampleMentions()...),
		exported(t, "ftm", Events(), &event), exported(t, "ftm", Actors(), &ActorRow{ID: "ac1", Name: "Zoë Reyés", Type: "person", Aliases: []string{"Reyés"}}),
	} {
		for line := range bytes.Lines(b) {
			e := new(entity)
			if err := json.Unmarshal(line, e); err != nil {
				t.Fatal(err)
			}
			all, entities[e.ID] = append(all, e), e
		}
	}
	if len(all) < 10 {
		t.Fatalf("%d entities", len(all))
	}
	for _, e := range all {
		for _, problem := range model.problems(e, entities) {
			t.Errorf("%s %s: %s", e.Schema, e.ID, problem)
		}
	}
	if got := model.problems(&entity{"x", "Note", map[string][]string{"nonsense": {"y"}, "createdAt": {"tomorrow"}}}, nil); len(got) != 2 {
		t.Errorf("the model finds nothing wrong with nonsense: %q", got)
	}
}
