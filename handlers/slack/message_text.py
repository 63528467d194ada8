"""What people wrote in Slack, as plain text, and where it stands.

Source: Slack API docs, formatting text for app surfaces (how mentions and links arrive).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_LINK = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
_ITALIC = re.compile(r"(?<!\w)_(?=\S)([^_\n]+)(?<=\S)_(?!\w)")
_STRUCK = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+)(?<=\S)~(?![\w~])")
_CODE = re.compile(r"`{1,3}([^`]+)`{1,3}")
_PERMALINK = re.compile(
    r"https://(?:[a-z0-9-]+\.)+slack\.com/archives/[A-Z0-9]+/p\d{16}"
    r"(?:\?thread_ts=\d{10}\.\d{6}&cid=[A-Z0-9]+)?"
)
_TIMESTAMP = re.compile(r"\d{10}\.\d{6}", re.ASCII)
_NAME = re.compile(r"[a-z0-9-]+", re.ASCII)
_CHANNEL = re.compile(r"[A-Z0-9]+", re.ASCII)


def plain_text(mrkdwn: str) -> str:
    """A message without Slack's marks: links as they are shown, people and groups left out."""
    text = _LINK.sub(_shown, mrkdwn)
    for marks in (_CODE, _BOLD, _ITALIC, _STRUCK):
        text = marks.sub(r"\1", text)
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def permalink(payload: Mapping[str, Any]) -> str:
    """The address of the message that a message shortcut was used on; empty where it is unknown.

    Slack's method for it would cost a call of the three seconds there are to open a form.
    """
    domain = _text(payload.get("team"), "domain", _NAME)
    channel = _text(payload.get("channel"), "id", _CHANNEL)
    message = payload.get("message")
    ts = _text(message, "ts", _TIMESTAMP)
    if not (domain and channel and ts):
        return ""
    address = f"https://{domain}.slack.com/archives/{channel}/p{ts.replace('.', '')}"
    thread = _text(message, "thread_ts", _TIMESTAMP)
    return f"{address}?thread_ts={thread}&cid={channel}" if thread else address


def is_permalink(address: str) -> bool:
    """Whether this is the address of a message in Slack; its digits are a time and no number of a
    person."""
    return _PERMALINK.fullmatch(address) is not None


def _shown(link: re.Match[str]) -> str:
    target, label = link[1], link[2]
    if target.startswith("@"):
        return ""
    if target.startswith("#"):
        return f"#{label}" if label else ""
    if target.startswith("!"):
        return label or ""
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def _text(holder: object, name: str, form: re.Pattern[str]) -> str:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value if isinstance(value, str) and form.fullmatch(value) else ""


def verb_and_words(text: str) -> tuple[str, str]:
    """The first word of a command, and the rest."""
    verb, _, rest = re.sub(r"\s+", " ", text.strip(), count=1).partition(" ")
    return verb, rest
