package syntax

import (
	"math"

	"sayso/internal/nlp/net"
	"sayso/internal/nlp/syntax"
)

// softmax turns scores into probabilities minus the gold one, times weight,
// and returns the loss.
func softmax(s []float32, gold int, weight float32) float64 {
	top := s[0]
	for _, v := range s {
		top = max(top, v)
	}
	sum := float32(0)
	for i, v := range s {
		s[i] = net.Exp(v - top)
		sum += s[i]
	}
	loss := -math.Log(math.Max(float64(s[gold]/sum), 1e-30))
	for i := range s {
		s[i] *= weight / sum
	}
	s[gold] -= weight
	return loss
}

// backward adds the batch's gradients to t.g and returns its losses. The
// scores of forward are overwritten by their gradients.
func (t *network) backward() losses {
	w, g, n := t.w, t.g, t.n
	d, width, aw, rw, lw := w.D(), w.HeadWidth(), w.ArcWidth, w.RelWidth, w.Rel.Cols
	weight := 1 / float32(n)
	var loss losses
	dy := grow(&t.dy, n*width)
	clear(dy)
	dt := grow(&t.dt, n*aw)
	clear(dt)
	at := 0
	for _, e := range t.batch {
		m := len(e.heads)
		// Tags and morphology.
		for i := range m {
			row := dy[(at+i)*width : (at+i+1)*width]
			from := t.y[(at+i)*width : (at+i+1)*width]
			if c := e.tags[i]; c >= 0 {
				s := row[w.TagsAt():][:w.TagClasses]
				copy(s, from[w.TagsAt():])
				loss.Tags += softmax(s, c, weight)
			}
			if c := e.feats[i]; c >= 0 {
				s := row[w.FeatsAt():][:w.FeatClasses]
				copy(s, from[w.FeatsAt():])
				loss.Feats += softmax(s, c, weight)
			}
		}
		// Relations.
		for i := range m {
			s := t.o[(at+i)*lw : (at+i+1)*lw]
			loss.Rels += softmax(s[:w.RelClasses], e.rels[i], weight)
			clear(s[w.RelClasses:])
			net.Axpy(1, s, g.RelBias.Data)
		}
		for _, p := range e.parts {
			loss.Arcs += t.arcs(at, p[0], p[1], e.heads, weight)
			if i := p[0]; i > 0 {
				loss.Starts += logistic(&dy[(at+i)*width+w.StartAt()], t.y[(at+i)*width+w.StartAt()], 1, weight)
			}
			for i := p[0] + 1; i < p[1]; i++ {
				loss.Starts += logistic(&dy[(at+i)*width+w.StartAt()], t.y[(at+i)*width+w.StartAt()], 0, weight)
			}
		}
		at += m
	}
	// Relation layer.
	t.outer(g.Rel.Data, lw, t.r, rw, rw, t.o, lw)
	dr := grow(&t.dr, n*rw)
	clear(dr)
	t.pack.PackTransposed(w.Rel.Data, lw, rw)
	t.pack.MulAdd(dr, rw, t.o, lw, n)
	at = 0
	for _, e := range t.batch {
		for i, h := range e.heads {
			row, r, k := dr[(at+i)*rw:(at+i+1)*rw], t.r[(at+i)*rw:], t.rkeep[(at+i)*rw:]
			for j := range row {
				if r[j] > 0 {
					row[j] *= k[j]
				} else {
					row[j] = 0
				}
			}
			net.Axpy(1, row, dy[(at+i)*width+w.RelDepAt():][:rw])
			if h < 0 {
				net.Axpy(1, row, g.RootRel.Data)
			} else {
				net.Axpy(1, row, dy[(at+h)*width+w.RelHeadAt():][:rw])
				net.Axpy(1, row, g.RelFar.Row(syntax.Distance(h-i)))
			}
		}
		at += len(e.heads)
	}
	// Arc layer: t = dep·A.
	t.outer(g.Arc.Data, aw, t.y, width, aw, dt, aw)
	t.pack.PackTransposed(w.Arc.Data, aw, aw)
	t.pack.MulAdd(dy, width, dt, aw, n)
	a := w.RelDepAt()
	for i := range n {
		row, y, k := dy[i*width:i*width+a], t.y[i*width:], t.keep[i*a:]
		for j := range row {
			if y[j] > 0 {
				row[j] *= k[j]
			} else {
				row[j] = 0
			}
		}
		net.Axpy(1, dy[i*width:(i+1)*width], g.HeadBias.Data)
	}
	t.outer(g.Heads.Data, width, t.in[w.Depth], d, d, dy, width)
	dx := grow(&t.dx, n*d)
	clear(dx)
	t.pack.PackTransposed(w.Heads.Data, width, d)
	t.pack.MulAdd(dx, d, dy, width, n)
	t.unmask(w.Depth, dx)

	for l := w.Depth - 1; l >= 0; l-- {
		t.recur(l, dx)
		t.outer(g.Layers[l].W.Data, 3*d, t.mixed[l], d, d, t.du, 3*d)
		dmix, din := grow(&t.dmix, n*d), grow(&t.din, n*d)
		clear(dmix)
		clear(din)
		t.pack.PackTransposed(w.Layers[l].W.Data, 3*d, d)
		t.pack.MulAdd(dmix, d, t.du, 3*d, n)
		at := 0
		for _, e := range t.batch {
			net.MixBack(din[at*d:], g.Layers[l].M.Data, dmix[at*d:], t.in[l][at*d:], w.Layers[l].M.Data, d, len(e.heads))
			at += len(e.heads)
		}
		t.unmask(l, din)
		net.Axpy(1, din, dx)
	}
	t.embed(dx)
	f := 1 / float64(n)
	return losses{loss.Tags * f, loss.Feats * f, loss.Arcs * f, loss.Rels * f, loss.Starts * f}
}

// arcs adds the gradients of the arcs of one sentence, tokens first to end of
// the example that begins in row at: score(i, j) = t_i · head_j.
func (t *network) arcs(at, first, end int, heads []int, weight float32) (loss float64) {
	w, g, dy, dt := t.w, t.g, t.dy, t.dt
	width, aw, m := w.HeadWidth(), w.ArcWidth, end-first
	s := grow(&t.scores, m+1)
	for i := first; i < end; i++ {
		ti, dti := t.t[(at+i)*aw:(at+i+1)*aw], dt[(at+i)*aw:(at+i+1)*aw]
		var far, dfar [syntax.Distances]float32
		for b := range far {
			far[b] = net.Dot(ti, w.Far.Row(b))
		}
		for j := range m {
			if first+j != i {
				s[j] = net.Dot(ti, t.y[(at+first+j)*width+w.HeadAt():][:aw]) + far[syntax.Distance(first+j-i)]
			}
		}
		s[i-first] = -1e9
		s[m] = net.Dot(ti, w.Root.Data)
		gold := heads[i] - first
		if heads[i] < 0 {
			gold = m
		}
		loss += softmax(s, gold, weight)
		for j := range m {
			if s[j] != 0 {
				net.Axpy(s[j], t.y[(at+first+j)*width+w.HeadAt():][:aw], dti)
				net.Axpy(s[j], ti, dy[(at+first+j)*width+w.HeadAt():][:aw])
				if first+j != i {
					dfar[syntax.Distance(first+j-i)] += s[j]
				}
			}
		}
		for b, x := range dfar {
			net.Axpy(x, w.Far.Row(b), dti)
			net.Axpy(x, ti, g.Far.Row(b))
		}
		net.Axpy(s[m], w.Root.Data, dti)
		net.Axpy(s[m], ti, g.Root.Data)
		net.Axpy(1, dti, g.ArcBias.Data)
	}
	return loss
}

// logistic adds the gradient of a yes-or-no score and returns its loss.
func logistic(grad *float32, score, gold, weight float32) float64 {
	p := net.Sigmoid(score)
	*grad += (p - gold) * weight
	if gold == 0 {
		p = 1 - p
	}
	return -math.Log(math.Max(float64(p), 1e-30))
}

// outer adds Aᵀ·B to c, for A of n rows of k at stride lda, and B of n rows.
func (t *network) outer(c []float32, ldc int, a []float32, lda, k int, b []float32, cols int) {
	flip := grow(&t.flip, k*t.n)
	for i := range t.n {
		for j, v := range a[i*lda : i*lda+k] {
			flip[j*t.n+i] = v
		}
	}
	t.pack.Pack(b, t.n, cols)
	t.pack.MulAdd(c, ldc, flip, t.n, k)
}

func (t *network) unmask(l int, dx []float32) {
	d := t.w.D()
	at := 0
	for s, e := range t.batch {
		k := t.masks[l][s*d : (s+1)*d]
		for range e.heads {
			row := dx[at*d : (at+1)*d]
			for j := range row {
				row[j] *= k[j]
			}
			at++
		}
	}
}

// recur turns dx, the gradient of a layer's output, into t.du, that of its
// matrix product, and leaves in dx what flows past it to the layer's input.
func (t *network) recur(l int, dx []float32) {
	d := t.w.D()
	du := grow(&t.du, t.n*3*d)
	rec, grad := t.w.Layers[l].Recurrence(), t.g.Layers[l].Recurrence()
	carry := grow(&t.carry, d)
	at := 0
	for _, e := range t.batch {
		m := len(e.heads)
		rec.Back(grad, t.u[l][at*3*d:], du[at*3*d:], t.x[l][at*d:], t.c[l][at*d:], dx[at*d:], carry, m)
		at += m
	}
}

// embed adds dx, the gradient of the input, to the tables.
func (t *network) embed(dx []float32) {
	w, g := t.w, t.g
	d := w.D()
	row := func(s *syntax.Tensor, k int, r int32) []float32 {
		t.touched[k].add(r, s.Rows)
		return s.Row(int(r))
	}
	for i, f := range t.rows {
		x := dx[i*d : (i+1)*d]
		net.Axpy(1, x[:w.WordWidth], row(g.Word, 0, f.Word))
		x = x[w.WordWidth:]
		for _, r := range f.Grams {
			net.Axpy(1/float32(len(f.Grams)), x[:w.GramWidth], row(g.Gram, 1, r))
		}
		x = x[w.GramWidth:]
		net.Axpy(1, x[:w.SuffixWidth], row(g.Suffix, 2, f.Suffix))
		x = x[w.SuffixWidth:]
		net.Axpy(1, x[:w.CapsWidth], row(g.Caps, 3, f.Shape))
		x = x[w.CapsWidth:]
		for r, share := range t.m.SenseRows(f) {
			net.Axpy(share, x, row(g.Sense, 4, r))
		}
	}
}
