"""What Word can do to a plan, and what of it the reader of plans gets."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.styles.style import ParagraphStyle

from knowledge.importing.document_text import document_text
from knowledge.importing.reading import ProblemKind, UnreadableFile
from tests.documents import picture_of_text


@pytest.fixture
def document() -> WordDocument:
    return Document()


def lines(document: WordDocument) -> list[str]:
    file = io.BytesIO()
    document.save(file)
    return [line for line in document_text(file.getvalue(), "plan.docx").splitlines() if line]


def test_headings_stand_one_deeper_under_a_title(document: WordDocument) -> None:
    document.add_heading("計画", 0)
    document.add_heading("第1章", 1)
    document.add_heading("取組", 2)
    assert lines(document) == ["# 計画", "## 第1章", "### 取組"]


def test_headings_keep_their_depth_where_there_is_no_title(document: WordDocument) -> None:
    document.add_heading("第1章", 1)
    document.add_heading("取組", 2)
    assert lines(document) == ["# 第1章", "## 取組"]


def test_a_style_of_the_citys_own_is_a_heading_by_its_outline_level(
    document: WordDocument,
) -> None:
    own = document.styles.add_style("市の大見出し", WD_STYLE_TYPE.PARAGRAPH)
    own.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="1"/>'))
    based = document.styles.add_style("市の大見出し（色つき）", WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(based, ParagraphStyle)
    based.base_style = own
    document.add_paragraph("書かない窓口", style="市の大見出し")
    document.add_paragraph("電子決裁", style="市の大見出し（色つき）")
    document.add_paragraph("担当：市民課")
    assert lines(document) == ["## 書かない窓口", "## 電子決裁", "担当：市民課"]


def test_the_table_of_contents_is_left_out(document: WordDocument) -> None:
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    document.add_paragraph("第1章 はじめに\t3", style="toc 1")
    document.add_heading("第1章 はじめに", 1)
    assert lines(document) == ["# 第1章 はじめに"]


def test_a_cell_of_several_paragraphs_stays_in_its_row(document: WordDocument) -> None:
    table = document.add_table(2, 2)
    table.cell(0, 1).text = "2026"
    table.cell(1, 0).text = "スケジュール"
    table.cell(1, 1).text = "視察する"
    table.cell(1, 1).add_paragraph("道具を選ぶ", style="List Bullet")
    table.cell(1, 1).add_paragraph("A|B案を\n比べる")
    assert lines(document) == [
        "\t2026",
        "スケジュール\t視察する<br>- 道具を選ぶ<br>A|B案を<br>比べる",
    ]


def test_merged_cells_leave_the_others_in_their_columns(document: WordDocument) -> None:
    table = document.add_table(3, 3)
    for place, year in enumerate(["2026", "2027"], start=1):
        table.cell(0, place).text = year
    table.cell(1, 0).merge(table.cell(2, 0)).text = "スケジュール"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "続ける"
    table.cell(2, 2).text = "終える"
    assert lines(document)[1:] == ["スケジュール\t続ける\t", "スケジュール\t\t終える"]


def test_a_frame_around_text_is_no_table(document: WordDocument) -> None:
    frame = document.add_table(1, 1).cell(0, 0)
    frame.text = "書かない窓口"
    frame.add_paragraph("担当：市民課")
    assert lines(document) == ["書かない窓口", "担当：市民課"]


def test_a_table_in_a_cell_stays_in_the_row(document: WordDocument) -> None:
    table = document.add_table(1, 2)
    table.cell(0, 0).text = "体制"
    inner = table.cell(0, 1).add_table(1, 2)
    inner.cell(0, 0).text = "部長"
    inner.cell(0, 1).text = "課長"
    assert lines(document) == ["体制\t部長<br>課長"]


def test_a_raised_number_is_a_footnote_mark(document: WordDocument) -> None:
    paragraph = document.add_paragraph("地域ICT")
    paragraph.add_run("12").font.superscript = True
    paragraph.add_run("の活用")
    assert lines(document) == ["地域ICT¹²の活用"]


def test_lists_have_numbers_or_dashes(document: WordDocument) -> None:
    document.add_paragraph("一つめ", style="List Number")
    document.add_paragraph("二つめ", style="List Number")
    document.add_paragraph("ほかに", style="List Bullet")
    assert lines(document) == ["1. 一つめ", "2. 二つめ", "- ほかに"]


def test_a_tab_after_a_label_makes_no_table(document: WordDocument) -> None:
    document.add_paragraph("担当：\t市民課")
    assert lines(document) == ["担当： 市民課"]


def test_a_picture_beside_the_text_is_left_out(document: WordDocument, picture: Path) -> None:
    document.add_paragraph("担当：市民課")
    document.add_picture(str(picture))
    assert lines(document) == ["担当：市民課"]


def test_pictures_alone_are_no_text(document: WordDocument, picture: Path) -> None:
    document.add_picture(str(picture))
    with pytest.raises(UnreadableFile) as refused:
        lines(document)
    assert refused.value.problem.kind is ProblemKind.FILE_PICTURES_ONLY


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "scan.png"
    picture_of_text(path)
    return path
