"""What the counter says stands in Japanese in templates, and in catalogues in other languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from importlib import import_module
from itertools import islice, product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir

from handlers import wording
from handlers.answers.help_lines import help_lines
from handlers.languages import EASY_JAPANESE, ENGLISH, JAPANESE, catalogue, languages
from handlers.line.messages import MOST_LABEL
from knowledge.answer import (
    Answer,
    Audience,
    Candidate,
    Contact,
    Decision,
    Kind,
    Notice,
    Part,
    Passage,
    SmallTalk,
)
from knowledge.sources import Source

ROOT = Path(__file__).parents[2]
OTHERS = [code for code in languages() if code != JAPANESE]
_PLACE = re.compile(r"%\(\w+\)s")


def sentences() -> set[str]:
    """What is to be said in each language, by the same mapping as `make catalogue`."""
    frontend: Any = import_module("babel.messages.frontend")  # reading a mapping has no types
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = frontend.parse_mapping_cfg(mapping)
    return {str(found[2]) for found in extract_from_dir(ROOT / "handlers", methods, options)}


def test_every_language_says_what_it_is_called() -> None:
    names = {code: one.name for code, one in languages().items()}
    assert names == {"ja": "日本語", "en": "English", "ja_easy": "やさしい日本語"}


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_has_every_sentence_and_no_other(code: str) -> None:
    said = {message.id: message.string for message in catalogue(code) if message.id}
    assert {text for text, string in said.items() if not string} == set()
    assert {*said} == sentences()


@pytest.mark.parametrize("code", OTHERS)
def test_a_sentence_has_the_same_values_in_it(code: str) -> None:
    differ = [
        message.id
        for message in catalogue(code)
        if sorted(_PLACE.findall(str(message.id))) != sorted(_PLACE.findall(str(message.string)))
    ]
    assert differ == []


def test_a_sentence_is_said_in_the_language_asked_for() -> None:
    assert "Thank you for the sticker." in wording.plain(
        "line/not_text.j2", kind="sticker", contacts=(), language=ENGLISH
    )


def test_a_language_there_is_none_of_is_japanese() -> None:
    assert wording.plain("line/welcome.j2", language="tlh") == wording.plain("line/welcome.j2")


SOURCE = Source("Plan", "Chapter 1", "2nd edition", verified_on=date(2026, 11, 2))
CONTACTS = (Contact("Citizens", "0000-00-1202", "Mon-Fri", "1F"), Contact("Taxes"))
DEPARTMENT = SimpleNamespace(name="Citizens", telephone="0000-00-1202")
OPENS_LATER = SimpleNamespace(opens_at=datetime(2026, 11, 2, tzinfo=UTC), is_known=True, text="")
OPEN = SimpleNamespace(opens_at=None, is_known=True, text="Mon-Fri")
UNCLEAR = SimpleNamespace(opens_at=None, is_known=False, text="Mon-Fri")
UNKNOWN = SimpleNamespace(opens_at=None, is_known=False, text="")
CITY_NOTICE = SimpleNamespace(
    text="Shelters are open.",
    link="https://city.example/",
    set_at=datetime(2026, 11, 2, tzinfo=UTC),
)
FOR_CITIZENS = {
    "handover": "ended hours no_answer_yet nobody not_passed_on opened from_department passed_on "
    "what_about words_only",
    "line/choosing": "consult department help nothing",
    "line": "apology city_notice_told evacuation not_text old_button rated_helpful rated_why "
    "rated_wrong welcome",
}
JAPANESE_LETTERS = re.compile(r"[ぁ-ゖァ-ヺー一-鿿]+")


def answers() -> Iterator[Answer]:
    """Answers of every kind and with every part, in words without a Japanese letter."""
    parts = [Passage(part, ("Some text.",), SOURCE, label="1", when="2027") for part in Part]
    for kind, told, contacts in product(Kind, (parts, []), (CONTACTS, ())):
        for source in (SOURCE, Source("Plan", imported_on=date(2026, 11, 3))):
            yield Answer(
                "city",
                Audience.CITIZEN,
                "question",
                Decision.ANSWER,
                1.0,
                kind=kind,
                title="Certificate",
                passages=tuple(told),
                contacts=contacts,
                source=source,
                alternatives=(Candidate("procedure:1", kind, "Garbage", 0.5),),
                unwritten=(Part.FEE, Part.CONTACT),
            )


def everything_said(language: str) -> Iterator[tuple[str, str]]:
    """What each template for citizens says, in all the ways it goes."""

    def say(template: str, **values: Any) -> tuple[str, str]:
        return template, wording.plain(template, language=language, **values)

    for answer in answers():
        for name in ("answer", "ask_back", "pass_on"):
            yield say(f"answers/{name}.j2", answer=answer)
    for answer, talk in product(islice(answers(), 3), SmallTalk):
        yield say(f"answers/small_talk/{talk}.j2", answer=answer)
    for notice in Notice:
        yield say(
            f"answers/notices/{notice}.j2",
            lines=help_lines(),
            evacuation_url="https://city.example/",
        )
    yield say("answers/city_notice.j2", notice=CITY_NOTICE)
    for folder, names in FOR_CITIZENS.items():
        for name, department, hours, way in product(
            names.split(),
            (DEPARTMENT, None),
            (OPENS_LATER, OPEN, UNCLEAR, UNKNOWN),
            (
                "staff",
                "silence",
                "sticker",
                "image",
                "audio",
                "location",
                "file",
                "outdated",
                "stuck",
            ),
        ):
            yield say(
                f"{folder}/{name}.j2",
                department=department,
                hours=hours,
                kind=way,
                why=way,
                reason=way,
                matter="garbage" if department else "",
                may_push=department is not None,
                contacts=CONTACTS if department else (),
                text="Hello.",
                has_hidden_numbers=True,
                contact=CONTACTS[0],
                may_ask=department is not None,
                is_there_one=department is not None,
                url="https://city.example/" if department else "",
                lines=help_lines(),
            )


def test_english_has_no_japanese_in_it() -> None:
    left = {
        (template, found)
        for template, text in everything_said(ENGLISH)
        for found in JAPANESE_LETTERS.findall(text)
    }
    assert left == set()


@pytest.mark.parametrize("code", languages())
def test_what_stands_on_a_button_is_not_cut_off(code: str) -> None:
    labels = {
        **wording.labels("handover/buttons.j2", language=code),
        **wording.labels("line/labels.j2", language=code),
    }
    ours = {name: label for name, label in labels.items() if "{" not in label}
    assert {name: label for name, label in ours.items() if len(label) > MOST_LABEL} == {}


def test_a_line_that_is_broken_stays_what_it_was() -> None:
    answer = replace(next(answers()), title="字。絵", passages=())
    said = wording.marked("answers/answer.j2", language=EASY_JAPANESE, answer=answer)
    assert said.startswith(f"{wording.TITLE}字（じ）。\n{wording.TITLE}絵（え）\n")


@pytest.mark.parametrize("code", OTHERS)
def test_every_template_says_something_in_each_language(code: str) -> None:
    assert [template for template, text in everything_said(code) if not text] == []


def test_a_day_is_written_as_the_language_does() -> None:
    answer = next(answers())
    said = wording.plain("answers/answer.j2", language=ENGLISH, answer=answer)
    assert "Checked on Monday, November 2, 2026" in said


def test_easy_japanese_has_readings_but_not_on_a_button() -> None:
    said = wording.plain("handover/passed_on.j2", language=EASY_JAPANESE, may_push=True)
    assert said == "職員（しょくいん）に伝（つた）えました。"
    labels = wording.labels("handover/buttons.j2", language=EASY_JAPANESE)
    assert labels["asks"] == "市の人に聞く"


def test_easy_japanese_keeps_the_readings_that_a_city_corrected() -> None:
    department = SimpleNamespace(name="字小路支所", telephone="")
    values: dict[str, Any] = {"department": department, "matter": "", "hours": UNKNOWN}
    said = wording.plain(
        "handover/opened.j2",
        language=EASY_JAPANESE,
        own_readings={"字小路": "あざこうじ"},
        may_push=True,
        **values,
    )
    assert said.startswith("字小路（あざこうじ）支所（ししょ）の")
