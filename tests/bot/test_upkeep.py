"""The operator checks the audit trail, the schema, the health and the clock."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.clock import weekly_digest
from bot.settings import Settings
from bot.wiring import open_office
from tests.bot.databases import rows, tamper
from tests.command_line import Said, madoguchi
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.standins.webhook_events import text_event, webhook_body
from tests.town import Town, open_town, town_clock


def run(database: Path, *words: str) -> Said:
    return madoguchi(*words, DATABASE_URL=f"sqlite:///{database}")


def test_an_untouched_audit_trail_is_confirmed(sample_copy: Path) -> None:
    said = run(sample_copy, "audit", "verify")
    assert said.code == 0
    assert "書き換えられたところはありません" in said.out


LAST = "(SELECT max(number) FROM audit_entry)"
TAMPERING = {
    "an entry was changed": (
        f"UPDATE audit_entry SET actor = 'somebody' WHERE number = {LAST}",  # noqa: S608
        "内容が書き換えられています",
    ),
    "an entry was taken out": (
        "DELETE FROM audit_entry WHERE number = 3",
        "3番目が合いません。この番号の記録が抜けています",
    ),
    "the last entry was cut off": (
        f"DELETE FROM audit_entry WHERE number = {LAST}",  # noqa: S608
        "記録が抜けています",
    ),
    "a link was changed": (
        "UPDATE audit_entry SET previous_hash = hash WHERE number = 5",
        "5番目が合いません。前の記録とつながっていません",
    ),
    "progress was changed": (
        "UPDATE progress_entry SET text = 'もう終わった' WHERE person_id IS NOT NULL",
        "進捗の記録と内容が違います",
    ),
    "progress was deleted": (
        "DELETE FROM progress_entry WHERE person_id IS NOT NULL",
        "進捗の記録と内容が違います",
    ),
}


@pytest.mark.parametrize("kind", TAMPERING)
def test_a_changed_trail_is_named_at_its_first_broken_entry(town: Town, kind: str) -> None:
    town.dx("進捗 書かない窓口 視察した")
    database = Path(town.office.database.url.database or "")
    statement, expected = TAMPERING[kind]
    tamper(database, statement)
    said = run(database, "audit", "verify")
    assert said.code == 1
    assert expected in said.out


def test_a_new_database_gets_its_tables(tmp_path: Path) -> None:
    said = run(tmp_path / "new" / "mihon.db", "migrate")
    assert said.code == 0
    assert rows(tmp_path / "new" / "mihon.db", "SELECT count(*) FROM initiative") == [(0,)]


def test_migrating_twice_keeps_everything(sample_copy: Path) -> None:
    assert run(sample_copy, "migrate").code == 0
    assert rows(sample_copy, "SELECT count(*) FROM procedure") == [(51,)]


def test_a_database_of_another_release_is_not_opened(sample_copy: Path) -> None:
    tamper(sample_copy, "UPDATE alembic_version SET version_num = '9999'")
    said = run(sample_copy, "ask", "粗大ごみ")
    assert said.code == 1
    assert "madoguchi migrate" in said.err


def test_a_database_that_is_no_database_is_told(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("拝啓" * 500, "utf-8")
    said = run(tmp_path / "letter.db", "ask", "粗大ごみ")
    assert said.code == 1
    assert "データベースにつながりません" in said.err


def test_the_sample_can_be_loaded_again(sample_copy: Path) -> None:
    said = run(sample_copy, "sample")
    assert said.code == 0
    assert "取組 25件、手続 51件、よくある質問 30件" in said.out


def test_the_bot_says_that_it_is_well(town: Town) -> None:
    answer = town.http.get("/healthz")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "inbox_waiting": 0, "outbox_waiting": 0}


def test_the_bot_says_how_much_waits(town: Town) -> None:
    town.line.fail_next(429, {"Retry-After": "1"})
    assert town.post_line(webhook_body(text_event("粗大ごみ"))).status_code == 200
    town.line.wait_for(1)
    assert town.http.get("/healthz").json()["outbox_waiting"] == 1


@pytest.fixture
def stranded(sample_copy: Path, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Town]:
    """A town whose database has gone away."""
    url = f"sqlite:///{sample_copy}"
    with open_town(url, line, slack, now=town_clock(), is_loaded=True) as town:
        away = sample_copy.parent.with_name(sample_copy.parent.name + "-away")
        sample_copy.parent.rename(away)
        town.office.database.close()
        yield town
        away.rename(sample_copy.parent)


def test_the_bot_says_that_its_database_is_gone(stranded: Town) -> None:
    assert stranded.http.get("/healthz").status_code == 503


def test_an_event_that_could_not_be_stored_is_not_acknowledged(stranded: Town) -> None:
    assert stranded.post_line(webhook_body(text_event("粗大ごみ"))).status_code == 503


def test_two_clocks_at_once_send_one_digest(town: Town, slack: SlackApiStandIn) -> None:
    settings = Settings(_env_file=None, database_url=str(town.office.database.url))
    offices = [open_office(settings, town.office.now) for _ in range(4)]
    ticking = [threading.Thread(target=weekly_digest, args=(office, "C0DX")) for office in offices]
    for clock in ticking:
        clock.start()
    for clock in ticking:
        clock.join()
    town.settle()
    for office in offices:
        office.database.close()
    assert [request.path for request in slack.requests] == ["/api/chat.postMessage"]
