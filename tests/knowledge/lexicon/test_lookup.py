"""What people say finds what the office calls it."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lexicon import Expansion, Lexicon, Source
from knowledge.words import content_words

LEXICON = Lexicon.build()
OWN = Lexicon.build([("アイちゃん", ["通院支援乗合車"]), ("本館", ["市民プラザ", "図書館"])])
TOKENS = st.lists(
    st.one_of(
        st.sampled_from(["引っ越し", "転入", "転出", "保険", "証", "在宅", "勤務", "garbage"]),
        st.sampled_from(["写し", "住民", "票", "予防", "注射", "ゴミ", "ごみ", "払う", "x"]),
        st.text(min_size=1, max_size=5),
    ),
    max_size=8,
)


def means(question: str, lexicon: Lexicon = LEXICON) -> set[str]:
    """All words that a question may mean besides its own."""
    return {*chain.from_iterable(each.words for each in looked_up(question, lexicon))}


def looked_up(question: str, lexicon: Lexicon = LEXICON) -> list[Expansion]:
    return lexicon.expansions(content_words(question))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ゴミの日はいつ", "収集"),
        ("引っ越しの手続き", "転入"),
        ("引っ越してきました", "転入"),
        ("保険証をなくした", "資格"),
        ("赤ちゃんが生まれた", "出生"),
        ("父が亡くなった", "死亡"),
        ("お年寄りの相談", "高齢"),
        ("学童に入れたい", "放課"),
        ("スマホで払える？", "納付"),
        ("PayPayは使えますか", "キャッシュレス"),
        ("家で仕事をする職員", "在宅"),
        ("残業は減ったか", "外"),
        ("先生の負担", "教員"),
        ("紙をなくす取組", "ペーパーレス"),
        ("How do I throw away garbage?", "ごみ"),
        ("I am moving in next week", "転入"),
        ("health insurance", "健康"),
        ("juminhyo", "住民"),
        ("seal registration", "印鑑"),
        ("My Number Card", "マイナンバーカード"),
        ("ゴミを すてる", "ごみ"),
    ],
)
def test_words_of_everyday_speech_mean_those_of_the_office(said: str, meant: str) -> None:
    assert meant in means(said)


def test_the_longest_expression_comes_first_and_the_words_inside_it_after_it() -> None:
    found = looked_up("在宅勤務の職員")
    assert found[0].tokens == (0, 2)
    assert found[0].source is Source.ADMINISTRATIVE
    assert ("テレワーク",) in found[0].meanings
    assert (1, 2) in {each.tokens for each in found}
    lengths = [end - start for start, end in (each.tokens for each in found)]
    assert lengths == sorted(lengths, reverse=True)


def test_a_move_may_mean_either_but_moving_in_never_means_moving_out() -> None:
    assert {"転入", "転出"} <= means("引っ越し")
    assert "転出" not in means("転入")


def test_the_more_an_expression_may_mean_the_vaguer_it_is() -> None:
    (own,) = (each for each in looked_up("本館", OWN) if each.source is Source.OWN)
    assert own.how_many == len(own.meanings) == 2
    assert own.words == ("市民", "プラザ", "図書", "館")


def test_a_citys_own_words_are_known_in_that_city_alone() -> None:
    assert {"通院", "乗り合い"} <= means("アイちゃんに乗りたい", OWN)
    assert means("アイちゃんに乗りたい").isdisjoint({"通院", "乗り合い"})
    assert "アイ" in means("通院支援乗合車", OWN)
    assert "転入" in means("引っ越し", OWN)


def test_what_an_expression_already_says_is_no_new_word() -> None:
    (found,) = (each for each in looked_up("住民票の写し") if each.tokens == (0, 3))
    assert ("住民", "票") in found.meanings
    assert {"住民", "票", "写し"}.isdisjoint(found.words)


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("ほけんしょうをなくした", ["保険", "証"]),
        ("ひっこしの てつづき", ["引っ越し", "手続き"]),
        ("じゅうみんひょうのうつしがほしい", ["住民", "票", "写し"]),
        ("まいなんばーかーどをつくる", ["マイナンバーカード"]),
        ("あいちゃんにのる", []),
        ("", []),
    ],
)
def test_a_question_in_hiragana_is_heard(said: str, heard: list[str]) -> None:
    found = LEXICON.heard(said)
    assert found[: len(heard)] == heard
    assert bool(found) == bool(heard)


def test_a_citys_own_words_are_heard_too() -> None:
    assert OWN.heard("あいちゃんにのる") == content_words("アイちゃん")


def test_a_word_that_only_sounds_like_another_does_not_stand_for_it() -> None:
    """Sudachi takes てんきょ for 天気."""
    own = Lexicon.build([("てんきょ", ["住所変更"])])
    assert means("天気", own) == means("天気")
    assert own.heard("てんきょする") == ["住所", "変更"]


def test_it_does_not_matter_which_of_two_words_a_clerk_writes_first() -> None:
    own = Lexicon.build([("転居", ["てんきょ"])])
    assert means("天気", own) == means("天気")
    assert own.heard("てんきょする") == ["転居"]


@given(TOKENS)
def test_no_expansion_has_the_words_it_stands_for(tokens: list[str]) -> None:
    for found in OWN.expansions(tokens):
        start, end = found.tokens
        said = tuple(tokens[start:end])
        assert said
        assert said not in found.meanings
        assert not {*said} & {*found.words}
        assert found.how_many == len(found.meanings) > 0


@given(TOKENS)
def test_what_means_something_is_meant_by_it(tokens: list[str]) -> None:
    for found in OWN.expansions(tokens):
        start, end = found.tokens
        for meaning in found.meanings:
            back = [each for each in OWN.expansions(meaning) if each.tokens == (0, len(meaning))]
            same = [each.meanings for each in back if each.source is found.source]
            assert any(tuple(tokens[start:end]) in meanings for meanings in same)


@given(st.text(max_size=200))
def test_any_text_is_looked_up(text: str) -> None:
    LEXICON.heard(text)
    looked_up(text)


@given(st.lists(st.tuples(st.text(max_size=8), st.lists(st.text(max_size=8), max_size=3))))
def test_any_words_of_a_city_are_taken(own: list[tuple[str, list[str]]]) -> None:
    lexicon = Lexicon.build(own)
    for word, meanings in own:
        for said in (word, *meanings):
            looked_up(said, lexicon)
            lexicon.heard(said)
