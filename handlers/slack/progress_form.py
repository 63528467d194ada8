"""The form (a modal) to post progress with: what it asks, and what is filled in already.

Source of the limits: Slack API docs, Reference: views, block elements, composition objects.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    ExternalDataSelectElement,
    InputBlock,
    NumberInputElement,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    SectionBlock,
    StaticSelectElement,
    UrlInputElement,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.fields import asked, option
from knowledge.status_words import guess_status
from store.clock import FiscalYear, fiscal_year_of
from store.inbox import Turn
from store.progress import MAX_TEXT
from store.tables import ProgressEntry, Status, Visibility

CALLBACK = "post_progress"
"""Of the form, and of the shortcut that opens it."""
CORRECTION = "correct_progress"
"""Of the form that corrects an entry."""
INITIATIVE, STATUS, TEXT = "initiative", "status", "text"
PERCENT, EVIDENCE, YEAR, VISIBILITY = "percent", "evidence", "year", "visibility"
"""What is asked: ids of blocks, and of the one element in each."""
YEARS_BACK, YEARS_AHEAD = 2, 1
"""Fiscal years to choose from, besides the current one."""


@dataclass(frozen=True)
class Preset:
    """What the form holds when it opens."""

    initiative_id: int | None = None
    title: str = ""
    text: str = ""
    evidence_url: str = ""
    status: Status | None = None
    """Guessed from the text where nobody said it."""
    percent: int | None = None
    year: int | None = None
    """The current fiscal year where there is none."""
    visibility: Visibility = Visibility.INTERNAL


EMPTY = Preset()


def form(turn: Turn, preset: Preset = EMPTY) -> View:
    """The form; it remembers which event opened it."""
    labels = wording.labels("slack/progress_form.j2")
    chosen = option(preset.title, str(preset.initiative_id)) if preset.initiative_id else None
    which = _asked(
        INITIATIVE,
        ExternalDataSelectElement(
            action_id=INITIATIVE,
            min_query_length=0,
            initial_option=chosen,
            placeholder=labels["initiative_example"],
        ),
    )
    return View(
        type="modal",
        callback_id=CALLBACK,
        title=labels["title"],
        submit=labels["submit"],
        close=labels["close"],
        private_metadata=str(turn.event.id),
        blocks=[which, *_fields(turn, preset)],
    )


def correction_form(turn: Turn, entry: ProgressEntry) -> View:
    """The form filled with an entry; it remembers which one the person saw."""
    labels = wording.labels("slack/progress_form.j2")
    preset = Preset(
        initiative_id=entry.initiative_id,
        text=entry.text,
        evidence_url=entry.evidence_url or "",
        status=entry.status,
        percent=entry.percent,
        year=entry.fiscal_year,
        visibility=entry.visibility,
    )
    return View(
        type="modal",
        callback_id=CORRECTION,
        title=labels["correction_title"],
        submit=labels["correction_submit"],
        close=labels["close"],
        private_metadata=f"{turn.event.id}:{entry.id}",
        blocks=[
            SectionBlock(text=PlainTextObject(text=entry.initiative.title)),
            *_fields(turn, preset),
        ],
    )


def _fields(turn: Turn, preset: Preset) -> list[Block]:
    """What is asked of a report on any initiative."""
    labels = wording.labels("slack/progress_form.j2")
    status = preset.status or guess_status(preset.text)
    current = fiscal_year_of(turn.now)
    year = preset.year or current
    options = {
        one: Option(value=one.name, text=labels[one.name.lower()])
        for one in (Visibility.INTERNAL, Visibility.PUBLIC)
    }
    return [
        _asked(
            STATUS,
            StaticSelectElement(
                action_id=STATUS,
                options=[Option(value=one.name, text=one.value) for one in Status],
                initial_option=Option(value=status.name, text=status.value),
            ),
        ),
        _asked(
            TEXT,
            PlainTextInputElement(
                action_id=TEXT,
                multiline=True,
                max_length=MAX_TEXT,
                initial_value=preset.text[:MAX_TEXT] or None,
                focus_on_load=preset.initiative_id is not None,
            ),
        ),
        *_cut_off(preset.text),
        _asked(
            PERCENT,
            NumberInputElement(
                action_id=PERCENT,
                is_decimal_allowed=False,
                min_value=0,
                max_value=100,
                initial_value=None if preset.percent is None else str(preset.percent),
            ),
            is_optional=True,
        ),
        _asked(
            EVIDENCE,
            UrlInputElement(action_id=EVIDENCE, initial_value=preset.evidence_url or None),
            is_optional=True,
        ),
        _asked(
            YEAR,
            StaticSelectElement(
                action_id=YEAR,
                options=[_year(one) for one in _years(current, year)],
                initial_option=_year(year),
            ),
        ),
        _asked(
            VISIBILITY,
            RadioButtonsElement(
                action_id=VISIBILITY,
                options=list(options.values()),
                initial_option=options[preset.visibility],
            ),
        ),
    ]


def _asked(name: str, element: InputInteractiveElement, *, is_optional: bool = False) -> InputBlock:
    return asked("slack/progress_form.j2", name, element, is_optional=is_optional)


def _cut_off(text: str) -> Iterable[Block]:
    """A note where a text is longer than the form takes."""
    if len(text) > MAX_TEXT:
        said = wording.plain("slack/message_cut_off.j2", most=MAX_TEXT)
        yield ContextBlock(elements=[PlainTextObject(text=said)])


def _years(current: FiscalYear, chosen: int) -> list[int]:
    """Those to choose from, the latest first; what is corrected may be older."""
    near = range(current - YEARS_BACK, current + YEARS_AHEAD + 1)
    return sorted({*near, chosen}, reverse=True)


def _year(year: int) -> Option:
    return Option(value=str(year), text=wording.plain("slack/fiscal_year.j2", year=year))
