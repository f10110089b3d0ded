package web

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"sayso"
	"sayso/export"
)

//go:embed assets
var assetFiles embed.FS

//go:embed templates
var templateFiles embed.FS

// asset gives the address of a file of assets/, with the hash of its bytes in
// it, so that browsers may keep it for good.
func asset(name string) string {
	data, err := fs.ReadFile(assetFiles, "assets/"+name)
	if err != nil {
		return "/assets/missing/" + name
	}
	sum := sha256.Sum256(data)
	return "/assets/" + hex.EncodeToString(sum[:6]) + "/" + name
}

// assetHandler serves the files of assets/ at the addresses that asset gives.
func assetHandler() http.Handler {
	files := map[string][]byte{}
	entries, _ := fs.ReadDir(assetFiles, "assets")
	for _, e := range entries {
		data, err := fs.ReadFile(assetFiles, "assets/"+e.Name())
		if err == nil {
			files[asset(e.Name())] = data
		}
	}
	types := map[string]string{".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		data, ok := files[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", types[path.Ext(r.URL.Path)])
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		_, _ = w.Write(data)
	})
}

// parseTemplates parses each page with the frame around it.
func parseTemplates() map[string]*template.Template {
	funcs := template.FuncMap{"asset": asset, "day": day, "group": groupOf, "safeLink": safeLink, "percent": percent, "unsure": unsure, "kindly": kindly, "held": held, "heading": headingOf, "names": joined, "stances": allStances, "plural": plural, "weighed": weighedWords, "unquoted": export.Unquoted, "less": func(n int) int { return n - 1 }, "number": number, "host": host, "changed": changed, "join": listed, "act": actWords, "actGroup": func(s string) string { return groupOf(sayso.Stance(s)) }, "initial": initial, "pair": pair, "partOf": partOf,
		"passes": passesOf, "sees": seesOf, "issuer": issuerOf}
	frame := template.Must(template.New("").Funcs(funcs).ParseFS(templateFiles, "templates/frame.html", "templates/parts.html"))
	out := map[string]*template.Template{}
	entries, _ := fs.ReadDir(templateFiles, "templates")
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), ".html")
		if name == "frame" || name == "parts" {
			continue
		}
		out[name] = template.Must(template.Must(frame.Clone()).ParseFS(templateFiles, "templates/"+e.Name()))
	}
	return out
}

// pair is a row together with what it is of, for a template that draws one row.
func pair(row, of any) struct{ Row, Of any } { return struct{ Row, Of any }{row, of} }

// initial writes the first letter large.
func initial(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
