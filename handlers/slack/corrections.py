"""`/dx 修正`, `/dx 取消` and the buttons under an entry: correct progress, or take it back.

Whoever comes second sees what changed meanwhile, and decides.
"""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.models.views import View

from handlers import wording
from handlers.slack.progress import origin_of, recorded
from handlers.slack.progress_form import correction_form
from handlers.slack.progress_submission import Correction, Report, correction
from handlers.slack.replies import Button, Reply
from handlers.slack.thread_notices import announce
from handlers.slack.who import VIA, user_of
from knowledge.status_words import leading_status
from store import corrections, inbox, progress
from store.clock import FiscalYear
from store.corrections import AlreadyReplaced, NothingToWithdraw
from store.inbox import Turn
from store.people import NotAllowed
from store.progress import MAX_TEXT, AlreadyRecorded, TextMissing, TextTooLong
from store.tables import Person, ProgressEntry, ProgressMark, Status


def press(turn: Turn, person: Person, what: str, value: str) -> Reply | View:
    """A button under an entry, or under what somebody changed meanwhile."""
    match what:
        case "correct" | "correct_in_thread":
            return _open(turn, person, int(value))
        case "withdraw_in_thread":
            return _withdraw(turn, person, int(value))
        case "withdraw" | "withdraw_anyway":
            return replace(_withdraw(turn, person, int(value)), replaces=True)
        case "correct_anyway":
            return replace(_correct_anyway(turn, person, value), replaces=True)
        case _:
            return Reply(wording.mrkdwn("slack/left_as_it_is.j2"), replaces=True)


def submitted(turn: Turn, person: Person, said: Correction) -> Reply:
    """A form with a correction that was filled in."""
    return _correct(turn, person, said, submitted_by=turn.event.id)


def correct_last(turn: Turn, person: Person, words: str) -> Reply | View:
    """`/dx 修正 [状態] <内容>`: correct the person's last entry; without words the form opens."""
    last = corrections.last_own(turn.session, person)
    if last is None:
        return Reply(wording.mrkdwn("slack/nothing_to_withdraw.j2"))
    given, text = leading_status(words)
    if not text and given is None:
        return correction_form(turn, last)
    report = replace(_as_reported(last), text=text or last.text, status=given or last.status)
    said = Correction(last.id, report, None)
    return _correct(turn, person, said, submitted_by=turn.event.id, is_form=False)


def correct_status(turn: Turn, person: Person, entry_id: int, status: Status) -> Reply:
    """A status button under a recorded entry."""
    entry = progress.find(turn.session, turn.event.municipality, entry_id)
    if entry is None:
        return _gone()
    try:
        corrected = corrections.correct_status(
            turn.session, entry, by=person, status=status, at=turn.now, via=VIA
        )
    except NotAllowed:
        return _not_allowed(entry)
    except AlreadyReplaced as error:
        return _changed(entry, error.latest, ())
    announce(turn, corrected)
    return recorded(corrected, replaces=True)


def withdraw_last(turn: Turn, person: Person) -> Reply:
    """`/dx 取消`: take the person's last entry back."""
    try:
        withdrawal = corrections.withdraw_last(turn.session, by=person, at=turn.now, via=VIA)
    except NothingToWithdraw:
        return Reply(wording.mrkdwn("slack/nothing_to_withdraw.j2"))
    return _withdrawn(turn, withdrawal)


def _open(turn: Turn, person: Person, entry_id: int) -> Reply | View:
    """The form with what an entry says now, which may be more than the message shows."""
    entry = progress.find(turn.session, turn.event.municipality, entry_id)
    if entry is None:
        return _gone()
    try:
        corrections.check_may(turn.session, entry, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed(entry)
    latest = corrections.latest(turn.session, entry)
    if latest.mark is ProgressMark.WITHDRAWN:
        return _changed(entry, latest, ())
    return correction_form(turn, latest)


def _correct(
    turn: Turn, person: Person, said: Correction, *, submitted_by: int, is_form: bool = True
) -> Reply:
    """Correct an entry as the person saw it.

    Args:
        submitted_by: the event in the inbox that holds what they wrote.
        is_form: whether that is a form, which can be recorded all the same when they want it.
    """
    entry = progress.find(turn.session, turn.event.municipality, said.entry_id)
    if entry is None:
        return _gone()
    try:
        corrected = corrections.correct(
            turn.session,
            entry,
            by=person,
            **vars(said.report),
            at=turn.now,
            via=VIA,
            origin=origin_of(submitted_by),
        )
    except NotAllowed:
        return _not_allowed(entry)
    except AlreadyRecorded:
        return Reply(wording.mrkdwn("slack/already_recorded.j2"))
    except TextMissing:
        return Reply(wording.mrkdwn("slack/no_text_to_correct.j2"))
    except TextTooLong:
        return Reply(wording.mrkdwn("slack/text_too_long.j2", most=MAX_TEXT))
    except AlreadyReplaced as error:
        anyway = _choices("correct_anyway", f"{submitted_by}:{error.latest.id}")
        return _changed(entry, error.latest, anyway if is_form else (), report=said.report)
    announce(turn, corrected)
    return recorded(corrected)


def _correct_anyway(turn: Turn, person: Person, value: str) -> Reply:
    """Record what somebody wrote, knowing what has changed since; their words are in the inbox."""
    event_id, _, latest_id = value.partition(":")
    event = inbox.find(turn.session, turn.event.municipality, int(event_id))
    if event is None or user_of(event.payload) != user_of(turn.event.payload):
        return _gone()
    said = correction(event.payload["view"])
    if not isinstance(said, Correction):
        raise ValueError("a form with problems is refused before it is stored")
    return _correct(turn, person, replace(said, entry_id=int(latest_id)), submitted_by=event.id)


def _withdraw(turn: Turn, person: Person, entry_id: int) -> Reply:
    entry = progress.find(turn.session, turn.event.municipality, entry_id)
    if entry is None:
        return _gone()
    try:
        withdrawal = corrections.withdraw(turn.session, entry, by=person, at=turn.now, via=VIA)
    except NotAllowed:
        return _not_allowed(entry)
    except AlreadyReplaced as error:
        is_over = error.latest.mark is ProgressMark.WITHDRAWN
        choices = () if is_over else _choices("withdraw_anyway", str(error.latest.id))
        return _changed(entry, error.latest, choices)
    return _withdrawn(turn, withdrawal)


def _withdrawn(turn: Turn, withdrawal: ProgressEntry) -> Reply:
    announce(turn, withdrawal)
    title, entry = withdrawal.initiative.title, withdrawal.replaces
    return Reply(wording.mrkdwn("slack/withdrawn.j2", entry=entry, title=title))


def _changed(
    seen: ProgressEntry,
    latest: ProgressEntry,
    choices: tuple[Button, ...],
    *,
    report: Report | None = None,
) -> Reply:
    """What somebody changed meanwhile, what was to be recorded, and what can be done now."""
    return Reply(
        wording.mrkdwn(
            "slack/changed_meanwhile.j2",
            title=seen.initiative.title,
            seen=seen,
            latest=latest,
            report=report,
        ),
        buttons=choices,
    )


def _choices(what: str, value: str) -> tuple[Button, ...]:
    labels = wording.labels("slack/mending_buttons.j2")
    return (
        Button(labels[what], f"mend_progress:{what}", value),
        Button(labels["leave"], "mend_progress:leave", value),
    )


def _as_reported(entry: ProgressEntry) -> Report:
    return Report(
        text=entry.text,
        status=entry.status,
        year=FiscalYear(entry.fiscal_year),
        visibility=entry.visibility,
        percent=entry.percent,
        evidence_url=entry.evidence_url,
    )


def _gone() -> Reply:
    return Reply(wording.mrkdwn("slack/gone.j2"))


def _not_allowed(entry: ProgressEntry) -> Reply:
    author = entry.person.name if entry.person else ""
    return Reply(wording.mrkdwn("slack/not_allowed_to_mend.j2", author=author))
