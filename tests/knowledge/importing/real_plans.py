"""The plan documents that cities have published, where they are at hand."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_reading import PlanReading

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("MADOGUCHI_PLANS", ROOT.parent / "shared" / "plans"))

needs_plans = pytest.mark.skipif(
    not FOLDER.is_dir() and os.environ.get("CI") != "true",
    reason="no ../shared/plans (MADOGUCHI_PLANS names another folder)",
)


def read(name: str) -> PlanReading:
    return read_plan(FOLDER / f"{name}.md")
