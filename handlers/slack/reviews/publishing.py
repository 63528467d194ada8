"""A second pair of eyes: somebody else of the DX office publishes what a review wrote for citizens,
or sends it back with a comment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack.fields import said_in
from handlers.slack.progress_submission import remembered
from handlers.slack.replies import Button, Reply, tell
from handlers.slack.return_form import COMMENT, return_form
from handlers.slack.reviews import telling
from handlers.slack.reviews.listing import PRESS as REVIEW
from handlers.slack.who import VIA
from knowledge.answer import Answer, Audience
from knowledge.previews import faq_as_shown
from store import drafts, reviews
from store.drafts import AlreadyDecided
from store.inbox import Turn
from store.people import NotAllowed
from store.progress import MAX_TEXT, TextMissing, TextTooLong
from store.reviews import AlreadyAnswered
from store.tables import AnswerDraft, DraftState, Person

PRESS = "answer_draft"
"""What the ids of these buttons begin with."""
RETURN = "return_draft"
"""Of the form that asks why an answer is sent back."""
NUMBERED = "回答"
"""What stands before the number of an answer in a command, for reports have numbers too."""


def item(draft: AnswerDraft, reader: Person) -> Reply:
    """A draft in a list, with what its reader can do about it."""
    text = wording.mrkdwn("slack/reviews/draft.j2", draft=draft, reader=reader)
    if draft.person_id == reader.id:
        return Reply(text)
    labels = wording.labels("slack/approval_labels.j2")
    number = str(draft.id)
    return Reply(
        text,
        buttons=(
            Button(labels["publish"], f"{PRESS}:publish", number, style="primary"),
            Button(labels["return"], f"{PRESS}:return", number),
        ),
    )


def press(turn: Turn, office: Office, person: Person, what: str, value: str) -> Reply | View:
    """A button beside a draft (``publish``, ``return``); its value is the draft's id."""
    if what == "publish":
        return publish(turn, office, person, int(value))
    draft = drafts.find(turn.session, turn.event.municipality, int(value))
    if draft is None:
        return _unknown()
    try:
        drafts.check_may_decide(turn.session, draft, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed(draft, person)
    said = wording.plain("slack/reviews/draft.j2", draft=draft, reader=person)
    return return_form(turn, RETURN, draft.id, said)


def submitted(turn: Turn, person: Person, view: Mapping[str, Any]) -> Reply:
    """The form with the reason."""
    _, number = remembered(view)
    return send_back(turn, person, number or 0, said_in(view, COMMENT))


def publish(turn: Turn, office: Office, person: Person, number: int) -> Reply:
    """Let people find an answer that somebody else wrote."""
    draft = drafts.find(turn.session, turn.event.municipality, number)
    if draft is None:
        return _unknown()
    if draft.entry_key and _shown(office, draft, _audience(draft)) is None:
        return Reply(wording.mrkdwn("slack/reviews/draft_entry_gone.j2", draft=draft))
    try:
        reviews.publish(turn.session, draft, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed(draft, person)
    except AlreadyDecided:
        return _decided_before(draft)
    except AlreadyAnswered:
        return Reply(wording.mrkdwn("slack/reviews/draft_too_late.j2", draft=draft))
    _tell_author(turn, draft)
    if (told := _shown(office, draft, Audience.STAFF)) is not None:
        telling.tell(turn, draft.asked, told)
    return Reply(wording.mrkdwn("slack/reviews/draft_decided.j2", draft=draft))


def send_back(turn: Turn, person: Person, number: int, comment: str) -> Reply:
    """Send an answer back to its author; the question is in the list again."""
    draft = drafts.find(turn.session, turn.event.municipality, number)
    if draft is None:
        return _unknown()
    try:
        drafts.send_back(turn.session, draft, by=person, comment=comment, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed(draft, person)
    except AlreadyDecided:
        return _decided_before(draft)
    except TextMissing:
        return Reply(wording.mrkdwn("slack/no_reason.j2", number=f"{NUMBERED}{number}"))
    except TextTooLong:
        return Reply(wording.mrkdwn("slack/text_too_long.j2", most=MAX_TEXT))
    _tell_author(turn, draft)
    return Reply(wording.mrkdwn("slack/reviews/draft_decided.j2", draft=draft))


def _shown(office: Office, draft: AnswerDraft, audience: Audience) -> Answer | None:
    """What people are told by a draft; nothing where they may not see the entry it names."""
    municipality = draft.municipality
    if draft.faq:
        record = drafts.record_of(draft)
        return faq_as_shown(office.counter, record, municipality=municipality, audience=audience)
    entry = office.counter.shelves(municipality).base.entry(draft.entry_key, audience)
    if entry is None:
        return None
    return office.counter.show(entry, municipality=municipality, audience=audience)


def _audience(draft: AnswerDraft) -> Audience:
    return Audience.CITIZEN if draft.by_citizens else Audience.STAFF


def _tell_author(turn: Turn, draft: AnswerDraft) -> None:
    labels = wording.labels("slack/reviews/buttons.j2")
    again = Button(labels["again"], f"{REVIEW}:again", str(draft.id))
    said = Reply(
        wording.mrkdwn("slack/reviews/draft_told.j2", draft=draft),
        buttons=(again,) if draft.state is DraftState.RETURNED else (),
    )
    tell(turn, draft.person, said, key=f"slack:draft:{draft.id}")


def _decided_before(draft: AnswerDraft) -> Reply:
    return Reply(wording.mrkdwn("slack/reviews/draft_decided_before.j2", draft=draft))


def _not_allowed(draft: AnswerDraft, person: Person) -> Reply:
    is_own = draft.person_id == person.id
    return Reply(wording.mrkdwn("slack/reviews/draft_not_yours.j2", is_own=is_own))


def _unknown() -> Reply:
    return Reply(wording.mrkdwn("slack/nothing_to_review.j2"))
