package main

import (
	"context"
	"fmt"
	"time"

	"sayso"
	"sayso/extract"
	"sayso/internal/intake"
)

// rereading is one run of rebuild --read.
type rereading struct {
	p   *Program
	led sayso.Ledger
	in  inputs
	bar *progress

	extractors map[string]*extract.Extractor // by how deeply they read
	done       int
	otherwise  int // whose raw inputs give other words today
	bad        int
}

// run reads again what other extractors were the last to read, each version in
// the manner that it was read in, unless the flags name a depth.
func (r *rereading) run(ctx context.Context) error {
	began := time.Now()
	readers, err := r.led.Readers(ctx)
	if err != nil {
		return err
	}
	var todo []sayso.Reader
	total := 0
	for _, was := range readers {
		x, err := r.extractor(was.By)
		if err != nil {
			return err
		}
		if lacks := lacking(was.By, x.Provenance()); lacks != "" {
			r.p.warn("%s read with a table that was not given, and left as it is: name it with %s", plural(was.Versions, "version"), lacks)
			continue
		}
		if was.By != x.Provenance() {
			todo = append(todo, was)
			total += was.Versions
		}
	}
	r.bar = r.p.counter(total, r.p.errTerminal())
	err = r.all(ctx, todo)
	r.bar.done()
	if err != nil && ctx.Err() == nil {
		return err
	}
	r.summary(time.Since(began))
	switch {
	case err != nil:
		return sayso.Errorf("rebuild", "", sayso.Cancelled, "interrupted").Advise("run it again to go on where it stopped")
	case r.bad > 0:
		return failed{r.bad}
	}
	return nil
}

func (r *rereading) all(ctx context.Context, todo []sayso.Reader) error {
	place := r.p.placing(r.led)
	for _, was := range todo {
		x, err := r.extractor(was.By)
		if err != nil {
			return err
		}
		if err := r.p.intake(r.led, x, r.bar.warn).Reread(ctx, r.led, was.By, r.tell); err != nil {
			return err
		}
	}
	// A run that was killed may have left articles unplaced.
	return place(ctx)
}

func (r *rereading) tell(a intake.Again) {
	r.bar.step()
	switch {
	case a.Err != nil:
		r.bad++
		r.bar.warn("%v; it keeps its old reading", a.Err)
		return
	case a.Otherwise:
		r.otherwise++
	}
	r.done++
}

func (r *rereading) summary(took time.Duration) {
	if r.done+r.bad == 0 {
		fmt.Fprintln(r.p.Stdout, "nothing to read again: this extractor has read all that the ledger holds")
		return
	}
	fmt.Fprintf(r.p.Stdout, "%s read again in %s, %d failed\n", plural(r.done, "version"), took.Round(10*time.Millisecond), r.bad)
	if r.otherwise > 0 {
		fmt.Fprintf(r.p.Stdout, "%s of them would come out of the raw input with other words today: the words that were kept were read\n", plural(r.otherwise, "version"))
	}
	if r.bad > 0 {
		fmt.Fprintf(r.p.Stdout, "%s could not be read again, and keeps what an older extractor read\n", plural(r.bad, "version"))
	}
}

// extractor gives the one for what another has read: as deeply as that one,
// unless the flags name a depth.
func (r *rereading) extractor(was sayso.Provenance) (*extract.Extractor, error) {
	in := r.in
	if m := extract.ParseManner(was.Model); in.reading == "" {
		switch {
		case m.Rules:
			in.reading, in.patterns = string(extract.Rules), "" // rules alone code no events
		case m.Quick:
			in.reading = string(extract.Quick)
		}
	}
	if x := r.extractors[in.reading]; x != nil {
		return x, nil
	}
	x, err := in.extractor()
	if err == nil {
		r.extractors[in.reading] = x
	}
	return x, err
}

// lacking names the flag for a table of the user's that one extractor had and
// another has not; empty where none is lacking.
func lacking(was, now sayso.Provenance) string {
	a, b := extract.ParseManner(was.Model), extract.ParseManner(now.Model)
	switch {
	case a.Knowledge != "" && b.Knowledge == "":
		return "--knowledge"
	case a.Patterns != "" && b.Patterns == "":
		return "--patterns"
	case a.Verbs != "" && b.Verbs == "":
		return "--verbs"
	}
	return ""
}
