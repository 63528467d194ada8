"""How rows of a spreadsheet become records, and records the values of a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Generic, TypeVar

from knowledge.importing import cells
from knowledge.importing.columns import Column
from knowledge.importing.reading import ProblemKind
from knowledge.importing.schedule_lines import schedule_line
from knowledge.status_words import guess_status
from store.records.changes import Record
from store.records.initiatives import InitiativeRecord, ProgressRecord
from store.records.people import DepartmentRecord
from store.records.plan_parts import PartRecord
from store.records.procedures import ProcedureRecord
from store.tables import ProgressMark, Status

R = TypeVar("R", bound=Record)
P = TypeVar("P", bound=PartRecord)

Cells = Mapping[str, str]
Fields = Mapping[str, Any]


class Unfinished(ValueError):
    """Cells that must be filled because of what stands in others."""

    def __init__(self, kind: ProblemKind, fields: Sequence[str]) -> None:
        super().__init__(kind, fields)
        self.kind = kind
        self.fields = tuple(fields)


class Layout(Generic[R]):
    """The columns of one kind of spreadsheet, whose fields are those of a record."""

    def __init__(
        self,
        record: Callable[..., R],
        columns: Sequence[Column],
        *,
        name: Sequence[str],
        keeps_source: bool = False,
    ) -> None:
        self._record = record
        self.columns = tuple(columns)
        self._name = tuple(name)
        self.keeps_source = keeps_source
        """Whether an entry stays with the document that brought it when a row changes it."""

    def name(self, cells: Cells) -> str:
        """What people know the entry of a row by."""
        return "/".join(cells.get(field, "") for field in self._name)

    def values(self, record: R) -> Fields:
        """What stands in the columns, by field."""
        return {column.field: getattr(record, column.field) for column in self.columns}

    def made(self, fields: Fields, cells: Cells, document: str) -> R:
        """A record of a row for which nothing is stored.

        Raises:
            Unfinished: cells are empty that must not be.
        """
        return self._record(**fields, source_document=document)

    def changed(self, stored: R, fields: Fields, cells: Cells, document: str) -> R:
        """What is stored, with the fields that a row changes.

        Raises:
            Unfinished: cells are empty that must not be.
        """
        changed: R = replace(stored, **fields, source_document=document)  # type: ignore[type-var]  # a Record is a dataclass
        return changed


class ProcedureLayout(Layout[ProcedureRecord]):
    """Procedures: a name is enough as long as nobody has verified the rest."""

    _NEEDED = ("summary", "department", "offline_way", "source")

    def made(self, fields: Fields, cells: Cells, document: str) -> ProcedureRecord:
        return self._checked(super().made(fields, cells, document))

    def changed(
        self, stored: ProcedureRecord, fields: Fields, cells: Cells, document: str
    ) -> ProcedureRecord:
        return self._checked(super().changed(stored, fields, cells, document))

    def _checked(self, record: ProcedureRecord) -> ProcedureRecord:
        missing = [name for name in self._NEEDED if not getattr(record, name)]
        if record.verified_on is not None and missing:
            raise Unfinished(ProblemKind.NEEDED_WHEN_VERIFIED, missing)
        return record


class DepartmentLayout(Layout[DepartmentRecord]):
    """Departments: where one is on the map takes both coordinates."""

    def made(self, fields: Fields, cells: Cells, document: str) -> DepartmentRecord:
        return self._checked(super().made(fields, cells, document))

    def changed(
        self, stored: DepartmentRecord, fields: Fields, cells: Cells, document: str
    ) -> DepartmentRecord:
        return self._checked(super().changed(stored, fields, cells, document))

    def _checked(self, record: DepartmentRecord) -> DepartmentRecord:
        found = {"latitude": record.latitude, "longitude": record.longitude}
        missing = [name for name, value in found.items() if value is None]
        if len(missing) == 1:
            raise Unfinished(ProblemKind.CELL_MISSING, missing)
        return record


class PartLayout(Layout[P]):
    """Parts of a plan that have a title, such as indicators and terms."""

    def made(self, fields: Fields, cells: Cells, document: str) -> P:
        return self._record(key=fields["title"], source_document=document, **fields)

    def changed(self, stored: P, fields: Fields, cells: Cells, document: str) -> P:
        changed = super().changed(stored, fields, cells, document)
        return replace(changed, key=changed.title) if stored.key == stored.title else changed  # type: ignore[attr-defined]  # all laid out here have one


class InitiativeLayout(Layout[InitiativeRecord]):
    """Initiatives with their latest standing report."""

    _REPORT = (
        "report_status",
        "report_year",
        "report_text",
        "report_visibility",
        "report_percent",
        "report_evidence_url",
    )

    def values(self, record: InitiativeRecord) -> Fields:
        latest = record.progress[-1] if record.progress else None
        reported = (
            (
                latest.status,
                latest.fiscal_year,
                latest.text,
                latest.visibility,
                latest.percent,
                latest.evidence_url,
            )
            if latest
            else (Status.NOT_STARTED, None, "", None, None, None)
        )
        of_report = dict(zip(self._REPORT, reported, strict=True))
        return of_report | {
            column.field: getattr(record, column.field)
            for column in self.columns
            if column.field not in of_report
        }

    def made(self, fields: Fields, cells: Cells, document: str) -> InitiativeRecord:
        report = _report(cells)
        return InitiativeRecord(
            **self._without_report(fields),
            progress=(report,) if report else (),
            source_document=document,
            source_heading="",
            source_edition="",
        )

    def changed(
        self, stored: InitiativeRecord, fields: Fields, cells: Cells, document: str
    ) -> InitiativeRecord:
        plain = self._without_report(fields)
        if "schedule" in plain:
            # A line that nobody touched stays all that is stored about it.
            known = {schedule_line(item): item for item in stored.schedule}
            plain["schedule"] = tuple(
                known.get(schedule_line(item), item) for item in plain["schedule"]
            )
        if fields.keys() & set(self._REPORT) and (report := _report(cells)):
            plain["progress"] = _joined(stored.progress, report, cells)
        return super().changed(stored, plain, cells, document)

    def _without_report(self, fields: Fields) -> dict[str, Any]:
        return {name: value for name, value in fields.items() if name not in self._REPORT}


def _report(row: Cells) -> ProgressRecord | None:
    """What a row reports; nothing where nobody has begun or reported anything."""
    status = cells.status(row.get("report_status", ""))
    year = cells.year(row.get("report_year", ""))
    text = row.get("report_text", "")
    if year is None and not text and status in {None, Status.NOT_STARTED}:
        return None
    if year is None or not text:
        missing = [("report_year", year), ("report_text", text)]
        raise Unfinished(ProblemKind.CELL_MISSING, [name for name, value in missing if not value])
    return ProgressRecord(
        year,
        ProgressMark.REPORTED,
        status or guess_status(text),
        text,
        cells.visibility(row.get("report_visibility", "")),
        cells.percent(row.get("report_percent", "")),
        cells.evidence(row.get("report_evidence_url", "")),
    )


def _joined(
    standing: tuple[ProgressRecord, ...], report: ProgressRecord, cells: Cells
) -> tuple[ProgressRecord, ...]:
    """The standing reports with one more.

    It takes the place of the one it corrects: the same words, or what a document or spreadsheet
    reported for that year. What people posted otherwise stands beside it.
    """
    of_year = [known for known in reversed(standing) if known.fiscal_year == report.fiscal_year]
    same = next((known for known in of_year if known.text == report.text), None)
    if same is not None:
        report = _with_what_has_no_column(report, same, cells)
    if any(replace(report, mark=known.mark) == known for known in standing):
        return standing
    corrected = same or next((known for known in of_year if not known.is_posted), None)
    return (*(known for known in standing if known is not corrected), report)


def _with_what_has_no_column(
    report: ProgressRecord, known: ProgressRecord, cells: Cells
) -> ProgressRecord:
    """A sheet that does not ask for percentage or evidence leaves them as they are."""
    return replace(
        report,
        percent=report.percent if "report_percent" in cells else known.percent,
        evidence_url=(
            report.evidence_url if "report_evidence_url" in cells else known.evidence_url
        ),
    )
