"""What people would be told, before anybody is."""

from __future__ import annotations

from dataclasses import replace

from knowledge.answer import Answer, Audience
from knowledge.counter import Counter
from knowledge.entries.procedures_and_faq import faq_entry
from store.records.faq import FaqRecord
from store.tables import Faq


def faq_as_shown(
    counter: Counter, record: FaqRecord, *, municipality: str, audience: Audience
) -> Answer:
    """The answer that a FAQ would give.

    Raises:
        UnknownMunicipality: the code is not in the database.
    """
    entry = faq_entry(
        Faq(
            question=record.question,
            answer=record.answer,
            keywords=list(record.keywords),
            wordings=list(record.wordings),
            offline_way=record.offline_way,
            related_procedures=list(record.related_procedures),
            source=record.source,
            verified_on=record.verified_on,
        )
    )
    contacts = tuple(
        known.contact
        for known in counter.shelves(municipality).base.departments
        if known.contact.department == record.department
    )
    shown = replace(entry, contacts=contacts)
    return counter.show(shown, municipality=municipality, audience=audience)
