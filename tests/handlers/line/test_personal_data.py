"""What a citizen should not have written is kept nowhere, and neither is who wrote it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

import pytest
import structlog

from bot import logs
from tests.line_words import words
from tests.standins.webhook_events import USER_ID, text_event, webhook_body
from tests.town import Town

NUMBERS = {
    "My Number": "123456789018",
    "My Number in groups": "1234-5678-9018",
    "My Number in full width": "１２３４５６７８９０１８",
    "mobile telephone": "090-0000-1234",
    "telephone in brackets": "03(0000)1234",
    "telephone at home": "0855001234",
    "telephone from abroad": "+81 90 0000 1234",
    "mail": "taro.mihon@mail.example",
    "mail in full width": "ｔａｒｏ＠ｍａｉｌ．ｅｘａｍｐｌｅ",
    "card": "4111 1111 1111 1111",
}


@pytest.fixture
def logged(capfd: pytest.CaptureFixture[str]) -> Iterator[Callable[[], str]]:
    """What is logged with LOG_LEVEL=DEBUG, by the bot and by every library."""
    root = logging.getLogger()
    before, level = root.handlers, root.level
    logs.set_up("DEBUG")
    yield lambda: "".join(capfd.readouterr())
    root.handlers, root.level = before, level
    structlog.reset_defaults()


def everything_stored(town: Town, *, but: tuple[str, ...] = ()) -> str:
    """Every table as text, without the columns named as ``table.column``."""
    tables = town.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    kept = []
    for (table,) in tables:
        columns = [row[1] for row in town.rows(f"PRAGMA table_info({table})")]
        wanted = [f'"{name}"' for name in columns if f"{table}.{name}" not in but]
        kept += town.rows(f"SELECT {', '.join(wanted)} FROM {table}")  # noqa: S608 - own names
    return "\n".join(map(str, kept))


@pytest.mark.parametrize("kind", NUMBERS)
@pytest.mark.parametrize("place", ["inbox", "question", "outbox"])
def test_a_personal_number_is_masked_before_it_is_stored(
    lasting_town: Town, kind: str, place: str
) -> None:
    lasting_town.send_line(text_event(f"{NUMBERS[kind]} です。粗大ごみは出せますか"))
    stored = str(lasting_town.rows(f"SELECT * FROM {place} ORDER BY id DESC LIMIT 1"))  # noqa: S608
    assert NUMBERS[kind] not in stored
    assert place == "outbox" or "■" in stored


def test_a_question_with_a_personal_number_is_answered_all_the_same(lasting_town: Town) -> None:
    messages = lasting_town.citizen_says("090-0000-1234 に電話ください。粗大ごみを出したい")
    assert "粗大ごみ" in words(messages)


def test_a_personal_number_alone_gets_a_reply(lasting_town: Town) -> None:
    assert lasting_town.citizen_says("123456789018")


@pytest.mark.parametrize("place", ["fileName", "title", "address"])
def test_a_personal_number_beside_the_text_is_not_stored(lasting_town: Town, place: str) -> None:
    event = text_event("粗大ごみ")
    event["message"][place] = "123456789018"
    lasting_town.send_line(event)
    assert "123456789018" not in everything_stored(lasting_town)


def test_no_telephone_number_of_the_city_is_masked(lasting_town: Town) -> None:
    assert "電話 0000-00-1205" in words(lasting_town.citizen_says("粗大ごみ"))


def test_nothing_of_a_question_is_in_the_logs(
    lasting_town: Town, logged: Callable[[], str]
) -> None:
    lasting_town.line.fail_next(400)
    question = text_event("記録に残らない言葉 123456789018 taro@mail.example")
    lasting_town.send_line(question)
    lines = logged()
    assert "not_delivered" in lines
    secrets = ("記録に残らない言葉", "123456789018", "taro@", USER_ID, question["replyToken"])
    assert [secret for secret in secrets if secret in lines] == []


def test_nothing_of_a_question_is_in_the_logs_when_handling_it_fails(
    lasting_town: Town, logged: Callable[[], str]
) -> None:
    question = text_event("記録に残らない言葉 090-0000-1234")
    with lasting_town.office.database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE question RENAME TO question_away")
    assert lasting_town.post_line(webhook_body(question)).status_code == 200
    lasting_town.wait_for(
        lambda: lasting_town.rows("SELECT 1 FROM inbox WHERE error <> ''") or None, "a failure"
    )
    with lasting_town.office.database.writing() as session:
        session.connection().exec_driver_sql("ALTER TABLE question_away RENAME TO question")
    lasting_town.settle()
    lines = logged()
    assert "event_failed" in lines
    secrets = ("記録に残らない言葉", "090-0000", USER_ID, question["replyToken"])
    assert [secret for secret in secrets if secret in lines] == []


def test_the_citizens_id_stands_only_where_delivery_needs_it(lasting_town: Town) -> None:
    lasting_town.send_line(text_event("粗大ごみ"), text_event("知らないことば"))
    kept = everything_stored(lasting_town, but=("inbox.payload", "outbox.payload"))
    assert USER_ID not in kept


def test_no_name_of_a_citizen_is_asked_of_line(lasting_town: Town) -> None:
    lasting_town.citizen_says("粗大ごみ")
    assert {request.path for request in lasting_town.line.requests} == {"/v2/bot/message/reply"}
