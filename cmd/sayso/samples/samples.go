// Package samples holds six short reports to try Sayso on. They were written
// for it: the outlets, the agency and the institutes are invented and say so;
// the facts are those of the summit at the Vostochny Cosmodrome on
// 13 September 2023.
//
// In name order: one agency text as two outlets printed it, a denial, an
// expert's assessment, the corrected later version of that assessment at the
// same address, and two speakers who stand against each other.
package samples

import (
	"embed"
	"io/fs"
	"path"
)

// FS holds the reports as HTML pages.
//
//go:embed *.html
var FS embed.FS

//go:embed dispute/*.html
var dispute embed.FS

// Page is one sample as it stands in its file.
type Page struct {
	Name string
	Data []byte
}

// Demo lists what the demo reads, in the order of reading: the five, and one report in
// which two bodies contradict each other.
func Demo() ([]Page, error) {
	var out []Page
	for _, x := range []struct {
		files embed.FS
		in    string
	}{{FS, "."}, {dispute, "dispute"}} {
		names, err := fs.Glob(x.files, path.Join(x.in, "*.html"))
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			data, err := fs.ReadFile(x.files, name)
			if err != nil {
				return nil, err
			}
			out = append(out, Page{path.Base(name), data})
		}
	}
	return out, nil
}
