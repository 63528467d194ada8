"""Initiatives as a spreadsheet has them: with what everybody reported, whoever it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from store import audit
from store.records.initiative_shelf import InitiativeShelf, new_entry
from store.records.initiatives import ProgressRecord, StoredReport
from store.records.plan_identity import PlanName
from store.tables import Initiative, ProgressEntry, ProgressMark


class ReportShelf(InitiativeShelf):
    """Initiatives of one plan with every standing report, the latest last.

    A report is only ever added. It takes the place of a standing one that is wanted no longer;
    importing the plan document again leaves it alone, as it does what people post.
    """

    def __init__(self, plan: PlanName, actor: audit.Actor, document: str) -> None:
        super().__init__(plan, actor)
        self._document = document

    def _told(self, reports: Sequence[StoredReport]) -> list[StoredReport]:
        """Those that nobody replaced or took back."""
        replaced = {report.replaces_id for report in reports}
        standing = [
            report
            for report in reports
            if report.id not in replaced and report.mark is not ProgressMark.WITHDRAWN
        ]
        return sorted(standing, key=lambda report: (report.fiscal_year, report.id))

    def _news(
        self,
        row: Initiative,
        wanted: Sequence[ProgressRecord],
        reports: Sequence[StoredReport],
        at: datetime,
    ) -> Iterator[ProgressEntry]:
        standing = self._told(reports)
        told = [report.record for report in standing]
        dropped = [report for report in standing if report.record not in wanted]
        new = [record for record in wanted if record not in told]
        for place, record in enumerate(new, start=len(reports)):
            yield new_entry(
                row,
                record,
                dropped.pop() if dropped else None,
                (),
                at=at,
                source=self._document,
                origin=f"sheet:{row.id}:{place}",
            )
