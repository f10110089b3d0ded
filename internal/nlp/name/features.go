package name

// features appends the features of token i of the sentence at hand.
func (x *reader) features(i int, f []key) []key {
	w, p, q, pp, qq := x.at(i), x.at(i-1), x.at(i+1), x.at(i-2), x.at(i+2)
	k := key(0)
	add := func(v key) { k++; f = append(f, mix(k, v)) }
	two := func(a, b key) { k++; f = append(f, mix(mix(k, a), b)) }
	add(0)
	add(w.folded)
	add(w.form)
	add(p.folded)
	add(q.folded)
	add(pp.folded)
	add(qq.folded)
	two(p.folded, w.folded)
	two(w.folded, q.folded)
	two(p.folded, q.folded)
	for n := range w.prefix {
		add(w.prefix[n])
		add(w.suffix[n])
	}
	add(p.suffix[2])
	add(q.suffix[2])
	add(p.prefix[2])
	add(q.prefix[2])

	// How it is written, here and beside.
	first := key(0)
	if i == x.r.First {
		first = 1
	} else if p.shape == other {
		first = 2
	}
	if x.loud {
		first += 4
	}
	if x.quiet {
		first += 8
	}
	add(w.pattern)
	add(p.pattern)
	add(q.pattern)
	two(p.pattern, w.pattern)
	two(w.pattern, q.pattern)
	two(mix(p.pattern, w.pattern), q.pattern)
	two(mix(key(pp.shape), key(p.shape)), key(w.shape))
	two(mix(key(w.shape), key(q.shape)), key(qq.shape))
	two(first, w.pattern)
	two(w.folded, key(w.shape))
	two(w.folded, first)
	common := key(w.commonness)
	two(common, mix(first, key(w.shape)))
	two(mix(common, key(p.commonness)), mix(key(p.shape), key(w.shape)))
	two(mix(common, key(q.commonness)), mix(key(q.shape), key(w.shape)))

	// What syntax makes of it.
	add(w.tag)
	add(p.tag)
	add(q.tag)
	two(p.tag, w.tag)
	two(w.tag, q.tag)
	two(mix(p.tag, w.tag), q.tag)
	two(w.tag, mix(first, key(w.shape)))
	two(w.tag, common)
	add(w.rel)
	two(w.tag, w.rel)
	two(w.rel, w.head)
	two(w.rel, key(w.shape))
	two(p.rel, w.rel)
	two(w.rel, q.rel)

	// What the tables know.
	for c := w.class; c != 0; c &= c - 1 {
		f = append(f, mix(mix(100, key(c&-c)), key(w.shape)))
	}
	two(key(w.class), first)
	add(key(p.class))
	add(key(q.class))
	two(key(p.class), key(w.class))
	two(key(w.class), key(q.class))
	two(mix(key(p.class), key(w.shape)), key(q.class))
	add(key(pp.class))
	add(key(qq.class))

	// What the lists know: of the word, and of the phrase that it stands in. How
	// far capitals can be trusted goes with it.
	hand := key(w.shape) + first&^3
	for l := w.lists &^ longerList; l != 0; l &= l - 1 {
		f = append(f, mix(mix(102, key(l&-l)), mix(common, hand)))
	}
	for l := w.listed.lists; l != 0; l &= l - 1 {
		f = append(f, mix(mix(103, key(l&-l)), mix(key(w.listed.place), hand)))
	}
	two(key(w.listed.lists), mix(key(w.listed.place), key(w.shape)))
	two(key(p.lists&^longerList), mix(key(p.shape), key(w.shape)))
	two(key(q.lists&^longerList), mix(key(q.shape), key(w.shape)))
	two(mix(key(p.lists&(GivenList|SurnameList)), key(w.lists&(GivenList|SurnameList))), mix(key(p.shape), key(w.shape)))
	two(mix(key(w.lists&(GivenList|SurnameList)), key(q.lists&(GivenList|SurnameList))), mix(key(w.shape), key(q.shape)))

	// Which words it and its neighbours are used like, finely and coarsely.
	wc, pc, qc := cluster(w), cluster(p), cluster(q)
	two(wc.leaf, key(w.shape))
	two(wc.branch, key(w.shape))
	two(wc.limb, mix(key(w.shape), first))
	add(pc.leaf)
	add(qc.leaf)
	two(pc.branch, key(w.shape))
	two(qc.branch, key(w.shape))
	two(pc.branch, wc.branch)
	two(wc.branch, qc.branch)
	two(pc.branch, qc.branch)
	two(mix(pc.limb, wc.limb), mix(qc.limb, key(w.shape)))
	two(wc.branch, w.tag)
	add(cluster(pp).branch)
	add(cluster(qq).branch)

	two(key(w.field), key(w.shape))
	two(key(p.field), key(w.shape))
	two(key(q.field), key(w.shape))
	two(key(p.field), key(q.field))
	add(key(pp.field))
	add(key(qq.field))

	// The run of capitalised words that it belongs to.
	if n := w.runEnd - w.runFirst; n > 0 {
		rf, rl := x.at(int(w.runFirst)), x.at(int(w.runEnd)-1)
		before, after := x.at(int(w.runFirst)-1), x.at(int(w.runEnd))
		place := key(min(n, 5))*8 + key(min(int32(i)-w.runFirst, 6))
		add(place)
		two(place, rl.folded)
		two(key(min(w.runEnd-int32(i), 3)), mix(key(rl.class), 1))
		two(key(min(int32(i)-w.runFirst, 3)), mix(key(rf.class), 1))
		add(rl.folded)
		add(rf.folded)
		two(place, before.folded)
		two(place, after.folded)
		two(place, mix(key(before.class), key(after.class)))
		two(key(rf.class), key(rl.class))
		add(before.folded)
		add(after.folded)
		two(place, key(rl.field))
		two(key(before.field), key(after.field))
	} else {
		k += 14
	}

	// What the rest of the text shows of the same word.
	if w.shape.named() || w.class != 0 {
		s := x.kins[w.kin].signs
		two(key(s&(seenLower|seenInside|seenUpper)), mix(first, key(w.shape)))
		for b := s &^ (seenLower | seenInside | seenUpper); b != 0; b &= b - 1 {
			f = append(f, mix(mix(101, key(b&-b)), key(w.shape)))
		}
	}
	return f
}

// way is a word's place in the tree of clusters, finer and finer; 0 for words
// that have none.
type way struct{ limb, branch, leaf key }

func cluster(w *word) way {
	if w.cluster == 0 {
		return way{}
	}
	c := key(w.cluster - 1)
	return way{c>>8 + 1, c>>4 + 1, c + 1}
}
