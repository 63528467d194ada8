"""A citizen goes through a life event on LINE, button by button."""

from __future__ import annotations

from typing import Any

from handlers.line.taps import data_of
from tests.line_words import Action, Message, offered, on_pages, page_buttons
from tests.standins.webhook_events import USER_ID, postback_event
from tests.town import Town

NO_DAY = "まだ決まっていない"


def labelled(messages: list[Message], label: str, number: int = 0) -> Action:
    """The button that says this, on the pages or under them; that of a number where many do."""
    buttons = [action for message in messages for action in page_buttons(message)]
    buttons += offered(messages)
    found = [action for action in buttons if action["label"] == label]
    assert found, f"{label} is not among {[action['label'] for action in buttons]}"
    return found[number]


def press(
    town: Town, messages: list[Message], label: str, number: int = 0, user: str = USER_ID
) -> list[Message]:
    """A citizen presses a button of a reply."""
    return town.citizen_presses(labelled(messages, label, number), user)


def choose_day(town: Town, messages: list[Message], day: str, user: str = USER_ID) -> list[Message]:
    """A citizen chooses a day in the calendar that a button opens."""
    button = labelled(messages, "日付を選ぶ")
    assert (button["type"], button["mode"]) == ("datetimepicker", "date")
    assert button["min"] <= day <= button["max"]
    return town.line_event(postback_event(button["data"], params={"date": day}, user_id=user))


def menu(town: Town, user: str = USER_ID, **values: str) -> list[Message]:
    """A citizen presses 「ライフイベント」 in the rich menu."""
    data = data_of(town.office.conversation_key, "life_events", values)
    return town.line_event(postback_event(data, user_id=user))


def walk(
    town: Town, event: str, *answers: str, day: str = "", user: str = USER_ID
) -> list[Message]:
    """From the menu through the questions; the list, or what comes next where ``day`` is empty."""
    messages = press(town, menu(town, user), event, user=user)
    for answer in answers:
        messages = press(town, messages, answer, user=user)
    if not day:
        return messages
    if day == NO_DAY:
        return press(town, messages, NO_DAY, user=user)
    return choose_day(town, messages, day, user)


def listed(messages: list[Message]) -> list[tuple[str, str]]:
    """The steps of a list with what is said first of each, which is its deadline; ticked ones have
    none."""
    texts = [text for message in messages for text in on_pages(message)]
    found: list[tuple[str, str]] = []
    for text, after in zip(texts, [*texts[1:], ""], strict=True):
        if text.startswith("□ "):
            found.append((text[2:], after.splitlines()[0]))
        elif text.startswith("✓ "):
            found.append((text[2:], "✓"))
    return found


def stored(town: Town, table: str = "life_event_visit") -> list[tuple[Any, ...]]:
    """All rows of one of the tables of life events."""
    return town.rows(f"SELECT * FROM {table}")  # noqa: S608 - a name of our own
