// Package extract reads an article: from its words to what is on record.
// Extractor composes the stages; each stands in a package of its own behind a
// one-method interface, so that a trained one can take a rule's place.
package extract

import (
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"

	"sayso"
	"sayso/internal/extract/actor"
	"sayso/internal/extract/claim"
	"sayso/internal/extract/claim/trained"
	"sayso/internal/extract/event"
	"sayso/internal/extract/known"
	"sayso/internal/extract/place"
	"sayso/internal/extract/reply"
	"sayso/internal/extract/when"
	"sayso/internal/knowledge"
	"sayso/internal/nlp/encode"
	"sayso/internal/nlp/language"
	"sayso/internal/nlp/model"
	"sayso/internal/nlp/name"
	"sayso/internal/nlp/token"
	"sayso/nlp"
	"sayso/nlp/english"
)

// Name is the name that analyses carry.
const Name = "sayso"

// stages are the parts of an Extractor.
type stages struct {
	// Manner says what distinguishes readings by these stages from others of the
	// same version.
	Manner Manner
	// Reader sets every layer of a Doc that holds only its text.
	Reader nlp.Stage
	Finder claim.Finder
	Judge  claim.Judge
	Caster actor.Caster
	Timer  when.Timer
	Placer place.Placer
	Knower known.Linker
	Linker reply.Linker
	Coder  event.Coder // may be nil: then no events are coded
	// Vectors makes vectors of what claims say; may be nil: then they have none.
	Vectors func(texts []string) []sayso.Vector
}

// Extractor reads articles. It is safe for use by many goroutines.
type Extractor struct {
	stages stages
	by     sayso.Provenance
}

// New makes the default Extractor. It panics when the models and facts that
// the program carries are damaged, which no input can bring about.
func New() *Extractor { return knowing(embedded()) }

// embedded are the facts that the program carries.
func embedded() *knowledge.Base {
	base, err := knowledge.Load()
	if err != nil {
		panic(err)
	}
	return base
}

// knowing makes the default Extractor over other facts than the program
// carries: a base that a user's own table was added to.
func knowing(base *knowledge.Base) *Extractor {
	s := modelled(base, english.Load)
	s.Vectors = vectors()
	return with(s)
}

// vectors makes vectors by the encoder that the program carries, which is loaded
// for the first of them.
func vectors() func(texts []string) []sayso.Vector {
	encoder := sync.OnceValue(func() *encode.Encoder {
		e, err := encode.Load(model.Embedded())
		if err != nil {
			panic(err) // the program itself is damaged
		}
		return e
	})
	return func(texts []string) []sayso.Vector { return encoder().Vectors(texts) }
}

// quickKnowing is knowing without the encoder.
func quickKnowing(base *knowledge.Base) *Extractor {
	s := modelled(base, english.Quick)
	s.Manner.Quick = true
	return with(s)
}

// modelled are stages with the models that the program carries.
func modelled(base *knowledge.Base, read func() (*english.Pipeline, error)) stages {
	var (
		reader *english.Pipeline
		finder *trained.Finder
		coder  *event.Rules
		load   errgroup.Group // loading is most of what one short article costs
	)
	load.Go(func() (err error) { reader, err = read(); return err })
	load.Go(func() (err error) { finder, err = trained.Load(); return err })
	load.Go(func() (err error) { coder, err = event.Default(base); return err })
	if err := load.Wait(); err != nil {
		panic(err)
	}
	return stages{
		Manner: Manner{Knowledge: base.Mark()},
		Coder:  coder,
		Reader: reader,
		Finder: finder,
		Judge:  claim.NewCueJudge(),
		Caster: actor.NewRules(),
		Timer:  when.Rules{},
		Placer: place.New(base),
		Knower: known.New(base),
		Linker: reply.NewRules(base.CountryOf),
	}
}

// Fast makes an Extractor that reads by rules and tables alone: some ten times
// as fast as the default one, without trees, and less exact.
func Fast() *Extractor { return fastKnowing(embedded()) }

// fastKnowing is Fast over other facts than the program carries.
func fastKnowing(base *knowledge.Base) *Extractor {
	names := name.NewRules()
	return with(stages{
		Manner: Manner{Rules: true, Knowledge: base.Mark()},
		Reader: nlp.StageFunc(func(d *nlp.Doc) {
			*d = *token.Tokenize(d.Text)
			names.Apply(d)
		}),
		Finder: claim.NewRules(),
		Judge:  claim.NewCueJudge(),
		Caster: actor.NewRules(),
		Timer:  when.Rules{},
		Placer: place.New(base),
		Knower: known.New(base),
		Linker: reply.NewRules(base.CountryOf),
	})
}

// With makes an Extractor of other stages.
func with(s stages) *Extractor {
	return &Extractor{s, sayso.Provenance{Name: Name, Version: Identify().Version, Model: s.Manner.String()}}
}

// Default says who New reads as, without making it.
func Default() sayso.Provenance {
	return sayso.Provenance{Name: Name, Version: Identify().Version}
}

// Provenance says who reads: what every analysis of x carries.
func (x *Extractor) Provenance() sayso.Provenance { return x.by }

// Extract reads an article. It is a pure function of the article: no clock, no
// I/O, the same answer every time. It never fails; a text that holds nothing
// gives an empty Analysis. Of a text that is longer than its bounds the beginning
// is read.
func (x *Extractor) Extract(a *sayso.Article) sayso.Analysis {
	if a.Killed() { // what was taken back says nothing any more
		return sayso.Analysis{Extractor: x.by}
	}
	out := sayso.Analysis{Extractor: x.by, Language: language.Of(a.Text, a.Language)}
	if out.Language != "" && out.Language != language.English {
		out.Unread = "language " + out.Language + " is not read"
		return out
	}
	a, out.Unread = within(a)
	d := &nlp.Doc{Text: a.Text}
	x.stages.Reader.Apply(d)
	if d.Scores != nil && d.Scores.Tokens < len(d.Tokens) {
		if out.Unread != "" {
			out.Unread += "; "
		}
		out.Unread += lessExact
	}
	x.stages.Placer.Retype(d)
	out.Sentences = make([]sayso.Span, len(d.Sentences))
	for i, s := range d.Sentences {
		out.Sentences[i] = d.Span(s)
	}
	out.Tokens = make([]sayso.Token, len(d.Tokens))
	for i, t := range d.Tokens {
		out.Tokens[i] = sayso.Token{Span: t.Span(), Lemma: t.Lemma, POS: t.POS, Head: t.Head, Rel: t.Rel}
	}
	page := aside(d, a.Furniture())
	found := x.stages.Finder.Find(d, page)
	cast := x.stages.Caster.Cast(d, lines(found))
	placed := x.stages.Placer.Place(d, a, cast.Mentions)
	day, _ := when.Written(a)
	out.Actors = x.stages.Knower.Link(d, day.Time, cast.Actors, placed.Mentions)
	out.Mentions, out.Places = placed.Mentions, placed.Places
	timed := x.stages.Timer.Time(d, a, acts(found))
	out.Times = timed.Times
	out.Claims = make([]sayso.Claim, len(found))
	for i := range found {
		out.Claims[i] = x.claim(d, found, i, &cast)
		out.Claims[i].Time = timed.Of[i]
	}
	for i, r := range x.stages.Linker.Link(d, exchanges(found, out.Claims), out.Mentions) {
		if r.To >= 0 {
			out.Claims[i].RepliesTo, out.Claims[i].ReplyRule = claimID(r.To), r.Rule
		}
	}
	if x.stages.Coder != nil {
		coded := x.stages.Coder.Code(d, &out, page)
		out.Events, out.Mentions, out.Places, out.Times = coded.Events, coded.Mentions, coded.Places, coded.Times
		out.Actors = x.stages.Knower.Link(d, day.Time, coded.Actors, coded.Mentions)
		unite(&out)
	}
	tellAll(d, &out)
	return out
}

// Read is Extract for a ledger: claims have the vectors of what they say, where
// the depth of reading makes them.
func (x *Extractor) Read(a *sayso.Article) sayso.Analysis {
	out := x.Extract(a)
	if x.stages.Vectors == nil || len(out.Claims) == 0 {
		return out
	}
	texts, size := make([]string, 0, len(out.Claims)), 0
	for i := range out.Claims {
		said := out.Claims[i].Content.In(a.Text)
		if size += len(said); size > MaxVectorText {
			break
		}
		texts = append(texts, said)
	}
	for i, v := range x.stages.Vectors(texts) {
		out.Claims[i].Vector = v
	}
	return out
}

// exchanges are the claims as turns of an exchange.
func exchanges(found []claim.Attribution, claims []sayso.Claim) []reply.Line {
	out := make([]reply.Line, len(found))
	for i := range found {
		f, c := &found[i], &claims[i]
		out[i] = reply.Line{Source: f.Source, Cue: f.Cue, Content: f.Content, Addressee: f.Addressee, Lemma: f.Lemma,
			Stance: c.Stance, Speakers: c.Source.Actors, Parent: f.Parent}
	}
	return out
}

// claim puts one attribution on record.
func (x *Extractor) claim(d *nlp.Doc, found []claim.Attribution, i int, cast *actor.Cast) sayso.Claim {
	f := &found[i]
	v, stanceRule := x.stages.Judge.Judge(d, f)
	c := sayso.Claim{
		ID:          claimID(i),
		Form:        f.Form,
		Source:      sayso.Source{Spans: spans(d, f.Source), Actors: cast.Speakers[i], Kind: cast.Kinds[i], For: cast.For[i]},
		Cue:         sayso.Cue{Spans: spans(d, f.Cue), Lemma: f.Lemma},
		Content:     spans(d, f.Content),
		Stance:      v.Stance,
		Certainty:   v.Certainty,
		Polarity:    v.Polarity,
		Via:         cast.Via[i],
		Evidence:    cast.Evidence[i],
		Rule:        f.Rule,
		StanceRule:  stanceRule,
		SpeakerRule: cast.Rules[i],
		Confidence:  f.Confidence,
	}
	if len(cast.Addressees[i]) > 0 {
		c.Addressee = cast.Addressees[i][0]
	}
	if cast.Sources[i] != nil {
		c.Source.Spans = spans(d, cast.Sources[i])
	}
	c.Confidence = actor.Weigh(c.Confidence, cast.Sure[i])
	if f.Parent >= 0 {
		c.Parent = claimID(f.Parent)
	}
	return c
}

func claimID(i int) sayso.ClaimID { return sayso.ClaimID("c" + strconv.Itoa(i+1)) }

func spans(d *nlp.Doc, rs []nlp.Range) sayso.Spans {
	if len(rs) == 0 {
		return nil
	}
	out := make(sayso.Spans, len(rs))
	for i, r := range rs {
		out[i] = d.Span(r)
	}
	return out
}

// lines are the speaking parts that the attributions hand out.
func lines(found []claim.Attribution) []actor.Line {
	out := make([]actor.Line, len(found))
	for i, f := range found {
		out[i] = actor.Line{Source: f.Source, Via: f.Via, Addressee: f.Addressee, Content: f.Content, Cue: f.Cue, Parent: f.Parent}
	}
	return out
}

// acts are what the attributions have for a time to hang on.
func acts(found []claim.Attribution) []when.Act {
	out := make([]when.Act, len(found))
	for i, f := range found {
		out[i] = when.Act{Cue: f.Cue, Content: f.Content}
	}
	return out
}

// aside turns spans of the text into the tokens that touch them, in order.
func aside(d *nlp.Doc, spans []sayso.Span) []nlp.Range {
	var out []nlp.Range
	for _, s := range spans {
		r := nlp.Range{First: tokenAt(d, s.Start)}
		for r.End = r.First; r.End < len(d.Tokens) && d.Tokens[r.End].Start < s.End; r.End++ {
		}
		if r.Len() > 0 {
			out = append(out, r)
		}
	}
	return out
}

// tokenAt returns the first token that ends after byte offset at.
func tokenAt(d *nlp.Doc, at int) int {
	lo, hi := 0, len(d.Tokens)
	for lo < hi {
		if m := (lo + hi) / 2; d.Tokens[m].End <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}
