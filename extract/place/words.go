package place

import "strings"

func set(words string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(words) {
		out[w] = true
	}
	return out
}

var (
	// placeKinds are nouns that follow a place's name and belong to it.
	placeKinds = set(`region province oblast krai state county district prefecture governorate parish municipality
		city town village suburb neighbourhood neighborhood borough quarter area valley river lake sea gulf bay strait canal
		coast shore island islands peninsula mountain mountains desert forest border frontier crossing station airport port
		harbour harbor base cosmodrome spaceport camp capital metro delta plateau corridor enclave territory`)
	// localNouns are things that stand somewhere: a Texas church is in Texas.
	localNouns = set(`street road avenue highway bridge building hospital school college university church mosque synagogue temple
		hotel house home apartment office headquarters court courthouse courtroom jail prison park zoo stadium arena mall market plant factory
		refinery mine farm field stadium theater theatre museum library restaurant bar club nightclub beach resort suburb site
		campus store shop warehouse embassy consulate residence mansion estate villa club address precinct
		hills hill cemetery dam tunnel depot garrison barracks checkpoint outskirts waterfront downtown square resident clinic facility venue section intersection junction soil
		foothill foothills shoreline landscape community
		meeting summit dinner festival match game race tour attack bombing blast explosion shooting massacre earthquake quake flood
		storm wildfire crash protest rally riot weather climate economy population production pollution growth`)
	// facilities are the last words of names of buildings and grounds.
	facilities = set(`street road avenue boulevard drive lane highway bridge hospital school college university church cathedral mosque synagogue
		temple hotel stadium arena park plaza square mall center centre airport station port base cosmodrome prison jail courthouse
		museum library theater theatre hall tower building plant dam zoo camp cemetery beach resort ranch club elementary high middle
		market field ground grounds palace castle house court clinic cafe restaurant pub estate gardens lagoon`)
	// institution are the last words of names that are somebody as often as
	// they are somewhere.
	institution = set(`university school college institute center centre club court church house`)
	locatives   = set(`in at near from outside inside to around off across towards toward into beside behind opposite along on between through`)
	// enterable are verbs whose object is somewhere.
	enterable = set(`visit leave enter reach cross tour invade flee hit strike devastate batter pound occupy overrun surround rock shake
		sweep flood exit approach circle skirt colonize annex quit border ravage lash`)
	// rival are verbs whose object is a side.
	rival = set(`beat defeat face host play represent join support blame accuse`)
	// partial are prepositions between powers.
	partial = set(`with between against by for`)
)
