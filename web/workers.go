package web

import (
	"fmt"
	"net/http"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"sayso/internal/lease"
)

// workerRow is a worker as a reader wants it.
type workerRow struct {
	lease.Worker
	Items, Read, Spoilt, Passed, Put, Asked int // its counters
	Silent                                  bool
	Since, Saw                              *moment
}

// asideRow is an item that was set aside.
type asideRow struct {
	lease.Aside
	When *moment
}

// workers shows who works on what, how far behind they are, and what failed.
func (s *server) workers(w http.ResponseWriter, r *http.Request) error {
	var p struct {
		Shared bool // by workers
		lease.State
		Oldest *moment
		Rows   []workerRow
		Given  []asideRow
	}
	if s.Workers != nil {
		st, err := s.Workers(r.Context())
		if err != nil {
			return err
		}
		p.Shared, p.State, p.Oldest = true, st, newMoment(st.Oldest, st.Now)
		for _, x := range st.Workers {
			p.Rows = append(p.Rows, newWorkerRow(&st, x))
		}
		for _, a := range st.Latest {
			p.Given = append(p.Given, asideRow{a, newMoment(a.At, st.Now)})
		}
	}
	return s.render(w, "workers", s.view("Workers", p))
}

func newWorkerRow(st *lease.State, x lease.Worker) workerRow {
	return workerRow{
		Worker: x, Items: int(x.Done), Read: int(x.Articles), Spoilt: int(x.Failed), Passed: int(x.Lost), Put: int(x.Placed), Asked: int(x.Polls),
		Silent: silent(st, &x), Since: newMoment(x.Started, st.Now), Saw: newMoment(x.Seen, st.Now),
	}
}

// silent says that a worker is to be taken for dead.
func silent(st *lease.State, w *lease.Worker) bool { return st.Now.Sub(w.Seen) > lease.Gone }

// workerMetrics counts what the workers of a ledger have done, each by itself.
func workerMetrics(set *metrics.Set, st *lease.State) {
	gauge := func(name string, n float64) { set.GetOrCreateGauge(name, func() float64 { return n }) }
	gauge("sayso_work_waiting", float64(st.Waiting))
	gauge("sayso_work_leased", float64(st.Leased))
	gauge("sayso_work_aside", float64(st.Aside))
	gauge("sayso_articles_unplaced", float64(st.Unplaced))
	behind := time.Duration(0)
	if !st.Oldest.IsZero() {
		behind = st.Now.Sub(st.Oldest)
	}
	gauge("sayso_work_behind_seconds", behind.Seconds())
	for i := range st.Workers {
		w := &st.Workers[i]
		of := func(name string) string { return fmt.Sprintf("%s{worker=%q}", name, w.Name) }
		up, joins := 1.0, 0.0
		if silent(st, w) {
			up = 0
		}
		if w.Joiner {
			joins = 1
		}
		gauge(of("sayso_worker_up"), up)
		gauge(of("sayso_worker_joiner"), joins)
		gauge(of("sayso_worker_items_in_hand"), float64(w.Reading))
		for name, n := range map[string]int64{
			"sayso_worker_items_done_total": w.Done, "sayso_worker_items_failed_total": w.Failed, "sayso_worker_items_lost_total": w.Lost, "sayso_worker_articles_total": w.Articles,
			"sayso_worker_bytes_total": w.Bytes, "sayso_worker_looks_total": w.Polls, "sayso_worker_placed_total": w.Placed,
		} {
			set.GetOrCreateCounter(of(name)).Set(uint64(n))
		}
	}
}
