"""うみべ市 with entries of every kind, and the desk where they are exported and edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.database import Database
from tests.knowledge.exporting.desk import Desk, furnish


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    furnish(database)
    return Desk(database, tmp_path)
