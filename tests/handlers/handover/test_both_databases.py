"""One handover from the wish to the end, on SQLite and on PostgreSQL."""

from __future__ import annotations

from store import audit
from tests.handlers.handover.conftest import DESK_CHANNEL, Clock, Counter, prepared
from tests.standins.line_api import LineApiStandIn
from tests.standins.slack_api import SlackApiStandIn
from tests.town import open_town


def test_a_handover_from_its_beginning_to_its_end(
    database_url: str, line: LineApiStandIn, slack: SlackApiStandIn
) -> None:
    clock = Clock()
    with open_town(database_url, line, slack, now=clock, slack_digest_channel=DESK_CHANNEL) as town:
        prepared(town)
        counter = Counter(town, clock)
        thread = counter.begin()
        counter.citizen("何時までですか")
        counter.clerk("8時までにお出しください", thread=thread)
        assert counter.last_post() == "市民に届きました。"
        counter.clerk("土曜日は休みです", thread=thread)
        assert counter.citizen("返事") == ["【環境建設課】\n土曜日は休みです"]
        counter.clerk("終了", thread=thread)
        assert counter.citizen("返事")[0].startswith("職員とのやりとりは、ここで終わりです。")
        assert counter.handover()["conversation"] == ""
        assert town.events_left() == []
        with town.office.database.reading() as session:
            assert audit.verify(session, town.office.municipality).broken_at is None
