"""The forms of a review: a new answer, or another entry that answers already.

Both are submitted twice: the first time shows what people will be told, on top of the same form.
Source of the limits: Slack API docs, Reference: views, block elements, composition objects.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from slack_sdk.models.blocks import (
    Block,
    DividerBlock,
    ExternalDataSelectElement,
    HeaderBlock,
    InputBlock,
    MarkdownTextObject,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
    SectionBlock,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack.fields import asked, option
from handlers.slack.replies import sections
from handlers.slack.reviews.groups import Group
from handlers.slack.reviews.listing import numbers_of
from store import drafts
from store.clock import TOKYO
from store.inbox import Turn
from store.records.faq import FaqRecord
from store.reviews import ANSWER_LETTERS, QUESTION_LETTERS
from store.tables import AnswerDraft, Person, Visibility

ANSWER_CALLBACK, REWORD_CALLBACK = "review_answer", "review_reword"
QUESTION, ANSWER, OFFLINE = "review_question", "review_text", "review_offline"
DEPARTMENT, SOURCE, VISIBILITY = "review_department", "review_source", "review_visibility"
ENTRY = "review_entry"
"""What is asked: ids of blocks, and of the one element in each."""
MOST_OFFLINE = 300
MOST_SOURCE = 100
LABELS = "slack/reviews/forms.j2"


@dataclass(frozen=True)
class Said:
    """What somebody filled in."""

    question: str = ""
    answer: str = ""
    offline_way: str = ""
    department: str = ""
    source: str = ""
    visibility: Visibility = Visibility.PUBLIC
    entry_key: str = ""
    """Of the entry that answers already; empty for a new answer."""
    numbers: str = ""
    """The questions it is for, as a button names them."""
    opened_by: int | None = None
    """The event in the inbox that the form was opened by."""
    seen: str = ""
    """Digest of what the person saw previewed."""

    @property
    def digest(self) -> str:
        """The same for the same words: who changed something after the preview sees another."""
        words = asdict(self) | {"seen": "", "opened_by": None}
        return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()

    def record(self, texts: tuple[str, ...], now: datetime) -> FaqRecord:
        """The FAQ that this makes.

        Args:
            texts: in which words it was asked.
        """
        return FaqRecord(
            question=self.question,
            answer=self.answer,
            department=self.department,
            keywords=(),
            wordings=tuple(text for text in texts if text != self.question),
            offline_way=self.offline_way,
            related_procedures=(),
            visibility=self.visibility,
            source=self.source,
            verified_on=now.astimezone(TOKYO).date(),
            source_document="",
        )


def answer_form(turn: Turn, office: Office, person: Person, group: Group) -> View:
    """The form for a new answer, with what can be known before anybody writes."""
    desk = office.counter.ask(
        group.texts[0], municipality=turn.event.municipality, audience=group.audience
    ).contacts
    return answer_view(
        replace(
            begun(person, group),
            department=desk[0].department if desk else "",
            numbers=numbers_of(group),
            opened_by=turn.event.id,
        )
    )


def begun(person: Person, group: Group) -> Said:
    """An answer of which nothing is said yet but what it answers, for whom and who vouches."""
    return Said(
        question=group.texts[0][:QUESTION_LETTERS],
        source=person.department.name[:MOST_SOURCE],
        visibility=Visibility.PUBLIC if group.by_citizens else Visibility.INTERNAL,
    )


def reword_form(turn: Turn, group: Group) -> View:
    """The form to choose the entry that answers already."""
    return reword_view(Said(numbers=numbers_of(group), opened_by=turn.event.id))


def form_again(turn: Turn, draft: AnswerDraft, group: Group) -> View:
    """The form with what somebody wrote before it was sent back."""
    said = Said(numbers=numbers_of(group), opened_by=turn.event.id)
    if not draft.faq:
        return reword_view(replace(said, entry_key=draft.entry_key), draft.title)
    record = drafts.record_of(draft)
    return answer_view(
        replace(
            said,
            question=record.question,
            answer=record.answer,
            offline_way=record.offline_way,
            department=record.department,
            source=record.source,
            visibility=record.visibility,
        )
    )


def answer_view(said: Said, preview: str = "") -> View:
    """The form for a new answer.

    Args:
        preview: what people will be told, in mrkdwn; empty before it was asked for.
    """
    labels = wording.labels(LABELS)
    everybody = Option(value=Visibility.PUBLIC.name, text=labels["everybody"])
    staff = Option(value=Visibility.INTERNAL.name, text=labels["staff"])
    department = option(said.department, said.department) if said.department else None
    return _view(
        ANSWER_CALLBACK,
        said,
        preview,
        [
            _asked(QUESTION, _text(QUESTION, said.question, most=QUESTION_LETTERS)),
            _asked(ANSWER, _text(ANSWER, said.answer, most=ANSWER_LETTERS, is_long=True)),
            _asked(
                OFFLINE,
                _text(OFFLINE, said.offline_way, most=MOST_OFFLINE, is_long=True),
                is_optional=True,
            ),
            _asked(
                DEPARTMENT,
                ExternalDataSelectElement(
                    action_id=DEPARTMENT,
                    min_query_length=0,
                    initial_option=department,
                    placeholder=labels["choose"],
                ),
                is_optional=True,
            ),
            _asked(SOURCE, _text(SOURCE, said.source, most=MOST_SOURCE)),
            _asked(
                VISIBILITY,
                RadioButtonsElement(
                    action_id=VISIBILITY,
                    options=[everybody, staff],
                    initial_option=everybody if said.visibility is Visibility.PUBLIC else staff,
                ),
            ),
        ],
    )


def reword_view(said: Said, title: str = "", preview: str = "") -> View:
    """The form to choose the entry that answers already; see `answer_view`.

    Args:
        title: of the entry that is chosen, if one is.
    """
    labels = wording.labels(LABELS)
    chosen = option(title, said.entry_key) if said.entry_key else None
    select = ExternalDataSelectElement(
        action_id=ENTRY,
        min_query_length=1,
        initial_option=chosen,
        placeholder=labels["choose"],
    )
    return _view(REWORD_CALLBACK, said, preview, [_asked(ENTRY, select)])


def _view(callback: str, said: Said, preview: str, fields: Sequence[InputBlock]) -> View:
    labels = wording.labels(LABELS)
    meta = {
        "numbers": said.numbers,
        "opened_by": said.opened_by,
        "seen": said.digest if preview else "",
    }
    shown: list[Block] = []
    if preview:
        shown = [
            HeaderBlock(text=labels["preview"]),
            *(SectionBlock(text=MarkdownTextObject(text=piece)) for piece in sections(preview)),
            DividerBlock(),
        ]
    return View(
        type="modal",
        callback_id=callback,
        title=labels[callback],
        submit=labels["publish"] if preview else labels["look"],
        close=labels["close"],
        private_metadata=json.dumps(meta),
        blocks=[*shown, *fields],
    )


def _text(name: str, said: str, *, most: int, is_long: bool = False) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id=name, multiline=is_long, max_length=most, initial_value=said or None
    )


def _asked(name: str, element: InputInteractiveElement, *, is_optional: bool = False) -> InputBlock:
    return asked(LABELS, name, element, is_optional=is_optional)
