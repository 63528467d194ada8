"""What waits for the approval of the DX office, with buttons: for `/dx 承認` and the Home tab."""

from __future__ import annotations

from collections.abc import Iterable

from handlers import wording
from handlers.slack.replies import Button, Reply, blocks_of
from handlers.slack.reviews import publishing
from handlers.slack.thread_notices import mending_buttons
from store import waiting
from store.inbox import Turn
from store.tables import AnswerDraft, Person, ProgressEntry
from store.waiting import Queue, Waiting

MOST_BLOCKS = 45
"""Of one list; Slack takes 50 a message."""
MOST_HOME_BLOCKS = 20
"""Of the list in the Home tab, where a whole view takes 100."""
_TAKEN = 50
"""Entries to look at for one list; each takes a block at least."""


def whole_queue(turn: Turn, reader: Person) -> Reply:
    """What waits, the oldest first, with buttons beside each; whole entries, as many as fit."""
    waits = waiting.queue(turn.session, reader.municipality, most=_TAKEN)
    listed = _fitting((_item(one, reader) for one in waits.oldest), MOST_BLOCKS)
    more = waits.count - len(listed)
    text = wording.mrkdwn("slack/approval_queue.j2", waits=waits, more=more)
    return Reply(text, items=listed)


def oldest_for_home(queue: Queue, reader: Person) -> tuple[Reply, ...]:
    """The few that wait longest; reports can be mended there too."""
    items = (_item(one, reader, is_mended=True) for one in queue.oldest)
    return _fitting(items, MOST_HOME_BLOCKS)


def _item(one: Waiting, reader: Person, *, is_mended: bool = False) -> Reply:
    if isinstance(one, AnswerDraft):
        return publishing.item(one, reader)
    mending = mending_buttons(one) if is_mended else ()
    text = wording.mrkdwn("slack/approval_entry.j2", entry=one)
    return Reply(text, buttons=(*_decisions(one), *mending))


def _decisions(entry: ProgressEntry) -> tuple[Button, ...]:
    labels = wording.labels("slack/approval_labels.j2")
    number = str(entry.id)
    return (
        Button(labels["approve"], "review_progress:approve", number, style="primary"),
        Button(labels["return"], "review_progress:return", number),
    )


def _fitting(items: Iterable[Reply], room: int) -> tuple[Reply, ...]:
    """The first items, as many as the blocks of all of them leave room for."""
    listed: list[Reply] = []
    for item in items:
        room -= len(blocks_of(item.text, item.buttons))
        if room < 0:
            break
        listed.append(item)
    return tuple(listed)
