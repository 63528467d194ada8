"""Any part of a body may be of any type: the checkers answer, they do not break."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.standins.block_kit import check_message_content, check_view
from tests.standins.line_limits import check_messages
from tests.standins_test.line_bodies import GOOD as LINE_GOOD
from tests.standins_test.slack_bodies import GOOD as SLACK_GOOD
from tests.standins_test.slack_bodies import confirm, field, home, modal, overflow, section, select

ODD: list[Any] = [None, 1, "", "x", [], {}, [[]], [None]]
_LOOKED_INTO = 3


def mutants(value: Any) -> Iterator[Any]:
    """Copies of a value with one part of it replaced; of long lists only the first parts."""
    yield from ODD
    if isinstance(value, dict):
        for key, part in value.items():
            for mutant in mutants(part):
                yield {**value, key: mutant}
            yield {other: kept for other, kept in value.items() if other != key}
    elif isinstance(value, list):
        for index, part in enumerate(value[:_LOOKED_INTO]):
            for mutant in mutants(part):
                yield [*value[:index], mutant, *value[index + 1 :]]


@pytest.mark.parametrize("message", LINE_GOOD)
def test_line_messages(message: dict[str, Any]) -> None:
    for mutant in mutants(message):
        check_messages([mutant])


@pytest.mark.parametrize("blocks", SLACK_GOOD)
def test_slack_blocks(blocks: list[Any]) -> None:
    for mutant in mutants({"text": "a", "blocks": blocks, "attachments": [{"blocks": blocks[:1]}]}):
        if isinstance(mutant, dict):
            check_message_content(mutant)


@pytest.mark.parametrize(
    "view",
    [
        modal(field(), submit={"type": "plain_text", "text": "送る"}),
        home(section(accessory={**select(2), "confirm": confirm()}), section(accessory=overflow())),
    ],
)
def test_slack_views(view: dict[str, Any]) -> None:
    for mutant in mutants(view):
        check_view(mutant)
