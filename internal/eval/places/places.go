// Package places scores toponym resolution against LGL and GeoWebNews, by the
// method of Gritta et al. (2019): given the gold toponyms, the share resolved
// within 161 km (100 miles) of the gold coordinates.
package places

import (
	"compress/gzip"
	"context"
	"encoding/xml"
	"os"
	"path/filepath"

	"sayso"
	"sayso/internal/eval"
	"sayso/internal/extract/place"
	"sayso/internal/ingest/furniture"
	"sayso/internal/knowledge"
)

// Toponym is one gold name.
type Toponym struct {
	Span     sayso.Span // bytes
	Type     string     // GeoWebNews only
	Modifier string     // what it modifies a noun as: "Noun", "Adjective"; GeoWebNews only
	Lat, Lon float64
	Located  bool // coordinates are given
}

// Doc is one annotated article.
type Doc struct {
	Text     string
	Toponyms []Toponym
}

// file is the XML of both corpora; each fills its own elements.
type file struct {
	Articles []struct {
		Text     string `xml:"text"`
		Toponyms []struct {
			StartTag  int      `xml:"start"`
			EndTag    int      `xml:"end"`
			Type      string   `xml:"type"`
			Modifier  string   `xml:"modifierType"`
			Lat       *float64 `xml:"gaztag>lat"`
			Lon       *float64 `xml:"gaztag>lon"`
			Latitude  *float64 `xml:"latitude"`
			Longitude *float64 `xml:"longitude"`
		} `xml:"toponyms>toponym"`
	} `xml:"article"`
}

// Read reads either corpus, gzipped. Its offsets count code points.
func Read(path string) ([]Doc, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, sayso.E("read toponyms", path, sayso.NotFound, err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, sayso.E("read toponyms", path, sayso.Damaged, err)
	}
	var x file
	dec := xml.NewDecoder(z)
	if err := dec.Decode(&x); err != nil {
		return nil, sayso.E("read toponyms", path, sayso.Damaged, err)
	}
	docs := make([]Doc, 0, len(x.Articles))
	for _, a := range x.Articles {
		d := Doc{Text: a.Text}
		at := make([]int, 0, len(a.Text)+1) // byte of each code point
		for i := range a.Text {
			at = append(at, i)
		}
		at = append(at, len(a.Text))
		for _, t := range a.Toponyms {
			if t.StartTag < 0 || t.EndTag >= len(at) || t.StartTag >= t.EndTag {
				continue
			}
			g := Toponym{Span: sayso.Span{Start: at[t.StartTag], End: at[t.EndTag]}, Type: t.Type, Modifier: t.Modifier}
			if t.Lat != nil && t.Lon != nil {
				g.Lat, g.Lon, g.Located = *t.Lat, *t.Lon, true
			} else if t.Latitude != nil && t.Longitude != nil {
				g.Lat, g.Lon, g.Located = *t.Latitude, *t.Longitude, true
			}
			d.Toponyms = append(d.Toponyms, g)
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// Near is the distance in km within which a resolution is right.
const Near = 161

// Accuracy is the share of located gold toponyms resolved within Near.
func Accuracy(r *place.Resolver, docs []Doc) float64 {
	right, all := 0, 0
	for _, d := range docs {
		var spans []sayso.Span
		var gold []Toponym
		for _, t := range d.Toponyms {
			if t.Located {
				spans, gold = append(spans, t.Span), append(gold, t)
			}
		}
		for i, c := range r.Resolve(d.Text, spans) {
			all++
			if len(c) > 0 && place.Distance(c[0].Lat, c[0].Lon, gold[i].Lat, gold[i].Lon) <= Near {
				right++
			}
		}
	}
	return float64(right) / float64(max(all, 1))
}

// Scorer measures over a corpora folder how extract/place resolves, and how
// well read finds toponyms in raw text.
func Scorer(read func(*sayso.Article) sayso.Analysis) eval.Scorer {
	return eval.Scorer{Stage: "places", About: "toponyms found and resolved, LGL and GeoWebNews", Score: func(ctx context.Context, data string) ([]eval.Figure, error) {
		base, err := knowledge.Load()
		if err != nil {
			return nil, err
		}
		r := place.New(base)
		var out []eval.Figure
		var docs []Doc
		for _, c := range []struct{ name, file string }{{"LGL", "lgl.xml.gz"}, {"GeoWebNews", "GeoWebNews.xml.gz"}} {
			if docs, err = Read(filepath.Join(data, "places", c.file)); err != nil {
				return nil, err
			}
			out = append(out, eval.Figure{Name: "within 161 km, " + c.name, Value: Accuracy(r, docs)})
		}
		exact, overlap := Finding(docs, func(text string) []sayso.Span {
			a := sayso.Article{Text: text, Dateline: furniture.Find(text).Dateline}
			var found []sayso.Span
			for _, m := range read(&a).Mentions {
				if m.Place != "" {
					found = append(found, m.Span)
				}
			}
			return found
		})
		return append(out, eval.Figure{Name: "literal toponyms F1, GeoWebNews", Value: overlap.F1()},
			eval.Figure{Name: "literal toponyms exact F1, GeoWebNews", Value: exact.F1()}), ctx.Err()
	}}
}
