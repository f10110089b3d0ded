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
		storm wildfire crash protest rally riot weather climate economy population production pollution growth
		war conflict industry manufacturing tourism infrastructure neighbour neighbor city region north south east west land interior`)
	// facilities are the last words of names of buildings and grounds.
	facilities = set(`street road avenue boulevard drive lane highway bridge hospital school college university church cathedral mosque synagogue
		temple hotel stadium arena park plaza square mall center centre airport station port base cosmodrome prison jail courthouse
		museum library theater theatre hall tower building plant dam zoo camp cemetery beach resort ranch club elementary high middle
		market field ground grounds palace castle house court clinic cafe restaurant pub estate gardens lagoon`)
	// namesake are the last words of names that are taken from a town elsewhere.
	namesake = set(`street road avenue boulevard drive lane highway bridge park square place plaza school high elementary middle hall house court gardens
		treaty agreement accords convention declaration times post herald tribune university college club`)
	// heavens are bodies of the sky that towns are called by too.
	heavens = set(`earth moon sun mars venus jupiter saturn mercury neptune uranus pluto`)
	// months and their like stand behind "in" as places do.
	months = set(`january february march april may june july august september october november december spring summer autumn fall winter
		lent advent ramadan easter christmas parliament congress english french spanish`)
	locatives = set(`in at near from outside inside to around off across towards toward into beside behind opposite along on between through`)
	// enterable are verbs whose object is somewhere.
	enterable = set(`visit leave enter reach cross tour invade flee hit strike devastate batter pound occupy overrun surround rock shake
		sweep flood exit approach circle skirt colonize annex quit border ravage lash`)
	// rival are verbs whose object is a side.
	rival = set(`beat defeat face host play represent join support blame accuse`)
	// partial are prepositions between powers.
	partial = set(`with by for`)
	within  = set(`in near throughout across inside outside around`)
	// routes run between places, not between powers.
	routes = set(`flight road route journey train ferry border travel highway railway distance line bus traffic fly drive sail run link pipeline
		trip service connection corridor`)
	// offices are held by people at a place: "the Texas Governor", "California Democrats".
	offices = set(`governor gov attorney premier sheriff mayor senator sen representative rep secretary minister president democrat democrats
		republican republicans congressman congresswoman assemblyman lawmaker lawmakers legislator legislators legislature senate police ambassador
		chancellor king queen prince official officials commissioner prosecutor prosecutors supreme`)
	// contests have sides.
	contests = set(`defeat loss win victory lose beat draw triumph fall succumb concede`)
	// given is what reaches a side: arms go to a power, and pressure is put on one.
	given = set(`give provide supply sell offer extend transfer deliver donate lend grant explain aid assistance sale help support shipment delivery loan
		pressure sanction weapon arm weaponry message warning ammunition munition missile tank equipment money fund tie link concession talk reliant dependent thank`)
	// governed is what those who govern have.
	governed = set(`government president people minister law ambassador parliament army dignity leader citizen interest success independence office
		king queen prince ally enemy friend policy image leadership ministry constitution flag support recognition side`)
)
