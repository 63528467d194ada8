"""What a page of paper does to a plan, and how it is undone."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from knowledge.importing.document_text import document_text
from knowledge.importing.pdf_lines import letters
from tests.documents import MINCHO, Heading, Plan, Text, as_pdf

LETTER = 10
LEFT, TOP = 72, A4[1] - 100
WIDTH = 40
"""Letters in a full line of these pages."""
SENTENCE = "窓口に来る人が迷わずに手続を終えられるよう、案内の言葉をやさしく書き直し、" * 2

Draw = Callable[[Canvas], None]


def pages(*draw: Draw) -> list[str]:
    """The lines of a PDF with these pages."""
    pdfmetrics.registerFont(UnicodeCIDFont(MINCHO))
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4)
    for draw_page in draw:
        canvas.setFont(MINCHO, LETTER)
        draw_page(canvas)
        canvas.showPage()
    canvas.save()
    return [line for line in document_text(file.getvalue(), "plan.pdf").splitlines() if line]


def at(*texts: tuple[float, float, str]) -> Draw:
    """Texts by the distance from the left and the number of their line."""

    def draw(canvas: Canvas) -> None:
        for x, line, text in texts:
            canvas.drawString(LEFT + x, TOP - line * 16, text)

    return draw


def broken(text: str) -> list[str]:
    return [text[place : place + WIDTH] for place in range(0, len(text), WIDTH)]


def test_a_paragraph_is_one_line_however_the_paper_broke_it() -> None:
    parts = broken(f"　{SENTENCE}改めます。")
    draw = at(*((0, number, part) for number, part in enumerate(parts)))
    assert pages(draw) == [f"{SENTENCE}改めます。"]


def test_a_full_line_that_ends_a_sentence_ends_its_paragraph() -> None:
    full = SENTENCE[: WIDTH - 1] + "。"
    assert pages(at((0, 0, full), (0, 1, full))) == [full, full]


def test_a_paragraph_with_an_indent_goes_on_after_a_sentence() -> None:
    first = SENTENCE[: WIDTH - 2] + "。"
    assert pages(at((LETTER, 0, first), (0, 1, "次も同じ段落です。"))) == [
        f"{first}次も同じ段落です。"
    ]


def test_a_paragraph_without_an_indent_ends_where_the_gap_is_wider() -> None:
    lines = [SENTENCE[:WIDTH], SENTENCE[: WIDTH - 1] + "。", "同じ段落です。", "次の段落です。"]
    draw = at(*((0, place, line) for place, line in zip((0, 1, 2, 3.3), lines, strict=True)))
    assert pages(draw) == ["".join(lines[:3]), lines[3]]


def test_an_item_of_a_list_goes_on_under_its_words() -> None:
    first = "・" + SENTENCE[: WIDTH - 2] + "。"
    draw = at((0, 0, first), (LETTER, 1, "同じ項目です。"), (0, 2, "・次の項目です。"))
    assert pages(draw) == [f"{first}同じ項目です。", "・次の項目です。"]


def test_an_open_bracket_keeps_the_line_open() -> None:
    assert pages(at((0, 0, "業務の見直し（"), (0, 1, "BPR"), (0, 2, "）を進める"))) == [
        "業務の見直し（BPR）を進める"
    ]


def test_a_long_word_that_had_no_room_goes_on() -> None:
    first = SENTENCE[: WIDTH - 8]
    assert pages(at((0, 0, SENTENCE[:WIDTH]), (0, 3, first), (0, 4, "Transformationのこと"))) == [
        SENTENCE[:WIDTH],
        f"{first}Transformationのこと",
    ]


def test_circled_numbers_within_a_sentence_are_no_list() -> None:
    first = ("①住民記録、②印鑑登録、" + SENTENCE)[:WIDTH]
    assert pages(at((0, 0, first), (0, 1, "③戸籍です。"))) == [f"{first}③戸籍です。"]


@pytest.mark.parametrize("start", ["・", "○ ", "(2) ", "② ", "2. ", "第2章 ", "担当：", "※"])
def test_what_begins_anew_is_not_joined(start: str) -> None:
    full, second = SENTENCE[:WIDTH], f"{start}つぎ"
    assert pages(at((0, 0, full), (0, 1, second))) == [full, second]


def test_words_of_latin_letters_keep_their_spaces() -> None:
    assert pages(at((0, 0, "EBPMはEvidence Based Policy Makingの略です。"))) == [
        "EBPMはEvidence Based Policy Makingの略です。"
    ]


def test_letters_set_apart_are_one_word() -> None:
    assert pages(at((0, 0, "計 画 の 概 要"))) == ["計画の概要"]


def test_a_paragraph_goes_on_overleaf_and_the_note_comes_after_it() -> None:
    def first(canvas: Canvas) -> None:
        at((0, 0, SENTENCE[:WIDTH]))(canvas)
        canvas.setFont(MINCHO, 5)
        canvas.drawString(LEFT, 103, "1")
        canvas.setFont(MINCHO, 8)
        canvas.drawString(LEFT + 4, 100, " ICT：情報と通信の技術。")

    last = SENTENCE[WIDTH:]
    assert pages(first, at((0, 0, last))) == [SENTENCE, "¹ ICT：情報と通信の技術。"]


def test_page_numbers_and_running_heads_are_dropped(tmp_path: Path) -> None:
    plan: Plan = tuple(Text(f"{number}番目の段落です。") for number in range(120))
    path = tmp_path / "plan.pdf"
    as_pdf(plan, path, running_head="うみべ市計画")
    lines = document_text(path.read_bytes(), path.name).splitlines()
    assert [line for line in lines if line] == [
        f"{number}番目の段落です。" for number in range(120)
    ]


def test_larger_letters_are_headings_by_their_size(tmp_path: Path) -> None:
    body = "本文がもっとも多くの文字をもちます。"
    plan: Plan = (Heading(1, "計画"), Text(body), Heading(3, "章"), Text(body), Heading(2, "編"))
    path = tmp_path / "plan.pdf"
    as_pdf(plan, path)
    lines = document_text(path.read_bytes(), path.name).splitlines()
    assert [line for line in lines if line.startswith("#")] == ["# 計画", "### 章", "## 編"]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [f"左の{number}行目にある短い文です。" for number in range(8)]
    right = [f"右の{number}行目にある短い文です。" for number in range(8)]
    draw = at(
        *((0, number, text) for number, text in enumerate(left)),
        *((240, number, text) for number, text in enumerate(right)),
    )
    assert pages(draw) == left + right


def test_columns_without_rules_are_cells() -> None:
    draw = at(
        (0, 0, "会議"), (150, 0, "目的"), (300, 0, "回数"),
        (0, 1, "推進本部"), (150, 1, "決める"), (300, 1, "年2回"),
    )  # fmt: skip
    assert pages(draw) == ["会議\t目的\t回数", "推進本部\t決める\t年2回"]


@pytest.mark.parametrize("mark", ["(1)", "・", "①", "担当："])
def test_a_mark_set_apart_belongs_to_its_words(mark: str) -> None:
    assert pages(at((0, 0, mark), (60, 0, "市民課"))) == [f"{mark} 市民課"]


def test_a_line_of_the_table_of_contents_has_its_page_behind_a_tab() -> None:
    assert pages(at((0, 0, "第1章 はじめに………………12"))) == ["第1章 はじめに\t12"]


def test_a_label_over_two_rows_stands_in_both() -> None:
    def draw(canvas: Canvas) -> None:
        for x in (100, 200, 300, 400):
            canvas.line(x, 500, x, 590)
        for left, y in [(100, 590), (100, 560), (200, 530), (100, 500)]:
            canvas.line(left, y, 400, y)
        for x, y, text in [
            (210, 570, "2026"), (310, 570, "2027"), (110, 540, "進捗"),
            (210, 540, "視察した"), (310, 510, "試した"),
        ]:  # fmt: skip
            canvas.drawString(x, y, text)

    assert pages(draw) == ["\t2026\t2027", "進捗\t視察した\t", "進捗\t\t試した"]


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(LEFT - 10, TOP - 40, 300, 70)
        at((0, 0, "書かない窓口"), (0, 1, "担当：市民課"))(canvas)

    assert pages(draw) == ["書かない窓口", "担当：市民課"]


def test_a_kanji_that_the_font_names_by_its_radical_is_the_kanji() -> None:
    place = {"size": 10, "x0": 0, "x1": 10, "top": 0, "bottom": 10, "upright": True}
    (letter,) = letters([{"text": "⽤", "fontname": "AAAAAA+MS-Mincho", **place}])
    assert letter.text == "用"


def test_a_mark_out_of_a_font_of_pictures_is_a_bullet() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("ZapfDingbats", LETTER)
        canvas.drawString(LEFT, TOP, "l")
        canvas.setFont(MINCHO, LETTER)
        canvas.drawString(LEFT + 20, TOP, "話すだけで終わる")

    assert pages(draw) == ["- 話すだけで終わる"]
