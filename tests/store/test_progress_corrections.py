"""Progress is mended by adding, never by changing: corrections, withdrawals, append-only rows."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import audit
from store.database import Database
from store.people import NotAllowed
from store.plans import standing_progress, status_of
from store.progress import (
    AlreadyReplaced,
    NothingToWithdraw,
    correct_status,
    find,
    withdraw_last,
)
from store.tables import ProgressEntry, Status
from tests.at_once import at_once
from tests.small_city import (
    AT,
    CITY,
    HARUKA,
    MIDORI,
    OTHER_CITY,
    TAKESHI,
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
        return withdraw_last(session, by=who(session, by), at=AT, via="Slack").text


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
