"""うみべ市: a small made-up city that tests write into a database through the store's own doors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge.entries.names import named_entries
from store.audit import Actor
from store.clock import TOKYO, FiscalYear
from store.database import Database
from store.municipalities import ensure
from store.people import SlackUser, find
from store.progress import record
from store.records.changes import Change, Record, Shelf, compare, write
from store.records.faq import FaqRecord, FaqShelf
from store.records.initiative_shelf import InitiativeShelf
from store.records.initiatives import InitiativeRecord
from store.records.lexicon import LexiconRecord, LexiconShelf
from store.records.people import DepartmentRecord, DepartmentShelf, PersonRecord, PersonShelf
from store.records.plan_identity import PlanDocument, PlanName, note_reading
from store.records.procedures import ProcedureRecord, ProcedureShelf
from store.records.readings import ReadingShelf
from store.records.translations import TranslationRecord, TranslationShelf
from store.records.wordings import WordingShelf
from store.tables import Initiative, Person, ProgressEntry, Role, Status, Visibility

R = TypeVar("R", bound=Record)

CITY = "umibe"
OTHER_CITY = "yamabe"
PLAN = "うみべ市DX計画"
AT = datetime(2026, 6, 1, 9, 0, tzinfo=TOKYO)
YEAR = FiscalYear(2026)
TEAM = "T0UMIBE01"
MIDORI, TAKESHI, HARUKA = "U0MIDORI", "U0TAKESHI", "U0HARUKA"
"""A clerk of 市民課, a clerk of 税務課, and the DX office."""
WRITER = Actor("command line", "CLI")

INITIATIVES = InitiativeShelf(PlanName(PLAN), WRITER)
PROCEDURES = ProcedureShelf()
FAQS = FaqShelf()
WORDS = LexiconShelf()
READINGS = ReadingShelf()
TRANSLATIONS = TranslationShelf()
DEPARTMENTS = DepartmentShelf()
PEOPLE = PersonShelf()
WORDINGS = WordingShelf(named_entries)


def initiative(title: str = "書かない窓口", **fields: Any) -> InitiativeRecord:
    plain = InitiativeRecord(
        title=title,
        departments=("市民課",),
        purpose="待つ時間を減らす",
        current_state="申請書を手で書いている",
        ideal_state="話すだけで済む",
        note="",
        schedule=(),
        progress=(),
        source_document="",
        source_heading=title,
        source_edition="第1版",
    )
    return replace(plain, **fields)


def procedure(title: str, **fields: Any) -> ProcedureRecord:
    plain = ProcedureRecord(
        title=title,
        group="",
        summary=f"{title}のご案内です。",
        who="",
        what_to_bring=(),
        fee="無料",
        deadline="",
        department="市民課",
        place="",
        online_service="",
        online_url="",
        offline_way="窓口へお越しください。",
        keywords=(),
        wordings=(),
        life_events=(),
        related_initiative="",
        note="",
        visibility=Visibility.PUBLIC,
        source="うみべ市の例",
        verified_on=date(2026, 5, 1),
        source_document="",
    )
    return replace(plain, **fields)


def translation(procedure: str, **fields: Any) -> TranslationRecord:
    plain = TranslationRecord(
        procedure=procedure,
        language="en",
        title="",
        summary="",
        who="",
        what_to_bring=(),
        fee="",
        deadline="",
        place="",
        online_service="",
        offline_way="",
        note="",
        keywords=(),
        verified_on=date(2026, 5, 2),
        source_document="",
    )
    return replace(plain, **fields)


def faq(question: str, answer: str, **fields: Any) -> FaqRecord:
    plain = FaqRecord(
        question=question,
        answer=answer,
        department="市民課",
        keywords=(),
        wordings=(),
        offline_way="",
        related_procedures=(),
        visibility=Visibility.PUBLIC,
        source="うみべ市の例",
        verified_on=None,
        source_document="",
    )
    return replace(plain, **fields)


def department(name: str, **fields: Any) -> DepartmentRecord:
    return replace(DepartmentRecord(name, "", "", "", (), False, ""), **fields)


def word(spelling: str, *means: str) -> LexiconRecord:
    return LexiconRecord(spelling, means, "")


def person(user: str, name: str, department: str, role: Role, team: str = TEAM) -> PersonRecord:
    return PersonRecord(team, user, name, department, role, "")


STAFF = (
    person(MIDORI, "潮 みどり", "市民課", Role.CLERK),
    person(TAKESHI, "浜 たけし", "税務課", Role.CLERK),
    person(HARUKA, "沖 はるか", "政策企画課", Role.DX_OFFICE),
)


def bring(
    database: Database,
    shelf: Shelf[R],
    records: Sequence[R],
    *,
    document: str = "うみべ.csv",
    municipality: str = CITY,
    at: datetime = AT,
) -> list[Change]:
    """Import records as if a document had them; returns what that changed."""
    from_document: list[Any] = [replace(item, source_document=document) for item in records]  # type: ignore[type-var]  # a Record is a dataclass
    with database.writing() as session:
        ensure(session, municipality)
        if isinstance(shelf, InitiativeShelf):
            note_reading(
                session,
                municipality,
                PlanDocument(PlanName(PLAN), "第1版", is_titled=True, document=document),
                content_hash=f"{hash(tuple(records)):x}",
                at=at,
            )
        changes = compare(shelf, session, municipality, from_document, {document})
        write(shelf, session, municipality, changes, at=at, actor=WRITER)
    return changes


def found_small_city(database: Database, municipality: str = CITY) -> None:
    """One initiative of 市民課 and the three people of `STAFF`."""
    bring(database, INITIATIVES, [initiative()], document="plan.md", municipality=municipality)
    bring(database, PEOPLE, STAFF, document="people.csv", municipality=municipality)


def who(session: Session, user: str) -> Person:
    known = find(session, CITY, SlackUser(TEAM, user))
    assert known is not None, f"{user} is not registered in {CITY}"
    return known


def the_initiative(
    session: Session, title: str = "書かない窓口", municipality: str = CITY
) -> Initiative:
    return session.scalars(
        select(Initiative).where(Initiative.title == title, Initiative.municipality == municipality)
    ).one()


_commands = count(1)


def post(
    session: Session, text: str, *, by: str = MIDORI, title: str = "書かない窓口", **fields: Any
) -> ProgressEntry:
    """Somebody posts progress from Slack."""
    told: dict[str, Any] = {"status": Status.IN_PROGRESS, "year": YEAR, "at": AT, "via": "Slack"}
    told["origin"] = f"inbox:{next(_commands)}"
    return record(
        session, the_initiative(session, title), by=who(session, by), text=text, **told | fields
    )


def progress_texts(session: Session) -> list[str]:
    """The text of every progress entry there is, in the order they were written."""
    return list(session.scalars(select(ProgressEntry.text).order_by(ProgressEntry.id)))
