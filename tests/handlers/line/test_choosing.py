"""Citizens choose instead of typing: from the menu to any entry, by taps."""

from __future__ import annotations

import pytest

from handlers.line import conversation
from handlers.line.rich_menu.menus import MenuKind, menus
from knowledge.answer import Audience, Kind
from store.citizens import Choices
from store.records.people import DepartmentShelf
from store.tables import Visibility
from tests.line_menu import let_citizen_choose, tile
from tests.line_words import Action, Message, offer, offered, page_buttons, said_with, words
from tests.sample_rows import sample_row
from tests.small_city import (
    DEPARTMENTS,
    INITIATIVES,
    PROCEDURES,
    bring,
    department,
    initiative,
    procedure,
)
from tests.town import Town

CITY = "mihon"
TEXT_ONLY = Choices(is_text_only=True)
WAYS = [
    pytest.param(Choices(), id="pages"),
    pytest.param(Choices(is_large=True), id="large"),
    pytest.param(TEXT_ONLY, id="text"),
]


def choices(messages: list[Message]) -> list[Action]:
    """What a list offers to choose: its rows, or in text the buttons under it."""
    on_pages = [one for message in messages if message["type"] == "flex" for one in _taps(message)]
    return on_pages or [one for one in offered(messages) if one["type"] == "postback"]


def _taps(message: Message) -> list[Action]:
    return [one for one in page_buttons(message) if one["type"] == "postback"]


def labels(actions: list[Action]) -> list[str]:
    return [said_with(one) for one in actions]


def areas_of(town: Town) -> list[Action]:
    return choices(town.citizen_presses(tile(town, "手続き")))


def procedures_of(town: Town) -> set[str]:
    base = town.office.counter.shelves(CITY).base
    return {one.title for one in base.entries(Audience.CITIZEN) if one.kind is Kind.PROCEDURE}


@pytest.mark.parametrize("way", WAYS)
def test_every_procedure_is_three_taps_from_the_menu(town: Town, way: Choices) -> None:
    let_citizen_choose(town, way)
    reached = set()
    for area in areas_of(town):
        for one in choices(town.citizen_presses(area)):
            if ".entry?" in one["data"]:
                town.let_time_go_by()
                title = said_with(one)
                assert title in words(town.citizen_presses(one))
                reached.add(title)
    assert reached == procedures_of(town)


def test_an_area_says_how_many_procedures_it_has(town: Town) -> None:
    told = words(town.citizen_presses(tile(town, "手続き")))
    assert told.startswith("どの分野の手続ですか。")
    assert "介護・高齢の方　11件" in told


def test_a_list_leads_back_to_the_areas(town: Town) -> None:
    listed = town.citizen_presses(areas_of(town)[0])
    again = town.citizen_presses(offer(listed, "分野を選び直す"))
    assert words(again).startswith("どの分野の手続ですか。")


def test_in_text_the_buttons_are_numbered_like_the_list(town: Town) -> None:
    let_citizen_choose(town, TEXT_ONLY)
    listed = town.citizen_presses(areas_of(town)[-1])
    first = offered(listed)[0]
    assert f"1 {said_with(first)}" in words(listed)
    assert first["label"].startswith("1 ")


@pytest.mark.parametrize("way", WAYS)
def test_many_procedures_with_long_titles_are_paged_and_none_is_lost(
    town: Town, way: Choices
) -> None:
    titles = {f"{number}番目の{'とても長い名前の届出' * 20}"[:200] for number in range(150)}
    records = [procedure(title) for title in sorted(titles)]
    bring(town.office.database, PROCEDURES, records, municipality=CITY)
    let_citizen_choose(town, way)
    listed = town.citizen_presses(areas_of(town)[-1])
    seen = 0
    while True:
        rows = choices(listed)
        seen += sum(".entry?" in one["data"] for one in rows)
        further = [one for one in rows if said_with(one) == "次へ"]
        if not further:
            break
        listed = town.citizen_presses(further[0])
    assert seen == len(titles)


def test_five_hundred_short_procedures_take_few_taps(town: Town) -> None:
    records = [procedure(f"届出{number}") for number in range(500)]
    bring(town.office.database, PROCEDURES, records, municipality=CITY)
    listed = town.citizen_presses(areas_of(town)[-1])
    assert sum(".entry?" in one["data"] for one in choices(listed)) > 40


def test_internal_procedures_are_not_listed(town: Town) -> None:
    hidden = procedure("内部の入札の手順", visibility=Visibility.INTERNAL)
    bring(town.office.database, PROCEDURES, [hidden], municipality=CITY)
    listed = [words(town.citizen_presses(area)) for area in areas_of(town)]
    assert not any("内部の入札" in one for one in listed)


def test_an_area_that_is_gone_leads_to_the_others(town: Town) -> None:
    bring(town.office.database, PROCEDURES, [procedure("別のこと")], municipality=CITY)
    gone = areas_of(town)[-1]
    bring(town.office.database, PROCEDURES, [], municipality=CITY)
    assert words(town.citizen_presses(gone)).startswith("どの分野の手続ですか。")


def test_without_themes_all_initiatives_are_listed_at_once(town: Town) -> None:
    listed = town.citizen_presses(tile(town, "市の取組"))
    assert words(listed).startswith("どれを見ますか。")
    one = next(one for one in choices(listed) if said_with(one) == "書かない窓口")
    assert "書かない窓口" in words(town.citizen_presses(one))


def test_initiatives_are_chosen_by_theme(town: Town) -> None:
    records = [initiative("図書館の電子化", theme=("学び" * 60, "本"))]
    bring(town.office.database, INITIATIVES, records, document="学び.md", municipality=CITY)
    themes = choices(town.citizen_presses(tile(town, "市の取組")))
    assert labels(themes)[0].startswith("学び学び")
    assert labels(themes)[-1] == "そのほか"
    assert labels(choices(town.citizen_presses(themes[0]))) == ["図書館の電子化"]


def test_where_there_is_nothing_to_choose_it_says_what_to_do(town: Town) -> None:
    with town.office.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE procedure SET visibility = '内部'")
        session.connection().exec_driver_sql(
            "UPDATE municipality SET knowledge_version = knowledge_version + 1"
        )
    told = words(town.citizen_presses(tile(town, "手続き")))
    assert told.startswith("ここから選べるものは、まだありません。")


@pytest.mark.parametrize("way", WAYS)
def test_consulting_names_departments_with_their_telephones(town: Town, way: Choices) -> None:
    let_citizen_choose(town, way)
    told = words(town.citizen_presses(tile(town, "相談する")))
    desk = sample_row("departments.csv", "総合案内", "はい")
    assert "お電話でもお尋ねいただけます。" in told
    assert told.index(desk["課名"]) < told.index("税務課"), "the general desk stands first"
    assert desk["電話"] in told


def test_a_department_is_called_by_a_tap(town: Town) -> None:
    told = town.citizen_presses(tile(town, "相談する"))
    calls = [one["uri"] for message in told for one in page_buttons(message)]
    assert "tel:0000-00-1204" in calls


def test_very_many_departments_are_paged(town: Town) -> None:
    many = [
        department(f"{number}課{'長い名前' * 20}", telephone=f"0000-00-{number:04}", hours="平日")
        for number in range(120)
    ]
    shelf: DepartmentShelf = DEPARTMENTS
    bring(town.office.database, shelf, many, document="課.csv", municipality=CITY)
    told = town.citizen_presses(tile(town, "相談する"))
    assert [one for one in choices(told) if said_with(one) == "次へ"]


def test_help_says_what_the_menu_holds(town: Town) -> None:
    told = town.citizen_presses(tile(town, "使い方"))
    assert "・手続き：分野から手続を選ぶ" in words(told)
    listed = town.citizen_presses(offer(told, "手続きを選ぶ"))
    assert words(listed).startswith("どの分野の手続ですか。")


@pytest.mark.parametrize("kind", MenuKind)
def test_every_part_of_the_menu_does_something(kind: MenuKind) -> None:
    pressed = {one.action for one in menus()[kind].tiles if not one.call}
    assert pressed <= {*conversation.ACTIONS}
