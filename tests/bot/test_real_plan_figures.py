"""`madoguchi plan stats --json` after importing what four cities have published."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.command_line import madoguchi
from tests.knowledge.importing.real_plans import FOLDER, needs_plans

pytestmark = needs_plans

DOCUMENTS = {
    "gotsu": ("gotsu-action-plan", "gotsu-initiatives"),
    "setouchi": ("setouchi-strategy",),
    "satsumasendai": ("satsumasendai-plan",),
    "namegata": ("namegata-policy",),
}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of each city's only plan."""
    url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'five.db'}"
    found = {}
    for city, documents in DOCUMENTS.items():
        for name in documents:
            file = FOLDER / f"{name}.md"
            words = ("import", "plan", str(file), "-m", city, "--yes")
            assert madoguchi(*words, DATABASE_URL=url).code == 0
        said = madoguchi("plan", "stats", "-m", city, "--json", DATABASE_URL=url)
        (found[city],) = json.loads(said.out)["plans"]
    return found


@pytest.mark.parametrize(
    ("city", "counts"),
    [
        (
            "gotsu",
            {"initiatives": 26, "editions": 2, "policies": 3, "steps": 3, "bodies": 4}
            | {"evaluation": 1},
        ),
        (
            "setouchi",
            {"priorities": 7, "maturity_categories": 4, "maturity_levels": 20, "meetings": 5}
            | {"editions": 1},
        ),
        (
            "satsumasendai",
            {"initiatives": 83, "policies": 6, "indicators": 3, "procedures": 51, "rules": 7}
            | {"cases": 10, "systems": 20, "terms": 49},
        ),
        ("namegata", {"initiatives": 12, "systems": 27, "articles": 12, "terms": 11}),
    ],
)
def test_every_kind_is_counted(figures: dict[str, Any], city: str, counts: dict[str, int]) -> None:
    assert {kind: figures[city]["counts"][kind] for kind in counts} == counts


@pytest.mark.parametrize(
    ("city", "years", "edition"),
    [
        ("gotsu", (2022, 2026), "第1.1版"),
        ("setouchi", (None, None), "第1.0版"),
        ("satsumasendai", (2025, 2029), ""),
        ("namegata", (2021, 2025), "Ver.2.0"),
    ],
)
def test_a_plan_has_its_period_and_edition(
    figures: dict[str, Any], city: str, years: tuple[int | None, int | None], edition: str
) -> None:
    plan = figures[city]
    assert (plan["period"]["first_year"], plan["period"]["last_year"]) == years
    assert plan["current_edition"] == edition


def test_the_list_of_initiatives_is_joined_to_the_reforms(figures: dict[str, Any]) -> None:
    plan: dict[str, Any] = figures["gotsu"]
    assert list(plan["initiatives_by_root"].values()) == [11, 10, 4]
    assert plan["initiatives_without_theme"] == 1


def test_initiatives_are_counted_by_chapter_and_policy(figures: dict[str, Any]) -> None:
    plan: dict[str, Any] = figures["satsumasendai"]
    assert list(plan["initiatives_by_root"].values()) == [53, 30]
    assert sum(plan["initiatives_by_policy"].values()) == 53


def test_lists_under_two_headings_are_counted_apart(figures: dict[str, Any]) -> None:
    assert list(figures["namegata"]["items_by_group"]["system"].values()) == [20, 7]
    assert sorted(figures["satsumasendai"]["items_by_group"]["case"].values()) == [4, 6]
    assert sum(figures["satsumasendai"]["procedures_by_group"].values()) == 27 + 24


def test_every_category_is_to_reach_level_4(figures: dict[str, Any]) -> None:
    targets = list(figures["setouchi"]["maturity_target"].values())
    assert targets == [{"level": 4, "year": 2022}] * 4
