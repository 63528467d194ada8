"""Spreadsheets as people save them: CSV in any encoding, Excel with real dates, broken files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from knowledge.importing.reading import ProblemKind, UnreadableFile
from store.records.faq import FaqRecord
from tests.knowledge.importing.sheets import Reading, read_departments, read_faq, read_procedures

HEADING = "質問,回答,出典,確認日"
ROW = "窓口は何時までですか,夕方5時です①,見本,2026-05-01"


def csv_file(folder: Path, content: str | bytes, name: str = "faq.csv") -> Path:
    file = folder / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def workbook(folder: Path, *rows: Sequence[object]) -> Path:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    file = folder / "faq.xlsx"
    book.save(file)
    return file


def only(reading: Reading[FaqRecord]) -> FaqRecord:
    assert reading.problems == ()
    (record,) = reading.records
    return record


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_file_is_read_in_the_encodings_that_excel_and_editors_write(
    tmp_path: Path, encoding: str
) -> None:
    record = only(read_faq(csv_file(tmp_path, f"{HEADING}\r\n{ROW}\r\n".encode(encoding))))
    assert (record.question, record.answer) == ("窓口は何時までですか", "夕方5時です①")
    assert (record.verified_on, record.source_document) == (date(2026, 5, 1), "faq.csv")


def test_an_excel_file_with_real_dates_is_read(tmp_path: Path) -> None:
    day = datetime(2026, 5, 1)  # noqa: DTZ001 - Excel knows no time zones
    row = ["窓口は何時までですか", "夕方5時です", "見本", day]
    assert only(read_faq(workbook(tmp_path, HEADING.split(","), row))).verified_on == date(
        2026, 5, 1
    )


def test_whole_numbers_of_excel_have_no_decimal_point(tmp_path: Path) -> None:
    file = workbook(tmp_path, ["質問", "回答", "出典"], ["何歳からですか", 18.0, "見本"])
    assert only(read_faq(file)).answer == "18"


def test_blank_rows_between_are_passed_over(tmp_path: Path) -> None:
    text = f"{HEADING}\n\n,,,\n{ROW}\n  ,　,,\n"
    assert only(read_faq(csv_file(tmp_path, text))).question == "窓口は何時までですか"


def test_a_cell_may_have_several_lines(tmp_path: Path) -> None:
    text = f'{HEADING}\n質問です,"一行目\n二行目",見本,\n'
    assert only(read_faq(csv_file(tmp_path, text))).answer == "一行目\n二行目"


def test_columns_may_stand_in_any_order_and_width(tmp_path: Path) -> None:
    text = "出典,回答,質問\n見本,夕方5時です,窓口は何時までですか\n"
    assert only(read_faq(csv_file(tmp_path, text))).question == "窓口は何時までですか"


def test_columns_may_have_their_english_names(tmp_path: Path) -> None:
    text = "question,answer,source\n窓口は何時までですか,夕方5時です,見本\n"
    assert only(read_faq(csv_file(tmp_path, text))).answer == "夕方5時です"


def test_lists_in_a_cell_are_parted(tmp_path: Path) -> None:
    heading = "手続名,概要,担当課,窓口での方法,出典,確認日,必要なもの,キーワード,言い方"
    row = "転出届,届け出,市民課,窓口へ,見本,2026/5/1,印かん、届書,引っ越し；転出,行きます｜出ます"
    reading = read_procedures(csv_file(tmp_path, f"{heading}\n{row}\n"))
    assert reading.problems == ()
    (record,) = reading.records
    assert record.what_to_bring == ("印かん", "届書")
    assert record.keywords == ("引っ越し", "転出")
    assert record.wordings == ("行きます", "出ます")


@pytest.mark.parametrize(
    ("cell", "is_desk"), [("はい", True), ("○", True), ("", False), ("×", False)]
)
def test_yes_is_said_in_many_ways(tmp_path: Path, cell: str, is_desk: bool) -> None:
    reading = read_departments(csv_file(tmp_path, f"課名,総合案内\n市民課,{cell}\n"))
    assert reading.records[0].is_general_desk is is_desk


def broken(content: bytes, name: str, folder: Path) -> ProblemKind:
    with pytest.raises(UnreadableFile) as refused:
        read_faq(csv_file(folder, content, name))
    return refused.value.problem.kind


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert broken(b"", "faq.csv", tmp_path) is ProblemKind.FILE_EMPTY


def test_a_file_with_blank_lines_only_is_refused(tmp_path: Path) -> None:
    assert broken(b"\n\n , ,\n", "faq.csv", tmp_path) is ProblemKind.FILE_EMPTY


def test_a_picture_called_csv_is_refused(tmp_path: Path) -> None:
    picture = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    assert broken(picture, "faq.csv", tmp_path) is ProblemKind.FILE_UNREADABLE


@pytest.mark.parametrize("name", ["faq.pdf", "faq.xls", "faq.txt", "faq"])
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str) -> None:
    assert broken(b"text", name, tmp_path) is ProblemKind.FILE_KIND


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_faq(tmp_path / "faq.csv")
    assert refused.value.problem.kind is ProblemKind.FILE_MISSING


def test_a_text_called_xlsx_is_refused(tmp_path: Path) -> None:
    assert broken(HEADING.encode(), "faq.xlsx", tmp_path) is ProblemKind.FILE_UNREADABLE


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("letter.txt", "こんにちは")
    assert broken(packed.getvalue(), "faq.xlsx", tmp_path) is ProblemKind.FILE_UNREADABLE


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_a_damaged_workbook_is_refused(tmp_path: Path, part: str) -> None:
    whole = workbook(tmp_path, HEADING.split(","), ROW.split(","))
    packed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[: len(content) // 2] if name == part else content)
    assert broken(packed.getvalue(), "faq.xlsx", tmp_path) is ProblemKind.FILE_UNREADABLE


def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    """Otherwise the rest of the file would be the last cell of that row."""
    text = f'{HEADING},窓口での方法\n質問です,答えです,見本,,"窓口へ\n{ROW},\n'
    assert broken(text.encode(), "faq.csv", tmp_path) is ProblemKind.FILE_UNREADABLE
