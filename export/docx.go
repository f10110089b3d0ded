package export

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"strings"
)

// docx writes a report as a document of word processors (ECMA-376). Its parts go out
// one after another, the text last, so nothing is kept.
func docx() Format {
	return Format{Name: "docx", Ext: "docx", Media: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", About: "a report for word processors", For: "Word, LibreOffice", Read: "python-docx",
		Kinds: readable(), Streams: true, Binary: true, Open: openDocx}
}

const (
	docxTypes = `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`
	docxRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxStyled    = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	docxSpace     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	docxStyles    = `<w:styles ` + docxSpace + `><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Georgia" w:hAnsi="Georgia"/><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="80"/></w:pPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="24"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Quote"><w:name w:val="Quote"/><w:basedOn w:val="Normal"/><w:pPr><w:ind w:left="480"/></w:pPr><w:rPr><w:i/></w:rPr></w:style></w:styles>`
)

type docxWriter struct {
	zip  *zip.Writer
	text io.Writer
}

func openDocx(w io.Writer, _ *Schema, o Options) (Writer, error) {
	d := &docxWriter{zip: zip.NewWriter(w)}
	for _, p := range []struct{ name, content string }{
		{"[Content_Types].xml", docxTypes}, {"_rels/.rels", docxRelations}, {"word/_rels/document.xml.rels", docxStyled}, {"word/styles.xml", docxStyles},
		{"word/document.xml", "<w:document " + docxSpace + "><w:body>"},
	} {
		// Create sets no time, so the bytes do not hang on it.
		part, err := d.zip.Create(p.name)
		if err == nil {
			_, err = io.WriteString(part, strings.TrimSuffix(xml.Header, "\n")+p.content)
		}
		if err != nil {
			return nil, err
		}
		d.text = part
	}
	return d, d.paragraph("Title", o.Title)
}

func (d *docxWriter) paragraph(style, words string) error {
	var b strings.Builder
	b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t xml:space="preserve">`)
	if err := xml.EscapeText(&b, []byte(oneLine(visible(words)))); err != nil {
		return err
	}
	b.WriteString("</w:t></w:r></w:p>")
	_, err := io.WriteString(d.text, b.String())
	return err
}

func (d *docxWriter) Write(row any) error {
	it, err := itemOf(row)
	if err != nil {
		return err
	}
	if err := d.paragraph("Heading1", it.title); err != nil {
		return err
	}
	if it.quote != "" {
		if err := d.paragraph("Quote", it.quote); err != nil {
			return err
		}
	}
	for _, l := range it.lines {
		if err := d.paragraph("Normal", l); err != nil {
			return err
		}
	}
	if it.cite == "" {
		return nil
	}
	return d.paragraph("Normal", "— "+it.cite)
}

func (d *docxWriter) Close() error {
	if _, err := io.WriteString(d.text, "<w:sectPr/></w:body></w:document>"); err != nil {
		return err
	}
	return d.zip.Close()
}
