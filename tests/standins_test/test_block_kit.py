from __future__ import annotations

from typing import Any

import pytest

from tests.standins.block_kit import check_blocks, check_message_content, check_view
from tests.standins_test.slack_bodies import (
    BAD,
    BAD_VIEWS,
    GOOD,
    actions,
    button,
    field,
    home,
    modal,
    plain,
    section,
)


@pytest.mark.parametrize("blocks", GOOD)
def test_good_blocks_pass(blocks: list[Any]) -> None:
    assert check_blocks(blocks, "blocks") == []


@pytest.mark.parametrize(("blocks", "word"), BAD)
def test_bad_blocks_are_found(blocks: list[Any], word: str) -> None:
    problems = check_blocks(blocks, "blocks")
    assert any(word in problem for problem in problems), problems


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(field(), submit=plain("送る"), close=plain("閉じる"), private_metadata=""),
        modal(*[section()] * 100, callback_id="c" * 255, notify_on_close=True),
        home(section(), actions(button()), private_metadata="p" * 3000),
        home(),
    ],
)
def test_good_views_pass(view: dict[str, Any]) -> None:
    assert check_view(view) == []


@pytest.mark.parametrize(
    ("view", "word"), [*BAD_VIEWS, (home(title=plain()), "title: unknown field")]
)
def test_bad_views_are_found(view: dict[str, Any], word: str) -> None:
    problems = check_view(view)
    assert any(word in problem for problem in problems), problems


def test_message_content() -> None:
    assert check_message_content({"text": "あ" * 40_000}) == []
    assert "40001" in check_message_content({"text": "あ" * 40_001})[0]
    assert "101 items" in check_message_content({"attachments": [{}] * 101})[0]
    (problem,) = check_message_content({"attachments": [{"blocks": [{"type": "nothing"}]}]})
    assert problem.startswith("attachments[0].blocks[0].type")
