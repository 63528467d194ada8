"""Takes the place of a model that an office runs itself: OpenAI's ``POST /embeddings``."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

import numpy as np

from tests.standins.recording import Answer, Problem, Recorded, StandIn

DIMENSIONS = 24
MODEL = "office-model"


class EmbeddingsStandIn(StandIn):
    """A model for which two texts mean the same when they have a word of ``same_meaning`` each;
    whatever else they say, they are far from one another."""

    def __init__(self, key: str = "", same_meaning: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.key = key
        self.same_meaning = same_meaning
        self.dimensions = DIMENSIONS
        self.as_base64 = False
        self.instead: Any = None
        """Sent in place of a good answer."""

    @property
    def url(self) -> str:
        return f"{self.origin}/v1"

    @property
    def encoded(self) -> list[str]:
        """Every text that came, in order."""
        return [text for got in self.requests for text in got.body["input"]]

    def reset(self) -> None:
        super().reset()
        self.dimensions, self.as_base64, self.instead = DIMENSIONS, False, None

    def check(self, got: Recorded) -> list[Problem]:
        if (got.method, got.path) != ("POST", "/v1/embeddings"):
            return [Problem("not POST /v1/embeddings")]
        if got.headers.get("authorization") != (f"Bearer {self.key}" if self.key else None):
            return [Problem("the wrong key")]
        texts = got.body.get("input") if isinstance(got.body, dict) else None
        if got.content_type != "application/json" or not texts or got.body["model"] != MODEL:
            return [Problem("no JSON with a model and texts")]
        return []

    def answer(self, got: Recorded, problems: list[Problem]) -> Answer:
        if problems:
            return Answer(self.failure_body(400), 400)
        if self.instead is not None:
            return Answer(self.instead)
        data = [
            {"object": "embedding", "index": place, "embedding": self.vector(text)}
            for place, text in enumerate(got.body["input"])
        ]
        # Nothing says that they come in the order of the texts.
        return Answer({"object": "list", "model": MODEL, "data": data[::-1]})

    def failure_body(self, status: int) -> Any:
        return {"error": {"message": "out of order", "type": "server_error", "code": status}}

    def vector(self, text: str) -> list[float] | str:
        """Not of length 1, as some servers send them."""
        shared = next((word for word in self.same_meaning if word in text), None)
        seed = hashlib.sha256((text if shared is None else "shared").encode()).digest()
        numbers = np.random.default_rng(list(seed)).normal(size=self.dimensions) * 3
        if self.as_base64:
            return base64.b64encode(numbers.astype("<f4").tobytes()).decode()
        return [float(number) for number in numbers]
