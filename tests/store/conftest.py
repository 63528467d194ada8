"""うみべ市 on both databases, for tests of the store."""

from __future__ import annotations

import pytest

from store.database import Database
from tests.small_city import found_small_city


@pytest.fixture
def city(database: Database) -> Database:
    """A database with うみべ市: one initiative and three people."""
    found_small_city(database)
    return database
