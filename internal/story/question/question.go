// Package question finds what several articles say to one thing: which statements
// answer one question, how the answers stand to each other, and on how many
// speakers and independent origins each rests.
package question

import "sayso"

// Find asks what the articles of one story say to one thing. textOf gives for
// each article the text that it prints: copies of one text share a number.
// Records must be whole, tokens and mentions included. The order of recs has no
// part in the result, which lists the surest question first. Story is not set.
func Find(recs []*sayso.Record, textOf map[sayso.ArticleID]int) []sayso.Question {
	return nil
}
