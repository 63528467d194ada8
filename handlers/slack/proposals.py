"""A mention that tells of something done: propose the progress entry (進捗), and record it once
whoever told it confirms.

What is recorded is read from the message in the inbox; a button only says which message and which
initiative. Nobody else sees any of it until then.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from slack_sdk.models.views import View

from handlers import wording
from handlers.office import Office
from handlers.slack import progress
from handlers.slack.heard import heard_in
from handlers.slack.progress_submission import Report
from handlers.slack.replies import Button, Reply
from handlers.slack.who import VIA, user_of
from knowledge.reports import Told, told_in
from knowledge.status_words import guess_status, leading_status
from knowledge.titles import Found
from store import inbox, plans
from store.clock import fiscal_year_of
from store.inbox import Taken, Turn
from store.people import NotAllowed
from store.progress import MAX_TEXT, check_may, is_recorded
from store.tables import Person


class Press(StrEnum):
    """What the buttons under a proposal do; the name of an action before its initiative."""

    RECORD = "proposal_record"
    MEND = "proposal_mend"
    DROP = "proposal_drop"
    CHOOSE = "proposal_on"


def told(turn: Turn, office: Office, words: str) -> Told | None:
    """What somebody reports with a message; nothing where they ask."""
    with office.database.reading() as session:
        return told_in(words, plans.titles(session, turn.event.municipality))


def propose(turn: Turn, person: Person, reported: Told) -> Reply:
    """Show what would be recorded, or ask which initiative is meant."""
    if isinstance(reported.about, Found):
        return _proposal(turn, person, turn.event, reported.about.id, reported.text)
    titles = plans.titles(turn.session, turn.event.municipality)
    choices = {number: titles[number] for number in reported.about.ids}
    return Reply(
        wording.mrkdwn("slack/which_reported.j2", choices=list(choices.values())),
        buttons=tuple(
            _button(name, Press.CHOOSE, turn.event, number) for number, name in choices.items()
        ),
    )


def press(turn: Turn, person: Person, what: Press, value: str) -> Reply | View:
    """A button under a proposal, or under «which initiative?»."""
    event_id, _, number = value.partition(":")
    message = inbox.find(turn.session, turn.event.municipality, int(event_id))
    heard = heard_in(message.payload) if message is not None else None
    if message is None or heard is None or heard.user_id != user_of(turn.event.payload):
        return Reply(wording.mrkdwn("slack/proposal_gone.j2"))
    reported = told_in(heard.words, plans.titles(turn.session, turn.event.municipality))
    if reported is None:  # the initiative has another title meanwhile
        return Reply(wording.mrkdwn("slack/gone.j2"))
    return _pressed(turn, person, what, message, int(number), reported.text)


def corrected_message(turn: Turn, opened_by: int | None) -> int | None:
    """The message whose proposal a form corrects, so that both together make one entry."""
    opener = inbox.find(turn.session, turn.event.municipality, opened_by) if opened_by else None
    actions = opener.payload.get("actions") if opener is not None else None
    action = actions[0] if isinstance(actions, list) and actions else {}
    if opener is None or user_of(opener.payload) != user_of(turn.event.payload):
        return None
    name, _, _ = str(action.get("action_id", "")).partition(":")
    return int(action["value"].partition(":")[0]) if name == Press.MEND else None


def _pressed(
    turn: Turn, person: Person, what: Press, message: Taken, number: int, text: str
) -> Reply | View:
    origin = progress.origin_of(message.id)
    if is_recorded(turn.session, origin):
        return Reply(wording.mrkdwn("slack/already_recorded.j2"), replaces=True)
    match what:
        case Press.RECORD:
            report = _report(message, text)
            done = progress.record_on(turn, person, number, report, origin=origin)
            return replace(done, replaces=True)
        case Press.MEND:
            return progress.open_form(turn, person, number, text)
        case Press.DROP:
            return Reply(wording.mrkdwn("slack/proposal_dropped.j2"), replaces=True)
        case Press.CHOOSE:
            return replace(_proposal(turn, person, message, number, text), replaces=True)


def _proposal(turn: Turn, person: Person, message: Taken, number: int, text: str) -> Reply:
    initiative = plans.initiative(turn.session, turn.event.municipality, number)
    if initiative is None:
        return Reply(wording.mrkdwn("slack/gone.j2"))
    try:
        check_may(turn.session, initiative, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return progress.not_allowed(initiative, person)
    report = _report(message, text)
    if len(report.text) > MAX_TEXT:
        return Reply(wording.mrkdwn("slack/text_too_long.j2", most=MAX_TEXT))
    labels = wording.labels("slack/proposal_buttons.j2")
    return Reply(
        wording.mrkdwn("slack/progress_proposed.j2", title=initiative.title, report=report),
        buttons=(
            _button(labels["record"], Press.RECORD, message, number, style="primary"),
            _button(labels["mend"], Press.MEND, message, number),
            _button(labels["drop"], Press.DROP, message, number),
        ),
    )


def _report(message: Taken, text: str) -> Report:
    """The entry that a message makes: the status it begins with, or speaks of."""
    given, rest = leading_status(text)
    year = fiscal_year_of(message.received_at)
    return Report(rest or text, given or guess_status(text), year)


def _button(
    label: str, what: Press, message: Taken, number: int, style: str | None = None
) -> Button:
    return Button(label, f"{what}:{number}", f"{message.id}:{number}", style)
