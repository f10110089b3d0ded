package ingest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sayso"
)

// listed gives the addresses that a file yields, each with the day that the list
// names, and what is said of it.
func listed(t *testing.T, name, content string, o Options) (addresses []string, said []error) {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	for d, err := range Documents(t.Context(), []string{p}, o) {
		switch {
		case err != nil:
			said = append(said, err)
		case d.Kind == Address:
			addresses = append(addresses, strings.TrimSpace(strings.TrimPrefix(d.URL, "https://courier.example/")+" "+d.Published.String()))
		default:
			addresses = append(addresses, string(d.Kind))
		}
	}
	return addresses, said
}

func gdelt(columns, at int, addresses ...string) string {
	var b strings.Builder
	for i, a := range addresses {
		row := make([]string, columns)
		for k := range row {
			row[k] = fmt.Sprint(i, k)
		}
		row[at] = a
		b.WriteString(strings.Join(row, "\t") + "\n")
	}
	return b.String()
}

func TestAddressLists(t *testing.T) {
	const a, b = "https://courier.example/a", "https://courier.example/b"
	for name, c := range map[string]struct {
		file, in string
		want     []string
	}{
		"one a line":             {"list.txt", "# from the desk\n" + a + "\n\n" + b + "\r\n" + a + "\n", []string{"a", "b"}},
		"with a mark":            {"list", "\ufeff" + a + "\n" + b, []string{"a", "b"}},
		"Media Cloud":            {"mc.csv", "id,indexed_date,language,media_name,media_url,publish_date,title,url\n1,2031-04-09,en,courier.example,https://courier.example/,2031-04-08,\"Late, again\",\"" + a + "\"\n2,2031-04-09,en,courier.example,https://courier.example/,,\"Two\nlines\"," + b + "\n", []string{"a 2031-04-08", "b"}},
		"Zotero's table":         {"zotero.csv", "Key,Item Type,Publication Year,Author,Title,Publication Title,ISBN,ISSN,DOI,Url,Abstract Note,Date\nX1,newspaperArticle,2031,\"Brenn, Ada\",Late,Courier,,,," + a + ",,2031-04-08\nX2,book,2030,,No address,,,,,,,\n", []string{"a 2031-04-08"}},
		"GDELT's article table":  {"gdelt.csv", "URL,MobileURL,Date,Title\n" + a + ",,20310408T120000Z,Late\n" + b + "," + b + "/m,20310408T120000Z,\"Late, again\"\n", []string{"a 2031-04-08T12:00:00Z", "b 2031-04-08T12:00:00Z"}},
		"GDELT's article list":   {"artlist.json", `{"articles": [ { "url": "` + a + `", "url_mobile": "", "title": "Late", "seendate": "20310408T120000Z", "domain": "courier.example", "language": "English" }, {"url":"` + b + `"} ] }`, []string{"a", "b"}},
		"GDELT's events":         {"20310408.export.CSV", gdelt(61, 60, a, a, b), []string{"a", "b"}},
		"GDELT's mentions":       {"20310408.mentions.CSV", gdelt(16, 5, a, "BBC Monitoring", b), []string{"a", "b"}},
		"CSL-JSON":               {"list.json", `[` + "\n" + `{"id":"x","type":"article-newspaper","title":"Late","URL":"` + a + `","issued":{"date-parts":[["2031",4,8]]}},` + "\n" + `{"id":"y","type":"book","title":"No address"},{"id":"z","URL":"` + b + `","issued":{"date-parts":[[2031]]}}]`, []string{"a 2031-04-08", "b"}},
		"RIS":                    {"list.ris", "TY  - NEWS\nTI  - Late\nUR  - " + a + "\nER  - \n\nTY  - NEWS\nUR  - " + b + "\nER  - \n", []string{"a", "b"}},
		"objects of news-please": {"list.jsonl", `{"url":"` + a + `","title":"Late","date_publish":"2031-04-08"}` + "\n" + `{"url":"` + b + `"}`, nil},
	} {
		if name == "objects of news-please" { // its name says that they are articles
			if got, said := listed(t, c.file, c.in, Options{Follow: true}); len(got) != 1 || len(said) == 0 {
				t.Errorf("%s: %v, %v", name, got, said)
			}
			c.file, c.want = "list", []string{"a 2031-04-08", "b"}
		}
		got, said := listed(t, c.file, c.in, Options{Follow: true})
		if !slices.Equal(got, c.want) || len(said) > 0 {
			t.Errorf("%s: %q, %v; want %q", name, got, said, c.want)
		}
		if got, said := listed(t, c.file, c.in, Options{}); len(got) > 0 || len(said) != 1 || sayso.KindOf(said[0]) != sayso.NoArticle {
			t.Errorf("%s where nothing is followed: %q, %v", name, got, said)
		}
	}
}

// TestNoAddressLists wants what holds texts read as such, whatever addresses it holds.
func TestNoAddressLists(t *testing.T) {
	long := strings.Repeat(`"https://courier.example/x",`, 400)
	for name, c := range map[string]struct {
		file, in string
		want     string
	}{
		"a text":                        {"a.txt", "https://courier.example/a says:\n“It is late,” Ada Brenn said.", "text"},
		"a line of tabs":                {"a.txt", "one\ttwo\tthree\nfour", "text"},
		"a sentence with commas":        {"a.txt", "The url, the link, the text.", "text"},
		"a table with texts":            {"a", "url,title,text\nhttps://courier.example/a,Late,It is late.", "text"},
		"an object with a text":         {"a.json", `{"url":"https://courier.example/a","text":"It is late."}`, "jsonl"},
		"its text stands far behind":    {"a.json", "{\n\"url\":\"https://courier.example/a\",\"links\":[" + long + "\"\"],\n\"text\":\"It is late.\"}", "json"},
		"so it does in a list of them":  {"a.json", "[{\"url\":\"https://courier.example/a\",\"links\":[" + long + "\"\"],\n\"text\":\"It is late.\"}]", "json"},
		"so it does in a line":          {"a", "{\"url\":\"https://courier.example/a\",\"links\":[" + long + "\"\"],\"text\":\"It is late.\"}\n", "jsonl"},
		"an agency's item":              {"a.json", `{"uri":"https://agency.example/1","headline":"Late","versioncreated":"2031-04-08T12:00:00Z","body_text":"It is late."}`, "ninjs"},
		"a page that was saved as text": {"a.txt", "<!doctype html><p>https://courier.example/a", "html"},
	} {
		if got, said := listed(t, c.file, c.in, Options{Follow: true}); len(got) != 1 || got[0] != c.want || len(said) > 0 {
			t.Errorf("%s: %v, %v; want %s", name, got, said, c.want)
		}
	}
}

// TestListsOfFolders wants nobody sent anywhere by what lies in a folder.
func TestListsOfFolders(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "list.txt"), []byte("https://courier.example/a\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	for d, err := range Documents(t.Context(), []string{dir}, Options{Follow: true}) {
		if err == nil || !strings.Contains(err.Error(), "name the file itself") {
			t.Errorf("%+v, %v", d, err)
		}
	}
}

// TestFilesBesidePages leaves out what a browser saved beside a page, and nothing else
// that is called so.
func TestFilesBesidePages(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"ferry.html", "ferry_files/style.css", "ferry_files/frame.html", "mill_files/note.txt"} {
		p := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(p), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(p, []byte("It is late."), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for d, err := range Documents(t.Context(), []string{dir}, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.Base(d.Path))
	}
	if want := []string{"ferry.html", "note.txt"}; !slices.Equal(got, want) {
		t.Errorf("%q; want %q", got, want)
	}
}

func TestBadLists(t *testing.T) {
	got, said := listed(t, "list", "https://courier.example/a\nferry\nhttps://courier.example/"+strings.Repeat("x", maxAddress)+"\nhttps://courier.example/b\nmore", Options{Follow: true, Kind: Addresses})
	if !slices.Equal(got, []string{"a", "b"}) || len(said) != 3 || !strings.Contains(said[0].Error(), `:2: it is no address: "ferry"`) || !strings.Contains(said[1].Error(), "longer than 4096 bytes") || !strings.Contains(said[2].Error(), "1 line more") {
		t.Errorf("%v, %v", got, said)
	}
	if _, said := listed(t, "list", "# nothing\n", Options{Follow: true, Kind: Addresses}); len(said) != 1 || !strings.Contains(said[0].Error(), "it lists no address") {
		t.Errorf("%v", said)
	}
}

// TestSavedPages wants a page that somebody saved to stand at the address that it was
// saved from, on the word of whoever saved it.
func TestSavedPages(t *testing.T) {
	body := func(canonical string) string {
		return `<head><title>Ferry is late</title><link rel="canonical" href="` + canonical + `"></head><body><article><h1>Ferry is late</h1>` + strings.Repeat("<p>The ferry is late, Ada Brenn said on Tuesday, and the harbour waits for it.</p>", 5) + `</article></body></html>`
	}
	mark := "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://courier.example/ferry?utm_source=x \n saved date: Tue Apr 08 2031 09:30:00 GMT+0200 (CEST)\n-->"
	mhtml := "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/ferry\r\nDate: Tue, 8 Apr 2031 09:30:00 +0200\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html\r\nContent-Location: https://courier.example/ferry\r\n\r\n<html>" + body("https://courier.example/ferry") + "\r\n--B--\r\n"
	for name, c := range map[string]struct {
		kind    Kind
		data    string
		url, by string
		warrant sayso.Warrant
		from    string
	}{
		"SingleFile":           {HTML, mark + body("https://courier.example/ferry"), "https://courier.example/ferry", "SingleFile, 2031-04-08T07:30:00Z", sayso.SavedWarrant, ""},
		"another's canonical":  {HTML, mark + body("https://northwind.example/other"), "https://courier.example/ferry", "SingleFile, 2031-04-08T07:30:00Z", sayso.SavedWarrant, "https://northwind.example/other"},
		"save as":              {HTML, "<!-- saved from url=(0029)https://courier.example/ferry --><html>" + body("https://courier.example/ferry"), "https://courier.example/ferry", "a browser", sayso.SavedWarrant, ""},
		"MHTML":                {MHTML, mhtml, "https://courier.example/ferry", "a browser, 2031-04-08T07:30:00Z", sayso.SavedWarrant, ""},
		"a file without marks": {HTML, "<html>" + body("https://courier.example/ferry"), "https://courier.example/ferry", "", sayso.StatedWarrant, ""},
	} {
		got, err := Parse(Document{Name: "ferry", Path: "ferry", Kind: c.kind, Data: []byte(c.data)}, Options{})
		if err != nil || len(got) != 1 {
			t.Errorf("%s: %v, %v", name, got, err)
			continue
		}
		a := got[0].Article
		if a.URL != c.url || a.SavedBy != c.by || a.Warrant != c.warrant || a.SaysFrom != c.from || !strings.Contains(a.Text, "The ferry is late") {
			t.Errorf("%s: %q saved by %q, %s, says from %q: %.40q", name, a.URL, a.SavedBy, a.Warrant, a.SaysFrom, a.Text)
		}
		if again, same, err := Again(&a, got[0].Raw, nil); !same || err != nil || again.SavedBy != a.SavedBy || again.Warrant != a.Warrant {
			t.Errorf("%s, read again: %v, %v, %q", name, same, err, again.SavedBy)
		}
	}
	// What was fetched carries the mark of its page and no more.
	got, err := Parse(Document{Name: "x", URL: "https://courier.example/copy", Fetched: true, Kind: HTML, Data: []byte(mark + body("https://courier.example/ferry"))}, Options{})
	if err != nil || got[0].Article.SavedBy != "" || got[0].Article.Warrant != sayso.FetchedWarrant || got[0].Article.URL != "https://courier.example/ferry" {
		t.Errorf("%+v, %v", got, err)
	}
}

func FuzzAddressLists(f *testing.F) {
	for _, seed := range []string{"https://courier.example/a\n# b\n", "id,url\n1,https://courier.example/a\n", gdelt(16, 5, "https://courier.example/a", "x"), `[{"URL":"https://courier.example/a","issued":{"date-parts":[[2031,4,8]]}}]`,
		`{"articles":[{"url":"https://courier.example/a"}]}`, "TY  - NEWS\nUR  - https://courier.example/a\nER  - \n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, list string) {
		for _, kind := range []Kind{Auto, Addresses} {
			for d, err := range Documents(t.Context(), []string{"-"}, Options{Kind: kind, Follow: true, Stdin: strings.NewReader(list), MaxBytes: 1 << 20}) {
				if err == nil && d.Kind == Address && (!IsAddress(d.URL) || len(d.URL) > maxAddress || len(d.Data) > 0) {
					t.Errorf("%q is taken for an address", d.URL)
				}
			}
		}
	})
}
