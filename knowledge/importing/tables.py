"""Which columns the spreadsheets of each kind have, and where their rows belong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from knowledge.entries.names import named_entries
from knowledge.importing import cells
from knowledge.importing.columns import Column
from knowledge.importing.layouts import (
    DepartmentLayout,
    InitiativeLayout,
    Layout,
    PartLayout,
    ProcedureLayout,
)
from knowledge.importing.life_event_rows import unknown_answers
from knowledge.importing.reading import Problem
from knowledge.importing.schedule_lines import SCHEDULE
from knowledge.importing.spreadsheet import Row
from knowledge.importing.translation_rows import unknown_procedures
from knowledge.importing.wording_rows import unknown_entries
from store.audit import Actor
from store.records.changes import NumberedShelf
from store.records.faq import FaqRecord, FaqShelf
from store.records.initiatives import InitiativeRecord
from store.records.lexicon import LexiconRecord, LexiconShelf
from store.records.life_events import LifeEventStepRecord, LifeEventStepShelf
from store.records.people import DepartmentRecord, DepartmentShelf, PersonRecord, PersonShelf
from store.records.plan_identity import PlanName
from store.records.plan_parts import IndicatorRecord, PartShelf, TermRecord
from store.records.procedures import ProcedureRecord, ProcedureShelf
from store.records.readings import ReadingRecord, ReadingShelf
from store.records.reports import ReportShelf
from store.records.translations import TranslationRecord, TranslationShelf
from store.records.wordings import WordingRecord, WordingShelf


class SheetKind(StrEnum):
    """What the rows of a spreadsheet are."""

    INITIATIVES = "initiatives"
    PROCEDURES = "procedures"
    FAQ = "faq"
    WORDINGS = "wordings"
    INDICATORS = "indicators"
    PEOPLE = "people"
    GLOSSARY = "glossary"
    DEPARTMENTS = "departments"
    LEXICON = "lexicon"
    LIFE_EVENTS = "life_events"
    READINGS = "readings"
    TRANSLATIONS = "translations"


_PUBLIC = Column("公開", "visibility", cells.VISIBILITY, width=8)
_STATED_PUBLIC = Column("公開", "visibility", cells.STATED_VISIBILITY, width=8)

INITIATIVES = InitiativeLayout(
    InitiativeRecord,
    (
        Column("取組名", "title", is_required=True, width=32),
        Column("担当課", "departments", cells.ITEMS, is_required=True),
        Column("テーマ", "theme", cells.PATH, width=28),
        Column("取組の方向性", "direction", width=40),
        Column("目的", "purpose", width=40),
        Column("現状", "current_state", width=40),
        Column("理想", "ideal_state", width=40),
        Column("スケジュール", "schedule", SCHEDULE, width=40),
        Column("状態", "report_status", cells.STATUS, width=10),
        Column("進捗の年度", "report_year", cells.YEAR, width=12),
        Column("進捗", "report_text", width=40),
        Column("進捗率", "report_percent", cells.PERCENT, width=10),
        Column("進捗の根拠", "report_evidence_url", cells.EVIDENCE, width=28),
        Column("進捗の公開", "report_visibility", cells.VISIBILITY, width=12),
        Column("備考", "note", width=28),
        _STATED_PUBLIC,
    ),
    name=("title",),
    keeps_source=True,
)

PROCEDURES = ProcedureLayout(
    ProcedureRecord,
    (
        Column("手続名", "title", is_required=True, width=32),
        Column("区分", "group"),
        Column("概要", "summary", width=40),
        Column("対象者", "who", width=28),
        Column("必要なもの", "what_to_bring", cells.ITEMS, width=28),
        Column("手数料", "fee", width=12),
        Column("期限", "deadline"),
        Column("担当課", "department"),
        Column("場所", "place"),
        Column("受付時間", "hours", width=28),
        Column("オンラインサービス", "online_service", width=22),
        Column("リンク", "online_url", cells.LINK, width=24),
        Column("案内のページ", "page_url", cells.LINK, width=24),
        Column("窓口での方法", "offline_way", width=40),
        Column("キーワード", "keywords", cells.ITEMS, width=28),
        Column("言い方", "wordings", cells.WORDINGS, width=40),
        Column("ライフイベント", "life_events", cells.ITEMS),
        Column("関連取組", "related_initiative"),
        Column("出典", "source"),
        Column("確認日", "verified_on", cells.DAY, width=12),
        Column("備考", "note", width=28),
        _PUBLIC,
    ),
    name=("title",),
)

FAQ = Layout(
    FaqRecord,
    (
        Column("質問", "question", is_required=True, width=36),
        Column("回答", "answer", is_required=True, width=50),
        Column("担当課", "department"),
        Column("キーワード", "keywords", cells.ITEMS, width=28),
        Column("言い方", "wordings", cells.WORDINGS, width=40),
        Column("窓口での方法", "offline_way", width=40),
        Column("関連手続", "related_procedures", cells.ITEMS, width=28),
        Column("出典", "source", is_required=True),
        Column("確認日", "verified_on", cells.DAY, width=12),
        _PUBLIC,
    ),
    name=("question",),
)

WORDINGS = Layout(
    WordingRecord,
    (
        Column("種類", "kind", cells.KIND, is_required=True),
        Column("題名", "title", is_required=True, width=36),
        Column("言い方", "wording", cells.WORDING, is_required=True, width=50),
    ),
    name=("kind", "title", "wording"),
)

INDICATORS = PartLayout(
    IndicatorRecord,
    (
        Column("指標名", "title", is_required=True, width=36),
        Column("単位", "unit", width=8),
        Column("現状値", "baseline", cells.NUMBER, width=10),
        Column("現状の年度", "baseline_year", cells.YEAR, width=12),
        Column("目標値", "target", cells.NUMBER, width=10),
        Column("目標の年度", "target_year", cells.YEAR, width=12),
        Column("担当課", "department"),
        _STATED_PUBLIC,
    ),
    name=("title",),
    keeps_source=True,
)

GLOSSARY = PartLayout(
    TermRecord,
    (
        Column("用語", "title", is_required=True, width=24),
        Column("説明", "text", is_required=True, width=60),
        _STATED_PUBLIC,
    ),
    name=("title",),
    keeps_source=True,
)

DEPARTMENTS = DepartmentLayout(
    DepartmentRecord,
    (
        Column("課名", "name", is_required=True),
        Column("電話", "telephone"),
        Column("受付時間", "hours", width=28),
        Column("場所", "place", width=24),
        Column("住所", "address", width=32),
        Column("緯度", "latitude", cells.LATITUDE, width=12),
        Column("経度", "longitude", cells.LONGITUDE, width=12),
        Column("受け持ち", "handles", cells.ITEMS, width=40),
        Column("総合案内", "is_general_desk", cells.YES, width=10),
        Column("Slackチャンネル", "slack_channel", cells.SLACK_CHANNEL),
    ),
    name=("name",),
)

PEOPLE = Layout(
    PersonRecord,
    (
        Column("slack_team_id", "slack_team_id", cells.SLACK_ID, is_required=True),
        Column("slack_user_id", "slack_user_id", cells.SLACK_ID, is_required=True),
        Column("name", "name", is_required=True),
        Column("department", "department", is_required=True),
        Column("role", "role", cells.ROLE, is_required=True, width=12),
    ),
    name=("slack_team_id", "slack_user_id"),
)

LEXICON = Layout(
    LexiconRecord,
    (
        Column("言葉", "word", cells.WORD, is_required=True, width=28),
        Column("同じ意味の言葉", "means", cells.MEANINGS, is_required=True, width=50),
    ),
    name=("word",),
)

LIFE_EVENTS = Layout(
    LifeEventStepRecord,
    (
        Column("手順名", "title", is_required=True, width=32),
        Column("ライフイベント", "life_events", cells.LIFE_EVENTS, is_required=True),
        Column("説明", "what", width=50),
        Column("どんなとき", "when", cells.ITEMS, width=28),
        Column("期限", "deadline", cells.COUNTABLE_DEADLINE),
        Column("手続", "procedure", width=28),
        Column("担当課", "department"),
        Column("場所", "place"),
        Column("出典", "source", width=24),
        _PUBLIC,
    ),
    name=("title",),
)

READINGS = Layout(
    ReadingRecord,
    (
        Column("言葉", "word", is_required=True, width=28),
        Column("読み方", "reading", cells.SOUND, is_required=True, width=28),
    ),
    name=("word",),
)

TRANSLATIONS = Layout(
    TranslationRecord,
    (
        Column("手続名", "procedure", is_required=True, width=32),
        Column("言語", "language", cells.LANGUAGE, is_required=True, width=8),
        Column("題名", "title", is_required=True, width=32),
        Column("概要", "summary", width=40),
        Column("対象者", "who", width=28),
        Column("必要なもの", "what_to_bring", cells.ITEMS, width=28),
        Column("手数料", "fee", width=12),
        Column("期限", "deadline"),
        Column("場所", "place"),
        Column("オンラインサービス", "online_service", width=22),
        Column("窓口での方法", "offline_way", width=40),
        Column("備考", "note", width=28),
        Column("キーワード", "keywords", cells.ITEMS, width=28),
        Column("確認日", "verified_on", cells.DAY, width=12),
    ),
    name=("procedure", "language"),
)


@dataclass(frozen=True)
class Table:
    """A kind of spreadsheet: how it is laid out, and the shelf its rows belong on."""

    layout: Layout[Any]
    shelf: Callable[[PlanName, Actor, str], NumberedShelf[Any]]
    """Of a plan, for somebody, for a document."""
    is_of_plan: bool = False
    """Whether its rows belong to one plan of the municipality."""
    check: Callable[[Session, str, Sequence[Any], Sequence[Row]], list[Problem]] = lambda *_: []
    """What is wrong with records that name something else that is stored; told by their rows."""


TABLES: Mapping[SheetKind, Table] = {
    SheetKind.INITIATIVES: Table(INITIATIVES, ReportShelf, is_of_plan=True),
    SheetKind.PROCEDURES: Table(PROCEDURES, lambda *_: ProcedureShelf()),
    SheetKind.FAQ: Table(FAQ, lambda *_: FaqShelf()),
    SheetKind.WORDINGS: Table(
        WORDINGS, lambda *_: WordingShelf(named_entries), check=unknown_entries
    ),
    SheetKind.INDICATORS: Table(
        INDICATORS, lambda plan, *_: PartShelf(IndicatorRecord, plan), is_of_plan=True
    ),
    SheetKind.PEOPLE: Table(PEOPLE, lambda *_: PersonShelf()),
    SheetKind.GLOSSARY: Table(
        GLOSSARY, lambda plan, *_: PartShelf(TermRecord, plan), is_of_plan=True
    ),
    SheetKind.DEPARTMENTS: Table(DEPARTMENTS, lambda *_: DepartmentShelf()),
    SheetKind.LEXICON: Table(LEXICON, lambda *_: LexiconShelf()),
    SheetKind.LIFE_EVENTS: Table(
        LIFE_EVENTS, lambda *_: LifeEventStepShelf(), check=unknown_answers
    ),
    SheetKind.READINGS: Table(READINGS, lambda *_: ReadingShelf()),
    SheetKind.TRANSLATIONS: Table(
        TRANSLATIONS, lambda *_: TranslationShelf(), check=unknown_procedures
    ),
}
