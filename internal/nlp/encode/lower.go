package encode

// Lower hands over what the first layers make of a sheet's pieces, window by
// window: what the layers of the heads are learnt over.
func (e *Encoder) Lower(s *Sheet, layers int, take func(x []float32)) {
	r := e.scratch.Get().(*room)
	defer e.scratch.Put(r)
	for _, w := range s.Windows {
		r.start()
		r.ids = append(r.ids, s.IDs[w.From:w.To]...)
		r.windows = append(r.windows, window{0, 0, len(r.ids)})
		e.lower(r, layers)
		take(r.x[:len(r.ids)*e.shape.Width])
	}
}

// Upper hands over, window by window, what the layers of the heads make of a sheet's
// pieces: what the layer of mentions is learnt over.
func (e *Encoder) Upper(s *Sheet, take func(x []float32)) {
	r := e.scratch.Get().(*room)
	defer e.scratch.Put(r)
	for _, w := range s.Windows {
		r.start()
		r.ids = append(r.ids, s.IDs[w.From:w.To]...)
		r.windows = append(r.windows, window{0, 0, len(r.ids)})
		r.sheet.Signs = append(r.sheet.Signs[:0], s.Signs[w.From:w.To]...)
		e.lower(r, e.heads.shared)
		e.heads.read(r, 0, e.shape)
		take(r.x[:len(r.ids)*e.shape.Width])
	}
}

// lower takes r.ids through the first layers.
func (e *Encoder) lower(r *room, layers int) {
	e.start(r)
	for i := range e.layers[:layers] {
		e.layers[i].apply(r, len(r.ids), e.shape)
	}
}
