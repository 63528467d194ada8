"""Finds and loads the official API descriptions the stand-ins check against.

The descriptions are not part of the repository.  They are looked for in the folder named by
``MADOGUCHI_SPECS`` and, when that is unset, in ``../shared/specs`` next to the repository.
"""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import yaml

LINE_MESSAGING = "line/messaging-api.yml"
LINE_WEBHOOK = "line/webhook.yml"
SLACK_WEB = "slack/slack_web_openapi_v2_without_examples.json"
SLACK_EVENT_WRAPPER = "slack/slack_common_event_wrapper_schema.json"


def specs_folder() -> Path | None:
    """The folder of official descriptions, or None when there is none on this machine."""
    named = os.environ.get("MADOGUCHI_SPECS")
    if named is not None:
        folder = Path(named)
        return folder if named and folder.is_dir() else None
    root = Path(__file__).resolve().parents[2]
    folder = root.parent / "shared" / "specs"
    return folder if folder.is_dir() else None


def spec_file(name: str) -> Path | None:
    """The description at this path inside the folder, or None when it is absent."""
    folder = specs_folder()
    return folder / name if folder is not None and (folder / name).is_file() else None


@cache
def read_spec(path: Path) -> dict[str, Any]:
    """The decoded description; each file is read once."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".json":
        loaded: Any = json.loads(text)
    else:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        loaded = yaml.load(text, Loader=loader)  # noqa: S506 - both choices are safe loaders
    if not isinstance(loaded, dict):
        raise TypeError(f"{path.name} does not hold an API description")
    return loaded
