"""Tell the log when a model stops answering and when it is back, once each."""

from __future__ import annotations

import threading

import structlog

from knowledge.encoding.encoder import NoEncoder

_log = structlog.get_logger(__name__)


class Outages:
    """Which models do not answer at present."""

    def __init__(self) -> None:
        self.last: NoEncoder | None = None
        """The last failure there was, whether it is over or not."""
        self._silent: set[str] = set()
        self._noting = threading.Lock()

    def begins(self, error: NoEncoder) -> None:
        with self._noting:
            self.last = error
            is_new = error.model not in self._silent
            self._silent.add(error.model)
        if is_new:
            _log.warning("encoder_does_not_answer", model=error.model, reason=error.reason)

    def ends(self, model: str) -> None:
        if model not in self._silent:
            return
        with self._noting:
            self._silent.discard(model)
        _log.info("encoder_answers_again", model=model)
