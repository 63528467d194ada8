"""Questions that got no answer, those that mean the same together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.office import Office
from knowledge.answer import UNANSWERED, UNANSWERED_FOR, Audience
from store import questions
from store.tables import Question

MOST_COMPARED = 100
"""Different questions that are compared by meaning, the newest; each takes a model some 20 ms."""


@dataclass(frozen=True)
class Group:
    """Open questions that mean the same."""

    texts: tuple[str, ...]
    """As they were asked, the commonest first."""
    numbers: tuple[int, ...]
    """The newest question in each of these words."""
    count: int
    """How often any of them was asked."""
    asked_at: datetime
    by_citizens: bool

    @property
    def number(self) -> int:
        """By which the group is named in a command."""
        return self.numbers[0]

    @property
    def audience(self) -> Audience:
        """Who must be able to see what answers it."""
        return Audience.CITIZEN if self.by_citizens else Audience.STAFF


def open_groups(office: Office, municipality: str, *, now: datetime) -> list[Group]:
    """All groups, what was asked most often first."""
    rows = _open_rows(office, municipality, now=now)
    every = list(dict.fromkeys(row.text for row in rows))
    commonest = [text for text, _ in Counter(row.text for row in reversed(rows)).most_common()]
    newest = set(every[:MOST_COMPARED])
    compared = [text for text in commonest if text in newest]
    places = office.counter.same_meaning(compared, municipality=municipality)
    texts = [{compared[place] for place in group} for group in places]
    texts += [{text} for text in every[MOST_COMPARED:]]
    by_text: dict[str, list[Question]] = {}
    for row in rows:
        by_text.setdefault(row.text, []).append(row)
    groups = [_group([row for text in own for row in by_text[text]]) for own in texts]
    return sorted(groups, key=lambda group: (-group.count, -group.number))


def group_of(
    office: Office, municipality: str, numbers: Collection[int], *, now: datetime
) -> Group | None:
    """The questions with these ids and all in the same words, as far as they are open still."""
    rows = _open_rows(office, municipality, now=now)
    return _in_words(rows, {row.text for row in rows if row.id in numbers})


def group_in_words(
    office: Office, municipality: str, texts: Collection[str], now: datetime
) -> Group | None:
    """The questions in these words, as far as they are open still."""
    return _in_words(_open_rows(office, municipality, now=now), texts)


def _in_words(rows: Sequence[Question], texts: Collection[str]) -> Group | None:
    own = [row for row in rows if row.text in texts]
    return _group(own) if own else None


def _open_rows(office: Office, municipality: str, *, now: datetime) -> Sequence[Question]:
    with office.database.reading() as session:
        rows = questions.still_open(
            session, municipality, decisions=UNANSWERED, start=now - UNANSWERED_FOR, end=now
        )
        session.expunge_all()
    return rows


def _group(rows: Sequence[Question]) -> Group:
    in_order = sorted(rows, key=lambda row: row.id)
    newest = {row.text: row for row in in_order}
    texts = tuple(text for text, _ in Counter(row.text for row in in_order).most_common())
    return Group(
        texts=texts,
        numbers=tuple(newest[text].id for text in texts),
        count=len(rows),
        asked_at=max(row.asked_at for row in rows),
        by_citizens=any(row.audience == Audience.CITIZEN for row in rows),
    )
