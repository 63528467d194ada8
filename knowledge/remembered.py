"""What was asked before in the same words is answered without another search."""

from __future__ import annotations

import threading
from datetime import date

from cachetools import LRUCache

from knowledge.answer import Answer, Audience

MOST = 2_000
"""Answers of one municipality: the passages are shared with its entries, so each has few kB."""

Asked = tuple[str, Audience, date]
"""Question, who asks, and the day, for an answer tells how long ago it was verified."""


class Remembered:
    """Answers by what was asked, the last asked the longest; for several threads at once."""

    def __init__(self) -> None:
        self._answers: LRUCache[Asked, Answer] = LRUCache(MOST)
        self._lock = threading.Lock()

    def get(self, asked: Asked) -> Answer | None:
        with self._lock:
            return self._answers.get(asked)

    def keep(self, asked: Asked, answer: Answer) -> None:
        with self._lock:
            self._answers[asked] = answer
