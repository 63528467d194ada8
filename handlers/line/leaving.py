"""A citizen leaves (退会): everything about them is erased, and they hear what that was."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.handover.thread import note
from handlers.line.replying import PUSH
from handlers.line.visit import Visit
from knowledge.following_words import Wish, heard_in
from store import citizens, handovers, last_answers, life_events, subscriptions, traffic
from store.tables import HandoverState

LEAVE = "leave"


def hear(visit: Visit, text: str) -> bool:
    """Take the wish to leave, also from who is talking with staff; returns whether it was one."""
    heard = heard_in(text)
    if heard is None or heard.wish is not Wish.LEAVE:
        return False
    leave(visit, {})
    return True


def leave(visit: Visit, values: Mapping[str, str]) -> None:
    """Ask once, then erase everything and say so."""
    if not visit.is_alone:
        visit.reply_text(visit.say("line/follow_alone_only.j2"))
        return
    labels = visit.labels("line/notice_buttons.j2")
    match values.get("sure", ""):
        case "yes":
            forget(visit)
            visit.reply_text(visit.say("line/left.j2"))
        case "no":
            visit.reply_text(visit.say("line/left_not.j2"))
        case _:
            sure = visit.tap(labels["leave_sure"], LEAVE, sure="yes")
            visit.reply_text(
                visit.say("line/left_sure.j2"),
                [sure, visit.tap(labels["leave_not"], LEAVE, sure="no")],
            )


def forget(visit: Visit) -> None:
    """Erase everything about a citizen, in one transaction with the event that asks for it; so it
    is done when they block the bot, too."""
    session, municipality, conversation = visit.turn.session, visit.municipality, visit.conversation
    talking = handovers.current(session, municipality, conversation, now=visit.turn.now)
    if talking is not None and talking.state is HandoverState.OPEN:
        note(visit.turn, talking, "handover/closed_note.j2", why="citizen")
    handovers.forget(session, municipality, conversation, at=visit.turn.now)
    subscriptions.forget(session, municipality, conversation)
    citizens.forget(session, conversation)
    last_answers.forget(session, conversation)
    life_events.forget(session, conversation)
    traffic.forget_conversation(session, visit.turn.event, receiver=visit.user_id, push=PUSH)
