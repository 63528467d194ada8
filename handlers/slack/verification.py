"""`/dx 確認`: what is to be verified (確認) again, with a button beside each that says it was."""

from __future__ import annotations

from handlers import wording
from handlers.slack.replies import Button, Reply
from handlers.slack.who import VIA
from store import people, verification
from store.inbox import Turn
from store.people import NotAllowed
from store.tables import Person
from store.verification import Incomplete, Unsure

VERB = "確認"
PRESS = "verified"
"""What the ids of the buttons begin with; the kind of the entry follows."""
MOST = 20
"""Listed in one message: each takes two of Slack's 50 blocks."""


def listed(turn: Turn, person: Person, *, done: str = "", problem: str = "") -> Reply:
    """What of somebody's department waits, the oldest first; the DX office sees it of all.

    Args:
        done: title of the entry that was just verified.
        problem: why one could not be.
    """
    sees_all = people.oversees(person)
    waits = verification.unsure(
        turn.session,
        person.municipality,
        now=turn.now,
        department_id=None if sees_all else person.department_id,
    )
    text = wording.mrkdwn(
        "slack/verification.j2",
        department="" if sees_all else person.department.name,
        count=len(waits),
        more=len(waits[MOST:]),
        days=verification.holds_for(turn.session, person.municipality).days,
        done=done,
        problem=problem,
    )
    items = tuple(map(_item, waits[:MOST]))
    return Reply(text, items=items, replaces="actions" in turn.event.payload)


def press(turn: Turn, person: Person, _: str, value: str) -> Reply:
    """Somebody has checked an entry: 「確認した」."""
    try:
        verified = verification.verify(
            turn.session, person.municipality, value, by=person, at=turn.now, via=VIA
        )
    except NotAllowed:
        return listed(turn, person, problem="not_allowed")
    except Incomplete:
        return listed(turn, person, problem="incomplete")
    return listed(turn, person, done=verified.title if verified else "")


def _item(one: Unsure) -> Reply:
    label = wording.labels("slack/verification_labels.j2")["verified"]
    button = Button(label, f"{PRESS}:{one.kind}", one.key)
    return Reply(wording.mrkdwn("slack/verification_item.j2", one=one), buttons=(button,))
