# `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORK ?= var
PIP := $(BIN)/pip install --quiet --disable-pip-version-check

.PHONY: help run setup setup-dev test lint format lock migration catalogue pictures bench-intake bench-import bench-editions bench-answers bench-slack bench-line train clean
.DEFAULT_GOAL := help

help:  ## この一覧を出す
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 14

run: setup  ## 見本市のデータで動かす（http://127.0.0.1:8000）
	@PLAYGROUND=1 $(BIN)/madoguchi sample
	@PLAYGROUND=1 $(BIN)/madoguchi serve --all

setup: $(VENV)/ready  ## 動かす準備だけをする

test: $(VENV)/ready-dev  ## すべてのテストをする
	$(BIN)/pytest -n 3 --dist loadfile

lint: $(VENV)/ready-dev  ## 書き方、型、依存の向きを確かめる
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(VENV)/ready-dev  ## 書き方をそろえる
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## 使う部品の版を決め直す（uv が必要）
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group build --group dev -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url pyproject.toml --group train -c requirements/dev.txt -o requirements/train.txt

migration: $(VENV)/ready-dev  ## 表を変えたあとの移行を書く（MESSAGE="..."）
	@$(BIN)/python -c 'import sys, tempfile; from store.database import Database; from store.schema import new_revision, upgrade; d = Database("sqlite:///" + tempfile.mkdtemp() + "/new.db"); upgrade(d); new_revision(d, sys.argv[1])' "$(MESSAGE)"

catalogue: $(VENV)/ready-dev  ## 市民が読む文を集め、言葉ごとの訳の表をそろえる（handlers/locale）
	@mkdir -p $(WORK)
	@cd handlers && PYTHONPATH=$(CURDIR) ../$(BIN)/pybabel --quiet extract --mapping ../babel.cfg --sort-by-file --add-location file --no-wrap --omit-header --output $(abspath $(WORK))/madoguchi.pot .
	@$(BIN)/pybabel --quiet update --domain madoguchi --input-file $(WORK)/madoguchi.pot --output-dir handlers/locale --no-wrap --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

pictures: $(VENV)/ready-dev  ## 説明の絵（docs/pictures）を撮り直す（Chromium が必要）
	@$(BIN)/python -m tests.browser.pictures docs/pictures

bench-intake: $(VENV)/ready-dev  ## 受け付けの速さを測る
	@PYTHONPATH=. $(BIN)/python benchmarks/intake.py

bench-line: $(VENV)/ready-dev  ## LINEで市民が待つ時間を、SDKの見本のボットと並べて測る
	@PYTHONPATH=$(CURDIR) $(BIN)/python benchmarks/line.py

bench-import: $(VENV)/ready-dev  ## 大きな計画の読み込みの速さと記憶量を測る
	@PYTHONPATH=. $(BIN)/python benchmarks/import_size.py

bench-editions: $(VENV)/ready-dev  ## 次の版との比べと書き込みの速さを測る
	@PYTHONPATH=. $(BIN)/python benchmarks/import_editions.py

bench-answers: $(VENV)/ready-train  ## 見つけ方ごとの良さと速さ、件数ごとの手間を測る（FAQ= QUERIES= を指定）
	@mkdir -p $(WORK)
	@PYTHONPATH=. $(BIN)/python benchmarks/answers.py quality --faq $(FAQ) --queries $(QUERIES) --work $(WORK)
	@PYTHONPATH=. $(BIN)/python benchmarks/answers.py cost --work $(WORK)

bench-slack: $(VENV)/ready-dev  ## Slackで職員が待つ時間を測る
	@PYTHONPATH=$(CURDIR) $(BIN)/python benchmarks/slack.py

train: $(VENV)/ready-train  ## 並び順と確かさを学び直す（FAQ= QUERIES= QUESTIONS= を指定）
	@PYTHONPATH=. $(BIN)/python benchmarks/train.py --faq $(FAQ) --queries $(QUERIES) $(addprefix --questions ,$(QUESTIONS)) --work var

clean:  ## 準備したものと見本のデータベースを消す
	rm -rf $(VENV) var

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 以上が必要です。PYTHON=python3.11 make $(MAKECMDGOALS) のように指定してください。"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/ready: requirements/run.txt pyproject.toml | $(VENV)/bin/python
	@echo "必要な部品を入れています（初めは1〜2分かかります）…"
	@$(PIP) --require-hashes -r requirements/run.txt
	@$(PIP) --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/ready-train: requirements/train.txt $(VENV)/ready-dev
	@$(PIP) --require-hashes -r requirements/train.txt
	@touch $@

$(VENV)/ready-dev: requirements/dev.txt $(VENV)/ready
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@
