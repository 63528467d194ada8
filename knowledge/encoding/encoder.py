"""What the bot asks of a model of meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class NoEncoder(Exception):
    """A model is not there or does not answer; the counter goes on without it.

    Neither the model nor the reason holds a secret or a text that somebody wrote: both are logged.
    """

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(model, reason)
        self.model = model
        self.reason = reason


class Encoder(Protocol):
    """A model that makes vectors of texts, near to one another where they mean the same.

    Safe to use from several threads. With ``hurry`` somebody waits for an answer: an encoder rather
    fails than takes longer than two seconds.
    """

    @property
    def name(self) -> str:
        """Name and version: vectors of one name can be compared, and are kept under it."""
        ...

    def questions(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        """Vectors of questions, titles and wordings, shape (texts, dimensions), of length 1.

        Raises:
            NoEncoder: the model does not answer.
        """
        ...

    def texts(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        """Vectors of what answers, shape (texts, dimensions), of length 1.

        Raises:
            NoEncoder: the model does not answer.
        """
        ...
