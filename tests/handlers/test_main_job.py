"""The main job end to end: a question on LINE, progress in Slack, on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from store import audit
from tests.line_words import shown
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.town import Town, open_town


@pytest.fixture
def both(database_url: str, line: LineApiStandIn, slack: SlackApiStandIn) -> Iterator[Town]:
    with open_town(database_url, line, slack) as opened:
        yield opened


def test_a_citizen_is_answered_and_staff_post_progress(both: Town) -> None:
    messages = both.citizen_says("粗大ごみ")
    assert "粗大ごみ収集の申込" in shown(messages[0])
    assert "インターネットを使わない方法" in shown(messages[0])

    posted = both.dx("進捗 書かない窓口 先進地視察を実施した")
    assert "記録しました" in posted.text
    assert "先進地視察を実施した" in both.dx("取組 書かない窓口").text

    with both.office.database.reading() as session:
        assert audit.verify(session, "mihon").broken_at is None
