package name

import (
	"strings"

	"sayso/internal/lang"
	"sayso/internal/lang/en"
)

// class is what a word may be in a name; a set of bits.
type class uint32

const (
	titleWord   class = 1 << iota // stands before a person's name and outside it
	honorific                     // a title that only persons have: "Mr."
	givenName                     // a common given name
	particle                      // joins parts of a person's name: "van", "bin"
	orgEnd                        // ends an organisation's name: "Ministry", "Corp."
	orgStart                      // begins "… of …": "Ministry of", "University of"
	placeEnd                      // ends a place's name: "River"
	placeStart                    // begins a place's name: "Lake", "Mount"
	eventEnd                      // ends an event's name: "War"
	demonymWord                   // "Kenyan", "Shia", "Democrats"
	placeWord                     // a place by itself
	calendar                      // days and months
	orgWord                       // an organisation by itself
	plain                         // opens sentences and is no name
	placePrep                     // "in", "near": a place often follows
	sayVerb                       // "said": a person often stands by it
	nameSuffix                    // "Jr.", "III"
	theWord                       // "the"
)

// list is a class of names.tsv.
type list uint8

const (
	titleList list = iota
	honorificList
	givenList
	particleList
	suffixList
	orgEndList
	orgStartList
	placeEndList
	placeStartList
	eventEndList
	groupList
	calendarList
	orgList
	plainList
	placeBeforeList
	saysList
	placeList
	articleList
)

var listNames = []string{
	titleList: "title", honorificList: "honorific", givenList: "given", particleList: "particle", suffixList: "suffix", orgEndList: "org-end", orgStartList: "org-start",
	placeEndList: "place-end", placeStartList: "place-start", eventEndList: "event-end", groupList: "group", calendarList: "calendar", orgList: "org",
	plainList: "plain", placeBeforeList: "place-before", saysList: "says", placeList: "place", articleList: "article",
}

// entered is what the words of a list may be in a name. Places may be phrases.
var entered = []struct {
	list list
	as   class
}{
	{titleList, titleWord}, {honorificList, titleWord | honorific}, {givenList, givenName}, {particleList, particle}, {suffixList, nameSuffix},
	{orgEndList, orgEnd}, {orgStartList, orgStart}, {placeEndList, placeEnd}, {placeStartList, placeStart}, {eventEndList, eventEnd},
	{calendarList, calendar}, {orgList, orgWord}, {plainList, plain}, {placeBeforeList, placePrep}, {saysList, sayVerb}, {groupList, demonymWord},
	{articleList, theWord},
}

// landLayout has a country once, and each word for its people under any number of countries.
var landLayout = lang.Layout{Columns: []lang.Column{{Name: "country"}, {Name: "people"}}, Optional: 1, Key: func(r lang.Row) string { return r.Cells[0] }}

// readTables enters the built-in tables into the lexicon.
func (l *Lexicon) readTables() {
	words := lang.Must(lang.ReadWords[list]("names.tsv", en.Names, listNames))
	for _, t := range entered {
		for _, w := range words.List(t.list) {
			l.words[w] |= t.as
		}
	}
	for _, w := range en.Words(en.Weekday, en.WeekdayShort, en.Month) {
		l.words[w] |= calendar
	}
	for _, r := range lang.Must(landLayout.Read("lands.tsv", en.Lands)) {
		l.addPlace(r.Cells[0])
		for w := range strings.FieldsSeq(r.Cells[1]) {
			l.words[w] |= demonymWord
		}
	}
	for _, p := range words.List(placeList) {
		l.addPlace(p)
	}
}
