"""A model that an office runs itself, behind an address that speaks OpenAI's embeddings API."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import aiohttp
import numpy as np

from knowledge.encoding.encoder import NoEncoder, Vectors

PATIENCE_SECONDS = 1.5
"""How long a person waits for the model, from looking up its address to the last byte."""
FILLING_SECONDS = 60.0
"""The same where nobody waits."""
REST_SECONDS = 30.0
"""After a failure nobody waits for the model again for so long."""
MOST_LETTERS = 400
"""Of one text: most models take 512 tokens, and some servers refuse what is longer."""
MOST_BYTES = 16_000_000
"""Of one answer."""


class Endpoint:
    """``POST {address}/embeddings`` with a model's name and texts.

    Args:
        key: sent as a bearer token where there is one.
        question_prefix: stands before every question, title and wording («query: » for E5).
        text_prefix: stands before every other text («passage: » for E5).
        dimensions: what the vectors must have; 0 takes what they have, which must then be what the
            vectors have that are kept.
        now: seconds on a clock that never goes back.
    """

    def __init__(
        self,
        address: str,
        model: str,
        *,
        key: str = "",
        question_prefix: str = "",
        text_prefix: str = "",
        dimensions: int = 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = f"{address.rstrip('/')}/embeddings"
        self._model = model
        self._key = key
        self._prefixes = (question_prefix, text_prefix)
        self._dimensions = dimensions
        self._now = now
        self._rests_until = -1.0
        made_with = json.dumps([question_prefix, text_prefix, dimensions]).encode()
        self.name = f"{model} {hashlib.sha256(made_with).hexdigest()[:8]}"

    def questions(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        return self._encode(self._prefixes[0], texts, hurry=hurry)

    def texts(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        return self._encode(self._prefixes[1], texts, hurry=hurry)

    def _encode(self, prefix: str, texts: Sequence[str], *, hurry: bool) -> Vectors:
        if hurry and self._now() < self._rests_until:
            raise NoEncoder(self.name, "did not answer a moment ago")
        try:
            vectors = self._ask([prefix + text[:MOST_LETTERS] for text in texts], hurry=hurry)
        except NoEncoder:
            self._rests_until = self._now() + REST_SECONDS
            raise
        self._rests_until = -1.0
        return vectors

    def _ask(self, texts: Sequence[str], *, hurry: bool) -> Vectors:
        body = json.dumps({"model": self._model, "input": texts}).encode()
        within = PATIENCE_SECONDS if hurry else FILLING_SECONDS
        exchange = self._exchange(body, within)
        try:
            status, content = asyncio.run_coroutine_threadsafe(exchange, _loop()).result()
        except TimeoutError as error:
            raise NoEncoder(self.name, f"no answer within {within} s") from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            # Without its words: they may name the address, and who logs in there.
            raise NoEncoder(self.name, type(error).__name__) from error
        if status != 200:
            raise NoEncoder(self.name, f"HTTP {status}")
        return self._read(content, len(texts))

    async def _exchange(self, body: bytes, within: float) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        content = bytearray()
        async with (
            asyncio.timeout(within),
            aiohttp.ClientSession() as session,
            # A redirect could carry texts and key to where nobody wanted them.
            session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            async for chunk in answer.content.iter_any():
                content += chunk
                if len(content) > MOST_BYTES:
                    raise aiohttp.ClientPayloadError
        return answer.status, bytes(content)

    def _read(self, content: bytes, count: int) -> Vectors:
        """The vectors in the order of the texts, whatever order they came in."""
        try:
            rows = {row["index"]: row["embedding"] for row in json.loads(content)["data"]}
            vectors = np.stack([_vector(rows.pop(place)) for place in range(count)])
        except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
            raise NoEncoder(self.name, "answered with something else than embeddings") from error
        if rows:
            raise NoEncoder(self.name, "answered with more embeddings than texts")
        dimensions = vectors.shape[1]
        if dimensions != (self._dimensions or dimensions):
            raise NoEncoder(self.name, f"{dimensions} dimensions instead of {self._dimensions}")
        return vectors


def _vector(given: Any) -> Vectors:
    """A vector of length 1, from numbers or from base64 (32-bit floats, little-endian)."""
    if isinstance(given, str):
        numbers = np.frombuffer(base64.b64decode(given, validate=True), "<f4").astype(np.float64)
    else:
        numbers = np.array(given, dtype=np.float64)
    length = np.linalg.norm(numbers)
    if numbers.ndim != 1 or not 0 < length < np.inf:
        raise ValueError("not a vector with a direction")
    vector: Vectors = (numbers / length).astype(np.float32)
    return vector


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Where all requests run, so that the time for one is limited as a whole, name look-up
    included, from whatever thread it is asked."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="endpoint", daemon=True).start()
    return loop
