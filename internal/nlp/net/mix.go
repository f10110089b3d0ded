package net

// Mix lets n words see their neighbours, lane by lane: out is the sum of the
// words around, each times its row of m, with nothing beyond the ends. m has an
// odd number of rows of d lanes, the middle one for the word itself.
func Mix(out, x, m []float32, d, n int) {
	for t := range n {
		MixRow(out[t*d:(t+1)*d], x, m, d, n, t)
	}
}

// MixRow is Mix for word t alone, whose lanes are out.
func MixRow(out, x, m []float32, d, n, t int) {
	window := len(m) / d / 2
	first, end := max(0, t-window), min(n, t+window+1)
	x, m = x[first*d:end*d], m[(first-t+window)*d:]
	m, out = m[:len(x)], out[:d]
	lanes := d &^ 7
	if fast && lanes > 0 {
		mix8(lanes, end-first, d, &x[0], &m[0], &out[0])
	} else {
		lanes = 0
	}
	for l := lanes; l < d; l++ {
		var sum float32
		for at := l; at < len(x); at += d {
			sum += x[at] * m[at]
		}
		out[l] = sum
	}
}

// MixBack adds the gradients of Mix: of x to dx, of m to dm.
func MixBack(dx, dm, dout, x, m []float32, d, n int) {
	window := len(m) / d / 2
	for t := range n {
		g := dout[t*d : (t+1)*d]
		for k := max(0, t-window); k <= min(n-1, t+window); k++ {
			row := (k - t + window) * d
			MulAdd(dx[k*d:(k+1)*d], g, m[row:row+d])
			MulAdd(dm[row:row+d], g, x[k*d:(k+1)*d])
		}
	}
}

// MulAdd adds a·b, lane by lane, to y.
func MulAdd(y, a, b []float32) {
	a, b = a[:len(y)], b[:len(y)]
	n := len(y) &^ 7
	if fast && n > 0 {
		muladd8(n, &a[0], &b[0], &y[0])
	} else {
		n = 0
	}
	for i := n; i < len(y); i++ {
		y[i] += a[i] * b[i]
	}
}
