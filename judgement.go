package sayso

import "time"

// Judgement is one thing that an analyst said. Exactly one of the six is set.
// Judgements are never changed: taking one back is another one.
type Judgement struct {
	N          int64 // rises with each judgement
	Correction *Correction
	Identity   *Identity
	Regrouping *Regrouping
	Parting    *Parting
	Weighing   *Weighing
	Disowning  *Disowning
}

// Parting is an analyst's word that a mention does not tell of the event that it
// was joined to.
type Parting struct {
	Verdict PartingVerdict
	Mention EventID
	Note    string
	By      string    `json:",omitempty"` // the author; empty where nobody was noted
	At      time.Time // when it was said; the ledger sets it where it is zero
	// Seen is the number of the latest judgement that the author knew of, of whatever
	// (see Desk); 0 when the author does not say.
	Seen int64 `json:"-"`
}

// PartingVerdict is what is said of a mention.
type PartingVerdict string

const (
	Parted   PartingVerdict = "parted"
	Rejoined PartingVerdict = "rejoined" // takes Parted back
)

// MaxAuthor bounds the name of an author, in bytes.
const MaxAuthor = 200

// JudgementKind is what a judgement is about.
type JudgementKind string

const (
	CorrectionJudgement JudgementKind = "correction" // of a claim
	IdentityJudgement   JudgementKind = "identity"   // of an actor
	RegroupingJudgement JudgementKind = "regrouping" // of an article
	PartingJudgement    JudgementKind = "parting"    // of a mention of an event
	WeighingJudgement   JudgementKind = "weighing"   // of two statements
	DisowningJudgement  JudgementKind = "disowning"  // of a version
)

// Said is what all judgements have.
type Said struct {
	Kind    JudgementKind
	Verdict string
	Subject string // the identifier of the claim, actor, article, mention or version
	Other   string // the actor, article or claim that the subject is said to belong with; empty for none
	Note    string
	By      string // empty where nobody was noted
	At      time.Time
}

// SeenNone is the Seen of an author who knew that nothing had been said yet.
const SeenNone = -1

// Seen is what its author knew of.
func (j *Judgement) Seen() int64 {
	switch {
	case j.Correction != nil:
		return j.Correction.Seen
	case j.Identity != nil:
		return j.Identity.Seen
	case j.Regrouping != nil:
		return j.Regrouping.Seen
	case j.Parting != nil:
		return j.Parting.Seen
	case j.Weighing != nil:
		return j.Weighing.Seen
	}
	return 0
}

// Said gives what all judgements have.
func (j *Judgement) Said() Said {
	switch {
	case j.Correction != nil:
		c := j.Correction
		return Said{CorrectionJudgement, string(c.Verdict), string(c.Claim), "", c.Note, c.By, c.At}
	case j.Identity != nil:
		x := j.Identity
		return Said{IdentityJudgement, string(x.Verdict), string(x.Actor), string(x.Into), x.Note, x.By, x.At}
	case j.Regrouping != nil:
		x := j.Regrouping
		return Said{RegroupingJudgement, string(x.Verdict), string(x.Article), string(x.Into), x.Note, x.By, x.At}
	case j.Parting != nil:
		x := j.Parting
		return Said{PartingJudgement, string(x.Verdict), string(x.Mention), "", x.Note, x.By, x.At}
	case j.Weighing != nil:
		x := j.Weighing
		name := func(n StatementName) string {
			if n.Claim != "" {
				return string(n.Claim)
			}
			return string(n.Article)
		}
		return Said{WeighingJudgement, string(x.Verdict), name(x.A), name(x.B), x.Note, x.By, x.At}
	case j.Disowning != nil:
		x := j.Disowning
		return Said{DisowningJudgement, string(x.Verdict), string(x.Version), string(x.Into), x.Note, x.By, x.At}
	}
	return Said{}
}
