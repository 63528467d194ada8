"""A model of meaning whose likes and dislikes a test decides."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np

from knowledge.encoding.encoder import NoEncoder, Vectors

PATIENCE_SECONDS = 10.0


class OwnModel:
    """A model in this process that notes every text, and works only when it may.

    To it all that has one of the words ``alike`` means the same, and nothing else does.
    """

    def __init__(
        self,
        name: str = "own 1",
        alike: tuple[str, ...] = ("クジラ", "粗大ごみ"),
        broken_by: str = "",
    ) -> None:
        self.name = name
        self._broken_by = broken_by
        self._alike = alike
        self.encoded: list[str] = []
        self.may_work = threading.Event()
        self.may_work.set()
        self.is_broken = False

    def questions(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        if not hurry:
            self.may_work.wait(PATIENCE_SECONDS)
        if self.is_broken or (self._broken_by and any(self._broken_by in one for one in texts)):
            raise NoEncoder(self.name, "broken")
        self.encoded += texts
        return np.stack([self._vector(text) for text in texts])

    texts = questions

    def _vector(self, text: str) -> Vectors:
        meant = next((self._alike[0] for word in self._alike if word in text), text)
        made = np.random.default_rng(list(meant.encode())).normal(size=24)
        vector: Vectors = (made / np.linalg.norm(made)).astype(np.float32)
        return vector
