"""Everything that can be answered, read from the store into one shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from knowledge.answer import Contact, Kind, Part, Passage
from knowledge.sources import Source
from knowledge.words import is_hiragana
from store import municipalities, plans
from store.clock import TOKYO
from store.records.counter import faqs, procedures
from store.tables import (
    Department,
    Faq,
    Initiative,
    Procedure,
    ProgressEntry,
    ProgressMark,
    Visibility,
)


@dataclass(frozen=True)
class Entry:
    """One thing the counter can explain, with the words it is found by.

    ``titles``, ``wordings`` and ``body`` are searched; ``passages`` are shown.
    """

    key: str
    """Kind and id, such as ``procedure:12``."""
    kind: Kind
    title: str
    is_public: bool
    wordings: tuple[str, ...]
    body: str
    passages: tuple[Passage, ...]
    contacts: tuple[Contact, ...]
    source: Source
    link: str = ""
    related: tuple[str, ...] = ()
    """Titles of entries that belong with it."""


@dataclass(frozen=True)
class KnowledgeBase:
    """All that can be answered for a municipality at one version of its store."""

    municipality: str
    name: str
    version: int
    citizen_entries: tuple[Entry, ...]
    staff_entries: tuple[Entry, ...]
    departments: tuple[DepartmentEntry, ...]


@dataclass(frozen=True)
class DepartmentEntry:
    """A department with the words that say which questions it takes."""

    contact: Contact
    handles: tuple[str, ...]
    is_general_desk: bool


def read(session: Session, municipality: str) -> KnowledgeBase | None:
    """Read a municipality's knowledge; nothing when the municipality is not known.

    Citizens' entries are built from public rows only, so that internal text has no way to them.
    """
    found = municipalities.find(session, municipality)
    if found is None:
        return None
    version = found.knowledge_version
    initiatives = plans.initiatives(session, municipality)
    counter = [
        *(_procedure(row) for row in procedures(session, municipality)),
        *(_faq(row) for row in faqs(session, municipality)),
    ]
    public = [
        initiative_entry(row, public_only=True)
        for row in initiatives
        if row.visibility is Visibility.PUBLIC
    ]
    return KnowledgeBase(
        municipality=municipality,
        name=found.name,
        version=version,
        citizen_entries=tuple([entry for entry in counter if entry.is_public] + public),
        staff_entries=tuple(counter + [initiative_entry(row) for row in initiatives]),
        departments=tuple(
            DepartmentEntry(_contact(row), tuple(row.handles), row.is_general_desk)
            for row in municipalities.departments(session, municipality)
        ),
    )


def initiative_entry(row: Initiative, *, public_only: bool = False) -> Entry:
    """An initiative (取組) with its schedule and the progress that the audience may see."""
    source = Source(
        _document(row),
        row.source_heading,
        row.source_edition,
        imported_on=row.imported_at.astimezone(TOKYO).date(),
    )
    standing = plans.standing_progress(row, public_only=public_only)
    reports = [entry for entry in standing if entry.mark is ProgressMark.REPORTED]
    schedule = tuple(
        _schedule_line(item.first_year, item.last_year, item.text) for item in row.schedule
    )
    passages = [
        Passage(Part.STATUS, (plans.status_of(row, public_only=public_only).value,), source),
        *_passages(
            source,
            (Part.PURPOSE, row.purpose),
            (Part.CURRENT_STATE, row.current_state),
            (Part.IDEAL_STATE, row.ideal_state),
            (Part.NOTE, row.note),
        ),
    ]
    if schedule:
        passages.append(Passage(Part.SCHEDULE, schedule, source))
    passages += [
        Passage(Part.PROGRESS, _progress_lines(entry, public_only), Source(entry.source))
        for entry in reversed(standing)
    ]
    body = "\n".join(
        [row.purpose, row.current_state, row.ideal_state, row.note]
        + [item.text for item in row.schedule]
        + [entry.text for entry in reports]
    )
    return Entry(
        key=f"{Kind.INITIATIVE}:{row.id}",
        kind=Kind.INITIATIVE,
        title=row.title,
        is_public=row.visibility is Visibility.PUBLIC,
        wordings=(),
        body=body,
        passages=tuple(passages),
        contacts=tuple(_contact(link.department) for link in row.departments),
        source=source,
    )


def _procedure(row: Procedure) -> Entry:
    source = Source(row.source, verified_on=row.verified_on)
    online = " ".join(filter(None, (row.online_service, row.online_url)))
    return Entry(
        key=f"{Kind.PROCEDURE}:{row.id}",
        kind=Kind.PROCEDURE,
        title=row.title,
        is_public=row.visibility is Visibility.PUBLIC,
        wordings=_phrases(row.wordings, row.keywords),
        body="\n".join((row.summary, row.who, row.note)),
        passages=tuple(
            _passages(
                source,
                (Part.TEXT, row.summary),
                (Part.ONLINE, online),
                (Part.WHO, row.who),
                (Part.BRING, "\n".join(row.what_to_bring)),
                (Part.FEE, row.fee),
                (Part.DEADLINE, row.deadline),
                (Part.PLACE, row.place),
                (Part.OFFLINE, row.offline_way),
                (Part.NOTE, row.note),
            )
        ),
        contacts=(_contact(row.department),) if row.department else (),
        source=source,
        link=row.online_url,
        related=(row.related_initiative,) if row.related_initiative else (),
    )


def _faq(row: Faq) -> Entry:
    source = Source(row.source, verified_on=row.verified_on)
    return Entry(
        key=f"{Kind.FAQ}:{row.id}",
        kind=Kind.FAQ,
        title=row.question,
        is_public=row.visibility is Visibility.PUBLIC,
        wordings=_phrases(row.wordings, row.keywords),
        body=row.answer,
        passages=tuple(_passages(source, (Part.TEXT, row.answer), (Part.OFFLINE, row.offline_way))),
        contacts=(_contact(row.department),) if row.department else (),
        source=source,
        related=tuple(row.related_procedures),
    )


def _phrases(wordings: Sequence[str], keywords: Sequence[str]) -> tuple[str, ...]:
    """What an entry is found by besides its title: whole wordings, the keywords together, and
    each keyword in hiragana for itself, as it is compared by its sound."""
    spoken = [word for word in keywords if is_hiragana(word)]
    written = "、".join(word for word in keywords if not is_hiragana(word))
    return tuple(phrase for phrase in (*wordings, written, *spoken) if phrase)


def _passages(source: Source, *parts: tuple[Part, str]) -> Sequence[Passage]:
    return [Passage(part, tuple(text.splitlines()), source) for part, text in parts if text.strip()]


def _schedule_line(first_year: int, last_year: int, text: str) -> str:
    years = f"{first_year}" if first_year == last_year else f"{first_year}〜{last_year}"
    return f"{years}年度 {text}"


def _progress_lines(entry: ProgressEntry, public_only: bool) -> tuple[str, ...]:
    """Year and status, who posted it and when (for staff only), then what was done."""
    head = f"{entry.fiscal_year}年度（{entry.status.value}）"
    if entry.person is not None and not public_only:
        day = entry.created_at.astimezone(TOKYO).date()
        head += f" {day.isoformat()} {entry.person.department.name} {entry.person.name}"
    return (head, *entry.text.splitlines())


def _document(row: Initiative) -> str:
    """The plan's own title; the file's name where the document does not say one."""
    return row.plan.title if row.source_edition else row.source_document


def _contact(row: Department) -> Contact:
    return Contact(row.name, row.telephone, row.hours, row.place)
