"""The form that asks why something is sent back (差し戻し)."""

from __future__ import annotations

from slack_sdk.models.blocks import PlainTextInputElement, PlainTextObject, SectionBlock
from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.fields import asked
from handlers.slack.replies import sections
from store.inbox import Turn
from store.progress import MAX_TEXT

LABELS = "slack/approval_labels.j2"
COMMENT = "comment"
"""The reason: id of the block and of its element."""


def return_form(turn: Turn, callback: str, number: int, said: str) -> View:
    """The form for what has this number; `said` is what it says, in plain text."""
    labels = wording.labels(LABELS)
    return View(
        type="modal",
        callback_id=callback,
        title=labels["form_title"],
        submit=labels["return"],
        close=labels["close"],
        private_metadata=f"{turn.event.id}:{number}",
        blocks=[
            *(SectionBlock(text=PlainTextObject(text=piece)) for piece in sections(said)),
            asked(
                LABELS,
                COMMENT,
                PlainTextInputElement(
                    action_id=COMMENT, multiline=True, max_length=MAX_TEXT, focus_on_load=True
                ),
            ),
        ],
    )
