"""Every kind of entry, hidden, is looked for in every way a citizen has. None finds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.answer import Answer, Audience, Kind
from knowledge.counter import Counter
from knowledge.entries import Entry
from knowledge.words import reading
from store import wordings
from store.database import Database
from store.records.plan_parts import (
    IndicatorRecord,
    MaturityRecord,
    MeetingRecord,
    PartRecord,
    SectionRecord,
    TermRecord,
    ThemeRecord,
)
from store.schema import open_up_to_date
from store.tables import ItemKind, Status, Visibility
from tests.harbour_plan import bring_parts, find_level, found_harbour_plan, item, part
from tests.knowledge.conftest import SECRET, fill
from tests.knowledge.test_visibility import shown
from tests.knowledge.test_visibility_of_plans import INTERNAL_PARTS
from tests.own_model import OwnModel
from tests.small_city import (
    AT,
    CITY,
    FAQS,
    HARUKA,
    INITIATIVES,
    PROCEDURES,
    WORDS,
    WRITER,
    bring,
    faq,
    initiative,
    post,
    procedure,
    word,
)

HIDDEN = "秘密の航路"
"""Stands in the title of every hidden entry. Only the model knows that 海の抜け道 is the same."""
SAME_MEANING = "海の抜け道"
NICKNAME = "ぬけみち号"
"""What the city's own words say for `HIDDEN`."""
OWN_WORDING = "夜中に出る船のこと"
ACCEPTED = "月のない晩の話"
INTERNAL = {"visibility": Visibility.INTERNAL}


def hidden_parts() -> tuple[PartRecord, ...]:
    """A hidden part of each kind, in a list of its own."""
    text = f"{SECRET}により{HIDDEN}を開く。"
    return (
        SectionRecord(title=f"{HIDDEN}の節", text=text, **part("h1", "", **INTERNAL)),
        TermRecord(title=f"{HIDDEN}の用語", text=text, **part("h2", "", **INTERNAL)),
        ThemeRecord(title=f"{HIDDEN}の分野", text=text, **part("h3", "", **INTERNAL)),
        MeetingRecord(title=f"{HIDDEN}の会議", purpose=text, **part("h4", "", **INTERNAL)),
        IndicatorRecord(
            title=f"{HIDDEN}の数", unit=SECRET, target=3, **part("h5", "目標", **INTERNAL)
        ),
        MaturityRecord(
            category=f"{HIDDEN}の段階", level=1, text=text, **part("h6", "", **INTERNAL)
        ),
        *(
            item(
                kind,
                f"{HIDDEN}の{kind}",
                group=f"{HIDDEN}の{kind}集",
                facts=(("", text),),
                **INTERNAL,
            )
            for kind in ItemKind
        ),
    )


def hide(database: Database) -> None:
    """Everything that can be internal, among what is public."""
    bring_parts(database, (*INTERNAL_PARTS, *hidden_parts()), document="内部.md")
    find_level(database, "港の電子化", 1, source=f"{SECRET}の調べ")
    told = {"wordings": (f"{OWN_WORDING}{SECRET}", OWN_WORDING), **INTERNAL}
    record = procedure(f"{HIDDEN}の届出", summary=SECRET, fee=SECRET, **told)
    bring(database, PROCEDURES, [record], document="内部の手続.csv")
    bring(database, FAQS, [faq(f"{HIDDEN}はどこですか", SECRET, **told)], document="内部.csv")
    plan = initiative(f"{HIDDEN}の取組", purpose=SECRET, departments=("税務課",), **INTERNAL)
    bring(database, INITIATIVES, [plan], document="内部の取組.csv")
    bring(database, WORDS, [word(NICKNAME, HIDDEN)], document="言い換え.csv")
    with database.writing() as session:
        post(session, f"{SECRET}の打合せ", by=HARUKA, status=Status.STOPPED)
    counter = Counter(database)
    with database.writing() as session:
        for entry in hidden_entries(counter):
            row = wordings.propose(session, CITY, entry.key, ACCEPTED, at=AT, actor=WRITER)
            wordings.accept(session, CITY, [row.id], at=AT, actor=WRITER)


def hidden_entries(counter: Counter) -> list[Entry]:
    base = counter.shelves(CITY).base
    public = {entry.key for entry in base.citizen_entries}
    return [entry for entry in base.staff_entries if entry.key not in public]


def model() -> OwnModel:
    return OwnModel(alike=(HIDDEN, SAME_MEANING))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """On SQLite alone: what both databases hold is the same (test_visibility)."""
    opened = open_up_to_date(f"sqlite:///{tmp_path_factory.mktemp('full') / 'city.db'}")
    fill(opened)
    found_harbour_plan(opened)
    hide(opened)
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=["by words", "by meaning"])
def counter(request: pytest.FixtureRequest, full: Database) -> Counter:
    ready = Counter(full, [model()] if request.param == "by meaning" else [])
    ready.library.encode_all(CITY)
    return ready


def ask(
    counter: Counter, question: str, last: str = "", audience: Audience = Audience.CITIZEN
) -> Answer:
    return counter.ask(question, municipality=CITY, audience=audience, last_entry=last)


def ways_to(entry: Entry) -> Iterator[str]:
    """Everything a citizen may write who knows or guesses what an entry is called."""
    for name in {entry.title, *entry.names, *entry.wordings, ACCEPTED, NICKNAME, SAME_MEANING}:
        sound = reading(name) or name
        middle = len(name) // 2
        yield from (name, sound, sound[:-1], name[1:], name[:middle] + name[middle + 1 :])
        yield from (f"{name}とは何ですか", f"{name}の費用はいくら", f"{name}　粗大ごみ　住民票")


ASKING_ON = ("費用は？", "他には？", "もっと詳しく", "電話番号は？", "いつまで？", "持ち物は？")


def leaks(answer: Answer, hidden: list[Entry]) -> list[str]:
    """What an answer shows that it must not: text, titles or keys of what is hidden."""
    told = shown(answer)
    keys = {item.entry_key for item in (*answer.ranking, *answer.alternatives)}
    keys.add(answer.entry_key)
    return [
        *(text for text in (SECRET, HIDDEN, OWN_WORDING) if text in told),
        *(entry.key for entry in hidden if entry.key in keys),
    ]


def test_every_kind_of_entry_is_hidden_here(counter: Counter) -> None:
    """A new kind must be hidden here too. An edition is told within an entry of all editions."""
    assert {entry.kind for entry in hidden_entries(counter)} == set(Kind) - {Kind.EDITION}


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.EDITION}))
def test_no_words_lead_a_citizen_to_what_is_hidden(counter: Counter, kind: Kind) -> None:
    hidden = hidden_entries(counter)
    found = {
        question: told
        for entry in hidden
        if entry.kind is kind
        for question in ways_to(entry)
        if (told := leaks(ask(counter, question), hidden))
    }
    assert found == {}


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.EDITION}))
def test_the_same_words_lead_staff_there(counter: Counter, kind: Kind) -> None:
    """Otherwise the test above would prove nothing."""
    for entry in hidden_entries(counter):
        if entry.kind is kind and HIDDEN in entry.title:
            answer = ask(counter, entry.title, audience=Audience.STAFF)
            assert entry.key in {item.entry_key for item in answer.ranking}
    wording = ask(counter, ACCEPTED, audience=Audience.STAFF).ranking
    assert {item.entry_key for item in wording} & {e.key for e in hidden_entries(counter)}


def test_asking_on_from_what_became_hidden_tells_nothing(counter: Counter) -> None:
    hidden = hidden_entries(counter)
    found = {
        (entry.title, question): told
        for entry in hidden
        for question in ASKING_ON
        if (told := leaks(ask(counter, question, entry.key), hidden))
    }
    assert found == {}


def test_nothing_hidden_stands_next_to_what_is_public(counter: Counter) -> None:
    """Neither as a neighbour, nor as related, nor among what is offered."""
    hidden = hidden_entries(counter)
    found = {
        (entry.title, question): told
        for entry in counter.shelves(CITY).base.citizen_entries
        for question in (*ASKING_ON, entry.title)
        if (told := leaks(ask(counter, question, entry.key), hidden))
    }
    assert found == {}


def test_by_meaning_staff_find_what_is_hidden_and_citizens_do_not(full: Database) -> None:
    counter = Counter(full, [model()])
    counter.library.encode_all(CITY)
    staff, citizen = (
        ask(counter, SAME_MEANING, audience=one) for one in (Audience.STAFF, Audience.CITIZEN)
    )
    assert any(HIDDEN in item.title for item in staff.ranking)
    assert leaks(citizen, hidden_entries(counter)) == []


@pytest.mark.parametrize("by_meaning", [False, True], ids=["by words", "by meaning"])
def test_what_is_hidden_changes_no_answer_for_citizens(tmp_path: Path, by_meaning: bool) -> None:
    """Not in order, confidence or offers: else one could tell that there is something."""
    database = open_up_to_date(f"sqlite:///{tmp_path / 'city.db'}")
    fill(database)
    found_harbour_plan(database)
    bring(database, WORDS, [word(NICKNAME, HIDDEN)], document="言い換え.csv")
    questions = ["粗大ごみ", "住民票を取る", "電子化の会議", "係長", SECRET, HIDDEN, SAME_MEANING]
    lasting = Counter(database, [model()] if by_meaning else [])
    lasting.library.encode_all(CITY)
    questions += [entry.title for entry in lasting.shelves(CITY).base.citizen_entries]
    before = [repr(ask(lasting, question)) for question in questions]
    hide(database)
    anew = Counter(database, [model()] if by_meaning else [])
    for counter in (lasting, anew):
        counter.library.encode_all(CITY)
        assert [repr(ask(counter, question)) for question in questions] == before
    database.close()
