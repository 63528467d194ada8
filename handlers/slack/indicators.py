"""`/dx 指標`: observe an indicator (指標), and see how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from handlers import wording
from handlers.slack.replies import Reply
from handlers.slack.who import VIA
from knowledge import numbers
from knowledge.importing.years import fiscal_year
from knowledge.normalise import title_key
from knowledge.numbers import NotANumber
from knowledge.targets import way_made
from knowledge.titles import Found, NotFound, Several, find_title, split_title
from store.clock import TOKYO, fiscal_year_of
from store.inbox import Turn
from store.observations import NotYet, observe_as
from store.people import NotAllowed
from store.plan_parts import indicators
from store.tables import Indicator, Person

VERB = "指標"
MOST_LISTED = 30


class NotAYear(ValueError):
    """The word behind a value names no fiscal year."""


def observe(turn: Turn, person: Person, words: str) -> Reply:
    """`/dx 指標 <名前> [値] [年度]`: note a value; without one the series, without a name all."""
    known = {row.id: row for row in indicators(turn.session, turn.event.municipality)}
    titles = {number: row.title for number, row in known.items()}
    title, rest = split_title(words, titles)
    if not title:
        return _all(list(known.values()))
    match find_title(title, titles):
        case Found(number):
            return _on(turn, person, known[number], rest.split())
        case Several(near):
            problem = "several"
        case NotFound(near):
            problem = "not_found"
    return _problem(problem, text=title, choices=[titles[number] for number in near])


def _on(turn: Turn, person: Person, indicator: Indicator, words: Sequence[str]) -> Reply:
    if not words:
        return _seen("slack/indicator_series.j2", indicator)
    try:
        value, year = _value_and_year(words, indicator.unit)
        observe_as(
            turn.session,
            indicator,
            by=person,
            value=value,
            observed_on=_day(year, turn.now),
            at=turn.now,
            via=VIA,
        )
    except NotANumber as error:
        return _problem("not_a_number", text=str(error), title=indicator.title)
    except NotAYear as error:
        return _problem("not_a_year", text=str(error), title=indicator.title)
    except NotYet:
        return _problem("not_yet", text=words[-1])
    except NotAllowed:
        return _problem("not_allowed", title=indicator.title, department=indicator.department)
    return _seen("slack/indicator_observed.j2", indicator)


def _value_and_year(words: Sequence[str], unit: str) -> tuple[float, int | None]:
    """A value, its unit perhaps a word of its own, and the fiscal year where one stands behind.

    Raises:
        NotANumber: what stands where the value should.
        NotAYear: what stands behind it.
    """
    value, *behind = words
    figure = numbers.number(value)
    if behind and title_key(behind[0]) == title_key(unit):
        behind = behind[1:]
    if not behind:
        return figure, None
    year = fiscal_year(" ".join(behind))
    if year is None:
        raise NotAYear(" ".join(behind))
    return figure, year


def _day(year: int | None, now: datetime) -> date:
    """The day a value stands for: today, or the last day of a fiscal year that is another."""
    if year is None or year == fiscal_year_of(now):
        return now.astimezone(TOKYO).date()
    return date(year + 1, 3, 31)


def _seen(template: str, indicator: Indicator) -> Reply:
    return Reply(wording.mrkdwn(template, indicator=indicator, way=way_made(indicator)))


def _all(known: Sequence[Indicator]) -> Reply:
    listed = known[:MOST_LISTED]
    return Reply(wording.mrkdwn("slack/indicators.j2", listed=listed, count=len(known)))


def _problem(problem: str, **about: object) -> Reply:
    return Reply(wording.mrkdwn("slack/indicator_problem.j2", problem=problem, **about))
