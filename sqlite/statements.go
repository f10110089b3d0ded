package sqlite

import (
	"context"
	"database/sql"
)

// statements are what Put executes, prepared once on the one connection that
// writes.
type statements struct {
	findVersion, findArticle, findNewest, insertArticle, updateArticle *sql.Stmt
	findOutlet, insertOutlet                                           *sql.Stmt
	insertVersion, updateVersion, retireVersion                        *sql.Stmt
	restoreVersion, insertRestored                                     *sql.Stmt
	insertReading, updateReading                                       *sql.Stmt
	insertClaim, insertClaimText, insertClaimActor, insertSaid         *sql.Stmt
	insertLink, insertRole, insertVector, dropVectors                  *sql.Stmt
	findActor, insertActor, countActor, dropActor, findIdentity        *sql.Stmt
	findAlias, insertAlias, countAlias, dropAlias, listAliases         *sql.Stmt
	indexArticle, unindexArticle, indexClaim, indexActor, unindexActor *sql.Stmt
	retireClaims, retireSaid, retireLinks, retireRoles                 *sql.Stmt
	listLinks, listSaid                                                *sql.Stmt
	dropClaimWords, dropClaimActors, dropClaimTexts, dropClaims        *sql.Stmt
	dropSaid, dropLinks, dropRoles                                     *sql.Stmt
	listEventKeys, listKeyed, settleEvent                              *sql.Stmt
	insertEvent, retireEvents, dropEvents                              *sql.Stmt
	findUnplaced, insertUnplaced, dropUnplaced                         *sql.Stmt
	lastSeq, findCompared, findPlaced, insertPlaced, replacePlaced     *sql.Stmt
	relinkPlaced, storyOf, listMembers, movePlaced                     *sql.Stmt
	dropStory, insertStory, listRegroupings                            *sql.Stmt
	dropHeld                                                           *sql.Stmt
	lastEntry, insertEntry, findRecord                                 *sql.Stmt
	findTold, insertTold, updateTold, dropTold, tellPlaced, findLead   *sql.Stmt
	findVoid, findUnread                                               *sql.Stmt
	markUnasked, findMarked, dropUnasked, listAsked, findJoined        *sql.Stmt
	insertQuestion, insertQuestionPart, dropQuestion                   *sql.Stmt
	dropQuestionParts                                                  *sql.Stmt
}

func (s *statements) prepare(ctx context.Context, db *sql.DB) error {
	for _, x := range []struct {
		to  **sql.Stmt
		sql string
	}{
		{&s.findVersion, `SELECT n, article, newest, strength, extractor, extractor_version, extractor_model FROM version WHERE id = ?`},
		{&s.findArticle, `SELECT n, newest FROM article WHERE id = ?`},
		{&s.findNewest, `SELECT rank, published, strength, CASE WHEN seen = 0 THEN first_read ELSE seen END, status FROM version WHERE n = ?`},
		{&s.insertArticle, `INSERT INTO article (id, newest, versions) VALUES (?, 0, 0)`},
		{&s.updateArticle, `UPDATE article SET newest = ?, versions = versions + 1 WHERE n = ?`},
		{&s.dropHeld, `DELETE FROM held WHERE article = ?`},
		{&s.findOutlet, `SELECT n FROM outlet WHERE key = ?`},
		{&s.insertOutlet, `INSERT INTO outlet (key, name) VALUES (?, ?)`},

		{&s.insertVersion, `INSERT INTO version (id, article, newest, rank, at, published, key, path, url, outlet, title, language, unread, lead, claims,
			first_read, extractor, extractor_version, extractor_model, status, strength, seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.restoreVersion, `UPDATE version SET newest = 1, rank = ?, seen = max(seen, ?) WHERE n = ?`},
		{&s.insertRestored, `INSERT INTO restored (article, version, after, strength, rank, at) VALUES (?, ?, (SELECT max(n) FROM version), ?, ?, ?)`},
		{&s.updateVersion, `UPDATE version SET key = ?, path = ?, url = ?, outlet = ?, language = ?, unread = ?, lead = ?, claims = ?, status = ?, strength = ?, seen = max(seen, ?),
			extractor = ?, extractor_version = ?, extractor_model = ? WHERE n = ?`},
		{&s.insertReading, `INSERT INTO reading (version, record, raw_type, raw) VALUES (?, ?, ?, ?)`},
		{&s.updateReading, `UPDATE reading SET record = ?1,
			raw_type = CASE WHEN ?4 THEN ?2 ELSE raw_type END, raw = CASE WHEN ?4 THEN ?3 ELSE raw END WHERE version = ?5`},

		{&s.insertClaim, `INSERT INTO claim (id, article, version, newest, at, rest, form, stance, kind, outlet, facets)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertClaimText, `INSERT INTO claim_text (n, local, source_spans, cue_spans, content_spans, source_points, cue_points, content_points,
			source, cue, lemma, content, before, after, certainty, polarity, parent, replies_to, time, rule, confidence)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertVector, `INSERT INTO claim_vector (claim, vector) VALUES (?, ?)`},
		{&s.insertClaimActor, `INSERT INTO claim_actor (claim, part, place, version, local) VALUES (?, ?, ?, ?, ?)`},
		{&s.insertSaid, `INSERT INTO said (actor, at, article, version, rest, newest, claim) VALUES (?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertLink, `INSERT INTO link (version, local, actor, reason, newest, at, names) VALUES (?, ?, ?, ?, ?, ?, ?)`},
		{&s.insertRole, `INSERT OR IGNORE INTO role (actor, newest, at, version, title, of) VALUES (?, ?, ?, ?, ?, ?)`},

		{&s.findActor, `SELECT n, name FROM actor WHERE id = ?`},
		{&s.insertActor, `INSERT INTO actor (id, type, name, key, named, version, articles, claims) VALUES (?, ?, ?, ?, ?, ?, 0, 0)`},
		{&s.countActor, `UPDATE actor SET articles = articles + ?, claims = claims + ? WHERE n = ?`},
		{&s.dropActor, `DELETE FROM actor WHERE n = ?1 AND NOT EXISTS (SELECT 1 FROM link WHERE actor = ?1)`},
		{&s.findIdentity, `SELECT other FROM identity WHERE actor = ? AND article = ?`},
		// No upsert: a statement that may undo itself opens a savepoint, at which
		// FTS5 writes out all it has gathered.
		{&s.findAlias, `SELECT uses FROM alias WHERE actor = ? AND name = ?`},
		{&s.insertAlias, `INSERT INTO alias (actor, name, uses) VALUES (?, ?, ?)`},
		{&s.countAlias, `UPDATE alias SET uses = ?3 WHERE actor = ?1 AND name = ?2`},
		{&s.dropAlias, `DELETE FROM alias WHERE actor = ? AND name = ?`},
		{&s.listAliases, `SELECT name FROM alias WHERE actor = ?1 UNION SELECT name FROM actor WHERE n = ?1`},

		{&s.indexArticle, `INSERT INTO article_words (rowid, title, text) VALUES (?, ?, ?)`},
		{&s.unindexArticle, `DELETE FROM article_words WHERE rowid = ?`},
		{&s.indexClaim, `INSERT INTO claim_words (rowid, source, cue, content) VALUES (?, ?, ?, ?)`},
		{&s.indexActor, `INSERT INTO actor_words (rowid, name) VALUES (?, ?)`},
		{&s.unindexActor, `DELETE FROM actor_words WHERE rowid = ?`},

		{&s.retireVersion, `UPDATE version SET newest = 0 WHERE n = ?`},
		{&s.retireClaims, `UPDATE claim SET newest = 0 WHERE version = ?`},
		{&s.retireSaid, `UPDATE said SET newest = 0 WHERE version = ?`},
		{&s.retireLinks, `UPDATE link SET newest = 0 WHERE version = ?`},
		{&s.retireRoles, `UPDATE role SET newest = 0 WHERE version = ?`},
		{&s.listLinks, `SELECT link.actor, link.names, actor.name FROM link JOIN actor ON actor.n = link.actor WHERE link.version = ? ORDER BY link.local`},
		{&s.listSaid, `SELECT actor, count(*) FROM said WHERE version = ? GROUP BY actor`},

		{&s.dropClaimWords, `DELETE FROM claim_words WHERE rowid IN (SELECT n FROM claim WHERE version = ?)`},
		{&s.dropClaimActors, `DELETE FROM claim_actor WHERE claim IN (SELECT n FROM claim WHERE version = ?)`},
		{&s.dropClaimTexts, `DELETE FROM claim_text WHERE n IN (SELECT n FROM claim WHERE version = ?)`},
		{&s.dropVectors, `DELETE FROM claim_vector WHERE claim IN (SELECT n FROM claim WHERE version = ?)`},
		{&s.dropSaid, `DELETE FROM said WHERE version = ?`},
		{&s.dropClaims, `DELETE FROM claim WHERE version = ?`},
		{&s.dropLinks, `DELETE FROM link WHERE version = ?`},
		{&s.dropRoles, `DELETE FROM role WHERE version = ?`},

		{&s.listEventKeys, `SELECT key, joined, article, newest FROM event WHERE version = ?`},
		{&s.listKeyed, `SELECT e.n, e.id, e.at, e.day, v.id, e.joined, e.article, e.version, e.digest, EXISTS (SELECT 1 FROM event_apart WHERE mention = e.id)
			FROM event e CROSS JOIN version v ON v.n = e.version WHERE e.key = ? AND e.newest = 1 ORDER BY e.at, v.id, e.n LIMIT ?`},
		{&s.settleEvent, `UPDATE event SET joined = ? WHERE n = ?`},
		{&s.insertEvent, `INSERT INTO event (id, article, version, newest, at, day, type, status, parties, key, joined, digest, body)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.retireEvents, `UPDATE event SET newest = 0 WHERE version = ?`},
		{&s.dropEvents, `DELETE FROM event WHERE version = ?`},

		{&s.findUnplaced, `SELECT n FROM unplaced WHERE article = ?`},
		{&s.insertUnplaced, `INSERT INTO unplaced (article) VALUES (?)`},
		{&s.dropUnplaced, `DELETE FROM unplaced WHERE article = ?`},
		{&s.lastSeq, `SELECT coalesce(max(seq), 0) FROM placed`},
		{&s.findCompared, `SELECT a.n, v.id FROM article a JOIN version v ON v.n = a.newest WHERE a.id = ?`},
		{&s.findPlaced, `SELECT story FROM placed WHERE article = ?`},
		{&s.insertPlaced, `INSERT INTO placed (article, lead, seq, version, at, published, story, text, links, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.replacePlaced, `UPDATE placed SET seq = ?, version = ?, at = ?, published = ?, links = ?, signature = ? WHERE article = ?`},
		{&s.relinkPlaced, `UPDATE placed SET seq = ?, links = ? WHERE article = ?`},
		{&s.storyOf, `SELECT p.story FROM article a JOIN placed p ON p.article = a.n WHERE a.id = ? AND p.version <> ''`},
		{&s.listMembers, `SELECT p.article, a.id, p.published, p.links, p.story, p.text, p.told, v.title, v.lead
			FROM placed p CROSS JOIN article a ON a.n = p.article CROSS JOIN version v ON v.n = a.newest WHERE p.story = ? AND p.version <> ''`},
		{&s.movePlaced, `UPDATE placed SET story = ?, text = ? WHERE article = ?`},
		{&s.dropStory, `DELETE FROM story WHERE n = ?`},
		{&s.insertStory, `INSERT INTO story (n, title, first, last, since, at, articles, texts) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`},
		{&s.lastEntry, `SELECT n, at FROM journal ORDER BY n DESC LIMIT 1`},
		{&s.insertEntry, `INSERT INTO journal (n, at, kind, article, version, about, ids) VALUES (?, ?, ?, ?, ?, ?, ?)`},
		{&s.findRecord, `SELECT record FROM reading WHERE version = ?`},
		{&s.findTold, `SELECT digest FROM event_told WHERE event = ?`},
		{&s.insertTold, `INSERT INTO event_told (event, digest) VALUES (?, ?)`},
		{&s.updateTold, `UPDATE event_told SET digest = ? WHERE event = ?`},
		{&s.dropTold, `DELETE FROM event_told WHERE event = ?`},
		{&s.tellPlaced, `UPDATE placed SET told = ? WHERE article = ?`},
		{&s.findLead, `SELECT lead FROM placed WHERE article = ?`},
		{&s.findUnread, `SELECT n FROM version WHERE extractor = '' LIMIT 1`},
		{&s.findVoid, `SELECT article FROM placed WHERE version = '' LIMIT 1`},
		{&s.markUnasked, `INSERT OR REPLACE INTO unasked (article) VALUES (?)`},
		{&s.findMarked, `SELECT a.n, coalesce(u.n, 0) FROM article a LEFT JOIN unasked u ON u.article = a.n WHERE a.id = ?`},
		{&s.dropUnasked, `DELETE FROM unasked WHERE article = ?`},
		{&s.listAsked, `SELECT q.id, q.n, q.article, q.digest FROM question_part p CROSS JOIN question q ON q.n = p.question WHERE p.kind = 'article' AND p.id = ?`},
		{&s.insertQuestion, `INSERT INTO question (id, article, slot, status, confidence, at, rank, digest, void, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`},
		{&s.insertQuestionPart, `INSERT INTO question_part (kind, id, question) VALUES (?, ?, ?)`},
		{&s.dropQuestion, `DELETE FROM question WHERE n = ?`},
		{&s.dropQuestionParts, `DELETE FROM question_part WHERE question = ?`},
		{&s.findJoined, `SELECT joined FROM event WHERE id = ?1 OR joined = ?1 ORDER BY newest DESC LIMIT 1`},
		{&s.listRegroupings, `SELECT verdict, article, other, note, at, who FROM regrouping ORDER BY n`},
	} {
		stmt, err := db.PrepareContext(ctx, x.sql)
		if err != nil {
			return err
		}
		*x.to = stmt
	}
	return nil
}
