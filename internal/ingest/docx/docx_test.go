package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"sayso"
)

// pack makes a document of its parts.
func pack(parts ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			panic(err)
		}
		io.WriteString(w, parts[i+1])
	}
	z.Close()
	return b.Bytes()
}

const (
	open  = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`
	shut  = `</w:body></w:document>`
	about = `<?xml version="1.0"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Harbour closes two piers</dc:title><dc:creator>Ana Ruiz</dc:creator><dcterms:created>2023-09-12T08:00:00Z</dcterms:created><dcterms:modified>2023-09-13T09:40:00Z</dcterms:modified></cp:coreProperties>`
)

func par(s string) string { return `<w:p><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:p>` }

func TestRead(t *testing.T) {
	body := par("Harbour closes two piers") +
		`<w:p><w:r><w:t>Rain fell on </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Port</w:t></w:r><w:r><w:tab/><w:t>Meridian</w:t></w:r><w:r><w:br/><w:t>again.</w:t></w:r></w:p>` +
		`<w:p><w:r><w:instrText>HYPERLINK "x"</w:instrText></w:r><w:del><w:r><w:delText>struck</w:delText></w:r></w:del><w:r><w:t>The pumps run.</w:t></w:r></w:p>` +
		`<w:tbl><w:tr><w:tc>` + par("Pier one") + `</w:tc><w:tc>` + par("closed") + `</w:tc></w:tr></w:tbl>` +
		`<mc:AlternateContent><mc:Choice>` + par("In a box.") + `</mc:Choice><mc:Fallback>` + par("In a box.") + `</mc:Fallback></mc:AlternateContent>`
	d, err := Read(pack("[Content_Types].xml", "<Types/>", "word/document.xml", open+body+shut, "docProps/core.xml", about))
	if err != nil {
		t.Fatal(err)
	}
	want := "Harbour closes two piers\n\nRain fell on Port Meridian again.\n\nThe pumps run.\n\nPier one\n\nclosed\n\nIn a box."
	if d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	if d.Title != "Harbour closes two piers" || d.Author != "Ana Ruiz" || d.Created.String() != "2023-09-13T09:40:00Z" {
		t.Errorf("%+v", d)
	}
}

func TestHiddenText(t *testing.T) {
	run := func(prop, s string) string { return `<w:r><w:rPr>` + prop + `</w:rPr><w:t>` + s + `</w:t></w:r>` }
	body := `<w:p>` + run("", "The pier opens") + run("<w:vanish/>", " and nobody may know") + run(`<w:vanish w:val="0"/>`, " on Friday") + run("<w:b/>", ".") + `</w:p><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>` + run("", "It was closed for a day.") + `</w:p>`
	d, err := Read(pack("word/document.xml", open+body+shut))
	if err != nil || d.Text != "The pier opens on Friday.\n\nIt was closed for a day." {
		t.Errorf("%q, %v", d.Text, err)
	}
	if _, err := Read(pack("word/document.xml", open+par(strings.Repeat("The pier opens. ", MaxText/16+1))+shut)); err == nil || !strings.Contains(err.Error(), "MaxText") {
		t.Errorf("%v", err)
	}
}

func TestRefused(t *testing.T) {
	many := []string{"word/document.xml", open + par("x") + shut}
	for i := range MaxParts {
		many = append(many, fmt.Sprint(i), "")
	}
	for _, c := range []struct {
		name string
		data []byte
		kind sayso.Kind
		want string
	}{
		{"no zip", []byte("PK\x03\x04 and no more"), sayso.Invalid, "zip"},
		{"no document", pack("a.txt", "x"), sayso.Invalid, "no document"},
		{"no text", pack("word/document.xml", open+shut), sayso.Invalid, "no text"},
		{"cut off", pack("word/document.xml", open+par("x")), sayso.Invalid, "EOF"},
		{"a bomb", pack("word/document.xml", open+"<w:p>"+strings.Repeat(" ", MaxPart+1)), sayso.TooLarge, "MaxPart"},
		{"deep", pack("word/document.xml", open+strings.Repeat("<w:p>", MaxDepth)), sayso.TooLarge, "MaxDepth"},
		{"entities", pack("word/document.xml", `<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>`), sayso.Invalid, "entity"},
		{"many parts", pack(many...), sayso.TooLarge, "MaxParts"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Read(c.data)
			if sayso.KindOf(err) != c.kind || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v of kind %q, want %q of kind %q", err, sayso.KindOf(err), c.want, c.kind)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(open + par("x") + shut)
	f.Add(open + "<w:del><w:p>" + shut)
	f.Fuzz(func(t *testing.T, document string) {
		d, err := Read(pack("word/document.xml", document))
		if err == nil && strings.TrimSpace(d.Text) == "" {
			t.Error("no text and no error")
		}
		Read([]byte(document))
	})
}

func BenchmarkRead(b *testing.B) {
	data := pack("word/document.xml", open+strings.Repeat(par("Rain fell on Port Meridian for the third day in a row, said the harbour master."), 500)+shut)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
