"""Rows that fit nothing are named with what is wrong, and nothing is written."""

from __future__ import annotations

import pytest

from knowledge.importing.reading import Problem, ProblemKind, Refused
from knowledge.importing.tables import SheetKind
from tests.knowledge.exporting.desk import Desk, Sheet
from tests.small_city import (
    PROCEDURES,
    bring,
    procedure,
)

INITIATIVE, PROCEDURE = SheetKind.INITIATIVES, SheetKind.PROCEDURES


def refused(desk: Desk, kind: SheetKind, change: object) -> tuple[Problem, ...]:
    assert callable(change)
    with pytest.raises(Refused) as refusal:
        desk.change(kind, change)
    return refusal.value.problems


def test_a_number_nobody_knows_is_named(desk: Desk) -> None:
    found = refused(desk, PROCEDURE, lambda sheet: sheet.add(番号=987654, 手続名="謎"))
    assert found == (Problem(ProblemKind.ROW_NUMBER_UNKNOWN, 4, "番号", "987654"),)


def test_a_number_out_of_use_is_named(desk: Desk) -> None:
    file = desk.export(PROCEDURE, "前に書き出した.xlsx")
    desk.change(PROCEDURE, lambda sheet: sheet.delete("転出届"))
    with pytest.raises(Refused) as refusal:
        desk.bring(PROCEDURE, file)
    assert [problem.kind for problem in refusal.value.problems] == [ProblemKind.ROW_NUMBER_UNKNOWN]


def test_a_number_twice_and_a_number_that_is_none_are_named(desk: Desk) -> None:
    number = min(desk.numbers(PROCEDURE))

    def edit(sheet: Sheet) -> None:
        sheet.add(番号=number, 手続名="転出届の写し")
        sheet.add(番号="三番", 手続名="三番の手続")

    assert refused(desk, PROCEDURE, edit) == (
        Problem(ProblemKind.TWICE, 4, "番号", str(number)),
        Problem(ProblemKind.NOT_A_ROW_NUMBER, 5, "番号", "三番"),
    )


def test_a_title_that_another_entry_has_is_named(desk: Desk) -> None:
    file = desk.export(PROCEDURE)
    bring(desk.database, PROCEDURES, [procedure("転居届")], document="別.csv")

    def edit(sheet: Sheet) -> None:
        sheet["転出届", "手続名"] = "転居届"

    with pytest.raises(Refused) as refusal:
        desk.bring(PROCEDURE, desk.edit(file, edit))
    assert refusal.value.problems == (Problem(ProblemKind.NAME_TAKEN, 2, value="転居届"),)


def test_the_same_title_in_two_rows_is_named(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["犬の登録", "手続名"] = "転出届"
        sheet.add(手続名="転出届")

    assert refused(desk, PROCEDURE, edit) == tuple(
        Problem(ProblemKind.TWICE, line, value="転出届") for line in (3, 4)
    )


def test_what_is_wrong_in_numbered_rows_is_named_all_at_once(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["転出届", "確認日"] = "そのうち"
        sheet["転出届", "手続名"] = None
        sheet["犬の登録", "確認日"] = "2026-11-20"

    assert [(problem.line, problem.column) for problem in refused(desk, PROCEDURE, edit)] == [
        (2, "手続名"),
        (2, "確認日"),
        (3, "概要"),
        (3, "担当課"),
        (3, "窓口での方法"),
    ]
