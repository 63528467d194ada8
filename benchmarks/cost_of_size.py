"""What an index of many entries costs: time to build and to edit, memory, time a question.

Building is measured in processor time, which hangs less on who else works on the machine; a
question in the time that passes, for the models work beside the search.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np

from benchmarks.made_up_faq import DOCUMENT, entries, questions
from knowledge.answer import Audience
from knowledge.counter import Counter
from knowledge.encoding import Encoder
from knowledge.encoding.encoder import Vectors
from knowledge.encoding.packaged import packaged
from knowledge.evaluation.questions import percentiles
from store.audit import Actor
from store.clock import TOKYO
from store.database import Database
from store.municipalities import ensure
from store.records.changes import compare, write
from store.records.faq import FaqRecord, FaqShelf
from store.schema import upgrade

CODE = "madeup"
ASKED = 200
Row = dict[str, object]


class DrawnVectors:
    """A model whose vectors of entries are drawn by chance, in the time of none; questions are
    encoded by the real one. What an index costs does not hang on what the vectors say."""

    def __init__(self, model: Encoder) -> None:
        self._model = model
        self._chance = np.random.default_rng(1)
        self.name = f"drawn for {model.name}"
        # Loads the real model too, whose memory is no part of an index.
        self._dimensions = model.questions(["窓口"]).shape[1]
        self.is_asked = False

    def questions(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        return self._model.questions(texts) if self.is_asked else self.texts(texts)

    def texts(self, texts: Sequence[str], *, hurry: bool = False) -> Vectors:
        drawn = self._chance.standard_normal((len(texts), self._dimensions), dtype=np.float32)
        unit: Vectors = drawn / np.linalg.norm(drawn, axis=1, keepdims=True)
        return unit


def table(sizes: Sequence[int], work: Path, with_vectors_to: int) -> list[Row]:
    """One row a size, without vectors and with them; each measured in a process of its own."""
    return [
        _measured_apart(size, work, with_vectors=with_vectors)
        for size in sizes
        for with_vectors in (False, True)
        if not with_vectors or size <= with_vectors_to
    ]


def _measured_apart(size: int, work: Path, *, with_vectors: bool) -> Row:
    command = [sys.executable, "-m", __name__, str(size), str(work), "vectors" * with_vectors]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 - our own
    found: Row = json.loads(done.stdout)
    return found


def measure(size: int, work: Path, *, with_vectors: bool) -> Row:
    database, records = _filled(size, work)
    models = [*map(DrawnVectors, packaged())] if with_vectors else []
    if models:
        Counter(database, models).library.encode_all(CODE)
        gc.collect()
    counter = Counter(database, models)
    before = _resident_mb()
    ready = _seconds(counter)
    gc.collect()
    grown = _resident_mb() - before
    edited = _edit(database, counter, records[0])
    for model in models:
        model.is_asked = True
    times = percentiles([_ask(counter, question) for question in questions(ASKED)])
    return {
        "entries": f"{size:,}",
        "vectors": "drawn by chance" if models else "none",
        "index ready, CPU s": f"{ready:.1f}",
        "an edit, CPU s": f"{edited:.2f}",
        # Drawing the vectors has left memory that the index takes up again.
        "MB": "–" if models else f"{grown:,.0f}",
        "p50 ms": f"{times['p50_ms']:.1f}",
        "p95 ms": f"{times['p95_ms']:.1f}",
    }


def _filled(size: int, work: Path) -> tuple[Database, list[FaqRecord]]:
    """A store of made-up entries, kept for the next time."""
    kept = work / f"made_up_{size}.db"
    is_kept = kept.exists()
    database = Database(f"sqlite:///{kept}")
    records = entries(size)
    if not is_kept:
        upgrade(database)
        with database.writing() as session:
            ensure(session, CODE)
        _store(database, records, {DOCUMENT})
    return database, records


def _store(database: Database, records: Sequence[FaqRecord], documents: set[str]) -> None:
    shelf, actor = FaqShelf(), Actor(CODE, "CLI")
    with database.writing() as session:
        changes = compare(shelf, session, CODE, list(records), documents)
        write(shelf, session, CODE, changes, at=datetime.now(TOKYO), actor=actor)


def _edit(database: Database, counter: Counter, record: FaqRecord) -> float:
    """Processor seconds from the commit of an edited entry to an index that has it."""
    text = f"{record.answer}\n{time.time_ns()}"
    _store(database, [replace(record, answer=text)], set())
    seconds = _seconds(counter)
    index = counter.shelves(CODE).indexes[Audience.CITIZEN]
    if not any(text in entry.body for entry in index.entries):
        raise RuntimeError("the edit is not in the index")
    return seconds


def _seconds(counter: Counter) -> float:
    start = time.process_time()
    counter.shelves(CODE)
    return time.process_time() - start


def _ask(counter: Counter, question: str) -> float:
    """Milliseconds from a text to the ranked entries, as whoever asks feels them."""
    index = counter.shelves(CODE).indexes[Audience.CITIZEN]
    start = time.perf_counter()
    counter.find(question, index)
    return (time.perf_counter() - start) * 1000


def _resident_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    asked_size, asked_work, asked_vectors = sys.argv[1:]
    print(json.dumps(measure(int(asked_size), Path(asked_work), with_vectors=bool(asked_vectors))))
