package main

import (
	"bufio"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/export"
)

// eventFilter is the flags that choose events.
type eventFilter struct {
	category, status, article string
	countries                 []string
	part, rejoin, why, as     string
	since, layout, sort       string
	told                      int
	when                      interval
}

func (p *Program) events() *cobra.Command {
	l := list{schema: export.Events()}
	var f eventFilter
	c := &cobra.Command{
		Use:   "events [FLAG...] [ID]",
		Short: "List who did what to whom, and who says so",
		Long: `Lists events, each once however many articles tell of it, the newest reported first:
the act in PLOVER, its parties, whether it happened, how many mentions there are and
how many independent origins they go back to. With ID it prints one event with its
mentions. A mention that tells of another event is taken out with --part, and put
back with --rejoin. With --format svg two countries are drawn over time,
cooperation above the line and conflict below.`,
		Example: `  sayso events --status happened --country RUS --country PRK
  sayso events --type ASSAULT --format tsv > events.tsv
  sayso events --layout reports --format csv --limit 0 > reports.csv
  sayso events --country RUS --country PRK --format svg > dyad.svg
  sayso events --part em4k2v8aysknz5whra --why 'another town'`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 1 {
				return usage{errors.New("events: give one ID or none")}
			}
			if f.part != "" || f.rejoin != "" {
				return p.partEvent(c.Context(), l.ledger, &f)
			}
			if f.why != "" || f.as != "" {
				return usage{errors.New("events: --why and --as go with --part and --rejoin")}
			}
			return p.listEvents(c.Context(), l, &f, strings.Join(args, ""))
		},
	}
	f.chooses(c)
	c.Flags().StringVar(&f.part, "part", "", "take this `MENTION` out of the event that it was joined to")
	c.Flags().StringVar(&f.why, "why", "", "the `REASON` for --part")
	c.Flags().StringVar(&f.rejoin, "rejoin", "", "put this `MENTION` back into its event")
	authorFlag(c, &f.as)
	f.layoutFlag(c)
	l.flags(c)
	return c
}

// chooses adds the flags that choose events.
func (f *eventFilter) chooses(c *cobra.Command) {
	c.Flags().StringVar(&f.category, "type", "", "only this `CATEGORY` of PLOVER, such as CONSULT")
	c.Flags().StringVar(&f.status, "status", "", "only this `STATUS`: happened, ongoing, planned, possible, denied or demanded")
	c.Flags().StringArrayVar(&f.countries, "country", nil, "only with a party from this country, by its ISO 3166-1 `CODE`; given twice, both must take part")
	c.Flags().StringVar(&f.article, "article", "", "only of this `ARTICLE`: identifier or its beginning, path, address, or words of its title")
	c.Flags().IntVar(&f.told, "told", 1, "only events of which at least `N` articles tell")
	c.Flags().StringVar(&f.sort, "sort", "", "which come first, `ORDER`: told (those of which most articles tell); else the newest reported")
	f.when.flags(c)
	sinceFlag(c, &f.since)
}

// layoutFlag adds --layout.
func (f *eventFilter) layoutFlag(c *cobra.Command) {
	var of []string
	for _, x := range export.Layouts() {
		of = append(of, x.Name+" ("+x.About+")")
	}
	c.Flags().StringVar(&f.layout, "layout", "", "in which columns --format csv and tsv print: `LAYOUT` is "+words(of))
}

// noMention is what to do about a mention that is not there.
const noMention = "'sayso events ID' lists the mentions of an event"

func (p *Program) partEvent(ctx context.Context, at string, f *eventFilter) error {
	if f.part != "" && f.rejoin != "" {
		return usage{errors.New("events: give --part or --rejoin, not both")}
	}
	by, err := p.author(f.as)
	if err != nil {
		return err
	}
	led, err := p.openExisting(ctx, at)
	if err != nil {
		return err
	}
	defer led.Close()
	x, now := sayso.Parting{Verdict: sayso.Parted, Mention: sayso.EventID(f.part), Note: f.why, By: by}, "stands alone now"
	if f.rejoin != "" {
		x.Verdict, x.Mention, now = sayso.Rejoined, sayso.EventID(f.rejoin), "is back in its event"
	}
	if x.Mention, err = findEventID(ctx, led, string(x.Mention)); err != nil {
		return err
	}
	if err := led.Part(ctx, x); err != nil {
		return advise(err, sayso.NotFound, noMention)
	}
	p.warn("%s %s", x.Mention, now)
	return nil
}

// query checks the flags.
func (f *eventFilter) query() (q sayso.EventQuery, err error) {
	var names []string
	for _, c := range sayso.EventCategories() {
		names = append(names, c.Name)
	}
	if q.Type, err = one("type", strings.ToUpper(f.category), names...); err != nil {
		return
	}
	if q.Status, err = one("status", f.status, sayso.Happened, sayso.Ongoing, sayso.Planned, sayso.PossibleStatus, sayso.DeniedStatus, sayso.Demanded); err != nil {
		return
	}
	for _, c := range f.countries {
		if len(c) != 3 {
			return q, usage{errors.New("--country takes a code of three letters, such as RUS")}
		}
		q.Countries = append(q.Countries, strings.ToUpper(c))
	}
	if f.told < 1 {
		return q, usage{errors.New("--told takes a number above 0")}
	}
	var sort string
	if sort, err = one("sort", f.sort, "told"); err != nil {
		return
	}
	q.Told, q.MostTold = f.told, sort == "told"
	q.From, q.To, err = f.when.times()
	return
}

func (p *Program) listEvents(ctx context.Context, l list, f *eventFilter, id string) error {
	q, err := f.query()
	if err != nil {
		return err
	}
	l.options.Countries = q.Countries
	layout, err := f.lay(&l)
	if err != nil {
		return err
	}
	out, err := l.printer(p, []column{
		{name: "event", width: shortID}, {name: "day", width: 10, drop: 1}, {name: "act", width: 20}, {name: "status", width: 8}, {name: "who"},
		{name: "mentions", width: 8, right: true}, {name: "origins", width: 7, right: true}})
	if err != nil {
		return err
	}
	led, err := p.openExisting(ctx, l.ledger)
	if err != nil {
		return err
	}
	defer led.Close()
	if id != "" {
		event, err := findEventID(ctx, led, id)
		if err != nil {
			return err
		}
		r, err := led.Event(ctx, event)
		if err != nil {
			return advise(err, sayso.NotFound, "list them with: sayso events")
		}
		if out.table != nil {
			return p.showEvent(&r)
		}
		for _, x := range layout.Rows(export.NewEvent(r)) {
			if err := out.row(x); err != nil {
				return err
			}
		}
		return out.end("")
	}
	if q, err = p.findEvents(ctx, led, f); err != nil {
		return err
	}
	err = pages(l.limit, func(pg sayso.Paging) (sayso.Page[sayso.EventRow], error) {
		q.Paging = pg
		return led.Events(ctx, q)
	}, func(r sayso.EventRow) error {
		if out.table == nil {
			for _, x := range layout.Rows(export.NewEvent(r)) {
				if err := out.row(x); err != nil {
					return err
				}
			}
			return nil
		}
		return out.row(export.NewEvent(r), short(r.ID), r.Day, act(r.Type, r.Mode), string(r.Status), sides(r.Actors, r.Targets),
			strconv.Itoa(len(r.Mentions)), strconv.Itoa(len(r.Origins)))
	})
	if err != nil {
		return err
	}
	return out.end("no events match")
}

// findEvents is the query that the flags ask for.
func (p *Program) findEvents(ctx context.Context, led sayso.Ledger, f *eventFilter) (sayso.EventQuery, error) {
	q, err := f.query()
	if err != nil {
		return q, err
	}
	if q.Since, err = p.cameIn(ctx, led, f.since); err == nil && f.article != "" {
		rec, err := findArticle(ctx, led, f.article)
		if err != nil {
			return q, err
		}
		q.Article = rec.Article.ID
	}
	return q, err
}

// lay chooses the layout of the rows, which sets the list's schema.
func (f *eventFilter) lay(l *list) (export.Layout, error) {
	x, err := f.find()
	if err != nil || x.Schema.Name == l.schema.Name {
		return x, err
	}
	if l.format == tableFormat {
		return export.Layout{}, usage{errors.New("events: --layout goes with --format csv, tsv or json")}
	}
	l.schema = x.Schema
	return x, nil
}

// find is the layout that the flag names.
func (f *eventFilter) find() (export.Layout, error) {
	all := export.Layouts()
	var of []string
	for _, x := range all {
		of = append(of, x.Name)
	}
	name, err := one("layout", f.layout, of...)
	if err != nil {
		return export.Layout{}, err
	}
	return all[max(0, slices.Index(of, name))], nil
}

// showEvent prints one event with whatever tells of it.
func (p *Program) showEvent(r *sayso.EventRow) error {
	w := bufio.NewWriter(p.Stdout)
	line := func(s ...string) { w.WriteString(strings.Join(s, "") + "\n") }
	line(act(r.Type, r.Mode), ", ", string(r.Status), ": ", sides(r.Actors, r.Targets))
	if r.Day != "" || r.Place.Name != "" {
		line(strings.TrimSpace(r.Day + " " + r.Place.Name))
	}
	if d := r.Days; r.Day == "" && d.To != "" {
		line(daysInWords(d))
	}
	if r.DayFrom != "" {
		line("day taken from ", r.DayFrom)
	}
	for _, k := range r.Links {
		other := k.Words + " (" + k.Day + ")"
		if k.Event != "" {
			other = k.Act + " “" + k.Words + "” (" + string(k.Event) + ")"
		}
		by := ""
		if k.Signal != "" {
			by = ", by “" + k.Signal + "”"
		}
		line(k.Relation.Words(), " ", other, by)
	}
	line(plural(len(r.Mentions), "mention"), ", ", plural(len(r.Origins), "origin"), ": ", strings.Join(r.Origins, "; "))
	for _, t := range r.Tolls {
		line(t.Kind, ": ", tollInWords(t))
	}
	for _, d := range r.Disputes {
		var values []string
		for _, v := range d.Values {
			values = append(values, strconv.FormatFloat(v.Low, 'f', -1, 64)+" ("+plural(len(v.Mentions), "mention")+")")
		}
		line("in dispute: ", d.Kind, " ", strings.Join(values, ", "))
	}
	for i := range r.Mentions {
		m := &r.Mentions[i]
		line()
		line(string(m.ID), "  ", m.Address, "  ", string(m.Status))
		if m.Source != "" {
			line("  on the word of ", m.Source)
		}
		line("  ", m.Sentence)
		line("  joined: ", m.Reason)
	}
	return w.Flush()
}

// daysInWords says when an event took place of which no text gives the day.
func daysInWords(d sayso.Days) string {
	if d.From == "" {
		return "on or before " + d.To
	}
	return "between " + d.From + " and " + d.To
}

// tollInWords says how many, by whom, and between which numbers.
func tollInWords(t sayso.Toll) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	s := f(t.Best) + " (" + strings.Join(t.Sources, "; ") + ")"
	if t.Low != t.High {
		s += ", from " + f(t.Low) + " to " + f(t.High)
	}
	return s
}

func act(category, mode string) string {
	if mode == "" {
		return category
	}
	return category + " " + mode
}

// sides puts parties into words: "Kerland → Tarnia".
func sides(actors, targets []sayso.Party) string {
	names := func(ps []sayso.Party) string {
		var out []string
		for _, p := range ps {
			out = append(out, p.Name)
		}
		return strings.Join(out, ", ")
	}
	switch a, t := names(actors), names(targets); {
	case t == "":
		return a
	case a == "":
		return "→ " + t
	default:
		return a + " → " + t
	}
}
