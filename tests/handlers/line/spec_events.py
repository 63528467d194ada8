"""An event of every kind in LINE's webhook description, made from the description itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tests.standins.specs import LINE_WEBHOOK, read_spec, spec_file
from tests.standins.webhook_events import ulid

_PREFIX = "#/components/schemas/"
_GIVEN = {
    "messageId": "1",
    "hwid": "d41d8cd98f",
    "mode": "active",
    "timestamp": 1_763_430_000_000,
    "isRedelivery": False,
    "userId": f"U{1:032x}",
    "groupId": f"C{1:032x}",
    "roomId": f"R{1:032x}",
}
"""Values that mean something to whoever gets the event."""


def spec_events() -> dict[str, dict[str, Any]]:
    """Events by kind, and by the kinds of what is in them: ``message/text``, ``module/attached``,
    each from a person, a group and a room. None where the description is not here."""
    path = spec_file(LINE_WEBHOOK)
    if path is None:
        return {}
    schemas = read_spec(path)["components"]["schemas"]
    return {
        f"{kind} from a {event['source']['type']}": event
        for kind, event in _of_switch(schemas, "Event")
    }


def fresh(event: dict[str, Any], reply_token: str) -> dict[str, Any]:
    """The same event as if it happened now."""
    named = event | {"webhookEventId": ulid()}
    return named | {"replyToken": reply_token} if "replyToken" in event else named


def _of_switch(schemas: Mapping[str, Any], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every value of a schema that has kinds."""
    switch = schemas[name]["discriminator"]
    for kind, reference in switch["mapping"].items():
        for inner, value in _of_object(schemas, schemas[reference.removeprefix(_PREFIX)]):
            yield "/".join(filter(None, (kind, inner))), {switch["propertyName"]: kind} | value


def _of_object(
    schemas: Mapping[str, Any], schema: Mapping[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of a schema, one for each combination of kinds inside."""
    made: list[tuple[str, dict[str, Any]]] = [("", {})]
    for name, inner in _properties(schemas, schema).items():
        made = [
            ("/".join(filter(None, (kind, more))), value | {name: one})
            for kind, value in made
            for more, one in _of_property(schemas, name, inner)
        ]
    yield from made


def _of_property(
    schemas: Mapping[str, Any], name: str, schema: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    if name in _GIVEN:
        yield "", _GIVEN[name]
        return
    if "$ref" in schema:
        inner = schema["$ref"].removeprefix(_PREFIX)
        if "discriminator" in schemas[inner]:
            kinds = list(_of_switch(schemas, inner))
            # Who it is from stands in the event itself.
            yield from (("" if name == "source" else kind, one) for kind, one in kinds)
            return
        kind = _kind_of(schemas, schema["$ref"])
        schema = schemas[inner]
        if kind:
            yield "", kind | next(_of_object(schemas, schema))[1]
            return
    match schema.get("type"):
        case _ if "enum" in schema:
            yield "", schema["enum"][0]
        case "integer" | "number":
            yield "", 1
        case "boolean":
            yield "", True
        case "array":
            yield "", [next(_of_property(schemas, "", schema["items"]))[1]]
        case "string":
            yield "", "x"
        case _:
            yield next(_of_object(schemas, schema))


def _kind_of(schemas: Mapping[str, Any], reference: str) -> dict[str, str]:
    """The property that tells one kind of a schema from the others, for a kind named outright."""
    switches = (one["discriminator"] for one in schemas.values() if "discriminator" in one)
    return next(
        (
            {switch["propertyName"]: kind}
            for switch in switches
            for kind, named in switch["mapping"].items()
            if named == reference
        ),
        {},
    )


def _properties(schemas: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in schema.get("allOf", ()):
        resolved = schemas[part["$ref"].removeprefix(_PREFIX)] if "$ref" in part else part
        switch = resolved.get("discriminator", {}).get("propertyName")
        found |= {
            name: inner for name, inner in _properties(schemas, resolved).items() if name != switch
        }
    found |= schema.get("properties", {})
    return found
