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
    StaticSelectElement,
    UrlInputElement,
)
from slack_sdk.models.blocks.block_elements import InputInteractiveElement
from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.replies import shortened
from knowledge.status_words import guess_status
from store.clock import FiscalYear, fiscal_year_of
from store.inbox import Turn
from store.progress import MAX_TEXT
from store.tables import Status, Visibility

CALLBACK = "post_progress"
"""Of the form, and of the shortcut that opens it."""
INITIATIVE, STATUS, TEXT = "initiative", "status", "text"
PERCENT, EVIDENCE, YEAR, VISIBILITY = "percent", "evidence", "year", "visibility"
"""What is asked: ids of blocks, and of the one element in each."""
MOST_OPTION = 75
YEARS_BACK, YEARS_AHEAD = 2, 1
"""Fiscal years to choose from, besides the current one."""


@dataclass(frozen=True)
class Preset:
    """What the form holds when it opens."""

    initiative_id: int | None = None
    title: str = ""
    text: str = ""
    evidence_url: str = ""


EMPTY = Preset()


def form(turn: Turn, preset: Preset = EMPTY) -> View:
    """The form; it remembers which event opened it."""
    labels = wording.labels("slack/progress_form.j2")
    chosen = option(preset.title, preset.initiative_id) if preset.initiative_id else None
    status = guess_status(preset.text)
    years = _years(fiscal_year_of(turn.now))
    internal = Option(value=Visibility.INTERNAL.name, text=labels["internal"])
    public = Option(value=Visibility.PUBLIC.name, text=labels["public"])
    return View(
        type="modal",
        callback_id=CALLBACK,
        title=labels["title"],
        submit=labels["submit"],
        close=labels["close"],
        private_metadata=str(turn.event.id),
        blocks=[
            _asked(
                INITIATIVE,
                ExternalDataSelectElement(
                    action_id=INITIATIVE,
                    min_query_length=0,
                    initial_option=chosen,
                    placeholder=labels["initiative_example"],
                ),
            ),
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
                    focus_on_load=chosen is not None,
                ),
            ),
            *_cut_off(preset.text),
            _asked(
                PERCENT,
                NumberInputElement(
                    action_id=PERCENT, is_decimal_allowed=False, min_value=0, max_value=100
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
                    options=[_year(year) for year in years],
                    initial_option=_year(fiscal_year_of(turn.now)),
                ),
            ),
            _asked(
                VISIBILITY,
                RadioButtonsElement(
                    action_id=VISIBILITY, options=[internal, public], initial_option=internal
                ),
            ),
        ],
    )


def option(title: str, number: int) -> Option:
    """One initiative to choose."""
    return Option(value=str(number), text=shortened(title, MOST_OPTION))


def _asked(name: str, element: InputInteractiveElement, *, is_optional: bool = False) -> InputBlock:
    labels = wording.labels("slack/progress_form.j2")
    hint = labels.get(f"{name}_hint")
    return InputBlock(
        block_id=name, label=labels[name], element=element, hint=hint, optional=is_optional
    )


def _cut_off(text: str) -> Iterable[Block]:
    """A note where a text is longer than the form takes."""
    if len(text) > MAX_TEXT:
        said = wording.plain("slack/message_cut_off.j2", most=MAX_TEXT)
        yield ContextBlock(elements=[PlainTextObject(text=said)])


def _years(current: FiscalYear) -> range:
    return range(current + YEARS_AHEAD, current - YEARS_BACK - 1, -1)


def _year(year: int) -> Option:
    return Option(value=str(year), text=wording.plain("slack/fiscal_year.j2", year=year))
