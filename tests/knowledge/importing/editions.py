"""A made-up plan in several editions, and a city that imports them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from knowledge.importing.comparison import Comparison
from knowledge.importing.job import ImportKind, prepare
from knowledge.importing.plan_job import PlanJob
from knowledge.importing.renames import Rename
from store.database import Database
from store.municipalities import ensure
from store.tables import Visibility
from tests.small_city import AT, CITY, WRITER

WINDOW = "窓口で名前や住所を何度も書く手間を減らし、待つ時間を短くするため、職員が聞き取って作る。"
SIGNING = "紙の決裁を電子に改め、庁舎の外からも起案と決裁ができるようにし、文書を探す時間を減らす。"
ROADS = "道路台帳と都市計画図を地図の上で公開し、窓口に来なくても調べられるようにする。"


def initiative(title: str, purpose: str) -> str:
    return (
        f"## {title}\n\n担当：市民課\n\n目的：{purpose}\n\n## 現状\n\n紙で行っている\n\n"
        "## 理想\n\nどこからでもできる\n\n\t2026\t2027\nスケジュール\t試す\t始める\n\n"
    )


def plan(*initiatives: str, edition: str = "第1.0版", title: str = "うみべ市DX計画") -> str:
    return f"# {title}（{edition}）\n\n" + "".join(initiatives)


def job(
    folder: Path,
    text: str,
    name: str = "plan.md",
    *,
    plan_title: str = "",
    visibility: Mapping[str, Visibility] | None = None,
) -> PlanJob:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    read = prepare(
        ImportKind.PLAN, file, WRITER, plan_title=plan_title, visibility=visibility or {}
    )
    assert isinstance(read, PlanJob)
    assert read.problems == ()
    return read


def run(database: Database, work: PlanJob, agreed: Sequence[Rename] = ()) -> Comparison:
    """Import as the command does; returns what that changed."""
    with database.writing() as session:
        ensure(session, CITY)
        comparison = work.confirm(agreed).compare(session, CITY)
        assert work.write(session, CITY, comparison.changes, at=AT) == []
    return comparison
