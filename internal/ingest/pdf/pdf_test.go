package pdf

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"strings"
	"testing"

	"sayso"
)

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
	d, err := Read(write("/Title (Harbour closes two piers) /Author (Ana Ruiz) /CreationDate (D:20230913094000+02'00')",
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

func TestHeadersAndFootersAreLeftOut(t *testing.T) {
	var pages []string
	for i := range 4 {
		pages = append(pages, set("Harbour authority, press office", "", fmt.Sprintf("The pumps of pier %s run.", []string{"one", "two", "three", "four"}[i]), "", fmt.Sprintf("Page %d of 4", i+1)))
	}
	d, err := Read(write("", pages...))
	if err != nil || strings.Contains(d.Text, "press office") || strings.Contains(d.Text, "Page") || !strings.Contains(d.Text, "pier four") {
		t.Errorf("text %q, error %v", d.Text, err)
	}
}

func TestRefused(t *testing.T) {
	var bomb bytes.Buffer
	z := zlib.NewWriter(&bomb)
	line := []byte("(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj\n")
	for range 4 << 20 / len(line) {
		z.Write(line)
	}
	z.Close()
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
		{"many pages", file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids ["+strings.Repeat("3 0 R ", 4*MaxPages)+"] /Count 9 >>", "<< /Type /Page >>", "<< >>"), "MaxPages"},
		{"a bomb", file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [5 0 R] /Count 1 >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", "<< >>",
			"<< /Type /Page /Resources << /Font << /F1 3 0 R >> >> /Contents 6 0 R >>", fmt.Sprintf("<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", bomb.Len(), bomb.String())), "no text layer"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Read(c.data); err == nil || sayso.KindOf(err) == sayso.Other || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v of kind %q, want %q", err, sayso.KindOf(err), c.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add(write("/Title (x)", set("Rain fell.", "", "It rains.")))
	f.Add(file("<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [2 0 R] /Count 9999 >>", "<< >>", "<< >>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Read(data)
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
	for b.Loop() {
		if _, err := Read(data); err != nil {
			b.Fatal(err)
		}
	}
}
