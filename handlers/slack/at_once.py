"""What Slack wants answered in the acknowledgement itself: options to choose from, and what is
wrong with a form. It is read-only and stores nothing; all else goes through the inbox.

Source: Slack API docs, block_suggestion payload, and modals, displaying errors in views.
"""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import Option

from handlers import wording
from handlers.office import Office
from handlers.slack import approvals, progress_form
from handlers.slack.fields import option, said_in
from handlers.slack.progress_submission import (
    Correction,
    Problem,
    Submission,
    correction,
    submission,
)
from handlers.slack.return_form import COMMENT
from handlers.slack.reviews import publishing
from handlers.slack.reviews import submissions as reviewing
from knowledge.titles import titles_like
from store import municipalities, people, plans
from store.people import SlackUser
from store.tables import Person

MOST_OPTIONS = 100
MOST_TYPED = 100
"""Characters to look for; no title is longer that somebody types to the end."""

Payload = dict[str, Any]


def answer_at_once(office: Office, municipality: str, payload: Payload) -> Payload | None:
    """The body of the acknowledgement; nothing for what is to be stored and handled."""
    match payload.get("type"):
        case "block_suggestion":
            found = _options(office, municipality, payload)
            return {"options": [one.to_dict("block") for one in found[:MOST_OPTIONS]]}
        case "view_submission":
            view = payload.get("view")
            if isinstance(view, dict) and view.get("callback_id") in reviewing.CALLBACKS:
                return reviewing.acknowledged(office, _person(office, municipality, payload), view)
            return _problems(office, municipality, view)
        case _:
            return None


def _options(office: Office, municipality: str, payload: Payload) -> list[Option]:
    """What fits what was typed: initiatives, those of the person's own department first, or what a
    review offers."""
    field, typed = payload.get("action_id"), payload.get("value")
    text = typed[:MOST_TYPED] if isinstance(typed, str) else ""
    if field in reviewing.FIELDS:
        person = _person(office, municipality, payload)
        return reviewing.options(office, person, field, text) if person else []
    if field != progress_form.INITIATIVE:
        return []
    user = _user(payload)
    with office.database.reading() as session:
        # Somebody of another organisation may use the app in a shared channel.
        if municipalities.of_workspace(session, user.team_id) != municipality:
            return []
        person = people.find(session, municipality, user)
        titles = plans.titles(session, municipality)
        own = plans.numbers_of_department(session, person.department_id) if person else set()
    fitting = titles_like(text, titles)
    fitting.sort(key=lambda number: number not in own)
    return [option(titles[number], str(number)) for number in fitting]


def _person(office: Office, municipality: str, payload: Payload) -> Person | None:
    """Who types or submits, if they are registered."""
    with office.database.reading() as session:
        return people.find(session, municipality, _user(payload))


def _user(payload: Payload) -> SlackUser:
    """Who that is; without ids where a payload does not say them."""
    user, team = payload.get("user"), payload.get("team")
    home = team.get("id") if isinstance(team, dict) else None
    said = (user.get("team_id", home), user.get("id")) if isinstance(user, dict) else ("", "")
    team_id, user_id = (one if isinstance(one, str) else "" for one in said)
    return SlackUser(team_id, user_id)


def _problems(office: Office, municipality: str, view: object) -> Payload | None:
    said: Submission | Correction | dict[str, Problem]
    if not isinstance(view, dict):
        return None
    match view.get("callback_id"):
        case progress_form.CALLBACK:
            said = submission(view)
        case progress_form.CORRECTION:
            said = correction(view)
        case approvals.RETURN | publishing.RETURN:
            said = {} if said_in(view, COMMENT) else {COMMENT: Problem.TEXT_MISSING}
        case _:
            return None
    if isinstance(said, Correction) or not said:
        return None
    if isinstance(said, Submission):
        with office.database.reading() as session:
            if plans.initiative(session, municipality, said.initiative_id) is not None:
                return None
        said = {progress_form.INITIATIVE: Problem.INITIATIVE_GONE}
    words = wording.labels("slack/progress_form_problems.j2")
    return {
        "response_action": "errors",
        "errors": {field: words[problem] for field, problem in said.items()},
    }
