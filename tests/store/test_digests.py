"""However many clocks ask, a week has one digest."""

from __future__ import annotations

from store.database import Database
from store.digests import claim
from store.municipalities import ensure
from tests.at_once import at_once
from tests.small_city import AT, CITY, OTHER_CITY


def claimed(
    database: Database, *, municipality: str = CITY, audience: str = "staff", period: str
) -> bool:
    with database.writing() as session:
        digest = claim(
            session, municipality, kind="weekly", audience=audience, period=period, at=AT
        )
        return digest is not None


def test_a_digest_is_claimed_once(counter: Database) -> None:
    assert [claimed(counter, period="2026-W22") for _ in range(2)] == [True, False]


def test_two_clocks_at_the_same_moment_claim_one_digest(counter: Database) -> None:
    for week in range(10, 20):
        got = at_once(*[lambda week=week: claimed(counter, period=f"2026-W{week}")] * 2)
        assert sorted(got) == [False, True], f"digest of week {week}"


def test_another_week_has_its_own_digest(counter: Database) -> None:
    assert claimed(counter, period="2026-W22")
    assert claimed(counter, period="2026-W23")


def test_another_audience_has_its_own_digest(counter: Database) -> None:
    assert claimed(counter, period="2026-W22")
    assert claimed(counter, period="2026-W22", audience="citizens")


def test_another_municipality_has_its_own_digest(counter: Database) -> None:
    assert claimed(counter, period="2026-W22")
    assert claimed(counter, period="2026-W22", municipality=OTHER_CITY)


def test_a_digest_claimed_before_does_not_undo_the_rest_of_the_transaction(
    counter: Database,
) -> None:
    claimed(counter, period="2026-W22")
    with counter.writing() as session:
        ensure(session, "third", "第三の市")
        claim(session, CITY, kind="weekly", audience="staff", period="2026-W22", at=AT)
    with counter.reading() as session:
        assert ensure(session, "third").name == "第三の市"
