"""Files for the commands of the DX office."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def real_plan() -> Path:
    """The real document of issue 1, where this machine has it."""
    beside = Path(__file__).resolve().parents[3] / "shared" / "plans"
    path = Path(os.environ.get("MADOGUCHI_PLANS", beside)) / "gotsu-initiatives.md"
    if not path.is_file():
        pytest.skip("no real plan here (MADOGUCHI_PLANS names its folder)")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where a command keeps its database."""
    return tmp_path / "umibe.db"
