# Two commands for a fresh Debian machine with Rust:
#
#   make demo   builds the program and runs its main job on real and on invented schools
#   make test   runs everything that CI runs
#
# Both say what they do before they do it, and install what is missing.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help demo test rust tools node web pages walk nextest deny format lint tests packs rooms licences

JUNHENG := target/release/junheng
REAL    := testdata/real/tw_tainan_schools_2014.csv
COUNTY  := demo/county
# The day of judgment: with it fixed, a demo gives the same figures on every day.
DAY     := 2026-10-01

say = @printf '\n\033[1m== %s\033[0m\n' $(1)

help:
	@sed -n 's/^#   make/make/p' $(MAKEFILE_LIST)

# ---- demo ---------------------------------------------------------------------------------------

demo: rust web
	$(call say,'Building the program (release): $(JUNHENG)')
	cargo build --release --locked -p junheng
	mkdir -p demo
	$(call say,'1. A real city: 269 schools of Tainan$(comma) 2014$(comma) by the pack school-conditions')
	$(JUNHENG) assess $(REAL) --standard school-conditions --day 2014-10-01
	$(call say,'2. An invented county: three years of returns in $(COUNTY)')
	rm -rf $(COUNTY)
	$(JUNHENG) sample $(COUNTY)
	$(call say,'3. Its newest year by quality-balance-2017')
	$(JUNHENG) assess $(COUNTY)/*.xlsx --standard quality-balance-2017 --day $(DAY)
	$(JUNHENG) --quiet assess $(COUNTY)/*.xlsx --standard quality-balance-2017 --day $(DAY) --out demo/report.html
	$(JUNHENG) --quiet assess $(COUNTY)/*.xlsx --standard quality-balance-2017 --day $(DAY) --out demo/tables.xlsx
	$(JUNHENG) --quiet assess $(COUNTY)/*.xlsx --standard quality-balance-2017 --day $(DAY) --out demo/result.json
	$(call say,'4. The same county as a platform: three rounds$(comma) one account a role')
	rm -rf demo/platform demo/workbooks
	$(JUNHENG) sample demo/workbooks --data demo/platform
	$(call say,'Done. What there is now:')
	@printf '%s\n' \
	  '  demo/report.html   the report, one file: open it in a browser, print it on A4' \
	  '  demo/tables.xlsx   the declaration tables in the official layout' \
	  '  demo/result.json   everything, for machines and for: junheng compare' \
	  '  $(COUNTY)/        the workbooks it was made of' \
	  '' \
	  '  Ask why:  $(JUNHENG) explain $(COUNTY)/*.xlsx --day $(DAY) --of "小学 R5 CV"' \
	  '  demo/platform/     the same county as a platform: $(JUNHENG) serve --data demo/platform'
	$(if $(filter no,$(SERVE)),@true,@echo '  It starts now: open its address in a browser and sign in as admin. Ctrl-C ends it (SERVE=no leaves it out).' && $(JUNHENG) serve --data demo/platform)

SERVE := $(if $(CI),no,yes)
comma := ,

# ---- test ---------------------------------------------------------------------------------------

test: rust tools web format lint packs rooms licences tests pages
	$(call say,'make test: all of it passed')

rust:
	@command -v cargo >/dev/null || { echo 'Rust is missing: install it from https://rustup.rs and run this again.'; exit 1; }

# What the tests open their results with: a spreadsheet program, a browser, a PDF reader, a font.
APT := soffice:libreoffice-calc chromium:chromium pdftotext:poppler-utils pdftoppm:poppler-utils fc-list:fontconfig setpriv:util-linux
tools:
	$(call say,'Looking for what the tests need beside Rust')
	@missing=''; \
	for pair in $(APT); do command -v $${pair%%:*} >/dev/null || missing="$$missing $${pair##*:}"; done; \
	fc-list 2>/dev/null | grep -qi 'noto.*cjk' || missing="$$missing fonts-noto-cjk"; \
	command -v cc >/dev/null || missing="$$missing build-essential"; \
	ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$$missing postgresql"; \
	missing=$$(printf '%s\n' $$missing | sort -u | tr '\n' ' '); \
	if [ -z "$${missing// /}" ]; then echo 'All of it is here.'; exit 0; fi; \
	as_root=''; \
	if [ "$$(id -u)" != 0 ]; then as_root=sudo; command -v sudo >/dev/null || { echo "Missing: $$missing - install them as root: apt-get install $$missing"; exit 1; }; fi; \
	command -v apt-get >/dev/null || { echo "Missing: $$missing - install them with this system's package manager."; exit 1; }; \
	echo "Installing with apt: $$missing"; \
	$$as_root apt-get update -q && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $$missing

# ---- pages --------------------------------------------------------------------------------------

# The pages are built by Node 20 or newer. Where there is none, npm brings one along for the command
# (also to install: an older Node leaves out parts that are built for newer ones); where there is no
# npm either, Debian has it.
NPM = if node -e 'process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)' 2>/dev/null; \
  then npm $(1); else npm exec --yes --package=node@22 -- npm $(1); fi

node:
	@command -v npm >/dev/null && exit 0; \
	as_root=''; if [ "$$(id -u)" != 0 ]; then as_root=sudo; fi; \
	echo 'Installing with apt: npm'; \
	$$as_root apt-get update -q && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends npm

web: node
	$(call say,'Building the pages (web/dist)')
	cd web && $(call NPM,ci --no-audit --no-fund --loglevel=error)
	cd web && $(call NPM,run --silent build)

pages: rust tools web
	$(call say,'Are the pages well typed?')
	cd web && $(call NPM,run --silent check)
	$(call say,'Do people get through them in a browser$(comma) on SQLite and on PostgreSQL?')
	cargo build --locked -p junheng
	cargo run -q --locked -p xtask -- with-postgres $(MAKE) --no-print-directory walk

# Beside a PostgreSQL server: what `pages` does last.
walk:
	cd web && $(call NPM,run --silent test)

format: rust
	$(call say,'Is the code formatted?')
	cargo fmt --all --check

lint: rust
	$(call say,'Does the compiler or clippy warn of anything?')
	cargo clippy --workspace --all-targets --locked -- -D warnings

packs: rust
	$(call say,'Are the packs well made$(comma) and do they judge as their cases expect?')
	cargo run -q --locked -p junheng -- --lang en standards check
	cargo run -q --locked -p junheng -- --lang en standards test

rooms: rust
	$(call say,'Do all arrows point down?')
	cargo run -q --locked -p xtask -- check

deny: rust
	@command -v cargo-deny >/dev/null || { echo 'Installing cargo-deny with cargo install.'; cargo install --locked cargo-deny; }

# The list of known vulnerabilities comes over the network; without one the last copy is used.
ADVISORIES := $${CARGO_HOME:-$$HOME/.cargo}/advisory-dbs
licences: deny
	$(call say,'May we use what we use$(comma) and is anything known to be broken?')
	cargo deny check bans licenses sources
	if cargo deny fetch db || ls -d $(ADVISORIES)/*/ >/dev/null 2>&1; then \
	  cargo deny --offline check advisories; \
	else echo 'Advisories: NOT CHECKED, the list cannot be fetched from here.'; fi

nextest: rust
	@command -v cargo-nextest >/dev/null || { echo 'Installing cargo-nextest with cargo install.'; cargo install --locked cargo-nextest || echo 'cargo-nextest cannot be installed here: cargo test does it.'; }

tests: rust nextest
	$(call say,'The examples in the documentation')
	cargo test --workspace --locked --doc
	$(call say,'The tests')
	run='cargo test --workspace --locked --no-fail-fast --lib --bins --tests'; \
	if command -v cargo-nextest >/dev/null; then run='cargo nextest run --workspace --locked --no-fail-fast'; fi; \
	cargo run -q --locked -p xtask -- with-postgres $$run
