"""The next edition of a plan takes the place of the last, and progress stays where it belongs."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from knowledge.importing.plan_job import PlanJob, plan_job
from knowledge.importing.plan_reading import PlanReading
from knowledge.importing.reading import Problem, ProblemKind, Refused
from store import audit, plans
from store.database import Database
from store.observations import observe_indicator
from store.plan_parts import indicators
from store.plans import standing_progress
from store.records.changes import Action
from store.records.plan_identity import PlanName
from store.records.plan_parts import IndicatorRecord
from store.tables import AuditEntry, Initiative, Plan
from tests.knowledge.importing.editions import ROADS, SIGNING, WINDOW, initiative, job, plan, run
from tests.small_city import AT, CITY, PEOPLE, STAFF, WRITER, bring, post

FIRST = plan(initiative("書かない窓口", WINDOW), initiative("電子決裁", SIGNING))


@pytest.fixture
def city(database: Database, tmp_path: Path) -> Database:
    """A city that has imported edition 1.0 and posted progress on its first initiative."""
    run(database, job(tmp_path, FIRST, "計画1.0.md"))
    bring(database, PEOPLE, STAFF)
    with database.writing() as session:
        post(session, "窓口で試した")
    return database


def titles(database: Database) -> list[str]:
    with database.reading() as session:
        return list(plans.titles(session, CITY).values())


def progress(database: Database, title: str) -> list[str]:
    with database.reading() as session:
        row = session.scalars(select(Initiative).where(Initiative.title == title)).one()
        return [entry.text for entry in standing_progress(row)]


def plan_titles(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(Plan.title).order_by(Plan.id)))


def test_an_initiative_under_another_title_keeps_its_progress(
    city: Database, tmp_path: Path
) -> None:
    second = plan(
        initiative("書かない窓口の推進", WINDOW), initiative("電子決裁", SIGNING), edition="第1.1版"
    )
    comparison = run(city, job(tmp_path, second, "計画1.1.md"))
    (renamed,) = [change for change in comparison.changes if change.before_key]
    assert (renamed.before_key, renamed.key) == ("書かない窓口", "書かない窓口の推進")
    assert titles(city) == ["書かない窓口の推進", "電子決裁"]
    assert progress(city, "書かない窓口の推進") == ["窓口で試した"]


def test_the_audit_trail_knows_the_old_title(city: Database, tmp_path: Path) -> None:
    second = plan(initiative("書かない窓口の推進", WINDOW), initiative("電子決裁", SIGNING))
    run(city, job(tmp_path, second, "計画1.0.md"))
    with city.reading() as session:
        assert audit.verify(session, CITY).broken_at is None
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert entry is not None
        assert entry.before["title"] == "書かない窓口"
        assert entry.after["title"] == "書かない窓口の推進"


def test_a_doubtful_title_is_attached_only_when_somebody_agrees(
    city: Database, tmp_path: Path
) -> None:
    second = plan(
        initiative("窓口のデジタル化", WINDOW), initiative("電子決裁", SIGNING), edition="第1.1版"
    )
    work = job(tmp_path, second, "計画1.1.md")
    with city.reading() as session:
        (doubt,) = work.compare(session, CITY).doubtful
    assert (doubt.before, doubt.after) == ("書かない窓口", "窓口のデジタル化")
    comparison = run(city, work, [doubt])
    assert comparison.doubtful == ()
    assert progress(city, "窓口のデジタル化") == ["窓口で試した"]


def test_a_doubtful_title_is_another_initiative_when_nobody_agrees(
    city: Database, tmp_path: Path
) -> None:
    second = plan(
        initiative("窓口のデジタル化", WINDOW), initiative("電子決裁", SIGNING), edition="第1.1版"
    )
    run(city, job(tmp_path, second, "計画1.1.md"))
    assert titles(city) == ["電子決裁", "窓口のデジタル化"]
    assert progress(city, "窓口のデジタル化") == []
    assert progress(city, "書かない窓口") == ["窓口で試した"]


def test_an_initiative_that_comes_back_has_its_history(city: Database, tmp_path: Path) -> None:
    without = plan(initiative("電子決裁", SIGNING), edition="第1.1版")
    run(city, job(tmp_path, without, "計画1.1.md"))
    assert titles(city) == ["電子決裁"]
    third = plan(
        initiative("電子決裁", SIGNING), initiative("書かない窓口", WINDOW), edition="第2版"
    )
    run(city, job(tmp_path, third, "計画2.md"))
    assert titles(city) == ["書かない窓口", "電子決裁"]
    assert progress(city, "書かない窓口") == ["窓口で試した"]


def test_a_title_that_comes_back_is_taken_for_itself_not_for_a_rename(
    city: Database, tmp_path: Path
) -> None:
    renamed = plan(initiative("窓口で書かない", WINDOW), edition="第1.1版")
    run(city, job(tmp_path, renamed, "計画1.1.md"))
    back = plan(initiative("書かない窓口", WINDOW), edition="第2版")
    comparison = run(city, job(tmp_path, back, "計画2.md"))
    assert [change.before_key for change in comparison.changes if change.before_key] == []
    assert titles(city) == ["書かない窓口"]
    assert progress(city, "書かない窓口") == ["窓口で試した"]


def test_the_next_edition_from_another_file_retires_what_it_no_longer_has(
    city: Database, tmp_path: Path
) -> None:
    second = plan(initiative("電子決裁", SIGNING), edition="第1.1版")
    comparison = run(city, job(tmp_path, second, "計画1.1.md"))
    gone = [change.key for change in comparison.changes if change.action is Action.REMOVED]
    assert gone == ["書かない窓口"]
    assert titles(city) == ["電子決裁"]


def test_a_list_that_was_joined_stays_when_the_next_edition_comes(
    city: Database, tmp_path: Path
) -> None:
    run(city, job(tmp_path, initiative("道路台帳の公開", ROADS), "一覧.md"))
    second = plan(initiative("電子決裁", SIGNING), edition="第1.1版")
    run(city, job(tmp_path, second, "計画1.1.md"))
    assert titles(city) == ["電子決裁", "道路台帳の公開"]
    assert plan_titles(city) == ["うみべ市DX計画"]


def test_a_list_that_was_joined_by_name_stays_too(city: Database, tmp_path: Path) -> None:
    listed = job(
        tmp_path, initiative("道路台帳の公開", ROADS), "一覧.md", plan_title="うみべ市DX計画"
    )
    run(city, listed)
    second = plan(initiative("電子決裁", SIGNING), edition="第1.1版")
    run(city, job(tmp_path, second, "計画1.1.md"))
    assert titles(city) == ["電子決裁", "道路台帳の公開"]


def test_a_second_volume_of_the_same_edition_removes_nothing(
    city: Database, tmp_path: Path
) -> None:
    run(city, job(tmp_path, plan(initiative("道路台帳の公開", ROADS)), "計画1.0別冊.md"))
    assert titles(city) == ["書かない窓口", "電子決裁", "道路台帳の公開"]


def test_a_second_volume_after_a_file_was_read_in_its_next_edition_removes_nothing(
    city: Database, tmp_path: Path
) -> None:
    run(city, job(tmp_path, FIRST.replace("第1.0版", "第1.1版"), "計画1.0.md"))
    volume = plan(initiative("道路台帳の公開", ROADS), edition="第1.1版")
    run(city, job(tmp_path, volume, "別冊.md"))
    assert titles(city) == ["書かない窓口", "電子決裁", "道路台帳の公開"]


def test_an_older_edition_is_refused_once_a_newer_one_is_in(city: Database, tmp_path: Path) -> None:
    run(city, job(tmp_path, FIRST.replace("第1.0版", "第2版"), "計画2.md"))
    with pytest.raises(Refused) as refused:
        run(city, job(tmp_path, FIRST, "計画1.0.md"))
    assert refused.value.problems == (Problem(ProblemKind.OLDER_EDITION, value="第2版"),)


@pytest.mark.parametrize(
    "title", ["うみべ市DX計画（令和8年度改訂版）", "うみべ市 ＤＸ計画（2026年度）"]
)
def test_a_mark_in_the_title_does_not_make_another_plan(
    city: Database, tmp_path: Path, title: str
) -> None:
    text = FIRST.replace("うみべ市DX計画", title).replace("第1.0版", "第1.1版")
    run(city, job(tmp_path, text, "計画1.1.md"))
    assert len(plan_titles(city)) == 1
    assert titles(city) == ["書かない窓口", "電子決裁"]


def test_a_plan_can_be_named_where_its_document_has_another_title(
    city: Database, tmp_path: Path
) -> None:
    text = plan(initiative("電子決裁", SIGNING), edition="第1.1版", title="わたしたちのDX計画")
    run(city, job(tmp_path, text, "計画1.1.md", plan_title="うみべ市DX計画"))
    assert plan_titles(city) == ["うみべ市DX計画"]
    assert titles(city) == ["電子決裁"]


def percentage(title: str, edition: str) -> PlanJob:
    """An edition that holds nothing but one indicator."""
    document = f"{edition}.md"
    indicator = IndicatorRecord(
        key=title,
        title=title,
        unit="%",
        baseline=12.0,
        source_document=document,
        source_edition=edition,
    )
    name = PlanName("うみべ市DX計画")
    return plan_job(PlanReading(name, edition, document, edition, (), parts=(indicator,)), WRITER)


def test_an_indicator_under_another_title_keeps_what_was_observed(database: Database) -> None:
    run(database, percentage("オンライン申請率", "第1版"))
    with database.writing() as session:
        (row,) = indicators(session, CITY)
        day = AT.date()
        observe_indicator(
            session, row, value=20.0, observed_on=day, source="調査", at=AT, actor=WRITER
        )
    run(database, percentage("オンライン申請の割合", "第2版"))
    with database.reading() as session:
        (row,) = indicators(session, CITY)
        assert row.title == "オンライン申請の割合"
        assert [observation.value for observation in row.observations] == [20.0]
