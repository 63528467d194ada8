"""Procedures (手続) and frequently asked questions (よくある質問)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge.answer import Contact, Kind, Part, Passage
from knowledge.entries.entry import Entry, Translation, contact, passages
from knowledge.sources import Source
from knowledge.words import is_hiragana
from store.records.translations import digest_of
from store.tables import Department, Faq, Procedure, ProcedureTranslation


def procedure_entry(
    row: Procedure,
    plan_titles: Mapping[str, str],
    translations: Sequence[ProcedureTranslation] = (),
) -> Entry:
    """A procedure with all that a person needs to do it; ``plan_titles`` by document name."""
    if _is_merely_listed(row):
        plan = plan_titles.get(row.listed_in, row.listed_in)
        source = Source(plan, row.source if row.source != plan else "")
    else:
        source = Source(row.source, verified_on=row.verified_on)
    return Entry(
        key=f"{Kind.PROCEDURE}:{row.id}",
        kind=Kind.PROCEDURE,
        title=row.title,
        names=tuple(one.title for one in translations),
        wordings=(
            *_phrases(row.wordings, row.keywords),
            *(phrase for one in translations for phrase in _phrases((), one.keywords)),
        ),
        body="\n".join((row.summary, row.who, row.note)),
        passages=(
            *_told(row, source, row.online_url),
            *passages(source, (Part.PAGE, row.page_url)),
            *(
                [Passage(Part.LISTED, (source.document,), source, label=row.listed_group)]
                if _is_merely_listed(row)
                else []
            ),
        ),
        contacts=(_counter_of(row, row.department),) if row.department else (),
        source=source,
        link=row.online_url,
        page=row.page_url,
        related=(row.related_initiative,) if row.related_initiative else (),
        translations=tuple(_translation(one, row) for one in translations),
    )


def _told(row: Procedure | ProcedureTranslation, source: Source, online_url: str) -> list[Passage]:
    """What a procedure tells in one language."""
    online = " ".join(filter(None, (row.online_service, online_url)))
    return passages(
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


def _translation(row: ProcedureTranslation, original: Procedure) -> Translation:
    source = Source(original.source, verified_on=row.verified_on)
    told = _told(row, source, original.online_url)
    is_out_of_date = row.original_digest != digest_of(original)
    return Translation(row.language, row.title, tuple(told), is_out_of_date)


def faq_entry(row: Faq) -> Entry:
    source = Source(row.source, verified_on=row.verified_on)
    return Entry(
        key=f"{Kind.FAQ}:{row.id}",
        kind=Kind.FAQ,
        title=row.question,
        wordings=_phrases(row.wordings, row.keywords),
        body=row.answer,
        passages=tuple(passages(source, (Part.TEXT, row.answer), (Part.OFFLINE, row.offline_way))),
        contacts=(contact(row.department),) if row.department else (),
        source=source,
        related=tuple(row.related_procedures),
    )


def _counter_of(row: Procedure, department: Department) -> Contact:
    """Its department, with the hours of the procedure where it has its own."""
    of_department = contact(department)
    return replace(of_department, hours=row.hours) if row.hours else of_department


def _is_merely_listed(row: Procedure) -> bool:
    """A plan lists it for going online, and nobody has written yet how to do it."""
    return bool(row.listed_in) and not row.summary and not row.offline_way


def _phrases(wordings: Sequence[str], keywords: Sequence[str]) -> tuple[str, ...]:
    """What an entry is found by besides its title: whole wordings, the keywords together, and
    each keyword in hiragana for itself, as it is compared by its sound."""
    spoken = [word for word in keywords if is_hiragana(word)]
    written = "、".join(word for word in keywords if not is_hiragana(word))
    return tuple(phrase for phrase in (*wordings, written, *spoken) if phrase)
