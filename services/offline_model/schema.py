"""A small valid instance of any JSON schema, for callers that ask for something else than facts."""

from typing import Any, Final

Schema = dict[str, Any]
_MAX_DEPTH: Final = 12
_MAX_ITEMS: Final = 100


def minimal_instance(schema: Schema) -> Any:
    """The smallest plain value that obeys `schema`: type, enum, const, required, minimums, anyOf, $ref."""
    return _instance(schema, schema, 0)


def resolve(schema: Any, root: Schema) -> Schema:
    """`schema` with its `$ref` followed; an empty schema when it points nowhere."""
    for _ in range(_MAX_DEPTH):
        if not isinstance(schema, dict):
            return {}
        reference = schema.get("$ref")
        if not isinstance(reference, str):
            return schema
        schema = _pointed_at(reference, root)
    return {}


def _pointed_at(reference: str, root: Schema) -> Any:
    target: Any = root
    for part in reference.removeprefix("#").strip("/").split("/"):
        if part:
            target = target.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(target, dict) else None
    return target


def _instance(schema: Any, root: Schema, depth: int) -> Any:
    schema = resolve(schema, root)
    if "const" in schema:
        return schema["const"]
    if schema.get("enum"):
        return schema["enum"][0]
    if "default" in schema:
        return schema["default"]
    for choice in ("anyOf", "oneOf"):
        if schema.get(choice):
            return _choose(schema[choice], root, depth)
    if schema.get("allOf"):
        merged: Schema = {}
        for part in schema["allOf"]:
            merged |= resolve(part, root)
        return _instance(merged, root, depth)
    return _of_type(_type_of(schema), schema, root, depth)


def _choose(choices: list[Any], root: Schema, depth: int) -> Any:
    """The first choice that is not null; null when it is deep already, which ends a recursive schema."""
    resolved = [resolve(choice, root) for choice in choices]
    nullable = any(_type_of(choice) == "null" for choice in resolved)
    if nullable and depth >= _MAX_DEPTH // 2:
        return None
    first = next((choice for choice in resolved if _type_of(choice) != "null"), None)
    return None if first is None else _instance(first, root, depth + 1)


def _type_of(schema: Schema) -> str:
    kind = schema.get("type")
    if isinstance(kind, list):
        return next((one for one in kind if one != "null"), "null")
    if isinstance(kind, str):
        return kind
    return "object" if "properties" in schema else "array" if "items" in schema else "string"


def _of_type(kind: str, schema: Schema, root: Schema, depth: int) -> Any:
    match kind:
        case "object":
            return _object(schema, root, depth)
        case "array":
            least = min(schema.get("minItems", 0), _MAX_ITEMS)
            return [_instance(schema.get("items", {}), root, depth + 1) for _ in range(least)]
        case "integer" | "number":
            return _number(schema, whole=kind == "integer")
        case "boolean":
            return False
        case "null":
            return None
        case _:
            return _string(schema)


def _object(schema: Schema, root: Schema, depth: int) -> Schema:
    if depth >= _MAX_DEPTH:
        return {}
    properties = schema.get("properties", {})
    return {name: _instance(properties.get(name, {}), root, depth + 1) for name in schema.get("required", [])}


def _number(schema: Schema, *, whole: bool) -> float | int:
    step = schema.get("multipleOf", 1 if whole else 0)
    value = schema.get("minimum", 0)
    if "exclusiveMinimum" in schema:
        value = max(value, schema["exclusiveMinimum"] + (step or 0.5))
    value = max(value, 0) if schema.get("maximum", 0) >= 0 else schema.get("maximum", 0)
    if step and value % step:
        value += step - value % step
    return int(value) if whole else value


_FORMATS: Final = {
    "date-time": "2026-01-01T00:00:00Z", "date": "2026-01-01", "time": "00:00:00Z", "email": "nobody@example.com",
    "uri": "https://example.com", "uuid": "00000000-0000-4000-8000-000000000000", "ipv4": "127.0.0.1",
}  # fmt: skip


def _string(schema: Schema) -> str:
    if schema.get("format") in _FORMATS:
        return _FORMATS[schema["format"]]
    least = int(schema.get("minLength", 0))
    most = int(schema.get("maxLength", max(least, len("none"))))
    return "none".ljust(least, ".")[:most]
