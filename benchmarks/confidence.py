"""Draw how often the counter is right at each confidence, from what `make train` left in `var`.

python benchmarks/confidence.py --work var
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import matplotlib.pyplot as plt
import numpy as np
import typer

from knowledge.decision import ANSWER_FROM, ASK_BACK_FROM

PICTURE = Path(__file__).parent.parent / "docs" / "confidence.png"
GROUPS = np.linspace(0, 1, 11)
FEWEST = 10
"""Questions that a point must stand for."""


def main(work: Annotated[Path, typer.Option(help="where make train left its figures")]) -> None:
    figure, axes = plt.subplots(figsize=(6, 4.5), layout="constrained")
    axes.plot([0, 1], [0, 1], color="grey", linewidth=0.8, label="as sure as right")
    for name in ("lexical", "semantic"):
        sure, right = np.loadtxt(work / f"confidence_{name}.tsv", unpack=True)
        group = np.digitize(sure, GROUPS[1:-1])
        points = [
            (sure[group == n].mean(), right[group == n].mean())
            for n in range(len(GROUPS) - 1)
            if (group == n).sum() >= FEWEST
        ]
        axes.plot(*zip(*points, strict=True), marker="o", label=f"{name}, unseen questions")
    for line, text in ((ANSWER_FROM, "answer"), (ASK_BACK_FROM, "ask back")):
        axes.axvline(line, color="black", linestyle=":", linewidth=0.8)
        axes.text(line - 0.01, 0.02, text, horizontalalignment="right")
    axes.set(xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left")
    figure.savefig(PICTURE, dpi=110)


if __name__ == "__main__":
    typer.run(main)
