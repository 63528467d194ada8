"""Wait for the operator or the platform to end a process."""

from __future__ import annotations

import signal
import threading


def wait_until_stopped() -> None:
    """Block the main thread until SIGTERM or SIGINT (Ctrl+C)."""
    told = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: told.set())
    told.wait()
