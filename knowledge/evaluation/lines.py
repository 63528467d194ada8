"""Read JSON Lines with questions, and say which line is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from knowledge.importing.reading import file_bytes, text_of

M = TypeVar("M", bound=BaseModel)


class BadLine(ValueError):
    """A line is no JSON object with the fields it needs."""

    def __init__(self, document: str, line: int, needs: Sequence[str]) -> None:
        super().__init__(f"{document}:{line}")
        self.document = document
        self.line = line
        self.needs = tuple(needs)


def read_lines(path: Path, model: type[M]) -> list[M]:
    """Every line as a model.

    Raises:
        BadLine: a line that is not what the model needs.
        UnreadableFile: the file is missing, empty or no text.
    """
    items = []
    # Not splitlines(): JSON allows U+2028 and the like within a string.
    for number, line in enumerate(text_of(file_bytes(path), path.name).split("\n"), start=1):
        if not line.strip():
            continue
        try:
            items.append(model.model_validate_json(line))
        except ValidationError as error:
            raise BadLine(path.name, number, list(model.model_fields)) from error
    return items
