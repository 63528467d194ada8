"""Progress in a sheet: a changed report is added as a new one, and nobody's words are lost."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from knowledge.importing.reading import Problem, ProblemKind, Refused
from knowledge.importing.tables import SheetKind
from store.corrections import withdraw_last
from store.plans import standing_progress, status_of
from store.tables import ProgressEntry, Status, Visibility
from tests.knowledge.exporting.desk import APPROVAL, COUNTER, Desk, Sheet
from tests.small_city import (
    AT,
    INITIATIVES,
    MIDORI,
    bring,
    post,
    progress_texts,
    the_initiative,
    who,
)

KIND = SheetKind.INITIATIVES
TITLE = "書かない窓口"
AS_BROUGHT = ["新規", "先進地を視察した"]


def standing(desk: Desk) -> list[tuple[int, Status, str, Visibility]]:
    with desk.database.reading() as session:
        return [
            (entry.fiscal_year, entry.status, entry.text, entry.visibility)
            for entry in standing_progress(the_initiative(session))
        ]


def written(desk: Desk) -> list[str]:
    with desk.database.reading() as session:
        return progress_texts(session)


def reported(text: str, year: object = "令和8年度", status: str | None = None) -> object:
    def edit(sheet: Sheet) -> None:
        sheet[TITLE, "進捗"] = text
        sheet[TITLE, "進捗の年度"] = year
        sheet[TITLE, "状態"] = status

    return edit


def change(desk: Desk, edit: object) -> None:
    assert callable(edit)
    (change,) = desk.change(KIND, edit)
    assert [field.name for field in change.fields] == ["progress"]


def test_the_sheet_shows_the_latest_report_whoever_it_is_from(desk: Desk) -> None:
    with desk.database.writing() as session:
        post(session, "窓口で試した")

    def look(sheet: Sheet) -> None:
        assert [
            sheet[TITLE, heading] for heading in ("状態", "進捗の年度", "進捗", "進捗の公開")
        ] == ["進行中", 2026, "窓口で試した", "内部"]
        assert sheet["電子決裁", "状態"] == "未着手"

    assert desk.change(KIND, look) == []


def test_a_report_of_another_year_joins_those_before(desk: Desk) -> None:
    change(desk, reported("使い始めた", status="完了"))
    assert [text for _, _, text, _ in standing(desk)] == [*AS_BROUGHT, "使い始めた"]
    with desk.database.reading() as session:
        initiative = the_initiative(session)
        assert status_of(initiative) is Status.DONE
        entry = initiative.progress[-1]
        assert (entry.source, entry.person_id) == ("書き出し.xlsx", None)


def test_a_corrected_report_takes_the_place_of_the_one_before(desk: Desk) -> None:
    change(desk, reported("先進地を二つ視察した", year=2025))
    assert [text for _, _, text, _ in standing(desk)] == ["新規", "先進地を二つ視察した"]
    assert written(desk) == [*AS_BROUGHT, "先進地を二つ視察した"]


def test_a_status_can_be_changed_and_changed_back(desk: Desk) -> None:
    for status in ("遅延", "進行中", "遅延"):
        change(desk, reported("先進地を視察した", 2025, status))
        assert standing(desk)[-1][1] == Status(status)
    assert len(standing(desk)) == 2


def test_without_a_status_the_words_say_it(desk: Desk) -> None:
    change(desk, reported("導入が完了した"))
    assert standing(desk)[-1][1] is Status.DONE


def test_what_people_posted_stands_beside_what_a_sheet_reports(desk: Desk) -> None:
    with desk.database.writing() as session:
        post(session, "窓口で試した")
    change(desk, reported("二つの窓口で試した"))
    assert [text for _, _, text, _ in standing(desk)][-2:] == ["窓口で試した", "二つの窓口で試した"]


def test_corrected_words_of_an_internal_post_stay_internal(desk: Desk) -> None:
    with desk.database.writing() as session:
        post(session, "業者と打合せした")
    change(desk, reported("業者2社と打合せした"))
    assert {visibility for *_, text, visibility in standing(desk) if "打合せ" in text} == {
        Visibility.INTERNAL
    }


def test_an_old_export_does_not_bring_old_reports_back(desk: Desk) -> None:
    with desk.database.writing() as session:
        post(session, "書き間違えた")
    file = desk.export(KIND, "月曜.xlsx")
    with desk.database.writing() as session:
        withdraw_last(session, by=who(session, MIDORI), at=AT, via="Slack")
        post(session, "窓口で試した")

    def edit(sheet: Sheet) -> None:
        sheet[TITLE, "目的"] = "待たせない"

    (changed,) = desk.bring(KIND, desk.edit(file, edit))
    assert [field.name for field in changed.fields] == ["purpose"]
    assert [text for _, _, text, _ in standing(desk)] == [*AS_BROUGHT, "窓口で試した"]


def test_the_plan_document_leaves_what_a_sheet_reported_alone(desk: Desk) -> None:
    change(desk, reported("使い始めた"))
    assert bring(desk.database, INITIATIVES, [COUNTER, APPROVAL], document="plan.md") == []
    assert standing(desk)[-1][2] == "使い始めた"


def test_a_list_without_reports_leaves_them_alone(desk: Desk) -> None:
    before = standing(desk)
    for name, text in {
        "a.csv": f"取組名,担当課,目的\n{TITLE},市民課,待たせない\n",
        "b.csv": f"取組名,担当課,状態,進捗の年度,進捗\n{TITLE},市民課,,,\n",
    }.items():
        file = desk.export(KIND, name)
        file.write_text(text, "utf-8")
        desk.bring(KIND, file)
        assert standing(desk) == before


def test_a_list_brought_again_after_a_post_does_not_repeat_its_report(desk: Desk) -> None:
    file = desk.export(KIND, "進捗.csv")
    file.write_text(f"取組名,担当課,進捗の年度,進捗\n{TITLE},市民課,R8,使い始めた\n", "utf-8")
    desk.bring(KIND, file)
    with desk.database.writing() as session:
        post(session, "窓口を増やした")
    assert desk.bring(KIND, file) == []
    assert [text for _, _, text, _ in standing(desk)][-2:] == ["使い始めた", "窓口を増やした"]


@pytest.mark.parametrize(
    ("year", "text", "status", "missing"),
    [
        (None, "使い始めた", "完了", ["進捗の年度"]),
        (2026, None, "完了", ["進捗"]),
        (None, None, "完了", ["進捗の年度", "進捗"]),
    ],
)
def test_half_a_report_is_named(
    desk: Desk, year: int | None, text: str | None, status: str, missing: list[str]
) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["電子決裁", "進捗の年度"] = year
        sheet["電子決裁", "進捗"] = text
        sheet["電子決裁", "状態"] = status

    with pytest.raises(Refused) as refusal:
        desk.change(KIND, edit)
    assert refusal.value.problems == tuple(
        Problem(ProblemKind.CELL_MISSING, 3, heading) for heading in missing
    )


def test_every_report_has_its_entry_in_the_audit_trail(desk: Desk) -> None:
    change(desk, reported("使い始めた"))
    with desk.database.reading() as session:
        entry = session.scalars(select(ProgressEntry).order_by(ProgressEntry.id.desc())).first()
        assert entry is not None
        assert entry.origin == f"sheet:{entry.initiative_id}:2"
