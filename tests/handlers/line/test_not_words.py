"""Stickers, images, voices, files and places: each gets a useful answer, and none is kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.handlers.line.events import message_event, not_texts
from tests.handlers.line.test_personal_data import everything_stored
from tests.line_words import offer, offered, on_pages, page_buttons, said_with, words
from tests.sample_rows import sample_row
from tests.standins.webhook_events import image_event
from tests.town import Town

DESK = sample_row("departments.csv", "総合案内", "はい")
BRANCH = sample_row("departments.csv", "課名", "浜辺支所")


def place(latitude: float, longitude: float) -> dict[str, Any]:
    return message_event(
        "location", title="わが家", address="見本市浜辺9", latitude=latitude, longitude=longitude
    )


def no_maps(town: Town) -> None:
    """No department says where it is; the counter reads that at once."""
    with town.office.database.writing() as session:
        connection = session.connection()
        connection.exec_driver_sql("UPDATE department SET latitude = NULL, longitude = NULL")
        connection.exec_driver_sql(
            "UPDATE municipality SET knowledge_version = knowledge_version + 1"
        )


@pytest.mark.parametrize("kind", not_texts())
def test_nothing_is_a_dead_end(lasting_town: Town, kind: str) -> None:
    messages = lasting_town.line_event(not_texts()[kind])
    assert "使い方" in [said_with(action) for action in offered(messages)]


@pytest.mark.parametrize("kind", ["image", "video", "audio", "file"])
def test_what_cannot_be_read_is_said_with_what_to_do_instead(lasting_town: Town, kind: str) -> None:
    told = words(lasting_town.line_event(not_texts()[kind]))
    assert "申し訳ありません" in told
    assert "文字でお書きください" in told
    assert DESK["電話"] in told


def test_a_sticker_gets_a_friendly_word_and_no_telephone(lasting_town: Town) -> None:
    told = words(lasting_town.line_event(not_texts()["sticker"]))
    assert told.startswith("スタンプをありがとうございます。")
    assert DESK["電話"] not in told


def test_the_button_says_how_to_use_the_counter(lasting_town: Town) -> None:
    how_to = offer(lasting_town.line_event(not_texts()["sticker"]), "使い方")
    assert "「粗大ごみ」「住民票」のように" in words(lasting_town.citizen_presses(how_to))


def test_a_place_is_answered_with_the_nearest_counters(lasting_town: Town) -> None:
    (message,) = lasting_town.line_event(place(35.5321, 132.0280))
    texts = on_pages(message)
    assert texts.index("浜辺支所") < texts.index(DESK["課名"])
    told = words([message])
    assert "ここから約1.2km" in told
    assert [
        text for text in (BRANCH["受付時間"], BRANCH["電話"], DESK["電話"]) if text not in told
    ] == []


def test_a_building_with_many_departments_is_named_once_by_its_general_desk(
    lasting_town: Town,
) -> None:
    told = words(lasting_town.line_event(place(35.5, 132.0)))
    assert told.count("見本市港町1番地") == 1
    assert "税務課" not in told


def test_telephone_and_map_of_a_counter_can_be_tapped(lasting_town: Town) -> None:
    (message,) = lasting_town.line_event(place(35.53, 132.04))
    call, see_map, *_ = (action["uri"] for action in page_buttons(message))
    assert call == f"tel:{BRANCH['電話']}"
    assert see_map.endswith("?api=1&query=35.532100%2C132.041200")


@pytest.mark.parametrize(
    ("latitude", "told"),
    [
        (35.5321, "ここから100m以内"),
        (35.5345, "ここから約300m"),
        (35.6321, "ここから約11km"),
        (89.9, "ここから約6045km"),
    ],
)
def test_a_distance_is_said_as_people_say_it(
    lasting_town: Town, latitude: float, told: str
) -> None:
    assert told in words(lasting_town.line_event(place(latitude, 132.0412)))


def test_where_no_counter_is_on_the_map_a_place_gets_the_telephone(town: Town) -> None:
    no_maps(town)
    told = words(town.line_event(place(35.5, 132.0)))
    assert "近い窓口は、まだお調べできません" in told
    assert DESK["電話"] in told


@pytest.mark.parametrize("odd", [None, "35.5", True, 400.0, 10**400])
def test_a_place_that_is_none_is_answered_all_the_same(lasting_town: Town, odd: Any) -> None:
    event = place(35.5, 132.0)
    event["message"]["latitude"] = odd
    assert "文字でお書きください" in words(lasting_town.line_event(event))


@pytest.mark.parametrize("kind", not_texts())
def test_nothing_of_it_is_kept(lasting_town: Town, kind: str) -> None:
    lasting_town.send_line(not_texts()[kind])
    (payload,) = lasting_town.rows("SELECT payload FROM inbox ORDER BY id DESC LIMIT 1")[0]
    assert [one for one in ("35.", "135.", "市役所", "住民票.pdf", "446") if one in payload] == []


def test_where_somebody_is_stands_nowhere_once_it_is_answered(lasting_town: Town) -> None:
    lasting_town.send_line(place(35.53219876, 132.04129876))
    kept = everything_stored(lasting_town)
    assert [one for one in ("わが家", "浜辺9", "35.53219876", "132.041298") if one in kept] == []


def test_images_that_are_sent_together_get_one_reply(lasting_town: Town) -> None:
    images = [image_event() for _ in range(3)]
    for number, image in enumerate(images, 1):
        image["message"]["imageSet"] = {"id": "A1", "index": number, "total": 3}
    lasting_town.send_line(*images)
    assert [len(lasting_town.replies_to(image)) for image in images] == [1, 0, 0]
