package pdf

import (
	"math"
	"slices"
)

// Columns. Segments on one baseline are a row. A gutter is a strip that no
// segment of several rows in succession enters and that has prose on both sides;
// what stands left of it is read before what stands right of it, and each side
// is looked at for gutters again. So it does not matter whether columns were
// drawn one by one or across. (The literature calls this a recursive XY-cut.)

const (
	// maxRows is how many rows a page may have that is looked at for columns.
	maxRows = 2000
	// maxSplits is how often columns are looked for in columns.
	maxSplits = 4
	// minRows is how many rows each side of a gutter has.
	minRows = 3
	// proseLength is how long segments are, on the average, that are prose and
	// no cells of a table; in bytes.
	proseLength = 15
)

// order puts rows into the order of reading.
func order(rows [][]line, depth int) []line {
	var out []line
	from := 0
	emit := func(upTo int) {
		out = append(out, wholeRows(rows[from:upTo])...)
		from = upTo
	}
	if depth < maxSplits && len(rows) <= maxRows {
		for i := 0; i < len(rows); {
			n, at := gutter(rows[i:])
			if n == 0 {
				i++
				continue
			}
			emit(i)
			left, right := divide(rows[i:i+n], at)
			out = append(out, order(left, depth+1)...)
			out = append(out, order(right, depth+1)...)
			i += n
			from = i
		}
	}
	emit(len(rows))
	return out
}

// strip is a stretch from left to right.
type strip struct{ from, to float64 }

// gutter finds the longest run of rows, from the first on, that share a gutter:
// how many they are, and where it is. n is 0 where there is none.
func gutter(rows [][]line) (n int, at float64) {
	free := []strip{{math.Inf(-1), math.Inf(1)}}
	for i, row := range rows {
		left := subtract(free, row)
		if len(left) == 0 {
			break
		}
		free = left
		if m, x := sides(rows[:i+1], free); m {
			n, at = i+1, x
		}
	}
	return n, at
}

// subtract takes the segments of a row out of strips; what becomes narrower than
// a gutter goes.
func subtract(free []strip, row []line) []strip {
	for _, s := range row {
		var left []strip
		for _, f := range free {
			for _, part := range []strip{{f.from, min(f.to, s.left)}, {max(f.from, s.right), f.to}} {
				if part.to-part.from >= s.size*0.8 {
					left = append(left, part)
				}
			}
		}
		if free = left; len(free) > 8 {
			return free[:8]
		}
	}
	return free
}

// sides reports whether one of the strips has prose on both sides.
func sides(rows [][]line, free []strip) (bool, float64) {
	if len(rows) < minRows {
		return false, 0
	}
	for _, f := range free {
		if math.IsInf(f.from, 0) || math.IsInf(f.to, 0) {
			continue
		}
		at := (f.from + f.to) / 2
		var count, size [2]int
		var first, last [2]float64
		for _, row := range rows {
			for _, s := range row {
				side := 0
				if s.left > at {
					side = 1
				}
				if count[side] == 0 {
					first[side] = s.base
				}
				last[side] = s.base
				count[side]++
				size[side] += len(s.text)
			}
		}
		prose := func(i int) bool { return count[i] >= minRows && size[i] >= count[i]*proseLength }
		if prose(0) && prose(1) && min(first[0], first[1]) > max(last[0], last[1]) {
			return true, at
		}
	}
	return false, 0
}

// divide parts rows at a gutter.
func divide(rows [][]line, at float64) (left, right [][]line) {
	for _, row := range rows {
		var l, r []line
		for _, s := range row {
			if s.left > at {
				r = append(r, s)
			} else {
				l = append(l, s)
			}
		}
		if len(l) > 0 {
			left = append(left, l)
		}
		if len(r) > 0 {
			right = append(right, r)
		}
	}
	return left, right
}

// wholeRows joins the segments of each row.
func wholeRows(rows [][]line) []line {
	var out []line
	wide := 0.0
	for _, row := range rows {
		slices.SortStableFunc(row, func(a, b line) int {
			if a.left < b.left {
				return -1
			}
			return 1
		})
		l := row[0]
		for _, s := range row[1:] {
			l.text += " " + s.text
			l.right, l.size = max(l.right, s.right), max(l.size, s.size)
		}
		wide = max(wide, l.right)
		out = append(out, l)
	}
	for i := range out {
		out[i].wide = wide
	}
	return out
}
