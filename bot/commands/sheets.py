"""`madoguchi template …` and `madoguchi export …`: spreadsheets to fill in, edit and import."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.commands.terminal import (
    MunicipalityOption,
    check_municipality,
    office,
    out,
    settings,
    stop,
)
from handlers import wording
from handlers.sheets.guides import guide
from knowledge.exporting.csv_file import csv_file
from knowledge.exporting.rows import ExportedRow, exported_rows
from knowledge.exporting.workbook import TextTooLong, workbook
from knowledge.exporting.workbook import template as empty_workbook
from knowledge.importing.tables import TABLES, SheetKind, Table
from store.records.plan_identity import PlanName, plan_names

KindArgument = Annotated[SheetKind, typer.Argument(help="表の種類", show_default=False)]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="書き出すファイル", show_default=False)
]
PlanOption = Annotated[str, typer.Option("--plan", help="計画の名前。計画が一つなら要りません")]


def template(kind: KindArgument, output: OutputOption = None) -> None:
    """書き込むためのExcelのひな形を作る。"""
    path = output or Path(f"{kind}.xlsx")
    if path.suffix.lower() != ".xlsx":
        stop("sheet_not_written", reason="template_kind", name=path.name)
    _write(path, empty_workbook(TABLES[kind].layout.columns, guide(kind)))
    out.print(wording.plain("terminal/template_written.j2", name=str(path), kind=kind.value))


def export(
    kind: KindArgument,
    municipality: MunicipalityOption,
    output: OutputOption = None,
    plan: PlanOption = "",
) -> None:
    """今の内容を、直して読み込める表に書き出す（ExcelかCSV）。"""
    path = output or Path(f"{municipality}-{kind}.xlsx")
    if path.suffix.lower() not in {".xlsx", ".csv"}:
        stop("sheet_not_written", reason="export_kind", name=path.name)
    table = TABLES[kind]
    opened = office(settings())
    check_municipality(opened, municipality)
    with opened.database.reading() as session:
        chosen = _plan(session, municipality, table, plan)
        rows = exported_rows(session, municipality, table, chosen)
    _write(path, _content(path, kind, rows))
    out.print(
        wording.plain(
            "terminal/export_written.j2",
            name=str(path),
            kind=kind.value,
            count=len(rows),
            municipality=municipality,
        )
    )


def _plan(session: Session, municipality: str, table: Table, title: str) -> PlanName:
    """The plan that was named, or the only one."""
    plans = plan_names(session, municipality)
    named = [plan for plan in plans if plan.title == title] if title else plans
    if not table.is_of_plan or len(named) == 1:
        return named[0] if named else PlanName("")
    titles = [plan.title for plan in plans]
    stop("sheet_not_written", reason="which_plan", name=title, plans=titles)


def _content(path: Path, kind: SheetKind, rows: list[ExportedRow]) -> bytes:
    columns = TABLES[kind].layout.columns
    if path.suffix.lower() == ".csv":
        return csv_file(columns, rows)
    try:
        return workbook(columns, rows, guide(kind))
    except TextTooLong as error:
        stop(
            "sheet_not_written",
            reason="text_too_long",
            name=path.name,
            number=error.number,
            heading=error.heading,
        )


def _write(path: Path, content: bytes) -> None:
    """Write a new file; one that is there already may hold what somebody filled in."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        stop("sheet_not_written", reason="exists", name=path.name)
    except OSError:
        stop("sheet_not_written", reason="no_place", name=str(path))
