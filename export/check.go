package export

import "sayso"

// Checked is one statement of a draft and what a ledger knows of it, as
// `sayso check --format json` prints it. It has no columns: it is nested.
type Checked struct {
	// Spans count in the code points of the draft's text; Line and Column are where it
	// begins there, from 1.
	Spans    []Span   `json:"spans"`
	Line     int      `json:"line"`
	Column   int      `json:"column"`
	Text     string   `json:"text"`
	Quoted   bool     `json:"quoted"`
	Speaker  *string  `json:"speaker"`
	Said     *string  `json:"said"`
	Verdict  string   `json:"verdict"`
	Concerns []string `json:"concerns"`
	Why      []string `json:"why"`
	// Words are those of both: a run with the same in both, or with what stands in one
	// in the place of the other.
	Words   []CheckedWords `json:"words"`
	Claim   *ClaimRow      `json:"claim"`
	Article *ArticleRow    `json:"article"`
	Version *string        `json:"version"`
	// Passage is the words of the article where no claim was made of them.
	Passage *Words           `json:"passage"`
	Denials []CheckedDenial  `json:"denials"`
	Prints  []CheckedArticle `json:"prints"`
	Origins int              `json:"origins"`
}

// CheckedWords is a run of words.
type CheckedWords struct {
	Draft  string `json:"draft"`
	Ledger string `json:"ledger"`
}

// CheckedDenial is a statement that answers otherwise.
type CheckedDenial struct {
	Claim   *string `json:"claim"`
	Article string  `json:"article"`
	Version string  `json:"version"`
	Span    Span    `json:"span"`
	Speaker string  `json:"speaker"`
	Text    string  `json:"text"`
	Said    *string `json:"said"`
}

// CheckedArticle is an article that has the words.
type CheckedArticle struct {
	ID        string  `json:"id"`
	URL       *string `json:"url"`
	Outlet    *string `json:"outlet"`
	Title     *string `json:"title"`
	Published *string `json:"published"`
}

// NewCheckedDenial makes the row of a statement.
func NewCheckedDenial(s sayso.Statement) CheckedDenial {
	return CheckedDenial{null(s.Claim), string(s.Article), string(s.Version), pair(s.Points), s.Name, s.Text, null(s.Said.String())}
}

// NewCheckedArticle makes the row of an article.
func NewCheckedArticle(a sayso.ArticleRow) CheckedArticle {
	return CheckedArticle{string(a.ID), null(a.URL), null(a.Outlet), null(a.Title), null(a.Published.String())}
}
