"""Buttons whose press comes back as a postback. What they carry is signed, so that nothing that
somebody else made up is believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

LONGEST_DATA = 300
"""Characters of a postback's data. Source: LINE Developers, Messaging API reference, postback
action."""
_SIGNATURE_BYTES = 12


@dataclass(frozen=True)
class Tap:
    """A button: what stands on it, what the person seems to say with it, what comes back."""

    label: str
    said: str
    data: str


@dataclass(frozen=True)
class DayTap:
    """A button that lets the person choose a day, which comes back beside the data."""

    label: str
    data: str
    first: date
    last: date
    shown: date
    """The day that stands there before one is chosen."""


@dataclass(frozen=True)
class Link:
    """A button that opens a page, a map or the telephone."""

    label: str
    uri: str


@dataclass(frozen=True)
class Tapped:
    """What a press means."""

    action: str
    values: Mapping[str, str]


class TooMuchData(Exception):
    """A button was to carry more than LINE takes."""


def data_of(key: bytes, action: str, values: Mapping[str, str | int]) -> str:
    """Signed postback data.

    Args:
        key: `Office.conversation_key`.

    Raises:
        TooMuchData: more than `LONGEST_DATA` characters.
    """
    told = f"{action}?{urlencode(values)}"
    data = f"{_signature(key, told)}.{told}"
    if len(data) > LONGEST_DATA:
        raise TooMuchData(action)
    return data


def read(key: bytes, data: str) -> Tapped | None:
    """What a button carried; nothing where it is not one of ours."""
    signature, _, told = data.partition(".")
    if not hmac.compare_digest(
        signature.encode("utf-8", "replace"), _signature(key, told).encode()
    ):
        return None
    action, _, values = told.partition("?")
    return Tapped(action, dict(parse_qsl(values, keep_blank_values=True)))


def _signature(key: bytes, told: str) -> str:
    """Of another use than the keyed hashes of conversations, though with the same key."""
    digest = hmac.digest(key, b"tap:" + told.encode("utf-8", "replace"), hashlib.sha256)
    return base64.urlsafe_b64encode(digest[:_SIGNATURE_BYTES]).decode()
