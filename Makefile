# The habits of the house. `make` alone lists them.
CORPORA ?= ../shared/corpora
FUZZTIME ?= 10s
COUNT ?= 1

.PHONY: help build test race lint bench fuzz score check
help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

build: ## build one static binary, bin/sayso
	CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o bin/sayso ./cmd/sayso

test: ## run every test
	go test ./...

race: ## run every test under the race detector
	go test -race -short ./...

lint: ## formatting, vet, the import rule
	@out=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$out" ]; then echo "not gofmt'ed:"; echo "$$out"; exit 1; fi
	go vet ./...
	go test -count=1 -run TestImportRule .

bench: ## benchmarks of every room, as a table
	@go test -run '^$$' -bench . -benchmem -count $(COUNT) ./... | go tool -modfile=go.tool.mod benchstat -

fuzz: ## fuzz every target for FUZZTIME each
	@.ci/fuzz $(FUZZTIME)

score: build ## measure on the dev parts and rewrite the golden scores
	bin/sayso eval all --data $(CORPORA) --golden eval/scores.txt --write

score-check: build ## measure and compare with the golden scores
	bin/sayso eval all --data $(CORPORA) --golden eval/scores.txt

check: ## all that CI runs
	bash .ci/run
