"""An entry under a new name is the same entry: it keeps its id and what hangs on it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from knowledge.importing.tables import SheetKind
from store import audit
from store.records.changes import Action
from store.tables import (
    AuditEntry,
    Indicator,
    IndicatorObservation,
    Initiative,
    Person,
    Role,
)
from tests.knowledge.exporting.desk import Desk, Sheet
from tests.small_city import (
    AT,
    CITY,
    DEPARTMENTS,
    HARUKA,
    INITIATIVES,
    MIDORI,
    PEOPLE,
    PROCEDURES,
    post,
    who,
)

INITIATIVE, PROCEDURE = SheetKind.INITIATIVES, SheetKind.PROCEDURES


def test_a_retitled_initiative_keeps_its_id_and_its_progress(desk: Desk) -> None:
    before = desk.numbers(INITIATIVE)
    with desk.database.writing() as session:
        post(session, "窓口で試した")

    def edit(sheet: Sheet) -> None:
        sheet["書かない窓口", "取組名"] = "書かない・待たない窓口"

    (change,) = desk.change(INITIATIVE, edit)
    assert (change.before_key, change.key) == ("書かない窓口", "書かない・待たない窓口")
    after = desk.numbers(INITIATIVE)
    assert after == {
        number: title.replace("書かない窓口", "書かない・待たない窓口")
        for number, title in before.items()
    }
    with desk.database.reading() as session:
        row = session.scalars(select(Initiative).where(Initiative.title == change.key)).one()
        assert [entry.text for entry in row.progress][-1] == "窓口で試した"
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
        assert entry is not None
        assert (entry.before["title"], entry.after["title"]) == (change.before_key, change.key)
        assert audit.verify(session, CITY).broken_at is None


def test_a_retitled_indicator_keeps_what_was_observed(desk: Desk) -> None:
    with desk.database.writing() as session:
        indicator = session.scalars(select(Indicator)).one()
        session.add(
            IndicatorObservation(
                municipality=CITY,
                indicator_id=indicator.id,
                observed_on=date(2026, 3, 31),
                value=20.0,
                source="集計",
                created_at=AT,
            )
        )

    def edit(sheet: Sheet) -> None:
        sheet["オンライン申請の割合", "指標名"] = "オンラインで済む手続の割合"

    desk.change(SheetKind.INDICATORS, edit)
    with desk.database.reading() as session:
        indicator = session.scalars(select(Indicator)).one()
        assert indicator.title == "オンラインで済む手続の割合"
        assert [observed.value for observed in indicator.observations] == [20.0]


def test_a_department_under_a_new_name_stays_responsible(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["市民課", "課名"] = "くらし課"

    desk.change(SheetKind.DEPARTMENTS, edit)
    with desk.database.reading() as session:
        assert INITIATIVES.current(session, CITY)["書かない窓口"].departments[0] == "くらし課"
        assert who(session, MIDORI).department.name == "くらし課"
        assert DEPARTMENTS.current(session, CITY)["くらし課"].telephone == "0000-00-0001"


def test_a_person_under_a_new_slack_id_stays_the_same_person(desk: Desk) -> None:
    with desk.database.reading() as session:
        number = who(session, HARUKA).id

    def edit(sheet: Sheet) -> None:
        assert sheet.at(4, "slack_user_id") == HARUKA
        sheet.put(4, "slack_user_id", "U0HARUKANEW")
        sheet.put(4, "role", Role.HEAD.value)

    desk.change(SheetKind.PEOPLE, edit)
    with desk.database.reading() as session:
        row = session.get(Person, number)
        assert row is not None
        assert (row.slack_user_id, row.role) == ("U0HARUKANEW", Role.HEAD)
        assert len(PEOPLE.current(session, CITY)) == 3


def test_two_entries_may_change_places(desk: Desk) -> None:
    before = desk.numbers(PROCEDURE)

    def edit(sheet: Sheet) -> None:
        sheet["転出届", "手続名"] = "間"
        sheet["犬の登録", "手続名"] = "転出届"
        sheet["間", "手続名"] = "犬の登録"

    assert len(desk.change(PROCEDURE, edit)) == 2
    swap = {"転出届": "犬の登録", "犬の登録": "転出届"}
    assert desk.numbers(PROCEDURE) == {number: swap[key] for number, key in before.items()}
    with desk.database.reading() as session:
        assert PROCEDURES.current(session, CITY)["犬の登録"].fee == "+300円"


def test_a_new_entry_may_take_the_title_that_another_one_left(desk: Desk) -> None:
    def edit(sheet: Sheet) -> None:
        sheet["犬の登録", "手続名"] = "犬の登録と注射"
        sheet.add(手続名="犬の登録", 備考="別の手続です")

    actions = [change.action for change in desk.change(PROCEDURE, edit)]
    assert actions == [Action.CHANGED, Action.ADDED]
    assert sorted(desk.numbers(PROCEDURE).values()) == ["犬の登録", "犬の登録と注射", "転出届"]


def test_an_entry_may_take_the_title_of_one_that_goes(desk: Desk) -> None:
    before = {key: number for number, key in desk.numbers(PROCEDURE).items()}

    def edit(sheet: Sheet) -> None:
        sheet.delete("転出届")
        sheet["犬の登録", "手続名"] = "転出届"

    changes = desk.change(PROCEDURE, edit)
    assert {change.action for change in changes} == {Action.CHANGED, Action.REMOVED}
    assert desk.numbers(PROCEDURE) == {before["犬の登録"]: "転出届"}
