"""The packaged words are what they should be, and small enough to be read at a start."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files

from knowledge.lexicon.compiling import compiled
from knowledge.lexicon.sudachi_synonyms import groups
from knowledge.words import content_words, is_hiragana

DATA = files("knowledge.lexicon") / "data"
ROWS = list(
    csv.reader((DATA / "administrative_words.csv").read_text(encoding="utf-8-sig").splitlines())
)


def test_every_row_has_a_word_its_meanings_and_a_field() -> None:
    heading, *rows = ROWS
    assert heading == ["言葉", "同じ意味の言葉", "分野"]
    assert len(rows) > 600
    for row in rows:
        assert len(row) == 3
        assert all(cell and cell == cell.strip() for cell in row), row
        assert all(row[1].split("、")), row


def test_no_word_and_no_pair_of_words_stands_there_twice() -> None:
    words = Counter(word for word, _, _ in ROWS[1:])
    assert [word for word, count in words.items() if count > 1] == []
    pairs = Counter(
        frozenset({word, meaning}) for word, means, _ in ROWS[1:] for meaning in means.split("、")
    )
    assert [pair for pair, count in pairs.items() if count > 1 or len(pair) == 1] == []


def test_all_words_are_known_to_the_index() -> None:
    """Words in hiragana may be found by their sound alone."""
    for word, means, _ in ROWS[1:]:
        cut = content_words(word)
        assert cut or is_hiragana(word), word
        for meaning in means.split("、"):
            assert content_words(meaning), (word, meaning)
            assert content_words(meaning) != cut or is_hiragana(word), (word, meaning)


def test_rows_of_a_field_stand_together() -> None:
    fields = [field for _, _, field in ROWS[1:]]
    changes = [
        field for field, before in zip(fields, ["", *fields], strict=False) if field != before
    ]
    assert len(changes) == len({*fields})


def test_sudachis_words_are_cut_as_the_index_cuts_them() -> None:
    """A new edition of the dictionary that cuts words asks for compiling them again."""
    lines = (DATA / "sudachi_synonyms.txt").read_text(encoding="utf-8").splitlines()
    single = [words[0] for group in groups(lines) for words in group if len(words) == 1]
    same = sum(content_words(word) == [word] for word in single)
    assert len(single) > 20_000
    assert same / len(single) > 0.97


SOURCE = """\
000001,1,0,1,0,0,0,(),住まい,,
000001,1,0,1,0,0,2,(),すまい,,
000001,1,1,2,0,0,0,(),住宅,,
000001,1,2,3,0,0,0,(),城,,

000002,1,0,1,0,0,0,(),予防接種,,
000002,1,0,2,0,0,0,(),予防注射,,

000003,1,0,1,0,0,0,(企業名),山田商店,,
000003,1,0,1,0,2,0,(企業名),山田,,

000004,1,0,1,0,0,0,(),机,,
"""


def test_synonyms_are_compiled_without_forbidden_words_and_names() -> None:
    first, *lines = compiled(SOURCE.splitlines())
    assert first.startswith("#")
    assert lines == ["住まい\t住宅", "予防 接種\t予防 注射"]


def test_a_group_of_too_many_words_is_left_out() -> None:
    source = [f"000001,1,0,{number},0,0,0,(),w{number}x,," for number in range(21)]
    assert list(compiled(source))[1:] == []
    assert len(list(compiled(source[:20]))[1:]) == 1


def test_the_licence_of_the_synonyms_is_packaged_with_them() -> None:
    assert "Apache License" in (DATA / "LICENSE-2.0.txt").read_text(encoding="utf-8")
    notice = (DATA / "NOTICE").read_text(encoding="utf-8")
    assert "SudachiDict" in notice
    assert "Works Applications" in notice
