"""Every procedure of the sample, and the longest that a city may write, is within LINE's limits
however a citizen wants to be spoken to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from bot.settings import SAMPLE_MUNICIPALITY, Settings
from bot.wiring import open_office
from handlers.answers import asking
from handlers.answers.asking import Asked
from handlers.languages import EASY_JAPANESE, ENGLISH, JAPANESE
from handlers.line.answering import CHANNEL, answer_messages
from handlers.line.visit import Visit
from handlers.office import Office
from knowledge.answer import Audience, Candidate, Decision, Kind
from store.citizens import Choices
from store.inbox import Taken, Turn
from store.left_by import Left
from store.records.people import DepartmentRecord, DepartmentShelf
from tests.line_words import Message, entries_offered, on_pages, words
from tests.sample_rows import sample_rows
from tests.small_city import PROCEDURES, bring, procedure
from tests.standins.line_limits import check_messages
from tests.standins.specs import LINE_MESSAGING
from tests.standins.strict_schema import strict_schemas
from tests.standins.webhook_events import text_event
from tests.town import OPENING

MODES: Mapping[str, Choices] = {
    "page": Choices(),
    "large": Choices(is_large=True),
    "text": Choices(is_text_only=True),
}
SPOKEN = [
    pytest.param(Choices(language, mode.is_large, mode.is_text_only), id=f"{name}-{language}")
    for (name, mode), language in product(MODES.items(), (JAPANESE, ENGLISH, EASY_JAPANESE))
]

DESKS = tuple(f"{number}番目の{'暮らしと手続の' * 10}課" for number in range(1, 6))
ADDRESS = f"https://www.city.mihon.example/{'x' * 960}"
LONG_TITLE = "長い手続の名前" * 43
"""301 letters."""
LONG = procedure(
    LONG_TITLE,
    group="暮らし" * 30,
    summary="届け出る方法を説明します。" * 385,
    who="市内に住んでいる方" * 50,
    what_to_bring=tuple(f"{number}番目に持ってくる書類" * 5 for number in range(60)),
    fee="一通300円です。" * 60,
    deadline="引っ越した日から14日以内に出してください。" * 20,
    department="、".join(DESKS),
    place="市役所の窓口" * 50,
    hours="平日の8時30分から" * 30,
    online_service="オンライン申請" * 20,
    online_url=ADDRESS,
    page_url=ADDRESS,
    offline_way="窓口で届け出ます。" * 100,
    note="混み合うことがあります。" * 200,
    source="条例第1条" * 40,
)
LIKE_IT = [replace(LONG, title=LONG_TITLE + mark, summary="別の手続です。") for mark in "甲乙"]
SHORT_LINES = procedure("短い行の手続", summary="\n".join("あ" for _ in range(2500)))
UNBROKEN = procedure("切れ目のない手続", summary="𩸽" * 5000)
TANGLED = procedure(
    "改行と空白の手続", summary="\n\n　\n" * 500 + "終わり", fee="\u200b", what_to_bring=("\n", " ")
)


@pytest.fixture(scope="module")
def office(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The sample city, with procedures as long as anybody may write them."""
    path = tmp_path_factory.mktemp("every") / "mihon.db"
    path.write_bytes(sample_database.read_bytes())
    settings = Settings(_env_file=None, database_url=f"sqlite:///{path}")
    opened = open_office(settings, lambda: OPENING)
    desks = [
        DepartmentRecord(
            name, "0000-00-1299", "平日", "市役所" * 60, (), False, "", address="町" * 200
        )
        for name in DESKS
    ]
    bring(opened.database, DepartmentShelf(), desks, document="課.csv", municipality="mihon")
    longest = [LONG, *LIKE_IT, SHORT_LINES, UNBROKEN, TANGLED]
    bring(opened.database, PROCEDURES, longest, document="手続.csv", municipality="mihon")
    yield opened
    opened.database.close()


@pytest.fixture
def visit(office: Office, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A citizen who wants to be spoken to as the test says."""
    event = Taken(0, "mihon", "line", "", "c", text_event("住民票"), OPENING, 1)
    with ExitStack() as stack:
        turn = Turn(office.database, event, lambda: OPENING, stack)
        yield Visit(turn, office, "of the tests", request.param, Left())


def titles_and_keys(office: Office) -> dict[str, str]:
    entries = office.counter.shelves(SAMPLE_MUNICIPALITY).base.citizen_entries
    return {entry.title: entry.key for entry in entries if entry.kind is Kind.PROCEDURE}


def shown(visit: Visit, key: str) -> Asked:
    asked = asking.show(visit.turn, visit.office, key, audience=Audience.CITIZEN, channel=CHANNEL)
    assert asked is not None
    return asked


def problems(messages: Sequence[Message]) -> list[str]:
    """What LINE would refuse; by its own description too, where that is there."""
    found = check_messages(list(messages))
    schemas = strict_schemas(LINE_MESSAGING)
    if schemas:
        body = {"replyToken": "r", "messages": list(messages)}
        found += schemas.problems("ReplyMessageRequest", body)
    return found


@pytest.mark.parametrize("visit", SPOKEN, indirect=True)
def test_every_procedure_is_within_the_limits(visit: Visit) -> None:
    keys = titles_and_keys(visit.office)
    assert {row["手続名"] for row in sample_rows("procedures.csv")} <= keys.keys()
    refused = {}
    for title, key in keys.items():
        messages = answer_messages(visit, shown(visit, key))
        kinds = {message["type"] for message in messages}
        assert kinds == {"text" if visit.choices.is_text_only else "flex"}, title
        refused[title[:20]] = problems(messages)
    assert {title: found for title, found in refused.items() if found} == {}


@pytest.mark.parametrize("visit", [MODES["page"], MODES["text"]], indirect=True)
def test_the_longest_is_told_to_its_end(visit: Visit) -> None:
    """The way without the internet, the desks and the source stand after all the rest."""
    asked = shown(visit, titles_and_keys(visit.office)[LONG_TITLE])
    messages = answer_messages(visit, asked)
    is_text = visit.choices.is_text_only
    read = words(messages) if is_text else "\n".join(map("\n".join, map(on_pages, messages)))
    for told in (LONG.what_to_bring[-1], LONG.offline_way, DESKS[-1], LONG.source, "2026年5月1日"):
        assert told in read


@pytest.mark.parametrize("visit", MODES.values(), indirect=True)
def test_the_longest_names_can_be_chosen(visit: Visit) -> None:
    keys = titles_and_keys(visit.office)
    candidates = tuple(
        Candidate(keys[one.title], Kind.PROCEDURE, one.title, 0.0) for one in (LONG, *LIKE_IT)
    )
    asked = shown(visit, keys[LONG_TITLE])
    answer = replace(asked.answer, decision=Decision.ASK_BACK, alternatives=candidates)
    messages = answer_messages(visit, replace(asked, answer=answer))
    assert len(entries_offered(messages)) == len(candidates)
    assert problems(messages) == []
