"""Every text is encoded once; people are answered meanwhile, and what is gone is forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from knowledge import catching_up, shelves
from knowledge.answer import Answer, Audience, Decision
from knowledge.counter import Counter
from knowledge.encoding.encoder import NoEncoder
from knowledge.evaluation import growing_log, questions, ranking
from knowledge.evaluation.questions import ExpectedQuestion
from knowledge.evaluation.ranking import FaqLine, RankedQuery
from store.database import Database
from store.records.faq import FaqRecord
from store.tables import EntryVector, Visibility
from tests.own_model import OwnModel
from tests.small_city import (
    CITY,
    FAQS,
    HARUKA,
    INITIATIVES,
    OTHER_CITY,
    PEOPLE,
    STAFF,
    bring,
    faq,
    initiative,
    post,
)

WHALE = "クジラの行き先"
"""What no entry says; to the model it means the same as 粗大ごみ."""
PATIENCE_SECONDS = 10.0
TOWNS = (CITY, OTHER_CITY)


def ask(counter: Counter, question: str, city: str = CITY) -> Answer:
    return counter.ask(question, municipality=city, audience=Audience.CITIZEN)


def many_faqs(count: int = 40) -> list[FaqRecord]:
    others = [faq(f"{number}番の窓口はどこですか", "二階です。") for number in range(count)]
    return [faq("粗大ごみはどう出しますか", "電話で申し込みます。"), *others]


def kept(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.scalars(select(EntryVector.digest)))


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def finds_the_whale(counter: Counter, city: str = CITY) -> bool:
    first = ask(counter, WHALE, city).ranking[:1]
    return [one.title for one in first] == ["粗大ごみはどう出しますか"]


def test_a_text_is_encoded_once_and_its_vector_outlives_the_process(database: Database) -> None:
    bring(database, FAQS, many_faqs())
    first, second = OwnModel(), OwnModel()
    Counter(database, [first]).library.encode_all(CITY)
    assert len(first.encoded) == len(set(first.encoded)) == 2 * 41
    anew = Counter(database, [second])
    assert finds_the_whale(anew)
    assert second.encoded == [WHALE]


def test_another_model_makes_its_own_vectors(database: Database) -> None:
    bring(database, FAQS, many_faqs())
    Counter(database, [OwnModel("own 1")]).library.encode_all(CITY)
    newer = OwnModel("own 2")
    Counter(database, [newer]).library.encode_all(CITY)
    assert len(newer.encoded) == 2 * 41


def test_an_edited_answer_has_its_new_vector_when_it_is_first_asked_for(
    database: Database,
) -> None:
    bring(database, FAQS, many_faqs())
    model = OwnModel()
    counter = Counter(database, [model])
    counter.library.encode_all(CITY)
    edited = many_faqs()
    edited[1] = replace(edited[1], answer="クジラの模型の隣です。")
    bring(database, FAQS, edited)
    model.encoded.clear()
    assert {one.title for one in ask(counter, WHALE).ranking[:2]} == {
        "粗大ごみはどう出しますか",
        "0番の窓口はどこですか",
    }
    assert len(model.encoded) == 2  # the new text and the question


def test_many_new_texts_are_encoded_while_people_are_answered_by_words(
    database: Database,
) -> None:
    bring(database, FAQS, many_faqs())
    model = OwnModel()
    model.may_work.clear()
    counter = Counter(database, [model])
    counter.library.encode_in_background()
    try:
        for _ in range(3):
            assert ask(counter, WHALE).decision is Decision.PASS_ON
            assert ask(counter, "粗大ごみはどう出しますか").decision is Decision.ANSWER
        assert model.encoded == []
        # What is brought while it works is encoded too.
        bring(database, FAQS, many_faqs(80)[1:], document="もっと.csv")
        model.may_work.set()
        wait_until(lambda: finds_the_whale(counter))
        wait_until(lambda: len(kept(database)) == 2 * 81)
    finally:
        counter.library.stop_encoding()


def test_no_question_sees_half_an_index(database: Database) -> None:
    """Each answer is by words alone or by all vectors, never by some of them."""
    bring(database, FAQS, many_faqs(200))
    counter = Counter(database, [OwnModel()])
    counter.library.encode_in_background()
    seen = set()
    try:
        until = time.monotonic() + PATIENCE_SECONDS
        while "all" not in seen and time.monotonic() < until:
            for index in counter.shelves(CITY).indexes.values():
                vectors = [meanings.phrases.vectors for meanings in index.meanings]
                whole = all(bool(each.any(axis=1).all()) for each in vectors)
                seen.add("words" if not vectors else "all" if whole else "some")
    finally:
        counter.library.stop_encoding()
    assert seen == {"words", "all"}


def test_one_town_that_waits_keeps_no_other_waiting(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The model fails at first; it is asked again later, for every town."""
    monkeypatch.setattr(catching_up, "RETRY_SECONDS", 0.1)
    for town in TOWNS:
        bring(database, FAQS, many_faqs(), municipality=town)
    model = OwnModel()
    model.is_broken = True
    counter = Counter(database, [model])
    counter.library.encode_in_background()
    try:
        with capture_logs() as logs:
            for town in TOWNS:
                assert ask(counter, WHALE, town).decision is Decision.PASS_ON
            time.sleep(0.3)
            model.is_broken = False
            wait_until(lambda: all(finds_the_whale(counter, town) for town in TOWNS))
        told = [entry["event"] for entry in logs]
        assert told.count("encoder_does_not_answer") == 1
    finally:
        counter.library.stop_encoding()


def test_what_one_model_makes_is_used_though_the_other_is_broken(database: Database) -> None:
    bring(database, FAQS, many_faqs())
    broken, good = OwnModel("broken"), OwnModel()
    broken.is_broken = True
    counter = Counter(database, [broken, good])
    with pytest.raises(NoEncoder):
        counter.library.encode_all(CITY)
    assert finds_the_whale(counter)


def test_vectors_of_texts_that_are_gone_are_forgotten(database: Database) -> None:
    for town in TOWNS:
        bring(database, FAQS, many_faqs(), municipality=town)
    counter = Counter(database, [OwnModel()])
    for town in TOWNS:
        counter.library.encode_all(town)
    bring(database, FAQS, many_faqs(10))
    counter.library.encode_all(CITY)
    assert finds_the_whale(counter)
    with database.reading() as session:
        rows = session.execute(select(EntryVector.municipality, EntryVector.digest)).all()
    assert sum(row.municipality == CITY for row in rows) == 2 * 11
    assert sum(row.municipality == OTHER_CITY for row in rows) == 2 * 41


def test_a_process_that_stays_forgets_them_by_itself(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "UNNEEDED_AT_MOST", 5)
    bring(database, FAQS, many_faqs())
    Counter(database, [OwnModel("retired")]).library.encode_all(CITY)
    counter = Counter(database, [OwnModel()])
    counter.library.encode_all(CITY)
    counter.library.encode_in_background()
    try:
        bring(database, FAQS, many_faqs(10))
        wait_until(lambda: finds_the_whale(counter) and len(kept(database)) == 2 * 11)
    finally:
        counter.library.stop_encoding()


def test_what_citizens_are_told_otherwise_than_staff_has_its_vector_too(
    database: Database,
) -> None:
    bring(database, INITIATIVES, [initiative()], document="plan.md")
    bring(database, PEOPLE, STAFF, document="people.csv")
    with database.writing() as session:
        post(session, "内々に打合せをした", by=HARUKA)
        post(session, "試行を始めた", by=HARUKA, visibility=Visibility.PUBLIC)
    counter = Counter(database, [OwnModel()])
    counter.library.encode_all(CITY)
    for index in counter.shelves(CITY).indexes.values():
        assert [bool(each.wholes.vectors.any(axis=1).all()) for each in index.meanings] == [True]


FAQ_SET = [
    FaqLine(id="bulky", question="粗大ごみの申込", answer="電話で申し込みます。"),
    *(FaqLine(id=f"{n}", question=f"{n}番の窓口", answer="二階です。") for n in range(30)),
]
QUERIES = [RankedQuery(id="w", question=WHALE, relevant={"bulky": 1})]


def test_a_ranking_is_measured_with_all_vectors() -> None:
    assert ranking.run(FAQ_SET, QUERIES)["hit@1"] == 0
    assert ranking.run(FAQ_SET, QUERIES, [OwnModel()])["hit@1"] == 1
    assert growing_log.run(FAQ_SET, QUERIES)[0]["hit@1"] == 0
    assert growing_log.run(FAQ_SET, QUERIES, [OwnModel()])[0]["hit@1"] == 1


def test_a_growing_log_encodes_no_text_twice() -> None:
    others = [RankedQuery(id=f"{n}", question=f"{n}階", relevant={f"{n}": 1}) for n in range(30)]
    model = OwnModel()
    growing_log.run(FAQ_SET, [*QUERIES, *others], [model])
    asked = {query.question for query in (*QUERIES, *others)}
    texts = [text for text in model.encoded if text not in asked]
    assert len(texts) == len(set(texts))


def test_questions_are_counted_with_all_vectors(database: Database) -> None:
    bring(database, FAQS, many_faqs())
    expected = {"municipality": CITY, "audience": "citizen", "slice": "a", "question": WHALE}
    item = ExpectedQuestion.model_validate({**expected, "expect": ["粗大ごみはどう出しますか"]})
    assert questions.run(Counter(database), [item]).overall["hit@1"] == 0
    assert questions.run(Counter(database, [OwnModel()]), [item]).overall["hit@1"] == 1


@pytest.mark.parametrize("run", [ranking.run, growing_log.run])
@pytest.mark.parametrize("broken_by", ["窓口", WHALE], ids=["from the start", "while asked"])
def test_nothing_is_measured_by_words_that_should_be_by_meaning(
    run: Callable[..., object], broken_by: str
) -> None:
    with pytest.raises(NoEncoder):
        run(FAQ_SET, QUERIES, [OwnModel(broken_by=broken_by)])
