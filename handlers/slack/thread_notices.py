"""What people report appears in the departments' channels: one thread for each initiative."""

from __future__ import annotations

import structlog
from slack_sdk.models.blocks import ConfirmObject

from handlers import wording
from handlers.slack.delivery import THREAD_GONE
from handlers.slack.replies import NOTICE, Button, Reply, posted, tell
from store import progress, threads
from store.inbox import Turn
from store.outbox import Outgoing
from store.tables import (
    Initiative,
    InitiativeThread,
    ProgressEntry,
    ProgressMark,
    ProgressReview,
    Visibility,
)

_log = structlog.get_logger(__name__)


def announce(turn: Turn, entry: ProgressEntry) -> None:
    """Post an entry in the thread of its initiative, in each responsible department's channel.

    What is new is shown in the channel as well; corrections and withdrawals in the thread alone.
    """
    for channel in threads.channels_of(entry.initiative):
        _post(turn, entry, channel)


def announce_review(turn: Turn, review: ProgressReview, entry: ProgressEntry) -> None:
    """Note a decision in the threads where the entry stands; its author hears of it anyway."""
    text = wording.mrkdwn("slack/review_notice.j2", review=review, entry=entry)
    for channel in threads.channels_of(entry.initiative):
        thread = threads.current(turn.session, entry.initiative, channel)
        if thread is not None:
            key = f"slack:review_notice:{review.id}:{thread.id}"
            payload = {"message": posted(channel, text), "staff_only": True}
            turn.send(Outgoing(key, NOTICE, payload, thread_id=thread.id))


def mending_buttons(entry: ProgressEntry, *, is_for_all: bool = False) -> tuple[Button, ...]:
    """To correct and to withdraw an entry, for its author and the DX office.

    Args:
        is_for_all: many people see them, so that nothing may take the place of the message.
    """
    if entry.mark is ProgressMark.WITHDRAWN:
        return ()
    labels = wording.labels("slack/mending_buttons.j2")
    sure = ConfirmObject(
        title=labels["sure_title"],
        text=labels["sure_text"],
        confirm=labels["sure_yes"],
        deny=labels["sure_no"],
    )
    place = "_in_thread" if is_for_all else ""
    number = str(entry.id)
    return (
        Button(labels["correct"], f"mend_progress:correct{place}", number),
        Button(labels["withdraw"], f"mend_progress:withdraw{place}", number, confirm=sure),
    )


def undelivered(turn: Turn) -> None:
    """A notice that Slack would not take: another thread where the first was deleted, else the
    author hears why."""
    told = turn.event.payload
    entry = progress.find(turn.session, turn.event.municipality, told["progress_entry"])
    if entry is None:
        return
    reason = told["error"].removeprefix("Slack ")
    if reason in THREAD_GONE and not told["is_second_try"]:
        threads.give_up(turn.session, turn.event.municipality, told["thread"], told["error"])
        _post(turn, entry, told["channel"], is_second_try=True)
        return
    _log.warning(
        "notice_not_posted", progress_entry=entry.id, channel=told["channel"], reason=reason
    )
    if entry.person is not None:
        sorry = wording.mrkdwn(
            "slack/notice_not_posted.j2",
            title=entry.initiative.title,
            channel=told["channel"],
            reason=reason,
        )
        tell(turn, entry.person, Reply(sorry), key=f"slack:{turn.event.event_key}")


def _post(turn: Turn, entry: ProgressEntry, channel: str, *, is_second_try: bool = False) -> None:
    initiative = entry.initiative
    thread = threads.current(turn.session, initiative, channel)
    if thread is None:
        thread = threads.begin(turn.session, initiative, channel)
        turn.send(_opening(initiative, thread))
    before = entry.replaces
    text = wording.mrkdwn(
        "slack/progress_notice.j2", entry=entry, before=before, title=initiative.title
    )
    turn.send(
        Outgoing(
            f"slack:notice:{entry.id}:{thread.id}",
            NOTICE,
            {
                "message": {
                    **posted(channel, text, mending_buttons(entry, is_for_all=True)),
                    "reply_broadcast": before is None,
                },
                "staff_only": any(map(_is_for_staff, (entry, before))),
            },
            tells_back={
                "progress_entry": entry.id,
                "channel": channel,
                "thread": thread.id,
                "is_second_try": is_second_try,
            },
            thread_id=thread.id,
        )
    )


def _opening(initiative: Initiative, thread: InitiativeThread) -> Outgoing:
    """The message that opens a thread. Where it cannot be posted, those in the thread say so."""
    text = wording.mrkdwn(
        "slack/progress_thread.j2",
        title=initiative.title,
        departments=initiative.department_names,
    )
    payload = {
        "message": posted(thread.channel, text),
        "staff_only": initiative.visibility is Visibility.INTERNAL,
    }
    return Outgoing(f"slack:thread:{thread.id}", NOTICE, payload, thread_id=thread.id)


def _is_for_staff(entry: ProgressEntry | None) -> bool:
    """Whether somebody of another organisation must not read this: what citizens do not see either,
    and evidence."""
    return entry is not None and (
        entry.visibility is Visibility.INTERNAL
        or not entry.counts_for_citizens
        or entry.initiative.visibility is Visibility.INTERNAL
        or entry.evidence_url is not None
    )
