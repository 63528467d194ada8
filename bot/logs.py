"""Logging: one JSON line an event on standard error, without texts and ids of people."""

from __future__ import annotations

import logging
import sys

import structlog


def for_a_command() -> None:
    """Keep warnings out of what a command prints, for machines may read it."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))


def set_up(level: str) -> None:
    """Send structlog and the standard library's loggers to the same JSON lines."""
    shared: list[structlog.types.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Bolt and the SDKs log request bodies at DEBUG; what people write is not for the log.
    quiet = ("slack_bolt", "slack_sdk", "linebot", "urllib3", "asyncio", "apscheduler", "alembic")
    for noisy in (*quiet, "uvicorn"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))
