"""Importing compares first: the same document changes nothing, another one tells what it would."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from store import audit
from store.database import Database
from store.municipalities import knowledge_version
from store.records.changes import Action, Change, FieldChange, compare
from store.records.faq import faqs
from store.records.lexicon import lexicon_words
from store.records.procedures import procedures
from store.tables import AuditEntry, Role, Visibility
from tests.small_city import (
    AT,
    CITY,
    DEPARTMENTS,
    FAQS,
    HARUKA,
    PEOPLE,
    PROCEDURES,
    STAFF,
    WORDS,
    bring,
    department,
    faq,
    person,
    procedure,
    word,
)

GARBAGE = procedure("粗大ごみの申込", what_to_bring=("申込書", "印かん"), keywords=("ごみ",))
PERMIT = procedure("駐車許可の申請")


def titles(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.title for row in procedures(session, CITY)]


def audited(database: Database) -> int:
    with database.reading() as session:
        return session.scalars(select(func.count(AuditEntry.id))).one()


def version(database: Database) -> int | None:
    with database.reading() as session:
        return knowledge_version(session, CITY)


def test_a_new_entry_is_added(database: Database) -> None:
    changes = bring(database, PROCEDURES, [GARBAGE])
    assert changes == [Change("procedure", "粗大ごみの申込", Action.ADDED)]
    assert titles(database) == ["粗大ごみの申込"]


def test_an_entry_comes_back_from_the_database_as_it_was_written(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE])
    with database.reading() as session:
        (stored,) = PROCEDURES.current(session, CITY).values()
    assert (stored.what_to_bring, stored.keywords) == (("申込書", "印かん"), ("ごみ",))
    assert stored.verified_on == date(2026, 5, 1)


def test_the_same_document_again_changes_nothing(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE, PERMIT])
    before = (audited(database), version(database))
    assert bring(database, PROCEDURES, [GARBAGE, PERMIT]) == []
    assert (audited(database), version(database)) == before


def test_departments_faq_people_and_words_again_change_nothing(database: Database) -> None:
    desk = department("市民課", telephone="0000-00-0001", handles=("住民票",), is_general_desk=True)
    answer = faq("駐車場はありますか", "あります。", keywords=("車",), related_procedures=("駐車",))
    for _ in range(2):
        changes = [
            bring(database, DEPARTMENTS, [desk]),
            bring(database, FAQS, [answer]),
            bring(database, PEOPLE, STAFF),
            bring(database, WORDS, [word("みなとバス", "循環バス")]),
        ]
    assert changes == [[], [], [], []]


def test_a_changed_field_is_named_with_before_and_after(database: Database) -> None:
    bring(database, PROCEDURES, [procedure("粗大ごみの申込", fee="無料")])
    (change,) = bring(database, PROCEDURES, [procedure("粗大ごみの申込", fee="500円")])
    assert change.action is Action.CHANGED
    assert change.fields == (FieldChange("fee", "無料", "500円"),)


def test_a_change_is_audited_with_what_was_before(database: Database) -> None:
    bring(database, PROCEDURES, [procedure("粗大ごみの申込", fee="無料")])
    bring(database, PROCEDURES, [procedure("粗大ごみの申込", fee="500円")])
    with database.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert entry is not None
        assert (entry.action, entry.before["fee"]) == ("import.changed", "無料")
        assert entry.after["fee"] == "500円"


def test_an_import_leaves_a_whole_audit_trail(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE, PERMIT])
    bring(database, PEOPLE, STAFF)
    bring(database, PROCEDURES, [GARBAGE])
    with database.reading() as session:
        assert audit.verify(session, CITY) == audit.Verified(6, broken_at=None)


def test_an_entry_that_the_same_document_no_longer_has_is_removed(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE, PERMIT])
    changes = bring(database, PROCEDURES, [GARBAGE])
    assert changes == [Change("procedure", "駐車許可の申請", Action.REMOVED)]
    assert titles(database) == ["粗大ごみの申込"]


def test_an_entry_of_another_document_stays(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE], document="環境.csv")
    changes = bring(database, PROCEDURES, [PERMIT], document="道路.csv")
    assert changes == [Change("procedure", "駐車許可の申請", Action.ADDED)]
    assert titles(database) == ["粗大ごみの申込", "駐車許可の申請"]


def test_a_removed_entry_comes_back_when_the_document_has_it_again(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE, PERMIT])
    bring(database, PROCEDURES, [GARBAGE])
    changes = bring(database, PROCEDURES, [GARBAGE, PERMIT])
    assert changes == [Change("procedure", "駐車許可の申請", Action.ADDED)]
    assert titles(database) == ["粗大ごみの申込", "駐車許可の申請"]


def test_a_removed_faq_comes_back_with_its_new_answer(database: Database) -> None:
    bring(database, FAQS, [faq("駐車場はありますか", "あります。")])
    bring(database, FAQS, [])
    bring(database, FAQS, [faq("駐車場はありますか", "今はありません。")])
    with database.reading() as session:
        assert [row.answer for row in faqs(session, CITY)] == ["今はありません。"]


def test_a_removed_word_comes_back_with_its_new_meanings(database: Database) -> None:
    bring(database, WORDS, [word("みなとバス", "循環バス")])
    bring(database, WORDS, [])
    bring(database, WORDS, [word("みなとバス", "循環バス", "路線バス")])
    with database.reading() as session:
        found = [(row.word, row.means) for row in lexicon_words(session, CITY)]
    assert found == [("みなとバス", ["循環バス", "路線バス"])]


def test_questions_are_understood_anew_when_a_word_changes(database: Database) -> None:
    bring(database, WORDS, [word("みなとバス", "循環バス")])
    before = version(database)
    (change,) = bring(database, WORDS, [word("みなとバス", "路線バス")])
    assert change.fields == (FieldChange("means", ("循環バス",), ("路線バス",)),)
    assert version(database) != before
    assert audited(database) == 2


def test_a_word_under_another_spelling_is_the_same_entry(database: Database) -> None:
    bring(database, WORDS, [word("港バス", "循環バス"), word("みなとバス", "路線バス")])
    with database.writing() as session:
        (number, _) = WORDS.numbers(session, CITY)
        WORDS.retire(session, CITY, ["みなとバス"], at=AT)
        WORDS.rename(session, CITY, "港バス", "みなとバス")
    with database.reading() as session:
        assert WORDS.numbers(session, CITY) == {number: "みなとバス"}


def test_a_removed_department_keeps_its_name_and_loses_its_telephone(database: Database) -> None:
    bring(database, DEPARTMENTS, [department("市民課", telephone="0000-00-0001")])
    bring(database, DEPARTMENTS, [])
    with database.reading() as session:
        (stored,) = DEPARTMENTS.current(session, CITY).values()
    assert (stored.name, stored.telephone) == ("市民課", "")


def test_removing_a_department_is_done_once(database: Database) -> None:
    bring(database, DEPARTMENTS, [department("市民課", telephone="0000-00-0001")])
    bring(database, DEPARTMENTS, [])
    assert bring(database, DEPARTMENTS, []) == []


def test_a_person_who_moves_to_another_department_is_changed(database: Database) -> None:
    bring(database, PEOPLE, [person(HARUKA, "沖 はるか", "政策企画課", Role.DX_OFFICE)])
    (change,) = bring(database, PEOPLE, [person(HARUKA, "沖 はるか", "税務課", Role.CLERK)])
    assert {field.name for field in change.fields} == {"department", "role"}


def test_an_faq_can_be_made_internal(database: Database) -> None:
    bring(database, FAQS, [faq("当直の順番は", "表のとおりです。")])
    internal = faq("当直の順番は", "表のとおりです。", visibility=Visibility.INTERNAL)
    (change,) = bring(database, FAQS, [internal])
    assert change.fields == (FieldChange("visibility", Visibility.PUBLIC, Visibility.INTERNAL),)


def test_looking_at_what_would_change_writes_nothing(database: Database) -> None:
    bring(database, PROCEDURES, [GARBAGE])
    with database.writing() as session:
        compare(PROCEDURES, session, CITY, [], {"うみべ.csv"})
    assert titles(database) == ["粗大ごみの申込"]
