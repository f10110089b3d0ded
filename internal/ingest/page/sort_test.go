package page

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"sayso"
)

// prose is a paragraph of n sentences.
func prose(n int) string {
	return "<p>" + strings.Repeat("Rain fell on Port Meridian again, said the harbour master, and the pumps of the lower town ran through the night. ", n) + "</p>"
}

// teasers are n links to articles.
func teasers(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `<li><h3><a href="/story/%d">Harbour closes pier %d as the rain goes on</a></h3></li>`, i, i)
	}
	return "<ul>" + b.String() + "</ul>"
}

// inHead are the elements that belong into the head of a page.
var inHead = regexp.MustCompile(`<title>.*?</title>|<meta[^>]*>`)

// document makes a page of its elements.
func document(elements string) string {
	return "<!doctype html><html><head>" + strings.Join(inHead.FindAllString(elements, -1), "") + "</head><body>" + inHead.ReplaceAllString(elements, "") + "</body></html>"
}

func TestPagesThatAreNoArticle(t *testing.T) {
	for _, c := range []struct{ name, address, html, want string }{
		{"section front", "https://courier.example/world/", `<title>World | Courier</title><meta property="og:type" content="website"><h1>World</h1>` + teasers(30), "a section front"},
		{"front with some prose", "https://courier.example/", `<title>Courier - latest news and headlines</title><p>The Courier has told the news of Port Meridian since 1881, every day but Sundays.</p>` + teasers(40), "a section front"},
		{"a list that says so", "", `<title>All on pumps</title><script type="application/ld+json">{"@type":"CollectionPage","name":"Pumps"}</script><p>Everything on pumps.</p>` + teasers(20), "a section front"},
		{"login wall", "https://courier.example/story/1", `<title>Harbour closes two piers</title><main><h1>Sign in to continue reading</h1><p>This story is for subscribers only. Create a free account or log in.</p><form><input type=email><input type=password><button>Log in</button></form></main>`, "a login wall"},
		{"cookie notice", "https://courier.example/story/1", `<title>Before you continue</title><div><h1>We value your privacy</h1><p>We and our partners use cookies to store and access information. You may accept or manage your choices here, also where legitimate interest is used instead of consent.</p><button>Accept all cookies</button><button>Reject all</button></div>`, "a cookie notice"},
		{"error page", "https://courier.example/story/1", `<title>404 - Page not found</title><main><h1>Page not found</h1><p>The page that you asked for does not exist. Check the address, or start at the front page.</p></main>`, "an error page"},
		{"article", "https://courier.example/story/1", `<title>Rain</title><article><h1>Rain</h1>` + prose(3) + prose(2) + `</article>` + teasers(40), ""},
		{"short article", "https://courier.example/story/1", `<title>Rain</title><meta property="og:type" content="article"><article><h1>Rain falls on Port Meridian</h1><p>Rain fell on Port Meridian on Monday, the harbour master said. Two piers were closed until further notice, and the pumps run.</p></article>` + teasers(40), ""},
		{"article on cookies", "https://courier.example/story/1", `<title>Browser drops cookies</title><article><h1>Browser drops cookies</h1>` + "<p>The maker of the browser said on Monday that it would drop third-party cookies next year, and that readers may accept or reject what is left. Advertisers criticised the step in a letter to the authority.</p>" + prose(4) + `</article>`, ""},
		{"article behind a half wall", "https://courier.example/story/1", `<title>Rain</title><article><h1>Rain</h1>` + prose(6) + prose(5) + `</article><div><p>Subscribe now to keep reading.</p></div>`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read([]byte(document(c.html)), c.address)
			switch {
			case c.want == "" && err != nil:
				t.Errorf("refused: %v", err)
			case c.want == "" && !strings.Contains(p.Text, "said"):
				t.Errorf("text %q", p.Text)
			case c.want != "" && (sayso.KindOf(err) != sayso.NoArticle || !strings.Contains(err.Error(), c.want)):
				t.Errorf("error %v, text %q, want %s", err, p.Text, c.want)
			}
		})
	}
}

const blog = `<!doctype html><html><head><title>Storm – live</title><link rel="canonical" href="https://courier.example/live/storm">
<meta property="og:site_name" content="Courier"></head><body><nav><a href="/">Home</a></nav><h1>Storm reaches Port Meridian – live</h1>
<div class="live-blog">%s</div><section class="comments">%s</section></body></html>`

func entry(class, id, at, title, text string) string {
	return fmt.Sprintf(`<article class="%s" id="%s"><time datetime="%s">some time ago</time><h2>%s</h2><p>%s</p><button>Share</button></article>`, class, id, at, title, text)
}

func TestLiveBlog(t *testing.T) {
	first := "The harbour authority closed two of its piers on Monday morning, said the harbour master."
	second := "“The pumps run day and night,” said Bo Lind, who has run the harbour since 2011."
	rows := entry("post", "p2", "2023-09-13T11:05:00Z", "Pumps run", second) + entry("post", "p1", "2023-09-13T09:40:00+02:00", "Piers close", first) +
		entry("post", "p0", "2023-09-13T07:00:00Z", "", "The storm is forecast to reach the town by noon, said the weather service.")
	comments := strings.Repeat(entry("comment", "c1", "2023-09-13T11:05:00Z", "", "I have not seen such a storm since I moved here, and that was long ago."), 9)
	want := func(t *testing.T, posts []Post) {
		t.Helper()
		if len(posts) != 3 {
			t.Fatalf("%d posts, want 3: %+v", len(posts), posts)
		}
		p := posts[1]
		if p.ID != "p1" || p.Title != "Piers close" || p.Published.String() != "2023-09-13T09:40:00+02:00" || !strings.Contains(p.Text, first) || strings.Contains(p.Text, "Share") || strings.Contains(p.Text, "ago") {
			t.Errorf("%+v", p)
		}
	}
	t.Run("by markup", func(t *testing.T) {
		p, err := Read([]byte(fmt.Sprintf(blog, rows, comments)), "")
		if err != nil {
			t.Fatal(err)
		}
		want(t, p.Posts)
		if p.URL != "https://courier.example/live/storm" || p.Outlet != "Courier" {
			t.Errorf("%q %q", p.URL, p.Outlet)
		}
	})
	t.Run("by microdata", func(t *testing.T) {
		p, err := Read([]byte(fmt.Sprintf(strings.ReplaceAll(blog, "live", "storm"), strings.ReplaceAll(rows, `class="post"`, `itemprop="liveBlogUpdate" itemscope`), comments)), "")
		if err != nil {
			t.Fatal(err)
		}
		want(t, p.Posts)
	})
	t.Run("by JSON-LD alone", func(t *testing.T) {
		ld := fmt.Sprintf(`<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"Storm","liveBlogUpdate":[
			{"@type":"BlogPosting","headline":"Pumps run","datePublished":"2023-09-13T11:05:00Z","url":"https://courier.example/live/storm#p2","articleBody":%q},
			{"@type":"BlogPosting","headline":"Piers close","datePublished":"2023-09-13T09:40:00+02:00","url":"https://courier.example/live/storm#p1","articleBody":%q},
			{"@type":"BlogPosting","articleBody":%q}]}</script>`, second, first, "The storm is forecast to reach the town by noon.")
		p, err := Read([]byte("<html><head><title>Storm</title></head><body>"+ld+prose(2)+"</body></html>"), "")
		if err != nil {
			t.Fatal(err)
		}
		want(t, p.Posts)
	})
	t.Run("comments make none", func(t *testing.T) {
		var many strings.Builder
		for i := range 9 {
			many.WriteString(entry("comment", fmt.Sprintf("c%d", i), "2023-09-13T11:05:00Z", "", "I have not seen such a storm since I moved here, and that was long ago."))
		}
		for _, page := range []string{blog, strings.ReplaceAll(blog, "live", "storm")} {
			p, err := Read([]byte(fmt.Sprintf(page, prose(3)+prose(3), many.String())), "")
			if err != nil || len(p.Posts) > 0 {
				t.Errorf("%d posts, error %v", len(p.Posts), err)
			}
		}
	})
}

func TestDates(t *testing.T) {
	body := prose(3) + prose(3)
	for _, c := range []struct{ name, html, want string }{
		{"meta", `<meta property="article:published_time" content="2023-09-13T09:40:00+02:00">`, "2023-09-13T09:40:00+02:00"},
		{"JSON-LD", `<script type="application/ld+json">{"@graph":[{"@type":"WebSite"},{"@type":["NewsArticle"],"datePublished":"2023-09-13T09:40:00Z"}]}</script>`, "2023-09-13T09:40:00Z"},
		{"JSON-LD that knows none", `<meta name="pubdate" content="13 Sep 2023"><script type="application/ld+json">{"@type":"NewsArticle","datePublished":"0001-01-01T00:00:00Z"}</script>`, "2023-09-13"},
		{"shown in German", `<p class="meta">publiziert am 13. September 2023</p>`, "2023-09-13"},
		{"shown in Portuguese", `<span class="post-date">13 de setembro de 2023</span>`, "2023-09-13"},
		{"shown by a class", `<div class="article-date">2023.09.13</div>`, "2023-09-13"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := Read([]byte(document(c.html+"<article><h1>Rain falls on the town</h1>"+body+"</article>")), "")
			if err != nil || p.Published.String() != c.want {
				t.Errorf("%s, error %v, want %s", p.Published, err, c.want)
			}
		})
	}
}

func TestWhoAndWhat(t *testing.T) {
	p, err := Read([]byte(`<html><head><title>Rain falls on the town | The Courier</title><meta property="og:title" content="Rain falls on the town - The Courier">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain falls on the town","author":[{"@type":"Person","name":"Ana Ruiz"},{"name":"Bo Lind, Staff Writer"},{"name":"admin"}],"publisher":{"name":"The Courier"}}</script>
</head><body><article><h1>Rain</h1>`+prose(4)+`</article></body></html>`), "")
	if err != nil || p.Title != "Rain falls on the town" || p.Outlet != "The Courier" || strings.Join(p.Byline, "|") != "Ana Ruiz|Bo Lind" {
		t.Errorf("title %q, outlet %q, byline %q, error %v", p.Title, p.Outlet, p.Byline, err)
	}
}
