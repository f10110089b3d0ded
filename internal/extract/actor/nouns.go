package actor

import (
	"strings"

	"sayso"
	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// headKind is what a noun phrase with a given head can be as a source.
type headKind uint8

const (
	noHead headKind = iota
	personHead
	groupHead
	orgHead
	documentHead
	statementHead
	speechHead
	interviewHead
	postHead
	filingHead
	studyHead
	mediaHead
	imageHead
	videoHead
	reportsHead
)

// sourceKinds is what each kind of head is as a source.
var sourceKinds = [...]sayso.SourceKind{
	noHead: sayso.UndecidedSource, personHead: sayso.UnnamedSource, groupHead: sayso.GroupSource, orgHead: sayso.OrgSource,
	documentHead: sayso.DocumentSource, statementHead: sayso.StatementSource, speechHead: sayso.SpeechSource,
	interviewHead: sayso.InterviewSource, postHead: sayso.PostSource, filingHead: sayso.FilingSource, studyHead: sayso.StudySource,
	mediaHead: sayso.MediaSource, imageHead: sayso.ImageSource, videoHead: sayso.VideoSource, reportsHead: sayso.ReportsSource,
}

// thing reports whether a head is something that carries words, and no being
// that utters them.
func (k headKind) thing() bool {
	return k >= documentHead && k != mediaHead
}

// headNames are the kinds as heads.tsv calls them.
var headNames = []string{
	personHead:    "person",
	groupHead:     "group",
	orgHead:       "org",
	documentHead:  "document",
	statementHead: "statement",
	speechHead:    "speech",
	interviewHead: "interview",
	postHead:      "post",
	filingHead:    "filing",
	studyHead:     "study",
	mediaHead:     "media",
	imageHead:     "image",
	videoHead:     "video",
	reportsHead:   "reports",
}

// heads looks a noun up; many is set for plurals.
type heads map[string]head

type head struct {
	kind headKind
	many bool
}

func loadHeads() heads {
	h := make(heads, 3200)
	table := lang.Must(lang.Sets{Classes: headNames[personHead:], Shared: true}.Read("heads.tsv", en.Heads))
	for kind := personHead; kind <= reportsHead; kind++ {
		for _, w := range table[headNames[kind]] {
			if _, ok := h[w]; ok && kind != groupHead {
				continue // a group, whose plural is several bodies: "groups"
			}
			h[w] = head{kind, kind == groupHead}
		}
	}
	for kind := personHead; kind < reportsHead; kind++ {
		if kind == groupHead {
			continue
		}
		for _, w := range table[headNames[kind]] {
			p := plural(w)
			if _, ok := h[p]; ok {
				continue
			}
			k := kind
			if kind == personHead {
				k = groupHead
			}
			h[p] = head{k, true}
		}
	}
	h[pressAsOne] = head{mediaHead, true}
	return h
}

// pressAsOne is many by itself.
const pressAsOne = "media"

// of looks a noun up, or the known noun that it ends in ("skywriter",
// "ex-president").
func (h heads) of(w string) head {
	if x, ok := h[w]; ok {
		return x
	}
	if i := strings.LastIndexByte(w, '-'); i > 0 {
		w = w[i+1:]
		if x, ok := h[w]; ok {
			return x
		}
	}
	for cut := 2; cut <= 6 && len(w)-cut >= minTail; cut++ {
		if x, ok := h[w[cut:]]; ok && (x.kind == personHead || x.kind == groupHead) {
			return x
		}
	}
	return head{}
}

// minTail is the length from which the end of a noun tells what it is.
const minTail = 5

func plural(w string) string {
	n := len(w)
	switch {
	case strings.HasSuffix(w, "man"):
		return w[:n-2] + "en"
	case w == "child":
		return "children"
	case strings.HasSuffix(w, "y") && n > 1 && strings.IndexByte("aeiou", w[n-2]) < 0:
		return w[:n-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "x"):
		return w + "es"
	}
	return w + "s"
}
