"""Export, edit, import: exactly what somebody edited changes, and every entry keeps its id."""

from __future__ import annotations

import pytest

from knowledge.importing.tables import SheetKind
from store.records.changes import Action, Change, FieldChange
from store.records.initiatives import ScheduleRecord
from store.tables import (
    Visibility,
)
from tests.knowledge.exporting.desk import INDICATORS, TERMS, Desk, Sheet
from tests.small_city import (
    CITY,
    FAQS,
    INITIATIVES,
    PROCEDURES,
    TEAM,
    bring,
    faq,
    procedure,
)

INITIATIVE, PROCEDURE = SheetKind.INITIATIVES, SheetKind.PROCEDURES


@pytest.mark.parametrize("name", ["書き出し.xlsx", "書き出し.csv"])
@pytest.mark.parametrize("kind", list(SheetKind))
def test_an_export_that_nobody_edited_changes_nothing(
    desk: Desk, kind: SheetKind, name: str
) -> None:
    before = desk.numbers(kind)
    assert before
    assert desk.bring(kind, desk.export(kind, name)) == []
    assert desk.numbers(kind) == before


def test_edited_cells_are_just_what_changes(desk: Desk) -> None:
    before = desk.numbers(INITIATIVE)

    def edit(sheet: Sheet) -> None:
        sheet["書かない窓口", "目的"] = "=待たせない\n書かせない"
        sheet["書かない窓口", "担当課"] = "市民課、税務課"
        sheet["電子決裁", "テーマ"] = "役所＞決裁"

    assert desk.change(INITIATIVE, edit) == [
        Change(
            "initiative",
            "書かない窓口",
            Action.CHANGED,
            (
                FieldChange(
                    "departments",
                    ("市民課", "政策企画課（DX推進室、広報）"),
                    ("市民課", "税務課"),
                ),
                FieldChange("purpose", "待つ時間を減らす", "=待たせない\n書かせない"),
            ),
        ),
        Change(
            "initiative",
            "電子決裁",
            Action.CHANGED,
            (FieldChange("theme", (), ("役所", "決裁")),),
        ),
    ]
    assert desk.numbers(INITIATIVE) == before


def test_an_edited_line_of_a_schedule_leaves_the_others_as_they_are(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        lines = str(sheet["書かない窓口", "スケジュール"]).splitlines()
        assert lines == ["2025年度 視察する", "2026年度上期 入れる 試す", "2026〜2028年度 使う"]
        lines[2] = "Ｒ８下期〜令和１０年度 使い続ける"
        sheet["書かない窓口", "スケジュール"] = "\n".join(lines)

    (change,) = desk.change(INITIATIVE, edit)
    (field,) = change.fields
    assert field.after == (
        *field.before[:2],
        ScheduleRecord("使い続ける", 2026, 2028, first_half=2),
    )


def test_numbers_may_be_typed_in_any_way(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["オンライン申請の割合", "現状値"] = "▲１，２３４．５"
        sheet["オンライン申請の割合", "目標値"] = "８０％"
        sheet["オンライン申請の割合", "目標の年度"] = "令和11年度"

    desk.change(SheetKind.INDICATORS, edit)
    with desk.database.reading() as session:
        (stored,) = INDICATORS.current(session, CITY).values()
    assert (stored.baseline, stored.target, stored.target_year) == (-1234.5, 80.0, 2029)
    assert (stored.source_document, stored.source_heading) == ("plan.md", "第4章")


def test_a_term_keeps_its_footnote_when_its_words_change(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["-DX-", "説明"] = "デジタルによる変革"
        sheet["-DX-", "用語"] = "DX"

    desk.change(SheetKind.GLOSSARY, edit)
    with desk.database.reading() as session:
        (stored,) = TERMS.current(session, CITY).values()
    assert (stored.key, stored.mark, stored.title) == ("note-3", "3", "DX")


@pytest.mark.parametrize("kind", [k for k in SheetKind if k is not SheetKind.DEPARTMENTS])
def test_an_entry_whose_row_was_deleted_is_out_of_use(desk: Desk, kind: SheetKind) -> None:
    """Whatever document brought it: the export says that it was there and is no more."""
    bring(desk.database, FAQS, [faq("開いていますか", "はい。")], document="別.csv")
    desk.change(kind, lambda sheet: sheet.add(**NEW[kind]))
    first, *others = desk.numbers(kind).items()

    changes = desk.change(kind, lambda sheet: sheet.delete_line(2))
    assert [change.action for change in changes] == [Action.REMOVED]
    assert desk.numbers(kind) == dict(others)
    assert first not in others


NEW: dict[SheetKind, dict[str, object]] = {
    SheetKind.INITIATIVES: {"取組名": "電子申請", "担当課": "全課", "スケジュール": "R8 始める"},
    SheetKind.PROCEDURES: {"手続名": "転入届"},
    SheetKind.FAQ: {"質問": "何時までですか", "回答": "5時です", "出典": "見本"},
    SheetKind.WORDINGS: {"種類": "手続", "題名": "犬の登録", "言い方": "犬を飼いはじめた"},
    SheetKind.INDICATORS: {"指標名": "来た人の数", "目標値": 1200},
    SheetKind.PEOPLE: {
        "slack_team_id": TEAM,
        "slack_user_id": "U0AYUMU",
        "name": "渚 あゆむ",
        "department": "税務課",
        "role": "課長",
    },
    SheetKind.GLOSSARY: {"用語": "窓口", "説明": "話を聞くところ"},
    SheetKind.DEPARTMENTS: {"課名": "環境課", "総合案内": "はい"},
    SheetKind.LEXICON: {"言葉": "クリーンピア", "同じ意味の言葉": "ごみ処理場"},
    SheetKind.READINGS: {"言葉": "潮見町", "読み方": "しおみちょう"},
    SheetKind.TRANSLATIONS: {"手続名": "転出届", "言語": "vi", "題名": "Chuyển đi"},
    SheetKind.LIFE_EVENTS: {"手順名": "蔵書の整理", "ライフイベント": "引っ越し"},
}


@pytest.mark.parametrize("kind", list(SheetKind))
def test_a_row_without_a_number_is_added(desk: Desk, kind: SheetKind) -> None:
    before = desk.numbers(kind)
    (change,) = desk.change(kind, lambda sheet: sheet.add(**NEW[kind]))
    assert change.action is Action.ADDED
    assert desk.numbers(kind).items() > before.items()


def test_a_described_department_whose_row_was_deleted_loses_its_description_once(
    desk: Desk,
) -> None:
    file = desk.edit(desk.export(SheetKind.DEPARTMENTS), lambda sheet: sheet.delete("市民課"))
    (change,) = desk.bring(SheetKind.DEPARTMENTS, file)
    assert (change.key, change.action) == ("市民課", Action.REMOVED)
    assert desk.bring(SheetKind.DEPARTMENTS, file) == []


def test_what_came_in_after_the_export_stays(desk: Desk) -> None:
    file = desk.export(PROCEDURE)
    bring(desk.database, PROCEDURES, [procedure("転居届")], document="別.csv")
    assert desk.bring(PROCEDURE, file) == []
    assert "転居届" in desk.numbers(PROCEDURE).values()


def test_a_cell_that_nobody_touched_does_not_undo_what_others_wrote_since(desk: Desk) -> None:
    file = desk.export(PROCEDURE)
    newer = procedure("転出届", fee="無料", place="2番窓口")
    bring(desk.database, PROCEDURES, [newer], document="別.csv")

    def edit(sheet: Sheet) -> None:
        sheet["転出届", "場所"] = "3番窓口"

    (change,) = desk.bring(PROCEDURE, desk.edit(file, edit))
    assert change.fields == (FieldChange("place", "2番窓口", "3番窓口"),)


def test_a_csv_file_cannot_remove(desk: Desk) -> None:
    """It has no copy of what was exported, so a missing row may be one that nobody sent."""
    file = desk.export(PROCEDURE, "procedures.csv")
    file.write_text(file.read_text("utf-8-sig").splitlines()[0] + "\r\n1,転出届\r\n", "utf-8")
    number = min(desk.numbers(PROCEDURE))
    text = file.read_text("utf-8").replace("1,転出届", f"{number},転出届" + "," * 19)
    file.write_text(text, "utf-8")
    changes = desk.bring(PROCEDURE, file)
    assert [change.action for change in changes] == [Action.CHANGED]
    assert len(desk.numbers(PROCEDURE)) == 2


def test_columns_that_somebody_deleted_say_nothing(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        for heading in ("手数料", "キーワード", "公開", "確認日"):
            sheet.delete_column(heading)

    assert desk.change(PROCEDURE, edit) == []


def test_an_entry_that_a_row_changes_keeps_the_document_that_brought_it(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["転出届", "場所"] = "3番窓口"

    desk.change(PROCEDURE, edit)
    with desk.database.reading() as session:
        stored = PROCEDURES.current(session, CITY)["転出届"]
    assert (stored.place, stored.source_document) == ("3番窓口", "procedures.csv")


def test_an_internal_entry_stays_internal_until_its_cell_says_otherwise(desk: Desk) -> None:
    def empty(sheet: Sheet) -> None:
        sheet["電子決裁", "公開"] = None
        sheet["電子決裁", "備考"] = "短く"

    desk.change(INITIATIVE, empty)
    with desk.database.reading() as session:
        assert INITIATIVES.current(session, CITY)["電子決裁"].visibility is Visibility.INTERNAL

    def publish(sheet: Sheet) -> None:
        sheet["電子決裁", "公開"] = "公開"

    desk.change(INITIATIVE, publish)
    with desk.database.reading() as session:
        assert INITIATIVES.current(session, CITY)["電子決裁"].visibility is Visibility.PUBLIC
