"""Order learned from examples: a sum of small decision trees over the signals.

The trees are made by `make train` (LightGBM, LambdaMART: Burges 2010, «From RankNet to LambdaRank
to LambdaMART») and only read here, so that the bot needs no machine-learning library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking.bm25 import Scores


@dataclass(frozen=True)
class Trees:
    """Trees of one depth limit side by side, each array of shape (trees, nodes).

    A leaf points at itself on both sides, so all trees can be walked the same number of steps.
    """

    signals: tuple[str, ...]
    """Names of the columns, in the order the trees were made with."""
    signal: NDArray[np.int32]
    """Which column a node looks at."""
    limit: Scores
    """A row goes left where the column is at most this."""
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    value: Scores
    steps: int

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> Trees:
        """From a ranker of ``model.json``: each tree as rows of nodes.

        A node is ``[signal, limit, left, right]``, a leaf ``[value]``.
        """
        trees: Sequence[Sequence[Sequence[float]]] = data["trees"]
        shape = (len(trees), max(map(len, trees)))
        signal = np.zeros(shape, dtype=np.int32)
        limit = np.zeros(shape, dtype=np.float32)
        left = np.tile(np.arange(shape[1], dtype=np.int32), (shape[0], 1))
        right = left.copy()
        value = np.zeros(shape, dtype=np.float32)
        for tree, nodes in enumerate(trees):
            for number, node in enumerate(nodes):
                if len(node) == 1:
                    value[tree, number] = node[0]
                    continue
                signal[tree, number], limit[tree, number] = int(node[0]), node[1]
                left[tree, number], right[tree, number] = int(node[2]), int(node[3])
        return cls(tuple(data["signals"]), signal, limit, left, right, value, int(data["depth"]))

    def scores(self, rows: NDArray[np.float32]) -> Scores:
        """Score of each row, shape (rows,), from its signals, shape (rows, signals)."""
        trees, nodes = self.value.shape
        first_node = np.arange(trees)[None, :] * nodes
        first_signal = np.arange(len(rows))[:, None] * rows.shape[1]
        signal, limit = self.signal.ravel(), self.limit.ravel()
        left, right, values = self.left.ravel(), self.right.ravel(), rows.ravel()
        at = np.repeat(first_node, len(rows), axis=0)
        for _ in range(self.steps):
            goes_left = values.take(first_signal + signal.take(at)) <= limit.take(at)
            at = first_node + np.where(goes_left, left.take(at), right.take(at))
        total: Scores = self.value.ravel().take(at).sum(axis=1)
        return total
