// Package samples holds five short reports to try Sayso on. They were written
// for it: the outlets, the agency and the institutes are invented and say so;
// the facts are those of the summit at the Vostochny Cosmodrome on
// 13 September 2023.
//
// In name order: one agency text as two outlets printed it, a denial, an
// expert's assessment, and the corrected later version of that assessment at
// the same address.
package samples

import "embed"

// FS holds the reports as HTML pages.
//
//go:embed *.html
var FS embed.FS
