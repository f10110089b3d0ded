package pdf

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sayso"
)

// engine is one for a test. Compiled code is kept in the user's cache, as the
// program keeps it.
func engine(t testing.TB) *Engine {
	t.Helper()
	e := new(Engine)
	if dir, err := os.UserCacheDir(); err == nil {
		e.Cache = filepath.Join(dir, "sayso")
	}
	t.Cleanup(e.Close)
	return e
}

// write makes a document of drawings, one a page (ISO 32000-1).
func write(info string, pages ...string) []byte {
	var objects []string
	kids := ""
	for i := range pages {
		kids += fmt.Sprintf("%d 0 R ", 5+2*i)
	}
	objects = append(objects,
		"<< /Type /Catalog /Pages 2 0 R >>",
		fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d >>", kids, len(pages)),
		"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths ["+strings.Repeat("500 ", 95)+"] >>",
		"<< "+info+" >>")
	for i, p := range pages {
		objects = append(objects,
			fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 6+2*i),
			fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(p), p))
	}
	return file(objects...)
}

func file(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, o := range objects {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R /Info 4 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, xref)
	return b.Bytes()
}

// set draws lines of text from the top down; an empty one leaves a gap.
func set(lines ...string) string {
	var b strings.Builder
	b.WriteString("BT /F1 12 Tf 14 TL 72 760 Td\n")
	for _, l := range lines {
		if l != "" {
			fmt.Fprintf(&b, "(%s) Tj ", strings.NewReplacer("(", `\(`, ")", `\)`).Replace(l))
		}
		b.WriteString("T*\n")
	}
	b.WriteString("ET")
	return b.String()
}

func TestRead(t *testing.T) {
	e := engine(t)
	d, err := e.Read(write("/Title (Harbour closes two piers) /Author (Ana Ruiz) /CreationDate (D:20230913094000+02'00')",
		set("Harbour closes two piers", "", "Rain fell on Port Meridian for the third day in a", "row, and the harbour author-", "ity closed two piers (one and two).", "", "The pumps run, said"),
		set("the harbour master.")))
	if err != nil {
		t.Fatal(err)
	}
	want := "Harbour closes two piers\n\nRain fell on Port Meridian for the third day in a row, and the harbour authority closed two piers (one and two).\n\nThe pumps run, said the harbour master."
	if d.Text != want {
		t.Errorf("text\n%q, want\n%q", d.Text, want)
	}
	if d.Title != "Harbour closes two piers" || d.Author != "Ana Ruiz" || d.Created.String() != "2023-09-13T09:40:00+02:00" {
		t.Errorf("%+v", d)
	}
}

// at draws lines at places of their own.
func at(size int, lines ...struct {
	x, y int
	text string
}) string {
	var b strings.Builder
	fmt.Fprintf(&b, "BT /F1 %d Tf\n", size)
	for _, l := range lines {
		fmt.Fprintf(&b, "1 0 0 1 %d %d Tm (%s) Tj\n", l.x, l.y, l.text)
	}
	b.WriteString("ET")
	return b.String()
}

type placed = struct {
	x, y int
	text string
}

// TestColumns reads a page of two columns, however it was drawn.
func TestColumns(t *testing.T) {
	e := engine(t)
	left := []string{"The harbour authority said on", "Monday that the old pier would", "be rebuilt in three years. We", "have the money, the harbour", "master, Bo Lind, said."}
	right := []string{"The islanders heard it with", "little joy. Ana Ruiz, who owns", "both of the boats, said that she", "had been told the same in May", "and the year before."}
	want := strings.Join(left, " ") + "\n\n" + strings.Join(right, " ")
	var across, oneByOne, uneven []placed
	head := placed{72, 760, "Old pier to be rebuilt within three years, says the harbour authority"}
	for i := range left {
		l, r := placed{72, 720 - 14*i, left[i]}, placed{330, 720 - 14*i, right[i]}
		across = append(across, l, r)
		oneByOne = append(oneByOne, l)
		r.y -= 5
		uneven = append(uneven, l, r)
	}
	for i := range right {
		oneByOne = append(oneByOne, placed{330, 720 - 14*i, right[i]})
	}
	for name, lines := range map[string][]placed{"across": across, "one by one": oneByOne, "not in line": uneven} {
		d, err := e.Read(write("", at(11, append([]placed{head}, lines...)...)))
		if err != nil || d.Text != head.text+"\n\n"+want {
			t.Errorf("%s: %v\n%s", name, err, d.Text)
		}
	}
}

// TestParagraphs reads what most releases look like: paragraphs of one line, set
// apart by space, and by nothing but an early end.
func TestParagraphs(t *testing.T) {
	e := engine(t)
	d, err := e.Read(write("", at(11, placed{72, 760, "FOR RELEASE AT ONCE"}, placed{72, 732, "Old pier to be rebuilt"}, placed{72, 704, "PORT MERIDIAN - The harbour authority said on Monday that the pier would be"}, placed{72, 690, "rebuilt in three years."},
		placed{72, 676, "The money is there, the harbour master, Bo Lind, told the islanders in the hall."}, placed{72, 648, "Contact: press@port.example"})))
	want := "FOR RELEASE AT ONCE\n\nOld pier to be rebuilt\n\nPORT MERIDIAN - The harbour authority said on Monday that the pier would be rebuilt in three years.\n\nThe money is there, the harbour master, Bo Lind, told the islanders in the hall.\n\nContact: press@port.example"
	if err != nil || d.Text != want {
		t.Errorf("%v\n%s", err, d.Text)
	}
}

// TestAsTheyCome reads documents with what every viewer lives with.
func TestAsTheyCome(t *testing.T) {
	e := engine(t)
	const said = "The pier is open, the harbour master said."
	good := write("", set(said))
	plain := strings.Replace(string(good), " /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 /Widths ["+strings.Repeat("500 ", 95)+"]", "", 1)
	for name, data := range map[string]string{
		"bytes before it":          "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + string(good),
		"bytes behind it":          string(good) + strings.Repeat("\n<!-- cached -->", 30),
		"a wrong startxref":        strings.Replace(string(good), "startxref\n", "startxref\n9", 1),
		"no widths":                plain,
		"words set by kerning":     string(write("", "BT /F1 12 Tf 72 760 Td [(The) -278 (pier) -278 (is) -278 (open,) -278 (the) -278 (harbour) -278 (master) -278 (said.)] TJ ET")),
		"turned over by the stamp": string(write("", set(said)+" BT /F1 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT COPY) Tj ET")),
	} {
		d, err := e.Read([]byte(data))
		if err != nil || d.Text != said {
			t.Errorf("%s: %q, %v", name, d.Text, err)
		}
	}
	if got := ligatures.Replace("ﬁrst oﬃcer, ﬂood"); got != "first officer, flood" {
		t.Error(got)
	}
	mapped := strings.Replace(string(write("", set("The \x1erst pier"))), "/Encoding /WinAnsiEncoding", "/ToUnicode 4 0 R /Encoding /WinAnsiEncoding", 1)
	cmap := "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <1e> <00660069> endbfchar 1 beginbfrange <20> <7e> <0020> endbfrange endcmap end end"
	mapped = strings.Replace(mapped, "<<  >>", fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", len(cmap), cmap), 1)
	if d, err := e.Read([]byte(mapped)); err != nil || d.Text != "The first pier" {
		t.Errorf("a map to Unicode: %q, %v", d.Text, err)
	}
}

func TestHeadersAndFootersAreLeftOut(t *testing.T) {
	e := engine(t)
	var pages []string
	for i := range 4 {
		pages = append(pages, set("Harbour authority, press office", "", fmt.Sprintf("The pumps of pier %s run.", []string{"one", "two", "three", "four"}[i]), "", fmt.Sprintf("Page %d of 4", i+1)))
	}
	d, err := e.Read(write("", pages...))
	if err != nil || strings.Contains(d.Text, "press office") || strings.Contains(d.Text, "Page") || !strings.Contains(d.Text, "pier four") {
		t.Errorf("text %q, error %v", d.Text, err)
	}
}

func TestRefused(t *testing.T) {
	e := engine(t)
	good := write("", set("x"))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"no PDF", []byte("%PDF-"), ""},
		{"cut off", good[:len(good)/2], ""},
		{"no text layer", write("", "0 0 m 100 100 l S"), "no text layer"},
		{"a page that contains itself", file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9999 >>", "<< >>", "<< >>"), "MaxPages"},
		{"many pages", file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids ["+strings.Repeat("3 0 R ", 4*MaxPages)+"] /Count 8000 >>", "<< /Type /Page >>", "<< >>"), "MaxPages"},
		{"a page of nothing but glyphs", write("", "BT /F1 1 Tf 72 760 Td\n"+strings.Repeat("("+strings.Repeat("x", 1000)+") Tj\n", MaxGlyphs/1000+1)+"ET"), "MaxGlyphs"},
		{"tables that lead to each other for ever", []byte("%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer\n<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"), "no PDF"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := e.Read(c.data); err == nil || sayso.KindOf(err) == sayso.Other || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v of kind %q, want %q", err, sayso.KindOf(err), c.want)
			}
		})
	}
}

// TestPageTime ends a page that would take very long, and says which bound it was.
func TestPageTime(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes as long as a page may")
	}
	var e Engine
	defer e.Close()
	start := time.Now()
	_, err := e.Read(write("", "BT /F1 1 Tf 72 760 Td\n"+strings.Repeat("(xxxxxxxxxx) Tj ", 250_000)+"\nET"))
	if err == nil || sayso.KindOf(err) != sayso.TooLarge || !strings.Contains(err.Error(), "MaxPageTime") {
		t.Errorf("error %v after %s", err, time.Since(start))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write("/Title (x)", set("Rain fell.", "", "It rains.")))
	f.Add(file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9999 >>", "<< >>", "<< >>"))
	e := engine(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := e.Read(data)
		if err == nil && strings.ToValidUTF8(d.Text, "") != d.Text {
			t.Errorf("text is no UTF-8: %q", d.Text)
		}
	})
}

func BenchmarkRead(b *testing.B) {
	var lines []string
	for range 50 {
		lines = append(lines, "Rain fell on Port Meridian for the third day in a row.")
	}
	data := write("", set(lines...), set(lines...))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	e := engine(b)
	for b.Loop() {
		if _, err := e.Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
