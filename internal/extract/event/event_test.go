package event_test

import (
	"strings"
	"testing"

	"sayso"
	"sayso/extract"
	"sayso/internal/extract/event"
	"sayso/internal/knowledge"
	"sayso/nlp/english"
)

// told puts an event into a line: "ASSAULT/aerial happened: Kerland > Rell".
func told(an *sayso.Analysis, e *sayso.Event) string {
	names := func(ids []sayso.ActorID) string {
		var out []string
		for _, id := range ids {
			out = append(out, an.Actor(id).Name)
		}
		return strings.Join(out, ", ")
	}
	s := e.Type
	if e.Mode != "" {
		s += "/" + e.Mode
	}
	return s + " " + string(e.Status) + ": " + names(e.Actors) + " > " + names(e.Recipients)
}

func TestCode(t *testing.T) {
	x := extract.New()
	for _, c := range []struct{ text, want string }{
		{"French soldiers arrested three Brazilian diplomats.", "COERCE/arrest happened: French soldiers > three Brazilian diplomats"},
		{"The Peruvian opposition leader was arrested by Chilean police.", "COERCE/arrest happened: Chilean police > "},
		{"Ghana and Togo held talks in Accra.", "CONSULT happened: Ghana, Togo > "},
		{"Peru threatened to attack Chile.", "THREATEN/violence happened: Peru > Chile"},
		{"Relatives of the victims protested outside the ministry.", "PROTEST/demo happened: Relatives"},
		{"Students demonstrated against the government of Chile.", "PROTEST/demo happened: Students > "},
		{"Norway imposed sanctions on Iceland.", "SANCTION/discontinue happened: Norway > Iceland"},
		{"Portugal has denied an attack on Spain.", "ASSAULT denied: "},
		{"Kenya will provide food aid to Uganda.", "AGREE planned: Kenya > Uganda"},
		{"Fiji refused to release the prisoners.", "REJECT/yield happened: Fiji > "},
		{"Canada urged Mexico to withdraw its troops.", "REQUEST/yield happened: Canada > Mexico"},
		{"The army might shell Lima.", "ASSAULT/heavy-weapons possible: "},
		{"US drone strikes killed five rebels in Yemen.", "ASSAULT/drone happened: US > five rebels"},
		{"Five people were killed in rebel attacks near Lima.", "ASSAULT/aerial happened: rebel > Five people"},
		{"Regime air strikes killed ten people in the town.", "ASSAULT/aerial happened: Regime > ten people"},
		{"The minister met three senators in Lima.", "CONSULT/visit happened: minister, three senators > "},
		{"Kenya stands with Uganda, the minister said.", "SUPPORT happened: Kenya > Uganda"},
		{"The Peru-Chile talks failed in Lima.", "CONSULT happened: Chile, Peru > "},
		{"Kenya issued a warning, cautioning Uganda against an attack.", "THREATEN happened: Kenya > Uganda"},
		{"Red Cross officials suspended aid deliveries in Baghdad on Wednesday.", "SANCTION/withdraw happened: Red Cross officials > "},
		{"President Aldo Ferrer of Peru and President Ines Prado of Chile met in Lima.", "CONSULT happened: Aldo Ferrer, Ines Prado > "},
	} {
		an := x.Extract(&sayso.Article{Text: c.text})
		var got []string
		hit := false
		for i := range an.Events {
			s := told(&an, &an.Events[i])
			got = append(got, s)
			hit = hit || strings.HasPrefix(s, c.want)
		}
		if !hit {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// TestSpeechRules wants each rule of speech to decide what a sentence is coded as.
func TestSpeechRules(t *testing.T) {
	for rule, c := range map[string]struct{ text, with, without string }{
		"joint-exercise": {"Kenya and Uganda held military drills.", "COOPERATE happened", "MOBILIZE/troops happened"},
		"promise":        {"Kenya will provide food aid to Uganda.", "AGREE planned", "AID planned"},
		"threat":         {"Kenya will attack Uganda.", "THREATEN/violence planned", "ASSAULT planned"},
		"ultimatum":      {"Kenya will provide food aid to Uganda unless Chad objects.", "THREATEN planned", "AGREE planned"},
		"refusal":        {"Kenya will not provide food aid to Uganda.", "REJECT/assist happened", "AID denied"},
		"own-negation":   {"Kenya does not recognize Uganda.", "REJECT happened", "REJECT denied"},
	} {
		var got [2]string
		for k, names := range [][]string{nil, {"event/" + rule}} {
			x, err := extract.NewWith(extract.Options{Reading: extract.Quick, Without: names})
			if err != nil {
				t.Fatal(err)
			}
			an := x.Extract(&sayso.Article{Text: c.text})
			for i := range an.Events {
				got[k] += told(&an, &an.Events[i]) + "; "
			}
		}
		if !strings.HasPrefix(got[0], c.with) || !strings.HasPrefix(got[1], c.without) {
			t.Errorf("%s: with it %q, without it %q", rule, got[0], got[1])
		}
	}
}

// Who stands behind what was fired, what is hit stands for those who are there, and
// what is moved is nobody that it is done to.
func TestParties(t *testing.T) {
	x := extract.New()
	for _, c := range []struct{ text, want string }{
		{"Ten people were killed in three days of rebel attacks on Lima.", "ASSAULT happened: rebel > Ten people"},
		{"Rebels fired shells into the city of Lima killing five policemen.", "ASSAULT happened: Rebels > five policemen"},
		{"A gunman opened fire at a base in Peru, killing two soldiers.", "ASSAULT happened: gunman > two soldiers"},
		{"Rebels attacked several villages near Lima.", "ASSAULT happened: Rebels > several villages"},
		{"Chilean jets bombed the militants' positions.", "ASSAULT happened: Chilean jets > militants"},
		{"Two children were wounded in a terrorist attack on a school.", "ASSAULT happened:  > Two children"},
		{"Peru deployed its troops along the border.", "MOBILIZE happened: Peru > "},
		{"Gunmen attacked a bus in Lima on Monday, killing nine people.", "ASSAULT happened: Gunmen > nine people"},
		{"Police were deployed to the harbour.", "MOBILIZE happened: Police > "},
		{"Regime barrels struck a school.", "ASSAULT happened: Regime > school"},
		{"A landmine left behind by rebels wounded two children.", "ASSAULT happened: rebels > two children"},
		{"The attacker was killed in a shootout with police.", "ASSAULT happened: police > attacker"},
		{"Ten ambulances were dispatched from Peru to Chile.", "AID happened: Peru > Chile"},
		{"Tarnico disclosed two cyber attacks.", "COERCE happened:  > Tarnico"},
		{"The judiciary committee accused Kovil of lying.", "ACCUSE happened: the judiciary committee > Kovil"},
		{"Peru did not allow inspectors to enter.", "REJECT happened: Peru > "},
		{"The villagers thanked the soldiers on social media.", "SUPPORT happened: villagers > soldiers"},
		{"The rebels fought the army near Lima.", "ASSAULT happened: rebels, army > "},
	} {
		an := x.Extract(&sayso.Article{Text: c.text})
		var got []string
		for i := range an.Events {
			e := an.Events[i]
			e.Mode = ""
			got = append(got, told(&an, &e))
		}
		if len(got) == 0 || got[0] != c.want {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
}

// Words of harm and of the law that tell no act of public life, and plain acts that do.
func TestRealness(t *testing.T) {
	x := extract.New()
	for text, want := range map[string]string{
		"More than 40 Chilean firms have set up offices in Lima.":                       "",
		"The ministry of Peru has been bombarded by calls since Monday.":                "",
		"Kenya kicked off the season with a win over Uganda.":                           "",
		"The union insisted that the army of Peru was in Lima.":                         "",
		"The mayor of Lima refused to comment.":                                         "",
		"A Peruvian director is shooting a film in Lima.":                               "",
		"Inflation hit a record in Peru.":                                               "",
		"A bus plunged into a ravine in Peru, killing 31 people.":                       "",
		"The minister gave a press conference in Lima.":                                 "",
		"The army of Peru is ready to repel any attack.":                                "THREATEN",
		"Rebels seized three villages from the Peruvian army.":                          "ASSAULT",
		"Peruvian troops repelled an attack by rebels.":                                 "ASSAULT",
		"A bomb went off in Lima, wounding two policemen.":                              "ASSAULT",
		"The port of Lima came under fire from Chilean ships.":                          "ASSAULT",
		"Chile condemned the bombing in Lima.":                                          "ACCUSE ASSAULT",
		"Gunmen attacked a bus in Lima. The attack took place on Monday.":               "ASSAULT ASSAULT",
		"A court in Lima sentenced a former general to three years in jail on Tuesday.": "SANCTION",
	} {
		an := x.Extract(&sayso.Article{Text: text})
		var got []string
		for _, e := range an.Events {
			got = append(got, e.Type)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %q, want %q", text, s, want)
		}
	}
}

// What is unlikely to be there is left out, and each event says how sure it is.
func TestSure(t *testing.T) {
	an := extract.New().Extract(&sayso.Article{Text: "Peruvian troops attacked a Chilean base on Monday. Ten soldiers were killed. Chile condemned the attack. The weather was fine."})
	if len(an.Events) < 2 {
		t.Fatalf("%d events", len(an.Events))
	}
	for _, e := range an.Events {
		if e.Confidence <= 0 || e.Confidence >= 1 {
			t.Errorf("%s: confidence %v", e.Type, e.Confidence)
		}
	}
}

// Mishaps are nobody's act.
func TestMishap(t *testing.T) {
	x := extract.New()
	for _, s := range []string{"The ferry accident killed 12 people.", "Floods killed 40 people in Peru.", "The storm displaced 3,000 people.", "Three people were killed in a car crash."} {
		if an := x.Extract(&sayso.Article{Text: s}); len(an.Events) > 0 {
			t.Errorf("%s: %s", s, an.Events[0].Type)
		}
	}
}

// What an act is for, or is about, is no act beside it.
func TestFold(t *testing.T) {
	x := extract.New()
	for text, want := range map[string]string{
		"Norway gave Kenya a loan over three years to finance schools.":                              "AID",
		"Students marched through Lima calling for elections.":                                       "PROTEST",
		"Peru demanded an admission that Chilean troops had killed ten sailors.":                     "REQUEST",
		"Ghana and Togo held a meeting aimed at establishing diplomatic relations.":                  "CONSULT",
		"Chile rejected a proposal for signing a treaty.":                                            "REJECT",
		"Peru will close its port and expel two Chilean envoys.":                                     "THREATEN SANCTION",
		"Portugal released the sailors and attacked a Spanish port.":                                 "RETREAT ASSAULT",
		"French police arrested a journalist who had visited Mali and who wants to meet the rebels.": "COERCE CONSULT",
	} {
		an := x.Extract(&sayso.Article{Text: text})
		var got []string
		for _, e := range an.Events {
			got = append(got, e.Type)
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%s: %s, want %s", text, s, want)
		}
	}
}

func TestClaimVouches(t *testing.T) {
	an := extract.New().Extract(&sayso.Article{Text: "Peru shelled a town in Chile, the minister said. Troops from Peru attacked a Chilean base."})
	inside, outside := 0, 0
	for _, e := range an.Events {
		if e.Claim != "" {
			inside++
		} else {
			outside++
		}
	}
	if inside == 0 || outside == 0 {
		t.Errorf("%d events inside claims, %d outside: %+v", inside, outside, an.Events)
	}
}

func TestQuantities(t *testing.T) {
	an := extract.New().Extract(&sayso.Article{Text: "Rebels killed at least twelve soldiers in Peru. Norway gave Kenya 5.1 million dollars of aid."})
	var got []sayso.Quantity
	for _, e := range an.Events {
		got = append(got, e.Quantities...)
	}
	if len(got) != 2 {
		t.Fatalf("%+v", got)
	}
	if k := got[0]; k.Kind != "killed" || k.Low != 12 || k.High != 0 {
		t.Errorf("killed: %+v", k)
	}
	if k := got[1]; k.Kind != "sum" || k.Low != 5.1e6 || k.Unit != "USD" {
		t.Errorf("sum: %+v", k)
	}
}

func TestMerge(t *testing.T) {
	own, err := event.Patterns()
	if err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]string{
		"torch\tverb\tobj:bus\tASSAULT\tdestroy":   "",
		"@car\tcar|van\nram\tverb\tobj:@car\tNONE": "",
		"# a comment\n\ntorch\tverb":               "my.tsv:3",
		"torch\tverb\t\tASSALT":                    "no such category",
		"torch\tverb\t\tASSAULT\tarson":            "no mode",
		"torch\tadverb\t\tASSAULT":                 "no such kind",
		"torch\tverb\tobj:@car\tASSAULT":           "no such list",
		"torch|\tverb\t\tASSAULT":                  "empty word",
		"a\tverb\t\tASSAULT\t\tx":                  "columns",
		"torch\tverb\tobjj:bus\tASSAULT":           "no slot",
		"torch\tverb\tobj:bus with:x\tASSAULT\nburn|torch\tverb\twith:x obj:bus\tPROTEST": "my.tsv:2: \"torch verb obj:bus with:x\" stands in my.tsv:1",
	} {
		_, err := own.Merge("my.tsv", table)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", table, err)
		case want != "" && (err == nil || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v, want %q", table, err, want)
		}
	}
}

// Dates come from other events only where a link tells them.
func TestDatesOfOthers(t *testing.T) {
	x := extract.New()
	day, _ := sayso.ParseDate("2031-05-05")
	for _, c := range []struct{ text, of, want, from string }{
		{"The summit of Peru and Chile on 3 May coincided with a strike by Peruvian teachers.", "strike", "2031-05-03", "SIMULTANEOUS"},
		{"Peruvian troops attacked a base two days after the presidents met on 3 May.", "attacked", "2031-05-05", "AFTER"},
		{"Chad expelled the envoy on the eve of talks between Chad and Niger on 3 May.", "expelled", "2031-05-02", "BEFORE"},
		{"Peruvian troops attacked a base hours after the presidents met on 3 May.", "attacked", "", ""},
		{"Norway closed its border with Sweden after the vote on 3 May.", "closed", "", ""},
		{"Kenya and Uganda held talks on 3 May. During the talks, Kenyan police arrested two students.", "arrested", "2031-05-03", "IS_INCLUDED"},
	} {
		an := x.Extract(&sayso.Article{Text: c.text, Published: day})
		hit := false
		for _, e := range an.Events {
			if e.Anchor.In(c.text) != c.of {
				continue
			}
			hit = true
			value, relation := "", sayso.TimeRelation("")
			for _, w := range an.Times {
				if w.ID == e.Time {
					value = w.Value
				}
			}
			for _, l := range e.Links {
				if l.Event == e.TimeFrom && l.Event != "" {
					relation = l.Relation
				}
			}
			if value != c.want || string(relation) != c.from {
				t.Errorf("%s: %q by %q, want %q by %q", c.text, value, relation, c.want, c.from)
			}
		}
		if !hit {
			t.Errorf("%s: no event %q", c.text, c.of)
		}
	}
}

// "The two leaders" are those two whom the text leaves no choice but to mean.
func TestSeveral(t *testing.T) {
	x := extract.New()
	for _, c := range []struct{ text, want string }{
		{"President Aldo Ferrer of Peru and President Ines Prado of Chile met in Lima on Monday. The two presidents signed a trade deal.", "SUPPORT happened: Aldo Ferrer, Ines Prado > "},
		{"The premier of Kenya, Abdi Njoro, visited Ugandan President Okello Mutua. Both leaders condemned the attack.", "ACCUSE/disapprove happened: Abdi Njoro, Okello Mutua > "},
		{"Foreign Minister Lena Holm of Sweden met Foreign Minister Ole Berg of Norway. The two ministers signed a pact.", "SUPPORT happened: Lena Holm, Ole Berg > "},
		{"Norway and Sweden held talks in Oslo. The two countries agreed to a ceasefire.", "AGREE happened: Norway, Sweden > "},
		{"Kenya accused Uganda of an attack. Tanzania urged both countries to negotiate.", "REQUEST/meet happened: Tanzania > Kenya, Uganda"},
		// somebody else came in between, or is too many, or is no president
		{"President Aldo Ferrer met President Ines Prado. President Karl Ohm of Austria joined them. The two presidents signed a treaty.", "SUPPORT happened: two presidents > "},
		{"President Aldo Ferrer of Peru met Foreign Minister Lena Holm of Sweden. The two presidents signed a treaty.", "SUPPORT happened: two presidents > "},
		{"The two leaders signed a treaty. President Aldo Ferrer of Peru met President Ines Prado of Chile.", "SUPPORT happened: two leaders > "},
		{"President Aldo Ferrer of Peru met President Ines Prado of Chile. Two presidents signed a treaty.", "SUPPORT happened: Two presidents > "},
		{"President Aldo Ferrer of Peru met President Ines Prado of Chile. The two African presidents signed a treaty.", "SUPPORT happened: two African presidents > "},
	} {
		an := x.Extract(&sayso.Article{Text: c.text})
		var got []string
		hit := false
		for i := range an.Events {
			s := told(&an, &an.Events[i])
			got = append(got, s)
			hit = hit || strings.HasPrefix(s, c.want)
		}
		if !hit {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, c.want)
		}
	}
	an := x.Extract(&sayso.Article{Text: "President Aldo Ferrer of Peru met President Ines Prado of Chile. The two presidents signed a trade deal."})
	there := 0
	for _, m := range an.Mentions {
		if strings.HasSuffix(m.Span.In("President Aldo Ferrer of Peru met President Ines Prado of Chile. The two presidents signed a trade deal."), "two presidents") {
			there++
			if a := an.Actor(m.Actor); a == nil || a.Type != sayso.Person {
				t.Errorf("mention of %+v", a)
			}
		}
	}
	if there != 2 {
		t.Errorf("%d mentions at the phrase, want one for each", there)
	}
}

func coder(t testing.TB) (*event.Rules, *english.Pipeline) {
	t.Helper()
	base, err := knowledge.Load()
	if err != nil {
		t.Fatal(err)
	}
	r, err := event.Default(base)
	if err != nil {
		t.Fatal(err)
	}
	p, err := english.Load()
	if err != nil {
		t.Fatal(err)
	}
	return r, p
}

// TestPhrasesThatReferToThemselves reads pronouns inside the very phrases that
// they refer to: the search for the party must end.
func TestPhrasesThatReferToThemselves(t *testing.T) {
	x := extract.New()
	for _, text := range []string{
		"The group of its members and the two leaders and their aides were killed.",
		"The source added that two posts and a number of trucks belonging to Ansar al-Noor were destroyed and a number of its members were killed.",
	} {
		x.Extract(&sayso.Article{Text: text}) // returns
	}
}
