"""What a text is before anything is searched: a call for help, small talk, or a question.

Each step is a pure function of the text, and says nothing where it does not apply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from knowledge.answer import Notice, SmallTalk
from knowledge.calls_for_help import hear
from knowledge.personal_numbers import MASK, mask
from knowledge.small_talk import recognise
from knowledge.unreadable import unreadable

_HIDDEN_NUMBER = re.compile(f"{MASK}{{6,}}")
"""No number that is masked is shorter; people write one ■ before a heading."""


@dataclass(frozen=True)
class FirstLook:
    """What is said before an answer, and whether a search is of any use."""

    notices: tuple[Notice, ...] = ()
    small_talk: SmallTalk | None = None
    """Where there is nothing to search; a text that is a title is a question all the same."""


def look(text: str) -> FirstLook:
    """Look at a text as somebody wrote it, masked or not."""
    masked = mask(text)
    heard = hear(masked)
    notices = heard.notices
    if _HIDDEN_NUMBER.search(masked):
        notices += (Notice.NUMBERS_HIDDEN,)
    if heard.is_only_a_call:
        return FirstLook(notices, SmallTalk.CALL_FOR_HELP)
    return FirstLook(notices, unreadable(masked) or recognise(masked))
