package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"sayso"
	"sayso/internal/account"
	"sayso/web"
)

func (p *Program) users() *cobra.Command {
	c := &cobra.Command{
		Use:   "users COMMAND",
		Short: "Say who may use a served ledger",
		Long: `Keeps the accounts of those who sign in to 'sayso serve': readers, editors and admins,
what they see, how they sign in, and what they did.`,
		Example: `  sayso users add --role admin ada
  sayso users list
  sayso users audit --who ada`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	for _, sub := range []*cobra.Command{p.usersAdd(), p.usersList(), p.usersRole(), p.usersSees(), p.usersCollect(), p.usersRemove(), p.usersInvite(), p.usersToken(), p.usersSessions(), p.usersAudit()} {
		sub.Flags().BoolP("help", "h", false, "show this help")
		sub.Flags().SortFlags = false
		sub.DisableFlagsInUseLine = true
		c.AddCommand(sub)
	}
	return c
}

// onLedger runs f on the ledger that a command changes.
func (p *Program) onLedger(ctx context.Context, at string, f func(led sayso.Ledger) error) error {
	led, err := p.openLedger(ctx, at)
	if err != nil {
		return err
	}
	defer led.Close()
	return f(led)
}

// noted enters into the audit trail what the user of this machine does to accounts.
func (p *Program) noted(ctx context.Context, led sayso.Accounts, about, words string) error {
	who, err := p.author("")
	if err != nil {
		return err
	}
	return led.Note(ctx, sayso.AuditEntry{At: p.now(), Who: who, Act: sayso.AccountAct, About: about, Note: words + ", by command"})
}

func (p *Program) usersAdd() *cobra.Command {
	var at, role, file, origin string
	var in []string
	c := &cobra.Command{
		Use:   "add [FLAG...] NAME",
		Short: "Add somebody who may sign in",
		Long: `Adds an account and prints an invitation: a link by which its owner chooses a password,
or to sign in at the provider. With --password-file there is a password at once.`,
		Example: `  sayso users add --role admin ada
  sayso users add --role editor --url https://sayso.newsroom.example bea
  sayso users add --collection courts cyn`,
		Args: needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			a := sayso.Account{Name: args[0], Limited: len(in) > 0, Collections: in, Added: p.now()}
			var err error
			if a.Role, err = one("role", role, sayso.AccountRoles...); err != nil {
				return err
			}
			if file != "" {
				if a.Password, err = p.readPassword(c.Context(), file); err != nil {
					return err
				}
			}
			return p.onLedger(c.Context(), at, func(led sayso.Ledger) error {
				if err := led.AddAccount(c.Context(), a); err != nil {
					return err
				}
				if err := p.noted(c.Context(), led, a.Name, "added: "+string(a.Role)); err != nil {
					return err
				}
				fmt.Fprintf(p.Stdout, "added: %s, %s\n", a.Name, a.Role)
				if a.Password != "" {
					return nil
				}
				return p.printInvitation(c.Context(), led, a.Name, origin)
			})
		},
	}
	c.Flags().StringVar(&role, "role", string(sayso.ReaderRole), "what they may do: `ROLE` is reader, editor or admin")
	c.Flags().StringArrayVar(&in, "collection", nil, "let them see the collection `NAME` and nothing else; may be given several times")
	c.Flags().StringVar(&file, "password-file", "", "take the password from the first line of `FILE`, - for standard input")
	urlFlag(c, &origin)
	ledgerFlag(c, &at)
	return c
}

func urlFlag(c *cobra.Command, origin *string) {
	c.Flags().StringVar(origin, "url", "http://"+defaultAddress, "where people reach the server, as for serve: `https://sayso.newsroom.example`")
}

// readPassword reads a password from a file and makes what it is held against.
func (p *Program) readPassword(ctx context.Context, file string) (string, error) {
	var from io.Reader = p.Stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return "", sayso.FileError("read password", file, err)
		}
		defer f.Close()
		from = f
	}
	line, err := bufio.NewReader(io.LimitReader(from, 4*account.MaxPassword)).ReadString('\n')
	if err != nil && err != io.EOF {
		return "", sayso.FileError("read password", file, err)
	}
	return account.NewPasswords(account.DefaultCost).Hash(ctx, strings.TrimRight(line, "\r\n"))
}

func (p *Program) printInvitation(ctx context.Context, led sayso.Accounts, name, origin string) error {
	if err := web.CheckOrigin(origin); err != nil {
		return usage{fmt.Errorf("--url %s is no address without a path, such as https://sayso.newsroom.example", origin)}
	}
	key, pass := web.NewInvitation(name, "", p.now())
	if err := led.AddPass(ctx, pass); err != nil {
		return err
	}
	if err := p.noted(ctx, led, name, "invited"); err != nil {
		return err
	}
	_, err := fmt.Fprintf(p.Stdout, "invitation, good once within %d hours: %s\n", int(web.InvitationTime.Hours()), web.InvitationLink(origin, key))
	return err
}

func (p *Program) usersInvite() *cobra.Command {
	var at, origin string
	c := &cobra.Command{
		Use:     "invite [FLAG...] NAME",
		Short:   "Print a link by which somebody chooses a password, or another one",
		Long:    `Prints an invitation for an account that there is. It works once.`,
		Example: `  sayso users invite --url https://sayso.newsroom.example bea`,
		Args:    needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.onLedger(c.Context(), at, func(led sayso.Ledger) error { return p.printInvitation(c.Context(), led, args[0], origin) })
		},
	}
	urlFlag(c, &origin)
	ledgerFlag(c, &at)
	return c
}

// print lays rows out as a table.
func (p *Program) table(columns []column, rows [][]string) error {
	g := grid{columns: columns}
	for _, r := range rows {
		g.add(r)
	}
	_, err := io.WriteString(p.Stdout, g.render(cmp.Or(p.columns(), fileWidth), p.colour()))
	return err
}

func (p *Program) usersList() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "list [FLAG...]",
		Short:   "List who may sign in",
		Long:    `Lists accounts, closed ones too.`,
		Example: `  sayso users list`,
		Args:    none,
		RunE: func(c *cobra.Command, _ []string) error {
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			var rows [][]string
			err = pages(0, func(pg sayso.Paging) (sayso.Page[sayso.Account], error) { return led.AccountList(c.Context(), pg) }, func(a sayso.Account) error {
				sees, by, closed := "everything", "invited", ""
				if a.Limited {
					sees = cmp.Or(strings.Join(a.Collections, ", "), "nothing")
				}
				switch {
				case a.Subject != "":
					by = a.Subject
				case a.Password != "":
					by = "password"
				}
				if !a.Closed.IsZero() {
					closed = minute(a.Closed)
				}
				rows = append(rows, []string{a.Name, string(a.Role), sees, by, closed})
				return nil
			})
			if err != nil {
				return err
			}
			if len(rows) == 0 {
				p.warn("nobody yet")
				return nil
			}
			return p.table([]column{{name: "name", width: 30}, {name: "role", width: 8}, {name: "sees"}, {name: "signs in by", width: 40, drop: 1}, {name: "closed", width: 16}}, rows)
		},
	}
	ledgerFlag(c, &at)
	return c
}

// change changes an account and enters that.
func (p *Program) change(ctx context.Context, at, name, words string, f func(*sayso.Account) error) error {
	return p.onLedger(ctx, at, func(led sayso.Ledger) error {
		if err := led.ChangeAccount(ctx, name, f); err != nil {
			return advise(err, sayso.NotFound, "'sayso users list' has the names")
		}
		if err := p.noted(ctx, led, name, words); err != nil {
			return err
		}
		_, err := fmt.Fprintf(p.Stdout, "%s: %s\n", name, words)
		return err
	})
}

func (p *Program) usersRole() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "role [FLAG...] NAME ROLE",
		Short:   "Say what somebody may do",
		Long:    `Sets the role of an account: reader, editor or admin. An account that was closed is open again. It holds from the next click on.`,
		Example: `  sayso users role bea editor`,
		Args:    needs("a NAME and a ROLE", 2),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) < 2 {
				return hint(c, fmt.Errorf("role needs a NAME and a ROLE"))
			}
			role, err := one("role", args[1], sayso.AccountRoles...)
			if err != nil {
				return err
			}
			return p.change(c.Context(), at, args[0], "is "+string(role), func(a *sayso.Account) error {
				a.Role, a.Closed = role, time.Time{}
				return nil
			})
		},
	}
	ledgerFlag(c, &at)
	return c
}

func (p *Program) usersRemove() *cobra.Command {
	var at string
	c := &cobra.Command{
		Use:     "remove [FLAG...] NAME",
		Short:   "Let somebody in no more",
		Long:    `Closes an account: its sessions and tokens end at once. What was said under its name stays, and nobody else gets the name.`,
		Example: `  sayso users remove cyn`,
		Args:    needs("one NAME", 1),
		RunE: func(c *cobra.Command, args []string) error {
			return p.change(c.Context(), at, args[0], "closed", func(a *sayso.Account) error {
				a.Closed = p.now()
				return nil
			})
		},
	}
	ledgerFlag(c, &at)
	return c
}

func (p *Program) usersAudit() *cobra.Command {
	var at, who, act string
	var limit int
	var lines bool
	c := &cobra.Command{
		Use:   "audit [FLAG...]",
		Short: "Show who did what",
		Long: `Shows the audit trail, the latest first: who signed in, judged, set and exported what.
With --jsonl it prints all of it as JSON Lines, the oldest first, each with the digest
that the next one takes up.`,
		Example: `  sayso users audit --who bea
  sayso users audit --jsonl > audit.jsonl`,
		Args: none,
		RunE: func(c *cobra.Command, _ []string) error {
			a, err := one("act", act, sayso.Acts...)
			if err != nil {
				return err
			}
			led, err := p.openExisting(c.Context(), at)
			if err != nil {
				return err
			}
			defer led.Close()
			q := sayso.AuditQuery{Who: who, Act: a, Oldest: lines}
			if lines && !c.Flags().Changed("limit") {
				limit = 0
			}
			var rows [][]string
			enc := json.NewEncoder(p.Stdout)
			enc.SetEscapeHTML(false)
			err = pages(limit, func(pg sayso.Paging) (sayso.Page[sayso.AuditEntry], error) {
				q.Paging = pg
				return led.Audit(c.Context(), q)
			}, func(e sayso.AuditEntry) error {
				if lines {
					return enc.Encode(web.NewAuditLine(&e))
				}
				rows = append(rows, []string{minute(e.At), cmp.Or(e.Who, "nobody known"), e.From, string(e.Act), e.About, e.Note})
				return nil
			})
			if err != nil || lines {
				return err
			}
			if len(rows) == 0 {
				p.warn("nothing was done")
				return nil
			}
			return p.table([]column{{name: "when", width: 16}, {name: "who", width: 14}, {name: "from", width: 15, drop: 2}, {name: "act", width: 9}, {name: "of"}, {name: "note", width: 30, drop: 1}}, rows)
		},
	}
	c.Flags().StringVar(&who, "who", "", "only what the account `NAME` did")
	c.Flags().StringVar(&act, "act", "", "only acts of this kind: `ACT` is sign-in, 'sign-in refused', sign-out, judgement, setting, export or account")
	c.Flags().BoolVar(&lines, "jsonl", false, "print JSON Lines")
	c.Flags().IntVar(&limit, "limit", sayso.DefaultLimit, "print at most `N`; 0 means all")
	ledgerFlag(c, &at)
	return c
}
