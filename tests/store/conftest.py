"""うみべ市 on both databases, for tests of the store."""

from __future__ import annotations

import pytest

from store.database import Database
from store.municipalities import ensure
from tests.small_city import CITY, OTHER_CITY, found_small_city


@pytest.fixture
def city(database: Database) -> Database:
    """A database with うみべ市: one initiative and three people."""
    found_small_city(database)
    return database


@pytest.fixture
def counter(database: Database) -> Database:
    """Two municipalities without anything else."""
    with database.writing() as session:
        ensure(session, CITY)
        ensure(session, OTHER_CITY)
    return database
