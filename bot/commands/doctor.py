"""`madoguchi doctor`: ask LINE and Slack whether the bot could do its work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import typer
from sqlalchemy.orm import Session

from bot.commands.terminal import office, out, settings
from bot.settings import Settings
from handlers import wording
from handlers.checkup import Finding, State, bad, good
from handlers.line.checkup import LineSetUp, line_findings
from handlers.line.rich_menu.described import described
from handlers.line.rich_menu.due import menu_due
from handlers.line.rich_menu.menus import menus
from handlers.office import Office
from handlers.slack.checkup import SlackSetUp, slack_findings
from store import municipalities, people


def doctor() -> None:
    """LINEとSlackの設定、権限、チャンネルを確かめ、足りないものと直し方を伝える。"""
    chosen = settings()
    opened = office(chosen)
    parts: dict[str, Iterator[Finding]] = {
        "data": _of_data(opened),
        "line": line_findings(_line(chosen, opened)),
        "slack": slack_findings(_slack(chosen, opened)),
    }
    faults = 0
    for part, found in parts.items():
        findings = list(found)
        faults += sum(finding.state is State.BAD for finding in findings)
        out.print(wording.plain("terminal/doctor.j2", part=part, findings=findings))
    out.print(wording.plain("terminal/doctor_outcome.j2", faults=faults))
    if faults:
        raise typer.Exit(1)


def _of_data(opened: Office) -> Iterator[Finding]:
    with opened.database.reading() as session:
        known = municipalities.find(session, opened.municipality)
        if known is None:
            codes = municipalities.codes(session)
            yield bad("municipality_missing", code=opened.municipality, known=codes)
        else:
            yield good("municipality", name=known.name or known.code)


def _line(chosen: Settings, opened: Office) -> LineSetUp:
    kind = menu_due(opened)
    return LineSetUp(
        chosen.line_api,
        chosen.line_data_api,
        chosen.line_channel_secret.get_secret_value(),
        chosen.line_channel_access_token.get_secret_value(),
        menu=described(opened, menus()[kind]),
        menu_kind=kind,
    )


def _slack(chosen: Settings, opened: Office) -> SlackSetUp:
    with opened.database.reading() as session:
        registered = Counter(
            person.slack_team_id
            for code in municipalities.codes(session)
            for person in people.registered(session, code)
        )
        of_departments = _channels_of_departments(session)
    digest = chosen.slack_digest_channel
    return SlackSetUp(
        chosen.slack_api,
        chosen.slack_signing_secret.get_secret_value(),
        chosen.slack_bot_token.get_secret_value(),
        chosen.slack_app_token.get_secret_value(),
        people=registered,
        channels=({"digest": digest} if digest else {}) | of_departments,
    )


def _channels_of_departments(session: Session) -> dict[str, str]:
    """Where departments hear of progress, by their names."""
    codes = municipalities.codes(session)
    return {
        department.name if len(codes) == 1 else f"{department.name}（{code}）": channel
        for code in codes
        for department in municipalities.departments(session, code)
        if (channel := department.slack_channel)
    }
