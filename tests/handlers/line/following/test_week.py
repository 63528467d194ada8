"""Citizens who want it hear once a week what went online and what was finished."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.clock import citizens_week
from handlers.line.week import MOST_LISTED
from store.audit import Actor
from store.records.changes import compare, write
from store.records.procedures import ProcedureShelf
from tests.handlers.handover.conftest import DESK_CHANNEL, Clock
from tests.handlers.line.following.conftest import Citizen, finish
from tests.handlers.slack.test_approvals import DESK
from tests.small_city import procedure
from tests.town import Town

WASTE = "家電の引き取り"


@pytest.fixture
def reader(citizen: Citizen, clock: Clock) -> Citizen:
    """A citizen who gets the weekly digest, long after the sample was imported."""
    clock.ahead = timedelta(weeks=520)
    assert "週のまとめを登録しました" in citizen.says("週のまとめを受け取る")
    return citizen


def bring_online(town: Town, *titles: str) -> None:
    """An import brings procedures that can be done online."""
    records = [procedure(title, online_url="https://www.example.lg.jp/") for title in titles]
    with town.office.database.writing() as session:
        changes = compare(ProcedureShelf(), session, "mihon", records, frozenset())
        actor = Actor("command line", "CLI")
        write(ProcedureShelf(), session, "mihon", changes, at=town.office.now(), actor=actor)


def monday_comes(town: Town, clock: Clock) -> None:
    clock.ahead += timedelta(days=5)
    citizens_week(town.office)
    town.settle()
    town.settle()  # the quota is known; now the pushes


def test_what_is_new_is_pushed_on_monday_once(reader: Citizen, clock: Clock) -> None:
    bring_online(reader.town, WASTE)
    finish(reader.town)
    monday_comes(reader.town, clock)
    citizens_week(reader.town.office)
    (told,) = reader.pushed()
    assert told.splitlines() == [
        "週のまとめ（2036年11月3日(月)〜2036年11月9日(日)）",
        "",
        "インターネットでできるようになった手続",
        f"・{WASTE}",
        "　https://www.example.lg.jp/",
        "",
        "終わった取組",
        f"・{DESK}",
        "",
        "くわしくは、名前をお送りください。",
    ]
    assert WASTE not in reader.says("市税はどうやって納めますか")


def test_a_week_without_news_sends_nothing(reader: Citizen, clock: Clock) -> None:
    monday_comes(reader.town, clock)
    assert reader.pushed() == []


def test_many_are_counted(reader: Citizen, clock: Clock) -> None:
    bring_online(reader.town, *(f"{WASTE}（その{number}）" for number in range(MOST_LISTED + 3)))
    monday_comes(reader.town, clock)
    (told,) = reader.pushed()
    assert "ほか3件" in told


def test_what_was_online_before_is_not_new(reader: Citizen, clock: Clock) -> None:
    bring_online(reader.town, WASTE)
    monday_comes(reader.town, clock)
    bring_online(reader.town, WASTE)
    clock.ahead += timedelta(days=2)
    monday_comes(reader.town, clock)
    assert len(reader.pushed()) == 1


def test_where_the_quota_is_too_small_nobody_gets_half(reader: Citizen, clock: Clock) -> None:
    other = Citizen(reader.town)
    other.says("週のまとめを受け取る")
    bring_online(reader.town, WASTE)
    reader.town.line.quota = 1
    monday_comes(reader.town, clock)
    assert (reader.pushed(), other.pushed()) == ([], [])
    (note,) = reader.town.posted_in(DESK_CHANNEL)
    assert "登録している方は2人ですが、LINEで今月あと1通しか送れません" in note.text
    assert WASTE in reader.says("市税はどうやって納めますか"), "it comes with the next answer"
    assert WASTE not in reader.says("市税はどうやって納めますか")


def test_who_ended_it_gets_none(reader: Citizen, clock: Clock) -> None:
    reader.says("週のまとめをやめる")
    bring_online(reader.town, WASTE)
    monday_comes(reader.town, clock)
    assert reader.pushed() == []
