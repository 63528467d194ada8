"""What is wrong in a spreadsheet is named with its row and column, all of it at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.importing.reading import Problem, ProblemKind
from tests.knowledge.importing.sheets import (
    read_departments,
    read_faq,
    read_people,
    read_procedures,
)

HEADING = "手続名,概要,担当課,窓口での方法,出典,確認日,リンク,公開"
GOOD = "転出届,届け出です,市民課,窓口へ,見本,2026-05-01,https://example.jp,公開"


def problems(folder: Path, *lines: str) -> tuple[Problem, ...]:
    file = folder / "procedures.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return read_procedures(file).problems


def test_a_good_file_has_no_problems(tmp_path: Path) -> None:
    assert problems(tmp_path, HEADING, GOOD) == ()


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADING.replace("手続名,", ""), GOOD.replace("転出届,", ""))
    assert found == (Problem(ProblemKind.COLUMN_MISSING, 1, "手続名"),)


def test_a_column_nobody_knows_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADING + ",電話番", GOOD + ",0")
    assert found == (Problem(ProblemKind.COLUMN_UNKNOWN, 1, "電話番"),)


def test_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADING + ",概要", GOOD + ",別の話")
    assert found == (Problem(ProblemKind.TWICE, 1, value="概要"),)


@pytest.mark.parametrize(
    ("old", "new", "kind", "column", "value"),
    [
        ("転出届", "", ProblemKind.CELL_MISSING, "手続名", ""),
        ("窓口へ", "　", ProblemKind.NEEDED_WHEN_VERIFIED, "窓口での方法", ""),
        ("届け出です", "", ProblemKind.NEEDED_WHEN_VERIFIED, "概要", ""),
        ("市民課", "", ProblemKind.NEEDED_WHEN_VERIFIED, "担当課", ""),
        ("見本", "", ProblemKind.NEEDED_WHEN_VERIFIED, "出典", ""),
        ("2026-05-01", "五月", ProblemKind.NOT_A_DATE, "確認日", "五月"),
        ("2026-05-01", "2026-02-30", ProblemKind.NOT_A_DATE, "確認日", "2026-02-30"),
        ("公開", "秘密", ProblemKind.NOT_A_VISIBILITY, "公開", "秘密"),
        ("https://", "ftp://", ProblemKind.NOT_A_LINK, "リンク", "ftp://example.jp"),
        ("https://example.jp", "窓口へ", ProblemKind.NOT_A_LINK, "リンク", "窓口へ"),
        ("https://example.jp", "https://[ex", ProblemKind.NOT_A_LINK, "リンク", "https://[ex"),
        (
            "https://example.jp",
            "javascript:alert(1)",
            ProblemKind.NOT_A_LINK,
            "リンク",
            "javascript:alert(1)",
        ),
    ],
)
def test_a_bad_cell_is_named_with_row_and_column(
    tmp_path: Path, old: str, new: str, kind: ProblemKind, column: str, value: str
) -> None:
    bad = GOOD.replace("転出届", "転入届").replace(old.replace("転出届", "転入届"), new, 1)
    assert problems(tmp_path, HEADING, GOOD, bad) == (Problem(kind, 3, column, value),)


@pytest.mark.parametrize(
    ("cells", "kind", "column", "value"),
    [
        ("132.0001,35.5001", ProblemKind.NOT_A_COORDINATE, "緯度", "132.0001"),
        ("35.5001,181", ProblemKind.NOT_A_COORDINATE, "経度", "181"),
        ("北緯35度,132.0", ProblemKind.NOT_A_NUMBER, "緯度", "北緯35度"),
        ("35.5001,", ProblemKind.CELL_MISSING, "経度", ""),
        (",132.0001", ProblemKind.CELL_MISSING, "緯度", ""),
    ],
)
def test_a_place_that_is_on_no_map_is_named(
    tmp_path: Path, cells: str, kind: ProblemKind, column: str, value: str
) -> None:
    file = tmp_path / "departments.csv"
    file.write_text(f"課名,緯度,経度\n市民課,{cells}\n", encoding="utf-8")
    assert read_departments(file).problems == (Problem(kind, 2, column, value),)


@pytest.mark.parametrize("row", ["転出届,,,,,,,", "転出届,届け出です,,,,,,公開"])
def test_a_name_is_enough_for_a_procedure_that_nobody_has_verified(
    tmp_path: Path, row: str
) -> None:
    assert problems(tmp_path, HEADING, row) == ()


def test_a_verified_procedure_needs_its_columns(tmp_path: Path) -> None:
    found = problems(tmp_path, "手続名,確認日", "転出届,2026-05-01")
    assert [(item.kind, item.column) for item in found] == [
        (ProblemKind.NEEDED_WHEN_VERIFIED, heading)
        for heading in ("概要", "担当課", "窓口での方法", "出典")
    ]


@pytest.mark.parametrize(
    "day",
    [
        "2026-05-01",
        "2026/5/1",
        "2026.5.1",
        "2026年5月1日",
        "令和8年5月1日",
        "R8.5.1",
        "２０２６/５/１",
    ],
)
def test_dates_are_written_in_many_ways(tmp_path: Path, day: str) -> None:
    assert problems(tmp_path, HEADING, GOOD.replace("2026-05-01", day)) == ()


def test_every_problem_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    bad = GOOD.replace("2026-05-01", "いつか").replace("公開", "秘密")
    found = problems(tmp_path, HEADING, bad, GOOD, bad.replace("転出届", ""))
    assert [(item.line, item.column) for item in found] == [
        (2, "確認日"),
        (2, "公開"),
        (4, "手続名"),
        (4, "確認日"),
        (4, "公開"),
    ]


def test_the_second_of_two_equal_entries_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, HEADING, GOOD, GOOD) == (
        Problem(ProblemKind.TWICE, 3, value="転出届"),
    )


def test_a_row_with_more_cells_than_the_heading_is_named(tmp_path: Path) -> None:
    found = problems(tmp_path, HEADING, GOOD + ",あふれた")
    assert found == (Problem(ProblemKind.ROW_TOO_LONG, 2, value="あふれた"),)


def test_empty_cells_after_the_last_column_do_no_harm(tmp_path: Path) -> None:
    assert problems(tmp_path, HEADING, GOOD + ",,,") == ()


def test_a_file_with_nothing_but_its_heading_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, HEADING) == (Problem(ProblemKind.NO_ROWS, value="procedures.csv"),)


def test_the_row_is_counted_as_an_editor_counts_lines(tmp_path: Path) -> None:
    two_lines = GOOD.replace("届け出です", '"届け出\nです"')
    found = problems(tmp_path, HEADING, "", two_lines, "", GOOD.replace("転出届", ""))
    assert [item.line for item in found] == [6]


def test_the_row_of_a_workbook_is_the_one_excel_shows(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["質問", "回答", "出典"])
    sheet["A4"] = "窓口は何時までですか"
    sheet["C4"] = "見本"
    book.save(tmp_path / "faq.xlsx")
    assert read_faq(tmp_path / "faq.xlsx").problems == (
        Problem(ProblemKind.CELL_MISSING, 4, "回答"),
    )


@pytest.mark.parametrize(
    ("row", "kind", "column"),
    [
        ("t0umibe,U0MIDORI,潮 みどり,市民課,担当者", ProblemKind.NOT_A_SLACK_ID, "slack_team_id"),
        ("T0UMIBE,みどり,潮 みどり,市民課,担当者", ProblemKind.NOT_A_SLACK_ID, "slack_user_id"),
        ("T0UMIBE,U0MIDORI,潮 みどり,市民課,市長", ProblemKind.NOT_A_ROLE, "role"),
        ("T0UMIBE,U0MIDORI,,市民課,担当者", ProblemKind.CELL_MISSING, "name"),
    ],
)
def test_a_bad_cell_in_the_list_of_people_is_named(
    tmp_path: Path, row: str, kind: ProblemKind, column: str
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"slack_team_id,slack_user_id,name,department,role\n{row}\n", encoding="utf-8")
    (found,) = read_people(file).problems
    assert (found.kind, found.line, found.column) == (kind, 2, column)


@pytest.mark.parametrize("channel", ["#shimin", "general", "c0shimin1", "U0MIDORI"])
def test_a_channel_is_named_by_its_id(tmp_path: Path, channel: str) -> None:
    file = tmp_path / "departments.csv"
    file.write_text(f"課名,Slackチャンネル\n市民課,{channel}\n", encoding="utf-8")
    (found,) = read_departments(file).problems
    assert (found.kind, found.column) == (ProblemKind.NOT_A_SLACK_CHANNEL, "Slackチャンネル")


@pytest.mark.parametrize("role", ["担当者", "課長", "DX事務局", "ＤＸ事務局", "dx事務局"])
def test_a_role_may_be_typed_in_any_width(tmp_path: Path, role: str) -> None:
    file = tmp_path / "people.csv"
    row = f"T0UMIBE,U0MIDORI,潮 みどり,市民課,{role}"
    file.write_text(f"slack_team_id,slack_user_id,name,department,role\n{row}\n", encoding="utf-8")
    assert read_people(file).problems == ()
