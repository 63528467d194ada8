"""`/dx 承認` and `/dx 差し戻し`: the DX office decides what citizens see.

Here of progress; of answers in `handlers.slack.reviews.publishing`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack.approval_queue import whole_queue
from handlers.slack.fields import said_in
from handlers.slack.progress_submission import remembered
from handlers.slack.replies import Reply, tell
from handlers.slack.return_form import COMMENT, return_form
from handlers.slack.reviews import publishing
from handlers.slack.thread_notices import announce_review, mending_buttons
from handlers.slack.who import VIA
from store import approvals, progress
from store.approvals import AlreadyReviewed, NothingToReview
from store.corrections import AlreadyReplaced
from store.inbox import Turn
from store.people import NotAllowed
from store.progress import MAX_TEXT, TextMissing, TextTooLong
from store.tables import Person, ProgressEntry, ProgressReview

RETURN = "return_progress"
"""Of the form that asks why an entry is sent back."""
_NAMED = re.compile(rf"({publishing.NUMBERED})?\s*#?(\d{{1,9}})(?!\d)\s*(.*)", re.DOTALL)

Decide = Callable[[ProgressEntry], ProgressReview]


def command(turn: Turn, office: Office, person: Person, words: str) -> Reply:
    """`/dx 承認 [番号]`: approve an entry or an answer; without a number, see what waits."""
    if not words.strip():
        return _queue(turn, person)
    is_answer, number, more = _named(words)
    if is_answer:
        return publishing.publish(turn, office, person, number)
    return _approve(turn, person, 0 if more else number)


def return_by_command(turn: Turn, person: Person, words: str) -> Reply:
    """`/dx 差し戻し <番号> <理由>`: send an entry or an answer back."""
    is_answer, number, comment = _named(words)
    if is_answer:
        return publishing.send_back(turn, person, number, comment)
    return _send_back(turn, person, number, comment)


def press(turn: Turn, person: Person, what: str, value: str) -> Reply | View:
    """A button beside a waiting entry (``approve``, ``return``); its value is the entry's id."""
    if what == "approve":
        return _approve(turn, person, int(value))
    entry = progress.find(turn.session, turn.event.municipality, int(value))
    if entry is None:
        return _unknown()
    try:
        approvals.check_may(turn.session, entry, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed()
    said = wording.plain("slack/approval_entry.j2", entry=entry)
    return return_form(turn, RETURN, entry.id, said)


def submitted(turn: Turn, person: Person, view: Mapping[str, Any]) -> Reply:
    """The form with the reason."""
    _, number = remembered(view)
    return _send_back(turn, person, number or 0, said_in(view, COMMENT))


def _queue(turn: Turn, person: Person) -> Reply:
    if not approvals.may_review(person, turn.event.municipality):
        return _not_allowed()
    return whole_queue(turn, person)


def _approve(turn: Turn, person: Person, number: int) -> Reply:
    def decide(entry: ProgressEntry) -> ProgressReview:
        return approvals.approve(turn.session, entry, by=person, at=turn.now, via=VIA)

    return _decided(turn, person, number, decide)


def _send_back(turn: Turn, person: Person, number: int, comment: str) -> Reply:
    def decide(entry: ProgressEntry) -> ProgressReview:
        return approvals.send_back(
            turn.session, entry, by=person, comment=comment, at=turn.now, via=VIA
        )

    return _decided(turn, person, number, decide)


def _decided(turn: Turn, person: Person, number: int, decide: Decide) -> Reply:
    """Decide on an entry and tell its author; or say why that cannot be."""
    entry = progress.find(turn.session, turn.event.municipality, number)
    if entry is None:
        return _unknown()
    try:
        review = decide(entry)
    except NotAllowed:
        return _not_allowed()
    except TextMissing:
        return Reply(wording.mrkdwn("slack/no_reason.j2", number=number))
    except TextTooLong:
        return Reply(wording.mrkdwn("slack/text_too_long.j2", most=MAX_TEXT))
    except AlreadyReviewed as error:
        return Reply(wording.mrkdwn("slack/already_reviewed.j2", review=error.review, entry=entry))
    except AlreadyReplaced as error:
        return Reply(
            wording.mrkdwn("slack/replaced_before_review.j2", latest=error.latest, entry=entry)
        )
    except NothingToReview:
        return _unknown()
    announce_review(turn, review, entry)
    if entry.person is not None and entry.person.id != person.id:
        _tell_author(turn, entry, review, entry.person)
    return Reply(wording.mrkdwn("slack/reviewed.j2", review=review, entry=entry))


def _tell_author(turn: Turn, entry: ProgressEntry, review: ProgressReview, author: Person) -> None:
    text = wording.mrkdwn("slack/review_told.j2", review=review, entry=entry)
    told = Reply(text, buttons=mending_buttons(entry))
    tell(turn, author, told, key=f"slack:review:{review.id}")


def _named(words: str) -> tuple[bool, int, str]:
    """Whether a command names an answer rather than a report, its number, and what follows; the
    number is 0, which nothing has, where there is none."""
    found = _NAMED.fullmatch(words.strip())
    return (bool(found[1]), int(found[2]), found[3]) if found else (False, 0, "")


def _unknown() -> Reply:
    return Reply(wording.mrkdwn("slack/nothing_to_review.j2"))


def _not_allowed() -> Reply:
    return Reply(wording.mrkdwn("slack/not_allowed_to_review.j2"))
