"""`madoguchi import …`: bring plans, procedures, FAQ, people, words and the like in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.bringing import Bringing
from bot.commands.terminal import JsonOption, stop
from handlers import wording
from knowledge.importing.job import ImportKind
from knowledge.importing.plan_job import KINDS
from store.audit import Actor
from store.tables import Visibility

app = typer.Typer(help="計画や手続などを読み込む", no_args_is_help=True)

COMMAND_LINE = Actor("command line", "CLI")

FileArgument = Annotated[Path, typer.Argument(help="読み込むファイル", show_default=False)]
CodeOption = Annotated[
    str, typer.Option("--municipality", "-m", help="自治体のコード。なければ作る")
]
NameOption = Annotated[str, typer.Option("--name", help="自治体の名前（例：江津市）")]
YesOption = Annotated[bool, typer.Option("--yes", "-y", help="確認せずに書き込む")]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="変わるところを見るだけ")]
AllOption = Annotated[bool, typer.Option("--all", help="長い一覧も省かずに見せる")]
PlanOption = Annotated[
    str, typer.Option("--plan", help="計画の名前。文書の題名のままでは合わないときに使う")
]
_LABELS = {kind: wording.labels("terminal/import_labels.j2")[kind] for kind in KINDS}
_KINDS = wording.plain("terminal/import_kinds.j2", kinds=_LABELS)
InternalOption = Annotated[
    list[str] | None,
    typer.Option("--internal", help="職員だけに見せる種類（くり返せる）"),
]
PublicOption = Annotated[
    list[str] | None,
    typer.Option("--public", help="市民にも見せる種類（くり返せる）"),
]


@app.command("plan", epilog=_KINDS)
def plan(
    file: FileArgument,
    municipality: CodeOption,
    name: NameOption = "",
    title: PlanOption = "",
    internal: InternalOption = None,
    public: PublicOption = None,
    yes: YesOption = False,
    dry_run: DryRunOption = False,
    everything: AllOption = False,
    as_json: JsonOption = False,
) -> None:
    """計画の文書（Markdown、文章、Word、PDF、Excel）を読み込む。"""
    chosen = {
        **dict.fromkeys(map(_kind, public or ()), Visibility.PUBLIC),
        **dict.fromkeys(map(_kind, internal or ()), Visibility.INTERNAL),
    }
    bringing = Bringing(municipality, name, yes, dry_run, everything, as_json)
    bringing.run(ImportKind.PLAN, file, COMMAND_LINE, plan_title=title, visibility=chosen)


def _kind(name: str) -> str:
    """The kind with this name, in English or Japanese."""
    for kind, label in _LABELS.items():
        if name in (kind, label):
            return kind
    stop("no_such_kind", name=name, kinds=_LABELS)


def _offer(kind: ImportKind, what: str) -> None:
    """Add `madoguchi import <kind>`."""

    @app.command(kind.value, help=f"{what}を読み込む。")
    def command(
        file: FileArgument,
        municipality: CodeOption,
        name: NameOption = "",
        yes: YesOption = False,
        dry_run: DryRunOption = False,
        everything: AllOption = False,
        as_json: JsonOption = False,
    ) -> None:
        bringing = Bringing(municipality, name, yes, dry_run, everything, as_json)
        bringing.run(kind, file, COMMAND_LINE)


_offer(ImportKind.INITIATIVES, "取組の表（CSVかExcel）")
_offer(ImportKind.PROCEDURES, "手続の表（CSVかExcel）")
_offer(ImportKind.FAQ, "よくある質問の表（CSVかExcel）")
_offer(ImportKind.WORDINGS, "言い方の表（CSVかExcel）")
_offer(ImportKind.INDICATORS, "指標の表（CSVかExcel）")
_offer(ImportKind.GLOSSARY, "用語の表（CSVかExcel）")
_offer(ImportKind.DEPARTMENTS, "担当課の表（CSVかExcel）")
_offer(ImportKind.PEOPLE, "担当者の名簿（CSVかExcel）")
_offer(ImportKind.LEXICON, "言い換えの表（CSVかExcel）")
_offer(ImportKind.LIFE_EVENTS, "ライフイベントの手順の表（CSVかExcel）")
_offer(ImportKind.READINGS, "読み方の表（CSVかExcel）")
_offer(ImportKind.TRANSLATIONS, "手続の訳の表（CSVかExcel）")
