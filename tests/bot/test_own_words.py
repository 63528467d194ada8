"""A clerk teaches the bot what people in the city call things, with a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.bot.databases import rows
from tests.command_line import Said, madoguchi

HEADING = "言葉,同じ意味の言葉"
GOOD = f"{HEADING}\nみなとバス,市内循環バス、コミュニティバス\nクリーンピア,ごみ処理施設\n"
Bring = Callable[..., Said]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "new.db"


@pytest.fixture
def bring(database: Path) -> Bring:
    """`madoguchi import lexicon 言い換え.csv` with this text."""

    def run(text: str, *words: str) -> Said:
        Path("言い換え.csv").write_text(text, encoding="utf-8")
        command = ("import", "lexicon", "言い換え.csv", "--municipality", "umibe", *words)
        return madoguchi(*command, DATABASE_URL=f"sqlite:///{database}")

    return run


def kept(database: Path) -> list[tuple[object, ...]]:
    query = "SELECT word FROM lexicon_word WHERE retired_at IS NULL ORDER BY id"
    return rows(database, query)


def test_a_look_shows_the_words_and_writes_nothing(bring: Bring, database: Path) -> None:
    said = bring(GOOD, "--dry-run")
    assert (said.code, said.figures) == (0, (2, 0, 0))
    assert "言い換え「みなとバス」" in said.out
    assert kept(database) == []


def test_words_are_written_once_and_audited(bring: Bring, database: Path) -> None:
    assert bring(GOOD, "--yes").figures == (2, 0, 0)
    assert kept(database) == [("みなとバス",), ("クリーンピア",)]
    assert bring(GOOD, "--yes").figures == (0, 0, 0)
    changed = GOOD.replace("、コミュニティバス", "")
    said = bring(changed, "--yes")
    assert said.figures == (0, 1, 0)
    assert "同じ意味の言葉：" in said.out
    assert bring("\n".join(changed.splitlines()[:2]), "--yes").figures == (0, 0, 1)
    assert kept(database) == [("みなとバス",)]
    audited = "SELECT action FROM audit_entry WHERE subject LIKE 'lexicon_word:%' ORDER BY number"
    assert [action for (action,) in rows(database, audited)] == [
        "import.added",
        "import.added",
        "import.changed",
        "import.removed",
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (",循環バス", "3行目 「言葉」の列 空になっています。内容を入れてください。"),
        ("市バス,、", "3行目 「同じ意味の言葉」の列 空になっています。"),
        ("どう,循環バス", "3行目 「言葉」の列 「どう」だけでは"),
        ("市バス,循環バス、？", "3行目 「同じ意味の言葉」の列 「？」だけでは"),
        ("みなとバス,循環バス", "3行目 「みなとバス」が2回あります"),
    ],
)
def test_a_row_that_says_nothing_is_named_with_its_remedy(
    bring: Bring, database: Path, row: str, told: str
) -> None:
    said = bring(f"{HEADING}\nみなとバス,循環バス\n{row}\n", "--yes")
    assert said.code == 1
    assert told in said.err
    assert kept(database) == []


def test_words_are_exported_edited_and_imported(bring: Bring, database: Path) -> None:
    bring(GOOD, "--yes")
    url = f"sqlite:///{database}"
    said = madoguchi("export", "lexicon", "-m", "umibe", "-o", "今.xlsx", DATABASE_URL=url)
    assert "2件を「今.xlsx」に書き出しました" in said.out
    book = load_workbook("今.xlsx")
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["番号", "言葉", "同じ意味の言葉"]
    sheet["B2"] = "港バス"
    book.save("今.xlsx")
    command = ("import", "lexicon", "今.xlsx", "-m", "umibe", "--yes")
    assert madoguchi(*command, DATABASE_URL=url).figures == (0, 1, 0)
    assert kept(database) == [("港バス",), ("クリーンピア",)]
