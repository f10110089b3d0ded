package audit

import (
	"fmt"

	"sayso"
	"sayso/export"
)

// Exported is a row as exports have it.
func Exported(r *Row) export.AuditRow {
	counted := func(cs []sayso.Count) []string {
		out := make([]string, len(cs))
		for i, c := range cs {
			out[i] = fmt.Sprintf("%s %d", c.Label, c.N)
		}
		return out
	}
	var month *string
	if r.Month != "" {
		month = &r.Month
	}
	return export.AuditRow{Outlet: r.Outlet, Month: month, Articles: r.Articles, Copied: r.Copied, CopiedFrom: counted(r.From), Revised: r.Revised, Versions: r.Versions, Claims: r.Claims, Words: r.Words,
		Named: r.Named, Unnamed: r.Unnamed, NamedWords: r.NamedWords, UnnamedWords: r.UnnamedWords, Kinds: counted(r.Kinds), Countries: counted(r.Countries), Sources: counted(r.Sources)}
}
