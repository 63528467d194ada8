"""A wording is proposed once, counts when a person accepts it, and stays away once refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial

import pytest

from store import audit, wordings
from store.audit import Verified
from store.database import Database
from store.municipalities import knowledge_version
from store.tables import AuditEntry, WordingOrigin, WordingState
from store.wordings import BadLength, NoSuchWording
from tests.at_once import at_once
from tests.small_city import AT, CITY, OTHER_CITY, WRITER
from tests.store.test_audit import checked

MOVING = "procedure:1"
SAID = "市外に越すときは？"
LATER = AT + timedelta(days=1)
OFFICE = audit.Actor("person:7", "Slack")


def proposed(database: Database, text: str = SAID, entry: str = MOVING, city: str = CITY) -> int:
    with database.writing() as session:
        return wordings.propose(session, city, entry, text, at=AT, actor=WRITER).id


def asked(database: Database, text: str = SAID, entry: str = MOVING) -> int | None:
    """Somebody asked so, and meant the entry; the number of the proposal."""
    with database.writing() as session:
        row = wordings.propose_question(session, CITY, entry, text, at=AT)
        return row.id if row else None


def accept(database: Database, *numbers: int, city: str = CITY) -> None:
    with database.writing() as session:
        wordings.accept(session, city, numbers, at=LATER, actor=OFFICE)


def refuse(database: Database, *numbers: int) -> None:
    with database.writing() as session:
        wordings.refuse(session, CITY, numbers, at=LATER, actor=OFFICE)


def counting(database: Database, city: str = CITY) -> Mapping[str, Sequence[str]]:
    with database.reading() as session:
        return wordings.accepted(session, city)


def waiting(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.text for row in wordings.listed(session, CITY, WordingState.WAITING)]


def version(database: Database) -> int | None:
    with database.reading() as session:
        return knowledge_version(session, CITY)


def trail(database: Database) -> list[tuple[str, str, str | None]]:
    with database.reading() as session:
        return [
            (entry.action, entry.actor, entry.after.get("text"))
            for entry in session.query(AuditEntry).order_by(AuditEntry.number)
        ]


def test_a_proposal_waits_and_counts_for_nothing(counter: Database) -> None:
    before = version(counter)
    proposed(counter)
    assert waiting(counter) == [SAID]
    assert counting(counter) == {}
    assert version(counter) == before, "no index is built anew for it"


def test_an_accepted_wording_counts_from_then_on(counter: Database) -> None:
    before = version(counter)
    accept(counter, proposed(counter), proposed(counter, "引っ越して市を出る"))
    assert counting(counter) == {MOVING: [SAID, "引っ越して市を出る"]}
    assert waiting(counter) == []
    assert version(counter) != before
    with counter.reading() as session:
        row = wordings.listed(session, CITY)[0]
        assert (row.reviewed_at, row.reviewed_by) == (LATER, OFFICE.name)


def test_a_refused_wording_is_not_proposed_again(counter: Database) -> None:
    number = asked(counter)
    assert number is not None
    before = version(counter)
    refuse(counter, number)
    assert asked(counter) == proposed(counter) == number
    assert waiting(counter) == []
    assert version(counter) == before, "nothing that is found has changed"


def test_an_accepted_wording_can_be_taken_back(counter: Database) -> None:
    number = proposed(counter)
    accept(counter, number)
    before = version(counter)
    refuse(counter, number)
    assert counting(counter) == {}
    assert version(counter) != before


def test_the_same_words_may_mean_several_entries(counter: Database) -> None:
    accept(counter, proposed(counter), proposed(counter, entry="faq:2"))
    assert counting(counter) == {MOVING: [SAID], "faq:2": [SAID]}


def test_spaces_make_no_other_wording(counter: Database) -> None:
    assert proposed(counter, " 市外に\n越す ") == proposed(counter, "市外に 越す")


def test_who_proposed_and_decided_is_in_the_trail(counter: Database) -> None:
    accept(counter, proposed(counter))
    assert trail(counter) == [
        ("wording.propose", WRITER.name, SAID),
        ("wording.review", OFFICE.name, SAID),
    ]
    assert checked(counter) == Verified(2, broken_at=None)


def test_the_words_of_a_refused_question_are_not_in_the_trail(counter: Database) -> None:
    number = asked(counter)
    assert number is not None
    refuse(counter, number)
    assert trail(counter) == [("wording.review", OFFICE.name, None)]


def test_deciding_the_same_twice_changes_nothing(counter: Database) -> None:
    number = proposed(counter)
    accept(counter, number)
    before = version(counter), trail(counter)
    accept(counter, number)
    assert (version(counter), trail(counter)) == before


def test_a_municipality_decides_about_its_own_wordings_only(counter: Database) -> None:
    mine, theirs = proposed(counter), proposed(counter, city=OTHER_CITY)
    with pytest.raises(NoSuchWording) as refused:
        accept(counter, mine, theirs)
    assert refused.value.numbers == (theirs,)
    assert counting(counter) == counting(counter, OTHER_CITY) == {}


@pytest.mark.parametrize("text", ["", " \n", "長" * 201])
def test_no_text_or_too_much_is_no_wording(counter: Database, text: str) -> None:
    with pytest.raises(BadLength):
        proposed(counter, text)
    assert asked(counter, text) is None
    assert waiting(counter) == []


def test_questions_do_not_flood_the_review(
    counter: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wordings, "MOST_WAITING", 2)
    numbers = [asked(counter, f"{SAID}{place}") for place in range(3)]
    assert numbers[2] is None
    assert len(waiting(counter)) == 2
    proposed(counter, "事務局の言い方")
    assert "事務局の言い方" in waiting(counter), "a clerk still gets in"


def test_those_who_propose_the_same_at_once_propose_it_once(counter: Database) -> None:
    for place in range(5):
        numbers = at_once(*[partial(asked, counter, f"{SAID}{place}")] * 4)
        assert len({*numbers}) == 1
    assert len(waiting(counter)) == 5


def test_origin_is_kept(counter: Database) -> None:
    proposed(counter)
    asked(counter, "転出したい")
    with counter.reading() as session:
        origins = [row.origin for row in wordings.listed(session, CITY)]
        assert origins == [WordingOrigin.CLERK, WordingOrigin.QUESTION]
