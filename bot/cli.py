"""The command `madoguchi` and its subcommands."""

from __future__ import annotations

import typer

from bot.commands import (
    approvals,
    digests,
    doctor,
    evaluation,
    explaining,
    imports,
    line,
    notices,
    observations,
    plans,
    processes,
    questions,
    sample,
    sheets,
    upkeep,
    verification,
    wordings,
)

app = typer.Typer(
    help="窓口：自治体のためのチャット窓口",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("serve")(processes.serve)
app.command("work")(processes.work)
app.command("clock")(processes.clock)
app.command("slack-socket")(processes.slack_socket)
app.command("doctor")(doctor.doctor)
app.command("migrate")(upkeep.migrate)
app.command("sample")(sample.sample)
app.command("ask")(questions.ask)
app.command("explain")(explaining.explain)
app.add_typer(imports.app, name="import")
app.add_typer(plans.app, name="plan")
app.add_typer(observations.app, name="observe")
app.add_typer(wordings.app, name="wording")
app.add_typer(approvals.app, name="approval")
app.add_typer(verification.app, name="verification")
app.add_typer(notices.app, name="notice")
app.add_typer(line.app, name="line")
app.command("template")(sheets.template)
app.command("export")(sheets.export)
app.add_typer(digests.app, name="digest")
app.add_typer(evaluation.app, name="eval")
app.add_typer(upkeep.audit_app, name="audit")
