"""Progress is mended by adding, never by changing: corrections, withdrawals, append-only rows."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import audit
from store.clock import FiscalYear
from store.corrections import (
    AlreadyReplaced,
    NothingToWithdraw,
    correct_status,
    withdraw_last,
)
from store.corrections import correct as correct_all
from store.database import Database
from store.people import NotAllowed
from store.plans import standing_progress, status_of
from store.progress import (
    AlreadyRecorded,
    NotAnAddress,
    NotAPercentage,
    TextMissing,
    TextTooLong,
    find,
)
from store.tables import ProgressEntry, Status, Visibility
from tests.at_once import at_once
from tests.small_city import (
    AT,
    CITY,
    HARUKA,
    MIDORI,
    OTHER_CITY,
    TAKESHI,
    YEAR,
    post,
    progress_texts,
    the_initiative,
    who,
)


def posted(city: Database, words: str = "試行を始めた", by: str = MIDORI) -> int:
    with city.writing() as session:
        return post(session, words, by=by).id


def correct(city: Database, entry_id: int, status: Status, by: str = MIDORI) -> int:
    with city.writing() as session:
        entry = find(session, CITY, entry_id)
        assert entry is not None
        return correct_status(
            session, entry, by=who(session, by), status=status, at=AT, via="Slack"
        ).id


def withdraw(city: Database, by: str = MIDORI) -> str:
    with city.writing() as session:
        withdrawal = withdraw_last(session, by=who(session, by), at=AT, via="Slack")
        assert withdrawal.replaces is not None
        return withdrawal.replaces.text


def standing(city: Database) -> list[tuple[str, Status]]:
    with city.reading() as session:
        return [(entry.text, entry.status) for entry in standing_progress(the_initiative(session))]


def test_a_correction_takes_the_place_of_the_entry(city: Database) -> None:
    correct(city, posted(city), Status.DONE)
    assert standing(city) == [("試行を始めた", Status.DONE)]


def test_a_correction_leaves_the_old_entry_in_the_database(city: Database) -> None:
    first = posted(city)
    correct(city, first, Status.DONE)
    with city.reading() as session:
        kept = session.get_one(ProgressEntry, first)
        assert (kept.text, kept.status) == ("試行を始めた", Status.IN_PROGRESS)


def test_an_entry_is_corrected_once(city: Database) -> None:
    entry = posted(city)
    correct(city, entry, Status.DONE)
    with pytest.raises(AlreadyReplaced):
        correct(city, entry, Status.LATE)
    assert standing(city) == [("試行を始めた", Status.DONE)]


def test_the_correction_itself_can_be_corrected(city: Database) -> None:
    correct(city, correct(city, posted(city), Status.DONE), Status.LATE)
    assert standing(city) == [("試行を始めた", Status.LATE)]


def test_two_people_who_correct_at_once_do_not_both_win(city: Database) -> None:
    def try_to(entry: int, status: Status, by: str) -> str:
        try:
            correct(city, entry, status, by)
        except AlreadyReplaced:
            return "too late"
        return status.value

    for number in range(10):
        entry = posted(city, f"報告 {number}")
        outcomes = at_once(
            partial(try_to, entry, Status.DONE, MIDORI), partial(try_to, entry, Status.LATE, HARUKA)
        )
        (winner,) = set(outcomes) - {"too late"}
        assert standing(city)[-1] == (f"報告 {number}", Status(winner))


def test_a_clerk_of_another_section_cannot_correct(city: Database) -> None:
    entry = posted(city)
    with pytest.raises(NotAllowed):
        correct(city, entry, Status.STOPPED, by=TAKESHI)
    assert standing(city) == [("試行を始めた", Status.IN_PROGRESS)]


def test_corrections_and_withdrawals_keep_percentage_and_evidence(city: Database) -> None:
    with city.writing() as session:
        entry = post(session, "試行", percent=40, evidence_url="https://a.example/1").id
    correct(city, entry, Status.DONE)
    withdraw(city)
    with city.reading() as session:
        kept = session.execute(text("SELECT percent, evidence_url FROM progress_entry"))
        assert [tuple(row) for row in kept] == [(40, "https://a.example/1")] * 3
        assert audit.verify(session, CITY).broken_at is None


def test_withdrawing_takes_back_the_last_entry_only(city: Database) -> None:
    posted(city, "一つ目")
    posted(city, "二つ目")
    assert withdraw(city) == "二つ目"
    assert standing(city) == [("一つ目", Status.IN_PROGRESS)]


def test_withdrawing_twice_takes_back_two_entries(city: Database) -> None:
    posted(city, "一つ目")
    posted(city, "二つ目")
    assert [withdraw(city), withdraw(city)] == ["二つ目", "一つ目"]
    assert standing(city) == []


def test_withdrawing_deletes_nothing(city: Database) -> None:
    posted(city)
    withdraw(city)
    with city.reading() as session:
        assert progress_texts(session) == ["試行を始めた", ""]


def test_nobody_withdraws_what_another_person_posted(city: Database) -> None:
    posted(city, by=MIDORI)
    with pytest.raises(NothingToWithdraw):
        withdraw(city, by=HARUKA)
    assert standing(city) == [("試行を始めた", Status.IN_PROGRESS)]


def test_with_nothing_left_there_is_nothing_to_withdraw(city: Database) -> None:
    posted(city)
    withdraw(city)
    with pytest.raises(NothingToWithdraw):
        withdraw(city)


def test_a_withdrawn_entry_cannot_be_corrected(city: Database) -> None:
    entry = posted(city)
    withdraw(city)
    with pytest.raises(AlreadyReplaced):
        correct(city, entry, Status.DONE)


def test_a_withdrawn_entry_no_longer_tells_the_status(city: Database) -> None:
    posted(city)
    withdraw(city)
    with city.reading() as session:
        assert status_of(the_initiative(session)) is Status.NOT_STARTED


@pytest.mark.parametrize(
    "tampering", ["UPDATE progress_entry SET text = '別の話'", "DELETE FROM progress_entry"]
)
def test_the_database_itself_refuses_to_change_progress(city: Database, tampering: str) -> None:
    posted(city)
    with pytest.raises(DBAPIError, match="append"), city.connection() as connection:
        connection.execute(text(tampering))
    assert standing(city) == [("試行を始めた", Status.IN_PROGRESS)]


def test_progress_of_another_municipality_is_not_found(city: Database) -> None:
    entry = posted(city)
    with city.reading() as session:
        assert find(session, OTHER_CITY, entry) is None


# Corrections of everything


def rewrite(city: Database, entry_id: int, words: str, by: str = MIDORI, **said: Any) -> int:
    told: dict[str, Any] = {
        "text": words,
        "status": Status.DONE,
        "year": YEAR,
        "visibility": Visibility.INTERNAL,
        "percent": None,
        "evidence_url": None,
        "at": AT,
        "via": "Slack",
        "origin": f"test:{words}:{by}",
    }
    with city.writing() as session:
        entry = find(session, CITY, entry_id)
        assert entry is not None
        return correct_all(session, entry, by=who(session, by), **told | said).id


def test_every_field_can_be_corrected(city: Database) -> None:
    changed = rewrite(
        city,
        posted(city),
        " 広げた ",
        status=Status.LATE,
        year=FiscalYear(2025),
        visibility=Visibility.PUBLIC,
        percent=40,
        evidence_url="https://a.example/1",
    )
    with city.reading() as session:
        entry = session.get_one(ProgressEntry, changed)
        said = (entry.text, entry.status, entry.fiscal_year, entry.percent, entry.evidence_url)
        assert said == ("広げた", Status.LATE, 2025, 40, "https://a.example/1")
        assert entry.visibility is Visibility.PUBLIC
        assert audit.verify(session, CITY).broken_at is None


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": " "}, TextMissing),
        ({"text": "長" * 3001}, TextTooLong),
        ({"percent": 101}, NotAPercentage),
        ({"evidence_url": "ftp://a.example"}, NotAnAddress),
    ],
)
def test_a_correction_is_checked_like_a_report(
    city: Database, said: dict[str, Any], error: type[Exception]
) -> None:
    entry = posted(city)
    with pytest.raises(error):
        rewrite(city, entry, "別の話", **said)
    assert standing(city) == [("試行を始めた", Status.IN_PROGRESS)]


def test_one_form_corrects_once(city: Database) -> None:
    first = rewrite(city, posted(city), "広げた")
    with pytest.raises(AlreadyRecorded):
        rewrite(city, first, "広げた")
    assert standing(city) == [("広げた", Status.DONE)]


def test_two_who_rewrite_at_once_do_not_both_win(city: Database) -> None:
    def try_to(entry: int, words: str, by: str) -> str:
        try:
            rewrite(city, entry, words, by)
        except AlreadyReplaced:
            return "too late"
        return words

    for number in range(10):
        entry = posted(city, f"報告 {number}")
        outcomes = at_once(
            partial(try_to, entry, f"甲 {number}", MIDORI),
            partial(try_to, entry, f"乙 {number}", HARUKA),
        )
        (winner,) = set(outcomes) - {"too late"}
        assert standing(city)[-1] == (winner, Status.DONE)


def test_a_withdrawal_that_somebody_saw_can_be_undone(city: Database) -> None:
    posted(city)
    with city.writing() as session:
        gone = withdraw_last(session, by=who(session, MIDORI), at=AT, via="Slack").id
    rewrite(city, gone, "やはり始めた")
    assert standing(city) == [("やはり始めた", Status.DONE)]


def test_the_author_may_still_take_back_what_the_dx_office_corrected(city: Database) -> None:
    posted(city, "一つ目")
    rewrite(city, posted(city, "二つ目"), "二つ目、確かめた", by=HARUKA)
    assert withdraw(city) == "二つ目、確かめた"
    with pytest.raises(NothingToWithdraw):
        withdraw(city, by=HARUKA)
