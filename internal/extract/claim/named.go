package claim

import "maps"

// FinderRules are the rules that an attribution names (see [Attribution.Rule]), each
// by the part before a colon, which stands for all that follow it too. The model's
// name is none of them.
var FinderRules = []string{"according", "adj", "as", "dash", "follow", "headline", "hearsay", "ing", "noun", "passive", "picture", "relayed", "transcript", "verb"}

// StanceRules are the rules that read a stance off a content, in the order in which
// they are asked.
func StanceRules() []string {
	out := make([]string, len(contentRules))
	for i, r := range contentRules {
		out[i] = r.name
	}
	return out
}

// Without returns rules of which some are left out.
func (r *Rules) Without(names map[string]bool) *Rules {
	out := *r
	out.without = maps.Clone(names)
	return &out
}

// Without returns a judge that leaves out some rules of contents.
func (j *CueJudge) Without(names map[string]bool) *CueJudge {
	out := *j
	out.acting.without = maps.Clone(names)
	return &out
}
