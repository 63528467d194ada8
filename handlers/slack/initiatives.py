"""`/dx 取組` and `/dx 一覧`: look up initiatives (取組) of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers import wording
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack.replies import Button, Reply
from knowledge.answer import Audience, Kind
from knowledge.entries import initiative_entry
from knowledge.importing.years import fiscal_year
from knowledge.joining import themes_of
from knowledge.narrowing import Filter, fits, named_by
from knowledge.titles import Found, NotFound, Several, find_title
from store import plan_parts, plans
from store.clock import fiscal_year_of
from store.schedule import steps_in
from store.tables import Initiative, ItemKind, Status

MOST_LISTED = 100


def show(office: Office, municipality: str, title: str, audience: Audience) -> Reply:
    """One initiative with purpose, states, schedule, progress and departments."""
    if not title:
        return Reply(wording.mrkdwn("slack/which_title.j2"))
    with office.database.reading() as session:
        public_only = audience is not Audience.STAFF
        titles = plans.titles(session, municipality, public_only=public_only)
        match find_title(title, titles):
            case Found(number):
                return show_one(office, municipality, number, audience)
            case Several(numbers):
                return which(title, {number: titles[number] for number in numbers})
            case NotFound(numbers):
                nearest = [titles[number] for number in numbers]
                return no_such_initiative(title, nearest)


def show_one(office: Office, municipality: str, number: int, audience: Audience) -> Reply:
    """One initiative by its id: as it is this moment, or what citizens are told of it."""
    if audience is not Audience.STAFF:
        told = office.counter.again(
            "", f"{Kind.INITIATIVE}:{number}", municipality=municipality, audience=audience
        )
        gone = wording.mrkdwn("slack/gone.j2")
        return Reply(answer_text(told, wording.mrkdwn) if told is not None else gone)
    with office.database.reading() as session:
        found = plans.initiative(session, municipality, number)
        if found is None:
            return Reply(wording.mrkdwn("slack/gone.j2"))
        measures = plan_parts.items(session, municipality, ItemKind.MEASURE)
        entry = initiative_entry(
            found,
            themes_of([found], measures)[found.id],
            plan_parts.references_of(session, found),
        )
    answer = office.counter.show(entry, municipality=municipality, audience=audience)
    return Reply(answer_text(answer, wording.mrkdwn), buttons=(_report_button(number),))


def _report_button(number: int) -> Button:
    label = wording.labels("slack/progress_form.j2")["title"]
    return Button(label, f"open_progress:{number}", str(number))


def which(title: str, choices: dict[int, str]) -> Reply:
    """Several titles fit: one button each."""
    return Reply(
        wording.mrkdwn("slack/which_initiative.j2", title=title, choices=list(choices.values())),
        buttons=tuple(
            Button(name, f"show_initiative:{number}", str(number))
            for number, name in choices.items()
        ),
    )


def no_such_initiative(title: str, nearest: Sequence[str]) -> Reply:
    return Reply(wording.mrkdwn("slack/no_such_initiative.j2", title=title, nearest=nearest))


def list_all(office: Office, municipality: str, words: str, audience: Audience) -> Reply:
    """Initiatives with status and last word, narrowed by department, year or status."""
    with office.database.reading() as session:
        everything = plans.initiatives(session, municipality)
        departments = {name for item in everything for name in item.department_names}
        wanted = _filter(words, departments)
        if wanted is None:
            return Reply(
                wording.mrkdwn("slack/no_such_filter.j2", words=words, departments=departments)
            )
        wanted = replace(wanted, public_only=audience is not Audience.STAFF)
        fitting = [item for item in everything if fits(item, wanted)]
        return Reply(
            wording.mrkdwn(
                "slack/list.j2",
                wanted=wanted,
                count=len(fitting),
                lines=[_line(item, wanted) for item in fitting[:MOST_LISTED]],
                year=fiscal_year_of(office.now()),
            )
        )


def _filter(words: str, departments: set[str]) -> Filter | None:
    """Read the words as department, fiscal year or status; nothing for a word that is none."""
    department, year, status = "", None, None
    for word in words.split():
        if (found_year := fiscal_year(word)) is not None:
            year = found_year
        elif word in set(Status):
            status = Status(word)
        elif name := named_by(word, departments):
            department = name
        else:
            return None
    return Filter(department, year, status)


@dataclass(frozen=True)
class ListLine:
    title: str
    status: str
    departments: tuple[str, ...]
    steps: tuple[str, ...]


def _line(item: Initiative, wanted: Filter) -> ListLine:
    return ListLine(
        title=item.title,
        status=plans.status_of(item, public_only=wanted.public_only).value,
        departments=item.department_names,
        steps=tuple(steps_in(item, wanted.year)) if wanted.year is not None else (),
    )
