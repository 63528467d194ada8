"""Read what the page or a client of the bot sends: a JSON object, with texts in it."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request

from handlers.intake import BodyTooLarge, decoded, read_body


async def json_object(request: Request) -> dict[str, Any]:
    """The body as a JSON object; anything else ends the request with 400 or 413."""
    try:
        data = decoded(await read_body(request))
    except BodyTooLarge as error:
        raise HTTPException(413) from error
    except ValueError as error:
        raise HTTPException(400) from error
    if not isinstance(data, dict):
        raise HTTPException(400)
    return data


def text_of(data: dict[str, Any], name: str, *, most: int) -> str:
    """A text of at most ``most`` characters; anything else ends in 400."""
    value = data.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise HTTPException(400)
    return value


def object_of(data: dict[str, Any], name: str) -> dict[str, Any]:
    """An object, empty where it is missing; anything else ends in 400."""
    value = data.get(name, {})
    if not isinstance(value, dict):
        raise HTTPException(400)
    return value
