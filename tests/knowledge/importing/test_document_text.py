"""Whatever program a plan was written with, the same initiatives come out of it."""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.importing.document_text import document_text
from knowledge.importing.plan_document import read_plan
from knowledge.importing.reading import UnreadableFile
from store.records.initiatives import InitiativeRecord
from tests.documents import MORINOMIYA, UMIBE, WRITERS, Bullets, Heading, Plan, Text, as_xlsx

ONE = "# うみべ市計画\n\n書かない窓口\n担当：市民課\n"
_MARKS = re.compile(r"^(?:#+ |[-・] ?)")


def written(plan: Plan, folder: Path, name: str) -> Path:
    path = folder / name
    WRITERS[name](plan, path)
    return path


def words(path: Path) -> list[str]:
    """The lines of a document without the marks of headings and bullets."""
    lines = document_text(path.read_bytes(), path.name).splitlines()
    return [_MARKS.sub("", line) for line in lines if line.strip()]


def initiatives(path: Path) -> list[InitiativeRecord]:
    return [replace(record, source_document="") for record in read_plan(path).initiatives]


@pytest.mark.parametrize("name", WRITERS)
def test_a_plan_gives_the_same_initiatives_in_every_format(tmp_path: Path, name: str) -> None:
    found = initiatives(written(UMIBE, tmp_path, name))
    assert [record.title for record in found] == ["書かない窓口", "電子決裁"]
    assert found == initiatives(written(UMIBE, tmp_path, "plan.md"))


@pytest.mark.parametrize("name", WRITERS)
def test_a_plan_has_the_same_name_in_every_format(tmp_path: Path, name: str) -> None:
    assert read_plan(written(UMIBE, tmp_path, name)).name.title == "うみべ市デジタル推進計画"


def test_an_initiative_out_of_a_pdf_is_whole(tmp_path: Path) -> None:
    first, _ = read_plan(written(UMIBE, tmp_path, "plan.pdf")).initiatives
    assert first.departments == ("市民課", "政策企画課")
    assert first.purpose.endswith("使いやすい市役所にする")
    assert first.ideal_state.splitlines()[0] == "話すだけで手続が終わる"
    assert [(item.text, item.first_year) for item in first.schedule] == [
        ("近くの市を視察する", 2026),
        ("使う道具を選ぶ", 2026),
        ("市民課の窓口で試しに使い、よかったことと困ったことを集める", 2027),
        ("すべての窓口に広げる", 2028),
    ]
    assert [(report.fiscal_year, report.text) for report in first.progress] == [
        (2026, "三つの市を視察した")
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_a_tree_of_policies_gives_the_same_lines_in_every_format(tmp_path: Path, name: str) -> None:
    """Only the notes may stand elsewhere: Word keeps them at the end."""
    found = words(written(MORINOMIYA, tmp_path, name))
    expected = words(written(MORINOMIYA, tmp_path, "plan.md"))
    assert [line for line in found if line[0] not in "¹²"] == [
        line for line in expected if line[0] not in "¹²"
    ]
    assert sorted(found) == sorted(expected)


@pytest.mark.parametrize("name", WRITERS)
def test_a_tree_of_policies_is_read_alike_from_every_format(tmp_path: Path, name: str) -> None:
    def left(name: str) -> list[str]:
        reading = read_plan(written(MORINOMIYA, tmp_path, name))
        return sorted(_MARKS.sub("", line.text) for line in reading.not_understood)

    assert left(name) == left("plan.md")
    assert initiatives(tmp_path / name) == initiatives(tmp_path / "plan.md")


@pytest.mark.parametrize("name", ["plan.md", "plan.markdown", "plan.txt", "PLAN.MD"])
@pytest.mark.parametrize(
    "content",
    [
        ONE.encode(),
        ONE.encode("utf-8-sig"),
        ONE.encode("cp932"),
        ONE.encode("utf-16"),
        codecs.BOM_UTF16_BE + ONE.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "shift_jis", "utf-16", "utf-16 big end first"],
)
def test_a_text_is_read_however_it_was_saved(name: str, content: bytes) -> None:
    assert document_text(content, name) == ONE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_rows_of_a_csv_file_are_lines_with_tabs(encoding: str) -> None:
    rows = '書かない窓口\n担当：市民課\n\n,2026,2027\nスケジュール,"視察する\n選ぶ",始める\n'
    assert document_text(rows.encode(encoding), "plan.csv").splitlines() == [
        "書かない窓口",
        "担当：市民課",
        "",
        "\t2026\t2027",
        "スケジュール\t視察する<br>選ぶ\t始める",
    ]


def test_a_label_with_nothing_beside_it_still_belongs_to_its_table() -> None:
    rows = "目的：早くする\n,2026,2027\nスケジュール,試す,始める\n進捗,,\n"
    assert document_text(rows.encode(), "plan.csv").splitlines() == [
        "目的：早くする",
        "\t2026\t2027",
        "スケジュール\t試す\t始める",
        "進捗\t\t",
    ]


def test_the_next_initiative_right_under_a_table_is_text_again() -> None:
    rows = "スケジュール,試す,始める\n電子決裁,,\n担当：総務課,,\n目的：早くする,,\n"
    assert document_text(rows.encode(), "plan.csv").splitlines()[1:] == [
        "電子決裁",
        "担当：総務課",
        "目的：早くする",
    ]


def test_sheets_follow_each_other_under_their_names(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    as_xlsx((Text("はじめに"),), path)
    book = load_workbook(path)
    book.worksheets[0].title = "概要"
    book.create_sheet("取組").append(["書かない窓口", "市民課"])
    book.create_sheet("選べる言葉").append(["完了", "実施中"])
    book["選べる言葉"].sheet_state = "hidden"
    book.create_sheet("空")
    book.save(path)
    assert document_text(path.read_bytes(), path.name).splitlines() == [
        "## 概要",
        "",
        "はじめに",
        "",
        "## 取組",
        "",
        "書かない窓口\t市民課",
    ]


def test_a_bulleted_list_needs_no_heading(tmp_path: Path) -> None:
    plan: Plan = (Heading(1, "計画"), Bullets(("一つめ", "二つめ")))
    for name in WRITERS:
        assert words(written(plan, tmp_path, name)) == ["計画", "一つめ", "二つめ"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Holds a plan in every format."""
    folder = tmp_path_factory.mktemp("plans")
    for name in WRITERS:
        written(MORINOMIYA, folder, name)
    return folder


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40, deadline=None)
@given(
    wrong=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), max_size=20),
    share=st.just(1.0) | st.floats(0, 1),
)
def test_a_damaged_file_is_read_or_refused_but_never_breaks_the_reader(
    folder: Path, name: str, wrong: list[tuple[float, int]], share: float
) -> None:
    content = bytearray((folder / name).read_bytes())
    for place, byte in wrong:
        content[int(place * len(content))] = byte
    with suppress(UnreadableFile):
        assert document_text(bytes(content[: int(share * len(content))]), name).strip()


@pytest.mark.parametrize("name", [*WRITERS, "plan.csv", "plan.doc", "plan"])
@given(start=st.sampled_from([b"", b"%PDF-1.7", b"PK\x03\x04", b"\xff\xfe"]), rest=st.binary())
def test_any_bytes_are_read_or_refused(name: str, start: bytes, rest: bytes) -> None:
    with suppress(UnreadableFile):
        assert document_text(start + rest, name).strip()
