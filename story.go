package sayso

import "time"

// LinkKind is why one article stands in the story of another.
type LinkKind string

const (
	// LikeLink: both stand in one story, by the words, names and figures that they
	// share and the days between them. An article has one at most, to the earlier
	// article of its story that it is most like; these links make the stories.
	LikeLink LinkKind = "like"
	// CopyLink: both are one text, or one holds much of the other. It joins no
	// stories.
	CopyLink LinkKind = "copy"
)

// StoryLink joins an article to one that comes before it (see [Placement.Before]).
// It is a guess with its reasons, and can be taken back: see [Regrouping].
type StoryLink struct {
	Kind LinkKind
	To   ArticleID
	// Score is 0 to 1: of a LikeLink how likely the article belongs to its story;
	// of a CopyLink the share of the shorter text that both have.
	Score float64
	// Words are what weighed most in a LikeLink, heaviest first.
	Words []string `json:",omitempty"`
	// Here and There are the shares of the two texts' words that the copy has
	// in common: of the article that has the link, and of To. CopyLink only.
	Here  float64 `json:",omitempty"`
	There float64 `json:",omitempty"`
	// Common is how many fingerprints the texts share, by which an article’s
	// copies are ranked. CopyLink only.
	Common int `json:",omitempty"`
	// Origin is which of the two the other took from; empty where nothing
	// decides it. Why says so in words. CopyLink only.
	Origin ArticleID `json:",omitempty"`
	Why    []string  `json:",omitempty"`
}

// Placement is where an article stands among all others: what of it was
// compared, and the links that came of it.
type Placement struct {
	Article   ArticleID
	Version   VersionID // the text that was compared
	Published Date
	// Signature is what the article is compared by. A ledger keeps it unread.
	Signature []byte
	// Links lead to articles that come before this one.
	Links []StoryLink
	// Seq rises with each change that a ledger keeps; it sets it.
	Seq int64
}

// Before orders articles as stories tell them: by date, those without one
// first, then by identifier. The order of reading has no part in it.
func (p *Placement) Before(o *Placement) bool {
	if !p.Published.Equal(o.Published.Time) {
		return p.Published.Time.Before(o.Published.Time)
	}
	return p.Article < o.Article
}

// Regrouping is an analyst's word on which story an article belongs to. It
// names articles and no stories, so that it outlives re-reading, late articles
// and a rebuild.
type Regrouping struct {
	Verdict IdentityVerdict
	// Article, of a split, leaves its story, with all articles that were joined
	// by way of it; of a merger it is the first of the story that joins another.
	Article ArticleID
	// Into is an article of the story that a merger joins it to.
	Into ArticleID
	Note string
	By   string    `json:",omitempty"` // the author; empty where nobody was noted
	At   time.Time // when it was said; the ledger sets it where it is zero
	// Seen is the number of the latest judgement that the author knew of, of whatever
	// (see Desk); 0 when the author does not say.
	Seen int64 `json:"-"`
}

// StoryRow is one story in a list.
type StoryRow struct {
	// ID is that of the first article.
	ID    StoryID
	Title string // the headline of its most central article
	// First and Last are the dates of the earliest and latest article; zero
	// where no article has one.
	First, Last Date
	Articles    int
	Texts       int // copies of one text count once
}

// StoryMember is one article of a story.
type StoryMember struct {
	Article ArticleRow
	// Text is the first article that this one is a copy of, itself where it is none.
	Text ArticleID
	// Links are why it stands here; none for the first article, and none where
	// an analyst put it here.
	Links []StoryLink
}

// StoryRecord is one story with all its articles.
type StoryRecord struct {
	StoryRow
	Members []StoryMember // in the order of Placement.Before
	// Said is what analysts said of these articles, the latest first.
	Said []Regrouping
}

// StoryQuery selects stories. Zero fields select all.
type StoryQuery struct {
	// From and To bound the dates of articles: stories with an article in
	// [From, To).
	From, To time.Time
	Since    time.Time // only with an article whose newest version was first read then or later
	Paging
}
