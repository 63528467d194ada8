"""What a clerk writes into the sheet of life events is checked before anything is stored."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.importing.job import ImportKind, prepare
from knowledge.importing.reading import Problem, ProblemKind, Refused
from store.audit import Actor
from store.database import Database
from store.municipalities import ensure
from store.records.life_events import own_steps
from tests.small_city import AT, CITY

HEADING = "手順名,ライフイベント,どんなとき,期限\n"


def bring(database: Database, folder: Path, row: str) -> None:
    file = folder / "life_events.csv"
    file.write_text(HEADING + row, encoding="utf-8")
    work = prepare(ImportKind.LIFE_EVENTS, file, Actor("command line", "CLI"))
    with database.writing() as session:
        ensure(session, CITY)
        work.write(session, CITY, work.compare(session, CITY).changes, at=AT)


def test_a_step_is_stored_with_its_deadline_in_one_way_of_writing(
    database: Database, tmp_path: Path
) -> None:
    bring(database, tmp_path, "自治会への加入,引っ越し、結婚,市内で引っ越す,３ヶ月以内\n")
    with database.reading() as session:
        (step,) = own_steps(session, CITY)
    assert (step.title, step.life_events) == ("自治会への加入", ["引っ越し", "結婚"])
    assert (step.when, step.deadline) == (["市内で引っ越す"], "3か月以内")


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (
            "加入,転職,,\n",
            Problem(ProblemKind.NOT_A_LIFE_EVENT, 2, "ライフイベント", "転職"),
        ),
        (
            "加入,引っ越し,,そのうち\n",
            Problem(ProblemKind.NOT_A_DEADLINE, 2, "期限", "そのうち"),
        ),
        (
            "加入,引っ越し,はじめての子,\n",
            Problem(ProblemKind.NOT_AN_ANSWER, 2, value="はじめての子"),
        ),
    ],
)
def test_what_nobody_could_be_shown_is_refused_with_its_line(
    database: Database, tmp_path: Path, row: str, problem: Problem
) -> None:
    with pytest.raises(Refused) as refused:
        bring(database, tmp_path, row)
    assert refused.value.problems == (problem,)
