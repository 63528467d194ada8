"""How near texts are in meaning, from vectors that one model made of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.ranking.bm25 import Scores

Vectors = NDArray[np.float32]
Pending = Callable[[], Sequence[Vectors]]
"""Waits for what each model makes of a question; nothing where no model says anything."""

WHITENING = 0.25
"""How far directions that all texts share are made smaller: each is divided by its spread to this
power. Of 0, .25, .5 and .75 this was best for both packaged models (docs/benchmarks.md); Su et al.
2021, «Whitening Sentence Representations for Better Semantics and Faster Retrieval», take 1."""
FEWEST_TO_WHITEN = 50
"""From fewer texts no spread can be told."""


@dataclass(frozen=True)
class Space:
    """Vectors of texts, made comparable by what these very texts have in common."""

    vectors: Vectors
    """Shape (texts, dimensions), of length 1."""
    centre: Vectors
    turn: Vectors
    """Shape (dimensions, dimensions)."""

    @classmethod
    def of(cls, vectors: Vectors) -> Space:
        """Texts without a vector have zeros, and stay near to nothing."""
        known = vectors[vectors.any(axis=1)]
        size = vectors.shape[1]
        centre = np.zeros(size, dtype=np.float32)
        turn = np.eye(size, dtype=np.float32)
        if len(known) >= FEWEST_TO_WHITEN:
            centre = known.mean(axis=0)
            spread, axes = np.linalg.eigh(np.cov((known - centre).T))
            turn = (axes * (np.sqrt(np.maximum(spread, 0)) + 1e-4) ** -WHITENING).astype(np.float32)
        space = cls(vectors, centre, turn)
        placed = space.place(vectors)
        placed[~vectors.any(axis=1)] = 0
        return cls(placed, centre, turn)

    def place(self, vectors: Vectors) -> Vectors:
        """Vectors of other texts in this space, shape (texts, dimensions), of length 1."""
        moved = (vectors - self.centre) @ self.turn
        lengths = np.linalg.norm(moved, axis=-1, keepdims=True)
        placed: Vectors = (moved / np.maximum(lengths, 1e-9)).astype(np.float32)
        return placed


@dataclass(frozen=True)
class Meanings:
    """What one model makes of all entries: of each phrase, and of each entry as a whole."""

    model: str
    phrases: Space
    wholes: Space

    def nearness(self, question: Vectors) -> tuple[Scores, Scores]:
        """Cosine of a question, shape (dimensions,), to every phrase and every whole entry."""
        return (
            self.phrases.vectors @ self.phrases.place(question),
            self.wholes.vectors @ self.wholes.place(question),
        )

    def near_to(self, entries: Sequence[int]) -> Scores:
        """Cosine of every whole entry to the middle of some of them."""
        near: Scores = self.wholes.vectors @ self.wholes.vectors[list(entries)].mean(axis=0)
        return near
