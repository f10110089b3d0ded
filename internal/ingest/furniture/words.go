package furniture

import (
	"regexp"
	"strings"
	"sync"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is one of furniture.tsv.
type class uint8

const (
	noNameWord class = iota
	honourWord
	accountName
	placeName
	placeLink
	staffWord
	agenciesWord
	domainEnd
	byWord
	byNoun
	byLabel
	byTime
	andWord
	afterWord
)

var classNames = []string{
	noNameWord: "no-name", honourWord: "honour", accountName: "account", placeName: "place", placeLink: "place-link", staffWord: "staff", agenciesWord: "agencies",
	domainEnd: "domain", byWord: "by", byNoun: "by-noun", byLabel: "by-label", byTime: "by-time", andWord: "and", afterWord: "after-name",
}

var lexicon = sync.OnceValue(func() lang.Words[class] {
	return lang.Must(lang.ReadWords[class]("furniture.tsv", en.Furniture, classNames))
})

// forms are the patterns of a byline.
type forms struct {
	by     *regexp.Regexp // what opens it
	inside *regexp.Regexp // a line that tells the time first and then the writer
	and    *regexp.Regexp
	after  *regexp.Regexp // what leads on from a name to a place, an employer, a role
	noName *regexp.Regexp // words that no name holds
	honour *regexp.Regexp
	// day is a weekday or month, with or without its number.
	day     *regexp.Regexp
	account *regexp.Regexp
}

var bylineForms = sync.OnceValue(func() *forms {
	w := lexicon()
	return &forms{
		by:      regexp.MustCompile(`(?i)^(?:` + w.Pattern(byNoun) + `s?\s+)?` + w.Pattern(byWord) + `[:\s]+|^` + w.Pattern(byLabel) + `\s*:\s*`),
		inside:  regexp.MustCompile(`(?i)^(?:.*\d.*|.*\b` + w.Pattern(byTime) + `\b.*)\bby[:\s]+`),
		and:     regexp.MustCompile(`(?i)\s+` + w.Pattern(andWord) + `\s+|\s*[;|•·\n]\s*|\s+[–—]\s+`),
		after:   regexp.MustCompile(`\s+` + w.Pattern(afterWord) + `\s.*$|\s*[(\[].*$|\s+@.*$`),
		noName:  regexp.MustCompile(`(?i)\b(?:` + w.Pattern(noNameWord) + `|\w+\.` + w.Pattern(domainEnd) + `)\b`),
		honour:  regexp.MustCompile(`(?i)^(?:` + w.Pattern(honourWord) + `\b\.?\s+)+`),
		day:     regexp.MustCompile(`(?i)^` + lang.AnyOf(en.Words(en.Weekday, en.WeekdayShort)) + `\b|^` + lang.AnyOf(en.Words(en.Month, en.MonthShort)) + `\.?(?:\s+\d.*)?$`),
		account: regexp.MustCompile(`(?i)^(?:admin\w*|\w*admin|user\d*|` + w.Pattern(accountName) + `)$`),
	}
})

// Degrees and suffixes behind a name are letters, and no words of a language.
var (
	degree = regexp.MustCompile(`^(?:Ph\.?\s?D|M\.?D|M\.?A|B\.?A|M\.?Sc|B\.?Sc|MBA|MPH|R\.?N|D\.?O|J\.?D|LL\.?[BM]|Ed\.?D|Esq|CFA|CPA|FRCP|DVM|RD|MS|BS|PharmD)\.?$`)
	suffix = regexp.MustCompile(`^(?:Jr|Sr|II|III|IV)\.?$`)
)

// monthPattern matches a month, whole or cut short, with its capital.
var monthPattern = sync.OnceValue(func() string {
	var all []string
	for _, m := range en.Words(en.Month, en.MonthShort) {
		all = append(all, strings.ToUpper(m[:1])+m[1:])
	}
	return lang.AnyOf(all) + `[a-z]*\.?`
})
