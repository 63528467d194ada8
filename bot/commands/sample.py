"""`madoguchi sample`: load the made-up city 見本市."""

from __future__ import annotations

from importlib.resources import as_file, files

from bot.commands.bringing import write
from bot.commands.terminal import office, out, settings, stop
from bot.settings import SAMPLE_MUNICIPALITY
from handlers import wording
from handlers.office import Office
from knowledge.importing.job import ImportKind, prepare
from store.audit import Actor

SAMPLE_NAME = "見本市"
_FILES = {
    ImportKind.DEPARTMENTS: "departments.csv",
    ImportKind.PLAN: "plan.md",
    ImportKind.PROCEDURES: "procedures.csv",
    ImportKind.TRANSLATIONS: "procedures_en.csv",
    ImportKind.FAQ: "faq.csv",
    ImportKind.PEOPLE: "people.csv",
}


def sample() -> None:
    """見本市（架空の市）のデータを読み込む。何度実行しても同じです。"""
    opened = office(settings())
    out.print(wording.plain("terminal/sample_loaded.j2", counts=load(opened)))


def load(opened: Office) -> dict[str, int]:
    """Load every packaged file; returns how many entries each has."""
    counts = {}
    for kind, name in _FILES.items():
        with as_file(files("bot.sample") / name) as path:
            job = prepare(kind, path, Actor("sample", "CLI"))
        problems = [*job.problems] or write(opened, job, SAMPLE_MUNICIPALITY, SAMPLE_NAME)
        if problems:
            stop("import_problems", document=name, problems=problems)
        counts[kind.value] = job.found.get("initiative", job.count)
    return counts
