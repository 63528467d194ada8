"""What Slack wants answered in the acknowledgement itself: options to choose from, and what is
wrong with a form. It is read-only and stores nothing; all else goes through the inbox.

Source: Slack API docs, block_suggestion payload, and modals, displaying errors in views.
"""

from __future__ import annotations

from typing import Any

from slack_sdk.models.blocks import Option

from handlers import wording
from handlers.office import Office
from handlers.slack import progress_form
from handlers.slack.progress_submission import Problem, Submission, submission
from knowledge.titles import titles_like
from store import municipalities, people, plans

MOST_OPTIONS = 100
MOST_TYPED = 100
"""Characters to look for; no title is longer that somebody types to the end."""

Payload = dict[str, Any]


def answer_at_once(office: Office, municipality: str, payload: Payload) -> Payload | None:
    """The body of the acknowledgement; nothing for what is to be stored and handled."""
    match payload.get("type"):
        case "block_suggestion":
            return {
                "options": [one.to_dict("block") for one in _options(office, municipality, payload)]
            }
        case "view_submission":
            return _problems(office, municipality, payload.get("view"))
        case _:
            return None


def _options(office: Office, municipality: str, payload: Payload) -> list[Option]:
    """Initiatives that fit what was typed, those of the person's own department first."""
    user, team = payload.get("user"), payload.get("team")
    typed = payload.get("value")
    if not isinstance(user, dict) or payload.get("action_id") != progress_form.INITIATIVE:
        return []
    home = team.get("id") if isinstance(team, dict) else None
    # Somebody of another organisation may use the app in a shared channel.
    team_id, user_id = user.get("team_id", home), user.get("id")
    if not isinstance(team_id, str) or not isinstance(user_id, str):
        return []
    with office.database.reading() as session:
        if municipalities.of_workspace(session, team_id) != municipality:
            return []
        titles = plans.titles(session, municipality)
        person = people.find(
            session, municipality=municipality, slack_team_id=team_id, slack_user_id=user_id
        )
        own = plans.numbers_of_department(session, person.department_id) if person else set()
    fitting = titles_like(typed[:MOST_TYPED] if isinstance(typed, str) else "", titles)
    fitting.sort(key=lambda number: number not in own)
    return [progress_form.option(titles[number], number) for number in fitting[:MOST_OPTIONS]]


def _problems(office: Office, municipality: str, view: object) -> Payload | None:
    if not isinstance(view, dict) or view.get("callback_id") != progress_form.CALLBACK:
        return None
    said = submission(view)
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
