"""Easy Japanese adds readings, meanings and line ends, and changes nothing of the text itself."""

from __future__ import annotations

import csv
import re
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from knowledge.easy_japanese import easy, pieces

KANJI = re.compile("[一-鿿]")
ADDED = re.compile("（[ぁ-ゖー]+）|〈＝[^〈〉一-鿿]+〉|\n")
TEXTS = st.text(
    st.sampled_from("転入届出申請引越市役所方月日時分14０年人課税。、「」（）() ：\nをしますっこー")
    | st.sampled_from("アaZ@/.:-𠮷髙々🙂")
    | st.characters(codec="utf-8"),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("紙を出します", "紙（かみ）を出（だ）します"),
        ("引っ越し", "引（ひ）っ越（こ）し"),
        ("受け取り方", "受（う）け取（と）り方（かた）"),
        ("市民課へ", "市民課（しみんか）へ"),
        ("電子証明書", "電子証明書（でんししょうめいしょ）"),
        ("健康保険証明", "健康保険（けんこうほけん）証明（しょうめい）"),
        ("市内の方の方がいい", "市内（しない）の方（かた）の方（ほう）がいい"),
        ("カードを使う", "カードを使（つか）う"),
    ],
)
def test_a_reading_follows_the_kanji_it_is_of(text: str, said: str) -> None:
    assert easy(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("14日以内に", "14日（じゅうよっか）以内（いない）に"),
        ("15日まで", "15日（にち）まで"),
        ("12月1日", "12月（がつ）1日（ついたち）"),
        ("8時30分", "8時（じ）30分（ぷん）"),
        ("１５分", "１５分（ふん）"),
        ("3階と13階と4階", "3階（がい）と13階と4階（かい）"),
        ("1,000円", "1,000円（えん）"),
        ("2人と12人", "2人（ふたり）と12人（にん）"),
        ("3か月", "3か月（げつ）"),
        ("11月21日(土)", "11月（がつ）21日（にち）(土)"),
    ],
)
def test_what_is_counted_is_read_as_people_say_it(text: str, said: str) -> None:
    assert easy(text) == said


def test_a_word_has_its_reading_once_in_a_message() -> None:
    assert easy("窓口へ。窓口で") == "窓口（まどぐち）へ。\n窓口で"


def test_a_word_that_has_its_reading_gets_no_other() -> None:
    assert easy("住所（じゅうしょ）を") == "住所（じゅうしょ）を"


@pytest.mark.parametrize(
    "text",
    [
        "https://www.city.example.jp/申請?a=届",
        "desk@city.example.jp",
        "0120-000-000",
        "LINE ID",
    ],
)
def test_addresses_and_numbers_have_no_reading(text: str) -> None:
    assert easy(text) == text


def test_a_hard_word_is_explained_once_and_only_where_it_stands_alone() -> None:
    said = easy("申請が要る。申請の紙。申請する。再申請。")
    assert said.count("申請") == 4
    assert said.count("〈＝もうしこむこと〉") == 1
    assert said.startswith("申請（しんせい）〈＝もうしこむこと〉が")
    assert "〈" not in easy("申請する")
    assert "〈" not in easy("申請用紙")


def test_every_sentence_begins_a_line_but_those_in_brackets() -> None:
    assert easy("はい。いいえ。\nそう（ああ。こう。）です。「うん。」と。") == (
        "はい。\nいいえ。\nそう（ああ。こう。）です。\n「うん。」と。"
    )


def test_a_city_corrects_a_reading() -> None:
    assert easy("字小路の町") == easy("字小路の町", {})
    assert easy("字小路の町", {"字小路": "あざこうじ"}) == "字小路（あざこうじ）の町（まち）"
    assert easy("町の方", {"町": "ちょう"}) == "町（ちょう）の方（かた）"
    assert easy("町会へ", {"会": "え"}) == "町会（ちょうかい）へ"


@given(TEXTS)
@example("申請（申請")
@example("。。」。")
@example("１４日以内14")
def test_without_what_was_added_the_text_is_as_it_was(text: str) -> None:
    told = [*pieces(text)]
    assert "".join(piece.text for piece in told if not piece.is_added) == text
    added = [piece.text for piece in told if piece.is_added]
    assert [one for one in added if not ADDED.fullmatch(one)] == []


@given(TEXTS, st.dictionaries(st.text(min_size=1, max_size=4), st.just("よみ"), max_size=3))
def test_a_corrected_list_changes_no_text_either(text: str, own: dict[str, str]) -> None:
    told = pieces(text, own)
    assert "".join(piece.text for piece in told if not piece.is_added) == text


@pytest.mark.parametrize("name", ["readings.csv", "counters.csv", "plain_words.csv"])
def test_what_the_lists_add_can_be_read_without_kanji(name: str) -> None:
    text = (files("knowledge.easy_japanese") / name).read_text(encoding="utf-8")
    rows = [*csv.reader(text.splitlines())][1:]
    assert [row for row in rows if KANJI.search(row[-1])] == []
    first = [tuple(row[:-1]) for row in rows]
    assert sorted({*first}) == sorted(first)
