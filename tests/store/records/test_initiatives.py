"""A plan document imported again: initiatives follow it, progress is only ever added."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from store import plans
from store.corrections import correct_status, withdraw_last
from store.database import Database
from store.plans import standing_progress
from store.records.changes import Action, Change, FieldChange
from store.records.initiatives import InitiativeRecord, ProgressRecord, ScheduleRecord
from store.tables import DocumentReading, ProgressEntry, ProgressMark, Status
from tests.small_city import (
    AT,
    CITY,
    HARUKA,
    INITIATIVES,
    MIDORI,
    bring,
    initiative,
    post,
    progress_texts,
    the_initiative,
    who,
)


def report(year: int, text: str, status: Status = Status.IN_PROGRESS) -> ProgressRecord:
    return ProgressRecord(year, ProgressMark.REPORTED, status, text)


WITH_REPORT = initiative(progress=(report(2025, "先進地を視察した"),))


def bring_plan(database: Database, *records: InitiativeRecord) -> list[Change]:
    return bring(database, INITIATIVES, records, document="plan.md")


def standing(database: Database) -> list[str]:
    with database.reading() as session:
        return [entry.text for entry in standing_progress(the_initiative(session))]


def everything_written(database: Database) -> list[str]:
    with database.reading() as session:
        return progress_texts(session)


FULL = initiative(
    departments=("市民課", "政策企画課"),
    note="国の補助を使う",
    schedule=(
        ScheduleRecord("視察する", 2025, 2025, blank_until=2026),
        ScheduleRecord("導入する", 2027, 2027),
    ),
    progress=(report(2024, "調べた"), report(2025, "視察した", Status.DONE)),
)


def test_an_initiative_comes_back_from_the_database_as_it_was_written(city: Database) -> None:
    bring_plan(city, FULL)
    with city.reading() as session:
        stored = INITIATIVES.current(session, CITY)["書かない窓口"]
    assert stored.departments == FULL.departments
    assert stored.schedule == FULL.schedule
    assert stored.progress == FULL.progress
    assert stored.note == "国の補助を使う"


def test_the_same_plan_again_changes_nothing(city: Database) -> None:
    bring_plan(city, FULL)
    before = everything_written(city)
    assert bring_plan(city, FULL) == []
    assert everything_written(city) == before


def test_a_changed_purpose_is_named_with_before_and_after(city: Database) -> None:
    (change,) = bring_plan(city, initiative(purpose="待たせない"))
    assert change.fields == (FieldChange("purpose", "待つ時間を減らす", "待たせない"),)


def test_a_changed_list_of_departments_is_written(city: Database) -> None:
    bring_plan(city, initiative(departments=("税務課", "市民課")))
    with city.reading() as session:
        links = the_initiative(session).departments
        assert [link.department.name for link in links] == ["税務課", "市民課"]


def test_a_changed_schedule_takes_the_place_of_the_old_one(city: Database) -> None:
    bring_plan(city, initiative(schedule=(ScheduleRecord("試す", 2026, 2026),)))
    bring_plan(city, initiative(schedule=(ScheduleRecord("始める", 2026, 2026),)))
    with city.reading() as session:
        assert [item.text for item in the_initiative(session).schedule] == ["始める"]


def test_an_initiative_the_plan_no_longer_has_is_shown_to_nobody(city: Database) -> None:
    changes = bring_plan(city, initiative("電子決裁"))
    assert Change("initiative", "書かない窓口", Action.REMOVED) in changes
    with city.reading() as session:
        assert list(plans.titles(session, CITY).values()) == ["電子決裁"]


def test_an_initiative_of_another_document_of_the_plan_stays(city: Database) -> None:
    bring(city, INITIATIVES, [initiative("電子決裁")], document="別冊.md")
    with city.reading() as session:
        assert set(plans.titles(session, CITY).values()) == {"書かない窓口", "電子決裁"}


def test_a_removed_initiative_comes_back_with_its_progress(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative("電子決裁"))
    bring_plan(city, WITH_REPORT, initiative("電子決裁"))
    with city.reading() as session:
        assert list(plans.titles(session, CITY).values()) == ["書かない窓口", "電子決裁"]
    assert standing(city) == ["先進地を視察した"]
    assert everything_written(city) == ["先進地を視察した"]


def test_a_report_the_document_changed_is_added_not_overwritten(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative(progress=(report(2025, "視察を終えた", Status.DONE),)))
    assert standing(city) == ["視察を終えた"]
    assert everything_written(city) == ["先進地を視察した", "視察を終えた"]


def test_a_report_of_the_next_year_joins_that_of_the_last(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative(progress=(*WITH_REPORT.progress, report(2026, "試した"))))
    assert standing(city) == ["先進地を視察した", "試した"]


def test_a_report_the_document_took_out_no_longer_stands(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative())
    assert standing(city) == []


def test_taking_a_report_out_is_done_once(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative())
    assert bring_plan(city, initiative()) == []


def test_a_report_taken_out_can_come_back(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative())
    bring_plan(city, WITH_REPORT)
    assert standing(city) == ["先進地を視察した"]
    assert bring_plan(city, WITH_REPORT) == []


def test_what_people_posted_survives_another_import(city: Database) -> None:
    with city.writing() as session:
        post(session, "窓口で試した")
    bring_plan(city, WITH_REPORT)
    bring_plan(city, initiative(purpose="待たせない"))
    assert standing(city) == ["窓口で試した"]


def test_what_people_posted_does_not_count_as_a_change_of_the_plan(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    with city.writing() as session:
        post(session, "窓口で試した")
    assert bring_plan(city, WITH_REPORT) == []


def correct_the_imported_report(city: Database) -> None:
    with city.writing() as session:
        entry = session.scalars(select(ProgressEntry)).one()
        by = who(session, HARUKA)
        correct_status(session, entry, by=by, status=Status.LATE, at=AT, via="Slack")


def test_a_correction_of_an_imported_report_survives_the_same_import(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    correct_the_imported_report(city)
    assert bring_plan(city, WITH_REPORT) == []
    with city.reading() as session:
        (entry,) = standing_progress(the_initiative(session))
        assert entry.status is Status.LATE


def test_a_corrected_report_that_the_document_took_out_is_done_with_once(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    correct_the_imported_report(city)
    bring_plan(city, initiative())
    assert bring_plan(city, initiative()) == []


def test_a_clerk_withdraws_a_post_not_what_the_document_brought(city: Database) -> None:
    bring_plan(city, WITH_REPORT)
    with city.writing() as session:
        post(session, "書き間違えた")
        withdraw_last(session, by=who(session, MIDORI), at=AT, via="Slack")
    assert standing(city) == ["先進地を視察した"]


@pytest.mark.parametrize("times", [1, 2])
def test_each_reading_of_a_changed_document_is_noted(city: Database, times: int) -> None:
    for _ in range(times):
        bring_plan(city, initiative(purpose="待たせない"))
    with city.reading() as session:
        assert len(session.scalars(select(DocumentReading)).all()) == 2
