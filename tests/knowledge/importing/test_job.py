"""A file on disk becomes entries in the database: read, compared, written as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importing.job import ImportKind, Job, prepare
from knowledge.importing.reading import Problem, ProblemKind
from store import plans
from store.audit import Actor
from store.database import Database
from store.municipalities import departments, ensure, of_workspace
from store.records.changes import Action
from store.records.faq import faqs
from tests.knowledge.importing.test_plan_document import ONE
from tests.small_city import AT, CITY, OTHER_CITY

FILES = {
    ImportKind.PLAN: ("plan.md", ONE),
    ImportKind.PROCEDURES: (
        "procedures.csv",
        "手続名,概要,担当課,窓口での方法,出典,確認日\n転出届,届け出,市民課,窓口へ,見本,2026-05-01\n",
    ),
    ImportKind.INITIATIVES: (
        "initiatives.csv",
        "取組名,担当課,状態,進捗の年度,進捗\n書かない窓口,市民課,進行中,令和8年度,試行を始めた\n",
    ),
    ImportKind.INDICATORS: (
        "indicators.csv",
        "指標名,単位,目標値,目標の年度\nオンライン申請の割合,%,８０％,R11\n",
    ),
    ImportKind.GLOSSARY: ("glossary.csv", "用語,説明\n書かない窓口,話すだけで済む窓口です。\n"),
    ImportKind.FAQ: ("faq.csv", "質問,回答,出典\n何時までですか,5時です,見本\n"),
    ImportKind.WORDINGS: ("wordings.csv", "種類,題名,言い方\n手続,転出届,市を出る\n"),
    ImportKind.READINGS: ("readings.csv", "言葉,読み方\n潮見町,しおみちょう\n"),
    ImportKind.TRANSLATIONS: ("en.csv", "手続名,言語,題名\n転出届,en,Moving out\n"),
    ImportKind.LEXICON: ("lexicon.csv", "言葉,同じ意味の言葉\nみなとバス,市内循環バス、路線バス\n"),
    ImportKind.LIFE_EVENTS: ("life_events.csv", "手順名,ライフイベント\n自治会への加入,引っ越し\n"),
    ImportKind.DEPARTMENTS: ("departments.csv", "課名,電話\n市民課,0000-00-0001\n"),
    ImportKind.PEOPLE: (
        "people.csv",
        "slack_team_id,slack_user_id,name,department,role\n"
        "T0UMIBE,U0MIDORI,潮 みどり,市民課,課長\n",
    ),
}


def job(folder: Path, kind: ImportKind, content: str = "") -> Job:
    name, usual = FILES[kind]
    file = folder / name
    file.write_text(content or usual, encoding="utf-8")
    return prepare(kind, file, Actor("command line", "CLI"))


def run(database: Database, work: Job, municipality: str = CITY) -> list[Action]:
    with database.writing() as session:
        ensure(session, municipality)
        changes = work.compare(session, municipality).changes
        assert work.write(session, municipality, changes, at=AT) == []
    return [change.action for change in changes]


@pytest.mark.parametrize("kind", list(ImportKind))
def test_a_file_of_any_kind_is_written_once(
    database: Database, tmp_path: Path, kind: ImportKind
) -> None:
    if kind in (ImportKind.WORDINGS, ImportKind.TRANSLATIONS):
        run(database, job(tmp_path, ImportKind.PROCEDURES))
    brought = run(database, job(tmp_path, kind))
    # A plan brings its edition besides its initiative.
    assert brought == [Action.ADDED] * (2 if kind is ImportKind.PLAN else 1)
    assert run(database, job(tmp_path, kind)) == []


def test_a_plan_of_the_same_words_in_another_layout_changes_nothing(
    database: Database, tmp_path: Path
) -> None:
    run(database, job(tmp_path, ImportKind.PLAN))
    other = ONE.replace("## 現状\n\n", "現状：").replace("\t2026\t2027", "\tR8\tR9")
    assert run(database, job(tmp_path, ImportKind.PLAN, other)) == []


def test_the_next_edition_of_a_plan_is_compared_with_the_last(
    database: Database, tmp_path: Path
) -> None:
    run(database, job(tmp_path, ImportKind.PLAN))
    next_edition = ONE.replace("第2版", "第3版").replace("待つ時間", "書く時間")
    changes = run(database, job(tmp_path, ImportKind.PLAN, next_edition))
    assert changes == [Action.CHANGED, Action.ADDED]
    with database.reading() as session:
        (row,) = plans.initiatives(session, CITY)
        assert (row.purpose, row.source_edition) == ("書く時間を減らす", "第3版")


def test_lines_of_a_plan_that_were_not_understood_are_told(tmp_path: Path) -> None:
    work = job(tmp_path, ImportKind.PLAN, "前書き\n\n" + ONE)
    assert [left.line for left in work.not_understood] == [1]


def test_a_workspace_of_another_municipality_is_a_problem_that_is_named(
    database: Database, tmp_path: Path
) -> None:
    people = job(tmp_path, ImportKind.PEOPLE)
    run(database, people)
    with database.writing() as session:
        ensure(session, OTHER_CITY)
        found = people.write(
            session, OTHER_CITY, people.compare(session, OTHER_CITY).changes, at=AT
        )
    assert found == [Problem(ProblemKind.WORKSPACE_TAKEN, value="T0UMIBE")]
    with database.reading() as session:
        assert of_workspace(session, "T0UMIBE") == CITY


def test_every_written_change_is_counted(database: Database, tmp_path: Path) -> None:
    work = job(tmp_path, ImportKind.FAQ, "質問,回答,出典\na,1,見本\nb,2,見本\nc,3,見本\n")
    written: list[int] = []
    with database.writing() as session:
        ensure(session, CITY)
        changes = work.compare(session, CITY).changes
        work.write(session, CITY, changes, at=AT, on_written=written.append)
    assert sum(written) == 3


def test_looking_first_writes_nothing(database: Database, tmp_path: Path) -> None:
    with database.writing() as session:
        ensure(session, CITY)
        assert len(job(tmp_path, ImportKind.FAQ).compare(session, CITY).changes) == 1
    with database.reading() as session:
        assert faqs(session, CITY) == []
        assert departments(session, CITY) == []
