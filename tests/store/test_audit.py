"""The audit trail keeps a whole chain, and tells where somebody cut into it."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import text

from store import audit
from store.audit import Verified
from store.database import Database
from store.municipalities import ensure
from tests.at_once import at_once
from tests.small_city import AT, CITY, OTHER_CITY, WRITER, found_small_city, post

ENTRIES = 5


@pytest.fixture
def trail(database: Database) -> Database:
    """A municipality with five audit entries."""
    with database.writing() as session:
        ensure(session, CITY)
    note(database, ENTRIES)
    return database


def note(database: Database, times: int, municipality: str = CITY) -> None:
    for number in range(times):
        with database.writing() as session:
            audit.append(
                session,
                municipality,
                at=AT,
                actor=WRITER,
                action="import.changed",
                subject=f"procedure:{number}",
                after={"手数料": "300円"},
            )


def tamper(database: Database, statement: str) -> None:
    with database.connection() as connection:
        connection.execute(text(statement))


def checked(database: Database, municipality: str = CITY) -> Verified:
    with database.reading() as session:
        return audit.verify(session, municipality)


def test_an_untouched_trail_is_whole(trail: Database) -> None:
    assert checked(trail) == Verified(ENTRIES, broken_at=None)


def test_an_empty_trail_is_whole(database: Database) -> None:
    with database.writing() as session:
        ensure(session, CITY)
    assert checked(database) == Verified(0, broken_at=None)


@pytest.mark.parametrize(
    "change",
    [
        "actor = 'person:99'",
        "via = 'Slack'",
        "action = 'import.added'",
        "subject = 'procedure:99'",
        "outcome = 'refused'",
        'before = \'{"手数料": "無料"}\'',
        'after = \'{"手数料": "30円"}\'',
        "at = '2026-06-02 00:00:00'",
    ],
)
def test_a_changed_entry_is_named(trail: Database, change: str) -> None:
    tamper(trail, f"UPDATE audit_entry SET {change} WHERE number = 3")  # noqa: S608 - fixed texts
    assert checked(trail) == Verified(2, broken_at=3, reason="content")


def test_a_changed_hash_is_named(trail: Database) -> None:
    tamper(trail, f"UPDATE audit_entry SET hash = '{'f' * 64}' WHERE number = 2")  # noqa: S608
    assert checked(trail) == Verified(1, broken_at=2, reason="content")


def test_a_changed_link_to_the_entry_before_is_named(trail: Database) -> None:
    tamper(
        trail,
        f"UPDATE audit_entry SET previous_hash = '{'f' * 64}' WHERE number = 4",  # noqa: S608
    )
    assert checked(trail) == Verified(3, broken_at=4, reason="chain")


@pytest.mark.parametrize("number", [1, 3])
def test_a_deleted_entry_is_named(trail: Database, number: int) -> None:
    tamper(trail, f"DELETE FROM audit_entry WHERE number = {number}")  # noqa: S608
    assert checked(trail) == Verified(number - 1, broken_at=number, reason="missing")


def test_a_deleted_last_entry_is_named(trail: Database) -> None:
    tamper(trail, f"DELETE FROM audit_entry WHERE number = {ENTRIES}")  # noqa: S608
    assert checked(trail) == Verified(ENTRIES - 1, broken_at=ENTRIES, reason="missing")


def test_a_deleted_last_entry_still_shows_after_more_was_written(trail: Database) -> None:
    tamper(trail, f"DELETE FROM audit_entry WHERE number = {ENTRIES}")  # noqa: S608
    note(trail, 1)
    assert checked(trail).broken_at == ENTRIES


def test_an_entry_moved_into_the_place_of_a_deleted_one_is_named(trail: Database) -> None:
    tamper(trail, "DELETE FROM audit_entry WHERE number = 3")
    tamper(trail, "UPDATE audit_entry SET number = 3 WHERE number = 4")
    assert checked(trail).broken_at == 3


def test_changed_progress_is_named_by_the_entry_that_vouches_for_it(city: Database) -> None:
    with city.writing() as session:
        post(session, "視察した")
    number = checked(city).entries
    tamper_with_progress(city, "UPDATE progress_entry SET text = '導入した'")
    assert checked(city) == Verified(number - 1, broken_at=number, reason="progress")


def test_an_entry_with_neither_percentage_nor_evidence_has_the_facts_it_always_had(
    city: Database,
) -> None:
    with city.writing() as session:
        facts = audit.vouched_facts(post(session, "視察した", origin="inbox:1"))
    assert list(facts) == [
        "initiative_id",
        "fiscal_year",
        "mark",
        "status",
        "text",
        "visibility",
        "replaces_id",
        "origin",
        "person_id",
        "source",
    ]


def test_percentage_and_evidence_are_vouched_for(city: Database) -> None:
    with city.writing() as session:
        facts = audit.vouched_facts(post(session, "視察した", percent=0, evidence_url="http://a"))
    assert (facts["percent"], facts["evidence_url"]) == (0, "http://a")


def test_deleted_progress_is_named_by_the_entry_that_vouches_for_it(city: Database) -> None:
    with city.writing() as session:
        post(session, "視察した")
    number = checked(city).entries
    tamper_with_progress(city, "DELETE FROM progress_entry")
    assert checked(city) == Verified(number - 1, broken_at=number, reason="progress")


def tamper_with_progress(database: Database, statement: str) -> None:
    """What somebody with the database password can do: switch the append-only guard off first."""
    with database.connection() as connection:
        if database.is_sqlite:
            connection.execute(text("DROP TRIGGER progress_entry_no_update"))
            connection.execute(text("DROP TRIGGER progress_entry_no_delete"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(statement))


def test_two_writers_at_once_keep_a_whole_chain(trail: Database) -> None:
    at_once(partial(note, trail, 20), partial(note, trail, 20))
    assert checked(trail) == Verified(ENTRIES + 40, broken_at=None)


def test_clerks_who_post_at_the_same_moment_do_not_hold_each_other_up(city: Database) -> None:
    before = checked(city).entries

    def post_often(name: str) -> None:
        for number in range(20):
            with city.writing() as session:
                post(session, f"{name} {number}")

    at_once(partial(post_often, "一"), partial(post_often, "二"))
    assert checked(city) == Verified(before + 40, broken_at=None)


def test_a_trail_checked_while_others_write_raises_no_alarm(trail: Database) -> None:
    def check_often() -> set[int | None]:
        return {checked(trail).broken_at for _ in range(30)}

    def write_often() -> set[int | None]:
        note(trail, 40)
        return set()

    alarms, _ = at_once(check_often, write_often)
    assert alarms == {None}


def test_each_municipality_has_a_chain_of_its_own(database: Database) -> None:
    found_small_city(database)
    with database.writing() as session:
        ensure(session, OTHER_CITY)
    note(database, 2, OTHER_CITY)
    tamper(database, f"DELETE FROM audit_entry WHERE municipality = '{CITY}'")  # noqa: S608
    assert checked(database, OTHER_CITY) == Verified(2, broken_at=None)
