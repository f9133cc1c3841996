"""Requests that nobody thought of, made from the interface's own document."""

import os
from urllib.parse import parse_qsl, urlsplit

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished
from support import ordering
from support.databases import first_on
from support.http_requests import GROMMET, ORDER, get, post

from configurator.services.common.context import open_context
from configurator.settings import read_settings
from web.api import OPERATIONS

pytestmark = pytest.mark.slow

# Of all operations together; for the long run set it to 5000.
CASES = int(os.environ.get("SCHEMATHESIS_CASES", "300"))
# What no document can tell beforehand, such as a cable that is wider than its hole, is refused with 422.
POSSIBLE = ["2xx", "304", "404", "409", "422", "503"]
# The same requests every time, unless told: what a new draw finds is to be looked for, not stumbled upon.
SEED = int(os.environ.get("SCHEMATHESIS_SEED", "1"))
CONFIG = {
    "seed": SEED,
    "generation": {"database": "none", "max-examples": max(1, CASES // len(OPERATIONS))},
    "checks": {
        "not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503"]},
        "positive_data_acceptance": {"expected-statuses": POSSIBLE},
    },
}
TABLE = {"template": "grommet", "rows": [GROMMET], "formats": ["stl"], "key": "1", "actor": "clinic-7"}


def known(client, context):
    """What leads somewhere, by the name of a parameter."""
    ordering.add_factories(context, ordering.BERLIN)
    order, batch = post(client, "orders", ORDER, 201), post(client, "batches", TABLE, 202)
    files = post(client, "files", {"template": "grommet", "values": GROMMET, "formats": ["stl"]})["files"]
    preview = urlsplit(post(client, "designs", {"template": "grommet", "values": GROMMET})["preview"])
    return {
        "template": ["grommet", "foot_orthosis"],
        "token": [order["token"], batch["token"], ordering.made_order(context, "3").token],
        "ticket": [ordering.job_in_state(context, state, state).ticket for state in ("handed_over", "claimed", "done")],
        "sha256": [files["stl"]["sha256"]],
        "key": [preview.path.rpartition("/")[2]],
        "parameters": [dict(parse_qsl(preview.query)[1:])],
        "factory": ["berlin"],
    }


def uncompressed(app):
    """The client that the library speaks through unpacks nothing."""
    return lambda environ, start: app({**environ, "HTTP_ACCEPT_ENCODING": "identity"}, start)


@pytest.fixture
def context(databases, tmp_path):
    """A context on either database: what one takes, the other may not."""
    with databases.prepared() as url:
        opened = open_context(read_settings({"CONFIGURATOR_DATA": str(tmp_path), "DATABASE_URL": url}))
        yield opened
        opened.engine.dispose()


@pytest.fixture
def interface(app, client, context):
    """The application by its document, in which the parameters also take what leads somewhere."""
    document, worth = get(client, "openapi.json").json, known(client, context)
    for operation in (verb for verbs in document["paths"].values() for verb in verbs.values()):
        for each in operation["parameters"]:
            if each["name"] in worth and each["in"] + each["name"] != "querykey":
                each["schema"] = {"anyOf": [{"enum": worth[each["name"]]}, each["schema"]]}
    loaded = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(CONFIG))
    loaded.app = uncompressed(app)
    return loaded


# The stricter of the two about texts. The filter is for the generator's own debugging.
@first_on("postgresql")
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_every_request_is_answered_as_the_document_says(interface):
    cases, faults = 0, []
    for event in from_schema(interface).execute():
        if isinstance(event, ScenarioFinished):
            cases += len(event.recorder.cases)
            faults += told(event.recorder)
        if isinstance(event, NonFatalError | FatalError):
            faults.append(str(event.value if isinstance(event, NonFatalError) else event.exception))
    print(f"{cases} requests")
    assert faults == []
    assert cases >= CASES


def told(recorder):
    """What the checks found, with the request that shows it."""
    for checks in recorder.checks.values():
        for check in checks:
            if check.failure_info is not None:
                failure = check.failure_info
                yield f"{check.name}: {recorder.label}: {failure.failure}\n{failure.code_sample}"
