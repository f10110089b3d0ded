package sayso

import "context"

// ActorLedger returns actors. Identities are laid over them: an actor that was
// merged into another appears only as a part of that one.
type ActorLedger interface {
	// Actors lists the actors of newest versions, those with most claims first.
	Actors(ctx context.Context, q ActorQuery) (Page[ActorRow], error)
	// Actor returns one actor. NotFound when there is none.
	Actor(ctx context.Context, id ActorID) (*ActorRow, error)
}

// ActorQuery selects actors. Zero fields select all.
type ActorQuery struct {
	Name     string // words in the name or an alias, whatever their order
	Type     ActorType
	Speaking bool // only actors with claims
	Paging
}

// ActorRow is one actor over all articles.
type ActorRow struct {
	ID       ActorID
	Name     string
	Type     ActorType
	Named    bool
	Aliases  []string
	Roles    []RoleRow
	Claims   int
	Articles int
	// First and Last are the dates of the earliest and latest article.
	First, Last Date
}

// RoleRow is a role, the newest article that gives it and its outlet, how many
// articles give it, and the dates of the earliest and the latest of them.
type RoleRow struct {
	Title, Of   string
	Article     ArticleID
	Outlet      string
	Articles    int
	First, Last Date
}

// ActorName is an actor's lasting identifier and its name.
type ActorName struct {
	ID   ActorID
	Name string
}
