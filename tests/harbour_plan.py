"""うみべ市's plan with a part of every kind, as a document would bring it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from store.database import Database
from store.observations import observe_indicator, observe_maturity
from store.plan_parts import indicators, parts
from store.records.initiatives import ScheduleRecord
from store.records.plan_identity import PlanName
from store.records.plan_parts import (
    EditionRecord,
    IndicatorRecord,
    ItemRecord,
    MaturityRecord,
    MeetingRecord,
    PartRecord,
    PartShelf,
    SectionRecord,
    TermRecord,
    ThemeRecord,
)
from store.records.procedures import ListedProcedureRecord, ListedProcedureShelf
from store.tables import ItemKind, MaturityLevel
from tests.small_city import AT, CITY, INITIATIVES, PLAN, WRITER, bring, initiative

DOCUMENT = "plan.md"


def section(title: str, text: str, *, path: tuple[str, ...] = (), **fields: Any) -> SectionRecord:
    key = fields.pop("key", title)
    return SectionRecord(title=title, text=text, path=path, **part(key, title, **fields))


def item(kind: ItemKind, title: str, *, group: str = "", **fields: Any) -> ItemRecord:
    own = {name: fields.pop(name) for name in ("path", "facts") if name in fields}
    key = f"{kind}/{group}/{title}/{own.get('path')}"
    return ItemRecord(kind=kind, title=title, group=group, **own, **part(key, group, **fields))


def part(key: str, heading: str, **fields: Any) -> dict[str, Any]:
    """What every part says of its source."""
    said = {"source_document": DOCUMENT, "source_heading": heading, "source_edition": "第1版"}
    return {"key": key, **said, **fields}


def bring_parts(
    database: Database,
    records: Sequence[PartRecord],
    *,
    document: str = DOCUMENT,
    municipality: str = CITY,
    plan: str = PLAN,
) -> None:
    """Import parts of every kind as if one document had them."""
    for kind in dict.fromkeys(type(one) for one in records):
        of_kind = [one for one in records if type(one) is kind]
        shelf = PartShelf(kind, PlanName(plan))
        bring(database, shelf, of_kind, document=document, municipality=municipality)


THEMES = (
    ThemeRecord(title="暮らし", text="市民の毎日に関わる分野です。", **part("t1", "暮らし")),
    ThemeRecord(title="海と港", path=("暮らし",), text="", **part("t2", "海と港")),
)
PARTS: tuple[PartRecord, ...] = (
    EditionRecord(title="第1.0版", issued_on="2024-03", text="初版", **part("e1", "改訂履歴")),
    EditionRecord(
        title="第1.1版", issued_on="2024-09-30", text="灯台の節を加えた。", **part("e2", "改訂履歴")
    ),
    section("1. 計画の趣旨", "漁業のまちとして、海の情報を皆で使えるようにします。"),
    section("2. 会議の持ち方", "会議は次のとおり開きます。"),
    section("3. はじめから終わりまで", "朝の潮を測る。" * 300),
    *THEMES,
    TermRecord(title="潮位データ", text="海面の高さを測った値。", **part("n1", "用語", mark="1")),
    TermRecord(title="潮位データ", text="海面の高さを測った値。", **part("n2", "用語", mark="7")),
    MeetingRecord(
        title="灯台会議",
        purpose="方針を決める",
        members=("市長", "各部長"),
        cadence="1回/2週",
        **part("m1", "2. 会議の持ち方"),
    ),
    IndicatorRecord(
        title="オンラインで出せる届出の数",
        unit="件",
        baseline=9,
        baseline_year=2023,
        target=1200,
        target_year=2029,
        department="市民課",
        **part("k1", "目標"),
    ),
    *(
        MaturityRecord(
            category="港の電子化",
            level=level,
            text=text,
            target_year=2027 if level == 2 else None,
            **part(f"l{level}", "電子化の段階"),
        )
        for level, text in ((1, "紙の海図を使う"), (2, "海図を画面で見る"))
    ),
    item(
        ItemKind.BODY,
        "電子化本部",
        group="推進体制",
        facts=(("役割", "計画を進める"), ("構成員", "市長、副市長")),
    ),
    item(
        ItemKind.PRIORITY,
        "港の手続の一本化",
        group="国の重点",
        facts=(("期限", "2027年度末"), ("", "入港の届出を一度で済むようにする")),
    ),
    item(
        ItemKind.CASE,
        "漁船の登録",
        group="これまでの例",
        facts=(("いつから", "2024年4月"), ("", "写真を送ると登録できるようにした")),
    ),
    item(ItemKind.MEASURE, "電子海図", group="海の改革", path=("海の改革", "航路の安全")),
    item(ItemKind.MEASURE, "魚群の予報", group="海の改革", path=("海の改革", "漁の手助け")),
    item(ItemKind.STEP, "STEP 1", group="進め方", facts=(("", "困りごとを書き出す"),)),
    item(ItemKind.STEP, "STEP 2", group="進め方", facts=(("", "直し方を試す"),)),
    item(ItemKind.RULE, "立会い", group="古い決まり", facts=(("内容", "港で会うことを求める"),)),
    item(ItemKind.SYSTEM, "船籍管理", group="入れ替える仕組み"),
    item(ItemKind.SYSTEM, "水門管理", group="入れ替える仕組み"),
    item(ItemKind.ARTICLE, "第1条 海から考える", group="三つの心得"),
    item(ItemKind.FIGURE, "波止場の数", group="港の調べ", facts=(("", "12か所"),)),
    item(ItemKind.EVALUATION, "毎年の見直し", group="評価", facts=(("時期", "毎年3月"),)),
    item(
        ItemKind.REFERENCE,
        "港湾電子化法（令和4年法律第999号）",
        group="根拠",
        path=("1. 計画の趣旨",),
    ),
    item(
        ItemKind.REFERENCE,
        "港湾電子化法（令和4年法律第999号）",
        group="根拠",
        path=("暮らし", "書かない窓口"),
    ),
)
SCHEDULE = (
    ScheduleRecord("試しに使う", 2023, 2024, first_half=1, last_half=2),
    ScheduleRecord("広げる", 2025, 2026),
)


def found_harbour_plan(database: Database) -> None:
    """An initiative under a theme, a part of every kind, what was observed, and a listed
    procedure."""
    bring(
        database,
        INITIATIVES,
        [
            initiative(
                direction="一度だけ書けば済むようにする",
                theme=("暮らし",),
                schedule=SCHEDULE,
            )
        ],
        document=DOCUMENT,
    )
    bring_parts(database, PARTS)
    bring(
        database,
        ListedProcedureShelf(),
        [ListedProcedureRecord("遊漁船の届出", "漁の手続", "", source=PLAN)],
        document=DOCUMENT,
    )
    observe(database, value=100, on=date(2024, 3, 31))
    observe(database, value=250, on=date(2025, 3, 31))


def observe(database: Database, *, value: float, on: date) -> None:
    """Note a value of the plan's indicator."""
    with database.writing() as session:
        (indicator,) = indicators(session, CITY)
        observe_indicator(
            session,
            indicator,
            value=value,
            observed_on=on,
            source="市民課の集計",
            at=AT,
            actor=WRITER,
        )


def find_level(database: Database, category: str, level: int, *, source: str) -> None:
    """Note at which level a category of digital maturity was found."""
    with database.writing() as session:
        rows = parts(session, CITY, MaturityLevel)
        (reached,) = (row for row in rows if (row.category, row.level) == (category, level))
        day = date(2026, 4, 1)
        observe_maturity(session, reached, observed_on=day, source=source, at=AT, actor=WRITER)
