# Everything the project needs is done by these; `make help` lists them.
ifeq ($(origin PYTHON), undefined)
PYTHON = python3
# Nobody has said which: of two of the same version on this machine the quicker may be taken.
export ANY_PYTHON = yes
endif
PORT ?= 8000
export PORT

.PHONY: help run test check gameday format bench lighthouse screenshots constraints clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: ## a complete newspaper at http://127.0.0.1:8000/ (PORT= moves it)
	@$(PYTHON) dev/run.py

test: ## everything: lint, types, both databases, browser, HTML, documentation
	@$(PYTHON) dev/suite.py

check: ## what takes seconds: lint, types, migrations, architecture, documentation
	@$(PYTHON) dev/suite.py --quick

gameday: ## what takes long: workers killed under load
	@.venv/bin/python -m pytest -n 2 -m gameday --dist=loadgroup

bench: ## the benchmarks, one after another, with their limits
	@$(PYTHON) dev/bench.py

lighthouse: ## what Lighthouse says of the front page, an article and a rubric
	@$(PYTHON) dev/environment.py dev postgres
	@.venv/bin/python dev/lighthouse.py

format: ## code and templates put in order, as `make check` wants them
	@$(PYTHON) dev/environment.py dev postgres
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .
	@find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

screenshots: ## the pictures of README.md, from the demo
	@$(PYTHON) dev/environment.py dev postgres
	@.venv/bin/python dev/screenshots.py

constraints: ## constraints.txt anew, from the newest releases the ranges allow
	@$(PYTHON) dev/constraints.py

clean: ## forget the virtual environment and all that was made; var/ with the paper's data stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis var/test var/tools
