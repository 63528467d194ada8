"""Staff ask about what a plan holds besides its initiatives."""

from __future__ import annotations

import html

import pytest

from store.records.initiative_shelf import InitiativeShelf
from store.records.initiatives import ScheduleRecord
from store.records.plan_identity import PlanName
from store.tables import ItemKind, Visibility
from tests.harbour_plan import PARTS, bring_parts, item
from tests.small_city import WRITER, bring, initiative
from tests.town import Town

CITY = "mihon"
PLAN = "見本市DX推進計画"
LAW = item(ItemKind.REFERENCE, "港の法律", group="根拠", path=("暮らし", "港の電子窓口"))


@pytest.fixture
def plan_town(lasting_town: Town) -> Town:
    """見本市 with a plan part of every kind, and an initiative that has all a plan can say."""
    database = lasting_town.office.database
    bring_parts(database, [*PARTS, LAW], municipality=CITY, plan=PLAN)
    shelf = InitiativeShelf(PlanName(PLAN), WRITER)
    planned = initiative(
        "港の電子窓口",
        theme=("暮らし", "海と港"),
        direction="入港の届出を画面で出せるようにする",
        schedule=(
            ScheduleRecord("試しに使う", 2023, 2024, first_half=1, last_half=2),
            ScheduleRecord("広げる", 2025, 2025, first_half=1, last_half=1),
            ScheduleRecord("見直す", 2026, 2027),
        ),
    )
    bring(database, shelf, [planned], document="港.md", municipality=CITY)
    return lasting_town


@pytest.mark.parametrize("command", ["取組 港の電子窓口", "質問 港の電子窓口"])
@pytest.mark.parametrize(
    "expected",
    [
        "取り組むこと\n入港の届出を画面で出せるようにする",
        "・2023年度上期〜2024年度下期 試しに使う",
        "・2025年度上期 広げる",
        "・2026〜2027年度 見直す",
        "分野\n暮らし ＞ 海と港",
        "もとになる法律や指針\n港の法律",
    ],
)
def test_an_initiative_is_shown_with(plan_town: Town, command: str, expected: str) -> None:
    assert expected in plan_town.dx(command).text


def test_an_indicator_stays_an_answer_of_its_own(plan_town: Town) -> None:
    shown = plan_town.dx("質問 オンラインで出せる届出の数").text
    assert shown.startswith("*オンラインで出せる届出の数*\n\n■目標（2029年度）\n1,200件")


def test_what_is_internal_is_shown_to_staff(plan_town: Town) -> None:
    plan = item(ItemKind.CASE, "港の内々の例", group="例", facts=(("", "係長だけが知る"),))
    hidden = [type(plan)(**{**vars(plan), "visibility": Visibility.INTERNAL})]
    bring_parts(plan_town.office.database, hidden, document="内部.md", municipality=CITY, plan=PLAN)
    assert "係長だけが知る" in plan_town.dx("質問 港の内々の例").text


def test_marks_in_a_document_are_shown_as_they_are(plan_town: Town) -> None:
    facts = (("A&B <表>", "<!channel> & *太字*"),)
    odd = item(ItemKind.BODY, "記号の会 & <@U1>", group="会", facts=facts)
    bring_parts(plan_town.office.database, [odd], document="記号.md", municipality=CITY, plan=PLAN)
    shown = plan_town.dx("質問 記号の会").text
    assert "<!" not in shown
    assert "<@" not in shown
    assert "■A&B <表>\n<!channel> & *太字*" in html.unescape(shown)
