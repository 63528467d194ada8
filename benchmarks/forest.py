"""Small forests, learned with LightGBM and written as rows of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

SEEDS = (1, 2, 3)
"""Forests that are added up: a single one depends too much on chance."""
COMMON = {
    "learning_rate": 0.05,
    "lambda_l2": 10.0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}


@dataclass(frozen=True)
class Forest:
    """What was learned; its scores are those of the trees, summed over seeds or in the mean."""

    columns: tuple[str, ...]
    boosters: tuple[lightgbm.Booster, ...]
    share: float
    """What each seed's forest counts for."""

    @classmethod
    def learn(
        cls,
        data: lightgbm.Dataset,
        columns: Sequence[str],
        settings: dict[str, Any],
        rounds: int,
        share: float,
    ) -> Forest:
        boosters = tuple(
            lightgbm.train(COMMON | settings | {"seed": seed}, data, rounds) for seed in SEEDS
        )
        return cls(tuple(columns), boosters, share)

    def scores(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        total: NDArray[np.float32] = np.sum(
            [self.share * np.asarray(each.predict(rows, raw_score=True)) for each in self.boosters],
            axis=0,
        ).astype(np.float32)
        return total

    def written(self) -> dict[str, Any]:
        """As `knowledge.ranking.trees` reads it."""
        trees = [
            self._nodes(tree["tree_structure"])
            for each in self.boosters
            for tree in each.dump_model()["tree_info"]
        ]
        return {
            "signals": list(self.columns),
            "depth": max(_depth(tree, 0) for tree in trees),
            "trees": trees,
        }

    def _nodes(self, root: dict[str, Any]) -> list[list[float]]:
        nodes: list[list[float]] = []

        def add(node: dict[str, Any]) -> int:
            number = len(nodes)
            nodes.append([])
            if "leaf_value" in node:
                nodes[number] = [round(self.share * node["leaf_value"], 5)]
            else:
                nodes[number] = [node["split_feature"], _limit(node["threshold"])]
                nodes[number] += [add(node["left_child"]), add(node["right_child"])]
            return number

        add(root)
        return nodes


def _limit(threshold: float) -> float:
    """The greatest 32-bit number not above a threshold: 32-bit signals stand on the same side of
    it. Rounded to a few digits it would part the best entry from no other."""
    limit = np.float32(threshold)
    if limit > threshold:
        limit = np.nextafter(limit, np.float32(-np.inf))
    return float(str(limit))


def _depth(nodes: Sequence[Sequence[float]], number: int) -> int:
    node = nodes[number]
    return 0 if len(node) == 1 else 1 + max(_depth(nodes, int(child)) for child in node[2:])
