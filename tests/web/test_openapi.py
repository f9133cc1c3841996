import re

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator
from support.http_requests import get

from web.api import OPERATIONS


@pytest.fixture
def document(client):
    return get(client, "openapi.json").json


def test_the_document_is_openapi(document):
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_every_route_of_the_interface_is_in_it(app, document):
    routes = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
        if rule.rule.startswith("/api/")
    }
    assert routes == {(path, method) for path, verbs in document["paths"].items() for method in verbs}


def test_every_operation_has_a_name_of_its_own_and_says_what_it_does(document):
    told = [verb for verbs in document["paths"].values() for verb in verbs.values()]
    assert len({each["operationId"] for each in told}) == len(OPERATIONS)
    assert all(each["summary"].endswith(".") for each in told)


def test_every_parameter_says_what_it_is(document):
    operations = [verb for verbs in document["paths"].values() for verb in verbs.values()]
    parameters = [each for operation in operations for each in operation["parameters"]]
    assert [each["name"] for each in parameters if not each["description"]] == []
