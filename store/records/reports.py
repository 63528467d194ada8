"""Initiatives as a spreadsheet has them: with what everybody reported, whoever it was."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from store import audit
from store.plans import standing_progress
from store.records.initiatives import InitiativeShelf, ProgressRecord, report_of
from store.records.plan_identity import PlanName
from store.tables import Initiative, ProgressEntry


class ReportShelf(InitiativeShelf):
    """Initiatives of one plan with every standing report, the latest last.

    A report is only ever added. It takes the place of a standing one that is wanted no longer;
    importing the plan document again leaves it alone, as it does what people post.
    """

    def __init__(self, plan: PlanName, actor: audit.Actor, document: str) -> None:
        super().__init__(plan, actor)
        self._document = document

    def _reports(self, row: Initiative) -> tuple[ProgressRecord, ...]:
        return tuple(report_of(entry) for entry in _standing(row))

    def _report(
        self,
        session: Session,
        initiative: Initiative,
        reports: Sequence[ProgressRecord],
        at: datetime,
    ) -> None:
        session.refresh(initiative, ["progress"])
        standing = _standing(initiative)
        told = [report_of(entry) for entry in standing]
        dropped = [entry for entry in standing if report_of(entry) not in reports]
        for report in reports:
            if report not in told:
                self._append(
                    session,
                    initiative,
                    report,
                    dropped.pop() if dropped else None,
                    at=at,
                    source=self._document,
                    origin=f"sheet:{initiative.id}:{len(initiative.progress)}",
                )


def _standing(row: Initiative) -> list[ProgressEntry]:
    return sorted(standing_progress(row), key=lambda entry: (entry.fiscal_year, entry.id))
