"""One deployment serves many municipalities; none sees what belongs to another."""

from __future__ import annotations

from datetime import timedelta

import pytest

from store import municipalities, people, plans
from store.database import Database
from store.people import NotAllowed
from store.progress import record
from store.records.faq import faqs
from store.records.people import WorkspaceTaken
from store.records.procedures import procedures
from store.tables import Role, Status
from tests.small_city import (
    AT,
    CITY,
    DEPARTMENTS,
    FAQS,
    HARUKA,
    INITIATIVES,
    MIDORI,
    OTHER_CITY,
    PEOPLE,
    PROCEDURES,
    TEAM,
    YEAR,
    bring,
    department,
    faq,
    found_small_city,
    initiative,
    person,
    post,
    procedure,
    progress_texts,
    the_initiative,
    who,
)

OTHER_TEAM = "T0YAMABE1"


@pytest.fixture
def two_cities(city: Database) -> Database:
    """うみべ市 and another municipality that has one entry of everything."""
    bring(city, INITIATIVES, [initiative("山の取組")], municipality=OTHER_CITY)
    bring(city, PROCEDURES, [procedure("山の手続")], municipality=OTHER_CITY)
    bring(city, FAQS, [faq("山の質問", "山の答え")], municipality=OTHER_CITY)
    bring(city, DEPARTMENTS, [department("山の課")], municipality=OTHER_CITY)
    there = person("U0YAMA", "山 のぼる", "山の課", Role.DX_OFFICE, OTHER_TEAM)
    bring(city, PEOPLE, [there], municipality=OTHER_CITY)
    return city


def test_initiatives_of_another_municipality_never_show(two_cities: Database) -> None:
    with two_cities.reading() as session:
        assert [row.title for row in plans.initiatives(session, CITY)] == ["書かない窓口"]


def test_titles_of_another_municipality_never_show(two_cities: Database) -> None:
    with two_cities.reading() as session:
        assert list(plans.titles(session, CITY).values()) == ["書かない窓口"]


def test_an_initiative_of_another_municipality_is_not_opened_by_its_number(
    two_cities: Database,
) -> None:
    with two_cities.reading() as session:
        theirs = the_initiative(session, "山の取組", OTHER_CITY)
        assert plans.initiative(session, OTHER_CITY, theirs.id) is theirs
        assert plans.initiative(session, CITY, theirs.id) is None


def test_procedures_and_faq_of_another_municipality_never_show(two_cities: Database) -> None:
    with two_cities.reading() as session:
        assert procedures(session, CITY) == []
        assert faqs(session, CITY) == []


def test_departments_of_another_municipality_never_show(two_cities: Database) -> None:
    with two_cities.reading() as session:
        names = [row.name for row in municipalities.departments(session, CITY)]
    assert names == ["市民課", "税務課", "政策企画課"]


def test_people_of_another_municipality_never_show(two_cities: Database) -> None:
    with two_cities.reading() as session:
        names = [row.name for row in people.registered(session, CITY)]
    assert names == ["潮 みどり", "浜 たけし", "沖 はるか"]


def test_progress_of_another_municipality_is_in_no_digest(two_cities: Database) -> None:
    with two_cities.writing() as session:
        post(session, "視察した")
    with two_cities.reading() as session:
        end = AT + timedelta(days=7)
        assert plans.progress_between(session, OTHER_CITY, AT, end) == []
        assert len(plans.progress_between(session, CITY, AT, end)) == 1


def test_the_dx_office_posts_for_its_own_municipality_only(two_cities: Database) -> None:
    with two_cities.writing() as session, pytest.raises(NotAllowed):
        record(
            session,
            the_initiative(session, "山の取組", OTHER_CITY),
            by=who(session, HARUKA),
            text="よその市に書いた",
            status=Status.DONE,
            year=YEAR,
            at=AT,
            via="Slack",
            origin="inbox:1",
        )
    with two_cities.reading() as session:
        assert progress_texts(session) == []


def test_a_person_is_not_found_through_another_municipality(two_cities: Database) -> None:
    with two_cities.reading() as session:
        assert people.find(session, OTHER_CITY, people.SlackUser(TEAM, MIDORI)) is None


def test_a_workspace_decides_which_municipality_a_request_is_for(two_cities: Database) -> None:
    with two_cities.reading() as session:
        assert municipalities.of_workspace(session, TEAM) == CITY
        assert municipalities.of_workspace(session, OTHER_TEAM) == OTHER_CITY
        assert municipalities.of_workspace(session, "T0UNKNOWN") is None


def test_a_workspace_is_not_handed_to_another_municipality(city: Database) -> None:
    intruder = person("U0NEW", "山 のぼる", "山の課", Role.DX_OFFICE, TEAM)
    with pytest.raises(WorkspaceTaken) as refused:
        bring(city, PEOPLE, [intruder], municipality=OTHER_CITY)
    assert (refused.value.slack_team_id, refused.value.municipality) == (TEAM, CITY)


def test_nothing_of_a_list_with_a_taken_workspace_is_written(city: Database) -> None:
    first = person("U0YAMA", "山 のぼる", "山の課", Role.DX_OFFICE, OTHER_TEAM)
    second = person("U0NEW", "谷 くだる", "山の課", Role.CLERK, TEAM)
    with pytest.raises(WorkspaceTaken):
        bring(city, PEOPLE, [first, second], municipality=OTHER_CITY)
    with city.reading() as session:
        assert municipalities.of_workspace(session, OTHER_TEAM) is None


def test_somebody_taken_off_the_list_is_no_longer_known(city: Database) -> None:
    stays = [person(HARUKA, "沖 はるか", "政策企画課", Role.DX_OFFICE)]
    bring(city, PEOPLE, stays, document="people.csv")
    with city.reading() as session:
        names = [row.name for row in people.registered(session, CITY)]
    assert names == ["沖 はるか"]


def test_a_municipality_keeps_its_name_until_another_is_given(database: Database) -> None:
    with database.writing() as session:
        municipalities.ensure(session, CITY, "うみべ市")
        assert municipalities.ensure(session, CITY).name == "うみべ市"
        assert municipalities.ensure(session, CITY, "新うみべ市").name == "新うみべ市"


def test_all_municipalities_are_listed_by_code(database: Database) -> None:
    found_small_city(database)
    with database.writing() as session:
        municipalities.ensure(session, "aka")
    with database.reading() as session:
        assert municipalities.codes(session) == ["aka", CITY]
