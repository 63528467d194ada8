"""`/dx …`: the first word says what somebody wants."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from handlers import wording
from handlers.slack import (
    approvals,
    city_notices,
    corrections,
    handover,
    indicators,
    initiatives,
    meetings,
    progress,
    questions,
    status,
    verification,
)
from handlers.slack.door import HELP, Door, Payload, Said, answer, help_text
from handlers.slack.message_text import verb_and_words
from handlers.slack.replies import Reply
from handlers.slack.reviews import answering
from store.inbox import Turn

COMMAND = "/dx"


def listen(app: App, door: Door) -> None:
    """Let an app hear of the command."""

    @app.command(COMMAND)
    def dx(ack: Ack, command: Payload, context: BoltContext) -> None:
        ack()
        turn: Turn = context["turn"]
        verb, words = verb_and_words(command.get("text", ""))
        said = _written(door, turn, verb, words)
        answer(turn, _looked_up(door, turn, verb, words) if said is None else said)


def _written(door: Door, turn: Turn, verb: str, words: str) -> Said | None:
    """What only a registered person may; nothing for another verb."""
    office = door.office
    match verb:
        case "進捗":
            return door.by_writer(turn, lambda who: progress.record(turn, who, words))
        case "取消" | "取り消し":
            return door.by_writer(turn, lambda who: corrections.withdraw_last(turn, who))
        case "修正":
            return door.by_writer(turn, lambda who: corrections.correct_last(turn, who, words))
        case "承認":
            return door.by_writer(turn, lambda who: approvals.command(turn, office, who, words))
        case "差し戻し" | "差戻し":
            return door.by_writer(turn, lambda who: approvals.return_by_command(turn, who, words))
        case indicators.VERB:
            return door.by_writer(turn, lambda who: indicators.observe(turn, who, words))
        case answering.VERB:
            return door.by_writer(turn, lambda who: answering.command(turn, office, who, words))
        case city_notices.VERB:
            return door.by_writer(turn, lambda who: city_notices.command(turn, who, words))
        case verification.VERB:
            return door.by_writer(turn, lambda who: verification.listed(turn, who))
        case handover.VERB:
            domain = turn.event.payload.get("team_domain", "")
            return door.by_writer(turn, lambda _: handover.listed(turn, office, domain))
        case _:
            return None


def _looked_up(door: Door, turn: Turn, verb: str, words: str) -> Reply:
    """What everybody may, each as they may see it."""
    office, municipality = door.office, turn.event.municipality
    match verb:
        case "取組":
            return initiatives.show(office, municipality, words, door.audience(turn))
        case "一覧":
            return initiatives.list_all(office, municipality, words, door.audience(turn))
        case "状況":
            return status.show(turn, office, door.known(turn), words)
        case meetings.VERB:
            return meetings.prepare(office, municipality, words, door.audience(turn))
        case questions.VERB:
            return questions.ask(turn, office, words, door.audience(turn))
        case _ if verb in HELP:
            return help_text()
        case _:
            return Reply(wording.mrkdwn("slack/unknown_verb.j2", verb=verb))
