"""What waits for the DX office's approval (承認), reports and answers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from store import approvals, drafts
from store.tables import AnswerDraft, ProgressEntry

Waiting = ProgressEntry | AnswerDraft


@dataclass(frozen=True)
class Queue:
    """What waits in a municipality."""

    count: int
    is_on: bool
    """Whether what is written now will wait."""
    oldest: Sequence[Waiting]


def queue(session: Session, municipality: str, *, most: int) -> Queue:
    """How much waits, and what waits longest, first come first."""
    reports = approvals.waiting(session, municipality, limit=most)
    answers = drafts.waiting(session, municipality, limit=most)
    waiting: list[Waiting] = [*reports, *answers]
    are_all = max(len(reports), len(answers)) < most  # then there is nothing left to count
    return Queue(
        count=len(waiting) if are_all else count(session, municipality),
        is_on=approvals.is_on(session, municipality),
        oldest=sorted(waiting, key=_since)[:most],
    )


def count(session: Session, municipality: str) -> int:
    """How many reports and answers wait."""
    reports = approvals.count_waiting(session, municipality)
    return reports + drafts.count_waiting(session, municipality)


def _since(one: Waiting) -> datetime:
    return one.written_at if isinstance(one, AnswerDraft) else one.created_at
