"""An `Answer` as plain data, for machines."""

from __future__ import annotations

from typing import Any

from handlers.answers.text import answer_text
from knowledge.answer import Answer
from knowledge.sources import Source


def answer_data(answer: Answer) -> dict[str, Any]:
    """One JSON object; `madoguchi ask --json` prints it and others rely on its names."""
    return {
        "decision": answer.decision.value,
        "title": answer.title,
        "kind": answer.kind.value if answer.kind else None,
        "municipality": answer.municipality,
        "audience": answer.audience.value,
        "confidence": round(answer.confidence, 4),
        "text": answer_text(answer),
        "is_unsure": answer.is_unsure,
        "source": _source(answer.source),
        "alternatives": [choice.title for choice in answer.alternatives],
        "ranking": [
            {"title": item.title, "kind": item.kind.value, "confidence": item.confidence}
            for item in answer.ranking
        ],
    }


def _source(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {
        "document": source.document,
        "heading": source.heading,
        "edition": source.edition,
        "verified_on": source.verified_on.isoformat() if source.verified_on else None,
        "imported_on": source.imported_on.isoformat() if source.imported_on else None,
    }
