package agency

import (
	"strconv"
	"strings"

	"sayso"
	"sayso/internal/ingest/dates"
	"sayso/internal/ingest/xmltext"
)

// XML reads NewsML-G2 (a news message or a news item) or NITF, by its root.
// Items of a message that are no text are counted, not read.
func XML(data []byte) (items []Item, left int, err error) {
	root, err := tree(data)
	if err != nil {
		return nil, 0, err
	}
	var found []*node
	switch root.name {
	case "nitf":
		it, err := nitf(root)
		if err != nil {
			return nil, 0, err
		}
		return []Item{*it}, 0, nil
	case "newsItem":
		found = []*node{root}
	case "newsMessage":
		for _, set := range root.all("itemSet") {
			for _, c := range set.children {
				switch c.name {
				case "newsItem":
					found = append(found, c)
				case "":
				default:
					left++ // packages, concepts, planning
				}
			}
		}
	case "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem", "newsItemCollection":
		return nil, 1, nil
	default:
		return nil, 0, sayso.Errorf("read", "", sayso.Invalid, "its root is <%s>, which is neither NewsML-G2 nor NITF", root.name)
	}
	if len(found) > MaxItems {
		return nil, 0, sayso.Errorf("read", "", sayso.TooLarge, "it holds more than %d items (agency.MaxItems)", MaxItems)
	}
	for _, n := range found {
		it, err := newsItem(n)
		switch {
		case err != nil:
			return nil, 0, err
		case it == nil:
			left++
		default:
			items = append(items, *it)
		}
	}
	return items, left, nil
}

// newsItem reads one item of NewsML-G2; nil for one that is no text.
func newsItem(n *node) (*Item, error) {
	im, cm := n.at("itemMeta"), n.at("contentMeta")
	if class := im.at("itemClass").attr("qcode"); class != "" && !strings.HasSuffix(class, ":text") && !strings.HasSuffix(class, ":composite") {
		return nil, nil
	}
	it := &Item{ID: n.attr("guid"), Key: n.attr("guid"), Agency: named(im.at("provider")), Headline: cm.at("headline").words(), Language: language(cm.at("language").attr("tag"))}
	if it.Language == "" {
		it.Language = language(n.attr("lang"))
	}
	it.Published = first(im.at("versionCreated").words(), cm.at("contentModified").words(), cm.at("contentCreated").words(), im.at("firstCreated").words())
	u, _ := strconv.Atoi(cm.at("urgency").words())
	it.Wire = sayso.Wire{
		Slug: cm.at("slugline").words(), Urgency: urgency(u), Place: named(cm.at("located")),
		Embargo: dates.Parse(im.at("embargoed").words()), Status: status(im.at("pubStatus").attr("qcode")),
		Note: im.at("edNote").words(), Version: n.attr("version"),
	}
	for _, s := range cm.all("subject") {
		code := firstOf(s.attr("qcode"), s.attr("literal"), s.attr("uri"))
		it.Wire.Subjects = append(it.Wire.Subjects, sayso.Subject{Code: code, Name: s.at("name").words()})
	}
	for _, by := range cm.all("by") {
		it.Byline = append(it.Byline, people(by.words())...)
	}
	if len(it.Byline) == 0 {
		for _, c := range cm.all("creator") {
			if name := c.at("name").words(); name != "" {
				it.Byline = append(it.Byline, name)
			}
		}
	}
	if credit := cm.at("creditline").words(); credit != "" {
		it.Credits = credits(credit)
	} else if source := named(cm.at("infoSource")); source != "" {
		it.Credits = []string{source}
	}
	if err := newsContent(n.at("contentSet"), it); err != nil {
		return nil, err
	}
	if dateline := cm.at("dateline").words(); dateline != "" && it.Text != "" && !strings.HasPrefix(it.Text, dateline) {
		it.Text = dateline + " – " + it.Text
	}
	it.finish()
	if strings.TrimSpace(it.Text) == "" {
		return nil, nil
	}
	return it, nil
}

// newsContent takes the text of an item: NITF or XHTML inside it, or plain. Of
// several forms the first that gives text counts.
func newsContent(set *node, it *Item) error {
	for _, x := range set.all("inlineXML") {
		if inner := x.at("nitf"); inner != nil {
			body, err := nitf(inner)
			if err != nil {
				return err
			}
			it.take(body)
		} else {
			var b strings.Builder
			x.markup(&b)
			var err error
			if it.Text, err = text(b.String()); err != nil {
				return err
			}
		}
		if strings.TrimSpace(it.Text) != "" {
			return nil
		}
	}
	for _, x := range set.all("inlineData") {
		var b strings.Builder
		x.write(&b)
		if err := it.form(b.String()); err != nil || it.Text != "" {
			return err
		}
	}
	return nil
}

// take fills an item with what a document inside it says.
func (it *Item) take(body *Item) {
	it.Text = body.Text
	it.Headline = firstOf(it.Headline, body.Headline)
	if len(it.Byline) == 0 {
		it.Byline = body.Byline
	}
}

// form reads the text of an item by what it is, whatever it is said to be: NITF
// or HTML as text, or words.
func (it *Item) form(s string) error {
	s = strings.TrimSpace(s)
	if !strings.HasPrefix(s, "<") {
		it.Text = s
		return nil
	}
	if strings.EqualFold(xmltext.Root([]byte(s)).Local, "nitf") {
		root, err := tree([]byte(s))
		if err != nil {
			return err
		}
		body, err := nitf(root)
		if err == nil {
			it.take(body)
		}
		return err
	}
	var err error
	it.Text, err = text(s)
	return err
}

// named is what a concept is called: its name, else its code.
func named(n *node) string {
	if s := n.at("name").words(); s != "" {
		return s
	}
	code := firstOf(n.attr("literal"), n.attr("qcode"))
	return code[strings.LastIndexByte(code, ':')+1:]
}

// credits splits a credit line: "Lantern/Harbour Wire".
func credits(s string) []string {
	var out []string
	for _, c := range strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == ';' || r == ',' }) {
		if c = clean(c); c != "" {
			out = append(out, c)
		}
	}
	return out
}
