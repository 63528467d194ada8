"""Make the vectors of many new texts while questions are answered by words alone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol

import structlog

from knowledge.encoding import NoEncoder, Outages

RETRY_SECONDS = 60.0
"""After a model or the database failed."""
STOP_SECONDS = 5.0
"""How long the end of the process waits for texts that are just being encoded."""

_log = structlog.get_logger(__name__)


class EncodeAll(Protocol):
    def __call__(self, municipality: str, is_wanted: Callable[[], bool]) -> None: ...


class CatchingUp:
    """One thread for all municipalities, there only while there is something to do."""

    def __init__(self, encode_all: EncodeAll, outages: Outages) -> None:
        self._encode_all = encode_all
        self._outages = outages
        self._behind: dict[str, None] = {}
        self._changing = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()

    def wants(self, municipality: str) -> None:
        """Let the vectors of a municipality be made; may be said again while they are."""
        with self._changing:
            self._behind[municipality] = None
            if self._thread is None and not self._stopped.is_set():
                self._thread = threading.Thread(target=self._run, name="catching-up", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """Return when the few texts at hand are done, or take too long."""
        self._stopped.set()
        thread = self._thread
        if thread is not None:
            thread.join(STOP_SECONDS)

    def _run(self) -> None:
        while (municipality := self._next()) is not None:
            try:
                self._encode_all(municipality, lambda: not self._stopped.is_set())
            except NoEncoder as error:
                self._outages.begins(error)
                self._again_later(municipality)
            except Exception as error:
                # Nobody else would start the thread again; texts may stand in the error's words.
                _log.warning("vectors_not_made", reason=type(error).__name__)
                self._again_later(municipality)

    def _next(self) -> str | None:
        with self._changing:
            if self._stopped.is_set() or not self._behind:
                self._thread = None
                return None
            municipality = next(iter(self._behind))
            del self._behind[municipality]
            return municipality

    def _again_later(self, municipality: str) -> None:
        with self._changing:
            self._behind[municipality] = None
        self._stopped.wait(RETRY_SECONDS)
