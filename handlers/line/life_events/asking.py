"""Put the questions of a life event, one after the other, each with its answers as buttons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from handlers.line import flex
from handlers.line.life_events import listing
from handlers.line.life_events.offering import BACK, BEGIN, LABELS, STOP
from handlers.line.messages import text_message
from handlers.line.taps import DayTap, Tap, data_of
from handlers.line.visit import Visit
from knowledge.life_events import DayQuestion, LifeEvent, Question, life_event, life_events
from knowledge.life_events.said import Wish, answer_in, ticked_in, wish_in
from knowledge.life_events.typed_days import typed_day
from store import life_events as store
from store.clock import TOKYO
from store.tables import LifeEventVisit

ANSWER, DAY = "life_event_answer", "life_event_day"
DAYS_BEFORE, DAYS_AFTER = timedelta(days=20 * 365), timedelta(days=2 * 365)
"""How long ago, or ahead, a life event may be."""


def choose(visit: Visit, _values: Mapping[str, str]) -> None:
    """Show the life events to choose from."""
    events = [visit.tap(event.name, BEGIN, event=event.key) for event in life_events()]
    _show(visit, visit.say("line/life_events/choose.j2"), events)


def begin(visit: Visit, values: Mapping[str, str]) -> None:
    """Begin with a life event."""
    event = life_event(values.get("event", ""))
    if event is None:
        choose(visit, values)
        return
    row = store.begin(
        visit.turn.session, visit.municipality, visit.conversation, event.key, at=visit.turn.now
    )
    opening = visit.say("line/life_events/opening.j2", tone=event.tone)
    go_on(visit, event, row, before=opening)


def answer(visit: Visit, values: Mapping[str, str]) -> None:
    """Take an answer; that to an earlier question takes back the later ones."""
    event, row = listing.place(visit, values)
    if event is None or row is None:
        return
    number, chosen = int(values["question"]), int(values["answer"])
    given = event.questions[number].answers[chosen] if chosen >= 0 else ""
    store.answer(visit.turn.session, row, number, given, at=visit.turn.now)
    go_on(visit, event, row)


def give_day(visit: Visit, values: Mapping[str, str]) -> None:
    """Take the day that was chosen in the calendar, or that there is none yet."""
    event, row = listing.place(visit, values)
    if event is None or row is None:
        return
    if values["known"] == "0":
        _take_day(visit, event, row, None)
        return
    match visit.turn.event.payload:
        case {"postback": {"params": {"date": str(text)}}}:
            _take_typed_day(visit, event, row, text)
        case _:
            go_on(visit, event, row)


def go_back(visit: Visit, values: Mapping[str, str]) -> None:
    """Take back the last answer, and ask for it again."""
    event, row = listing.place(visit, values)
    if event is not None and row is not None:
        store.go_back(visit.turn.session, row, at=visit.turn.now)
        go_on(visit, event, row)


def stop(visit: Visit, _values: Mapping[str, str]) -> None:
    """Erase the checklist and its reminders."""
    row = listing.row_of(visit)
    is_reminded = row is not None and store.is_reminded(visit.turn.session, row)
    store.forget(visit.turn.session, visit.conversation)
    visit.reply_text(visit.say("line/life_events/stopped.j2", is_reminded=is_reminded))


def hear(visit: Visit, row: LifeEventVisit, text: str) -> bool:
    """Take what somebody writes within a life event; returns whether it was that, else it is a
    question like any other.

    Args:
        row: where they are, as it was read before the turn's transaction.
    """
    event, values = life_event(row.event), {"event": row.event}
    if event is None:
        return False
    wish = wish_in(text)
    if wish is Wish.STOP:
        stop(visit, values)
    elif wish is Wish.BACK:
        go_back(visit, values)
    elif wish is Wish.LIST:
        show(visit, values)
    elif row.is_day_asked:
        ticked = ticked_in(text)
        return ticked is not None and listing.tick_number(visit, event, ticked)
    else:
        return _hear_answer(visit, event, row, text)
    return True


def show(visit: Visit, values: Mapping[str, str]) -> None:
    """Go on where somebody is: the list, or the question that comes next."""
    event, row = listing.place(visit, values)
    if event is not None and row is not None:
        store.keep(visit.turn.session, row, at=visit.turn.now)
        go_on(visit, event, row)


def go_on(visit: Visit, event: LifeEvent, row: LifeEventVisit, *, before: str = "") -> None:
    """Ask what comes next, or show the list."""
    question = _next_question(event, row)
    if row.is_day_asked or question is None:
        listing.show(visit, event, row)
    elif isinstance(question, DayQuestion):
        _ask_day(visit, event, row, question)
    else:
        _ask(visit, event, row, question, before)


def _next_question(event: LifeEvent, row: LifeEventVisit) -> Question | DayQuestion | None:
    answers = store.answers_of(row)
    left = [number for number in event.asked_of(answers) if number not in answers]
    return event.questions[left[0]] if left else event.day_of(answers)


def _ask(
    visit: Visit, event: LifeEvent, row: LifeEventVisit, question: Question, before: str
) -> None:
    number = event.questions.index(question)
    answers = [*enumerate(question.answers)]
    if question.may_not_know:
        answers.append((-1, visit.labels(LABELS)["unknown"]))
    buttons = [
        visit.tap(label, ANSWER, event=event.key, question=number, answer=chosen)
        for chosen, label in answers
    ]
    text = visit.say(
        "line/life_events/question.j2",
        question=question,
        answers=[label for _, label in answers],
        is_numbered=visit.choices.is_text_only,
    )
    _show(visit, f"{before}\n\n{text}".strip(), buttons, _ways_out(visit, event, row))


def _ask_day(visit: Visit, event: LifeEvent, row: LifeEventVisit, question: DayQuestion) -> None:
    labels, (first, last), today = visit.labels(LABELS), _range(visit), _today(visit)
    data = data_of(visit.office.conversation_key, DAY, {"event": event.key, "known": 1})
    buttons: list[Tap | DayTap] = [
        DayTap(labels["choose_day"], data, first, last, today),
        visit.tap(labels["no_day"], DAY, event=event.key, known=0),
    ]
    text = visit.say("line/life_events/day.j2", question=question)
    _show(visit, text, buttons, _ways_out(visit, event, row))


def _show(
    visit: Visit, text: str, buttons: Sequence[Tap | DayTap], ways_out: Sequence[Tap] = ()
) -> None:
    """Some words with buttons: below them on a page, or under a text."""
    if visit.choices.is_text_only:
        visit.reply([text_message(text, [*buttons, *ways_out])])
        return
    size = flex.letters(is_large=visit.choices.is_large)
    page = flex.bubble([flex.words(text, size.body)], [flex.button(one) for one in buttons])
    visit.reply([flex.flex_message(text, [page], ways_out)])


def _ways_out(visit: Visit, event: LifeEvent, row: LifeEventVisit) -> list[Tap]:
    labels = visit.labels(LABELS)
    back = [visit.tap(labels["back"], BACK, event=event.key)] if row.answers else []
    return [*back, visit.tap(labels["stop"], STOP, event=event.key)]


def _hear_answer(visit: Visit, event: LifeEvent, row: LifeEventVisit, text: str) -> bool:
    question = _next_question(event, row)
    if isinstance(question, Question):
        given = answer_in(text, question)
        found = listing.row_of(visit) if given is not None else None
        if given is None or found is None:
            return False
        number = event.questions.index(question)
        store.answer(visit.turn.session, found, number, given, at=visit.turn.now)
        go_on(visit, event, found)
        return True
    is_unknown = wish_in(text) is Wish.UNKNOWN
    if not is_unknown and typed_day(text, _today(visit)) is None:
        return False
    found = listing.row_of(visit)
    if found is None:
        return False
    if is_unknown:
        _take_day(visit, event, found, None)
    else:
        _take_typed_day(visit, event, found, text)
    return True


def _take_typed_day(visit: Visit, event: LifeEvent, row: LifeEventVisit, text: str) -> None:
    day, (first, last) = typed_day(text, _today(visit)), _range(visit)
    if day is None or not first <= day <= last:
        told = visit.say("line/life_events/bad_day.j2", first=first, last=last)
        visit.reply_text(told, _ways_out(visit, event, row))
        return
    _take_day(visit, event, row, day)


def _take_day(visit: Visit, event: LifeEvent, row: LifeEventVisit, day: date | None) -> None:
    store.set_day(visit.turn.session, row, day, at=visit.turn.now)
    go_on(visit, event, row)


def _range(visit: Visit) -> tuple[date, date]:
    today = _today(visit)
    return today - DAYS_BEFORE, today + DAYS_AFTER


def _today(visit: Visit) -> date:
    return visit.turn.now.astimezone(TOKYO).date()
