"""`/dx 進捗` and `/dx 取消`: post progress (進捗), correct its status, take it back."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.initiatives import no_such_initiative
from handlers.slack.message_text import permalink, plain_text
from handlers.slack.progress_form import Preset, form
from handlers.slack.progress_submission import Report, Submission
from handlers.slack.replies import Button, Reply
from handlers.slack.who import Stranger
from knowledge.status_words import guess_status, leading_status
from knowledge.titles import Found, NotFound, Several, find_title, split_title
from store import plans, progress
from store.clock import fiscal_year_of
from store.inbox import Turn
from store.people import NotAllowed
from store.progress import (
    MAX_TEXT,
    AlreadyRecorded,
    AlreadyReplaced,
    NothingToWithdraw,
    TextMissing,
    TextTooLong,
)
from store.tables import Initiative, Person, ProgressEntry, Status

VIA = "Slack"


def record(turn: Turn, person: Person, words: str) -> Reply | View:
    """`/dx 進捗 <取組> [状態] <内容>`: record progress, or ask which initiative is meant; without
    any words the form opens."""
    titles = plans.titles(turn.session, turn.event.municipality)
    title, text = split_title(words, titles)
    if not title:
        return form(turn)
    match find_title(title, titles):
        case Found(number):
            return _record_words(turn, person, number, text, origin=_origin(turn.event.id))
        case Several(numbers):
            return _which(turn, title, {number: titles[number] for number in numbers})
        case NotFound(numbers):
            return no_such_initiative(title, [titles[number] for number in numbers])


def open_form(turn: Turn, person: Person, number: int) -> Reply | View:
    """The form for one initiative; for number 0 it asks which."""
    if not number:
        return form(turn)
    initiative = plans.initiative(turn.session, turn.event.municipality, number)
    if initiative is None:
        return Reply(wording.mrkdwn("slack/gone.j2"))
    try:
        progress.check_may(turn.session, initiative, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed(initiative, person)
    return form(turn, Preset(initiative.id, initiative.title))


def open_form_on_message(turn: Turn) -> View:
    """The form, with what somebody wrote in Slack as text and that message as evidence."""
    text = turn.event.payload["message"].get("text", "")
    return form(turn, Preset(text=plain_text(text), evidence_url=permalink(turn.event.payload)))


def record_submitted(turn: Turn, person: Person, said: Submission) -> Reply:
    """A form that was filled in."""
    origin = _origin(turn.event.id)
    return _record_on(turn, person, said.initiative_id, said.report, origin=origin)


def _record_words(turn: Turn, person: Person, number: int, words: str, *, origin: str) -> Reply:
    """Record the words of a command, the status guessed from them or given first."""
    given, text = leading_status(words)
    report = Report(text, given or guess_status(text), fiscal_year_of(turn.now))
    return _record_on(turn, person, number, report, origin=origin)


def _record_on(turn: Turn, person: Person, number: int, report: Report, *, origin: str) -> Reply:
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
        return _not_allowed(initiative, person)
    except AlreadyRecorded:
        return Reply(wording.mrkdwn("slack/already_recorded.j2"))
    except TextMissing:
        return Reply(wording.mrkdwn("slack/no_text.j2", title=initiative.title))
    except TextTooLong:
        return Reply(wording.mrkdwn("slack/text_too_long.j2", most=MAX_TEXT))
    return _recorded(entry, initiative)


def record_chosen(turn: Turn, person: Person, number: int, words: str, *, command_id: int) -> Reply:
    """A button under «which initiative?»: record what the command said on the one chosen."""
    _, text = split_title(words, plans.titles(turn.session, turn.event.municipality))
    reply = _record_words(turn, person, number, text, origin=_origin(command_id))
    return replace(reply, replaces=True)


def _origin(command_id: int) -> str:
    """A command makes one entry, however often a button under it is pressed."""
    return f"inbox:{command_id}"


def correct(turn: Turn, person: Person, entry_id: int, status: Status) -> Reply:
    """A status button under a recorded entry."""
    entry = progress.find(turn.session, turn.event.municipality, entry_id)
    if entry is None:
        return Reply(wording.mrkdwn("slack/gone.j2"))
    try:
        corrected = progress.correct_status(
            turn.session, entry, by=person, status=status, at=turn.now, via=VIA
        )
    except NotAllowed:
        return _not_allowed(entry.initiative, person)
    except AlreadyReplaced:
        return Reply(wording.mrkdwn("slack/already_replaced.j2", title=entry.initiative.title))
    return _recorded(corrected, entry.initiative, replaces=True)


def withdraw(turn: Turn, person: Person) -> Reply:
    """`/dx 取消`: take the person's last entry back."""
    try:
        entry = progress.withdraw_last(turn.session, by=person, at=turn.now, via=VIA)
    except NothingToWithdraw:
        return Reply(wording.mrkdwn("slack/nothing_to_withdraw.j2"))
    return Reply(wording.mrkdwn("slack/withdrawn.j2", entry=entry, title=entry.initiative.title))


def refused(stranger: Stranger) -> Reply:
    """Somebody who may not write is told so, and what to do."""
    return Reply(wording.mrkdwn("slack/stranger.j2", stranger=stranger))


def _recorded(entry: ProgressEntry, initiative: Initiative, *, replaces: bool = False) -> Reply:
    return Reply(
        wording.mrkdwn("slack/progress_recorded.j2", entry=entry, title=initiative.title),
        buttons=tuple(
            Button(status.value, f"progress_status:{status.name}", str(entry.id))
            for status in Status
            if status is not entry.status
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


def _not_allowed(initiative: Initiative, person: Person) -> Reply:
    return Reply(
        wording.mrkdwn(
            "slack/not_allowed.j2",
            title=initiative.title,
            departments=[link.department.name for link in initiative.departments],
            own=person.department.name,
        )
    )
