package web

import (
	"net/http"
	"strings"
	"testing"

	"sayso/export"
)

// TestExports asks for every kind in every format, twice.
func TestExports(t *testing.T) {
	s := serve(t)
	for _, k := range export.Kinds() {
		for _, f := range export.ExportsOf(k.Schema) {
			at := s.URL + "/export/" + k.Name + "." + f.Name
			res, body := get(t, at)
			if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != f.Media || !strings.Contains(res.Header.Get("Content-Disposition"), k.Name+"."+f.Ext) {
				t.Errorf("%s: %s, %v", at, res.Status, res.Header)
			}
			if _, again := get(t, at); again != body {
				t.Errorf("%s: %d bytes, then %d others", at, len(body), len(again))
			}
		}
	}
}

func TestExportsRefuseWhatTheyDoNotKnow(t *testing.T) {
	s := serve(t)
	for at, want := range map[string]string{
		"claims.xls":                  "choose one of json, csv, tsv",
		"claim.csv":                   "choose one of claims, statements",
		"claims":                      "choose one of json",
		"actors.csv?stance=denies":    "choose of name, type, speaking, limit",
		"claims.csv?limit=none":       "limit is a number above 0",
		"claims.csv?from=yesterday":   "write dates as",
		"events.csv?layout=sheet":     "choose one of own, reports, polecat, ged",
		"questions.csv?status=unsure": "choose one of disputed",
	} {
		res, body := get(t, s.URL+"/export/"+at)
		if res.StatusCode != http.StatusBadRequest || !strings.Contains(body, want) {
			t.Errorf("%s: %s\n%s", at, res.Status, body)
		}
	}
	if _, body := get(t, s.URL+"/export/claims.csv?limit=2"); strings.Count(body, "\nc") != 2 {
		t.Errorf("two rows were asked for:\n%s", body)
	}
	if _, body := get(t, s.URL+"/export/events.csv?layout=polecat"); !strings.HasPrefix(body, "Event ID,") {
		t.Errorf("the layout: %.60s", body)
	}
}
