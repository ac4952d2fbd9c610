"""The minimal instance obeys the schema it was made for."""

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.offline_model.schema import minimal_instance

SCHEMAS: list[dict[str, Any]] = [
    {},
    {"type": "string", "minLength": 9},
    {"type": "string", "maxLength": 2},
    {"type": "string", "format": "date-time"},
    {"type": "integer", "minimum": 3, "multipleOf": 5},
    {"type": "integer", "exclusiveMinimum": 3},
    {"type": "number", "maximum": -2},
    {"type": ["string", "null"]},
    {"type": ["null", "integer"]},
    {"enum": ["b", "a"]},
    {"const": {"x": 1}},
    {"anyOf": [{"type": "null"}, {"type": "array", "items": {"type": "boolean"}, "minItems": 2}]},
    {"allOf": [{"type": "object", "required": ["a"]}, {"properties": {"a": {"type": "integer"}}}]},
    {
        "type": "object",
        "properties": {"node": {"$ref": "#/$defs/node"}, "left_out": {"type": "string"}},
        "required": ["node"],
        "additionalProperties": False,
        "$defs": {
            "node": {
                "type": "object",
                "properties": {
                    "name": {"type": "string"},
                    "next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]},
                },
                "required": ["name", "next"],
            }
        },
    },
]


@pytest.mark.parametrize("schema", SCHEMAS)
def test_an_instance_obeys_its_schema(schema):
    jsonschema.validate(minimal_instance(schema), schema)


leaf = st.sampled_from([each for each in SCHEMAS if "$defs" not in each])
nested = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.dictionaries(st.text(max_size=4), inner, max_size=3).map(
            lambda fields: {"type": "object", "properties": fields, "required": list(fields)}
        ),
        st.tuples(inner, st.integers(0, 3)).map(lambda pair: {"type": "array", "items": pair[0], "minItems": pair[1]}),
    ),
    max_leaves=8,
)


@given(nested)
def test_instances_of_nested_schemas_obey_them(schema):
    jsonschema.validate(minimal_instance(schema), schema)


@pytest.mark.parametrize("schema", [{"$ref": "#/nowhere"}, {"$ref": "#"}, {"type": "unheard-of"}])
def test_a_schema_that_makes_no_sense_does_not_hang(schema):
    minimal_instance(schema)
