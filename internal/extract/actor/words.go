package actor

import (
	_ "embed"
	"strings"

	"sayso/internal/lang"
)

// gender is what a name or title tells; most tell nothing.
type gender uint8

const (
	unknownGender gender = iota
	male
	female
)

var genderTables = map[gender]string{
	male: `mr mr. sir lord king prince father brother congressman spokesman chairman councilman businessman son husband
aaron adam adrian ahmad ahmed alan albert alejandro alexander alexei alfred ali amir anatoly andrei andrew andriy anthony antonio antony anton arthur barack benjamin bernard bernie bill
bob boris brad brandon brett brian bruce bryan carl carlos charles charlie chris christopher colin connor craig daniel danny dave david dean denis dennis dick dmitry dmytro donald doug douglas
dylan ed eddie edward emmanuel eric erik ernest ethan eugene evan felix fernando francisco frank fred gabriel gary gavin geoff geoffrey george gerald giovanni glenn gordon graham greg gregory
hans harold harry hassan henry howard hugh hugo ian ibrahim igor ilya imran isaac ivan jack jacob jacques jake james jason javier jay jeff jeffrey jeb jeremy jerry jim jimmy joe joel johan john
johnny jon jonathan jorge jose josé joseph josh joshua juan julian justin karl keith ken kenneth kevin khalid kirill konstantin kyle larry lawrence leo leonard leonid lloyd louis lucas luis luke
mahmoud malcolm manuel marc marco marcus mario mark marko martin matt matthew maurice max michael michel miguel mike mikhail mitch mitt mohamed mohammad mohammed muhammad mustafa mykhailo narendra
nathan neil nicholas nick nicolas nigel nikolai noah norman oleg oleksandr oleksiy oliver omar oscar owen patrick paul pavel pedro peter phil philip philippe pierre ralph randy raymond ricardo richard
rick rob robert roberto rodrigo roger ron ronald ross roy russell ryan saeed salman sam scott sean sebastian sergei sergey serhiy seth shawn shinzo simon stanley stephen steve steven stuart ted terry
thomas tim timothy tom tommy tony travis tyler vernon victor viktor vincent vitaly vladimir volodymyr walter warren wayne will william xavier yevgeny yuri yusuf yves zachary`,
	female: `mrs mrs. ms ms. miss lady dame madam mme mme. queen princess mother sister spokeswoman congresswoman chairwoman councilwoman businesswoman daughter wife actress
abigail agnes alexandra alice alison amanda amy ana anastasia andrea angela anita ann anna anne barbara beth brenda carla carly carol caroline catherine christina christine claire cynthia daniela
deborah diana diane donna dorothy eleanor elena elizabeth ellen emily emma erin eva fatima frances gina giorgia gloria grace hannah heather helen hillary irina jane janet jean jennifer jenny jessica jill
joan joyce judith judy julia julie kamala karen kate katherine kathleen kathy kellyanne kelly kimberly laura lauren linda lisa liz louise lucy lyudmila maggie margaret maria marie marina martha mary megan melania
melissa michelle nancy naomi natalia natalie nikki nora olga olivia pamela patricia paula rachel rebecca rosa rosie ruth samantha sandra sara sarah sharon sofia sonia sophie stacy stephanie sue susan suzanne svetlana
teresa theresa tina tracy ursula valery vanessa vera veronica victoria virginia wendy yasmin yulia zoe ada`,
}

func loadGenders() map[string]gender {
	g := make(map[string]gender, 600)
	for k, table := range genderTables {
		for w := range strings.FieldsSeq(table) {
			g[w] = k
		}
	}
	return g
}

//go:embed given.tsv
var givenTable string

// loadGiven reads the given names that tell a gender.
func loadGiven() map[string]gender {
	g := make(map[string]gender, 6000)
	sets := lang.Must(lang.Sets{Classes: []string{"male", "female"}}.Read("given.tsv", givenTable))
	for _, w := range sets["male"] {
		g[w] = male
	}
	for _, w := range sets["female"] {
		g[w] = female
	}
	return g
}

// articles open noun phrases that are told from one another by them alone.
func isArticle(w string) bool { return w == "a" || w == "an" || w == "the" }

func isPreposition(w string) bool {
	switch w {
	case "of", "for", "from", "at", "in", "on", "with", "to", "by", "about", "against", "between", "near", "inside", "outside", "behind", "among", "under", "over", "within":
		return true
	}
	return false
}

func isPossessive(w string) bool {
	switch w {
	case "his", "her", "their", "our", "my", "your", "its":
		return true
	}
	return false
}

func isPronoun(w string) bool {
	switch w {
	case "he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "me", "us", "his", "their", "our", "my", "your", "its", "himself", "herself", "themselves":
		return true
	}
	return false
}

func isRelative(w string) bool {
	return w == "who" || w == "which" || w == "whom" || w == "whose" || w == "that"
}
