# The habits of the house. `make` alone lists them.
CORPORA ?= ../shared/corpora
FUZZTIME ?= 5m
COUNT ?= 1

.PHONY: help build dist dist-check test race lint cross bench fuzz nightly score score-check score-small score-small-check check
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

build: ## build one static binary, bin/sayso
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/sayso ./cmd/sayso

dist: ## build the archives of a release, with checksums, into dist/
	go run ./cmd/dist

# The clone stands elsewhere and is of another time, so nothing of either may get in.
HERE = $$(go env GOHOSTOS)/$$(go env GOHOSTARCH)
dist-check: ## build one archive here and in a clone elsewhere, and compare them
	@t=$$(mktemp -d) && trap 'rm -rf "$$t"' EXIT && git clone -q . "$$t/clone" && \
	go run ./cmd/dist -out "$$t/here" -targets $(HERE) && \
	(cd "$$t/clone" && go run ./cmd/dist -out "$$t/there" -targets $(HERE)) && \
	diff "$$t/here/SHA256SUMS" "$$t/there/SHA256SUMS" && cat "$$t/here/SHA256SUMS"

test: ## run every test
	go test ./...

# Under the race detector a test takes some ten times as long, so those stay out
# that run on one goroutine and are dear, or kill another process: there is no race
# for it to see.
RACELESS = SurvivesKills|WorkersSurvive|PoisonEnds|FullDisk|Kill|PowerCut|FaultyFiles|FlippedBits|VerifyDerived|DamagedInside|TestFaults|AnyOrder|TakeTheirPlace|TestFailures|StoriesAreFound|TellsTheSame|TestGrammar|Golden
race: ## run the tests under the race detector
	go test -race -short -timeout 30m -skip '$(RACELESS)' ./...

lint: ## formatting, vet, staticcheck, complexity, the import rule, English in tables
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not gofmt'ed:"; echo "$$out"; exit 1; fi
	go vet ./...
	go tool -modfile=go.tool.mod staticcheck ./...
	.ci/complexity
	go test -count=1 -run 'TestImportRule|TestEnglishStaysInTables' .

cross: ## build and vet the program for the other machines that it runs on
	GOOS=linux GOARCH=arm64 go vet ./cmd/sayso ./internal/nlp/... ./internal/watch/... ./sqlite && GOOS=linux GOARCH=arm64 go build -o /dev/null ./cmd/sayso
	GOOS=darwin GOARCH=arm64 go build -o /dev/null ./cmd/sayso
	GOOS=windows GOARCH=amd64 go build -o /dev/null ./cmd/sayso

bench: ## benchmarks of every room, as a table
	@go test -run '^$$' -bench . -benchmem -count $(COUNT) ./... | go tool -modfile=go.tool.mod benchstat -

fuzz: ## fuzz every target for FUZZTIME each, 5m unless you say otherwise
	@.ci/fuzz $(FUZZTIME)

nightly: ## kill a working ledger 1,000 times and workers 200 times, cut its power 1,000 times, fail 10,000 of its file operations, read every bad shape, and kill a watch that tells 1,000 follows
	SAYSO_SHAPES=1 go test -count 1 -timeout 2h -v -run TestNoInputIsDear ./internal/intake
	SAYSO_POSTGRES=1 SAYSO_WORK_ROUNDS=200 go test -count 1 -timeout 2h -v -run TestWorkersSurvive ./cmd/sayso
	SAYSO_KILLS=1000 SAYSO_CUTS=1000 SAYSO_FAULTS=10000 go test -count 1 -timeout 6h -v -run 'TestKill|TestPowerCut|TestFaultyFiles' ./sqlite
	SAYSO_FOLLOWS=1000 SAYSO_NEWS=10000 SAYSO_DEATHS=20 go test -count 1 -timeout 3h -v -run TestFollowsSurviveKills ./cmd/sayso

score: build ## measure on the dev parts and rewrite the golden scores
	bin/sayso eval all --data $(CORPORA) --golden eval/scores.txt --write

score-check: build ## measure and compare with the golden scores
	bin/sayso eval all --data $(CORPORA) --golden eval/scores.txt

score-small: build ## measure on the small corpus in the tree and rewrite its scores
	bin/sayso eval all --data eval/corpora --golden eval/corpora/scores.txt --write

score-small-check: build ## measure on the small corpus and compare
	bin/sayso eval all --data eval/corpora --golden eval/corpora/scores.txt

check: ## all that CI runs
	bash .ci/run
