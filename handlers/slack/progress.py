"""`/dx 進捗`: post progress (進捗)."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.initiatives import no_such_initiative
from handlers.slack.message_text import permalink, plain_text, verb_and_words
from handlers.slack.progress_form import Preset, form
from handlers.slack.progress_submission import Report, Submission
from handlers.slack.replies import Button, Reply
from handlers.slack.thread_notices import announce, mending_buttons
from handlers.slack.who import VIA, Stranger, user_of
from knowledge.status_words import guess_status, leading_status
from knowledge.titles import Found, NotFound, Several, find_title, split_title
from store import inbox, plans, progress
from store.clock import fiscal_year_of
from store.inbox import Turn
from store.people import NotAllowed
from store.progress import MAX_TEXT, AlreadyRecorded, TextMissing, TextTooLong
from store.tables import Initiative, Person, ProgressEntry, Status


def record(turn: Turn, person: Person, words: str) -> Reply | View:
    """`/dx 進捗 <取組> [状態] <内容>`: record progress, or ask which initiative is meant; without
    any words the form opens."""
    titles = plans.titles(turn.session, turn.event.municipality)
    title, text = split_title(words, titles)
    if not title:
        return form(turn)
    match find_title(title, titles):
        case Found(number):
            return _record_words(turn, person, number, text, origin=origin_of(turn.event.id))
        case Several(numbers):
            return _which(turn, title, {number: titles[number] for number in numbers})
        case NotFound(numbers):
            return no_such_initiative(title, [titles[number] for number in numbers])


def open_form(turn: Turn, person: Person, number: int, text: str = "") -> Reply | View:
    """The form for one initiative, filled in with a text; for number 0 it asks which."""
    if not number:
        return form(turn)
    initiative = plans.initiative(turn.session, turn.event.municipality, number)
    if initiative is None:
        return Reply(wording.mrkdwn("slack/gone.j2"))
    try:
        progress.check_may(turn.session, initiative, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return not_allowed(initiative, person)
    return form(turn, Preset(initiative.id, initiative.title, text))


def open_form_on_message(turn: Turn) -> View:
    """The form, with what somebody wrote in Slack as text and that message as evidence."""
    text = turn.event.payload["message"].get("text", "")
    return form(turn, Preset(text=plain_text(text), evidence_url=permalink(turn.event.payload)))


def record_submitted(
    turn: Turn, person: Person, said: Submission, *, posted_with: int | None = None
) -> Reply:
    """A form that was filled in.

    Args:
        posted_with: the message that it corrects before it is recorded; none for a form alone.
    """
    origin = origin_of(posted_with or turn.event.id)
    return record_on(turn, person, said.initiative_id, said.report, origin=origin)


def _record_words(turn: Turn, person: Person, number: int, words: str, *, origin: str) -> Reply:
    """Record the words of a command, the status guessed from them or given first."""
    given, text = leading_status(words)
    report = Report(text, given or guess_status(text), fiscal_year_of(turn.now))
    return record_on(turn, person, number, report, origin=origin)


def record_on(turn: Turn, person: Person, number: int, report: Report, *, origin: str) -> Reply:
    """Record progress on one initiative."""
    initiative = plans.initiative(turn.session, turn.event.municipality, number)
    if initiative is None:
        return Reply(wording.mrkdwn("slack/gone.j2"))
    try:
        entry = progress.record(
            turn.session,
            initiative,
            by=person,
            text=report.text,
            status=report.status,
            year=report.year,
            visibility=report.visibility,
            percent=report.percent,
            evidence_url=report.evidence_url,
            at=turn.now,
            via=VIA,
            origin=origin,
        )
    except NotAllowed:
        return not_allowed(initiative, person)
    except AlreadyRecorded:
        return Reply(wording.mrkdwn("slack/already_recorded.j2"))
    except TextMissing:
        return Reply(wording.mrkdwn("slack/no_text.j2", title=initiative.title))
    except TextTooLong:
        return Reply(wording.mrkdwn("slack/text_too_long.j2", most=MAX_TEXT))
    announce(turn, entry)
    return recorded(entry)


def chosen(turn: Turn, person: Person, value: str) -> Reply:
    """A button under «which initiative?»: record what the command said on the one chosen."""
    event_id, _, number = value.partition(":")
    command = inbox.find(turn.session, turn.event.municipality, int(event_id))
    if command is None or command.payload.get("user_id") != user_of(turn.event.payload):
        return Reply(wording.mrkdwn("slack/gone.j2"))
    _, words = verb_and_words(command.payload["text"])
    _, text = split_title(words, plans.titles(turn.session, turn.event.municipality))
    reply = _record_words(turn, person, int(number), text, origin=origin_of(command.id))
    return replace(reply, replaces=True)


def origin_of(command_id: int) -> str:
    """A command makes one entry, however often a button under it is pressed."""
    return f"inbox:{command_id}"


def refused(stranger: Stranger) -> Reply:
    """Somebody who may not write is told so, and what to do."""
    return Reply(wording.mrkdwn("slack/stranger.j2", stranger=stranger))


def recorded(entry: ProgressEntry, *, replaces: bool = False) -> Reply:
    """That an entry is recorded, with what can be done about it."""
    title = entry.initiative.title
    return Reply(
        wording.mrkdwn("slack/progress_recorded.j2", entry=entry, title=title),
        buttons=(
            *(
                Button(status.value, f"progress_status:{status.name}", str(entry.id))
                for status in Status
                if status is not entry.status
            ),
            *mending_buttons(entry),
        ),
        replaces=replaces,
    )


def _which(turn: Turn, title: str, choices: dict[int, str]) -> Reply:
    """One button a title; its value leads back to the command, whose words are in the inbox."""
    return Reply(
        wording.mrkdwn("slack/which_initiative.j2", title=title, choices=list(choices.values())),
        buttons=tuple(
            Button(name, f"progress_on:{number}", f"{turn.event.id}:{number}")
            for number, name in choices.items()
        ),
    )


def not_allowed(initiative: Initiative, person: Person) -> Reply:
    """Somebody who may not report on an initiative is told who may."""
    return Reply(
        wording.mrkdwn(
            "slack/not_allowed.j2",
            title=initiative.title,
            departments=initiative.department_names,
            own=person.department.name,
        )
    )
