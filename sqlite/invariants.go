package sqlite

// foreignKeys is the invariant that SQLite itself looks after.
const foreignKeys = "foreign keys"

// invariants are queries that find a row only where something is wrong: what
// is kept twice must agree.
var invariants = map[string]string{
	foreignKeys:                `SELECT * FROM pragma_foreign_key_check`,
	"newest of an article":     `SELECT a.id FROM article a WHERE (SELECT count(*) FROM version WHERE article = a.n AND newest = 1) <> 1 OR (SELECT v.newest FROM version v WHERE v.n = a.newest AND v.article = a.n) IS DISTINCT FROM 1`,
	"newest has highest rank":  `SELECT v.id FROM version v JOIN article a ON a.n = v.article JOIN version w ON w.n = a.newest WHERE (v.strength, v.rank) > (w.strength, w.rank) OR (v.strength, v.rank, v.n) > (w.strength, w.rank, w.n) AND w.n NOT IN (SELECT version FROM restored)`,
	"versions of an article":   `SELECT id FROM article WHERE versions <> (SELECT count(*) FROM version WHERE article = article.n) + (SELECT count(*) FROM restored WHERE article = article.n)`,
	"claims of a version":      `SELECT id FROM version WHERE claims <> (SELECT count(*) FROM claim WHERE version = version.n)`,
	"a reading each":           `SELECT id FROM version WHERE n NOT IN (SELECT version FROM reading)`,
	"claim as its version":     `SELECT c.id FROM claim c JOIN version v ON v.n = c.version WHERE (c.newest, c.at, c.article, c.outlet) IS DISTINCT FROM (v.newest, v.at, v.article, v.outlet)`,
	"text of a claim":          `SELECT n FROM claim WHERE n NOT IN (SELECT n FROM claim_text) UNION ALL SELECT n FROM claim_text WHERE n NOT IN (SELECT n FROM claim)`,
	"words of a claim":         `SELECT n FROM claim WHERE n NOT IN (SELECT id FROM claim_words_docsize) UNION ALL SELECT id FROM claim_words_docsize WHERE id NOT IN (SELECT n FROM claim)`,
	"words of a version":       `SELECT n FROM version WHERE newest <> CASE WHEN n IN (SELECT id FROM article_words_docsize) THEN 1 ELSE 0 END UNION ALL SELECT id FROM article_words_docsize WHERE id NOT IN (SELECT n FROM version)`,
	"words of an actor":        `SELECT n FROM actor WHERE n NOT IN (SELECT id FROM actor_words_docsize) UNION ALL SELECT id FROM actor_words_docsize WHERE id NOT IN (SELECT n FROM actor)`,
	"said as its claim":        `SELECT c.id FROM said s JOIN claim c ON c.n = s.claim WHERE (s.at, s.article, s.version, s.rest, s.newest) IS DISTINCT FROM (c.at, c.article, c.version, c.rest, c.newest)`,
	"said as claim_actor":      `SELECT m.claim FROM claim_actor m JOIN link k ON k.version = m.version AND k.local = m.local WHERE m.part = 'speaker' AND (m.claim, k.actor) NOT IN (SELECT claim, actor FROM said)`,
	"claim_actor as said":      `SELECT s.claim FROM said s WHERE NOT EXISTS (SELECT 1 FROM claim_actor m JOIN link k ON k.version = m.version AND k.local = m.local WHERE m.claim = s.claim AND m.part = 'speaker' AND k.actor = s.actor)`,
	"who a claim names exists": `SELECT claim FROM claim_actor m WHERE NOT EXISTS (SELECT 1 FROM link WHERE version = m.version AND local = m.local)`,
	"link as its version":      `SELECT k.local FROM link k JOIN version v ON v.n = k.version WHERE (k.newest, k.at) IS DISTINCT FROM (v.newest, v.at)`,
	"event as its version":     `SELECT e.id FROM event e JOIN version v ON v.n = e.version WHERE (e.newest, e.at, e.article) IS DISTINCT FROM (v.newest, v.at, v.article)`,
	"role as its version":      `SELECT r.title FROM role r JOIN version v ON v.n = r.version WHERE (r.newest, r.at) IS DISTINCT FROM (v.newest, v.at)`,
	"articles of an actor":     `SELECT id FROM actor WHERE articles <> (SELECT count(DISTINCT version) FROM link WHERE actor = actor.n AND newest = 1)`,
	"claims of an actor":       `SELECT id FROM actor WHERE claims <> (SELECT count(*) FROM said WHERE actor = actor.n AND newest = 1)`,
	"actors have a link":       `SELECT id FROM actor WHERE n NOT IN (SELECT actor FROM link)`,
	"story of a placement":     `SELECT lead FROM placed WHERE version <> '' AND story NOT IN (SELECT n FROM story)`,
	"first of a story":         `SELECT s.n FROM story s JOIN placed p ON p.article = s.n WHERE p.story <> s.n OR p.version = ''`,
	"articles of a story":      `SELECT n FROM story WHERE (articles, texts) <> (SELECT count(*), count(DISTINCT text) FROM placed WHERE story = story.n AND version <> '')`,
	"text in its story":        `SELECT p.lead FROM placed p JOIN placed q ON q.article = p.text WHERE p.story <> q.story AND p.version <> ''`,
	"placed or waiting":        `SELECT a.id FROM article a JOIN version v ON v.n = a.newest WHERE a.n NOT IN (SELECT article FROM unplaced) AND (SELECT version FROM placed WHERE article = a.n) IS DISTINCT FROM v.id`,
	"question as its parts":    `SELECT q.id FROM question q JOIN article a ON a.n = q.article WHERE NOT EXISTS (SELECT 1 FROM question_part WHERE kind = 'article' AND id = a.id AND question = q.n)`,
	"parts of a question":      `SELECT id FROM question_part WHERE question NOT IN (SELECT n FROM question)`,
	"aliases are used":         `SELECT name FROM alias WHERE uses <= 0 OR uses <> (SELECT count(*) FROM link WHERE actor = alias.actor AND newest = 1 AND instr(char(10) || names || char(10), char(10) || alias.name || char(10)) > 0)`,
}
