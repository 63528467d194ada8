"""Turns OpenAPI 3.0 schemas into strict JSON Schemas.

Three things OpenAPI leaves open are made strict, so that a misspelt field is found:

* a schema with a ``discriminator`` becomes a switch on its property, and an unknown value of
  that property is an error;
* a schema built with ``allOf`` is flattened, so that ``additionalProperties`` can be forbidden;
* an object that lists properties accepts no others unless it says so itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.standins.specs import read_spec, spec_file

_PREFIX = "#/components/schemas/"
_KEPT = (
    "type",
    "enum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "pattern",
    "uniqueItems",
)


class StrictSchemas:
    """All component schemas of one OpenAPI description, made strict."""

    def __init__(self, spec: Mapping[str, Any]) -> None:
        self._spec = spec
        self._sources: Mapping[str, Any] = spec["components"]["schemas"]
        self._constants = self._discriminator_values()
        self._definitions = {name: self._definition(name) for name in self._sources}
        self._validators: dict[str, Draft202012Validator] = {}

    def request_schema_name(self, path: str, method: str) -> str | None:
        """The component that describes the JSON body of an operation, if it has one."""
        operation = self._spec["paths"].get(path, {}).get(method.lower(), {})
        media = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        reference = media.get("schema", {}).get("$ref")
        return _component(reference) if isinstance(reference, str) else None

    def problems(self, name: str, value: object) -> list[str]:
        """What is wrong with a value by the schema of this name, one text for each fault."""
        if name not in self._validators:
            self._validators[name] = Draft202012Validator(
                {"$ref": f"#/$defs/{name}", "$defs": self._definitions}
            )
        errors = self._validators[name].iter_errors(value)
        return [f"{_dotted(error.absolute_path)}: {_short(error.message)}" for error in errors]

    def _discriminator_values(self) -> dict[str, tuple[str, str]]:
        """For each concrete schema the property and value that select it."""
        found: dict[str, tuple[str, str]] = {}
        for source in self._sources.values():
            switch = source.get("discriminator")
            if switch:
                for value, reference in switch["mapping"].items():
                    found[_component(reference)] = (switch["propertyName"], value)
        return found

    def _definition(self, name: str) -> dict[str, Any]:
        source = self._sources[name]
        if "discriminator" in source:
            return _switch(source["discriminator"])
        result = self._strict(source)
        if name in self._constants:
            key, value = self._constants[name]
            result["properties"][key] = {"const": value}
            result["required"] = sorted({*result.get("required", []), key})
        return result

    def _strict(self, source: Mapping[str, Any]) -> dict[str, Any]:
        if "$ref" in source:
            return {"$ref": f"#/$defs/{_component(source['$ref'])}"}
        properties, required = self._flattened(source)
        result = {key: source[key] for key in _KEPT if key in source}
        if "items" in source:
            result["items"] = self._strict(source["items"])
        extra = source.get("additionalProperties")
        if properties:
            result["type"] = "object"
            result["properties"] = {key: self._strict(value) for key, value in properties.items()}
            result["required"] = sorted(required)
            result["additionalProperties"] = False
        if isinstance(extra, dict):
            result["additionalProperties"] = self._strict(extra)
        return result

    def _flattened(self, source: Mapping[str, Any]) -> tuple[dict[str, Any], set[str]]:
        """The properties and required names of a schema and of everything it is built from."""
        properties: dict[str, Any] = {}
        required: set[str] = set()
        for part in source.get("allOf", []):
            resolved = self._sources[_component(part["$ref"])] if "$ref" in part else part
            more, needed = self._flattened(resolved)
            properties |= more
            required |= needed
        properties |= source.get("properties", {})
        required |= set(source.get("required", []))
        return properties, required


def strict_schemas(name: str) -> StrictSchemas | None:
    """The strict schemas of the named description, or None when it is absent."""
    path = spec_file(name)
    return None if path is None else _from_file(path)


@cache
def _from_file(path: Path) -> StrictSchemas:
    return StrictSchemas(read_spec(path))


def _switch(discriminator: Mapping[str, Any]) -> dict[str, Any]:
    key = discriminator["propertyName"]
    branches = [
        {
            "if": {"properties": {key: {"const": value}}, "required": [key]},
            "then": {"$ref": f"#/$defs/{_component(reference)}"},
        }
        for value, reference in discriminator["mapping"].items()
    ]
    return {
        "type": "object",
        "required": [key],
        "properties": {key: {"enum": sorted(discriminator["mapping"])}},
        "allOf": branches,
    }


def _component(reference: str) -> str:
    return reference.removeprefix(_PREFIX)


def _dotted(path: Any) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".") or "body"


def _short(message: str, limit: int = 300) -> str:
    """Schema errors repeat the value they are about; a long one is cut in the middle."""
    if len(message) <= limit:
        return message
    return f"{message[: limit // 2]} … {message[-limit // 2 :]}"
