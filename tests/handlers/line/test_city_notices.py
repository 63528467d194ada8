"""In a disaster one notice stands on top of every answer on LINE, and the menu is another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta

import pytest

from bot.commands.imports import COMMAND_LINE
from handlers.line.rich_menu.at_line import MenusAtLine
from handlers.line.rich_menu.due import switches
from handlers.line.rich_menu.menus import MenuKind, menus
from handlers.line.rich_menu.registering import ready, set_up
from store import city_notices, outbox
from store.citizens import Choices
from tests.line_menu import let_citizen_choose, tile
from tests.line_words import Message, offered, page_buttons, shown, words
from tests.standins.line_api import LineApiStandIn
from tests.standins.webhook_events import sticker_event
from tests.town import LINE_TOKEN, Town

CITY = "mihon"
TEXT = "大雨のため、中央公民館に避難所を開きました。"
LINK = "https://city.example/shelters"


def publish(town: Town, *, link: str = "", until: datetime | None = None) -> None:
    office = town.office
    with office.database.writing() as session:
        notice = city_notices.publish(
            session, CITY, TEXT, link=link, until=until, at=office.now(), actor=COMMAND_LINE
        )
        for message in switches(office, notice):
            outbox.enqueue(session, message, municipality=CITY, now=office.now())


def take_back(town: Town) -> None:
    office = town.office
    with office.database.writing() as session:
        notice = city_notices.clear(session, CITY, at=office.now(), actor=COMMAND_LINE)
        assert notice is not None
        for message in switches(office, notice):
            outbox.enqueue(session, message, municipality=CITY, now=office.now())


def name_evacuation_page(town: Town) -> None:
    with town.office.database.writing() as session:
        city_notices.name_evacuation_page(
            session, CITY, LINK, at=town.office.now(), actor=COMMAND_LINE
        )


def register_menus(town: Town) -> None:
    url = town.line.url
    with closing(MenusAtLine(url, url, LINE_TOKEN)) as at_line:
        wanted = [ready(town.office, menu) for menu in menus().values()]
        set_up(at_line, wanted, MenuKind.USUAL)


def wait_for_menu(town: Town, kind: MenuKind) -> None:
    shown_name = f"madoguchi {kind} "
    town.wait_for(lambda: town.line.rich_menus.shown.startswith(shown_name) or None, shown_name)


Ask = Callable[[Town], list[Message]]
WAYS: dict[str, Ask] = {
    "an answer": lambda town: town.citizen_says("粗大ごみ収集の申込"),
    "no answer": lambda town: town.citizen_says("ペンギンの散歩の作法"),
    "small talk": lambda town: town.citizen_says("こんにちは"),
    "a sticker": lambda town: town.line_event(sticker_event()),
    "the menu": lambda town: town.citizen_presses(tile(town, "手続き")),
    "a button": lambda town: town.citizen_presses(
        {"type": "postback", "data": "something old", "displayText": "古いボタン"}
    ),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("is_text_only", [False, True], ids=["pages", "text"])
def test_a_notice_stands_on_top_of_whatever_is_answered(
    town: Town, way: str, is_text_only: bool
) -> None:
    let_citizen_choose(town, Choices(is_text_only=is_text_only))
    before = WAYS[way](town)
    publish(town, link=LINK)
    after = WAYS[way](town)
    assert shown(after[0]).startswith(f"【市からのお知らせ】\n{TEXT}\n詳しくは {LINK}\n")
    assert len(after) == len(before) + 1
    assert len(offered(after)) == len(offered(before))


def test_whom_to_call_stands_before_the_notice(town: Town) -> None:
    publish(town)
    told = [shown(message) for message in town.citizen_says("火事です")]
    assert "119" in told[0]
    assert TEXT in told[1]


def test_a_notice_that_was_taken_back_is_told_no_more(town: Town) -> None:
    publish(town)
    take_back(town)
    assert TEXT not in words(town.citizen_says("粗大ごみ"))


def test_the_menu_is_switched_and_switched_back(town: Town, line: LineApiStandIn) -> None:
    register_menus(town)
    publish(town)
    town.settle()
    assert line.rich_menus.shown.startswith("madoguchi disaster ")
    take_back(town)
    town.settle()
    assert line.rich_menus.shown.startswith("madoguchi usual ")


def test_the_menu_is_switched_although_line_was_down(town: Town, line: LineApiStandIn) -> None:
    register_menus(town)
    line.fail_next(503, times=2)
    publish(town)
    town.settle()
    assert line.rich_menus.shown.startswith("madoguchi disaster ")


def test_without_menus_of_ours_nothing_is_switched(town: Town, line: LineApiStandIn) -> None:
    line.rich_menus.default = line.rich_menus.add("広報のメニュー", image=b"x")
    publish(town)
    town.settle()
    assert line.rich_menus.shown == "広報のメニュー"


def test_when_the_notice_ends_by_itself_the_menu_goes_back(
    town: Town, line: LineApiStandIn
) -> None:
    register_menus(town)
    publish(town, until=town.office.now() + timedelta(seconds=1.5))
    wait_for_menu(town, MenuKind.DISASTER)
    wait_for_menu(town, MenuKind.USUAL)


def test_the_menu_tells_whether_there_is_a_notice(town: Town) -> None:
    press = tile(town, "お知らせ", MenuKind.DISASTER)
    assert "市からのお知らせはありません。" in words(town.citizen_presses(press))
    publish(town)
    told = words(town.citizen_presses(press))
    assert told.startswith("【市からのお知らせ】")
    assert "上のとおりです" in told


@pytest.mark.parametrize("is_text_only", [False, True], ids=["pages", "text"])
def test_the_menu_leads_to_the_evacuation_page(town: Town, is_text_only: bool) -> None:
    name_evacuation_page(town)
    let_citizen_choose(town, Choices(is_text_only=is_text_only))
    told = town.citizen_presses(tile(town, "避難所", MenuKind.DISASTER))
    assert LINK in words(told)
    assert [one["uri"] for one in page_buttons(told[0])] == ([] if is_text_only else [LINK])


def test_without_an_evacuation_page_it_is_told_whom_to_ask(town: Town) -> None:
    told = words(town.citizen_presses(tile(town, "避難所", MenuKind.DISASTER)))
    assert "避難所のことは、こちらにお尋ねください。" in told
    assert "政策企画課" in told


def test_who_is_in_danger_is_told_the_evacuation_page(town: Town) -> None:
    name_evacuation_page(town)
    told = [shown(message) for message in town.citizen_says("津波が来る")]
    assert LINK in told[0]


def test_the_telephone_numbers_of_the_menu_are_called(lasting_town: Town) -> None:
    for number in ("119", "110"):
        press = tile(lasting_town, f"{number} に電話", MenuKind.DISASTER)
        assert press["uri"] == f"tel:{number}"


def test_a_tap_on_the_menu_says_what_was_chosen(lasting_town: Town) -> None:
    said = {label: tile(lasting_town, label)["displayText"] for label in ("手続き", "相談する")}
    assert said == {"手続き": "手続きを選ぶ", "相談する": "相談する"}
