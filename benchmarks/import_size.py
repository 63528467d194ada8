"""How long a plan document of many megabytes takes to come in, and how much memory.

    python benchmarks/import_size.py [--megabytes 10] [--name plan.md]

Writes a made-up plan of many different initiatives and sections into a temporary folder, as the
kind of file that the name says (.md, .docx, .xlsx), and runs `madoguchi import plan … --yes` on a
fresh SQLite database in a process of its own.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import typer

from tests.documents import WRITERS, Block, Bullets, Heading, Table, Text, markdown

PLACES = ("窓口", "学校", "図書館", "公民館", "保育所", "消防署", "港", "森林", "道路", "水道")
THINGS = ("申請", "予約", "台帳", "点検", "相談", "案内", "支払い", "記録", "調査", "連絡")
WAYS = ("電子化", "見直し", "共同利用", "自動化", "公開")
YEARS = ("2026", "2027", "2028", "2029")


def main(megabytes: float = 10, name: str = "plan.md") -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        initiatives = _write(file, int(megabytes * 1_000_000))
        start = time.perf_counter()
        _import(file, Path(folder) / "import.db")
        seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"initiatives\t{initiatives:,}")
    print(f"seconds\t{seconds:.1f}\npeak MB\t{peak:,.0f}")


def _write(file: Path, size: int) -> int:
    """Write a plan of this many bytes of Markdown; returns how many initiatives it has."""
    plan: list[Block] = [Heading(1, "うみべ市デジタル推進計画")]
    written = 0
    for number in count():
        if written >= size:
            WRITERS[file.name](tuple(plan), file)
            return number
        blocks = [*_initiative(number), *_section(number)]
        written += sum(len(markdown(block).encode()) + 2 for block in blocks)
        plan += blocks
    raise AssertionError("count() never ends")


def _initiative(number: int) -> Iterator[Block]:
    place, thing = PLACES[number % 10], THINGS[number // 10 % 10]
    way, area = WAYS[number // 100 % 5], number // 500 + 1
    yield Heading(2, f"第{area}地区の{place}の{thing}の{way}")
    yield Text(f"担当：{place}課、{thing}推進室")
    yield Text(f"目的：{place}の{thing}を{way}し、第{area}地区の人が待たずに済むようにする")
    yield Heading(3, "現状")
    yield Text(
        f"{place}の{thing}は紙で受けていて、年に{number + 100}件を職員が書き写している。" * 3
    )
    yield Heading(3, "理想")
    yield Bullets(tuple(f"{place}で{year}年度に{number}通りの{thing}が終わる" for year in YEARS))
    plans = tuple((f"{thing}の{way}を{year}年度に{area}か所で進める",) for year in YEARS)
    done = ((f"{place}を{number}回視察した",), (), (), ())
    years = tuple((year,) for year in YEARS)
    yield Table((((), *years), (("スケジュール",), *plans), (("進捗",), *done)))


def _section(number: int) -> Iterator[Block]:
    if number % 10 == 9:
        yield Heading(2, f"{number // 10 + 1}番目の地区の現況")
        yield Text(f"この地区には{number}世帯が住み、{number % 7 + 1}つの集会所がある。" * 8)


def _import(file: Path, database: Path) -> None:
    madoguchi = Path(sys.executable).with_name("madoguchi")
    words = ["import", "plan", str(file), "--municipality", "umibe", "--yes"]
    subprocess.run(  # noqa: S603 - our own command
        [str(madoguchi), *words],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{database}"},
        cwd=file.parent,
        stdout=subprocess.DEVNULL,
        check=True,
    )


if __name__ == "__main__":
    typer.run(main)
