package coref

import "strings"

// gender, number and kind are sets: what a mention may be. An empty set never
// occurs; all bits mean that nothing is known.
type (
	gender uint8
	number uint8
	kind   uint8
)

const (
	male gender = 1 << iota
	female
	neuter
	anyGender = male | female | neuter
)

const (
	singular number = 1 << iota
	plural
	anyNumber = singular | plural
)

const (
	person kind = 1 << iota
	org
	place
	group // nationalities, faiths, parties as people
	moment
	thing   // all else
	anyKind = person | org | place | group | moment | thing
)

// pronoun is a class of forms: "he", "him", "his" and "himself" are one.
type pronoun uint8

const (
	noPronoun pronoun = iota
	pI
	pWe
	pYou
	pHe
	pShe
	pIt
	pThey
	pThis
	pThat
	pThese
	pOne
	pEach // each other, one another
	pSome // everyone, nothing
)

// form is what a pronoun's word tells.
type form struct {
	class  pronoun
	gender gender
	number number
	kind   kind
	self   bool // reflexive
	owner  bool // possessive
}

var forms = map[string]form{
	"i": {pI, male | female, singular, person, false, false}, "me": {pI, male | female, singular, person, false, false},
	"my": {pI, male | female, singular, person, false, true}, "mine": {pI, male | female, singular, person, false, true},
	"myself": {pI, male | female, singular, person, true, false},
	"we":     {pWe, male | female, plural, person | org | group, false, false}, "us": {pWe, male | female, plural, person | org | group, false, false},
	"our": {pWe, male | female, plural, person | org | group, false, true}, "ours": {pWe, male | female, plural, person | org | group, false, true},
	"ourselves": {pWe, male | female, plural, person | org | group, true, false},
	"you":       {pYou, male | female, anyNumber, person | org | group, false, false}, "ya": {pYou, male | female, anyNumber, person | org | group, false, false},
	"your": {pYou, male | female, anyNumber, person | org | group, false, true}, "yours": {pYou, male | female, anyNumber, person | org | group, false, true},
	"yourself": {pYou, male | female, singular, person, true, false}, "yourselves": {pYou, male | female, plural, person, true, false},
	"y'": {pYou, male | female, plural, person, false, false},
	"he": {pHe, male, singular, person, false, false}, "him": {pHe, male, singular, person, false, false},
	"his": {pHe, male, singular, person, false, true}, "himself": {pHe, male, singular, person, true, false},
	"she": {pShe, female, singular, person, false, false}, "her": {pShe, female, singular, person, false, false},
	"hers": {pShe, female, singular, person, false, true}, "herself": {pShe, female, singular, person, true, false},
	"it": {pIt, neuter, singular, anyKind &^ person, false, false}, "its": {pIt, neuter, singular, anyKind &^ person, false, true},
	"itself": {pIt, neuter, singular, anyKind &^ person, true, false},
	"they":   {pThey, anyGender, anyNumber, anyKind, false, false}, "them": {pThey, anyGender, anyNumber, anyKind, false, false},
	"'em": {pThey, anyGender, anyNumber, anyKind, false, false}, "em": {pThey, anyGender, anyNumber, anyKind, false, false},
	"their": {pThey, anyGender, anyNumber, anyKind, false, true}, "theirs": {pThey, anyGender, anyNumber, anyKind, false, true},
	"themselves": {pThey, anyGender, plural, anyKind, true, false}, "themself": {pThey, anyGender, singular, person, true, false},
	"this": {pThis, neuter, singular, anyKind, false, false}, "that": {pThat, neuter, singular, anyKind, false, false},
	"these": {pThese, anyGender, plural, anyKind, false, false}, "those": {pThese, anyGender, plural, anyKind, false, false},
	"one": {pOne, anyGender, singular, anyKind, false, false}, "other": {pEach, anyGender, plural, anyKind, true, false},
	"another": {pEach, anyGender, anyNumber, anyKind, true, false},
}

// men and women are given names that are seldom the other's.
const (
	men = `aaron abdul abdullah abraham adam adrian ahmed ahmad akira alan albert alberto alejandro aleksandr alex alexander alexei alfred ali allan allen
 alvin amir anatoly anders andre andreas andrei andres andrew andrzej andy angelo antonio anthony anton antony arnold arthur asif austin barack
 barry bart bashar ben benjamin bernard bernie bert bill billy blake bob bobby boris brad bradley brandon brendan brent brett brian bruce bruno bryan
 byron caleb calvin carl carlos cameron cesar chad charles charlie chester chris christian christopher chuck clarence clark claude clayton cliff
 clifford clint clyde colin connor corey cory craig curtis cyril dale damian damon dan daniel danny darrell darren dave david dean dennis derek
 derrick diego dieter dimitri dirk dmitri dmitry dominic don donald doug douglas drew duane duncan dustin dwayne dwight dylan earl ed eddie edgar
 eduardo edward edwin eli elias elijah elliott elmer emmanuel emmett enrique eric erik ernest ernesto esteban ethan eugene evan evgeny fabio felipe
 felix ferdinand fernando floyd francesco francis francisco francois frank franklin fred freddie frederick gabriel garrett gary gavin gene geoff geoffrey
 george gerald gerard gerhard gianni gilbert giovanni giuseppe glen glenn gordon graham grant greg gregg gregory guillermo gunther gustavo guy hamid
 hank hans harold harris harrison harry harvey hassan hector heinrich helmut henry herbert herman hiroshi howard hubert hugh hugo hussein ian ibrahim
 igor ilya imran ismail israel ivan jack jackson jacob jacques jake jamal james jan jared jason javier jay jeb jeff jefferson jeffrey jerome jerry jesus jim
 jimmy joachim joao joe joel joey johan johannes john johnny jon jonas jonathan jorge jose josef joseph josh joshua juan julian julio jun jurgen justin
 kamal karl keith ken kenji kenneth kent kenny kevin khalid kim klaus kofi konstantin kurt kyle lance larry lars laurent lawrence lee leo leon leonard
 leonid leroy leslie lester lewis liam lionel lloyd logan lorenzo louis lucas luigi luis luke lyle mahmoud manuel marc marcel marco marcus mario mark
 marshall martin marty marvin mason massimo mateo matt matteo matthew matthias maurice max maxim mehmet mel melvin michael michel miguel mike mikhail
 milton mitch mitchell mitt mohamed mohammad mohammed mohamad morgan morris mose moses muhammad murray mustafa narendra nathan nathaniel neil nelson newt
 nicholas nick nicolas nicolai nigel nikita nikolai noah noel norman oleg oliver omar orlando oscar osama otto owen pablo patrick paul pavel pedro pete
 peter phil philip philippe phillip pierre piotr preston rafael rahul raj ralph ramon randall randy rand raul ray raymond recep reggie reginald rene rex
 ricardo rich richard rick ricky rob robert roberto robin rod rodney rodrigo roger roland rolf roman ron ronald ronnie ross roy ruben rudolf rudy russ
 russell ryan saddam salman salvador sam samir samuel santiago scott sean sebastian sergei sergey sergio seth shane shaun shawn shinzo sidney silvio
 simon spencer stan stanley stefan stephen steve steven stewart stuart sven tariq ted terrence terry theo theodore thomas tim timothy toby todd tom
 tomas tommy tony travis trent trevor troy tyler umar valery vernon victor vikram viktor vince vincent vitaly vlad vladimir volodymyr wade wallace walt
 walter warren wayne wendell wesley wilbur wilhelm will willard william willie winston wolfgang woodrow xavier yasser yevgeny yitzhak yuri yusuf zachary`
	women = `abigail ada adele adriana agnes aisha alexandra alexandria alice alicia alison allison alma amanda amber amelia amina amy ana anastasia andrea
 angela angelina angie anita ann anna anne annette annie antonia april aretha ariana ashley astrid audrey ava barbara beatrice becky belinda bella
 bernadette bernice beth bethany betsy betty beverly bonnie brenda bridget brigitte brittany camila camilla candace cara carla carly carmen carol carole
 caroline carolyn carrie cassandra catherine cathy cecilia celia charlene charlotte chelsea cheryl chloe christina christine christy cindy claire clara
 claudia colleen connie constance cora courtney crystal cynthia daisy dana daniela danielle daphne dawn deborah debbie debra deirdre delia denise diana diane
 dina dolores donna dora doris dorothy edith edna eileen elaine eleanor elena elise elizabeth ella ellen elsa elsie emily emma erica erika erin esther
 ethel eva eve evelyn faith fatima felicia fiona florence frances francesca freda frida gabriela gabrielle gail genevieve georgia geraldine gertrude gina
 ginger giulia gladys gloria grace greta gretchen gwen hannah harriet hazel heather heidi helen helena helga henrietta hilary hillary holly huma ida
 ilana imelda indira ines ingrid irene irina iris irma isabel isabella isla ivanka ivy jackie jacqueline jane janet janice janine jasmine jean jeanette jeanne
 jenna jennifer jenny jessica jessie jill jo joan joanna joanne jocelyn jodie josephine joy joyce juana juanita judith judy julia juliana julie juliet
 june kamala karen karin karla kate katharine katherine kathleen kathryn kathy katie kayla kellyanne kelly kerry kimberly kirsten kirstjen kristen
 kristin kristina larissa laura lauren laurie leah leila lena leslie leticia lidia lila lillian lily linda lindsay lisa liz liza lois lola loretta
 lori lorraine louise lucia lucille lucy luisa lydia lynn mabel madeleine madison maggie malala malia mandy marcia margaret margarita maria mariana
 marianne marie marilyn marina marine marion marissa marjorie marlene martha mary matilda maureen maxine megan melania melanie melinda melissa mercedes meredith
 mia michelle mildred mindy miranda miriam molly mona monica myra nadia nancy naomi natalia natalie natasha nellie nicole nina nora norma olga olivia
 ophelia pamela patricia patti paula pauline peggy penelope penny petra phoebe phyllis priscilla rachel ramona rebecca regina renee rhonda rita roberta
 rosa rosalind rosanna rose rosemary roxanne ruby ruth sabrina sadie sally samantha sandra sandy sara sarah sasha selena serena shannon sharon sheila
 shelby shelley sheryl shirley silvia simone sofia sonia sonya sophia sophie stacey stacy stella stephanie stormy sue susan susanna suzanne svetlana sylvia
 tamara tammy tania tanya tara tatiana teresa theresa tiffany tina tracy tricia trudy ursula valentina valerie vanessa vera veronica vicki victoria
 viola violet virginia vivian wanda wendy whitney wilma yolanda yulia yvonne zoe`
)

// he and she are nouns and titles for men and for women.
const (
	heWords  = "mr sir lord king prince duke father dad husband son brother uncle nephew grandfather grandson boy man gentleman guy actor businessman congressman spokesman chairman policeman fisherman councilman alderman waiter widower monk priest pope bishop imam emperor patriarch groom boyfriend stepfather fireman salesman serviceman assemblyman stepson father-in-law"
	sheWords = "mrs ms miss mme madam lady queen princess duchess mother mom mum wife daughter sister aunt niece grandmother granddaughter girl woman actress businesswoman congresswoman spokeswoman chairwoman policewoman councilwoman waitress widow nun empress bride girlfriend stepmother housewife heroine hostess assemblywoman first_lady"
)

// speakVerbs are the lemmas that report words.
const speakVerbs = `say tell ask add write note explain argue claim state declare announce report reply respond answer insist suggest warn admit
 acknowledge concede confirm deny maintain contend assert allege charge complain comment observe remark recall continue conclude joke quip tweet post
 testify urge predict promise pledge vow stress emphasize believe think quote read shout yell scream whisper cry exclaim describe call agree object
 counter caution lament boast muse advise inform assure caution echo elaborate recount reveal tout demand`

// tables are the word lists, ready to look up.
type tables struct {
	names, nouns map[string]gender
	speak        map[string]bool
}

func newTables() *tables {
	t := &tables{names: map[string]gender{}, nouns: map[string]gender{}, speak: map[string]bool{}}
	for w := range strings.FieldsSeq(men) {
		t.names[w] |= male
	}
	for w := range strings.FieldsSeq(women) {
		t.names[w] |= female
	}
	for w := range strings.FieldsSeq(heWords) {
		t.nouns[w] |= male
	}
	for w := range strings.FieldsSeq(sheWords) {
		t.nouns[w] |= female
	}
	for w := range strings.FieldsSeq(speakVerbs) {
		t.speak[w] = true
	}
	return t
}
