"""The check of acknowledgements lets through what Slack takes, and names what it does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.standins.slack_acknowledgements import check_acknowledgement
from tests.standins_test.slack_bodies import field, modal, option, plain

ASKED = {"type": "block_suggestion"}
SUBMITTED = {"type": "view_submission", "view": modal(field(block_id="text"))}


@pytest.mark.parametrize(
    ("payload", "body"),
    [
        (ASKED, {"options": []}),
        (ASKED, {"options": [option(str(n)) for n in range(100)]}),
        (ASKED, {"option_groups": [{"label": plain(), "options": [option()]}]}),
        (SUBMITTED, None),
        (SUBMITTED, {"response_action": "clear"}),
        (SUBMITTED, {"response_action": "update", "view": modal()}),
        (SUBMITTED, {"response_action": "errors", "errors": {"text": "書いてください"}}),
        ({"type": "block_actions"}, None),
    ],
)
def test_good_acknowledgements_pass(payload: dict[str, Any], body: object) -> None:
    assert check_acknowledgement(payload, body) == []


@pytest.mark.parametrize(
    ("payload", "body", "word"),
    [
        (ASKED, None, "options"),
        (ASKED, {"options": [option(str(n)) for n in range(101)]}, "101 items"),
        (ASKED, {"options": [option(text=plain("あ" * 76))]}, "76 characters"),
        (SUBMITTED, [], "must be an object"),
        (SUBMITTED, {"response_action": "reload"}, "unknown"),
        (SUBMITTED, {"response_action": "errors", "errors": {}}, "at least one"),
        (SUBMITTED, {"response_action": "errors", "errors": {"other": "x"}}, "no input block"),
        (SUBMITTED, {"response_action": "errors", "errors": {"text": ""}}, "1 to 2000"),
        (SUBMITTED, {"response_action": "push", "view": {}}, "modal or home"),
        ({"type": "block_actions"}, {"text": "x"}, "must be empty"),
    ],
)
def test_bad_acknowledgements_are_named(payload: dict[str, Any], body: object, word: str) -> None:
    assert any(word in problem for problem in check_acknowledgement(payload, body))
