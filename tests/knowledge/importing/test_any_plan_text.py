"""Whatever a file holds: reading it never fails, loses no word, and looks past line ends."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from knowledge.importing.plan_document import read_plan
from knowledge.importing.plan_reading import PlanReading
from tests.knowledge.importing.plans.made_up import FOLDER

LETTERS = st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\r\n")
"""Of any text; a file with control characters is told to be no text."""
FULL_WIDTH = ord("０") - ord("0")
CITIES = sorted(path.stem for path in FOLDER.glob("*.md"))

WORDS = [f"{left}{right}" for left in "藍茜橙萌黄紺藤桃栗柿梅桜" for right in "鷺鯨狐狸兎鶴亀鹿"]
"""Words that no plan and no importer knows."""

SHAPES = (
    "# {}",
    "### {}",
    "第1章 {}",
    "第２節　{}",
    "1. {}",
    "(2) {}",
    "政策3. {}",
    "{}",
    "{}です。",
    "{}のために、",
    "{}（道路課）",
    "（{}課、{}室）",
    "担当：{}課",
    "担当課：{}課・{}室",
    "目的：{}を楽にする",
    "現状",
    "## 理想",
    "- {}",
    "- ・{}",
    "○ {}をします。",
    "①{}、②{}、④{}",
    "③{}",
    "◇{}（令和3年法律第40号）",
    "第1条 {}",
    "「{}」：{}",
    "メンバー {}",
    "STEP 1",
    "¹ {}：{}",
    "^{{*2}} {}",
    "*3_{}",
    "※{}…{}",
    "[^1]: {}：{}",
    "{}¹と{}^{{*2}}",
    "{}*3",
    "\t2025\t2026",
    "スケジュール\t{}\t{}",
    "進捗\t{}",
    "\tR7\t\tR8\t",
    "{}\t{}",
    "{}\t{}\t{}\t{}",
    "会議名\t目的\tメンバー\t開催頻度",
    "指標\t現状値（R5）\t目標値（R9）",
    "{}\t12件\t30件",
    "手続\t概要",
    "| {} | {} |",
    "| --- | --- |",
    "| {} | <ul><li>{}</li><li>①{}</li></ul> |",
    "| {} | <br>{}",
    "<p>（{}）</p><ul><li>{}",
    "| | {}",
    "（参考1）{}",
    "標準化対象システム(3業務)\t",
    "1.{}\t2.{}",
    "",
    "",
)


PIECES = (
    *("|", "\t", "\n", "（", "）", "(", ")", "<ul><li>", "</li>", "<br>", "---", "# ", "①"),
    *("^{*1}", "*1_", "¹", "※", "◇", "「", "」：", "令和", "年度", "R7", "担当：", "目次", "1."),
    *("上期", "指標", "目標値", "会議名", "第1章", "課", "、", "水", "版", "...", "[^1]", "月"),
)


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A document put together from the lines of plans, and the words it holds."""
    words = iter(WORDS)
    lines, used = ["# かわべ市DX計画", ""], []
    for shape in draw(st.lists(st.sampled_from(SHAPES), max_size=24)):
        now = [next(words) for _ in range(shape.replace("{{", "").replace("}}", "").count("{}"))]
        lines.append(shape.format(*now))
        used += now
    return "\n".join(lines) + "\n", used


def reading_of(text: str) -> PlanReading:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.md"
        file.write_bytes(text.encode("utf-8"))
        return read_plan(file)


def told(value: object) -> str:
    """Every letter that a reading holds, in half-width."""
    if is_dataclass(value):
        return "\n".join(
            told(getattr(value, field.name))
            for field in fields(value)
            if field.name not in ("content_hash", "line")
        )
    if isinstance(value, tuple):
        return "\n".join(told(part) for part in value)
    if isinstance(value, Enum):
        return str(value.value)
    return unicodedata.normalize("NFKC", str(value))


@settings(deadline=None)
@given(st.text(LETTERS, min_size=1))
def test_any_text_at_all_is_read(text: str) -> None:
    assume(text.strip())
    assert reading_of(text) is not None


@settings(deadline=None, max_examples=300)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40))
def test_broken_tables_and_stray_brackets_are_read(pieces: list[str]) -> None:
    assume("".join(pieces).strip())
    assert reading_of("".join(pieces)) is not None


@settings(deadline=None, max_examples=300)
@given(documents())
def test_no_word_is_lost(document: tuple[str, list[str]]) -> None:
    text, words = document
    kept = told(reading_of(text))
    assert [word for word in words if word not in kept] == []


@settings(deadline=None)
@given(documents())
def test_line_ends_of_windows_mean_the_same(document: tuple[str, list[str]]) -> None:
    text, _ = document
    assert told(reading_of(text)) == told(reading_of(text.replace("\n", "\r\n")))


@pytest.mark.parametrize("city", CITIES)
def test_a_plan_from_windows_gives_the_same_entries(city: str) -> None:
    text = (FOLDER / f"{city}.md").read_text("utf-8")
    assert told(reading_of(text)) == told(reading_of(text.replace("\n", "\r\n")))


@pytest.mark.parametrize("city", CITIES)
def test_full_width_digits_give_the_same_entries(city: str) -> None:
    text = (FOLDER / f"{city}.md").read_text("utf-8")
    wide = re.sub(r"(?<![\^{*※0-9])[0-9]", lambda digit: chr(ord(digit[0]) + FULL_WIDTH), text)
    assert told(reading_of(text)) == told(reading_of(wide))


@pytest.mark.parametrize("city", CITIES)
def test_reading_twice_gives_the_same(city: str) -> None:
    assert read_plan(FOLDER / f"{city}.md") == read_plan(FOLDER / f"{city}.md")
