"""A plan with very many entries is written in lots, and its audit trail is whole."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event

from store import audit
from store.database import Database
from store.records.initiatives import InitiativeRecord, ProgressRecord, ScheduleRecord
from store.tables import ProgressMark, Status
from tests.small_city import CITY, INITIATIVES, bring, initiative

MANY = 1200


def many(edition: str) -> list[InitiativeRecord]:
    """Initiatives that share forty departments, each with a schedule and a report."""
    return [
        initiative(
            f"取組{number}",
            departments=(f"第{number % 40}課", "政策企画課"),
            schedule=tuple(ScheduleRecord("試す", year, year) for year in range(2026, 2030)),
            progress=(ProgressRecord(2025, ProgressMark.REPORTED, Status.DONE, f"{number}"),),
            source_edition=edition,
        )
        for number in range(MANY)
    ]


@contextmanager
def queries() -> Iterator[list[str]]:
    """What any database is asked meanwhile."""
    seen: list[str] = []

    def note(*arguments: object) -> None:
        if (statement := str(arguments[2])).startswith("SELECT"):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_very_many_initiatives_are_written_with_few_queries(database: Database) -> None:
    with queries() as first:
        assert len(bring(database, INITIATIVES, many("第1版"))) == MANY
    with queries() as second:
        assert len(bring(database, INITIATIVES, many("第2版"))) == MANY
    assert len(first) < 100
    assert len(second) < 100


def test_the_trail_of_a_large_import_is_whole(database: Database) -> None:
    bring(database, INITIATIVES, many("第1版"))
    bring(database, INITIATIVES, many("第2版")[: MANY // 2])
    with database.reading() as session:
        assert audit.verify(session, CITY) == audit.Verified(3 * MANY, broken_at=None)


def test_a_large_import_comes_back_from_the_database_as_it_was_written(database: Database) -> None:
    bring(database, INITIATIVES, many("第1版"))
    assert bring(database, INITIATIVES, many("第1版")) == []
