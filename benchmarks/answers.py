"""How good and how fast answers are found, by each signal alone and by all together.

    make bench-answers FAQ=faq.jsonl QUERIES=queries.jsonl
    python benchmarks/answers.py quality --faq … --queries … --work var
    python benchmarks/answers.py cost [--entries 2000] --work var

`quality` asks the graded queries of a FAQ set, whose store is kept under `--work` with its vectors,
and prints one row a way of ranking. The packaged orders may have been learned from the same
queries, so rows of orders learned from the other four fifths stand beside them. `cost` fills stores
with made-up entries and measures each size in a process of its own.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(add_completion=False)
Work = Annotated[Path, typer.Option(help="where stores are kept")]


@app.command()
def quality(
    faq: Annotated[Path, typer.Option(help="a FAQ set")],
    queries: Annotated[Path, typer.Option(help="its graded queries")],
    work: Work,
) -> None:
    """Quality and time of every way of ranking, on one FAQ set."""
    from benchmarks.ways_of_ranking import table

    _print(table(faq, queries, work))


@app.command()
def cost(
    work: Work,
    entries: Annotated[list[int] | None, typer.Option(help="made-up entries")] = None,
    with_vectors_to: Annotated[int, typer.Option(help="most entries with vectors")] = 20_000,
) -> None:
    """Seconds, memory and milliseconds for made-up entries of several sizes."""
    from benchmarks.cost_of_size import table

    _print(table(entries or [2_000, 20_000, 100_000], work, with_vectors_to))


def _print(rows: list[dict[str, object]]) -> None:
    """A table in Markdown."""
    print("| " + " | ".join(rows[0]) + " |")
    print("|" + "---|" * len(rows[0]))
    for row in rows:
        print("| " + " | ".join(map(str, row.values())) + " |", flush=True)


if __name__ == "__main__":
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # so that figures do not hang on who else works here
    app()
