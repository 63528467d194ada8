"""うみべ市 with entries of every kind, public and internal, and a counter that answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache

import pytest

from knowledge.counter import Counter
from store.database import Database
from store.tables import Visibility
from tests.databases import BACKENDS, lasting_database
from tests.small_city import (
    DEPARTMENTS,
    FAQS,
    HARUKA,
    INITIATIVES,
    PEOPLE,
    PROCEDURES,
    STAFF,
    bring,
    department,
    faq,
    initiative,
    post,
    procedure,
)

SECRET = "月影作戦"
"""A word that stands in internal text only."""


@pytest.fixture(scope="session")
def counters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Counter]]:
    """A counter of a town on each kind of database; ask for `counter`."""
    with ExitStack() as stack:

        @cache
        def of_town(backend: str) -> Counter:
            folder = tmp_path_factory.mktemp("town")
            opened = stack.enter_context(lasting_database(backend, folder))
            fill(opened)
            return Counter(opened)

        yield of_town


@pytest.fixture(scope="module", params=BACKENDS)
def counter(request: pytest.FixtureRequest, counters: Callable[[str], Counter]) -> Counter:
    """A counter to ask, on both databases; all tests share it, for asking changes nothing."""
    return counters(request.param)


@pytest.fixture
def town(database: Database) -> Database:
    """A town of its own for a test that writes."""
    fill(database)
    return database


@pytest.fixture
def town_counter(town: Database) -> Counter:
    return Counter(town)


def fill(database: Database) -> None:
    bring(
        database,
        DEPARTMENTS,
        [
            department("総合案内", telephone="0000-00-0000", is_general_desk=True),
            department("市民課", telephone="0000-00-0001", handles=("住民票", "引っ越し")),
            department("環境課", telephone="0000-00-0002", handles=("ごみ", "犬", "野犬の捕獲")),
            department("税務課", handles=("税",)),
        ],
    )
    bring(
        database,
        PROCEDURES,
        [
            procedure(
                "粗大ごみ収集の申込",
                department="環境課",
                summary="大きなごみを家まで取りに行きます。",
                keywords=("粗大ごみ", "そだいごみ", "家具"),
                online_url="https://example.jp/gomi",
            ),
            procedure(
                "転出届",
                summary="市の外へ引っ越すときの届け出です。",
                keywords=("転出", "てんしゅつ", "引っ越し"),
                wordings=("市外へ引っ越します",),
                related_initiative="書かない窓口",
            ),
            procedure("納税証明書の交付", department="税務課", summary="納めた税を証明します。"),
        ],
    )
    bring(
        database,
        FAQS,
        [
            faq(
                "住民票はコンビニで取れますか",
                "はい、取れます。",
                keywords=("住民票", "コンビニ"),
                related_procedures=(f"{SECRET}の手引き",),
            ),
            faq(
                f"{SECRET}の手引き",
                f"{SECRET}は係長が決めます。住民票や粗大ごみにも関わります。",
                visibility=Visibility.INTERNAL,
                keywords=("粗大ごみ", "住民票", "書かない窓口"),
            ),
        ],
    )
    bring(
        database,
        INITIATIVES,
        [initiative(), initiative("電子決裁", departments=("全課",))],
        document="plan.md",
    )
    bring(database, PEOPLE, STAFF, document="people.csv")
    with database.writing() as session:
        post(session, f"{SECRET}の打合せをした", by=HARUKA)
        post(session, "窓口で試行を始めた", by=HARUKA, visibility=Visibility.PUBLIC)
