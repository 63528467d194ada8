"""Which columns the spreadsheets of each kind have, and how a row becomes a record."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from knowledge.importing import cells
from knowledge.importing.reading import Reading
from knowledge.importing.spreadsheet import Column, read_rows
from store.records.counter import FaqRecord, ProcedureRecord
from store.records.people import DepartmentRecord, PersonRecord

R = TypeVar("R")

PROCEDURE_COLUMNS = (
    Column("手続名", "title", is_required=True),
    Column("区分", "group"),
    Column("概要", "summary", is_required=True),
    Column("対象者", "who"),
    Column("必要なもの", "what_to_bring", cells.items),
    Column("手数料", "fee"),
    Column("期限", "deadline"),
    Column("担当課", "department", is_required=True),
    Column("場所", "place"),
    Column("オンラインサービス", "online_service"),
    Column("リンク", "online_url", cells.link),
    Column("窓口での方法", "offline_way", is_required=True),
    Column("キーワード", "keywords", cells.items),
    Column("言い方", "wordings", cells.wordings),
    Column("ライフイベント", "life_events", cells.items),
    Column("関連取組", "related_initiative"),
    Column("出典", "source", is_required=True),
    Column("確認日", "verified_on", cells.day, is_required=True),
    Column("備考", "note"),
    Column("公開", "visibility", cells.visibility),
)

FAQ_COLUMNS = (
    Column("質問", "question", is_required=True),
    Column("回答", "answer", is_required=True),
    Column("担当課", "department"),
    Column("キーワード", "keywords", cells.items),
    Column("言い方", "wordings", cells.wordings),
    Column("窓口での方法", "offline_way"),
    Column("関連手続", "related_procedures", cells.items),
    Column("出典", "source", is_required=True),
    Column("確認日", "verified_on", cells.day),
    Column("公開", "visibility", cells.visibility),
)

DEPARTMENT_COLUMNS = (
    Column("課名", "name", is_required=True),
    Column("電話", "telephone"),
    Column("受付時間", "hours"),
    Column("場所", "place"),
    Column("受け持ち", "handles", cells.items),
    Column("総合案内", "is_general_desk", cells.yes),
)

PEOPLE_COLUMNS = (
    Column("slack_team_id", "slack_team_id", cells.slack_id, is_required=True),
    Column("slack_user_id", "slack_user_id", cells.slack_id, is_required=True),
    Column("name", "name", is_required=True),
    Column("department", "department", is_required=True),
    Column("role", "role", cells.role, is_required=True),
)


def read_procedures(path: Path) -> Reading[ProcedureRecord]:
    """Procedures (手続) of a CSV or XLSX file."""
    make = partial(_make, ProcedureRecord, path)
    return read_rows(path, PROCEDURE_COLUMNS, make)


def read_faq(path: Path) -> Reading[FaqRecord]:
    """FAQ (よくある質問) of a CSV or XLSX file."""
    return read_rows(path, FAQ_COLUMNS, partial(_make, FaqRecord, path))


def read_departments(path: Path) -> Reading[DepartmentRecord]:
    """Departments (担当課) of a CSV or XLSX file."""
    return read_rows(path, DEPARTMENT_COLUMNS, partial(_make, DepartmentRecord, path))


def read_people(path: Path) -> Reading[PersonRecord]:
    """People (Slack users) of a CSV or XLSX file."""
    return read_rows(path, PEOPLE_COLUMNS, partial(_make, PersonRecord, path))


def _make(record: Callable[..., R], path: Path, fields: dict[str, object]) -> R:
    return record(**fields, source_document=path.name)
