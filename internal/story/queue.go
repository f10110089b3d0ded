package story

import (
	"container/heap"

	"sayso/internal/story/index"
)

// queue holds articles that are to look again where they belong. It gives the
// earliest first, and each once however often it is put in: in a story of n
// articles each that moves makes all others wait, and a list would be looked
// through n times for each.
type queue struct {
	before func(a, b index.Place) bool
	places []index.Place // a heap
	in     map[index.Place]bool
}

func newQueue(x *index.Index) *queue {
	return &queue{before: x.Before, in: make(map[index.Place]bool)}
}

// add puts articles in that are not there yet.
func (q *queue) add(places ...index.Place) {
	for _, p := range places {
		if !q.in[p] {
			q.in[p] = true
			heap.Push(q, p)
		}
	}
}

// next takes the earliest out.
func (q *queue) next() index.Place {
	p := heap.Pop(q).(index.Place)
	delete(q.in, p)
	return p
}

// Len, Less, Swap, Push and Pop are for package heap.

func (q *queue) Len() int           { return len(q.places) }
func (q *queue) Less(i, j int) bool { return q.before(q.places[i], q.places[j]) }
func (q *queue) Swap(i, j int)      { q.places[i], q.places[j] = q.places[j], q.places[i] }
func (q *queue) Push(p any)         { q.places = append(q.places, p.(index.Place)) }
func (q *queue) Pop() any {
	last := len(q.places) - 1
	p := q.places[last]
	q.places = q.places[:last]
	return p
}
