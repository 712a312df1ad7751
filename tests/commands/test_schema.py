"""`plainstatus schema`."""

import json

import pytest


@pytest.mark.parametrize("what", ["components", "incident", "export", "report"])
def test_a_schema_is_printed_as_it_is(site, what):
    from jsonschema import Draft202012Validator

    schema = json.loads(site.run("schema", what).output)

    Draft202012Validator.check_schema(schema)
    assert schema["properties"]


def test_another_schema_is_wrong_use(site):
    assert site.run("schema", "mkdocs").exit_code == 2
