package name

import "strings"

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

func words(s string) []string { return strings.Fields(s) }

// phrases splits a table with one entry between commas.
func phrases(s string) []string {
	var out []string
	for p := range strings.SplitSeq(s, ",") {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

const titleTable = `president vice-president premier chancellor minister ministers senator senators sen. sens. rep. reps. representative
congressman congresswoman councilman councilwoman councillor governor gov. lt. mayor judge justice chief king queen prince princess emperor
sheikh shaikh sultan emir ayatollah grand imam mullah mufti rabbi pope cardinal archbishop bishop patriarch pastor rev. reverend father fr. sister brother
general gen. colonel col. major maj. captain capt. lieutenant sergeant sgt. corporal cpl. private pvt. admiral adm. commander cmdr. marshal brigadier brig.
officer detective inspector sheriff constable superintendent commissioner ambassador envoy consul attorney secretary undersecretary
deputy director chairman chairwoman chair speaker spokesman spokeswoman spokesperson professor prof. doctor coach manager ceo analyst reporter
correspondent editor historian economist author actor actress singer prosecutor lawyer chairperson leader candidate former ex-president
tsar crown vice prime foreign defense defence finance interior energy health assistant acting first lady press`

const honorificTable = `mr mr. mrs mrs. ms ms. miss dr dr. sir dame lord lady madam mme mme. messrs. st-sgt.`

const givenTable = `aaron abdul abdullah abigail adam adrian agnes ahmad ahmed alan albert alejandro alex alexander alexandra alexei alfred ali alice alison amanda amir amy ana
anastasia anatoly andrea andreas andrei andrew andriy angela anita ann anna anne anthony antonio antony anton arthur ashraf barack barbara benjamin bernard bernie beth bill bob boris
brad brandon brenda brett brian bruce bryan carl carla carlos carol caroline catherine charles charlie chris christian christina christine christopher claire claude colin connor craig
cynthia daniel daniela danny david dean deborah denis dennis diana diane dick dmitry dmytro donald donna dorothy doug douglas dylan ed eddie edward eleanor elena elizabeth ellen emily emma emmanuel eric
erik erin ernest ethan eugene eva evan fatima felix fernando frances francis francisco frank fred gabriel gary gavin geoff geoffrey george gerald gerard gina giorgia giovanni glenn gloria gordon grace graham greg
gregory hamid hannah hans harold harry hassan heather helen henry hillary howard hugh hugo ian ibrahim igor ilya imran irina isaac ismail ivan jack jacob jacques jake james jamie jane janet jason javier jay
jean jeff jeffrey jennifer jenny jeremy jerry jessica jill jim jimmy joan joe joel johan john johnny jon jonathan jordan jorge jose josé joseph josh joshua juan judith judy julia julian julie justin
kamala karen karl kate katherine kathleen kathy keith kelly ken kenneth kevin khalid kim kimberly kirill konstantin kyle larry laura lauren lawrence leo leonard leonid lisa liz lloyd louis louise lucas lucy luis luke
lyudmila maggie mahmoud malcolm manuel marc marco marcus margaret maria marie mario marina mark marko martha martin mary mateo matt matthew maurice max megan melania melissa michael michel michelle miguel mike mikhail mitch mitt mohamed
mohammad mohammed muhammad mustafa mykhailo nancy naomi narendra natalia natalie nathan neil nicholas nick nicolas nigel nikki nikolai noah norman nora oleg oleksandr oleksiy oliver olivia olga omar oscar owen pamela patricia patrick
paul paula pavel pedro peter phil philip philippe phillip pierre rachel ralph randy raymond rebecca ricardo richard rick rob robert roberto robin rodrigo roger ron ronald rosa rosie ross roy russell ruth ryan
saeed salman sam samantha samuel sandra sara sarah sasha scott sean sebastian sergei sergey serhiy seth sharon shawn shinzo simon sofia sophie stacy stanley stephanie stephen steve steven stuart sue susan suzanne svetlana taylor ted terry theresa thomas
tim timothy tina tom tommy tony tracy travis tyler ursula valery vanessa vera vernon veronica victor victoria viktor vincent virginia vitaly vivian vladimir volodymyr walter warren wayne wendy will william
xavier yasmin yevgeny yulia yuri yusuf yves zachary zoe xi recep nguyen kofi desmond nelson cyril joyce fumio yoon mette sanna ulf jens petro bashar bibi yair benny ehud golda ismael hadi nouri haider`

const particleTable = `de da di du del della der den van von ter ten bin ibn bint al el la le dos das abu ould y af zu zum dela al- el- ul`

const suffixTable = `jr jr. sr sr. ii iii iv`

const orgEndTable = `inc inc. corp corp. corporation co co. company companies ltd ltd. llc plc gmbh ag s.a. group holdings holding industries enterprises partners
university college school institute academy hospital clinic church mosque
ministry department agency bureau office commission committee council board authority administration directorate secretariat inspectorate
party union alliance coalition front movement league federation confederation association society organization organisation foundation trust fund
bank court parliament congress senate assembly house cabinet government
army navy guard guards corps force forces brigade battalion regiment division squadron police service services command patrol
club team fc united times post journal tribune herald gazette news press magazine network radio television broadcasting media agency's
airlines airways motors oil energy gas petroleum pharmaceuticals technologies systems laboratories labs observatory center centre
republicans museum orchestra theatre theater library
embassy consulate initiative project programme program campaign caucus conference cartel brigades militia watch international exchange chamber`

const orgStartTable = `ministry university department bank institute college school office bureau council chamber house court embassy union association federation league
organization organisation society board academy museum church bishop party movement front army national state federal supreme royal international central
department commission committee congress parliament secretariat high`

const placeEndTable = `river lake sea ocean bay gulf strait channel island islands peninsula mountain mountains hill hills valley desert forest beach coast
county province state district region oblast city town village republic kingdom emirates territory territories strip bank heights
street avenue road boulevard square park bridge airport port harbor harbour station prison dam plant cosmodrome base highway plaza palace stadium tower
st. ave. rd. blvd. canyon creek falls point cape delta basin border peak canal`

const placeStartTable = `lake mount mt. fort ft. port cape gulf bay strait isle river santa san los las el st. saint north south east west northern southern eastern western central upper lower greater new`

const eventEndTable = `war wars revolution uprising crisis summit olympics games cup championship championships festival marathon conference accord accords agreement treaty
protocol convention day week election elections massacre genocide holocaust pandemic earthquake hurricane intifada spring forum referendum derby prix open bowl`

// calendarTable is what stands in dates besides the names of days and months.
const calendarTable = `jan jan. feb feb. mar. apr apr. aug aug. sept sept. sep sep. oct oct. nov nov. dec dec. gmt est pst utc edt pdt cet a.m. p.m. am pm tv ok`

const orgWordTable = `nato un u.n. eu e.u. osce asean opec unesco unicef unhcr who imf wto iaea fbi cia nsa pentagon kremlin interpol reuters bbc cnn afp tass ria nbc abc cbs fox msnbc
npr bloomberg xinhua kcna interfax hamas hezbollah hizbollah taliban isis isil google microsoft amazon facebook twitter apple tesla boeing airbus gazprom rosneft huawei toyota samsung
congress senate bundestag knesset duma politburo eurozone wikileaks medvedev's usaid nasa faa fda epa cdc sec irs nra gop dnc rnc aclu fifa uefa ioc nfl nba mlb cnbc tmz politico breitbart
walmart exxon chevron enron pfizer moderna ford nokia sony intel ibm uber spacex youtube instagram wikipedia yahoo ebay starbucks`

const plainTable = `the a an this that these those it its he his she her hers they their theirs we our ours you your i my mine me him them us who whom whose which what when where why how
and or but nor so yet for if then than as at by in on of to from with without within into onto upon over under after before during since until till while because although though unless
is are was were be been being am do does did has have had will would shall should can could may might must not no yes there here now today yesterday tomorrow tonight
all any both each every either neither some many much more most few several other another such own same one two three four five six seven eight nine ten dozens hundreds thousands millions
also too only just even still again already ever never often sometimes usually perhaps maybe however moreover meanwhile instead indeed thus therefore hence otherwise nevertheless besides
according about above across against along among around behind below beneath beside between beyond despite except inside like near off out outside past through throughout toward towards up via
said says asked told added last next early late later earlier recently once ago first second third finally further despite following given let lets please thanks thank dear hi hello
people police officials authorities officers troops government officials sources experts analysts critics residents witnesses protesters voters investigators prosecutors lawyers soldiers rebels
new old good great big best bad better well right left high low long short full free open real true photo image video read see watch look listen click share follow update updates breaking
asked citing speaking talking responding referring noting meanwhile nearly almost less at least part half total overall general nobody somebody everyone everybody anyone anybody someone nothing everything something anything
get got go going come make made take took give gave want need think know believe say hope find keep call try use work show ask tell seem feel become leave put mean`

const placePrepTable = `in at near from to outside inside across around into toward towards throughout within via leaving visited visiting`

const sayTable = `said says told added asked argued warned announced denied claimed insisted stated wrote tweeted noted replied confirmed declared explained acknowledged admitted believes thinks met spoke recalled complained testified`

// groupTable is peoples, faiths and parties as people. Nationalities that are
// formed from countries stand in countryTable.
const groupTable = `arab arabs arabic kurd kurds kurdish jew jews jewish muslim muslims islamic islamist islamists christian christians catholic catholics protestant protestants orthodox hindu hindus
buddhist buddhists sikh sikhs sunni sunnis shia shias shiite shiites shi'ite shi'ites alawite alawites druze yazidi yazidis copt copts coptic mormon mormons evangelical evangelicals anglican anglicans
tatar tatars chechen chechens pashtun pashtuns tajik tajiks uzbek uzbeks hazara hazaras uyghur uyghurs uighur uighurs rohingya tibetan tibetans hutu hutus tutsi tutsis zulu basque catalan scottish
welsh english scots european europeans african africans asian asians latino latinos hispanic hispanics american americans western westerners western balkan slavic nordic scandinavian
democrat democrats democratic republican republicans communist communists socialist socialists labourite tory tories conservative liberal liberals maoist marxist nazi nazis zionist zionists
roma gypsy gypsies cossack cossacks houthi houthis caribbean african-american african-americans persian soviet soviets ottoman roman romans greek-cypriot bosniak bosniaks serb serbs croat croats
texan texans californian californians parisian parisians londoner londoners muscovite muscovites`

// countryTable has a country, its people and adjectives after the colon.
const countryTable = `afghanistan: afghan afghans, albania: albanian albanians, algeria: algerian algerians, andorra: andorran, angola: angolan angolans, argentina: argentine argentines argentinian argentinians,
armenia: armenian armenians, australia: australian australians aussie, austria: austrian austrians, azerbaijan: azerbaijani azerbaijanis azeri azeris, bahamas: bahamian, bahrain: bahraini bahrainis,
bangladesh: bangladeshi bangladeshis, barbados: barbadian, belarus: belarusian belarusians belarussian, belgium: belgian belgians, belize: belizean, benin: beninese, bhutan: bhutanese, bolivia: bolivian bolivians,
bosnia: bosnian bosnians, bosnia and herzegovina:, botswana:, brazil: brazilian brazilians, britain: british briton britons brit brits, brunei: bruneian, bulgaria: bulgarian bulgarians, burkina faso: burkinabe,
burma: burmese, burundi: burundian burundians, cambodia: cambodian cambodians, cameroon: cameroonian cameroonians, canada: canadian canadians, chad: chadian chadians, chile: chilean chileans, china: chinese,
colombia: colombian colombians, congo: congolese, democratic republic of congo:, democratic republic of the congo:, costa rica: rican ricans, croatia: croatian croatians, cuba: cuban cubans, cyprus: cypriot cypriots,
czech republic: czech czechs, czechia:, denmark: danish dane danes, djibouti: djiboutian, dominican republic: dominican dominicans, ecuador: ecuadorian ecuadorean ecuadorians, egypt: egyptian egyptians,
el salvador: salvadoran salvadorans, england:, eritrea: eritrean eritreans, estonia: estonian estonians, eswatini: swazi, ethiopia: ethiopian ethiopians, fiji: fijian fijians, finland: finnish finn finns,
france: french frenchman frenchmen, gabon: gabonese, gambia: gambian gambians, georgia: georgian georgians, germany: german germans, ghana: ghanaian ghanaians, great britain:, greece: greek greeks,
greenland: greenlandic greenlander, grenada: grenadian, guatemala: guatemalan guatemalans, guinea: guinean guineans, guinea-bissau:, guyana: guyanese, haiti: haitian haitians, honduras: honduran hondurans,
hong kong: hongkonger hongkongers, hungary: hungarian hungarians, iceland: icelandic icelander icelanders, india: indian indians, indonesia: indonesian indonesians, iran: iranian iranians, iraq: iraqi iraqis,
ireland: irish irishman, israel: israeli israelis, italy: italian italians, ivory coast: ivorian ivorians, jamaica: jamaican jamaicans, japan: japanese, jordan: jordanian jordanians, kazakhstan: kazakh kazakhs,
kenya: kenyan kenyans, kosovo: kosovar kosovars, kuwait: kuwaiti kuwaitis, kyrgyzstan: kyrgyz, laos: laotian laotians lao, latvia: latvian latvians, lebanon: lebanese, lesotho:, liberia: liberian liberians,
libya: libyan libyans, liechtenstein:, lithuania: lithuanian lithuanians, luxembourg:, madagascar: malagasy, malawi: malawian malawians, malaysia: malaysian malaysians, maldives: maldivian, mali: malian malians,
malta: maltese, mauritania: mauritanian mauritanians, mauritius: mauritian, mexico: mexican mexicans, micronesia:, moldova: moldovan moldovans, monaco:, mongolia: mongolian mongolians, montenegro: montenegrin montenegrins,
morocco: moroccan moroccans, mozambique: mozambican mozambicans, myanmar:, namibia: namibian namibians, nepal: nepalese nepali nepalis, netherlands: dutch dutchman, new zealand: zealander zealanders kiwi, nicaragua: nicaraguan nicaraguans,
niger: nigerien, nigeria: nigerian nigerians, north korea: korean koreans, north macedonia: macedonian macedonians, macedonia:, northern ireland:, norway: norwegian norwegians, oman: omani omanis, pakistan: pakistani pakistanis,
palestine: palestinian palestinians, panama: panamanian panamanians, papua new guinea:, paraguay: paraguayan, peru: peruvian peruvians, philippines: filipino filipinos filipina philippine, poland: polish pole poles,
portugal: portuguese, puerto rico:, qatar: qatari qataris, romania: romanian romanians, russia: russian russians, russian federation:, rwanda: rwandan rwandans, saudi arabia: saudi saudis, scotland: scottish scot scots,
senegal: senegalese, serbia: serbian serbians, sierra leone:, singapore: singaporean singaporeans, slovakia: slovak slovaks slovakian, slovenia: slovenian slovenians slovene, somalia: somali somalis, somaliland:,
south africa:, south korea:, south sudan:, soviet union:, spain: spanish spaniard spaniards, sri lanka: lankan lankans, sudan: sudanese, suriname: surinamese, sweden: swedish swede swedes, switzerland: swiss,
syria: syrian syrians, taiwan: taiwanese, tajikistan:, tanzania: tanzanian tanzanians, thailand: thai thais, tibet:, timor-leste: timorese, east timor:, togo: togolese, tonga: tongan tongans, trinidad and tobago:, tunisia: tunisian tunisians,
turkey: turkish turk turks, turkmenistan: turkmen, tuvalu:, uganda: ugandan ugandans, ukraine: ukrainian ukrainians, united arab emirates: emirati emiratis, united kingdom:, united states:, united states of america:, america:,
uruguay: uruguayan uruguayans, uzbekistan:, vanuatu:, vatican:, holy see:, venezuela: venezuelan venezuelans, vietnam: vietnamese, wales:, yemen: yemeni yemenis, yugoslavia: yugoslav, zambia: zambian zambians, zimbabwe: zimbabwean zimbabweans`

// placeTable is cities, regions and short forms that are places by themselves.
const placeTable = `u.s., us, usa, u.s.a., uk, u.k., uae, ussr, dprk, drc, d.c., l.a., washington, new york, new york city, nyc, los angeles, chicago, houston, boston, philadelphia, san francisco, seattle, miami, atlanta, dallas,
detroit, denver, las vegas, san diego, phoenix, baltimore, minneapolis, new orleans, cleveland, pittsburgh, portland, orlando, tampa, austin, st. louis, salt lake city, honolulu, london, paris, berlin, moscow, beijing, tokyo,
kyiv, kiev, brussels, geneva, rome, madrid, vienna, warsaw, prague, budapest, athens, lisbon, dublin, edinburgh, glasgow, belfast, cardiff, manchester, liverpool, birmingham, leeds, oxford, cambridge, amsterdam, rotterdam,
the hague, copenhagen, stockholm, oslo, helsinki, tallinn, riga, vilnius, minsk, chisinau, bucharest, sofia, belgrade, zagreb, sarajevo, pristina, skopje, tirana, ljubljana, bratislava, zurich, munich, frankfurt,
hamburg, milan, naples, barcelona, istanbul, ankara, tehran, baghdad, basra, mosul, fallujah, damascus, aleppo, homs, idlib, raqqa, beirut, jerusalem, tel aviv, haifa, gaza, gaza city, west bank, rafah, khan younis, ramallah, amman,
cairo, alexandria, tripoli, benghazi, tunis, algiers, rabat, casablanca, riyadh, jeddah, mecca, medina, doha, dubai, abu dhabi, muscat, sanaa, sana'a, aden, hodeidah, kuwait city, manama, kabul, kandahar, islamabad, karachi, lahore,
peshawar, delhi, new delhi, mumbai, kolkata, chennai, bangalore, hyderabad, kashmir, dhaka, colombo, kathmandu, rangoon, yangon, naypyidaw, bangkok, phnom penh, hanoi, ho chi minh city, saigon, vientiane, kuala lumpur, jakarta, bali, manila,
seoul, pyongyang, osaka, hiroshima, nagasaki, fukushima, shanghai, shenzhen, guangzhou, wuhan, xinjiang, taipei, ulaanbaatar, vladivostok, st. petersburg, saint petersburg, sydney, melbourne, canberra, brisbane, perth, auckland, wellington,
ottawa, toronto, montreal, vancouver, quebec, ontario, alberta, calgary, mexico city, guadalajara, tijuana, havana, caracas, bogota, lima, quito, la paz, santiago, buenos aires, montevideo, asuncion, brasilia, rio de janeiro, sao paulo,
port-au-prince, kingston, nairobi, mombasa, kampala, kigali, dar es salaam, addis ababa, mogadishu, khartoum, juba, darfur, lagos, abuja, accra, abidjan, dakar, bamako, freetown, monrovia, kinshasa, goma, luanda, lusaka, harare, johannesburg,
cape town, pretoria, durban, maputo, tbilisi, yerevan, baku, astana, almaty, tashkent, bishkek, dushanbe, ashgabat, crimea, donbas, donbass, donetsk, luhansk, kharkiv, kherson, mariupol, odesa, odessa, lviv, zaporizhzhia, bakhmut, sevastopol,
chechnya, grozny, dagestan, abkhazia, south ossetia, transnistria, siberia, nagorno-karabakh, kursk, belgorod, rostov, sochi, catalonia, basque country, bavaria, tuscany, sicily, kurdistan, golan heights, sinai, sahel, sahara, maghreb, levant, balkans,
caucasus, europe, asia, africa, north america, south america, latin america, central america, middle east, southeast asia, central asia, eastern europe, western europe, caribbean, antarctica, arctic, atlantic, pacific, mediterranean, black sea, red sea,
south china sea, baltic sea, persian gulf, himalayas, alps, amazon basin, alabama, alaska, arizona, arkansas, california, colorado, connecticut, delaware, florida, georgia, hawaii, idaho, illinois, indiana, iowa, kansas, kentucky, louisiana, maine, maryland,
massachusetts, michigan, minnesota, mississippi, missouri, montana, nebraska, nevada, new hampshire, new jersey, new mexico, north carolina, north dakota, ohio, oklahoma, oregon, pennsylvania, rhode island, south carolina, south dakota, tennessee, texas,
utah, vermont, virginia, west virginia, wisconsin, wyoming, washington d.c., manhattan, brooklyn, queens, bronx, harlem, hollywood, silicon valley, wall street, guantanamo bay, guam, hong kong, macau, gibraltar, bermuda, ferguson, kerala, punjab, gujarat, tamil nadu`
