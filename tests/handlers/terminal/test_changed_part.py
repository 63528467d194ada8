"""Of two long texts the places are shown where they differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from handlers.terminal.changed_part import MOST_LETTERS, SHORT, Part, changed_parts

LONG = "窓口で名前や住所を書く手間を減らし、待つ時間を短くするため、職員が聞いて申請書を作る。"


def test_short_texts_are_shown_whole() -> None:
    assert changed_parts("待つ時間", "書く時間") == [Part("待つ時間", "書く時間")]


def test_a_changed_word_is_shown_with_what_stands_around_it() -> None:
    (part,) = changed_parts(LONG, LONG.replace("短く", "半分に"))
    assert part == Part(
        "…らし、待つ時間を【短くするため】、職員が聞いて申…",
        "…らし、待つ時間を【半分にするため】、職員が聞いて申…",
    )


def test_two_places_are_two_parts() -> None:
    changed = LONG.replace("住所", "電話").replace("職員", "係長")
    assert [part.after.split("【")[1].split("】")[0] for part in changed_parts(LONG, changed)] == [
        "電話",
        "係長",
    ]


def test_what_was_added_is_shown_where_nothing_was() -> None:
    (part,) = changed_parts(LONG, LONG + "令和8年度から始める。")
    assert part.before.endswith("【】")
    assert "令和8年度から始める。" in part.after


def test_a_whole_new_text_is_cut() -> None:
    (part,) = changed_parts(LONG, "まったく別の文です" * 30 + "ABC" * 1500)
    assert len(part.after) <= MOST_LETTERS + 20


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_can_be_shown(before: str, after: str) -> None:
    parts = changed_parts(before, after)
    if before != after or max(len(before), len(after)) <= SHORT:
        assert parts


def test_texts_of_very_many_words_are_compared_in_no_time() -> None:
    before = " ".join(str(number) for number in range(20_000))
    after = " ".join(str(number) for number in range(20_000, 40_000))
    assert len(changed_parts(before, after)) == 1
