"""The DX office decides in the Home tab on what waits, and goes from there to open questions."""

from __future__ import annotations

from tests.handlers.slack.test_approvals import (
    DESK,
    SECRET,
    number_of,
    publish,
    switch,
)
from tests.handlers.slack.test_home_limits import fill
from tests.handlers.slack.test_home_of_plan import passed_on
from tests.slack_forms import Form
from tests.slack_home import Home
from tests.town import CITIZENS_DESK, DX_OFFICE, Town


def waiting(town: Town, *reports: str) -> Home:
    """The DX office opens the Home tab, where reports for citizens wait."""
    switch(town, is_on=True)
    for report in reports:
        publish(town, report)
    return town.open_home()


def decide_buttons(home: Home) -> list[list[str]]:
    """What can be done with each of those that wait."""
    rows = [block["elements"] for block in home.blocks if block["type"] == "actions"]
    labels = [[one["text"]["text"] for one in row if one["type"] == "button"] for row in rows]
    return [row for row in labels if "承認" in row]


def opened_in_home(town: Town, home: Home, label: str) -> Form:
    return town.open_form(home.pressing(home.buttons[label]))


def shown_now(town: Town, home: Home) -> Home:
    """The Home tab as it was shown last."""
    town.settle()
    user, view = town.slack.homes_shown[-1]
    assert user == home.user
    return Home(view, home._press, team=home.team, user=user)


def test_what_waits_is_counted_and_the_oldest_can_be_decided(town: Town) -> None:
    home = waiting(town, *(f"{number}番目の報告" for number in range(5)))
    assert "承認を待つもの 5件" in home.text
    assert "すべては `/dx 承認` で見られます" in home.text
    shown = [f"{number}番目の報告" in home.text.partition("取組 ")[0] for number in range(5)]
    assert shown == [True, True, True, False, False]
    assert decide_buttons(home) == [["承認", "差し戻し", "修正", "取り消し"]] * 3


def test_who_approves_in_the_home_tab_sees_it_anew(town: Town) -> None:
    home = waiting(town, SECRET)
    after = home.press("承認")
    assert "承認を待つもの 0件" in after.text
    assert decide_buttons(after) == []
    (told,) = town.told(DX_OFFICE)
    assert "承認しました" in told.text
    assert SECRET in str(town.citizen_says(DESK))


def test_who_comes_second_is_told_and_sees_that_nothing_waits(town: Town) -> None:
    home = waiting(town, SECRET)
    town.dx(f"承認 {number_of(town)}")
    after = home.press("承認")
    assert "承認を待つもの 0件" in after.text
    assert "もう承認されています" in town.told(DX_OFFICE)[-1].text
    assert len(town.rows("SELECT id FROM progress_review")) == 1


def test_sending_back_from_the_home_tab_asks_why_and_shows_it_anew(town: Town) -> None:
    home = waiting(town, SECRET)
    form = opened_in_home(town, home, "差し戻し")
    assert form.write("comment", "数値を確かめてください").submit() == {}
    assert "承認を待つもの 0件" in shown_now(town, home).text
    assert "理由：数値を確かめてください" in town.told(CITIZENS_DESK)[0].text


def test_what_is_corrected_from_the_home_tab_waits_with_its_new_words(town: Town) -> None:
    home = waiting(town, SECRET)
    form = opened_in_home(town, home, "修正")
    assert form.write("text", "直した報告").submit() == {}
    after = shown_now(town, home)
    assert "承認を待つもの 1件" in after.text
    assert "直した報告" in after.text.partition("取組 ")[0]


def test_what_is_withdrawn_from_the_home_tab_is_gone_there(town: Town) -> None:
    after = waiting(town, SECRET).press("取り消し")
    assert "承認を待つもの 0件" in after.text
    assert SECRET not in after.text


def test_without_approval_nothing_is_said_of_it(town: Town) -> None:
    assert "承認を待つ" not in town.open_home().text


def test_the_command_says_how_many_wait(town: Town) -> None:
    assert town.dx("状況").text.startswith("*取組 ")
    waiting(town, SECRET)
    assert town.dx("状況").text.startswith("*承認を待つもの 1件*")


def test_others_are_shown_no_queue(town: Town) -> None:
    waiting(town, SECRET)
    home = town.open_home(by=CITIZENS_DESK)
    assert "承認を待つ" not in home.text
    assert decide_buttons(home) == []


def test_whoever_is_no_longer_of_the_dx_office_decides_nothing(town: Town) -> None:
    home = waiting(town, SECRET)
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE person SET role = '担当者'")
    after = home.press("承認")
    assert decide_buttons(after) == []
    assert "DX事務局の方だけ" in town.told(DX_OFFICE)[-1].text
    assert town.rows("SELECT id FROM progress_review") == []


def test_long_reports_among_two_hundred_initiatives_leave_room(town: Town) -> None:
    fill(town, 200)
    passed_on(town, *(f"質問{number}" + "&" * 450 for number in range(6)))
    home = waiting(town, *("<&>" * 990 for _ in range(4)))
    assert len(home.blocks) < 100
    assert "承認を待つもの 4件" in home.text
    assert 0 < len(decide_buttons(home)) < 4


def test_unanswered_questions_are_opened_from_the_home_tab(town: Town) -> None:
    passed_on(town, "熱気球に乗れますか")
    home = town.open_home()
    town.post_slack(home.pressing(home.buttons["答える"]))
    (listed,) = town.told(DX_OFFICE)
    assert "答えられなかった質問" in listed.text
    opened = town.press(listed.buttons["1. 熱気球に乗れますか"])
    assert "新しい答えを書く" in opened.buttons


def test_without_open_questions_there_is_no_way_to_answer_them(town: Town) -> None:
    assert "答える" not in town.open_home().buttons
