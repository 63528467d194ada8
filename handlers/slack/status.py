"""`/dx 状況`: how the plan stands, for whoever cannot use the Home tab."""

from __future__ import annotations

from handlers import wording
from handlers.office import Office
from handlers.slack.home import OVERVIEW
from handlers.slack.replies import Reply
from handlers.slack.who import Stranger
from knowledge.narrowing import named_by
from knowledge.standing import PlanStanding, of_department, told_to
from store import municipalities
from store.inbox import Turn
from store.tables import Person


def show(turn: Turn, office: Office, who: Person | Stranger, words: str) -> Reply:
    """The whole plan for the DX office, the own department for others, or the department named."""
    if isinstance(who, Stranger):
        return Reply(wording.mrkdwn("slack/home_stranger.j2", stranger=who))
    with office.database.reading() as session:
        if not words:
            told = told_to(session, who, turn.now, of_plan=True)
        else:
            names = [one.name for one in municipalities.departments(session, who.municipality)]
            department = named_by(words, names)
            if not department:
                return Reply(
                    wording.mrkdwn("slack/no_such_department.j2", words=words, departments=names)
                )
            told = of_department(session, who.municipality, department, turn.now)
    if not isinstance(told, PlanStanding):
        return Reply(wording.mrkdwn("slack/status_of_department.j2", told=told))
    parts = [wording.mrkdwn(f"slack/plan_{part}.j2", told=told, most=None) for part in OVERVIEW]
    parts.append(wording.mrkdwn("slack/status_late.j2", told=told))
    return Reply("\n\n".join(filter(None, parts)))
