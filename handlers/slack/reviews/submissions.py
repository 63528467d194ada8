"""Read the forms of a review in the acknowledgement: options to choose from, what is wrong, and
what people will be told. It is read-only and stores nothing.

Source: Slack API docs, modals, updating views with a response action.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Option
from slack_sdk.models.views import View

from handlers import wording
from handlers.answers.text import answer_text
from handlers.office import Office
from handlers.slack import fields
from handlers.slack.reviews import forms
from handlers.slack.reviews.forms import Said
from handlers.slack.reviews.groups import group_of
from handlers.slack.reviews.listing import numbers_in
from knowledge.answer import Answer, Audience, Kind
from knowledge.normalise import title_key
from knowledge.previews import faq_as_shown
from knowledge.titles import titles_like
from store import approvals, people
from store.reviews import ANSWER_LETTERS, QUESTION_LETTERS
from store.tables import Person, Visibility

CALLBACKS = frozenset({forms.ANSWER_CALLBACK, forms.REWORD_CALLBACK})
FIELDS = frozenset({forms.ENTRY, forms.DEPARTMENT})
_LIMITS = {
    forms.QUESTION: QUESTION_LETTERS,
    forms.ANSWER: ANSWER_LETTERS,
    forms.OFFLINE: forms.MOST_OFFLINE,
    forms.SOURCE: forms.MOST_SOURCE,
}
_NEEDED = (forms.QUESTION, forms.ANSWER, forms.SOURCE)

Payload = dict[str, Any]


def options(office: Office, person: Person, field: str, typed: str) -> list[Option]:
    """Entries or departments whose names fit what was typed."""
    if not people.oversees(person):
        return []
    base = office.counter.shelves(person.municipality).base
    if field == forms.DEPARTMENT:
        pairs = [(known.contact.department,) * 2 for known in base.departments]
    else:
        pairs = [(entry.title, entry.key) for entry in base.staff_entries]
    fitting = titles_like(typed, dict(enumerate(title for title, _ in pairs)))
    return [fields.option(*pairs[place]) for place in fitting]


def acknowledged(office: Office, person: Person | None, view: Mapping[str, Any]) -> Payload | None:
    """What is wrong with a form, or what people will be told; nothing for one that was seen."""
    said = said_in(view)
    is_answer = view.get("callback_id") == forms.ANSWER_CALLBACK
    first = forms.QUESTION if is_answer else forms.ENTRY
    if person is None or not people.oversees(person):
        return _errors({first: "only_dx_office"})
    group = group_of(office, person.municipality, numbers_in(said.numbers), now=office.now())
    if group is None:
        return _errors({first: "done_already"})
    if not is_answer:
        return _of_entry(office, person.municipality, said, group.audience)
    audience = Audience.STAFF if said.visibility is Visibility.INTERNAL else group.audience
    return _of_answer(office, person.municipality, said, audience)


def _of_answer(office: Office, municipality: str, said: Said, audience: Audience) -> Payload | None:
    problems = _problems(said)
    if not problems and title_key(said.question) in _faq_titles(office, municipality):
        problems = {forms.QUESTION: "same_question"}
    if problems:
        return _errors(problems)
    if said.seen == said.digest:
        return None
    record = said.record((), office.now())
    told = faq_as_shown(office.counter, record, municipality=municipality, audience=audience)
    waits = said.visibility is Visibility.PUBLIC and is_on(office, municipality)
    return _updated(forms.answer_view(said, previewed(told, waits=waits)))


def _of_entry(office: Office, municipality: str, said: Said, audience: Audience) -> Payload | None:
    entry = office.counter.shelves(municipality).base.entry(said.entry_key, audience)
    if entry is None:
        return _errors({forms.ENTRY: "not_for_them" if said.entry_key else "not_chosen"})
    if said.seen == said.digest:
        return None
    told = office.counter.show(entry, municipality=municipality, audience=audience)
    shown = previewed(told, waits=is_on(office, municipality))
    return _updated(forms.reword_view(said, entry.title, shown))


def previewed(told: Answer, *, waits: bool) -> str:
    """What people will be told, and whether a second person reads it before."""
    text = answer_text(told, wording.mrkdwn)
    return f"{text}\n\n{wording.mrkdwn('slack/reviews/will_wait.j2')}" if waits else text


def is_on(office: Office, municipality: str) -> bool:
    """Whether what becomes public waits for a second person here."""
    with office.database.reading() as session:
        return approvals.is_on(session, municipality)


def _updated(view: View) -> Payload:
    return {"response_action": "update", "view": view.to_dict()}


def said_in(view: Mapping[str, Any]) -> Said:
    """What a view that was submitted says. Personal numbers are masked in it already."""
    meta = _meta(view.get("private_metadata"))
    is_internal = fields.said_in(view, forms.VISIBILITY) == Visibility.INTERNAL.name
    return Said(
        question=" ".join(fields.said_in(view, forms.QUESTION).split()),
        answer=fields.said_in(view, forms.ANSWER),
        offline_way=fields.said_in(view, forms.OFFLINE),
        department=fields.said_in(view, forms.DEPARTMENT),
        source=fields.said_in(view, forms.SOURCE),
        visibility=Visibility.INTERNAL if is_internal else Visibility.PUBLIC,
        entry_key=fields.said_in(view, forms.ENTRY),
        numbers=str(meta.get("numbers", "")),
        opened_by=meta["opened_by"] if isinstance(meta.get("opened_by"), int) else None,
        seen=str(meta.get("seen", "")),
    )


def _problems(said: Said) -> dict[str, str]:
    texts = {
        forms.QUESTION: said.question,
        forms.ANSWER: said.answer,
        forms.OFFLINE: said.offline_way,
        forms.SOURCE: said.source,
    }
    problems = {name: "missing" for name in _NEEDED if not texts[name]}
    long = {name: "too_long" for name, text in texts.items() if len(text) > _LIMITS[name]}
    return problems | long


def _errors(problems: Mapping[str, str]) -> Payload:
    words = wording.labels("slack/reviews/form_problems.j2")
    return {
        "response_action": "errors",
        "errors": {field: words[problem] for field, problem in problems.items()},
    }


def _faq_titles(office: Office, municipality: str) -> set[str]:
    base = office.counter.shelves(municipality).base
    return {title_key(entry.title) for entry in base.staff_entries if entry.kind is Kind.FAQ}


def _meta(text: object) -> dict[str, Any]:
    try:
        found = json.loads(text) if isinstance(text, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
