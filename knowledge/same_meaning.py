"""Put questions that mean the same together, so that whoever answers them reads each once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge.normalise import letters
from knowledge.ranking.meanings import Meanings, Vectors
from knowledge.words import content_words

NEAR_FROM = 0.5
"""Mean cosine, −1 to 1, from which two questions are put together: of the pairs of municipal
questions that are so near, four in five have an answer in common (docs/benchmarks.md)."""
WORDS_FROM = 0.5
"""The same by words: the share that two questions have in common of all their words."""

Nearness = NDArray[np.float32]


def together(texts: Sequence[str], nearness: Nearness) -> list[list[int]]:
    """Places of texts in groups, by how near each is to the first text of a group.

    Args:
        texts: the one that stands for its group first.
        nearness: shape (texts, texts), 1 for the same, 0 for what may not be put together.
    """
    spelt = [letters(text) for text in texts]
    groups: list[list[int]] = []
    for place in range(len(texts)):
        fitting = [
            group
            for group in groups
            if spelt[group[0]] == spelt[place] or nearness[group[0], place] > 0
        ]
        if fitting:
            max(fitting, key=lambda group: float(nearness[group[0], place])).append(place)
        else:
            groups.append([place])
    return groups


def by_meaning(meanings: Sequence[Meanings], vectors: Sequence[Sequence[Vectors]]) -> Nearness:
    """How near questions are in meaning.

    Args:
        vectors: what each model of ``meanings`` makes of each question, by question.
    """
    models = [
        one.phrases.place(np.stack([own[place] for own in vectors]))
        for place, one in enumerate(meanings)
    ]
    near: Nearness = np.mean([each @ each.T for each in models], axis=0, dtype=np.float32)
    near[near < NEAR_FROM] = 0
    return near


def by_words(texts: Sequence[str]) -> Nearness:
    """How many of their words questions share."""
    words = [frozenset(content_words(text)) for text in texts]
    near = np.array([[_shared(one, other) for other in words] for one in words], dtype=np.float32)
    near[near < WORDS_FROM] = 0
    return near.reshape(len(texts), len(texts))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    every = one | other
    return len(one & other) / len(every) if every else 0.0
