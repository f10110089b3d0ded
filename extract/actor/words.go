package actor

import "strings"

// headKind is what a noun phrase with a given head can be as a source.
type headKind uint8

const (
	noHead headKind = iota
	personHead
	groupHead
	orgHead
	documentHead
	studyHead
	mediaHead
	imageHead
	reportsHead
)

// Heads are the nouns that noun phrases stand by, in the singular; their
// plurals are formed by rule, and mean a group where the noun is a person.
var headTables = map[headKind]string{
	personHead: `official officer spokesman spokeswoman spokesperson aide adviser advisor source insider diplomat lawyer attorney analyst expert
strategist operative activist resident witness voter supporter critic man woman person student worker farmer soldier commander leader lawmaker senator
congressman congresswoman representative president premier minister chancellor governor mayor secretary undersecretary director chairman chairwoman chair
chief head judge justice prosecutor sheriff detective investigator inspector professor researcher scientist economist historian scholar fellow doctor
physician surgeon nurse teacher principal pastor priest bishop rabbi imam cardinal pope king queen prince princess general admiral colonel major captain
lieutenant sergeant marshal envoy ambassador consul negotiator mediator delegate member manager executive founder owner partner investor banker trader
broker consultant pollster journalist reporter correspondent editor columnist anchor host moderator commentator author writer novelist poet actor actress
singer artist director producer coach player candidate nominee incumbent challenger contender rival opponent ally friend neighbor neighbour colleague
father mother parent son daughter brother sister husband wife widow uncle aunt cousin relative boy girl child teenager tourist traveler passenger driver
pilot sailor fisherman engineer architect designer developer programmer hacker whistleblower informant suspect defendant plaintiff victim survivor
refugee migrant immigrant veteran retiree pensioner protester demonstrator organizer organiser volunteer donor backer veteran speaker deputy assistant
agent guard coordinator administrator superintendent commissioner councilman councilwoman councillor legislator politician statesman tycoon billionaire
businessman businesswoman entrepreneur customer client patient shopper buyer seller landlord tenant observer specialist biographer blogger
photographer translator interpreter firefighter paramedic policeman policewoman constable rebel fighter militant insurgent separatist dissident exile
democrat republican conservative liberal progressive moderate independent socialist communist contestant graduate alumnus employee boss maker vendor`,
	groupHead: `people men women police crowd public majority minority half most many some others both side family community team staff crew pair couple duo
trio group delegation jury audience electorate base camp circle generation percent third quarter number everyone somebody nobody anyone troops
authorities residents fans neighbors relatives society population establishment opposition leadership class workforce`,
	orgHead: `government administration ministry department agency company firm corporation campaign committee party court council bank union university
college school hospital military army navy force embassy consulate office bureau commission organization organisation institute league fund center
centre foundation association federation coalition alliance charity church mosque synagogue parliament congress senate house cabinet kremlin pentagon
tribunal prosecution defense defence board authority regulator watchdog operator airline manufacturer retailer maker developer startup consortium cartel
militia junta regime state city county town country nation republic kingdom province district club federation exchange utility lender insurer PAC`,
	documentHead: `statement document filing letter memo memorandum email e-mail record records data figures lawsuit suit complaint affidavit indictment
ruling order opinion decision verdict transcript book memoir law bill act statute constitution resolution agreement treaty accord charter petition brief
tweet post message note article column essay report manifesto platform plan proposal budget disclosure diary cable notice warrant contract license
speech text communique communiqué declaration announcement release rule policy bulletin calendar schedule account accounts minutes archive log logs file files paperwork
evidence testimony findings documentation invoice receipt certificate manual guideline guidelines`,
	studyHead: `poll survey study analysis research census estimate estimates forecast projection projections ranking index numbers statistics polling
questionnaire experiment trial review assessment model simulation measurement`,
	mediaHead: `media newspaper outlet magazine press journal channel station broadcaster website blog tabloid newscast daily weekly paper site podcast
newswire newsroom network program programme show`,
	imageHead:   `photograph photo picture image video clip footage film documentary recording audio tape screenshot snapshot videotape map graphic satellite`,
	reportsHead: `reports rumors rumours accounts`,
}

// heads looks a noun up; many is set for plurals.
type heads map[string]head

type head struct {
	kind headKind
	many bool
}

func loadHeads() heads {
	h := make(heads, 2400)
	for kind, table := range headTables {
		for w := range strings.FieldsSeq(table) {
			h[w] = head{kind, kind == groupHead}
			if kind == reportsHead || kind == groupHead {
				continue
			}
			p := plural(w)
			if _, ok := h[p]; !ok || kind == personHead {
				k := kind
				if kind == personHead {
					k = groupHead
				}
				h[p] = head{k, true}
			}
		}
	}
	h["reports"] = head{reportsHead, true}
	h["media"] = head{mediaHead, true}
	h["police"] = head{groupHead, true}
	return h
}

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
