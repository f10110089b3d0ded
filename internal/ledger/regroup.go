package ledger

import "sayso"

// CheckRegrouping refuses a word that makes no sense. together tells whether
// both articles of a merger stand in one story already.
func CheckRegrouping(x *sayso.Regrouping, together bool) error {
	switch {
	case x.Verdict == sayso.Merged && together:
		return misgrouped(x, "both stand in one story already")
	case x.Verdict == sayso.Split && x.Into != "":
		return misgrouped(x, "a split names one article")
	case x.Verdict != sayso.Merged && x.Verdict != sayso.Split && x.Verdict != sayso.Undone:
		return misgrouped(x, "%q is no verdict", x.Verdict)
	}
	return nil
}

// CheckRegrouped refuses a word that has changed nothing. moved tells whether
// the article stands in another story than before.
func CheckRegrouped(x *sayso.Regrouping, moved bool) error {
	if x.Verdict == sayso.Split && !moved {
		return misgrouped(x, "nothing is left to part: it is the first of its story, or an analyst joined it")
	}
	return nil
}

func misgrouped(x *sayso.Regrouping, format string, args ...any) error {
	return sayso.Errorf("regroup articles", string(x.Article), sayso.Invalid, format, args...)
}
