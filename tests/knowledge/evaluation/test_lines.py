"""A question set in JSON Lines; a line that is wrong is named with its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.evaluation.lines import BadLine, read_lines
from knowledge.evaluation.ranking import FaqLine
from knowledge.importing.reading import UnreadableFile

GOOD = '{"id": "1", "question": "犬の登録は", "answer": "窓口で"}'


def read(folder: Path, text: str) -> list[FaqLine]:
    file = folder / "faq.jsonl"
    file.write_text(text, encoding="utf-8")
    return read_lines(file, FaqLine)


def test_every_line_is_an_item_and_blank_lines_are_none(tmp_path: Path) -> None:
    assert [item.id for item in read(tmp_path, f"{GOOD}\n\n  \n{GOOD}\r\n")] == ["1", "1"]


@pytest.mark.parametrize(
    "bad", ["{", "[]", "犬", '{"id": "2"}', '{"id": 2, "question": [], "answer": "a"}', "null"]
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, bad: str) -> None:
    with pytest.raises(BadLine) as refused:
        read(tmp_path, f"{GOOD}\n\n{bad}\n{GOOD}\n")
    assert (refused.value.document, refused.value.line) == ("faq.jsonl", 3)


def test_a_bad_line_says_what_it_needs(tmp_path: Path) -> None:
    with pytest.raises(BadLine) as refused:
        read(tmp_path, "{}\n")
    assert refused.value.needs == ("id", "question", "answer")


@pytest.mark.parametrize("mark", ["\u2028", "\u0085"])
def test_an_odd_line_mark_within_a_text_ends_no_line(tmp_path: Path, mark: str) -> None:
    """JSON allows U+2028 and U+0085 within a string; only a line feed ends a line of the file."""
    (item,) = read(tmp_path, GOOD.replace("窓口で", f"窓口{mark}で"))
    assert item.answer == f"窓口{mark}で"


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        read(tmp_path, "")
