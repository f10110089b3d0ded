// Package web serves a ledger: pages for people and a JSON API for programs.
//
// Pages are drawn on the server, work without script and load nothing from
// elsewhere; a small script of their own tells when something comes in. Articles are hostile input: everything is escaped by
// html/template, and a strict content security policy stands behind it.
package web

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"iter"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"sayso"
	"sayso/internal/account"
	"sayso/internal/check"
	"sayso/internal/lease"
)

// Bounds.
const (
	// MaxQuery is how many bytes the query of an address may have.
	MaxQuery = 4096
	// RequestTime is how long one request may take.
	RequestTime = 10 * time.Second
	// PageSize is how many rows a page lists.
	PageSize = 30
	// MaxAPILimit is how many rows one API answer may hold.
	MaxAPILimit = 1000
)

// Ledger is what the pages and the API need of one.
type Ledger interface {
	sayso.ArticleLedger
	sayso.ClaimLedger
	sayso.ActorLedger
	sayso.EventLedger
	sayso.StoryLedger
	sayso.QuestionLedger
	sayso.HeldLedger
	sayso.Desk
	sayso.Catalogue
	sayso.Journal
	sayso.Following
	sayso.Collecting
	sayso.Accounts
	sayso.Upkeep
}

// Config is what the server needs.
type Config struct {
	Ledger  Ledger
	Version string       // of the program, for the foot of the pages
	Log     *slog.Logger // nil means silence
	// Hosts are the names that requests may be addressed to besides localhost and
	// addresses in digits; a page on another site cannot then reach the server
	// through a name of its own (DNS rebinding).
	Hosts []string
	// Origins are the origins whose pages may read the API and exports, as
	// https://desk.example; nil for none.
	Origins []string
	// Corrections lets whoever reaches the server correct claims, where Accounts is
	// nil: it is for servers that nobody else reaches.
	Corrections bool
	// Accounts has people sign in; nil lets in whoever reaches the server.
	Accounts *Accounts
	// Proxies are the networks of the proxies that may say for whom they ask.
	Proxies []netip.Prefix
	// Settle asks anew what an analyst's word has made due; nil leaves it to the next
	// program that keeps stories.
	Settle func(context.Context) error
	// Operator is whose word it is that is given on the pages by who has not signed in.
	Operator string
	// Watching says that this program reads the ledger's sources.
	Watching bool
	// Workers tells who works for the ledger; nil means that one program reads it.
	Workers func(context.Context) (lease.State, error)
	// Older counts the articles that an older extractor has read than the one that
	// the program has now; nil means that the pages say nothing of it.
	Older func(context.Context) (int, error)
	// Counters yields counters for /metrics, by names that may hold labels; nil
	// for none.
	Counters iter.Seq2[string, int64]
	// Offices gives the offices of a known actor, the latest first; nil means
	// that the pages tell none but those that articles give.
	Offices func(*sayso.ActorRow) []Office
	// Aliases widens a search string by other names of what it names, and says which;
	// nil means that strings are searched as they were typed.
	Aliases func(typed string) (widened string, as []Alias)
	// Country gives the country of a source by its name, by three letters; nil means
	// that sources are not counted by country.
	Country func(name string) string
	// Land draws the world's land on maps; nil means maps without it.
	Land Land
	// Why says why the claim with these words was read as it was; nil means
	// that the pages do not.
	Why func(a *sayso.Article, words sayso.Attribution) (by sayso.Provenance, reasons []sayso.Reason)
	// Take fetches the page at an address and takes it in; nil means that no page is
	// taken in from here. It is called only for those who may change things.
	Take func(ctx context.Context, address string) (Added, error)
	// Check holds a draft against the ledger; nil means that drafts are not checked.
	Check func(ctx context.Context, draft *sayso.Article) (*check.Report, error)
	// Assistants answers the Model Context Protocol at /mcp; nil means that nothing
	// does.
	Assistants http.Handler
	// Like gives the vector of what a claim says, by its identifier, or of what a
	// text says; nil means that nothing is found by what it says.
	Like func(ctx context.Context, claimOrText string) (sayso.Vector, error)
}

// server handles requests.
type server struct {
	Config
	limits    *limits
	tries     *account.Tries
	passwords *account.Passwords
	kept      keptPages
	follows   followedLists
	streams   streams
	templates map[string]*template.Template
}

// handler is a page or an answer that may fail.
type handler func(*server, http.ResponseWriter, *http.Request) error

// route is the address of a page.
type route struct {
	pattern string // as net/http's ServeMux takes it
	about   string // for whoever reads the list
	handle  handler
}

// routes lists every address of pages, in the order of the docs; endpoints lists
// those for programs.
var routes = []route{
	{"GET /{$}", "the newest articles, and a search box", (*server).home},
	{"GET /articles/{id}", "an article with its claims marked", kept((*server).article)},
	{"GET /articles/{id}/map", "where and when an article's story lies", kept(dear((*server).places))},
	{"GET /versions/{id}/cite", "one version, ready to be cited", (*server).cite},
	{"GET /versions/{id}", "one version of an article", kept((*server).version)},
	{"GET /claims/{id}", "a claim in its context, with its chain", (*server).claim},
	{"GET /claims/{id}/why", "why a claim was read as it was", (*server).why},
	{"POST /claims/{id}/correct", "accept, reject or mend a claim", (*server).correct},
	{"GET /claims/{id}/cite", "a claim, ready to be cited", (*server).cite},
	{"GET /corrections", "what was corrected, the latest first", (*server).corrections},
	{"GET /sources", "what is watched, and how each source is doing", (*server).sources},
	{"POST /sources", "watch a source", (*server).addSource},
	{"GET /sources/{id}", "a source with what it listed, and what became of it", (*server).source},
	{"POST /sources/{id}/remove", "watch a source no longer", (*server).removeSource},
	{"GET /workers", "who works on what, how far behind, and what failed", (*server).workers},
	{"GET /actors/{id}", "an actor with everything it said", kept((*server).actor)},
	{"POST /actors/{id}/identity", "say that an actor is another, or that an article means somebody else", (*server).identify},
	{"GET /actors", "who speaks, most claims first", kept((*server).actorList)},
	{"GET /events", "what happened, each event once", kept(dear((*server).eventList))},
	{"GET /events/{id}/cite", "an event with who tells of it, ready to be cited", dear((*server).cite)},
	{"GET /events/{id}", "an event with its mentions, origins and place", kept((*server).event)},
	{"POST /events/{id}/join", "take a mention out of an event, or put it back", (*server).join},
	{"GET /dyads/{a}/{b}", "two countries over time", kept(dear((*server).dyad))},
	{"GET /dyads/{a}/{b}/chart.svg", "their chart alone, as SVG", dear((*server).dyad)},
	{"GET /stories", "stories, those with the latest news first", kept(dear((*server).storyList))},
	{"GET /stories/{id}", "a story: questions with their answers, texts, speakers, places", kept(dear((*server).story))},
	{"GET /stories/{id}/cite", "the articles of a story, ready to be cited", dear((*server).cite)},
	{"GET /stories/{id}/timeline", "a story day by day", kept(dear((*server).timeline))},
	{"GET /stories/{id}/passages", "two copies side by side: taken, cut, added", kept(dear((*server).passages))},
	{"GET /actors/{actor}/timeline", "an actor day by day", kept(dear((*server).timeline))},
	{"GET /disputes", "questions on which answers differ, each with its answers as sides", kept((*server).disputeList)},
	{"GET /questions/{id}", "one question with its answers", kept((*server).question)},
	{"GET /questions/{id}/cite", "a question with all statements, ready to be cited", dear((*server).cite)},
	{"POST /questions/{id}/weigh", "say how two statements stand to each other", (*server).weigh},
	{"GET /follows", "what is followed, and how much of it is new", (*server).followList},
	{"POST /follows", "follow something", (*server).addFollow},
	{"GET /follows/{id}", "what is new of a follow; it is seen then", (*server).showFollow},
	{"POST /follows/{id}/tell", "say where a follow is told", (*server).tellFollow},
	{"POST /follows/{id}/remove", "follow something no longer", (*server).removeFollow},
	{"GET /feeds/{file}", "the feed of a follow, for whoever knows its address", (*server).followFeed},
	{"GET " + livePath, "what comes in, told to open pages as server-sent events", (*server).live},
	{"GET /changes", "what publishers changed in claims", dear((*server).changes)},
	{"GET /changes.atom", "the same as an Atom feed", dear((*server).changeFeed)},
	{"GET /changes.json", "the same as a JSON Feed", dear((*server).changeFeedJSON)},
	{"GET /add", "asks whether the page at an address is to be taken in", (*server).addForm},
	{"POST /add", "fetch a page and take it in", (*server).add},
	{"GET /check", "where a draft is pasted to be checked", (*server).checkForm},
	{"POST /check", "hold a draft against the ledger; nothing is kept", dear((*server).checkDraft)},
	{"GET /search", "search over claims, with facets", kept(dear((*server).search))},
	{"GET /outlets", "outlets by their claims", kept(dear((*server).outletList))},
	{"GET /outlets/audit", "whom an outlet quotes, how much it copies, how often it changes texts", kept(dear((*server).outlet))},
	{"GET /dossiers", "what you collect", (*server).dossierList},
	{"POST /dossiers", "begin a dossier", (*server).newDossier},
	{"GET /dossiers/{id}", "a dossier with its rows; with format as a file", dear((*server).dossier)},
	{"POST /dossiers/{id}/edit", "note, order and take out what it holds, or drop it", (*server).editDossier},
	{"POST /collect", "put a row into a dossier", (*server).collect},
	{"POST /mark", "star, tag or see a row", (*server).mark},
	{"GET /marked", "what you starred and tagged", (*server).marked},
	{"POST /mcp", "the Model Context Protocol, for assistants", dear((*server).assistant)},
}

// New makes the handler of a ledger.
func New(c Config) http.Handler {
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &server{Config: c, limits: newLimits(), templates: parseTemplates()}
	if c.Accounts != nil {
		s.tries, s.passwords = account.NewTries(s.now), c.Accounts.Passwords
		if s.passwords == nil {
			s.passwords = account.NewPasswords(account.DefaultCost)
		}
	}
	mux := http.NewServeMux()
	handle := func(pattern string, h handler) {
		h = s.admit(pattern, needs[pattern], h)
		mux.HandleFunc(pattern, func(w http.ResponseWriter, req *http.Request) {
			if err := h(s, w, req); err != nil {
				s.fail(w, req, err)
			}
		})
	}
	for _, r := range routes {
		handle(r.pattern, r.handle)
	}
	for _, r := range signing {
		if c.Accounts != nil {
			handle(r.pattern, r.handle)
		}
	}
	for i := range endpoints {
		handle("GET "+endpoints[i].path, endpoints[i].handler())
	}
	for _, x := range writes {
		mux.HandleFunc(x.method+" "+x.path, func(w http.ResponseWriter, req *http.Request) {
			if err := x.handle(s, w, req); err != nil {
				s.fail(w, req, err)
			}
		})
	}
	mux.Handle("GET /assets/", assetHandler())
	mux.HandleFunc("GET /api/", moved)
	mux.HandleFunc("GET "+apiRoot, func(w http.ResponseWriter, req *http.Request) {
		s.answer(w, req, http.StatusNotFound, "there is no such address; "+apiRoot+"openapi.json lists them")
	})
	mux.HandleFunc("/", func(w http.ResponseWriter, req *http.Request) {
		if req.Method != http.MethodGet && req.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			s.answer(w, req, http.StatusMethodNotAllowed, "this server only shows")
			return
		}
		s.answer(w, req, http.StatusNotFound, "there is no such page")
	})
	// A form on another site must not correct claims here.
	return s.guard(packed(shared(c.Origins, http.NewCrossOriginProtection().Handler(mux))))
}

// apiRoot is where the API stands. The number rises when a field is renamed or
// dropped; it does not when fields are added.
const apiRoot = "/api/v1/"

// moved leads from where the API stood before it had a version.
func moved(w http.ResponseWriter, r *http.Request) {
	to := apiRoot + strings.TrimPrefix(r.URL.EscapedPath(), "/api/")
	if r.URL.RawQuery != "" {
		to += "?" + r.URL.RawQuery
	}
	w.Header().Set("Location", to)
	w.WriteHeader(http.StatusPermanentRedirect)
}

// fail answers an error by its kind.
func (s *server) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := http.StatusInternalServerError
	message := err.Error()
	switch {
	case r.Context().Err() != nil && errors.Is(r.Context().Err(), context.DeadlineExceeded):
		status, message = http.StatusServiceUnavailable, fmt.Sprintf("the answer took more than %s (RequestTime)", RequestTime)
	default:
		switch sayso.KindOf(err) {
		case sayso.NotFound:
			status = http.StatusNotFound
		case sayso.Invalid, sayso.TooLarge:
			status = http.StatusBadRequest
		case sayso.Conflict:
			s.conflict(w, r, err)
			return
		case sayso.Busy:
			status = http.StatusServiceUnavailable
		case sayso.Denied, sayso.Full, sayso.Damaged:
			s.Log.Error("request failed", "path", loggedPath(r.URL.Path), "error", err)
			message = "the ledger could not answer; the log says why"
			if r.Method == http.MethodPost {
				status, message = http.StatusServiceUnavailable, "nothing was changed: "+why(err)
			}
		default:
			s.Log.Error("request failed", "path", loggedPath(r.URL.Path), "error", err)
			message = "the ledger could not answer; the log says why"
		}
	}
	s.answer(w, r, status, message)
}

// why says what went wrong without the path of the ledger, which is nobody's
// business who only reaches the server.
func why(err error) string {
	if e, ok := errors.AsType[*sayso.Error](err); ok && e.Err != nil {
		return e.Err.Error()
	}
	return "the ledger cannot be written"
}

// answer gives an error as a page, or as JSON below /api/ and for programs that ask
// for an export.
func (s *server) answer(w http.ResponseWriter, r *http.Request, status int, message string) {
	export := strings.HasPrefix(r.URL.Path, "/export/") && !strings.Contains(r.Header.Get("Accept"), "text/html")
	if strings.HasPrefix(r.URL.Path, "/api/") || export {
		writeError(w, status, message)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_ = s.templates["error"].ExecuteTemplate(w, "page", s.errorView(r, status, message))
}

// errorView is a page that says what went wrong. Who is not let in sees nothing else.
func (s *server) errorView(r *http.Request, status int, message string) view {
	v := s.view(http.StatusText(status), message)
	v.Bare = s.Accounts != nil && callerOf(r.Context()).account == nil
	return v
}

// Serve answers requests on l until ctx ends, then lets those in flight
// finish.
func Serve(ctx context.Context, l net.Listener, h http.Handler) error {
	srv := &http.Server{
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: RequestTime + 5*time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError),
	}
	ended := make(chan struct{}) // streams to open pages end with the server
	srv.BaseContext = func(net.Listener) context.Context {
		return context.WithValue(context.WithoutCancel(ctx), closing{}, ended)
	}
	srv.RegisterOnShutdown(func() { close(ended) })
	done := make(chan error, 1)
	go func() { done <- srv.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	if err := srv.Shutdown(grace); err != nil {
		return srv.Close()
	}
	return nil
}
