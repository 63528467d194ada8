"""Who leaves is forgotten, at once and whole, and hears what was erased."""

from __future__ import annotations

import pytest

from tests.handlers.line.events import GROUP
from tests.handlers.line.following.conftest import Citizen
from tests.handlers.line.test_personal_data import everything_stored
from tests.handlers.slack.test_approvals import DESK
from tests.standins.webhook_events import text_event, unfollow_event
from tests.town import Town

SURE = "はい、退会します"
WORDS = "粗大ごみのことで聞きたい人です"


@pytest.fixture
def citizen(pushing: Town) -> Citizen:
    """A citizen who follows two things."""
    citizen = Citizen(pushing)
    citizen.says(DESK)
    citizen.presses("できたら知らせる")
    citizen.says("週のまとめを受け取る")
    return citizen


def hashes(town: Town) -> set[str]:
    rows = (
        *town.rows("SELECT conversation FROM subscription"),
        *town.rows("SELECT conversation FROM last_answer"),
        *town.rows("SELECT conversation FROM citizen"),
        *town.rows("SELECT conversation FROM handover"),
    )
    return {name for (name,) in rows} - {""}


def test_who_leaves_is_asked_once_and_may_stay(citizen: Citizen) -> None:
    assert "元には戻せません" in citizen.says("退会")
    assert "登録はそのままです" in citizen.presses("退会しない")
    assert citizen.follows() == 2


def test_who_leaves_hears_what_was_erased(citizen: Citizen) -> None:
    citizen.says("退会したいです")
    told = citizen.presses(SURE)
    for word in ("お知らせの登録", "選ばれたこと", "お送りいただいた文", "残ります"):
        assert word in told


def test_nothing_of_who_left_is_stored(citizen: Citizen) -> None:
    citizen.says("職員と話したい")
    citizen.says(WORDS)
    citizen.town.settle()
    citizen.says("退会")
    citizen.presses(SURE)
    citizen.town.settle()
    assert hashes(citizen.town) == set()
    kept = everything_stored(citizen.town)
    assert citizen.id not in kept
    assert citizen.town.events_left() == []
    ((texts,),) = citizen.town.rows("SELECT count(*) FROM handover_message")
    assert texts == 0


def test_others_are_not_forgotten(citizen: Citizen) -> None:
    other = Citizen(citizen.town)
    other.says(DESK)
    other.presses("できたら知らせる")
    citizen.says("退会")
    citizen.presses(SURE)
    assert citizen.town.rows("SELECT line_user_id FROM subscription") == [(other.id,)]


def test_who_blocks_the_bot_is_forgotten_without_a_word(citizen: Citizen) -> None:
    before = len(citizen.town.line.replies_delivered)
    citizen.town.send_line(unfollow_event(user_id=citizen.id))
    assert citizen.follows() == 0
    assert hashes(citizen.town) == set()
    assert len(citizen.town.line.replies_delivered) == before


def test_leaving_in_a_group_is_not_possible(citizen: Citizen) -> None:
    mention = {"mentionees": [{"index": 0, "length": 3, "type": "user", "isSelf": True}]}
    asked = text_event("退会", user_id=citizen.id, group_id=GROUP)
    asked["message"]["mention"] = mention
    (told,) = citizen.town.line_event(asked)
    assert "1対1のトーク" in told["text"]
    assert citizen.follows() == 2
