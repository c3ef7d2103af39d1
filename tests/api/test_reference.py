"""The OpenAPI document and the page that shows it."""

import re

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from annotator.api import examples
from annotator.api.openapi import document, operations
from annotator.api.problems import TITLES


def test_the_document_needs_no_token_and_no_database(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")
    assert answer.json()["openapi"].startswith("3.1")
    assert answer.json()["paths"] == document()["paths"]


def test_every_operation_says_what_it_takes_and_answers() -> None:
    for methods in document()["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            assert operation["security"][0]["token"]
            assert {"401", "500", "503"} <= operation["responses"].keys()


def test_its_schemas_are_json_schema() -> None:
    for schema in document()["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_reference_leads_somewhere() -> None:
    made = document()
    found = set(re.findall(r"#/components/schemas/(\w+)", str(made)))
    assert found <= made["components"]["schemas"].keys()


def test_the_page_shows_every_endpoint_and_problem(client: Client) -> None:
    page = client.get("/api/v1/").content.decode()
    anchors = [one.view_func.__name__ for one in operations()]
    anchors += [f"problem-{status}" for status in TITLES]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in page] == []
    targets = set(re.findall(r'href="#([\w-]+)"', page)) - {"main"}
    assert [target for target in targets if f'id="{target}"' not in page] == []
    assert "curl" in page


@pytest.mark.parametrize("name", examples.BODIES)
def test_examples_fit_their_schemas(name: str) -> None:
    made = document()
    schema = {**made["components"]["schemas"][name], "components": made["components"]}
    Draft202012Validator(schema).validate(examples.BODIES[name])
