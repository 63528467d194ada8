"""A checklist is kept for a day, reminders until they are sent, and nobody can tell whose."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from store import life_events
from store.database import Database
from store.tables import LifeEventReminder, LifeEventVisit
from tests.small_city import AT, CITY, OTHER_CITY

OURS, THEIRS = "a" * 64, "b" * 64
ANA, BEN = "U" + "1" * 32, "U" + "2" * 32
DAY = timedelta(days=1)
MOVED = date(2026, 6, 3)
"""Two days after the clerks of the small city wrote everything down (1 June 2026)."""


@pytest.fixture
def moving(counter: Database) -> Database:
    """A conversation that said where it moves, which insurance it has, and on which day."""
    with counter.writing() as session:
        visit = life_events.begin(session, CITY, OURS, "moving", at=AT)
        life_events.answer(session, visit, 0, "市内で引っ越す", at=AT)
        life_events.answer(session, visit, 1, "", at=AT)
        life_events.set_day(session, visit, MOVED, at=AT)
    return counter


def standing(database: Database, *, now: datetime = AT, city: str = CITY) -> LifeEventVisit | None:
    with database.reading() as session:
        return life_events.current(session, city, OURS, now=now)


def remind(database: Database, *, whose: str = OURS, **deadlines: date) -> int:
    with database.writing() as session:
        visit = life_events.current(session, CITY, whose, now=AT)
        visit = visit or life_events.begin(session, CITY, whose, "moving", at=AT)
        user = ANA if whose == OURS else BEN
        return life_events.remind(session, visit, deadlines, line_user_id=user, now=AT)


def waiting(database: Database) -> list[tuple[str, date]]:
    query = select(LifeEventReminder.title, LifeEventReminder.on_day).order_by("title")
    with database.reading() as session:
        return [(title, day) for title, day in session.execute(query)]


def test_what_was_said_is_remembered(moving: Database) -> None:
    visit = standing(moving)
    assert visit is not None
    assert (visit.event, visit.day, visit.is_day_asked) == ("moving", MOVED, True)
    assert life_events.answers_of(visit) == {0: "市内で引っ越す", 1: ""}


def test_a_day_after_the_last_tap_nothing_is_left(moving: Database) -> None:
    assert standing(moving, now=AT + DAY) is not None
    assert standing(moving, now=AT + DAY + timedelta(seconds=1)) is None
    life_events.forget_old(moving, now=AT + DAY)
    assert standing(moving) is not None
    life_events.forget_old(moving, now=AT + DAY + timedelta(seconds=1))
    assert standing(moving) is None


def test_another_municipality_does_not_know_it(moving: Database) -> None:
    assert standing(moving, city=OTHER_CITY) is None


def test_who_answers_an_earlier_question_anew_is_asked_the_later_ones_again(
    moving: Database,
) -> None:
    with moving.writing() as session:
        visit = life_events.current(session, CITY, OURS, now=AT)
        assert visit is not None
        life_events.answer(session, visit, 0, "ほかの市町村へ移る", at=AT)
    changed = standing(moving)
    assert changed is not None
    assert life_events.answers_of(changed) == {0: "ほかの市町村へ移る"}
    assert (changed.day, changed.is_day_asked) == (None, False)


def test_going_back_takes_back_the_day_then_the_last_answer(moving: Database) -> None:
    left = []
    with moving.writing() as session:
        visit = life_events.current(session, CITY, OURS, now=AT)
        assert visit is not None
        for _ in range(4):
            life_events.go_back(session, visit, at=AT)
            left.append((visit.is_day_asked, life_events.answers_of(visit)))
    first = {0: "市内で引っ越す"}
    assert left == [(False, {**first, 1: ""}), (False, first), (False, {}), (False, {})]


def test_steps_are_ticked_off_and_back(moving: Database) -> None:
    with moving.writing() as session:
        visit = life_events.current(session, CITY, OURS, now=AT)
        assert visit is not None
        for title, is_done in (("転居届", True), ("水道", True), ("転居届", False), ("水道", True)):
            life_events.tick(session, visit, title, is_done=is_done, at=AT)
    ticked = standing(moving)
    assert ticked is not None
    assert ticked.done == ["水道"]


def test_a_new_event_takes_the_place_of_the_one_before(moving: Database) -> None:
    with moving.writing() as session:
        life_events.begin(session, CITY, OURS, "birth", at=AT)
    visit = standing(moving)
    assert visit is not None
    assert (visit.event, visit.answers, visit.day) == ("birth", {}, None)


def test_three_days_before_a_deadline_it_is_time_to_remind(moving: Database) -> None:
    assert remind(moving, 転居届=date(2026, 6, 17)) == 1
    assert waiting(moving) == [("転居届", date(2026, 6, 14))]


def test_what_is_due_sooner_is_told_tomorrow_and_what_is_over_never(moving: Database) -> None:
    over, today, tomorrow, soon = (AT.date() + days * DAY for days in (-31, 0, 1, 3))
    assert remind(moving, 過去=over, 今日=today, 明日=tomorrow, 三日後=soon) == 2
    assert waiting(moving) == [("三日後", date(2026, 6, 2)), ("明日", date(2026, 6, 2))]


def test_asking_again_reminds_of_what_is_left_only(moving: Database) -> None:
    remind(moving, 転居届=date(2026, 6, 17), 水道=date(2026, 6, 30))
    remind(moving, 水道=date(2026, 6, 30))
    assert waiting(moving) == [("水道", date(2026, 6, 27))]


def test_a_reminder_is_taken_once_on_its_day_and_then_erased(moving: Database) -> None:
    remind(moving, 転居届=date(2026, 6, 17), 水道=date(2026, 6, 30))
    eve = datetime(2026, 6, 13, 14, 59, tzinfo=AT.tzinfo)
    taken = []
    for now in (eve, eve + DAY, eve + DAY):
        with moving.writing() as session:
            found = life_events.take_reminders(session, now=now)
            taken.append([(one.title, one.line_user_id) for one in found])
    assert taken == [[], [("転居届", ANA)], []]
    assert [title for title, _ in waiting(moving)] == ["水道"]


def test_a_reminder_missed_on_its_day_is_taken_later(moving: Database) -> None:
    remind(moving, 転居届=date(2026, 6, 17))
    with moving.writing() as session:
        found = life_events.take_reminders(session, now=AT + 15 * DAY)
        assert [one.title for one in found] == ["転居届"]


def test_reminders_outlive_the_checklist(moving: Database) -> None:
    remind(moving, 転居届=date(2026, 6, 17))
    life_events.forget_old(moving, now=AT + 3 * DAY)
    assert waiting(moving) == [("転居届", date(2026, 6, 14))]


def test_a_reminder_that_nobody_could_send_is_erased_after_its_deadline(moving: Database) -> None:
    remind(moving, 転居届=date(2026, 6, 17))
    life_events.forget_old(moving, now=AT + 16 * DAY)
    assert [title for title, _ in waiting(moving)] == ["転居届"]
    life_events.forget_old(moving, now=AT + 17 * DAY)
    assert waiting(moving) == []


def test_forgetting_a_conversation_leaves_nothing_of_it_and_all_of_others(
    moving: Database,
) -> None:
    remind(moving, 転居届=date(2026, 6, 17))
    remind(moving, whose=THEIRS, 水道=date(2026, 6, 30))
    with moving.writing() as session:
        life_events.forget(session, OURS)
    assert standing(moving) is None
    assert [title for title, _ in waiting(moving)] == ["水道"]
