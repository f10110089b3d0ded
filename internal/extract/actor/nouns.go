package actor

import (
	"strings"

	"sayso"
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

// Heads are the nouns that noun phrases stand by, in the singular; their
// plurals are formed by rule, and mean a group where the noun is a person.
// Nouns for people beyond the commonest were picked from those that Open
// English WordNet files under noun.person.
var headTables = map[headKind]string{
	personHead: `official officer spokesman spokeswoman spokesperson aide adviser advisor source insider diplomat lawyer attorney analyst expert
strategist operative activist resident witness voter supporter critic man woman person student worker farmer soldier commander leader lawmaker senator
congressman congresswoman representative president premier minister chancellor governor mayor secretary undersecretary director chairman chairwoman chair
chief head judge justice prosecutor sheriff detective investigator inspector professor researcher scientist economist historian scholar fellow doctor
physician surgeon nurse teacher principal pastor priest bishop archbishop rabbi imam cardinal pope king queen prince princess general admiral colonel major captain
lieutenant sergeant marshal corporal envoy ambassador consul negotiator mediator delegate member manager executive founder owner partner investor banker trader
broker consultant pollster journalist reporter correspondent editor columnist anchor host moderator commentator author writer novelist poet actor actress
singer artist director producer coach player candidate nominee incumbent challenger contender hopeful rival opponent ally friend neighbor neighbour colleague
father mother parent son daughter brother sister husband wife widow uncle aunt cousin niece grandson granddaughter fiance fiancee relative boy girl child teenager tourist traveler passenger driver
pilot sailor fisherman engineer architect designer developer programmer hacker whistleblower informant suspect defendant plaintiff victim survivor
refugee migrant immigrant veteran retiree pensioner protester demonstrator organizer organiser volunteer donor backer speaker deputy assistant
agent guard coordinator administrator superintendent commissioner councilman councilwoman councillor legislator politician statesman tycoon billionaire
businessman businesswoman entrepreneur customer client patient shopper buyer seller landlord tenant observer specialist biographer blogger
photographer translator interpreter firefighter paramedic policeman policewoman constable rebel fighter militant insurgent separatist dissident exile
democrat republican conservative liberal progressive moderate independent socialist communist contestant graduate alumnus employee boss maker vendor
star foe standard-bearer counsel counselor czar tsar emir sultan sheikh ayatollah cleric mp solicitor barrister magistrate mogul tutor lecturer dean provost chancellor rector
absentee academic accomplice accountant accused addressee adherent admirer adoptee advertiser advocate aficionado alcalde alcoholic amateur ancestor
announcer anthropologist appellant applicant appointee assailant associate asthmatic astronaut astronomer athlete attacker attendant attendee babe baby
bachelor bartender believer biochemist biologist borrower boyfriend brigadier buddy businessperson caller cameraman campaigner canvasser capitalist captive
caregiver carpenter caterer centrist champion chemist citizen civilian classmate cleaner clerk co-founder co-ordinator co-star co-worker coauthor
collaborator combatant comedian comic commandant committeeman companion competitor confidant conspirator consumer contractor contributor convict cop
countryman cowboy craftsman creator creditor criminal culprit curator dad dancer dealer debater defector defender descendant detainee detractor dignitary
disciple discoverer dweller earner educator elder employer endorser entertainer enthusiast environmentalist ex-husband ex-wife experimenter explorer
extremist eyewitness fan farrier feminist filmmaker finalist financier follower footballer forecaster foreigner freshman front-runner frontiersman gambler
gangster gardener gentleman geologist girlfriend golfer gourmet grandfather grandmother grandpa grandparent guardian guest gunman guru handler heavyweight
heckler heir helper hero heroine holder homeowner hooligan hostage hostess housewife humanist humanitarian hunter illustrator industrialist infant
infielder inhabitant initiator innovator instructor insured intellectual intermediary intern internationalist interviewer intruder inventor isolationist
junior jurist laborer laureate learner leftist lesbian liar libertarian linguist listener lobbyist lover loyalist magician maid marcher marine martyr
mathematician mechanic medalist mentor merchant messenger midwife millionaire miner minor mom monk motorist murderer musician narrator nationalist native
nativist naturalist nephew neurosurgeon newcomer nonpartisan offender officeholder oligarch outfielder outsider parishioner participant partisan patriarch
patriot patron peacekeeper peacemaker pedestrian pediatrician peer perpetrator philanthropist philologist philosopher physicist pilgrim pioneer pluralist
politico populist practitioner pragmatist presenter prisoner professional prophet proponent provider psychiatrist psychologist psychotherapist publisher
pundit pupil questioner reader recruit recruiter referee respondent responder restaurateur reveler reveller reviewer rider robber roc roommate royalist
runner salesman schoolboy schoolgirl screenwriter secularist segregationist settler shareholder shooter showgirl showman sibling signatory skeptic slave
smuggler sociologist sophomore speculator speechwriter sponsor spouse spy staffer standard-bearer steward stockholder stranger strongman subcontractor
subscriber successor superstar supplier surrogate sympathizer taxpayer teammate technologist teen terrorist theist theologian theorist therapist thinker
trafficker traveller treasurer trooper underdog undergraduate user usher vegetarian veterinarian vigilante violator visitor vlogger vocalist warlord
warrior wearer winner worshipper rep master frontman frontwoman pimp fitter comedienne`,
	groupHead: `people men women police crowd public majority minority half most many some others both side family community team staff crew pair couple duo
trio group delegation jury audience electorate base camp circle generation percent third quarter number troops
authorities residents fans neighbors relatives society population establishment opposition leadership class workforce
academia bloc caucus constituency contingent elite entourage faction folks followers gang household lobby mob personnel syndicate tribe viewers quarters circles ranks world several thousands hundreds millions tens dozens lots plenty segment handful bunch remainder rest`,
	orgHead: `government administration ministry department agency company firm corporation campaign committee subcommittee party court council bank union university
college school hospital military army navy force embassy consulate office bureau commission organization organisation institute league fund center
centre foundation association federation coalition alliance charity church mosque synagogue parliament congress senate house cabinet kremlin pentagon
tribunal prosecution defense defence board authority regulator watchdog operator airline automaker manufacturer retailer developer startup consortium cartel
militia junta dictatorship regime state city county town country nation republic kingdom province district club exchange utility lender insurer pac judiciary
legislature secretariat presidency directorate division brigade battalion guards movement front nonprofit group think-tank superpower`,
	documentHead: `document letter memo memorandum email e-mail record records data figures book memoir law bill act statute constitution resolution
agreement treaty accord charter message note article column essay op-ed report manifesto platform plan proposal budget disclosure diary cable contract license text
rule policy bulletin calendar schedule account accounts minutes archive log logs file files paperwork dossier draft
excerpt biography poem song page summary story caption advert advertisement ad commercial chart result results blueprint
evidence findings documentation invoice receipt certificate manual guideline guidelines transcript paper review headline`,
	statementHead: `statement release communique communiqué declaration announcement notice readout denial response reply`,
	speechHead:    `speech address remarks sermon lecture keynote testimony eulogy monologue`,
	interviewHead: `interview conversation briefing conference`,
	postHead:      `tweet retweet post posting tweets thread`,
	filingHead: `filing lawsuit suit complaint affidavit indictment petition brief motion subpoena warrant ruling verdict judgment judgement injunction
opinion decision deposition`,
	studyHead: `poll survey study analysis research census estimate estimates forecast projection projections ranking index numbers statistics polling
questionnaire experiment trial assessment model simulation measurement calculation audit average tally`,
	mediaHead: `media newspaper outlet magazine press journal channel station broadcaster website blog tabloid newscast daily weekly site podcast
newswire newsroom network program programme show wire television tv radio`,
	imageHead:   `photograph photo picture image screenshot snapshot map graphic imagery`,
	videoHead:   `video clip footage film documentary recording audio tape videotape livestream`,
	reportsHead: `reports rumors rumours`,
}

// heads looks a noun up; many is set for plurals.
type heads map[string]head

type head struct {
	kind headKind
	many bool
}

func loadHeads() heads {
	h := make(heads, 3200)
	for kind := personHead; kind <= reportsHead; kind++ {
		for w := range strings.FieldsSeq(headTables[kind]) {
			if _, ok := h[w]; ok && kind != groupHead {
				continue
			}
			h[w] = head{kind, kind == groupHead}
		}
	}
	for kind := personHead; kind < reportsHead; kind++ {
		if kind == groupHead {
			continue
		}
		for w := range strings.FieldsSeq(headTables[kind]) {
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
	h["media"] = head{mediaHead, true}
	return h
}

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
