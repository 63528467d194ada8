"""Staff ask on with `/dx 質問 費用は？`, each from their own last answer."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from store.tables import LastAnswer
from tests.town import CITIZENS_DESK, TAX_OFFICE, Town

NO_SUBJECT = "何についてのお尋ねか、わかりませんでした"


@pytest.fixture
def office(lasting_town: Town) -> Town:
    """A town in which nobody has asked yet."""
    with lasting_town.office.database.writing() as session:
        session.execute(delete(LastAnswer))
    return lasting_town


def test_a_fact_of_the_last_answer_stands_first(office: Town) -> None:
    office.dx("質問 粗大ごみ")
    lines = office.dx("質問 費用は？").text.splitlines()
    assert (lines[0], lines[2]) == ("*粗大ごみ収集の申込*", "手数料：一つ300円程度（要確認）")


def test_a_pressed_button_is_what_one_asks_on_about(office: Town) -> None:
    buttons = office.dx("質問 粗大ごみ").buttons
    title = "粗大ごみのオンライン申込"
    office.press(buttons[title])
    assert office.dx("質問 電話番号は？").text.startswith(f"*{title}*")


def test_others_come_as_buttons(office: Town) -> None:
    office.dx("質問 粗大ごみ")
    offered = office.dx("質問 他には？").buttons
    assert 1 <= len(offered) <= 3
    assert "粗大ごみ収集の申込" not in offered


def test_nobody_asks_on_from_what_a_colleague_was_answered(office: Town) -> None:
    office.dx("質問 粗大ごみ", by=CITIZENS_DESK)
    assert NO_SUBJECT in office.dx("質問 費用は？", by=TAX_OFFICE).text


def test_staff_ask_on_about_what_citizens_do_not_see(office: Town) -> None:
    title = "新しい担当者はどうやって登録しますか（職員向け）"
    office.dx(f"質問 {title}")
    assert title in office.dx("質問 もっと詳しく").text


def test_a_call_for_help_is_heard_in_slack_too(office: Town) -> None:
    said = office.dx("質問 火事です").text
    assert said.startswith("火事のときは、まず逃げて、119")
