"""What the office keeps to itself reaches nobody on LINE, however it is asked for."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from knowledge.words import reading
from store.records.faq import FaqRecord
from store.tables import Visibility
from tests.handlers.line.test_follow_ups import NO_SUBJECT, Citizen
from tests.harbour_plan import bring_parts
from tests.knowledge.conftest import SECRET
from tests.knowledge.test_no_way_to_internal import (
    ASKING_ON,
    HIDDEN,
    NICKNAME,
    OWN_WORDING,
    hidden_parts,
)
from tests.small_city import FAQS, WORDS, bring, faq, word
from tests.town import Town

CITY = "mihon"
PLAN = "見本市DX推進計画"
FAQ = faq(f"{HIDDEN}はどこですか", SECRET, wordings=(OWN_WORDING,), department="")
FILE = "内部.csv"


@pytest.fixture
def hiding_town(town: Town) -> Town:
    """見本市 with a hidden entry of every kind of part, and a FAQ that became internal."""
    database = town.office.database
    bring_parts(database, hidden_parts(), document="内部.md", municipality=CITY, plan=PLAN)
    bring(database, WORDS, [word(NICKNAME, HIDDEN)], document="言い換え.csv", municipality=CITY)
    return town


def bring_faq(town: Town, record: FaqRecord) -> None:
    bring(town.office.database, FAQS, [record], document=FILE, municipality=CITY)


def sent(town: Town) -> str:
    """Everything that ever went out to LINE, buttons included."""
    payloads = town.rows("SELECT payload FROM outbox WHERE service LIKE 'line%'")
    return json.dumps(
        [json.loads(payload) if isinstance(payload, str) else payload for (payload,) in payloads],
        ensure_ascii=False,
    )


def test_no_message_leads_to_what_is_hidden(hiding_town: Town) -> None:
    bring_faq(hiding_town, replace(FAQ, visibility=Visibility.INTERNAL))
    citizen = Citizen(hiding_town)
    titles = [part.title for part in hidden_parts() if hasattr(part, "title")]
    for asked in (HIDDEN, *titles, FAQ.question, OWN_WORDING, NICKNAME, SECRET):
        hiding_town.let_time_go_by()
        for text in (asked, reading(asked) or asked, asked[1:], "費用は？", "他には？"):
            citizen.says(text)
    told = sent(hiding_town)
    assert "messages" in told
    assert SECRET not in told
    assert HIDDEN not in told
    proposed = hiding_town.rows("SELECT entry_key FROM wording")
    hidden = {
        entry.key
        for entry in hiding_town.office.counter.shelves(CITY).base.staff_entries
        if HIDDEN in entry.title
    }
    assert hidden
    assert not hidden & {key for (key,) in proposed}


@pytest.mark.parametrize("question", ASKING_ON)
def test_asking_on_after_it_became_internal_tells_nothing(hiding_town: Town, question: str) -> None:
    citizen = Citizen(hiding_town)
    bring_faq(hiding_town, FAQ)
    assert SECRET in citizen.says(FAQ.question)
    bring_faq(hiding_town, replace(FAQ, visibility=Visibility.INTERNAL))
    said = citizen.says(question)
    assert NO_SUBJECT in said
    assert SECRET not in said
    assert HIDDEN not in said
