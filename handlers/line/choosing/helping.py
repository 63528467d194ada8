"""使い方: what can be done here, and how."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.line import handover, next_steps
from handlers.line.visit import Visit


def help_out(visit: Visit, _values: Mapping[str, str]) -> None:
    """Say what the menu holds, for whoever cannot see it too."""
    visit.reply_text(
        visit.say("line/choosing/help.j2"), [*next_steps.ways_in(visit), *handover.offer(visit)]
    )
