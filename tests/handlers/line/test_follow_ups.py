"""A citizen asks on: 「費用は？」 is about what was answered a moment ago, to this citizen."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.clock import forget_conversations
from bot.commands.bringing import write
from bot.commands.imports import COMMAND_LINE
from knowledge.importing.job import ImportKind, prepare
from store.tables import LastAnswer
from tests.handlers.line.events import GROUP
from tests.line_words import entries_offered, said_with, words
from tests.standins.webhook_events import text_event
from tests.town import Town

NO_SUBJECT = "何についてのお尋ねか、わかりませんでした"
_people = count(1)


class Citizen:
    """Somebody on LINE, with a conversation of their own."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.id = f"U{next(_people):032x}"

    def says(self, text: str) -> str:
        return words(self.messages(text))

    def presses(self, action: dict[str, Any]) -> str:
        return words(self._town.citizen_presses(action, self.id))

    def messages(self, text: str) -> list[dict[str, Any]]:
        return self._town.line_event(text_event(text, user_id=self.id))


@pytest.fixture
def citizen(lasting_town: Town) -> Citizen:
    return Citizen(lasting_town)


def pass_time(town: Town, minutes: float) -> None:
    with town.office.database.writing() as session:
        for row in session.scalars(select(LastAnswer)):
            row.answered_at -= timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("question", "second_line"),
    [
        ("費用は？", "手数料：一つ300円程度（要確認）"),
        ("いくら？", "手数料：一つ300円程度（要確認）"),
        ("いつまで？", "期限：取りに来てほしい日の1週間前まで（要確認）"),
        ("どこで？", "場所：市役所2階 9番窓口"),
        ("オンラインでは？", "インターネットで：粗大ごみの申込ページ"),
        ("持ち物は", "■必要なもの"),
        ("電話番号は？", "■担当・お問い合わせ"),
        ("何時まで", "■担当・お問い合わせ"),
        ("誰が申請できる", "対象の方：市内に住んでいて"),
    ],
)
def test_a_fact_of_the_last_answer_stands_first(
    citizen: Citizen, question: str, second_line: str
) -> None:
    citizen.says("粗大ごみ")
    lines = citizen.says(question).splitlines()
    assert lines[0] == "粗大ごみ収集の申込"
    assert lines[2].startswith(second_line)


def test_a_fact_asked_for_with_the_thing_stands_first(citizen: Citizen) -> None:
    lines = citizen.says("転出届はいつまで").splitlines()
    assert (lines[0], lines[2][:3]) == ("転出届", "期限：")


def test_two_facts_come_in_the_order_of_the_question(citizen: Citizen) -> None:
    lines = citizen.says("粗大ごみはどこで、いくら").splitlines()
    assert [line[:3] for line in lines[:5]] == ["粗大ご", "", "場所：", "", "手数料"]


def test_the_hours_of_a_machine_go_before_those_of_the_office(citizen: Citizen) -> None:
    said = citizen.says("コンビニで何時まで住民票が取れますか")
    assert said.index("夜11時まで") < said.index("17時15分")


def test_a_fact_that_nobody_wrote_is_said_to_be_missing(citizen: Citizen) -> None:
    citizen.says("書かない窓口")
    said = citizen.says("費用は？")
    assert "手数料は、ここには書かれていません。\n下の窓口にお尋ねください。" in said
    assert "電話 0000-00-1202" in said


def test_one_can_ask_on_and_on(citizen: Citizen) -> None:
    citizen.says("粗大ごみ")
    citizen.says("費用は？")
    assert citizen.says("いつまで？").startswith("粗大ごみ収集の申込")


def test_others_come_as_buttons_and_a_press_is_what_counts_next(citizen: Citizen) -> None:
    citizen.says("粗大ごみ")
    others = citizen.messages("他には？")
    buttons = entries_offered(others)
    titles = [said_with(button) for button in buttons]
    assert "粗大ごみ収集の申込" not in titles
    assert 1 <= len(buttons) <= 3
    citizen.presses(buttons[0])
    assert citizen.says("電話番号は？").startswith(titles[0])


def test_a_pressed_candidate_is_what_one_asks_on_about(citizen: Citizen) -> None:
    asked_back = citizen.messages("児童手当")
    candidate = entries_offered(asked_back)[0]
    citizen.presses(candidate)
    assert citizen.says("手数料は？").startswith(said_with(candidate))


@pytest.mark.parametrize("question", ["費用は？", "他には？", "もっと詳しく"])
def test_without_a_last_answer_people_hear_what_to_write(citizen: Citizen, question: str) -> None:
    said = citizen.says(question)
    assert NO_SUBJECT in said
    assert "「住民票の手数料」のように" in said


def test_small_talk_between_does_not_matter(citizen: Citizen) -> None:
    citizen.says("粗大ごみ")
    citizen.says("ありがとう")
    assert citizen.says("費用は？").startswith("粗大ごみ収集の申込")


@pytest.mark.parametrize("between", ["宇宙エレベーターの耐荷重", "児童手当"])
def test_after_a_question_without_an_answer_nothing_is_taken_for_granted(
    citizen: Citizen, between: str
) -> None:
    citizen.says("粗大ごみ")
    citizen.says(between)
    assert NO_SUBJECT in citizen.says("費用は？")


def test_nobody_asks_on_from_what_another_was_answered(lasting_town: Town) -> None:
    one, other = Citizen(lasting_town), Citizen(lasting_town)
    one.says("粗大ごみ")
    assert NO_SUBJECT in other.says("費用は？")


def test_what_one_asked_alone_does_not_show_in_a_group(lasting_town: Town) -> None:
    citizen = Citizen(lasting_town)
    citizen.says("粗大ごみ")
    asked_on = text_event("費用は？", user_id=citizen.id, group_id=GROUP)
    bot = {"index": 0, "length": 2, "type": "user", "isSelf": True}
    asked_on["message"]["mention"] = {"mentionees": [bot]}
    assert NO_SUBJECT in lasting_town.line_event(asked_on)[0]["text"]


def test_after_ten_minutes_people_hear_what_to_write(town: Town) -> None:
    citizen = Citizen(town)
    citizen.says("粗大ごみ")
    pass_time(town, 9)
    assert citizen.says("費用は？").startswith("粗大ごみ収集の申込")
    pass_time(town, 11)
    assert NO_SUBJECT in citizen.says("費用は？")


def test_what_is_too_old_is_forgotten_by_the_clock(town: Town) -> None:
    Citizen(town).says("粗大ごみ")
    pass_time(town, 11)
    forget_conversations(town.office)
    assert town.rows("SELECT * FROM last_answer") == []


def bring_faq(town: Town, folder: Path, text: str) -> None:
    file = folder / "花火.csv"
    file.write_text("質問,回答,出典,公開\n" + text, "utf-8")
    assert write(town.office, prepare(ImportKind.FAQ, file, COMMAND_LINE), "mihon", "") == []


@pytest.mark.parametrize(
    "later",
    [
        "花火大会はいつですか,まだ秘密です。無料です。,広報8月号,内部\n",
        "別の質問です,別です。,広報8月号,公開\n",
    ],
    ids=["internal", "retired"],
)
def test_what_citizens_may_no_longer_see_is_not_told_by_asking_on(
    town: Town, tmp_path: Path, later: str
) -> None:
    citizen = Citizen(town)
    bring_faq(town, tmp_path, "花火大会はいつですか,八月です。無料です。,広報8月号,公開\n")
    assert "八月です" in citizen.says("花火大会はいつですか")
    bring_faq(town, tmp_path, later)
    for question in ("費用は？", "もっと詳しく", "他には？"):
        said = citizen.says(question)
        assert NO_SUBJECT in said
        assert "花火" not in said


def test_no_user_id_is_kept_with_what_a_conversation_was_about(lasting_town: Town) -> None:
    lasting_town.citizen_says("粗大ごみ")
    conversations = [row[0] for row in lasting_town.rows("SELECT conversation FROM inbox")]
    kept = [row[0] for row in lasting_town.rows("SELECT conversation FROM last_answer")]
    assert kept
    assert not set(kept) & set(conversations)
    assert [len(name) for name in kept] == [64] * len(kept)
