"""One LINE event in, at most one reply out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from handlers.line import (
    answering,
    city_notices,
    following,
    handover,
    leaving,
    news,
    next_steps,
    not_words,
    pace,
    rating,
    settings,
    taps,
    unsent,
)
from handlers.line.addressed import is_addressed
from handlers.line.choosing import consulting, entries, helping
from handlers.line.life_events import actions as life_events
from handlers.line.messages import text_message
from handlers.line.replying import reply
from handlers.line.visit import Visit, visit_of
from handlers.office import Office
from handlers.wording import plain
from store.inbox import Turn

ACTIONS: Mapping[str, Callable[[Visit, Mapping[str, str]], None]] = {
    answering.ENTRY: answering.show_entry,
    city_notices.EVACUATION: city_notices.show_evacuation,
    city_notices.NOTICE: city_notices.show_notice,
    consulting.CONSULT: consulting.consult,
    entries.INITIATIVES: entries.choose_initiative,
    entries.PROCEDURES: entries.choose_procedure,
    following.DIGEST_OFF: following.digest_off,
    following.DIGEST_ON: following.digest_on,
    following.FOLLOW: following.follow,
    following.SWITCH: following.switch,
    following.UNFOLLOW: following.unfollow,
    handover.PRESS: handover.press,
    next_steps.HELP: helping.help_out,
    leaving.LEAVE: leaving.leave,
    news.SETTINGS: following.show,
    **life_events.ACTIONS,
    rating.RATE: rating.rate,
    rating.REASON: rating.give_reason,
    settings.SETTINGS: settings.show,
    settings.CHOOSE: settings.choose,
}
"""What the press of a button does, by the action that it carries."""
HEAR: Sequence[Callable[[Visit, str], bool]] = (
    leaving.hear,
    settings.hear,
    handover.hear,
    following.hear,
    life_events.hear,
)
"""Who may take a text that is no question, in turn."""
_ALWAYS = frozenset({"unsend", "join"})
"""Events that count in groups too, though nobody addresses the bot with them."""
_COUNTED = frozenset({"message", "postback"})
"""Events of which one citizen may send only so many."""


def handle(turn: Turn, office: Office) -> None:
    """Answer a message or a press, greet a new friend or group; other events need no reply."""
    event = turn.event.payload
    is_answered = event.get("mode") != "standby" and is_addressed(event)
    if not is_answered and str(event.get("type")) not in _ALWAYS:
        return
    visit = visit_of(turn, office)
    if str(event.get("type")) in _COUNTED and not pace.keeps(visit):
        return
    match event:
        case {"type": "unsend", "unsend": {"messageId": str(message_id)}}:
            unsent.forget(visit, message_id)
        case {"type": "join", "mode": "active"}:
            visit.reply_text(visit.say("line/joined.j2"))
        case {"type": "message", "message": {"type": "text", "text": str(text)}}:
            _hear(visit, text)
        case {"type": "message", "message": {"type": str()} as message}:
            not_words.answer(visit, message)
        case {"type": "postback", "postback": {"data": str(data)}}:
            _press(visit, data)
        case {"type": "unfollow"}:
            leaving.forget(visit)
        case {"type": "follow"}:
            visit.reply_text(visit.say("line/welcome.j2"))
        case _:
            return


def _hear(visit: Visit, text: str) -> None:
    """What somebody wrote, answered in the language that they wrote in."""
    spoken_to = settings.in_their_language(visit, text)
    if not any(hear(spoken_to, text) for hear in HEAR):
        answering.answer_question(spoken_to, text)
    if spoken_to != visit:
        settings.remember(spoken_to)


def apologise(turn: Turn) -> None:
    """Say that something went wrong, where answering failed for good."""
    if str(turn.event.payload.get("type")) in {"message", "postback", "follow"}:
        reply(turn, [text_message(plain("line/apology.j2"))])


def _press(visit: Visit, data: str) -> None:
    tapped = taps.read(visit.office.conversation_key, data)
    do = ACTIONS.get(tapped.action) if tapped else None
    if tapped is None or do is None:
        visit.reply_text(visit.say("line/old_button.j2"))
    else:
        do(visit, tapped.values)
