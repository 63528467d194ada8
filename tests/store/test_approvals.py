"""What is for citizens waits for the DX office; a decision is made once and only added."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from store import approvals, audit
from store.approvals import AlreadyReviewed, NothingToReview
from store.clock import FiscalYear
from store.corrections import AlreadyReplaced, correct, latest, withdraw
from store.database import Database
from store.municipalities import knowledge_version
from store.people import NotAllowed
from store.plans import standing_progress, status_of
from store.progress import TextMissing, TextTooLong, find
from store.tables import Person, ProgressEntry, Status, Visibility
from tests.at_once import at_once
from tests.small_city import AT, CITY, HARUKA, MIDORI, OTHER_CITY, WRITER, post, the_initiative, who

VIA = "Slack"


@pytest.fixture
def approving(city: Database) -> Database:
    """うみべ市 where what is for citizens waits."""
    switch(city, is_on=True)
    return city


def switch(city: Database, *, is_on: bool) -> bool:
    with city.writing() as session:
        return approvals.switch(session, CITY, is_on=is_on, at=AT, actor=WRITER)


def posted(city: Database, words: str, visibility: Visibility = Visibility.PUBLIC) -> int:
    with city.writing() as session:
        return post(session, words, visibility=visibility).id


def corrected(city: Database, number: int, words: str, visibility: Visibility) -> int:
    with city.writing() as session:
        entry = find(session, CITY, number)
        assert entry is not None
        return correct(
            session,
            entry,
            by=who(session, MIDORI),
            text=words,
            status=Status.DONE,
            year=FiscalYear(2026),
            visibility=visibility,
            percent=None,
            evidence_url=None,
            at=AT,
            via=VIA,
            origin=f"test:{words}",
        ).id


def withdrawn(city: Database, number: int) -> None:
    with city.writing() as session:
        entry = session.get_one(ProgressEntry, number)
        withdraw(session, entry, by=who(session, MIDORI), at=AT, via=VIA)


def approve(city: Database, number: int, by: str = HARUKA) -> str:
    with city.writing() as session:
        entry = session.get_one(ProgressEntry, number)
        return approvals.approve(session, entry, by=who(session, by), at=AT, via=VIA).decision.value


def send_back(city: Database, number: int, comment: str = "数値を確かめてください") -> str:
    with city.writing() as session:
        entry, by = session.get_one(ProgressEntry, number), who(session, HARUKA)
        return approvals.send_back(
            session, entry, by=by, comment=comment, at=AT, via=VIA
        ).decision.value


def seen(city: Database, *, public_only: bool = True) -> list[str]:
    with city.reading() as session:
        standing = standing_progress(the_initiative(session), public_only=public_only)
        return [entry.text for entry in standing]


def queue(city: Database) -> list[str]:
    with city.reading() as session:
        entries = approvals.waiting(session, CITY)
        assert approvals.count_waiting(session, CITY) == len(entries)
        return [entry.text for entry in entries]


def test_nothing_waits_unless_the_municipality_wants_it(city: Database) -> None:
    posted(city, "視察した")
    assert (seen(city), queue(city)) == (["視察した"], [])


def test_what_is_for_citizens_waits_and_staff_see_it(approving: Database) -> None:
    posted(approving, "視察した")
    assert (seen(approving), seen(approving, public_only=False)) == ([], ["視察した"])
    assert queue(approving) == ["視察した"]


def test_what_is_internal_waits_for_nobody(approving: Database) -> None:
    posted(approving, "打合せ", Visibility.INTERNAL)
    assert queue(approving) == []


def test_approved_it_is_seen_and_knowledge_is_new(approving: Database) -> None:
    number = posted(approving, "視察した")
    with approving.reading() as session:
        before = knowledge_version(session, CITY) or 0
    assert approve(approving, number) == "approved"
    assert (seen(approving), queue(approving)) == (["視察した"], [])
    with approving.reading() as session:
        assert (knowledge_version(session, CITY) or 0) > before


def test_sent_back_it_is_not_seen_and_waits_no_longer(approving: Database) -> None:
    assert send_back(approving, posted(approving, "視察した")) == "returned"
    assert (seen(approving), queue(approving)) == ([], [])


def test_what_was_posted_before_the_switch_stays_seen(city: Database) -> None:
    posted(city, "前から")
    assert switch(city, is_on=True)
    assert not switch(city, is_on=True)
    posted(city, "あとから")
    assert (seen(city), queue(city)) == (["前から"], ["あとから"])


def test_what_waits_goes_on_waiting_after_the_switch(approving: Database) -> None:
    number = posted(approving, "待つ")
    switch(approving, is_on=False)
    posted(approving, "待たない")
    assert (seen(approving), queue(approving)) == (["待たない"], ["待つ"])
    approve(approving, number)
    assert seen(approving) == ["待つ", "待たない"]


def test_citizens_see_the_entry_as_it_was_until_its_correction_is_approved(city: Database) -> None:
    first = posted(city, "一版")
    switch(city, is_on=True)
    second = corrected(city, first, "二版", Visibility.PUBLIC)
    assert seen(city) == ["一版"]
    send_back(city, second)
    third = corrected(city, second, "三版", Visibility.PUBLIC)
    assert (seen(city), queue(city)) == (["一版"], ["三版"])
    with city.reading() as session:
        assert status_of(the_initiative(session), public_only=True) is Status.IN_PROGRESS
    approve(city, third)
    assert seen(city) == ["三版"]


def test_what_is_made_internal_is_gone_for_citizens_at_once(city: Database) -> None:
    first = posted(city, "一版")
    switch(city, is_on=True)
    second = corrected(city, first, "二版", Visibility.PUBLIC)
    corrected(city, second, "三版", Visibility.INTERNAL)
    assert (seen(city), queue(city)) == ([], [])


def test_what_is_taken_back_is_gone_for_citizens_at_once(city: Database) -> None:
    first = posted(city, "一版")
    switch(city, is_on=True)
    withdrawn(city, corrected(city, first, "二版", Visibility.PUBLIC))
    assert (seen(city), queue(city)) == ([], [])


def test_only_the_dx_office_decides(approving: Database) -> None:
    number = posted(approving, "視察した")
    with pytest.raises(NotAllowed):
        approve(approving, number, by=MIDORI)
    assert (seen(approving), queue(approving)) == ([], ["視察した"])


def test_somebody_of_another_municipality_does_not_decide(approving: Database) -> None:
    with approving.reading() as session:
        stranger = Person(municipality=OTHER_CITY, is_active=True, role=who(session, HARUKA).role)
        assert not approvals.may_review(stranger, CITY)


@pytest.mark.parametrize(
    ("comment", "error"), [("", TextMissing), (" 　\n", TextMissing), ("長" * 3001, TextTooLong)]
)
def test_sending_back_needs_a_reason(
    approving: Database, comment: str, error: type[Exception]
) -> None:
    number = posted(approving, "視察した")
    with pytest.raises(error):
        send_back(approving, number, comment)
    assert queue(approving) == ["視察した"]


def test_a_decision_is_made_once(approving: Database) -> None:
    number = posted(approving, "視察した")
    approve(approving, number)
    with pytest.raises(AlreadyReviewed):
        send_back(approving, number)
    assert seen(approving) == ["視察した"]


def test_what_was_corrected_meanwhile_is_not_decided_on(approving: Database) -> None:
    number = posted(approving, "視察した")
    corrected(approving, number, "二か所を視察した", Visibility.PUBLIC)
    with pytest.raises(AlreadyReplaced):
        approve(approving, number)
    assert (seen(approving), queue(approving)) == ([], ["二か所を視察した"])


def test_what_needs_no_approval_is_not_decided_on(city: Database) -> None:
    number = posted(city, "視察した")
    with pytest.raises(NothingToReview):
        approve(city, number)


def test_two_who_decide_at_once_do_not_both_win(approving: Database) -> None:
    def attempt(do: partial[str]) -> str:
        try:
            return do()
        except AlreadyReviewed:
            return "too late"

    for count in range(5):
        number = posted(approving, f"報告 {count}")
        outcomes = at_once(
            partial(attempt, partial(approve, approving, number)),
            partial(attempt, partial(send_back, approving, number)),
        )
        assert outcomes.count("too late") == 1
        with approving.reading() as session:
            entry = session.get_one(ProgressEntry, number)
            assert latest(session, entry).review is not None


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE progress_review SET decision = 'returned'",
        "DELETE FROM progress_review",
        "UPDATE progress_entry SET needs_approval = false",
    ],
)
def test_nobody_changes_a_decision_afterwards(approving: Database, tampering: str) -> None:
    approve(approving, posted(approving, "視察した"))
    with pytest.raises(DBAPIError, match="append"), approving.connection() as connection:
        connection.execute(text(tampering))


def test_decisions_and_the_switch_are_in_the_audit_trail(approving: Database) -> None:
    approve(approving, posted(approving, "一つ目"))
    send_back(approving, posted(approving, "二つ目"))
    with approving.reading() as session:
        trail = session.execute(
            text("SELECT action FROM audit_entry WHERE action LIKE 'progress.%' ORDER BY id")
        )
        expected = ["record", "approve", "record", "return"]
        assert list(trail.scalars()) == [f"progress.{name}" for name in expected]
        switched = session.execute(
            text("SELECT actor FROM audit_entry WHERE action = 'approval.switch'")
        )
        assert switched.scalar_one() == "command line"
        assert audit.verify(session, CITY).broken_at is None
