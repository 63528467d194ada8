"""`/dx お知らせ`: the DX office sees a notice before all citizens do."""

from __future__ import annotations

import pytest

from tests.line_words import words
from tests.town import CITIZENS_DESK, SlackReply, Town

TEXT = "中央公民館に避難所を開きました。"
LINK = "https://city.example/shelters"
PUBLISH, FOR_A_DAY, DROP, CLEAR = "市民に知らせる", "24時間だけ知らせる", "やめる", "取り下げる"


def on_line(town: Town) -> str:
    """What a citizen is told first."""
    return words(town.citizen_says("こんにちは")[:1])


def drafted(town: Town, text: str = f"{TEXT} {LINK}") -> SlackReply:
    return town.dx(f"お知らせ {text}")


def kept(town: Town) -> list[tuple[object, ...]]:
    return town.rows("SELECT text, link FROM city_notice WHERE cleared_at IS NULL")


def actions(town: Town) -> list[tuple[object, ...]]:
    return town.rows(
        "SELECT action, outcome, via FROM audit_entry WHERE action LIKE 'notice%' ORDER BY number"
    )


def test_a_notice_is_seen_before_it_is_published(town: Town) -> None:
    shown = drafted(town)
    assert TEXT in shown.text
    assert LINK in shown.text
    assert "まだ出していません" in shown.text
    assert {*shown.buttons} == {PUBLISH, FOR_A_DAY, DROP}
    assert kept(town) == []


def test_published_it_stands_on_top_of_answers_on_line(town: Town) -> None:
    said = town.press(drafted(town).buttons[PUBLISH])
    assert said.text.startswith("お知らせを出しました。")
    assert TEXT in on_line(town)
    assert LINK in on_line(town)
    assert actions(town) == [("notice.publish", "done", "Slack")]


def test_staff_who_ask_are_told_too(town: Town) -> None:
    town.press(drafted(town).buttons[PUBLISH])
    assert TEXT in town.dx("質問 粗大ごみ", by=CITIZENS_DESK).text


def test_for_a_day_says_until_when(town: Town) -> None:
    said = town.press(drafted(town).buttons[FOR_A_DAY])
    assert "11月19日 10:" in said.text


def test_pressing_twice_publishes_once(town: Town) -> None:
    shown = drafted(town)
    town.press(shown.buttons[PUBLISH])
    town.press(shown.buttons[PUBLISH])
    assert kept(town) == [(TEXT, LINK)]
    assert len(actions(town)) == 1


def test_dropped_nothing_is_published(town: Town) -> None:
    assert "出しませんでした" in town.press(drafted(town).buttons[DROP]).text
    assert kept(town) == []


def test_what_stands_is_shown_and_taken_back(town: Town) -> None:
    town.press(drafted(town).buttons[PUBLISH])
    shown = town.dx("お知らせ")
    assert TEXT in shown.text
    assert "取り下げました" in town.press(shown.buttons[CLEAR]).text
    assert TEXT not in on_line(town)
    assert "出しているお知らせはありません。" in town.dx("お知らせ").text


def test_an_older_button_does_not_take_a_newer_notice_back(town: Town) -> None:
    town.press(drafted(town).buttons[PUBLISH])
    old = town.dx("お知らせ").buttons[CLEAR]
    town.press(drafted(town, "津波警報が出ました。").buttons[PUBLISH])
    assert "津波警報" in town.press(old).text
    assert kept(town) == [("津波警報が出ました。", "")]


def test_a_clerk_of_a_section_may_not(town: Town) -> None:
    for words_said in ("お知らせ", f"お知らせ {TEXT}"):
        told = town.dx(words_said, by=CITIZENS_DESK)
        assert "DX事務局の方だけです" in told.text
        assert not told.buttons
    assert {outcome for _, outcome, _ in actions(town)} == {"refused"}


def test_a_clerk_cannot_press_the_button_of_somebody_else(town: Town) -> None:
    told = town.press(drafted(town).buttons[PUBLISH], by=CITIZENS_DESK)
    assert "DX事務局の方だけです" in told.text
    assert kept(town) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("市役所（0000-00-1201）へ電話してください。", "電話番号やメールアドレスは、Slackからは"),
        (LINK, "お知らせの文がありません。"),
        ("あ" * 301, "お知らせは300字までにしてください。"),
        (f"{TEXT} https://{'a' * 1000}.example", "ページのアドレスは"),
    ],
)
def test_what_cannot_be_published_is_said_at_once(town: Town, text: str, told: str) -> None:
    shown = drafted(town, text)
    assert told in shown.text
    assert not shown.buttons


def test_an_address_inside_a_sentence_stays_there(town: Town) -> None:
    sentence = f"詳しくは {LINK} をご覧ください。"
    town.press(drafted(town, sentence).buttons[PUBLISH])
    assert kept(town) == [(sentence, "")]
