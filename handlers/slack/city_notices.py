"""`/dx お知らせ`: the DX office tells everybody something first, such as in a disaster.

A notice is shown before it is published. What is published is read from the command in the inbox
again; a button only says which command.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from slack_sdk.models.blocks import ConfirmObject

from handlers import wording
from handlers.line.rich_menu.due import switches
from handlers.office import Office
from handlers.slack.message_text import plain_text, verb_and_words
from handlers.slack.replies import Button, Reply
from handlers.slack.who import VIA, user_of
from knowledge.personal_numbers import MASK
from store import city_notices, inbox
from store.city_notices import MOST_TEXT, NoticeTextMissing, NoticeTextTooLong, UnusableLink
from store.inbox import Taken, Turn
from store.people import NotAllowed
from store.tables import CityNotice, Person

VERB = "お知らせ"
PRESS = "city_notice"
"""Of the buttons; what they do follows after a colon."""
FOR_A_DAY = timedelta(hours=24)
_ADDRESS = re.compile(r"(?:^|\s+)(https?://\S+)$")


class NumbersHidden(ValueError):
    """A telephone number in the words was masked when they came in."""


@dataclass(frozen=True)
class _Wanted:
    """What a notice would say."""

    text: str
    link: str


def command(turn: Turn, person: Person, words: str) -> Reply:
    """`/dx お知らせ [文]`: see what would be published; without words, what stands."""
    if (refusal := _refusal(turn, person)) is not None:
        return refusal
    if not words.strip():
        return _standing(turn)
    wanted = _wanted(words)
    if (problem := _problem(turn, wanted)) is not None:
        return problem
    labels = wording.labels("slack/city_notice_buttons.j2")
    event = str(turn.event.id)
    return Reply(
        wording.mrkdwn("slack/city_notice_preview.j2", wanted=wanted),
        buttons=(
            Button(labels["publish"], f"{PRESS}:publish", event, style="primary"),
            Button(labels["for_a_day"], f"{PRESS}:for_a_day", event),
            Button(labels["drop"], f"{PRESS}:drop", event),
        ),
    )


def press(turn: Turn, office: Office, person: Person, what: str, value: str) -> Reply:
    """A button under a preview (``publish``, ``for_a_day``, ``drop``) or a notice (``clear``)."""
    if (refusal := _refusal(turn, person)) is not None:
        return refusal
    match what:
        case "clear":
            return _clear(turn, office, person, int(value))
        case "drop":
            return Reply(wording.mrkdwn("slack/city_notice_dropped.j2"), replaces=True)
        case _:
            return _publish(turn, office, person, int(value), is_for_a_day=what == "for_a_day")


def _publish(
    turn: Turn, office: Office, person: Person, event_id: int, *, is_for_a_day: bool
) -> Reply:
    written = inbox.find(turn.session, turn.event.municipality, event_id)
    if written is None or user_of(written.payload) != user_of(turn.event.payload):
        return Reply(wording.mrkdwn("slack/city_notice_gone.j2"))
    wanted = _wanted(_words_of(written))
    if (problem := _problem(turn, wanted)) is not None:
        return problem
    standing = city_notices.current(turn.session, turn.event.municipality, now=turn.now)
    if standing is not None and (standing.text, standing.link) == (wanted.text, wanted.link):
        return _told("slack/city_notice_published.j2", standing)
    notice = city_notices.publish_as(
        turn.session,
        person,
        wanted.text,
        link=wanted.link,
        until=turn.now + FOR_A_DAY if is_for_a_day else None,
        at=turn.now,
        via=VIA,
    )
    _switch_menus(turn, office, notice)
    return _told("slack/city_notice_published.j2", notice)


def _clear(turn: Turn, office: Office, person: Person, number: int) -> Reply:
    """Take back the notice that the person saw; a newer one stays."""
    standing = city_notices.current(turn.session, turn.event.municipality, now=turn.now)
    if standing is None or standing.id != number:
        return _standing(turn, replaces=True)
    notice = city_notices.clear_as(turn.session, person, at=turn.now, via=VIA)
    if notice is None:
        return _standing(turn, replaces=True)
    _switch_menus(turn, office, notice)
    return _told("slack/city_notice_cleared.j2", notice)


def _standing(turn: Turn, *, replaces: bool = False) -> Reply:
    """What stands, with a button that takes it back."""
    notice = city_notices.current(turn.session, turn.event.municipality, now=turn.now)
    text = wording.mrkdwn("slack/city_notice_standing.j2", notice=notice)
    if notice is None:
        return Reply(text, replaces=replaces)
    labels = wording.labels("slack/city_notice_buttons.j2")
    sure = ConfirmObject(
        title=labels["clear"],
        text=labels["sure"],
        confirm=labels["clear"],
        deny=labels["deny"],
    )
    button = Button(labels["clear"], f"{PRESS}:clear", str(notice.id), confirm=sure)
    return Reply(text, buttons=(button,), replaces=replaces)


def _switch_menus(turn: Turn, office: Office, notice: CityNotice) -> None:
    for message in switches(office, notice):
        turn.send(message)


def _told(template: str, notice: CityNotice) -> Reply:
    return Reply(wording.mrkdwn(template, notice=notice), replaces=True)


def _refusal(turn: Turn, person: Person) -> Reply | None:
    try:
        city_notices.check_may(turn.session, person, at=turn.now, via=VIA)
    except NotAllowed:
        return Reply(wording.mrkdwn("slack/city_notice_not_allowed.j2"))
    return None


def _problem(turn: Turn, wanted: _Wanted) -> Reply | None:
    """Why a notice cannot be published, if so."""
    try:
        if MASK in wanted.text + wanted.link:
            raise NumbersHidden
        city_notices.check(wanted.text, link=wanted.link, until=None, at=turn.now)
    except (NumbersHidden, NoticeTextMissing, NoticeTextTooLong, UnusableLink) as error:
        problem = type(error).__name__
        return Reply(
            wording.mrkdwn("slack/city_notice_problem.j2", problem=problem, most=MOST_TEXT)
        )
    return None


def _words_of(written: Taken) -> str:
    _, words = verb_and_words(str(written.payload.get("text", "")))
    return words


def _wanted(words: str) -> _Wanted:
    """An address at the end of the words is where more is to be read."""
    text = plain_text(words).strip()
    found = _ADDRESS.search(text)
    return _Wanted(text, "") if found is None else _Wanted(text[: found.start()], found[1])
