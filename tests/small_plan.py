"""うみべ市DX計画: a made-up plan with a few parts of every kind, for a look and for observing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from store.database import Database
from store.records.initiative_shelf import InitiativeShelf
from store.records.initiatives import ProgressRecord, ScheduleRecord
from store.records.plan_identity import PlanName
from store.records.plan_parts import (
    EditionRecord,
    IndicatorRecord,
    ItemRecord,
    MaturityRecord,
    MeetingRecord,
    P,
    PartShelf,
    SectionRecord,
    TermRecord,
    ThemeRecord,
)
from store.records.procedures import ListedProcedureRecord, ListedProcedureShelf
from store.tables import CadenceUnit, ItemKind, ProgressMark, Status
from tests.small_city import PLAN, PROCEDURES, WRITER, bring, initiative, procedure

NAME = PlanName(PLAN, date(2024, 4, 1), date(2029, 3, 31))
DOCUMENT = "plan.md"
LIFE, WORK = "暮らしの改革", "仕事の改革"

EDITIONS = (
    EditionRecord(key="1", source_document="", title="第1版", issued_on="2024-03-29", text="策定"),
    EditionRecord(key="2", source_document="", title="第1.1版", issued_on="2025-09", text="見直し"),
)
THEMES = (
    ThemeRecord(key="life", source_document="", title=LIFE, text="市民のための改革"),
    ThemeRecord(key="desk", source_document="", title="窓口", path=(LIFE,)),
    ThemeRecord(key="news", source_document="", title="お知らせ", path=(LIFE,)),
    ThemeRecord(key="work", source_document="", title=WORK),
    ThemeRecord(key="paper", source_document="", title="紙を減らす", path=(WORK,)),
)
INITIATIVES = (
    initiative(
        "書かない窓口",
        theme=(LIFE, "窓口"),
        departments=("市民課", "政策企画課"),
        schedule=(ScheduleRecord("試行", 2024, 2025), ScheduleRecord("広げる", 2026, 2026)),
        progress=(ProgressRecord(2025, ProgressMark.REPORTED, Status.IN_PROGRESS, "試行した"),),
    ),
    initiative(
        "オンライン申請（アプリの活用）",
        schedule=(ScheduleRecord("準備", 2025, 2025, None, 1, 2),),
    ),
    initiative("電子決裁、文書管理", departments=("全課",)),
    initiative("海辺の見守り", departments=("環境課",)),
)
INDICATORS = (
    IndicatorRecord(
        key="online",
        source_document="",
        title="オンライン申請の割合",
        unit="%",
        baseline=20.0,
        baseline_year=2023,
        target=60.0,
        target_year=2028,
        department="政策企画課",
    ),
    IndicatorRecord(key="visits", source_document="", title="窓口の来庁者数", unit="人"),
)
LEVELS = tuple(
    MaturityRecord(
        key=f"{category}-{level}",
        source_document="",
        category=category,
        level=level,
        text=text,
        target_year=2028 if level == 3 else None,
    )
    for category in ("行政手続", "働き方")
    for level, text in enumerate(("紙が中心", "一部がデジタル", "すべてデジタル"), start=1)
)
MEETINGS = (
    MeetingRecord(
        key="hq",
        source_document="",
        title="DX推進本部",
        purpose="方針を決める",
        members=("市長", "副市長"),
        cadence="年2回",
        times=2,
        every=1,
        unit=CadenceUnit.YEAR,
    ),
)
SECTIONS = (
    SectionRecord(
        key="1", source_document="", title="計画の位置付け", path=("はじめに",), text="位置付け。"
    ),
)
TERMS = (TermRecord(key="bpr", source_document="", title="BPR", mark="1", text="やり方の見直し"),)
PROCEDURE_LIST = (
    ListedProcedureRecord("転出届", "引っ越し", ""),
    ListedProcedureRecord("児童手当の申請", "子育て", ""),
    ListedProcedureRecord("保育所の申込", "子育て", ""),
)


def item(kind: ItemKind, title: str, group: str = "", path: tuple[str, ...] = ()) -> ItemRecord:
    facts = (("担当", "政策企画課"),)
    key = f"{kind}/{group}/{title}"
    return ItemRecord(
        key=key, source_document="", kind=kind, title=title, group=group, path=path, facts=facts
    )


ITEMS = (
    item(ItemKind.MEASURE, "オンライン申請", path=(LIFE, "窓口")),
    item(ItemKind.MEASURE, "電子決裁", path=(WORK, "紙を減らす")),
    item(ItemKind.MEASURE, "電子決済", path=(LIFE, "窓口")),
    item(ItemKind.STEP, "課題を見つける"),
    item(ItemKind.PRIORITY, "手続のオンライン化"),
    item(ItemKind.BODY, "うみべワーキンググループ"),
    item(ItemKind.SYSTEM, "住民記録", "基幹系"),
    item(ItemKind.SYSTEM, "固定資産税", "基幹系"),
    item(ItemKind.SYSTEM, "財務会計", "内部系"),
    item(ItemKind.REFERENCE, "デジタル手続法"),
)


def bring_parts(database: Database, record: type[P], records: Sequence[P]) -> None:
    """Import parts of one kind as if the plan document had them."""
    bring(database, PartShelf(record, NAME), records, document=DOCUMENT)


def found_small_plan(database: Database) -> None:
    """The whole plan, and a procedure that the counter knows without the plan's list."""
    bring(database, InitiativeShelf(NAME, WRITER), INITIATIVES, document=DOCUMENT)
    bring_parts(database, EditionRecord, EDITIONS)
    bring_parts(database, ThemeRecord, THEMES)
    bring_parts(database, IndicatorRecord, INDICATORS)
    bring_parts(database, MaturityRecord, LEVELS)
    bring_parts(database, MeetingRecord, MEETINGS)
    bring_parts(database, SectionRecord, SECTIONS)
    bring_parts(database, TermRecord, TERMS)
    bring_parts(database, ItemRecord, ITEMS)
    bring(database, PROCEDURES, [procedure("粗大ごみの申込")])
    bring(database, ListedProcedureShelf(), PROCEDURE_LIST, document=DOCUMENT)
