"""The initiatives that a city has published, where they are at hand; their text stays away."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from knowledge.importing.job import ImportKind, prepare
from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_reading import PlanReading
from store.audit import Actor
from store.database import Database
from store.municipalities import ensure
from store.records.initiatives import InitiativeRecord
from store.tables import ProgressMark, Status
from tests.knowledge.importing.real_plans import FOLDER, needs_plans
from tests.small_city import AT, CITY

DOCUMENT = FOLDER / "gotsu-initiatives.md"

pytestmark = needs_plans

WITHOUT_HEADING_MARK = (
    "統合型GISを活用した道路台帳・都市計画図の電子化と公開",
    "電子決裁、文書管理、勤怠管理",
    "スマートシティの実現（基盤となる組織体制の確立）",
)


@pytest.fixture(scope="module")
def plan() -> PlanReading:
    return read_plan(DOCUMENT)


@pytest.fixture(scope="module")
def by_title(plan: PlanReading) -> dict[str, InitiativeRecord]:
    return {record.title: record for record in plan.initiatives}


def test_it_has_26_initiatives(plan: PlanReading) -> None:
    assert len(plan.initiatives) == 26
    assert plan.problems == ()


def test_no_line_is_left_over(plan: PlanReading) -> None:
    assert plan.not_understood == ()


def test_every_initiative_has_all_its_fields(plan: PlanReading) -> None:
    for record in plan.initiatives:
        assert all((record.title, record.departments, record.purpose)), record.title
        assert all((record.current_state, record.ideal_state)), record.title


def test_every_schedule_lies_in_the_four_years_of_the_plan(plan: PlanReading) -> None:
    for record in plan.initiatives:
        years = {item.first_year for item in record.schedule}
        assert years, record.title
        assert years <= {2023, 2024, 2025, 2026}, record.title


def test_every_initiative_reports_on_2023(plan: PlanReading) -> None:
    for record in plan.initiatives:
        assert [report.fiscal_year for report in record.progress] == [2023], record.title


def test_two_report_no_progress_and_five_are_new(plan: PlanReading) -> None:
    marks = Counter(record.progress[0].mark for record in plan.initiatives)
    assert marks == {
        ProgressMark.NO_PROGRESS: 2,
        ProgressMark.NEW: 5,
        ProgressMark.REPORTED: 19,
    }


@pytest.mark.parametrize("title", WITHOUT_HEADING_MARK)
def test_a_title_without_a_heading_mark_is_a_title(
    by_title: dict[str, InitiativeRecord], title: str
) -> None:
    assert title in by_title


def section(title: str) -> str:
    """The document from an initiative's title line on."""
    return re.split(rf"(?m)^(?:## )?{re.escape(title)}$", DOCUMENT.read_text("utf-8"))[1]


def between(text: str, start: str, end: str) -> str:
    return re.split(rf"(?m)^(?:## )?{end}", re.split(rf"(?m)^(?:## )?{start}", text)[1])[0]


def without_layout(text: str) -> str:
    """The words alone: spaces, line ends and bullets differ between document and record."""
    return re.sub(r"[\s・-]", "", text)


@pytest.mark.parametrize(
    ("title", "departments", "schedule", "mark", "status", "lines_of_ideal"),
    [
        (
            "オンライン申請（アプリ等の活用）",
            ("窓口担当課", "政策企画課"),
            [(2023, None)] * 2 + [(2024, None), (2025, None), (2026, None)],
            ProgressMark.REPORTED,
            Status.IN_PROGRESS,
            2,
        ),
        (
            "電子決済（キャッシュレス決済の推進）",
            ("収納窓口担当課", "政策企画課"),
            [(2023, None), (2024, None), (2025, 2026)],
            ProgressMark.NO_PROGRESS,
            Status.NOT_STARTED,
            2,
        ),
        (
            "住民票の写し等のコンビニ交付",
            ("市民生活課",),
            [(2023, None), (2023, None), (2024, 2026)],
            ProgressMark.REPORTED,
            Status.DONE,
            1,
        ),
        (
            "統合型GISを活用した道路台帳・都市計画図の電子化と公開",
            ("税務課", "土木建設課", "都市計画課"),
            [(2023, None), (2024, None), (2025, 2026)],
            ProgressMark.NEW,
            Status.NOT_STARTED,
            1,
        ),
        (
            "放課後児童クラブの連絡手段の追加",
            ("社会教育課",),
            [(2023, None), (2023, None), (2024, 2026)],
            ProgressMark.REPORTED,
            Status.IN_PROGRESS,
            1,
        ),
    ],
)
def test_five_initiatives_field_by_field(
    by_title: dict[str, InitiativeRecord],
    title: str,
    departments: tuple[str, ...],
    schedule: list[tuple[int, int | None]],
    mark: ProgressMark,
    status: Status,
    lines_of_ideal: int,
) -> None:
    record, written = by_title[title], section(title)
    assert record.departments == departments
    assert record.purpose == between(written, "目的[：:]", "現状").strip()
    assert without_layout(record.current_state) == without_layout(
        between(written, "現状\n", "理想")
    )
    assert without_layout(record.ideal_state) == without_layout(
        between(written, "理想\n", "\t2023")
    )
    assert len(record.ideal_state.splitlines()) == lines_of_ideal
    assert [(item.first_year, item.blank_until) for item in record.schedule] == schedule
    assert [(report.mark, report.status) for report in record.progress] == [(mark, status)]


def test_the_explanation_of_a_title_is_its_note(by_title: dict[str, InitiativeRecord]) -> None:
    assert by_title["ナッジ理論"].note.startswith("ナッジ理論…")


def test_importing_it_twice_changes_nothing(database: Database) -> None:
    counts = []
    for _ in range(2):
        job = prepare(ImportKind.PLAN, DOCUMENT, Actor("command line", "CLI"))
        with database.writing() as session:
            ensure(session, CITY)
            changes = job.compare(session, CITY).changes
            assert job.write(session, CITY, changes, at=AT) == []
        counts.append(len(changes))
    assert counts == [26, 0]
